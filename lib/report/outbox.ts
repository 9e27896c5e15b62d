/**
 * Sends reports: never loses one, never sends one twice. The only file that does (facts/extensions.md 4.vi: a worker that is
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
 *   queued ──cancel──▶ cancelled
 *
 * Every arrow is one IndexedDB transaction that compares (state, since, attempts) first: two workers cannot both take it.
 * At every wait something durable says what to do next, and an alarm is set for it.
 */
import { type HubApi, HubError } from '../hub/api.ts';
import type { Database } from '../platform/db.ts';
import { composeMail, composeReport } from './compose.ts';
import { newestNumber } from './find.ts';
import { createLedger, type Patch } from './ledger.ts';
import { createLooks } from './looks.ts';
import { type OutboxRecord, type Report, reportSchema } from './report.ts';
import { isPrivateOnly, isPublic } from './route.ts';
import { SENTENCES } from './sentences.ts';
import { FIRST_LOOK_MS, FORM_LOOKS_MS, LEASE_MS, NEVER, START_WITHIN_MS } from './waits.ts';

export interface OutboxOptions {
  db: () => Promise<Database>;
  api: Pick<HubApi, 'createDiscussion' | 'listDiscussions' | 'discussion'>;
  token: () => Promise<string | null>;
  /** Name of the account that `token` belongs to, if known without asking. */
  account?: () => Promise<string | null>;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Sets the one alarm: `drain` is to be called then. */
  schedule: (atMs: number) => void | Promise<void>;
  onChange?: (record: OutboxRecord) => void;
}

const MAX_ROUNDS = 20;

export type Outbox = ReturnType<typeof createOutbox>;

export function createOutbox({ db, api, token, account, now = Date.now, schedule, onChange }: OutboxOptions) {
  let draining: Promise<void> | undefined;
  let again = false;

  const ledger = createLedger({ db, now, schedule, onChange });
  const { get, change, fail, later, due } = ledger;
  const looks = createLooks(ledger, api, now);

  async function send(record: OutboxRecord): Promise<void> {
    // The third lock: `routesFor` offers no such way, `submit` takes no such report.
    if (isPrivateOnly(record.report) || record.report.route !== 'public-api') {
      await fail(record, SENTENCES.private);
      return;
    }
    let bearer: string | null;
    let sender: string | null;
    try {
      bearer = await token();
      sender = (await account?.().catch(() => null)) ?? null;
    } catch (error) {
      await later(record, 'queued', error);
      return;
    }
    if (bearer === null) {
      await fail(record, SENTENCES.noToken);
      return;
    }
    // Without it a later look reads further back; that is no reason not to send.
    const after = record.after ?? (await newestNumber(api, record).catch(() => undefined));
    const postedAt = now();
    const sending = await change(record, 'sending', {
      after,
      attempts: record.attempts + 1,
      postedAt,
      unanswered: true,
      nextAt: postedAt + LEASE_MS,
      sender: sender ?? undefined,
      problem: undefined,
    });
    if (!sending) return;
    // The computer may have slept since: then the lease could end while the POST is under way.
    if (Math.abs(now() - postedAt) > START_WITHIN_MS) {
      await change(sending, 'queued', { attempts: record.attempts, unanswered: false, nextAt: now() });
      return;
    }
    let created: { num: number; url: string };
    try {
      const { title, body } = record;
      created = await api.createDiscussion(record.report.target.repo, { title, description: body }, bearer);
    } catch (error) {
      await refused(sending, error);
      return;
    }
    const sent =
      (await looks.arrived(sending, created)) ??
      // The lease ended meanwhile and another worker went on; but only we know for certain where it stands.
      (await get(record.id).then((current) =>
        current && current.discussion === undefined ? looks.arrived(current, created) : null,
      ));
    if (sent) await looks.readBack(sent);
  }

  async function refused(sending: OutboxRecord, error: unknown): Promise<void> {
    if (!(error instanceof HubError) || error.wrote !== 'no') {
      const nextAt = now() + FIRST_LOOK_MS;
      await change(sending, 'checking', { tries: 0, nextAt, problem: SENTENCES.looking });
    } else if (['rate-limited', 'network', 'timeout', 'server'].includes(error.kind)) {
      // It never got in: that is no attempt.
      await later(sending, 'queued', error, { attempts: sending.attempts - 1, unanswered: false });
    } else {
      await fail(sending, error.sentence);
    }
  }

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
    switch (record.state) {
      case 'failed':
        return record.unanswered
          ? change(record, 'checking', fresh)
          : change(record, 'queued', { ...fresh, attempts: 0 });
      case 'handed-over':
        return isPublic(record.report.route) ? change(record, 'handed-over', { nextAt: now() }) : record;
      case 'queued':
      case 'checking':
      case 'sent':
        return change(record, record.state, fresh);
      default:
        return record;
    }
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
    } finally {
      // In the same turn as the last look at `again`: nobody's call falls between.
      draining = undefined;
    }
    if (failure) throw failure.error;
  }

  return {
    /**
     * Takes a report, once per `report.id`: written before this answers. Call `drain` next.
     * @throws Error with a sentence, for a report that must stay private and was to be made public
     */
    async submit(given: Report): Promise<OutboxRecord> {
      const parsed = reportSchema.parse(given);
      const secret = isPrivateOnly(parsed);
      if (secret && isPublic(parsed.route)) throw new Error(SENTENCES.private);
      // What minors' reports must not hold is not kept either.
      const report = secret ? { ...parsed, text: '' } : parsed;
      const { title, body } = isPublic(report.route) ? composeReport(report) : mailOf(report);
      const at = now();
      const state = report.route === 'public-api' ? 'queued' : 'handed-over';
      const nextAt =
        state === 'queued' ? at : report.route === 'public-form' ? at + FORM_LOOKS_MS[0]! : NEVER;
      const record: OutboxRecord = {
        id: report.id,
        report,
        title,
        body,
        state,
        since: at,
        attempts: 0,
        nextAt,
        isReport: null,
        history: [{ state, at }],
      };
      return ledger.add(record);
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

    /** Takes back what has not left. Answers the record as it stands: it may be too late. */
    async cancel(id: string): Promise<OutboxRecord | null> {
      const record = await get(id);
      if (record?.state !== 'queued' || record.unanswered) return record;
      return (await change(record, 'cancelled', { nextAt: NEVER, problem: undefined })) ?? get(id);
    },

    /** Removes it from our own list; what stands on the Hub stays there. Throws a sentence while it is being sent. */
    async forget(id: string): Promise<void> {
      if (!(await ledger.remove(id))) throw new Error(SENTENCES.underWay);
    },

    /** Newest first. */
    async list(): Promise<OutboxRecord[]> {
      return (await ledger.all()).sort((a, b) => b.report.createdAt - a.report.createdAt);
    },
    get,
    /** When `drain` is to be called next, milliseconds since the epoch; `null` for never. */
    nextDue: ledger.nextDue,
  };
}

function mailOf(report: Report): { title: string; body: string } {
  const mail = composeMail(report);
  return { title: mail.subject, body: mail.body };
}
