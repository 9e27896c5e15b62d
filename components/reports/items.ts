/** The list's items, sent with Hub Steward or found in the Hub's own form, and what they can be searched, filtered and sorted by. Pure. */
import { type Follow, unseenOf } from '../../lib/report/follow.ts';
import type { ReportRecord, RouteKind } from '../../lib/report/report.ts';
import { nameOf } from '../../lib/report/target.ts';
import { placeOf } from '../../lib/report/timeline.ts';
import { GROUPS, type Group, groupOf } from './list.ts';

export type Item =
  | { id: string; record: ReportRecord; follow: Follow | null }
  | { id: string; record: null; follow: Follow & { native: NonNullable<Follow['native']> } };

export type RouteChoice = 'all' | RouteKind | 'native';
export const TIMES = {
  all: 'Any time',
  week: 'The last 7 days',
  month: 'The last 30 days',
  year: 'This year',
} as const;
export const ANSWERED = {
  all: 'With or without an answer',
  yes: 'With an answer',
  no: 'Without an answer',
} as const;
export const SORTS = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  changed: 'Last change first',
  name: 'By name',
} as const;

export interface Wanted {
  search: string;
  group: Group;
  route: RouteChoice;
  topic: string;
  time: keyof typeof TIMES;
  answered: keyof typeof ANSWERED;
  sort: keyof typeof SORTS;
}

export const EVERYTHING: Wanted = {
  search: '',
  group: 'all',
  route: 'all',
  topic: 'all',
  time: 'all',
  answered: 'all',
  sort: 'newest',
};

export const isNative = (follow: Follow): follow is Follow & { native: NonNullable<Follow['native']> } =>
  follow.native !== undefined;

/** Reports with what is followed of them, and native ones. */
export function itemsOf(records: readonly ReportRecord[], follows: readonly Follow[]): Item[] {
  const byId = new Map(follows.map((follow) => [follow.id, follow]));
  return [
    ...records.map((record): Item => ({ id: record.id, record, follow: byId.get(record.id) ?? null })),
    ...follows.filter(isNative).map((follow): Item => ({ id: follow.id, record: null, follow })),
  ];
}

export const nameOfItem = ({ record, follow }: Item): string =>
  record ? nameOf(record.report.target) : (follow.repo?.id ?? '');
export const topicOfItem = ({ record, follow }: Item): string =>
  record ? record.report.topicName : follow.native.title;
export const routeOfItem = ({ record }: Item): RouteChoice => (record ? record.report.route : 'native');
export const groupOfItem = ({ record }: Item): Group => (record ? groupOf(record) : 'hub');
export const madeAt = ({ record, follow }: Item): number =>
  record ? record.report.createdAt : follow.madeAt;

export function changedAt({ record, follow }: Item): number {
  const seen = (follow?.entries ?? []).map(placeOf);
  return Math.max(record?.since ?? 0, record?.report.createdAt ?? 0, follow?.answeredAt ?? 0, ...seen);
}

/** Of staff or the owner on the Hub, or of a mail as the person noted. */
export const hasAnswer = ({ follow }: Item): boolean =>
  follow?.answeredAt !== undefined || follow?.entries.some(({ answer }) => answer) === true;

export const newsOf = ({ follow }: Item, since: number): number =>
  follow ? unseenOf({ entries: follow.entries, seenAt: since }).length : 0;

/** How many there are of each state, for the filter. */
export function countGroups(items: readonly Item[]): Record<Group, number> {
  const counts = Object.fromEntries(GROUPS.map((group) => [group, 0])) as Record<Group, number>;
  for (const item of items) {
    counts.all++;
    counts[groupOfItem(item)]++;
  }
  return counts;
}

const DAY = 24 * 60 * 60_000;

/** From when on; the calendar's year is the person's own. */
function sinceOf(time: Wanted['time'], now: number): number {
  if (time === 'week') return now - 7 * DAY;
  if (time === 'month') return now - 30 * DAY;
  return time === 'year' ? new Date(new Date(now).getFullYear(), 0, 1).getTime() : Number.NEGATIVE_INFINITY;
}

const ORDERS: Record<Wanted['sort'], (a: Item, b: Item) => number> = {
  newest: (a, b) => madeAt(b) - madeAt(a),
  oldest: (a, b) => madeAt(a) - madeAt(b),
  changed: (a, b) => changedAt(b) - changedAt(a),
  name: (a, b) => nameOfItem(a).localeCompare(nameOfItem(b)) || madeAt(b) - madeAt(a),
};

/**
 * Those that were asked for, in the order that was asked for. Every word of the search must stand somewhere a person would
 * remember it from.
 * @param now milliseconds since the epoch
 */
export function matching(items: readonly Item[], wanted: Wanted, now: number): Item[] {
  const words = wanted.search.toLowerCase().split(/\s+/).filter(Boolean);
  const since = sinceOf(wanted.time, now);
  return items
    .filter((item) => {
      if (wanted.group !== 'all' && groupOfItem(item) !== wanted.group) return false;
      if (wanted.route !== 'all' && routeOfItem(item) !== wanted.route) return false;
      if (wanted.topic !== 'all' && topicOfItem(item) !== wanted.topic) return false;
      if (madeAt(item) < since) return false;
      if (wanted.answered !== 'all' && hasAnswer(item) !== (wanted.answered === 'yes')) return false;
      const text = textOf(item);
      return words.every((word) => text.includes(word));
    })
    .sort(ORDERS[wanted.sort]);
}

function textOf(item: Item): string {
  const { record, follow } = item;
  const report = record?.report;
  return [
    topicOfItem(item),
    nameOfItem(item),
    follow?.note,
    ...(record && report
      ? [
          report.target.path,
          report.reference,
          record.title,
          report.text,
          record.discussion && `#${record.discussion}`,
        ]
      : [follow?.discussion && `#${follow.discussion}`]),
  ]
    .filter(Boolean)
    .join('\n')
    .toLowerCase();
}
