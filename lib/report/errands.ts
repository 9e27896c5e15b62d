/** What follows a report that stands on the Hub: a comment more in its thread, or its thread closed. On its way like a report. */

import { newReference } from './compose.ts';
import { composeErrand } from './join.ts';
import type { Ledger } from './ledger.ts';
import type { ErrandView, OutboxRecord, ReportRecord } from './report.ts';
import { isPrivateOnly } from './route.ts';
import { SENTENCES } from './sentences.ts';
import { inRepo } from './target.ts';
import { SAME_ERRAND_MS } from './waits.ts';

type Kind = NonNullable<OutboxRecord['errand']>['kind'];

const GONE: readonly OutboxRecord['state'][] = ['failed', 'cancelled'];

export function createErrands(ledger: Ledger, now: () => number, undoMs: number) {
  /** Why it cannot be done; `null` when it can. */
  function refusalOf({ report, state, discussion }: OutboxRecord, kind: Kind, text: string): string | null {
    if (isPrivateOnly(report) || report.route === 'private-mail') return SENTENCES.private;
    if (!inRepo(report.target)) return SENTENCES.noRepository;
    if (discussion === undefined || (state !== 'sent' && state !== 'confirmed')) return SENTENCES.notThere;
    if (kind === 'withdraw' && report.route === 'public-comment') return SENTENCES.notOurs;
    return kind === 'say' && text === '' ? SENTENCES.noWords : null;
  }

  /** @throws Error with a sentence */
  async function add(record: OutboxRecord, kind: Kind, words: string): Promise<OutboxRecord> {
    const text = words.trim();
    const refusal = refusalOf(record, kind, text);
    if (refusal !== null) throw new Error(refusal);
    const at = now();
    const reference = newReference();
    const errand = { kind, of: record.id, reference, discussion: record.discussion!, text };
    return ledger.add(
      {
        id: crypto.randomUUID(),
        report: record.report,
        title: '',
        body: composeErrand(text, reference, record.report.reference, kind),
        state: 'queued',
        since: at,
        attempts: 0,
        nextAt: at + undoMs,
        isReport: null,
        errand,
        history: [{ state: 'queued', at }],
      },
      ({ errand: other, state, history }) =>
        other?.of === record.id &&
        other.kind === kind &&
        other.text === text &&
        !GONE.includes(state) &&
        Math.abs(at - history[0]!.at) < SAME_ERRAND_MS,
    );
  }

  async function withErrands(records: OutboxRecord[]): Promise<ReportRecord[]> {
    const all = await ledger.errands();
    return records.map((record) => ({
      ...record,
      errands: all
        .filter(({ errand }) => errand?.of === record.id)
        .sort((a, b) => a.history[0]!.at - b.history[0]!.at)
        .map(viewOf),
    }));
  }

  return { add, withErrands };
}

function viewOf({ id, errand, state, since, nextAt, url, comment, problem }: OutboxRecord): ErrandView {
  return {
    ...errand!,
    id,
    state,
    at: since,
    nextAt,
    ...(url === undefined ? {} : { url }),
    ...(comment === undefined ? {} : { comment }),
    ...(problem === undefined ? {} : { problem }),
  };
}
