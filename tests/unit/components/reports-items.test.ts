import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ANSWERED,
  changedAt,
  countGroups,
  EVERYTHING,
  hasAnswer,
  itemsOf,
  matching,
  SORTS,
  TIMES,
  type Wanted,
} from '../../../components/reports/items.ts';
import { GROUPS } from '../../../components/reports/list.ts';
import type { Follow } from '../../../lib/report/follow.ts';
import { outboxStateSchema, type ReportRecord, routeKindSchema } from '../../../lib/report/report.ts';
import { entry, followOf } from './follow-sample.ts';
import { sample } from './sample.ts';

const NOW = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;

const native = followOf('11111111-0000-4000-8000-000000000000', {
  madeAt: NOW - DAY,
  native: { title: '🚩 Report: Other', author: 'me', url: 'https://huggingface.co/a/b/discussions/9' },
});
const ids = (records: ReportRecord[], wanted: Partial<Wanted>, follows: Follow[] = []) =>
  matching(itemsOf(records, follows), { ...EVERYTHING, ...wanted }, NOW).map(({ id }) => id);

describe('the list', () => {
  test('every state is in exactly one group besides all', () => {
    const items = itemsOf(
      outboxStateSchema.options.map((state) => sample(state)),
      [native],
    );
    const { all, ...groups } = countGroups(items);
    expect(all).toBe(items.length);
    expect(Object.values(groups).reduce((sum, count) => sum + count)).toBe(all);
  });

  test('search finds every word, anywhere a person remembers it from, notes as well', () => {
    const spam = sample('sent');
    const other = sample('sent', { topicName: 'Malware', reference: 'HS-AAAAAAAA', text: '' }, { title: '' });
    const both = [spam, other];
    expect(ids(both, { search: 'SHOP advertising' })).toEqual([spam.id]);
    expect(ids(both, { search: 'hs-aaaaaaaa' })).toEqual([other.id]);
    expect(ids(both, { search: 'malware shop' })).toEqual([]);
    expect(ids(both, { search: ' ', group: 'failed' })).toEqual([]);
    expect(ids(both, { search: 'ticket' }, [followOf(spam.id, { note: 'Ticket 4711' })])).toEqual([spam.id]);
    expect(ids(both, { search: 'other #3' }, [native])).toEqual([native.id]);
  });

  test('a report without a repository is found by its name', () => {
    const user = sample('handed-over', {
      target: {
        kind: 'user',
        subject: 'rude-person',
        url: 'https://huggingface.co/rude-person',
        sha: null,
        seenAt: 1,
      },
    });
    expect(ids([user], { search: 'rude-person' })).toEqual([user.id]);
  });

  test('by way, topic, time and answer', () => {
    const old = sample('sent', { createdAt: NOW - 100 * DAY });
    const mail = sample('handed-over', {
      route: 'private-mail',
      createdAt: NOW - 2 * DAY,
      topicName: 'Other',
    });
    const answered = sample('confirmed', { createdAt: NOW - 3 * DAY });
    const follows = [
      followOf(answered.id, { entries: [entry()] }),
      followOf(mail.id, { answeredAt: 5 }),
      native,
    ];
    const all = [old, mail, answered];
    expect(ids(all, { route: 'private-mail' }, follows)).toEqual([mail.id]);
    expect(ids(all, { route: 'native' }, follows)).toEqual([native.id]);
    expect(ids(all, { topic: 'Other' }, follows)).toEqual([mail.id]);
    expect(ids(all, { time: 'week' }, follows)).toEqual([native.id, mail.id, answered.id]);
    expect(ids(all, { answered: 'yes' }, follows)).toEqual([mail.id, answered.id]);
    expect(ids(all, { answered: 'no' }, follows)).toEqual([native.id, old.id]);
  });

  test('the last change is the Hub’s or ours, whichever is later', () => {
    const quiet = sample('confirmed', { createdAt: 10 }, { since: 20 });
    const lively = sample('confirmed', { createdAt: 5 }, { since: 6 });
    const follows = [followOf(lively.id, { entries: [entry({ at: 90, observedAt: 100 })] })];
    expect(ids([quiet, lively], { sort: 'changed' }, follows)).toEqual([lively.id, quiet.id]);
    expect(itemsOf([lively], follows).map(changedAt)).toEqual([90]);
    expect(itemsOf([quiet], []).map(hasAnswer)).toEqual([false]);
  });

  test('any filter only leaves out, any order only turns round', () => {
    const records = routeKindSchema.options.map((route, i) =>
      sample('sent', { route, createdAt: NOW - i * 9 * DAY }),
    );
    const key = <T extends object>(of: T) => fc.constantFrom(...(Object.keys(of) as (keyof T)[]));
    fc.assert(
      fc.property(
        fc.record({
          group: fc.constantFrom(...GROUPS),
          time: key(TIMES),
          answered: key(ANSWERED),
          sort: key(SORTS),
        }),
        (wanted) => {
          const found = ids(records, wanted, [native]);
          expect(new Set(found).size).toBe(found.length);
          const newest = ids(records, { ...wanted, sort: 'newest' }, [native]);
          expect([...found].sort()).toEqual([...newest].sort());
        },
      ),
    );
  });
});
