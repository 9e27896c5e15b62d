/** What an answer, or a refusal, changes in the state of the index's fetching. Pure, as index-state.ts is. */
import type { ListedType } from '../hub/api.ts';
import {
  BACK_OFF_MS,
  GROWTH,
  INDEX_MAX,
  LONGEST_WAIT_MS,
  MAX_NEWEST_PAGES,
  MAX_RESTARTS,
  OVERLAP_MS,
} from './index-pace.ts';
import { type Pass, type SyncState, typesOf } from './index-state.ts';

/** What the index can do without. */
const OPTIONAL: readonly ListedType[] = ['kernel'];

export interface Answer {
  items: readonly { lastModified?: number }[];
  next?: string;
  /** Of the newest: how many the index did not hold. */
  added: number;
}

/** What is to be done with the rows: `drop` those with this prefix, `sweep` all that belong to nothing any more. */
export interface Chores {
  drop?: string;
  sweep?: true;
}

/** Notes one answer. */
export function noteAnswer(state: SyncState, answer: Answer, now: number): Chores {
  const pass = state.pass!;
  state.failures = 0;
  delete state.problem;
  pass.turn++;
  pass.pages++;
  pass.ids += answer.items.length;
  const dates = answer.items.flatMap(({ lastModified }) => lastModified ?? []);
  if (pass.pages === 1) pass.since[pass.type] = Math.max(0, ...dates);
  pass.added += answer.added;
  if (!state.whole && pass.ids > state.ids * GROWTH) state.unpublished = true;

  // A cursor that leads to itself would lead there for ever.
  const next = answer.next === pass.cursor ? undefined : answer.next;
  if (next !== undefined && goesOn(state, pass, dates)) {
    pass.cursor = next;
    return {};
  }
  pass.types.push(pass.type);
  return nextType(state, now);
}

/** Is there more to read of this type? */
function goesOn(state: SyncState, pass: Pass, dates: number[]): boolean {
  if (pass.kind === 'whole') {
    if (pass.ids < INDEX_MAX) return true;
    pass.partial = true;
    return false;
  }
  const mark = (state.whole?.since[pass.type] ?? 0) - OVERLAP_MS;
  const last = dates.at(-1);
  // Without dates there is no telling what is new: the first page has to do.
  if (last === undefined || last <= mark) return false;
  if (pass.pages < MAX_NEWEST_PAGES) return true;
  state.behind = true;
  return false;
}

/** The next type's turn, or the end. */
function nextType(state: SyncState, now: number): Chores {
  const pass = state.pass!;
  const types = typesOf(state, pass.kind);
  const type = types[types.indexOf(pass.type) + 1];
  delete pass.cursor;
  pass.pages = 0;
  pass.restarts = 0;
  if (type && !pass.partial) {
    pass.type = type;
    return {};
  }
  delete state.pass;
  if (pass.kind === 'newest') {
    const { since } = state.whole!;
    for (const one of pass.types) since[one] = Math.max(since[one] ?? 0, pass.since[one] ?? 0);
    return endNewest(state, pass, now);
  }
  const { id, at, since, partial } = pass;
  state.whole = { id, at, types: pass.types, since, ...(partial ? { partial } : {}) };
  // What changed while it was read is newer than its watermark.
  state.checkedAt = at;
  delete state.behind;
  state.unpublished = true;
  return { sweep: true };
}

/** What was added is written once: every writing is read by all tabs. */
function endNewest(state: SyncState, { added }: Pass, now: number): Chores {
  state.checkedAt = now;
  if (added > 0) state.unpublished = true;
  return {};
}

export interface Refusal {
  /** Kind of the Hub's own error. */
  kind?: string;
  /** Not before this time, milliseconds since the epoch. */
  retryAt?: number;
  sentence?: string;
}

/** What the Hub refuses as malformed or not there: another try of the same would be refused as well. */
const REFUSED = new Set(['invalid', 'not-found', 'gone-or-private', 'forbidden']);

/**
 * Notes that a turn failed. A refused cursor begins its type anew, a refused type that can be spared is left out, and
 * everything else waits, longer each time.
 * @param random from 0 to 1: not every installation is to come back at the same second
 */
export function noteFailure(
  state: SyncState,
  { kind = '', retryAt, sentence }: Refusal,
  now: number,
  random: number,
): Chores {
  const pass = state.pass!;
  const refused = REFUSED.has(kind);
  pass.turn++;
  if (refused && pass.kind === 'whole') {
    if (pass.cursor !== undefined && pass.restarts < MAX_RESTARTS) {
      pass.restarts++;
      pass.pages = 0;
      delete pass.cursor;
      return { drop: `${pass.id}/${pass.type}` };
    }
    if (pass.cursor === undefined && OPTIONAL.includes(pass.type)) return nextType(state, now);
  }
  state.failures++;
  state.problem = sentence ?? 'The list of labelled repositories could not be brought up to date.';
  const backOff = Math.min(LONGEST_WAIT_MS, BACK_OFF_MS * 2 ** (state.failures - 1)) * (0.5 + random / 2);
  state.notBefore = Math.min(Math.max(retryAt ?? 0, now + backOff), now + LONGEST_WAIT_MS);
  if (!refused) return {};
  delete state.pass;
  // The newest are looked for again in an hour, as if there had been no more.
  return pass.kind === 'newest' ? endNewest(state, pass, now) : { sweep: true };
}
