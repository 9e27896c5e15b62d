import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Handed,
  isDialog,
  mayBe,
  type NativeThread,
  TIE_SKEW_MS,
  TIE_WINDOW_MS,
  tiesOf,
} from '../../../lib/report/tie.ts';
import { makeReport, T0 } from './fakes.ts';

const repo = { type: 'model', id: 'owner/name' } as const;
const report = (part: Partial<Handed> = {}): Handed => ({
  id: 'r',
  repo,
  handedAt: T0,
  reference: 'HS-AAAAAAAA',
  ...part,
});
const thread = (part: Partial<NativeThread> = {}): NativeThread => ({
  id: 't',
  repo,
  createdAt: T0 + 60_000,
  author: 'Me',
  ...part,
});
const PAIR = [{ report: 'r', thread: 't' }];

test.each([
  ['a minute later', {}, PAIR],
  ['the Hub’s clock a little behind', { createdAt: T0 - TIE_SKEW_MS }, PAIR],
  ['before the hand-over', { createdAt: T0 - TIE_SKEW_MS - 1 }, []],
  ['at the end of the time', { createdAt: T0 + TIE_WINDOW_MS }, PAIR],
  ['after it', { createdAt: T0 + TIE_WINDOW_MS + 1 }, []],
  ['at no time', { createdAt: null }, []],
  ['by somebody else', { author: 'other' }, []],
  ['in another repository', { repo: { type: 'dataset', id: 'owner/name' } as const }, []],
  ['the repository written otherwise', { repo: { type: 'model', id: 'Owner/Name' } as const }, PAIR],
  ['with our reference, whenever', { reference: 'HS-AAAAAAAA', createdAt: null }, PAIR],
  ['with another report’s reference', { reference: 'HS-BBBBBBBB' }, []],
])('%s', (_name, part, ties) => {
  expect(tiesOf([report()], [thread(part)], 'me')).toEqual(ties);
  expect(tiesOf([report()], [thread(part)], null)).toEqual([]);
});

test('what the person decides is not decided for them, and still stands in the way of a guess', () => {
  expect(tiesOf([report({ byHand: true })], [thread()], 'me')).toEqual([]);
  const other = report({ id: 's', reference: 'HS-BBBBBBBB' });
  expect(tiesOf([report({ byHand: true }), other], [thread()], 'me')).toEqual([]);
});

test('two reports or two threads that it could be: nothing is guessed; a reference settles it', () => {
  const later = thread({ id: 'u', createdAt: T0 + 120_000 });
  expect(tiesOf([report()], [thread(), later], 'me')).toEqual([]);
  expect(tiesOf([report(), report({ id: 's', reference: 'HS-BBBBBBBB' })], [thread()], 'me')).toEqual([]);
  const sure = thread({ reference: 'HS-AAAAAAAA' });
  expect(tiesOf([report()], [sure, later], 'me')).toEqual(PAIR);
  expect(tiesOf([report(), report({ id: 's', reference: 'HS-BBBBBBBB' })], [sure, later], 'me')).toEqual([
    ...PAIR,
    { report: 's', thread: 'u' },
  ]);
});

test('what goes to the moderators, must stay private or comes from a file never waits for a thread', () => {
  const record = (part: object, more: object = {}) =>
    ({ state: 'handed-over', report: makeReport({ route: 'hub-dialog', ...part }), ...more }) as never;
  const { target } = makeReport();
  expect(isDialog(record({}))).toBe(true);
  expect(isDialog(record({ topicId: 'minors-sexual' }))).toBe(false);
  expect(isDialog(record({ target: { ...target, kind: 'comment', discussion: 3 } }))).toBe(false);
  expect(isDialog(record({ route: 'public-form' }))).toBe(false);
  expect(isDialog(record({}, { imported: T0 }))).toBe(false);
  expect(isDialog(record({}, { state: 'confirmed' }))).toBe(false);
});

test('whatever there is, in whatever order: each at most once, each possible, none with a rival, none without an account', () => {
  const hour = fc.integer({ min: -30, max: 30 }).map((n) => T0 + n * 3_600_000);
  const where = fc.constantFrom(
    { type: 'model', id: 'a/b' } as const,
    { type: 'model', id: 'A/B' } as const,
    repo,
  );
  const reference = fc.constantFrom('HS-AAAAAAAA', 'HS-BBBBBBBB', 'HS-CCCCCCCC');
  const reports = fc.uniqueArray(fc.record({ id: fc.uuid(), repo: where, handedAt: hour, reference }), {
    maxLength: 4,
    selector: ({ reference: one }) => one,
  });
  const threads = fc.array(
    fc.record({
      id: fc.uuid(),
      repo: where,
      createdAt: fc.option(hour),
      author: fc.constantFrom('me', 'ME', 'other'),
      reference: fc.option(reference, { nil: undefined, freq: 4 }),
    }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(reports, threads, (all, found) => {
      const ties = tiesOf(all, found, 'me');
      expect(new Set(ties.map((one) => one.report)).size).toBe(ties.length);
      expect(new Set(ties.map((one) => one.thread)).size).toBe(ties.length);
      for (const tie of ties) {
        const [one, other] = [
          all.find(({ id }) => id === tie.report)!,
          found.find(({ id }) => id === tie.thread)!,
        ];
        expect(mayBe(one, other)).toBe(true);
        expect(other.author.toLowerCase()).toBe('me');
        // Nothing else by the same account that it could be as well, but for what a reference settles.
        if (other.reference === undefined)
          for (const rival of found)
            if (rival !== other && rival.author !== 'other') expect(mayBe(one, rival)).toBe(false);
      }
      const sorted = (list: typeof ties) => list.map((one) => JSON.stringify(one)).sort();
      expect(sorted(tiesOf([...all].reverse(), [...found].reverse(), 'ME'))).toEqual(sorted(ties));
      expect(tiesOf(all, found, null)).toEqual([]);
    }),
  );
});
