import { useEffect, useRef, useState } from 'react';
import type { SyncProblem, SyncState } from '../../lib/account/sync-state.ts';
import { Button } from '../ui/Button.tsx';
import { useLock } from '../ui/lock-store.ts';
import { Notice } from '../ui/Notice.tsx';
import { Busy } from '../ui/parts.tsx';
import { Switch } from '../ui/Switch.tsx';
import { Time } from '../ui/Time.tsx';
import { LOCKED } from './rules/words.ts';
import { SyncChoicePart } from './SyncChoice.tsx';
import { followSync, useSync } from './sync-store.ts';
import { heldWords, NEVER_SYNCED, PROBLEM_WORDS, roomWords, SYNCED } from './sync-words.ts';
import './sync.css';

/** Opt-in: the same settings and rules on all devices, through the browser's own account. */
export function SyncSection() {
  const { sync, busy, problem, read, set } = useSync();
  const fixed = useLock((store) => store.lock?.lockedFields.includes('rules') ?? false);
  useEffect(followSync, []);
  return (
    <section className="ui-card stack" aria-labelledby="sync" data-section>
      <h2 id="sync">Sync</h2>
      <p>
        The same settings and rules on all your devices. Your browser carries them, through the account that
        it is signed in with: Chrome sync, Firefox Sync, Edge sync. Hub Steward has no server and sees no
        account. It works only where the browser is signed in and syncs extensions; Firefox for Android does
        not.
      </p>
      <div className="sync-what">
        <WhatList title="What is synced" lines={SYNCED} />
        <WhatList title="What never is" lines={NEVER_SYNCED} />
      </div>
      <p className="ui-small ui-quiet">
        The copy lies with whoever runs that account. Firefox encrypts it before it leaves the device; Chrome
        lets its provider read it unless you set a passphrase of your own in Chrome’s settings of sync.
      </p>
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
      {!sync && !problem && <Busy>Asking whether sync is on…</Busy>}
      {sync && (
        <>
          {fixed && (
            <Notice kind="info" standing>
              {LOCKED}
            </Notice>
          )}
          <Switch
            label="Sync with my other devices"
            note="Off: nothing of this leaves the device."
            checked={sync.on}
            disabled={fixed}
            onChange={(on) => busy === null && void set(on)}
          />
          <SyncSaid />
          <SyncView sync={sync} fixed={fixed} />
        </>
      )}
    </section>
  );
}

function WhatList({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <div>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

/** What was just done or refused, with the way back. */
function SyncSaid() {
  const { done, refused, busy, resolve } = useSync();
  const place = useRef<HTMLDivElement>(null);
  // What was pressed may be gone: the focus must not fall off the page with it.
  useEffect(() => {
    const lost = !document.activeElement || document.activeElement === document.body;
    if ((done || refused) && lost) (place.current?.querySelector('button') ?? place.current)?.focus();
  }, [done, refused]);
  return (
    <div ref={place} tabIndex={-1} className="sync-said">
      {refused && <Notice kind="error">{refused}</Notice>}
      {done && (
        <Notice
          kind="done"
          actions={
            done.undo && (
              <Button small icon="undo" busy={busy === 'undoing'} onClick={() => void resolve('undo')}>
                Undo
              </Button>
            )
          }
        >
          {done.text}
        </Notice>
      )}
    </div>
  );
}

/** The section's state, whatever it is. */
export function SyncView({ sync, fixed }: { sync: SyncState; fixed: boolean }) {
  const { busy, done, resolve } = useSync();
  const held = heldWords(sync.held);
  return (
    <>
      {sync.problem && <ProblemNotice problem={sync.problem} fixed={fixed} />}
      {sync.choice && <SyncChoicePart choice={sync.choice} fixed={fixed} />}
      {held.length > 0 && (
        <Notice kind="info" standing title="Arrived, but not in force here">
          {held.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Notice>
      )}
      {sync.on && !sync.choice && (
        <dl className="ui-facts">
          <dt>Last written</dt>
          <dd>
            {sync.written === null ? 'Not yet' : <Time at={sync.written} />}
            {sync.waiting && !sync.problem && '; a change of this device follows in a moment'}
          </dd>
          <dt>Last taken over from another device</dt>
          <dd>{sync.taken === null ? 'Nothing yet' : <Time at={sync.taken} />}</dd>
          <dt>Room used in sync</dt>
          <dd>{roomWords(sync.bytes)}</dd>
        </dl>
      )}
      {sync.canUndo && !done?.undo && (
        <div className="row">
          <Button
            small
            icon="undo"
            busy={busy === 'undoing'}
            disabled={fixed}
            onClick={() => void resolve('undo')}
          >
            Undo the choice whose settings count
          </Button>
        </div>
      )}
      {sync.bytes > 0 && <RemoveCopy on={sync.on} fixed={fixed} />}
    </>
  );
}

function ProblemNotice({ problem, fixed }: { problem: SyncProblem; fixed: boolean }) {
  const { busy, resolve, read } = useSync();
  const { title, text, kind } = PROBLEM_WORDS[problem];
  const again = { damaged: 'Write this device’s settings over it', removed: 'Write it again' };
  const press = problem === 'damaged' || problem === 'removed' ? again[problem] : null;
  return (
    <Notice
      kind={kind}
      title={title}
      actions={
        press ? (
          <Button small busy={busy === 'choosing'} disabled={fixed} onClick={() => void resolve('mine')}>
            {press}
          </Button>
        ) : problem === 'unavailable' ? (
          <Button small icon="again" onClick={() => void read()}>
            Look again
          </Button>
        ) : undefined
      }
    >
      {text}
    </Notice>
  );
}

/** Two presses: the copy may be the only one of another device's settings. */
function RemoveCopy({ on, fixed }: { on: boolean; fixed: boolean }) {
  const { busy, clear } = useSync();
  const [asked, setAsked] = useState<boolean | null>(null);
  const place = useRef<HTMLDivElement>(null);
  // Buttons take each other's place; whoever works by keyboard goes on from there.
  useEffect(() => {
    if (asked !== null) place.current?.querySelector('button')?.focus();
  }, [asked]);
  return (
    <div ref={place}>
      {asked ? (
        <Notice
          kind="warn"
          standing
          title="Remove the copy from your account?"
          actions={
            <>
              <Button onClick={() => setAsked(false)}>Keep it</Button>
              <Button look="danger" busy={busy === 'removing'} disabled={fixed} onClick={() => void clear()}>
                Remove it
              </Button>
            </>
          }
        >
          {on && 'This also switches sync off on this device. '}What this device has stays. Your other devices
          keep theirs, and ask before they write them again.
        </Notice>
      ) : (
        <Button look="danger" disabled={fixed} onClick={() => setAsked(true)}>
          Remove the copy from sync
        </Button>
      )}
    </div>
  );
}
