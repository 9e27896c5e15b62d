import { useSyncExternalStore } from 'react';
import { absoluteTime, relativeTime } from './time-words.ts';

const TICK = 30_000;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** One clock for all times on a page; it stops when the last of them is gone. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, TICK);
  return () => {
    listeners.delete(listener);
    if (listeners.size) return;
    clearInterval(timer);
    timer = undefined;
  };
}

interface TimeProps {
  /** Milliseconds since the epoch. */
  at: number;
  /** `both` writes the exact time out, for records; otherwise it is in the title. */
  form?: 'relative' | 'both';
}

/** A whole number that grows with every tick, so that what shows it is drawn again. */
const ticks = () => Math.floor(Date.now() / TICK);

export function Time({ at, form = 'relative' }: TimeProps) {
  useSyncExternalStore(subscribe, ticks, ticks);
  const exact = absoluteTime(at);
  const words = relativeTime(at, Date.now());
  return (
    <time dateTime={new Date(at).toISOString()} title={exact}>
      {form === 'both' ? `${exact} (${words})` : words}
    </time>
  );
}
