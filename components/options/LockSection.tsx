import { useEffect, useRef, useState } from 'react';
import type { LockState } from '../../lib/platform/answers.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { followLock, useLock } from '../ui/lock-store.ts';
import { Notice } from '../ui/Notice.tsx';
import { Busy } from '../ui/parts.tsx';
import { RemoveForm, SetForm, UnlockForm, Wait } from './LockForms.tsx';
import { fieldWords, minutesWords } from './lock-words.ts';
import './lock.css';

/** Who may change the filter's settings: a PIN of one's own, or the administrator's policy. */
export function LockSection() {
  const { lock, problem, done, read } = useLock();
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(followLock, []);
  // Forms take each other's place; the focus must not fall off the page with them.
  useEffect(() => {
    if (done) top.current?.focus();
  }, [done]);
  return (
    <section className="ui-card stack" aria-labelledby="lock" data-section>
      <h2 id="lock" ref={top} tabIndex={-1}>
        Lock
      </h2>
      <p>
        A PIN keeps the filter's settings, your rules and your lists from being changed in passing. It stops a
        glance, not an administrator: whoever may remove extensions from this browser, or open its profile,
        gets around it.
      </p>
      {done && <Notice kind="done">{done}</Notice>}
      {problem && (
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
      {lock ? <LockView lock={lock} /> : !problem && <Busy>Asking whether anything is locked…</Busy>}
    </section>
  );
}

/** The section's state, whatever it is. */
export function LockView({ lock }: { lock: LockState }) {
  const hasPin = lock.kind === 'pin' || lock.kind === 'both';
  return (
    <>
      <ManagedView managed={lock.managed} />
      {!hasPin && (
        <>
          <p className="lock-state" data-state="none">
            No PIN is set.
          </p>
          <SetForm noReveal={false} waitUntil={null} />
        </>
      )}
      {hasPin && lock.unlockedUntil !== null && <Unlocked lock={lock} until={lock.unlockedUntil} />}
      {hasPin && lock.unlockedUntil === null && (
        <>
          <p className="lock-state" data-state="locked">
            <Icon name="key" />
            <span>
              Locked with a PIN.{' '}
              {lock.pinNoReveal ? 'Covers cannot be opened either.' : 'Covers can be opened.'}
            </span>
          </p>
          <UnlockForm waitUntil={lock.waitUntil} />
        </>
      )}
      {hasPin && <Wait until={lock.waitUntil} />}
      {hasPin && (
        <>
          <details className="lock-more">
            <summary>Change or remove the PIN</summary>
            <div className="stack">
              <SetForm
                key={String(lock.pinNoReveal)}
                change
                noReveal={lock.pinNoReveal}
                waitUntil={lock.waitUntil}
              />
              <RemoveForm waitUntil={lock.waitUntil} />
            </div>
          </details>
          <details className="lock-more">
            <summary>Forgot the PIN?</summary>
            <p>
              Nobody can look it up, and there is no way around it from here. Removing Hub Steward from the
              browser and adding it again clears the PIN, and with it everything else that it keeps: settings,
              rules, drafts, your token and your list of reports. Save what you need from My reports first.
            </p>
          </details>
        </>
      )}
    </>
  );
}

const TICK_MS = 15_000;

function Unlocked({ lock, until }: { lock: LockState; until: number }) {
  const { busy, relock } = useLock();
  const [problem, setProblem] = useState<string | null>(null);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      <p className="lock-state" data-state="open">
        <Icon name="key" />
        <span>
          Unlocked for {minutesWords(until - now)} more
          {lock.pinNoReveal && lock.noReveal ? ', but covers stay shut.' : '.'} It locks again by itself, also
          when the browser closes.
        </span>
      </p>
      {problem && <Notice kind="error">{problem}</Notice>}
      <div className="row">
        <Button
          look="primary"
          icon="key"
          busy={busy === 'locking'}
          onClick={() => void relock().then(setProblem)}
        >
          Lock now
        </Button>
      </div>
    </>
  );
}

/** What the administrator did, with what could not be read of it. */
function ManagedView({ managed }: { managed: LockState['managed'] }) {
  const { fields, noReveal, rules, lists, problems } = managed;
  return (
    <>
      {(fields.length > 0 || rules > 0 || lists.length > 0) && (
        <Notice kind="info" standing title="By your organisation">
          {fields.length > 0 && (
            <>
              <p>Whoever looks after this browser has set, and nobody can change here:</p>
              <ul className="lock-fields">
                {fieldWords(fields).map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            </>
          )}
          {noReveal && <p>Covers cannot be opened.</p>}
          {rules > 0 && <p>{rules === 1 ? 'One rule is' : `${rules} rules are`} added to yours.</p>}
          {lists.length > 0 && <p>Followed for you: {lists.join(', ')}.</p>}
        </Notice>
      )}
      {problems.length > 0 && (
        <Notice kind="warn" standing title="Part of your organisation's policy could not be read">
          <ul className="lock-fields">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
