import { useEffect, useRef, useState } from 'react';
import type { SignInView } from '../../lib/platform/answers.ts';
import { openTab } from '../../lib/platform/tabs.ts';
import { Button, OutLink } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Busy } from '../ui/parts.tsx';
import { leftWords } from './permission-words.ts';
import { useSignIn } from './sign-in-store.ts';

/** The code, where to type it, and how long it is good for. What happens next happens by itself. */
export function SignInCode({ view }: { view: SignInView & { kind: 'device' } }) {
  const { look, cancel } = useSignIn();
  const [copied, setCopied] = useState<boolean | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  async function copy(): Promise<void> {
    setCopied(
      await navigator.clipboard.writeText(view.userCode).then(
        () => true,
        () => false,
      ),
    );
  }
  function copyAndOpen(): void {
    // The copying first: another tab in front takes the clipboard away.
    void copy();
    void openTab(view.verificationUri);
  }

  return (
    <div className="stack">
      <h3 ref={heading} tabIndex={-1}>
        Type this code on the Hub
      </h3>
      <p className="sign-in-code">
        <code>{view.userCode}</code>
      </p>
      <p>
        Open <OutLink href={view.verificationUri}>{view.verificationUri.replace(/^https:\/\//, '')}</OutLink>,
        here or on another device, type the code, and look at what Hub Steward asks for. Only give the code to
        the Hub’s own page.
      </p>
      <div className="row">
        <Button look="primary" icon="out" onClick={copyAndOpen}>
          Copy the code and open the Hub
        </Button>
        <Button icon="copy" onClick={() => void copy()}>
          Copy the code
        </Button>
        <Button onClick={() => void cancel()}>Cancel</Button>
      </div>
      <p className="ui-small ui-quiet" role="status">
        {copied === true && 'Copied.'}
        {copied === false && 'The browser did not allow copying. Type the code as it stands here.'}
      </p>
      <Busy>Waiting for you to agree on the Hub. This page goes on by itself.</Busy>
      <Countdown until={view.expiresAt} onEnd={look} />
      {view.problem && (
        <Notice kind="warn" title="The Hub could not be asked just now">
          {view.problem} The code stays good, and we ask again by itself.
        </Notice>
      )}
    </div>
  );
}

const TICK_MS = 1_000;

function Countdown({ until, onEnd }: { until: number; onEnd: () => Promise<void> }) {
  const [now, setNow] = useState(Date.now);
  const over = now >= until;
  useEffect(() => {
    if (over) {
      void onEnd();
      return;
    }
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [over, onEnd]);
  return (
    <p className="ui-small ui-quiet">
      The code is good for another{' '}
      <span role="timer" aria-live="off">
        {leftWords(until - now)}
      </span>
      .
    </p>
  );
}
