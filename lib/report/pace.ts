/**
 * How much one person may send at a time: per repository, per owner and in all. Reports are content, too, and the policy does not
 * tolerate abusive flagging (facts/reporting.md E118, E119, D15). Nothing is lost by it: what is too much leaves later. Pure.
 */
import type { OutboxRecord, Report } from './report.ts';
import { nameOf } from './target.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Reports to the public in `withinMs`, of the same `what`. */
interface Limit {
  what: 'repository' | 'owner' | 'all';
  most: number;
  withinMs: number;
}

/** The strictest that a wait can come from stands last: the longest wait counts. */
export const LIMITS: readonly Limit[] = [
  { what: 'all', most: 5, withinMs: 10 * MINUTE_MS },
  { what: 'repository', most: 3, withinMs: DAY_MS },
  { what: 'owner', most: 8, withinMs: DAY_MS },
  { what: 'all', most: 20, withinMs: DAY_MS },
];
/** More reports than this do not wait for their turn: that would be bulk. */
export const MAX_WAITING = 5;

/** The policy's sentence on abusive flagging, among the rules of 2023: the panel quotes it with its version. */
export const ABUSE_RULE = 'CP2023.P.abuse';

/** `wait`: milliseconds until it may leave. `sentence`: why, and what happens to it. */
export type Pace = { ok: true } | { ok: false; sentence: string; wait?: number };

const counts = ({ report, state, errand }: OutboxRecord) =>
  !errand &&
  (report.route === 'public-api' || report.route === 'public-comment') &&
  state !== 'cancelled' &&
  state !== 'failed';

const ownerOf = ({ target }: Pick<Report, 'target'>) => nameOf(target).split('/')[0]!.toLowerCase();
const placeOf = ({ target }: Pick<Report, 'target'>) =>
  `${target.repo?.type} ${nameOf(target).toLowerCase()}`;

/**
 * May this report leave now, with those that went before?
 * @param records of the outbox, errands among them or not; `report` itself does not count
 * @param now milliseconds since the epoch
 */
export function paceOf(
  records: readonly OutboxRecord[],
  report: Pick<Report, 'target' | 'route'> & { id?: string },
  now: number,
): Pace {
  if (report.route !== 'public-api' && report.route !== 'public-comment') return { ok: true };
  const others = records.filter((record) => counts(record) && record.id !== report.id);
  let longest: { wait: number; limit: Limit } | undefined;
  for (const limit of LIMITS) {
    const times = others
      .filter((record) => isOf(limit.what, record.report, report))
      .map(timeOf)
      // A clock that was set back must not hold up anything for ever.
      .filter((at) => at > now - limit.withinMs && at <= now + DAY_MS)
      .sort((a, b) => b - a);
    if (times.length < limit.most) continue;
    const wait = Math.min(times[limit.most - 1]! + limit.withinMs - now, DAY_MS);
    if (!longest || wait > longest.wait) longest = { wait, limit };
  }
  if (!longest) return { ok: true };
  return { ok: false, sentence: sentenceOf(longest.limit, longest.wait), wait: longest.wait };
}

/** When it left, or is to leave. */
const timeOf = ({ postedAt, state, nextAt, report }: OutboxRecord) =>
  postedAt ?? (state === 'queued' ? Math.max(nextAt, report.createdAt) : report.createdAt);

function isOf(what: Limit['what'], one: Pick<Report, 'target'>, other: Pick<Report, 'target'>): boolean {
  if (what === 'repository') return placeOf(one) === placeOf(other);
  return what === 'all' || ownerOf(one) === ownerOf(other);
}

function sentenceOf({ what, most, withinMs }: Limit, wait: number): string {
  const where =
    what === 'repository' ? ' about this repository' : what === 'owner' ? ' about what this owner has' : '';
  const span = withinMs === DAY_MS ? 'a day' : `${withinMs / MINUTE_MS} minutes`;
  return (
    `You sent ${most} reports${where} within ${span}. Reports that come in heaps are read as spam, so this one waits and leaves by ` +
    `itself in ${inWords(wait)}; you can take it back until then.`
  );
}

function inWords(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / MINUTE_MS));
  if (minutes < 90) return minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return `${Math.ceil(minutes / 60)} hours`;
}
