/**
 * Sends reports: never loses one, never sends one twice (facts/extensions.md 4.vi: a worker that is
 * killed during a POST leaves a written report behind, and a naive queue sends it again).
 *
 *   submit ─▶ queued ──▶ sending ──200──▶ sent ──read back: our reference──▶ confirmed
 *               ▲  ▲        │ │ ▲ (committed before the POST leaves)  └─not readable: again, later, then left as it is
 *               │  └─429────┘ │ no answer, 5xx, a page │ found LEASE later (its worker died)
 *               │             ▼                        │
 *               └─not there─ checking ◀────────────────┘   ──found──▶ sent
 *                 (a look that began LEASE after the POST)  ──no answer: again, later, then failed (unanswered)
 *   sending ──401, 403, 404, 400, discussions off──▶ failed ──retry──▶ queued, or checking while a POST is unanswered
 *   submit ─▶ handed-over (form: looked for ever more rarely ──▶ confirmed; mail: nothing to look for)
 *   queued ──cancel──▶ cancelled   (nothing leaves before UNDO_MS, or before its turn: pace.ts)
 *
 * A comment in a thread that is there (`public-comment`), a comment more and a thread closed (errands.ts) take the same way; they
 * look at the thread before every POST, and find themselves again by the reference in its comments (join.ts).
 *
 * Every arrow is one IndexedDB transaction that compares (state, since, attempts) first: two workers cannot both take it.
 * At every wait something durable says what to do next, and an alarm is set for it.
 */
import type { Database } from '../platform/db.ts';
import { admitted, composed } from './admitted.ts';
import { createErrands } from './errands.ts';
import type { Landed } from './find.ts';
import { createLedger, type Patch } from './ledger.ts';
import { createLooks } from './looks.ts';
import { MAX_WAITING, paceOf } from './pace.ts';
import { type OutboxRecord, type Report, type ReportRecord, reportSchema } from './report.ts';
import { isPublic } from './route.ts';
import { createSending, type SendApi } from './sending.ts';
import { SENTENCES } from './sentences.ts';
import { inRepo } from './target.ts';
import { FIRST_BACKOFF_MS, FORM_LOOKS_MS, NEVER, UNDO_MS } from './waits.ts';

export interface OutboxOptions {
  db: () => Promise<Database>;
  api: SendApi;
  token: () => Promise<string | null>;
  /** Name of the account that `token` belongs to, if known without asking. */
  account?: () => Promise<string | null>;
  /** Called when the Hub has refused the token. */
  doubt?: () => Promise<void>;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Sets the one alarm: `drain` is to be called then. */
  schedule: (atMs: number) => void | Promise<void>;
  /** Called for errands, too. */
  onChange?: (record: OutboxRecord) => void;
  /** Milliseconds between Send and the moment it leaves. */
  undoMs?: number;
}

const MAX_ROUNDS = 20;

export type Outbox = ReturnType<typeof createOutbox>;

export function createOutbox({
  db,
  api,
  token,
  account,
  doubt,
  now = Date.now,
  schedule,
  onChange,
  undoMs = UNDO_MS,
}: OutboxOptions) {
  let draining: Promise<void> | undefined;
  let again = false;

  const ledger = createLedger({ db, now, schedule, onChange });
  const { get, change, due } = ledger;
  const looks = createLooks(ledger, api, now);
  const { send } = createSending({ ledger, looks, api, token, account, doubt, now });
  const errands = createErrands(ledger, now, undoMs);

  function step(record: OutboxRecord): Promise<unknown> {
    switch (record.state) {
      case 'queued':
        // Never sent blindly, however it came to be queued.
        return record.unanswered ? change(record, 'checking', { nextAt: now() }) : send(record);
      case 'sending':
        return looks.leased(record);
      case 'checking':
        return looks.check(record);
      case 'sent':
        return looks.readBack(record);
      case 'handed-over':
        return looks.lookForForm(record);
      default:
        return Promise.resolve();
    }
  }

  async function retried(record: OutboxRecord): Promise<OutboxRecord | null> {
    const fresh: Patch = { nextAt: now(), tries: 0, problem: undefined };
    // "Send now" and "Try again" end the time to take it back, not the wait that comes from many reports.
    const turn = async () => (record.errand ? fresh : { ...fresh, ...(await turnOf(record.report)) });
    switch (record.state) {
      case 'failed':
        return record.unanswered
          ? change(record, 'checking', fresh)
          : change(record, 'queued', { ...(await turn()), attempts: 0 });
      case 'handed-over':
        return isPublic(record.report.route) ? change(record, 'handed-over', { nextAt: now() }) : record;
      case 'queued':
        return change(record, 'queued', await turn());
      case 'checking':
      case 'sent':
        return change(record, record.state, fresh);
      default:
        return record;
    }
  }

  /** When it may leave by the pace, and why not at once. */
  async function turnOf(report: Report): Promise<{ nextAt: number; problem?: string | undefined }> {
    const pace = paceOf(await ledger.reports(), report, now());
    return pace.ok
      ? { nextAt: now(), problem: undefined }
      : { nextAt: now() + (pace.wait ?? 0), problem: pace.sentence };
  }

  async function run(): Promise<void> {
    let failure: { error: unknown } | undefined;
    try {
      do {
        again = false;
        for (let round = 0; round < MAX_ROUNDS && !failure; round++) {
          const waiting = (await ledger.all()).filter(due);
          if (waiting.length === 0) break;
          for (const { id } of waiting.sort((a, b) => a.report.createdAt - b.report.createdAt)) {
            try {
              const record = await get(id);
              if (record && due(record)) await step(record);
            } catch (error) {
              // One broken record must not hold up the others.
              failure ??= { error };
            }
          }
        }
        await ledger.plan();
      } while (again && !failure);
    } catch (error) {
      failure ??= { error };
    }
    try {
      // What could not be written down (no room, no database) is tried again, should nothing else wake us.
      if (failure) await schedule(now() + FIRST_BACKOFF_MS);
    } finally {
      // In the same turn as the last look at `again`: nobody's call falls between.
      draining = undefined;
    }
    if (failure) throw failure.error;
  }

  async function known(id: string): Promise<OutboxRecord> {
    const record = await get(id);
    if (!record) throw new Error(SENTENCES.notThere);
    return record;
  }

  async function cancel(record: OutboxRecord): Promise<OutboxRecord | null> {
    if (record.state !== 'queued' || record.unanswered) return record;
    return (await change(record, 'cancelled', { nextAt: NEVER, problem: undefined })) ?? get(record.id);
  }

  const withErrands = async (record: OutboxRecord) => (await errands.withErrands([record]))[0]!;
  /** Held up by its pace or by the Hub. */
  const isWaiting = ({ state, problem }: OutboxRecord) => state === 'queued' && problem !== undefined;

  return {
    /**
     * Takes a report, once per `report.id`: written before this answers. Call `drain` next.
     * What is too much at a time is kept and leaves later (pace.ts).
     * @throws Error with a sentence: it must stay private, no Community tab can take it, or there is no room to keep it
     */
    async submit(given: Report): Promise<ReportRecord> {
      const report = admitted(reportSchema.parse(given));
      const known = await get(report.id);
      if (known) return withErrands(known);
      const at = now();
      const posts = report.route === 'public-api' || report.route === 'public-comment';
      const looked = report.route === 'public-form' || report.route === 'hub-dialog';
      const nextAt = looked && inRepo(report.target) ? at + FORM_LOOKS_MS[0]! : NEVER;
      const { title, body } = composed(report);
      const record: OutboxRecord = {
        id: report.id,
        report,
        title,
        body,
        state: posts ? 'queued' : 'handed-over',
        since: at,
        attempts: 0,
        nextAt,
        isReport: null,
        history: [{ state: posts ? 'queued' : 'handed-over', at }],
      };
      if (posts) {
        const turn = await turnOf(report);
        const waiting = (await ledger.reports()).filter(isWaiting).length;
        if (turn.problem !== undefined && waiting >= MAX_WAITING) throw new Error(SENTENCES.tooManyWait);
        record.nextAt = Math.max(at + undoMs, turn.nextAt);
        if (turn.problem !== undefined) record.problem = turn.problem;
      }
      return withErrands(await ledger.add(record));
    },

    /**
     * Closes the thread that the report opened, with a last comment or without; what has not left is cancelled. Call `drain` next.
     * @throws Error with a sentence
     */
    async withdraw(id: string, comment = ''): Promise<ReportRecord> {
      const record = await known(id);
      const early = record.state === 'queued' && !record.unanswered ? await cancel(record) : null;
      if (early?.state !== 'cancelled') await errands.add(await known(id), 'withdraw', comment);
      return withErrands(await known(id));
    },

    /** A comment more in the report's own thread. Call `drain` next. @throws Error with a sentence */
    async say(id: string, text: string): Promise<ReportRecord> {
      await errands.add(await known(id), 'say', text);
      return withErrands(await known(id));
    },

    /** Does all that is due, one record at a time. One run at a time: whoever calls meanwhile waits for one more round. */
    drain(): Promise<void> {
      again = true;
      draining ??= run();
      return draining;
    },

    /** Failed: to be sent again, or looked for where a POST is unanswered. Under way: looked at now. Call `drain` next. */
    async retry(id: string): Promise<OutboxRecord | null> {
      const record = await get(id);
      if (!record) return null;
      return (await retried(record)) ?? get(id);
    },

    /** Looks on the Hub now: is it there? Sends nothing. Answers the record as it stands then. */
    async check(id: string): Promise<OutboxRecord | null> {
      const record = await get(id);
      if (!record || !isPublic(record.report.route)) return record;
      if (record.state === 'handed-over') await looks.lookForForm(record);
      else if (record.state === 'checking') await looks.check(record);
      else if (record.state === 'sent') await looks.readBack(record);
      return get(id);
    },

    /**
     * A report that was handed to the Hub's dialog was found there (tie.ts). @returns is it tied to this thread now?
     * @param at `null` takes it back: handed over, as before
     */
    async tie(id: string, at: Pick<Landed, 'num' | 'url'> | null): Promise<boolean> {
      const record = await get(id);
      const from = at ? 'handed-over' : 'confirmed';
      if (record?.state !== from || record.report.route !== 'hub-dialog') return false;
      const where: Patch = at
        ? { discussion: at.num, url: at.url, isReport: true, confirmedAt: now() }
        : { discussion: undefined, url: undefined, isReport: null, confirmedAt: undefined };
      const to = at ? 'confirmed' : 'handed-over';
      return (await change(record, to, { ...where, nextAt: NEVER, tries: 0, problem: undefined })) !== null;
    },

    /** Takes back what has not left. Answers the record as it stands: it may be too late. */
    async cancel(id: string): Promise<OutboxRecord | null> {
      const record = await get(id);
      return record && cancel(record);
    },

    /** Removes it from our own list; what stands on the Hub stays there. Throws a sentence while it is being sent. */
    async forget(id: string): Promise<void> {
      if (!(await ledger.remove(id))) throw new Error(SENTENCES.underWay);
    },

    /** Newest first. */
    async list(): Promise<ReportRecord[]> {
      const records = await ledger.reports();
      return errands.withErrands(records.sort((a, b) => b.report.createdAt - a.report.createdAt));
    },
    /** A report with its errands, or an errand; `null` when there is none of that id. */
    async get(id: string): Promise<ReportRecord | null> {
      const record = await get(id);
      return record && withErrands(record);
    },
    /** When `drain` is to be called next, milliseconds since the epoch; `null` for never. */
    nextDue: ledger.nextDue,
  };
}
