/**
 * When the outbox is to be looked at next. Browsers round an alarm up to half a minute (Chrome's documentation: 30 s at least),
 * which is too coarse for the few seconds in which Send can be taken back: a worker that lives keeps to them with a timer of its own,
 * and for one that dies meanwhile the alarm stands beside it.
 */

/** A worker without events is put to sleep after 30 s: a timer for later would only rarely ring. */
const NEAR_MS = 25_000;
const LEAST_MS = 1_000;

export interface ClockOptions {
  /** Sets the one alarm, milliseconds since the epoch; another one before is replaced. */
  alarm: (at: number) => void | Promise<void>;
  /** What is due is to be done. */
  ring: () => void;
  now: () => number;
}

export function createClock({ alarm, ring, now }: ClockOptions): (at: number) => Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return async (at) => {
    clearTimeout(timer);
    const wait = at - now();
    if (wait <= NEAR_MS) timer = setTimeout(ring, Math.max(wait, LEAST_MS));
    await alarm(Math.max(at, now() + LEAST_MS));
  };
}
