/** When to look at the Hub again for news of a report: soon after it was made, then ever more rarely, then not at all. Pure. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Age of the report, or of the last news of it, up to which a wait holds. */
const WAITS: readonly [upTo: number, wait: number][] = [
  [HOUR, 10 * MINUTE],
  [DAY, HOUR],
  [7 * DAY, 6 * HOUR],
  [28 * DAY, DAY],
  [Number.POSITIVE_INFINITY, 7 * DAY],
];
/** Without news for so long, the looks end by themselves. */
export const STOP_AFTER_MS = 12 * 7 * DAY;
/** The same once the thread is closed. */
export const STOP_CLOSED_AFTER_MS = 14 * DAY;
/** After a look that failed, doubled with each further one. */
export const RETRY_MS = 10 * MINUTE;
const LONGEST_RETRY_MS = DAY;
/** Between two looks at different repositories. */
export const APART_MS = 30_000;
/** A look takes seconds; one that began longer ago has died with its worker. */
export const LOOK_LEASE_MS = 2 * MINUTE;
/** Without a connection, or where data is paid for by amount. */
export const OFFLINE_MS = 30 * MINUTE;
/** So many requests of the anonymous quota are left to the person. */
export const LEFT_TO_PERSON = 100;
/** `nextAt` of what is not looked at. */
export const NEVER = Number.MAX_SAFE_INTEGER;
/** What lies further ahead was planned before the clock was set back. */
const LONGEST_WAIT_MS = 8 * DAY;

/** The next wait, up to a tenth longer, so that many reports of one day do not come together. `null`: it is over. */
export function nextWait(
  quietMs: number,
  closed: boolean,
  random: () => number = Math.random,
): number | null {
  const quiet = Math.max(0, quietMs);
  if (quiet >= (closed ? STOP_CLOSED_AFTER_MS : STOP_AFTER_MS)) return null;
  const [, wait] = WAITS.find(([upTo]) => quiet < upTo)!;
  return Math.round(wait * (1 + random() / 10));
}

/** @param failures in a row, at least 1 */
export function retryWait(failures: number): number {
  return Math.min(RETRY_MS * 2 ** Math.min(failures - 1, 10), LONGEST_RETRY_MS);
}

/** Is it time? Also when the clock was set back and the plan lies absurdly far ahead. */
export const isDue = (nextAt: number, now: number): boolean =>
  nextAt !== NEVER && (nextAt <= now || nextAt - now > LONGEST_WAIT_MS);
