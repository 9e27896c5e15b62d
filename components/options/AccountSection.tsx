import { useEffect, useRef } from 'react';
import { Button, OutLink } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Busy } from '../ui/parts.tsx';
import { Time } from '../ui/Time.tsx';
import { useAccount } from './store.ts';
import { TokenForm } from './TokenForm.tsx';
import { TOKENS_URL } from './token.ts';

/** Optional: with a token, reports are posted through the Hub's API. */
export function AccountSection() {
  const { account, busy, problem, done, read } = useAccount();
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    void read();
  }, [read]);
  // The form and the kept account take each other's place; the focus must not fall off the page with either.
  useEffect(() => {
    if (done) top.current?.focus();
  }, [done]);
  return (
    <section className="ui-card stack" aria-labelledby="account" data-section>
      <h2 id="account" ref={top} tabIndex={-1}>
        Account
      </h2>
      <p>
        You need no token. Without one, a report opens the Hub's own form, filled in, and you press Create
        there; the filter, the policy and your list of reports all work the same. With one, Hub Steward can
        post the report for you when you press Send, and find it again on the Hub.
      </p>
      {done && <Notice kind="done">{done}</Notice>}
      {account === null && busy && <Busy>Asking whether a token is kept…</Busy>}
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
      {account?.name != null && <KeptAccount />}
      {account && account.name === null && <TokenForm />}
    </section>
  );
}

const MAY_REPORT = {
  yes: 'Yes',
  no: 'No: its permission to open discussions is missing. Reports open the Hub’s form instead.',
  unknown: 'The Hub does not say. The first report will tell.',
} as const;

function KeptAccount() {
  const { account, busy, problem, forget } = useAccount();
  if (!account) return null;
  const may = account.canReport === null ? 'unknown' : account.canReport ? 'yes' : 'no';
  return (
    <div className="stack">
      <dl className="ui-facts">
        <dt>Belongs to</dt>
        <dd>
          <OutLink href={`https://huggingface.co/${encodeURIComponent(account.name ?? '')}`}>
            {account.name}
          </OutLink>
        </dd>
        <dt>May open discussions</dt>
        <dd>{MAY_REPORT[may]}</dd>
        <dt>Kept</dt>
        <dd>
          {account.remembered ? 'On this device, also after the browser closes' : 'Until the browser closes'}
        </dd>
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
        <Notice kind="warn" standing title="This token may do more than it needs to">
          {account.warning}
        </Notice>
      )}
      {problem && <Notice kind="error">{problem}</Notice>}
      <div className="row">
        <Button look="danger" busy={busy === 'forgetting'} onClick={() => void forget()}>
          Forget this token
        </Button>
        <OutLink href={TOKENS_URL}>Your tokens on the Hub</OutLink>
      </div>
    </div>
  );
}
