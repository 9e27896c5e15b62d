import { useEffect, useRef } from 'react';
import type { SignInView } from '../../lib/platform/answers.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Busy } from '../ui/parts.tsx';
import { SignInCode } from './SignInCode.tsx';
import { useSignIn } from './sign-in-store.ts';
import { TokenForm } from './TokenForm.tsx';
import './sign-in.css';

interface Offered {
  /** The Hub's sign-in in a window of the browser's. */
  web: boolean;
  /** The Hub's sign-in with a code. */
  device: boolean;
}

/** The ways of signing in, or the one that is under way. */
export function SignIn({ offered }: { offered: Offered }) {
  const { view, look } = useSignIn();
  useEffect(() => {
    if (offered.device) void look();
  }, [look, offered.device]);
  useLooks(view, look);

  if (view.kind === 'device') return <SignInCode view={view} />;
  if (view.kind === 'checking') return <Checking view={view} />;
  return <Ways offered={offered} />;
}

/** Asks again when it is due, for as long as something is under way. */
function useLooks(view: SignInView, look: () => Promise<void>): void {
  const at = 'nextAt' in view ? view.nextAt : null;
  useEffect(() => {
    if (at === null) return;
    const timer = setTimeout(() => void look(), Math.min(60_000, Math.max(500, at - Date.now() + 50)));
    return () => clearTimeout(timer);
  }, [at, look]);
}

function Ways({ offered }: { offered: Offered }) {
  const { view, busy, problem, remember, setRemember, byWindow, byCode } = useSignIn();
  return (
    <div className="stack">
      {view.kind === 'ended' && (
        <Notice kind="warn" title="You are not signed in">
          {view.sentence}
        </Notice>
      )}
      {problem && <Notice kind="error">{problem}</Notice>}
      <div>
        <label className="ui-check">
          <input
            type="checkbox"
            checked={remember}
            aria-describedby="remember-note"
            onChange={(event) => setRemember(event.target.checked)}
          />
          <span>Keep me signed in after the browser closes</span>
        </label>
        <p className="ui-small ui-quiet" id="remember-note">
          Off: it is wiped when the browser starts again. On: it is kept in this browser profile, on this
          device; whoever can use the profile can use it. Chosen once, for whichever way you take.
        </p>
      </div>
      <div className="sign-in-ways">
        {offered.web && (
          <section className="sign-in-way" aria-labelledby="way-web">
            <h3 id="way-web">Sign in with the Hub</h3>
            <p>
              The Hub’s own page opens in a window, asks you whether Hub Steward may write in discussions, and
              closes. Your password stays between you and the Hub.
            </p>
            <div className="row">
              <Button look="primary" icon="key" busy={busy === 'web'} onClick={() => void byWindow()}>
                {busy === 'web' ? 'Waiting for the Hub’s window…' : 'Sign in with the Hub'}
              </Button>
            </div>
          </section>
        )}
        {offered.device && (
          <section className="sign-in-way" aria-labelledby="way-code">
            <h3 id="way-code">Sign in with a code</h3>
            <p>
              You get a short code, and type it into the Hub’s page in a tab where you see the address, or on
              another device. The same sign-in, without a window that opens by itself.
            </p>
            <div className="row">
              <Button busy={busy === 'device'} onClick={() => void byCode()}>
                {busy === 'device' ? 'Asking the Hub for a code…' : 'Get a code'}
              </Button>
            </div>
          </section>
        )}
        {offered.device && (
          <p className="ui-small ui-quiet">
            Either way it may see who you are and write in discussions, and nothing else; it ends by itself
            after some hours. The Hub may show beside what is posted that Hub Steward wrote it for you.
          </p>
        )}
        <section className="sign-in-way" aria-labelledby="way-token">
          <h3 id="way-token">Use a token</h3>
          <p>
            {offered.device
              ? 'You make it on the Hub and paste it here. It is good for as long as you decide, and you choose what it may do.'
              : 'You make it on the Hub and paste it here. This version of Hub Steward was made without the Hub’s own sign-in, so a token is the one way.'}
          </p>
          <TokenForm only={!offered.device} />
        </section>
      </div>
    </div>
  );
}

function Checking({ view }: { view: SignInView & { kind: 'checking' } }) {
  const { cancel } = useSignIn();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="stack">
      <h3 ref={heading} tabIndex={-1}>
        The Hub said yes
      </h3>
      <Busy>Asking the Hub which account it is…</Busy>
      {view.problem && (
        <Notice kind="warn" title="That did not work yet">
          {view.problem} It is tried again by itself.
        </Notice>
      )}
      <div className="row">
        <Button onClick={() => void cancel()}>Cancel</Button>
      </div>
    </div>
  );
}
