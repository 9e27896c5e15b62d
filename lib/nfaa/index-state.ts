/**
 * What the index's fetching rests on between two steps: kept in the database, because the worker may be gone at any moment.
 * Pure: every function takes the state as it was read and changes it; whoever calls writes it back in the same transaction.
 *
 *     whole pass:  model pages … → dataset pages … → space pages … → kernel pages … → in force, the one before is dropped
 *     newest pass: of each type, newest first, until the watermark → what was not there is added
 */
import type { ListedType, ListQuery } from '../hub/api.ts';
import type { Limit } from '../hub/limits.ts';
import { NFAA_TAG } from '../hub/ref.ts';
import {
  KEEP_OF_QUOTA,
  LEASE_MS,
  LONGEST_WAIT_MS,
  NEWEST_EVERY_MS,
  NEWEST_LIMIT,
  PASS_MAX_AGE_MS,
  SHARE_OF_QUOTA,
  WHOLE_EVERY_MS,
  WHOLE_LIMIT,
  WINDOW_MARGIN_MS,
} from './index-pace.ts';

/** Kernels last: their list is in the OpenAPI copy of 2026-08-17, with tags, but was never seen to answer. */
export const INDEXED: readonly ListedType[] = ['model', 'dataset', 'space', 'kernel'];

/** A set that was read to its end. */
export interface Whole {
  /** Prefix of its rows. */
  id: string;
  /** When its reading began, milliseconds since the epoch. */
  at: number;
  types: ListedType[];
  /** By type: the newest `lastModified` seen when its reading began, milliseconds since the epoch. */
  since: Partial<Record<ListedType, number>>;
  partial?: true;
}

export interface Pass extends Whole {
  kind: 'whole' | 'newest';
  type: ListedType;
  cursor?: string;
  /** Pages of this type that were read. */
  pages: number;
  /** Repositories that were read. */
  ids: number;
  restarts: number;
  /** Of the newest: how many the index did not hold. */
  added: number;
  /** Counts what was done, so that an answer that comes too late is known as such. */
  turn: number;
}

export interface SyncState {
  salt: number;
  whole?: Whole;
  pass?: Pass;
  /** When we asked, milliseconds since the epoch: the last window's requests. */
  asked: number[];
  quota: number;
  windowMs: number;
  notBefore: number;
  /** In a row. */
  failures: number;
  problem?: string;
  /** When the newest were last looked for. */
  checkedAt: number;
  /** The newest could not all be read: read all. */
  behind?: true;
  lease?: { by: string; until: number };
  /** What is stored is no longer what is published. */
  unpublished?: true;
  /** How many repositories the published index holds. */
  ids: number;
}

export interface Turn {
  query: ListQuery;
  pass: string;
  turn: number;
  /** Prefix of the rows that the answer makes. */
  rows: string;
  /** Only what is new is added. */
  isNewest: boolean;
}
export type Wait = { nextAt: number };

export const newState = (salt: number): SyncState => ({
  salt,
  asked: [],
  quota: 500,
  windowMs: 300_000,
  notBefore: 0,
  failures: 0,
  checkedAt: 0,
  ids: 0,
});

/** A clock that was set back leaves times in the future: nothing may wait for them. */
function heal(state: SyncState, now: number): void {
  state.asked = state.asked.map((at) => Math.min(at, now));
  state.notBefore = Math.min(state.notBefore, now + LONGEST_WAIT_MS);
  state.checkedAt = Math.min(state.checkedAt, now);
  if (state.lease) state.lease.until = Math.min(state.lease.until, now + LEASE_MS);
  if (state.pass) state.pass.at = Math.min(state.pass.at, now);
}

/** What is to be done now, if anything, and when something will be. */
function due({ whole, checkedAt, behind }: SyncState, now: number): Pass['kind'] | Wait {
  // A set from the future is from a clock that was wrong: nobody can tell how old it is.
  if (!whole || behind || whole.at > now || now - whole.at >= WHOLE_EVERY_MS) return 'whole';
  if (now - checkedAt >= NEWEST_EVERY_MS) return 'newest';
  return { nextAt: Math.min(whole.at + WHOLE_EVERY_MS, checkedAt + NEWEST_EVERY_MS) };
}

/** The types of a pass: the newest are looked for where all were read before. */
export const typesOf = (state: SyncState, kind: Pass['kind']): readonly ListedType[] =>
  kind === 'whole' ? INDEXED : state.whole!.types;

function startPass(state: SyncState, kind: Pass['kind'], now: number, id: string): Pass {
  const [type] = typesOf(state, kind) as [ListedType];
  const pass: Pass = {
    ...{ id, kind, type, at: now },
    ...{ types: [], since: {} },
    ...{ pages: 0, ids: 0, restarts: 0, added: 0, turn: 0 },
  };
  state.pass = pass;
  return pass;
}

/**
 * Takes the next request, and counts it before it is made: or says when there may be one.
 * @param limit what the Hub last said of our quota
 * @param self names this worker; another one's turn is not taken while it may be alive
 * @param id for a new pass
 */
export function takeTurn(
  state: SyncState,
  now: number,
  limit: Limit | undefined,
  self: string,
  id: string,
): Turn | Wait {
  heal(state, now);
  if (state.lease && state.lease.by !== self && state.lease.until > now) return { nextAt: state.lease.until };
  if (state.notBefore > now) return { nextAt: state.notBefore };

  if (limit?.quota) state.quota = limit.quota;
  if (limit?.windowSeconds) state.windowMs = limit.windowSeconds * 1_000;
  const windowMs = state.windowMs + WINDOW_MARGIN_MS;
  state.asked = state.asked.filter((at) => now - at < windowMs);
  const share = Math.max(1, Math.floor(state.quota * SHARE_OF_QUOTA));
  const first = state.asked.sort((a, b) => a - b)[state.asked.length - share];
  if (first !== undefined) return { nextAt: first + windowMs };
  if (limit && limit.resetAt > now && limit.remaining < state.quota * KEEP_OF_QUOTA)
    return { nextAt: Math.min(limit.resetAt + 1_000, now + LONGEST_WAIT_MS) };

  if (state.pass && now - state.pass.at > PASS_MAX_AGE_MS) delete state.pass;
  let pass = state.pass;
  if (!pass) {
    const kind = due(state, now);
    if (typeof kind !== 'string') return kind;
    pass = startPass(state, kind, now, id);
  }
  state.asked.push(now);
  state.lease = { by: self, until: now + LEASE_MS };
  const query: ListQuery = {
    type: pass.type,
    filter: [NFAA_TAG],
    sort: 'lastModified',
    direction: -1,
    limit: pass.kind === 'whole' ? WHOLE_LIMIT : NEWEST_LIMIT,
    expand: ['lastModified'],
    ...(pass.cursor ? { cursor: pass.cursor } : {}),
  };
  const isNewest = pass.kind === 'newest';
  const rows = isNewest ? `${state.whole!.id}/newest ${pass.id}/${pass.type}` : `${pass.id}/${pass.type}`;
  return { query, pass: pass.id, turn: pass.turn, rows, isNewest };
}

/** Is this still the turn that everybody waits for? An answer to another one is dropped. */
export const isCurrent = ({ pass }: SyncState, turn: Turn): boolean =>
  pass?.id === turn.pass && pass.turn === turn.turn;
