/** The outbox's rows and the only way to change them: one transaction that first compares what was seen with what is there. */
import { HubError } from '../hub/errors.ts';
import type { Database } from '../platform/db.ts';
import type { OutboxRecord, OutboxState } from './report.ts';
import { SENTENCES } from './sentences.ts';
import { backoff, isDue, MAX_TRIES, NEVER } from './waits.ts';

export type Patch = Partial<Omit<OutboxRecord, 'id' | 'report' | 'state' | 'since' | 'history'>>;

export interface LedgerOptions {
  db: () => Promise<Database>;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Sets the one alarm: `drain` is to be called then. */
  schedule: (atMs: number) => void | Promise<void>;
  onChange?: ((record: OutboxRecord) => void) | undefined;
}

const MAX_HISTORY = 60;
/** States in which nothing more is to be done. */
const DONE: readonly OutboxState[] = ['confirmed', 'failed', 'cancelled'];

export type Ledger = ReturnType<typeof createLedger>;

export function createLedger({ db, now, schedule, onChange }: LedgerOptions) {
  const all = async () => (await db()).getAll('outbox');
  const isOpen = (record: OutboxRecord) => !DONE.includes(record.state) && record.nextAt !== NEVER;
  const due = (record: OutboxRecord) => isOpen(record) && isDue(record.nextAt, now());

  /** When something is to be done next, milliseconds since the epoch; `null` for never. */
  async function nextDue(): Promise<number | null> {
    const times = (await all()).filter(isOpen).map((record) => (due(record) ? now() : record.nextAt));
    return times.length === 0 ? null : Math.min(...times);
  }

  async function plan(): Promise<void> {
    const at = await nextDue();
    if (at !== null) await schedule(at);
  }

  async function announce(record: OutboxRecord): Promise<void> {
    try {
      onChange?.(record);
      await plan();
    } catch {
      // What is written stands; the worker's next start sets the alarm.
    }
  }

  /** Adds a record, or answers the one of that id that is there already. */
  async function add(record: OutboxRecord): Promise<OutboxRecord> {
    const transaction = (await db()).transaction('outbox', 'readwrite');
    const before = await transaction.store.get(record.id);
    if (!before) await transaction.store.add(record);
    await transaction.done;
    if (before) return before;
    await announce(record);
    return record;
  }

  /** Moves `seen` to a state, if it is still as it was seen; `null` if somebody else was first. Committed when this answers. */
  async function change(
    seen: OutboxRecord,
    state: OutboxState,
    patch: Patch,
    note?: string,
  ): Promise<OutboxRecord | null> {
    const transaction = (await db()).transaction('outbox', 'readwrite');
    const current = await transaction.store.get(seen.id);
    const same =
      current?.state === seen.state && current.since === seen.since && current.attempts === seen.attempts;
    if (!current || !same) {
      await transaction.done;
      return null;
    }
    const at = now();
    const moved = state !== current.state;
    const step = { state, at, ...(note === undefined ? {} : { note }) };
    const next: OutboxRecord = {
      ...current,
      ...patch,
      state,
      since: moved ? at : current.since,
      history: moved ? [...current.history, step].slice(-MAX_HISTORY) : current.history,
    };
    await transaction.store.put(next);
    await transaction.done;
    await announce(next);
    return next;
  }

  const fail = (record: OutboxRecord, problem: string, patch: Patch = {}) =>
    change(record, 'failed', { problem, nextAt: NEVER, unanswered: false, ...patch }, problem);

  /** Another time, in `state`; failed after too many tries in a row. */
  async function later(
    record: OutboxRecord,
    state: 'queued' | 'checking',
    error: unknown,
    patch: Patch = {},
  ): Promise<void> {
    const tries = (record.tries ?? 0) + 1;
    const problem = problemOf(error, state);
    if (tries > MAX_TRIES) {
      const unanswered = state === 'checking';
      await fail(record, unanswered ? SENTENCES.unknownFate : problem, { ...patch, unanswered });
      return;
    }
    const asked = error instanceof HubError ? error.retryAt : undefined;
    const nextAt = asked === undefined ? now() + backoff(tries) : Math.max(asked, now() + 1_000);
    await change(record, state, { tries, problem, nextAt, ...patch }, problem);
  }

  return {
    all,
    due,
    nextDue,
    plan,
    add,
    change,
    fail,
    later,
    async get(id: string): Promise<OutboxRecord | null> {
      return (await (await db()).get('outbox', id)) ?? null;
    },
    /** Removes a record unless it is being sent; answers whether it is gone. */
    async remove(id: string): Promise<boolean> {
      const transaction = (await db()).transaction('outbox', 'readwrite');
      const record = await transaction.store.get(id);
      const free = record?.state !== 'sending';
      if (record && free) await transaction.store.delete(id);
      await transaction.done;
      return free;
    },
  };
}

function problemOf(error: unknown, state: 'queued' | 'checking'): string {
  if (!(error instanceof HubError)) return SENTENCES.local;
  return error.kind === 'rate-limited' && state === 'queued' ? SENTENCES.slowDown : error.sentence;
}
