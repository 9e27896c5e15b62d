import { useEffect, useRef } from 'react';
import { CLIENT_ID } from '../../lib/account/client.ts';
import { canLaunch } from '../../lib/platform/identity.ts';
import { openTab } from '../../lib/platform/tabs.ts';
import { Button, OutLink } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Busy } from '../ui/parts.tsx';
import { Time } from '../ui/Time.tsx';
import { permissionWords } from './permission-words.ts';
import { SignIn } from './SignIn.tsx';
import { revokeUrlOf, useAccount } from './store.ts';
import { CONNECTED_URL } from './token.ts';

/** Optional: with an account, reports are posted through the Hub's API. */
export function AccountSection() {
  const { account, busy, problem, done, revokeUrl, read } = useAccount();
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    void read();
  }, [read]);
  // The form and the kept account take each other's place; the focus must not fall off the page with either.
  useEffect(() => {
    if (done) top.current?.focus();
  }, [done]);
  const device = CLIENT_ID !== null;
  return (
    <section className="ui-card stack" aria-labelledby="account" data-section>
      <h2 id="account" ref={top} tabIndex={-1}>
        Account
      </h2>
      <p>
        You need no account here. Without one, a report opens the Hub's own form, filled in, and you press
        Create there; the filter, the policy and your list of reports all work the same. With one, Hub Steward
        can post the report for you when you press Send, and find it again on the Hub.
      </p>
      {done && (
        <Notice
          kind="done"
          actions={revokeUrl && <OutLink href={revokeUrl}>{revokeWords(revokeUrl)}</OutLink>}
        >
          {done}
        </Notice>
      )}
      {account === null && busy && <Busy>Asking who is signed in…</Busy>}
      {problem && account === null && (
        <Notice
          kind="error"
          actions={
            <Button small icon="again" onClick={() => void read()}>
              Ask again
            </Button>
          }
        >
          {problem}
        </Notice>
      )}
      {account?.name === null && account.ended && account.warning && (
        <Notice kind="warn" title={account.ended === 'expired' ? 'Sign in again' : 'You were signed out'}>
          {account.warning}
        </Notice>
      )}
      {account?.name != null && <KeptAccount />}
      {account && account.name === null && <SignIn offered={{ device, web: device && canLaunch() }} />}
    </section>
  );
}

const revokeWords = (url: string) =>
  url === CONNECTED_URL
    ? 'Revoke it on the Hub: connected applications'
    : 'Delete it on the Hub: your tokens';

const MAY_REPORT = {
  yes: 'Yes',
  no: 'No: its permission to open discussions is missing. Reports open the Hub’s form instead.',
  unknown: 'The Hub does not say. The first report will tell.',
} as const;

function KeptAccount() {
  const { account, busy, problem, forget } = useAccount();
  if (!account) return null;
  const may = account.canReport === null ? 'unknown' : account.canReport ? 'yes' : 'no';
  const byHub = account.how === 'oauth';
  const revoke = revokeUrlOf(account);

  function forgetAndRevoke(): void {
    // First what is here, which needs nobody's answer.
    void forget();
    void openTab(revoke);
  }

  return (
    <div className="stack">
      <dl className="ui-facts">
        <dt>Signed in as</dt>
        <dd>
          <OutLink href={`https://huggingface.co/${encodeURIComponent(account.name ?? '')}`}>
            {account.name}
          </OutLink>
          {byHub ? ', with the Hub’s sign-in' : ', with a token'}
        </dd>
        <dt>May open discussions</dt>
        <dd>{MAY_REPORT[may]}</dd>
        {account.may && account.may.length > 0 && (
          <>
            <dt>What it may do</dt>
            <dd>
              <ul className="sign-in-may">
                {account.may.map(permissionWords).map(({ words, extra }) => (
                  <li key={words}>
                    {words}
                    {extra && ' (not needed for reports)'}
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        <dt>Kept</dt>
        <dd>
          {account.remembered ? 'On this device, also after the browser closes' : 'Until the browser closes'}
        </dd>
        {account.expiresAt !== undefined && (
          <>
            <dt>Ends</dt>
            <dd>
              <Time at={account.expiresAt} />
              {account.renews ? '; it is renewed by itself' : '; then you are asked to sign in again'}
            </dd>
          </>
        )}
        {account.checkedAt !== undefined && (
          <>
            <dt>Checked with the Hub</dt>
            <dd>
              <Time at={account.checkedAt} />
            </dd>
          </>
        )}
      </dl>
      {account.warning && (
        <Notice kind="warn" standing title="This may do more than it needs to">
          {account.warning}
        </Notice>
      )}
      {problem && <Notice kind="error">{problem}</Notice>}
      <div className="row">
        <Button look="danger" busy={busy === 'forgetting'} onClick={forgetAndRevoke}>
          Sign out here and revoke
        </Button>
        <Button busy={busy === 'forgetting'} onClick={() => void forget()}>
          Sign out here only
        </Button>
      </div>
      <p className="ui-small ui-quiet">
        Both remove it from this device at once. No way is known for us to revoke it on the Hub, so the first
        opens the Hub’s own page as well: {byHub ? 'remove Hub Steward there' : 'delete the token there'}, and
        it is useless everywhere.
      </p>
    </div>
  );
}
