/** The outbox's times, in milliseconds, and how waits grow. */

/**
 * Between Send and the moment it leaves: taking it back costs nothing. A worker that lives keeps to it; one that died is woken by
 * an alarm, which browsers round up to half a minute (clock.ts).
 */
export const UNDO_MS = 8_000;
/** The same errand asked for again within this time is the same errand: a message may come twice (platform/send.ts). */
export const SAME_ERRAND_MS = 10 * 60_000;

/**
 * A POST is given up after 30 s (hub/api.ts) and its worker may be dead, but the Hub may still be writing it.
 * Only a look that begins this long after the POST may conclude that nothing was written.
 */
export const LEASE_MS = 60_000;
/** The first look after a lost answer: most writes show at once. */
export const FIRST_LOOK_MS = 5_000;
/** A POST that has not left by then (the computer slept) waits for a new turn. */
export const START_WITHIN_MS = 10_000;
/** Looks that could not see far enough: more of them see no further. */
export const MAX_UNSURE_LOOKS = 3;
export const FIRST_BACKOFF_MS = 30_000;
export const MAX_BACKOFF_MS = 60 * 60_000;
/** POSTs of one report that got no usable answer and wrote nothing. */
export const MAX_ATTEMPTS = 5;
/** Refusals for haste, or looks without an answer, in a row: about a day and a half with the longest waits. */
export const MAX_TRIES = 40;
/** Looks for our own discussion after the Hub accepted it. */
export const MAX_READ_BACKS = 12;
/** After the Hub's own form was opened: looks for what the person sent there, ever rarer, then none. */
export const FORM_LOOKS_MS = [
  60_000,
  5 * 60_000,
  15 * 60_000,
  60 * 60_000,
  6 * 60 * 60_000,
  24 * 60 * 60_000,
];
/** `nextAt` of records that nothing is planned for. */
export const NEVER = Number.MAX_SAFE_INTEGER;
/** No wait is longer: what lies further ahead was planned before the clock was set back. */
const LONGEST_WAIT_MS = 25 * 60 * 60_000;

/** 30 s, 1 min, 2 min … 1 h, each up to a quarter shorter or longer, so that many clients do not return together. */
export function backoff(tries: number, random: () => number = Math.random): number {
  const base = Math.min(FIRST_BACKOFF_MS * 2 ** Math.max(0, tries - 1), MAX_BACKOFF_MS);
  return Math.round(base * (0.75 + random() / 2));
}

/** Is it time? Also when the clock was set back and the plan lies absurdly far ahead. */
export function isDue(nextAt: number, now: number): boolean {
  return nextAt !== NEVER && (nextAt <= now || nextAt - now > LONGEST_WAIT_MS);
}
