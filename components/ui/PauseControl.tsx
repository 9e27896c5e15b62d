import { useEffect, useRef } from 'react';
import { clockTime, PAUSES, pauseEnd } from '../../lib/nfaa/pause.ts';
import { type FilterPreferences, isPaused } from '../../lib/nfaa/preferences.ts';
import { Button } from './Button.tsx';
import { PAUSE_WORDS } from './filter-words.ts';
import { useSettings } from './settings-store.ts';
import { relativeTime } from './time-words.ts';
import { useNow } from './use-now.ts';
import './pause.css';

/** Off for a while, on every page of the Hub; it ends by itself. */
export function PauseControl({ filter }: { filter: FilterPreferences }) {
  const change = useSettings((store) => store.change);
  const now = useNow(filter.pausedUntil);
  const paused = isPaused(filter.pausedUntil, now);
  const group = useRef<HTMLFieldSetElement>(null);
  const pressed = useRef(false);
  // The buttons take each other's place; the focus must not fall off the page with the pressed one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changes places hangs on `paused`.
  useEffect(() => {
    if (pressed.current) group.current?.querySelector('button')?.focus();
    pressed.current = false;
  }, [paused]);
  const set = (pausedUntil: number) => {
    pressed.current = true;
    void change({ filter: { pausedUntil } });
  };
  return (
    <fieldset className="pause" ref={group} disabled={!filter.on}>
      {paused ? (
        <>
          <legend>
            Paused until {clockTime(filter.pausedUntil, now)}
            <span className="ui-small ui-quiet">goes on {relativeTime(filter.pausedUntil, now)}</span>
          </legend>
          <Button small look="primary" onClick={() => set(0)}>
            Resume now
          </Button>
        </>
      ) : (
        <>
          <legend>Pause</legend>
          {PAUSES.map((pause) => (
            <Button key={pause} small onClick={() => set(pauseEnd(pause, Date.now()))}>
              {PAUSE_WORDS[pause]}
            </Button>
          ))}
        </>
      )}
    </fieldset>
  );
}
