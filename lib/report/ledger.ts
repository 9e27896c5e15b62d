/** The outbox's rows and the only way to change them: one transaction that first compares what was seen with what is there. */
import { HubError } from '../hub/errors.ts';
import type { Database } from '../platform/db.ts';
import { handOver, ofReport, release } from './pictures.ts';
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

/** On the disk, not only on its way there, before anything is acknowledged or leaves. */
const STRICT = { durability: 'strict' } as const;

/** Errands have a store of their own: whoever reads the outbox reads reports. */
const storeOf = (record: Pick<OutboxRecord, 'errand'>) => (record.errand ? 'errands' : 'outbox');

export function createLedger({ db, now, schedule, onChange }: LedgerOptions) {
  const reports = async () => (await db()).getAll('outbox');
  const errands = async () => (await db()).getAll('errands');
  const all = async () => [...(await reports()), ...(await errands())];
  const isOpen = (record: OutboxRecord) => !DONE.includes(record.state) && record.nextAt !== NEVER;
  // A clock that was set back since Send would make the few seconds to take it back as long as the jump.
  const leapt = ({ state, problem, since }: OutboxRecord) =>
    state === 'queued' && problem === undefined && now() < since;
  const due = (record: OutboxRecord) => isOpen(record) && (isDue(record.nextAt, now()) || leapt(record));

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

  /**
   * Adds a record, or answers the one that is there already: of that id, or the same errand (`isSame`).
   * @throws Error with a sentence when there is no room for it: nothing is written then, and nothing acknowledged
   */
  async function add(record: OutboxRecord, isSame?: (other: OutboxRecord) => boolean): Promise<OutboxRecord> {
    const transaction = (await db()).transaction([storeOf(record), 'pictures'], 'readwrite', STRICT);
    const rows = transaction.objectStore(storeOf(record));
    // A write that is refused ends both; whoever waits for the first must not leave the second alone.
    const done = transaction.done;
    done.catch(() => {});
    const before = (await rows.get(record.id)) ?? (isSame && (await rows.getAll()).find(isSame));
    try {
      if (!before) await rows.add(record);
      if (!before && !record.errand) await handOver(transaction.objectStore('pictures'), record.report);
      await done;
    } catch (error) {
      throw isFull(error) ? new Error(SENTENCES.full) : error;
    }
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
    const transaction = (await db()).transaction(storeOf(seen), 'readwrite', STRICT);
    const done = transaction.done;
    done.catch(() => {});
    const current = await transaction.store.get(seen.id);
    const same =
      current?.state === seen.state && current.since === seen.since && current.attempts === seen.attempts;
    if (!current || !same) {
      await done;
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
    await done;
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

  /** A record by its id: a report, or an errand. */
  async function get(id: string): Promise<OutboxRecord | null> {
    const database = await db();
    return (await database.get('outbox', id)) ?? (await database.get('errands', id)) ?? null;
  }

  return {
    all,
    reports,
    errands,
    due,
    nextDue,
    plan,
    add,
    change,
    fail,
    later,
    get,
    /** Removes a record, a report with its errands, unless one of them is being sent; answers whether it is gone. */
    async remove(id: string): Promise<boolean> {
      const record = await get(id);
      if (!record) return true;
      const rows = [record, ...(await errands()).filter(({ errand }) => errand?.of === id)];
      if (rows.some(({ state }) => state === 'sending')) return false;
      const database = await db();
      for (const row of rows.reverse()) {
        const transaction = database.transaction([storeOf(row), 'pictures'], 'readwrite');
        const store = transaction.objectStore(storeOf(row));
        const free = (await store.get(row.id))?.state !== 'sending';
        if (free) await store.delete(row.id);
        if (free) await release(transaction.objectStore('pictures'), ofReport(row.id));
        await transaction.done;
        if (!free) return false;
      }
      return true;
    },
  };
}

const isFull = (error: unknown) => (error as Error | null)?.name === 'QuotaExceededError';

function problemOf(error: unknown, state: 'queued' | 'checking'): string {
  if (isFull(error)) return SENTENCES.full;
  if (!(error instanceof HubError)) return SENTENCES.local;
  return error.kind === 'rate-limited' && state === 'queued' ? SENTENCES.slowDown : error.sentence;
}
