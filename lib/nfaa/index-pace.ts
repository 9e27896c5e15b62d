/** How fast the index is fetched. The Hub allows 500 requests in 5 minutes to whoever has no account (facts/hub.md e). */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Never more than this of what the Hub allows in a window. */
export const SHARE_OF_QUOTA = 0.1;
/** Between our sending and the Hub's counting. */
export const WINDOW_MARGIN_MS = 10_000;
/** None at all while less than this of it is left: the rest is for the person's own doing. */
export const KEEP_OF_QUOTA = 0.5;
/** With the next line: 50 requests in 5 minutes, evenly. */
export const PAGES_A_STEP = 5;
/** The least that alarms can do in Chromium. */
export const STEP_GAP_MS = MINUTE / 2;
/** As many as one answer holds. */
export const WHOLE_LIMIT = 1_000;
export const NEWEST_LIMIT = 100;

/** Two hours before what it replaces is no longer believed (INDEX_AGE_MS); 400,000 ids take 40 minutes. */
export const WHOLE_EVERY_MS = 22 * HOUR;
export const NEWEST_EVERY_MS = HOUR;
/** Half read for so long, a set would be old before it is whole. */
export const PASS_MAX_AGE_MS = 12 * HOUR;
/** The Hub's lists may follow its repositories a little later [inferred]. */
export const OVERLAP_MS = HOUR;
/** More new ones than this are a reason to read all. */
export const MAX_NEWEST_PAGES = 10;
/** Of one type in one pass, after cursors that the Hub no longer knew. */
export const MAX_RESTARTS = 3;

/** About 2 MB for the worker, 0.9 MB for the guard. */
export const INDEX_MAX = 400_000;
/** While the first pass runs, what is there is published anew when it has grown by half: every writing is read by all tabs. */
export const GROWTH = 1.5;

export const BACK_OFF_MS = MINUTE;
export const LONGEST_WAIT_MS = HOUR;
/** A request takes 20 s at most; whoever has not come back by then is gone. */
export const LEASE_MS = MINUTE;
/** When there is nothing to do: the filter is off. */
export const RECHECK_MS = HOUR;
/** After trouble with our own storage. */
export const TROUBLE_MS = 5 * MINUTE;
