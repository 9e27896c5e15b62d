import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Version, VersionWithText } from '../../../lib/policy/version-types.ts';
import {
  basisSentence,
  changeTermsOf,
  dateWords,
  effectiveWindow,
  standingOf,
  windowClauseOf,
  windowOf,
} from '../../../lib/policy/window.ts';
import { haveTerms, made, terms, termsFiles } from './compare-texts.ts';
import { pack2023 as pack } from './shipped.ts';

const DAY = 24 * 60 * 60 * 1000;
const SEEN = Date.UTC(2026, 10, 22, 12);

function version(hash: string, more: Partial<Version> = {}): Version {
  const since = more.since === undefined ? SEEN : more.since;
  return {
    kind: 'content-policy',
    hash,
    printedDate: '2025-04-10',
    url: 'https://huggingface.co/content-policy',
    source: 'test',
    origin: since === null ? 'bundled' : 'read',
    complete: true,
    firstSeen: since,
    lastSeen: since,
    extractor: 1,
    change: 'silent',
    previous: null,
    ...more,
    since,
  };
}
const OLD = version('pack-2023', { since: null, printedDate: '2023-08-30', change: 'first' });
const PART = version('pack-2025', { since: null, complete: false, previous: 'pack-2023' });

describe('the sentence that gives changes a time', () => {
  test('is found where it is printed, word for word', () => {
    const found = windowClauseOf(pack.document)!;
    expect(found.days).toBe(10);
    expect(found.quote).toBe(
      'Changes will be effective 10 days following posting the updated Guidelines on the Website.',
    );
    expect(pack.rules.find(({ id }) => id === 'CP2023.P.changes')?.clauseId).toBe(found.clauseId);
    expect(windowClauseOf(made('# A', 'You have 10 days to answer.'))).toBeNull();
    expect(windowClauseOf(made('Changes take effect 30 days after notice.'))?.days).toBe(30);
  });

  test.skipIf(!haveTerms)('of the Terms, too (skipped where they are not at hand)', () => {
    for (const file of termsFiles()) expect(windowClauseOf(terms(file))?.days).toBe(10);
  });
});

test('what the text says of changes and of agreeing to them', () => {
  expect(changeTermsOf(pack.document).map(({ quote }) => quote)).toEqual([
    'By accessing or using our Platform, you consent to all of these Guidelines and our other policies and terms.',
    'So, if you do not agree with any of those, please do not access or use our Platform.',
    'We may change or update these Guidelines from time to time.',
    'Changes will be effective 10 days following posting the updated Guidelines on the Website.',
    'If you continue using our Platform 10 days following such posting, that means you accept those changes.',
  ]);
  expect(changeTermsOf(made('Nothing of the kind.'))).toEqual([]);
});

describe('effectiveWindow', () => {
  test('is an upper bound, in words that say so', () => {
    expect(effectiveWindow({ firstSeen: SEEN, now: SEEN + DAY, afterPrior: true })).toEqual({
      standing: 'upcoming',
      latest: SEEN + 10 * DAY,
      sentence:
        'In force no later than 2 December 2026, if it was posted when it was first seen; earlier if it was posted before.',
    });
  });

  test('ends on the millisecond, whatever the clocks of the place do', () => {
    const times = [SEEN, Date.UTC(2026, 2, 25), Date.UTC(2026, 9, 20), Date.UTC(2028, 1, 25)];
    for (const firstSeen of times) {
      const at = (now: number) => effectiveWindow({ firstSeen, now, afterPrior: true });
      expect(at(firstSeen + 10 * DAY - 1).standing).toBe('upcoming');
      expect(at(firstSeen + 10 * DAY)).toMatchObject({ standing: 'in-force', latest: firstSeen + 10 * DAY });
    }
    expect(dateWords(Date.UTC(2026, 11, 2))).toBe('2 December 2026');
    expect(dateWords(Date.UTC(2026, 11, 3) - 1)).toBe('2 December 2026');
  });

  test.each([
    [{ firstSeen: SEEN, afterPrior: false }, /not known here, so it is taken as the text in force/],
    [{ firstSeen: null, afterPrior: true }, /not known here/],
    [{ firstSeen: SEEN, afterPrior: true, days: null }, /prints no time before changes take effect/],
  ])('%j: in force, without a bound', (facts, words) => {
    const told = effectiveWindow({ ...facts, now: SEEN });
    expect(told).toMatchObject({ standing: 'in-force', latest: null });
    expect(told.sentence).toMatch(words);
  });

  test('a printed date that is later counts', () => {
    const facts = { firstSeen: SEEN, afterPrior: true, printedDate: '2026-12-15' };
    expect(effectiveWindow({ ...facts, now: SEEN + 11 * DAY })).toMatchObject({
      standing: 'upcoming',
      latest: Date.UTC(2026, 11, 15),
      sentence: expect.stringContaining('prints 15 December 2026'),
    });
    expect(effectiveWindow({ ...facts, now: Date.UTC(2026, 11, 15) }).standing).toBe('in-force');
  });
});

describe('standingOf', () => {
  test('before anything was read: the newest whole text, never a part', () => {
    expect(standingOf([OLD, PART], SEEN)).toEqual({ inForce: 'pack-2023', upcoming: null });
    expect(standingOf([PART], SEEN)).toEqual({ inForce: 'pack-2025', upcoming: null });
    expect(standingOf([], SEEN)).toEqual({ inForce: '', upcoming: null });
  });

  test('the first text that was read is in force: it was there before us', () => {
    const first = version('live', { change: 'dated', previous: 'pack-2023' });
    expect(standingOf([OLD, PART, first], SEEN)).toEqual({ inForce: 'live', upcoming: null });
  });

  const a = version('a', { previous: 'pack-2023' });
  const b = version('b', { since: SEEN + 30 * DAY, previous: 'a' });

  test('what took its place is upcoming for ten days', () => {
    const all = [OLD, PART, a, b];
    expect(standingOf(all, SEEN + 31 * DAY)).toEqual({ inForce: 'a', upcoming: 'b' });
    expect(standingOf(all, SEEN + 40 * DAY - 1)).toEqual({ inForce: 'a', upcoming: 'b' });
    expect(standingOf(all, SEEN + 40 * DAY)).toEqual({ inForce: 'b', upcoming: null });
    expect(standingOf([...all].reverse(), SEEN + 31 * DAY)).toEqual({ inForce: 'a', upcoming: 'b' });
  });

  test('two changes within the ten days', () => {
    const c = version('c', { since: SEEN + 35 * DAY, previous: 'b' });
    expect(standingOf([OLD, a, b, c], SEEN + 36 * DAY)).toEqual({ inForce: 'a', upcoming: 'c' });
    expect(standingOf([OLD, a, b, c], SEEN + 41 * DAY)).toEqual({ inForce: 'b', upcoming: 'c' });
    expect(standingOf([OLD, a, b, c], SEEN + 45 * DAY)).toEqual({ inForce: 'c', upcoming: null });
  });

  test('a text that comes back before the other took effect was never out of force; later it has a window of its own', () => {
    const soon = { ...a, since: SEEN + 33 * DAY, previous: 'b' };
    expect(standingOf([OLD, soon, b], SEEN + 34 * DAY)).toEqual({ inForce: 'a', upcoming: null });
    const late = { ...a, since: SEEN + 60 * DAY, previous: 'b' };
    expect(standingOf([OLD, late, b], SEEN + 61 * DAY)).toEqual({ inForce: 'b', upcoming: 'a' });
    expect(standingOf([OLD, late, b], SEEN + 71 * DAY)).toEqual({ inForce: 'a', upcoming: null });
  });

  test.each(['technical', 'cosmetic'] as const)('a %s change opens no window, and hides none', (change) => {
    const same = version('same', { since: SEEN + 50 * DAY, previous: 'b', change });
    expect(standingOf([OLD, a, b, same], SEEN + 51 * DAY)).toEqual({ inForce: 'same', upcoming: null });
    const early = version('early', { since: SEEN + 32 * DAY, previous: 'b', change });
    expect(standingOf([OLD, a, b, early], SEEN + 33 * DAY)).toEqual({ inForce: 'a', upcoming: 'early' });
    expect(standingOf([OLD, a, b, early], SEEN + 40 * DAY)).toEqual({ inForce: 'early', upcoming: null });
  });

  test('goes by the sentence of the text that was there before', () => {
    const withText = (one: Version, ...lines: string[]): VersionWithText => ({
      ...one,
      document: made(...lines),
      rules: [],
    });
    const [before, after] = [
      withText(a, 'Changes will be effective 30 days following posting.'),
      withText(b, 'Changes will be effective 5 days following posting.'),
    ];
    expect(standingOf([before, after], SEEN + 59 * DAY).inForce).toBe('a');
    expect(standingOf([before, after], SEEN + 60 * DAY).inForce).toBe('b');
    const silent = [withText(a, 'No word on that.'), withText(b, 'Nor here.')];
    expect(standingOf(silent, SEEN + 30 * DAY)).toEqual({ inForce: 'b', upcoming: null });
    expect(windowOf(silent[1]!, silent, SEEN + 30 * DAY).sentence).toContain('prints no time');
  });

  test('of any versions, one is in force and it is no part while a whole is known', () => {
    const anyVersion = fc.record({
      hash: fc.constantFrom('p', 'q', 'r', 's'),
      since: fc.option(fc.integer({ min: SEEN - 40 * DAY, max: SEEN + 40 * DAY })),
      firstSeen: fc.option(fc.integer({ min: SEEN - 40 * DAY, max: SEEN + 40 * DAY })),
      complete: fc.boolean(),
      previous: fc.constantFrom(null, 'p', 'q', 'r', 's'),
      change: fc.constantFrom('first', 'technical', 'cosmetic', 'silent', 'dated'),
      printedDate: fc.constantFrom(null, '2023-08-30', '2026-12-24'),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(anyVersion, { selector: ({ hash }) => hash, minLength: 1 }),
        fc.integer({ min: SEEN - 50 * DAY, max: SEEN + 60 * DAY }),
        (list, now) => {
          const all = list.map(({ hash, ...more }) => version(hash, more));
          const { inForce, upcoming } = standingOf(all, now);
          const found = all.find(({ hash }) => hash === inForce)!;
          expect(found.complete || all.every(({ complete }) => !complete)).toBe(true);
          expect(upcoming).not.toBe(inForce);
          expect(basisSentence(all, now)).toMatch(/^Rules are quoted from the .*\.$/);
        },
      ),
    );
  });
});

test('what is quoted by default is said', () => {
  expect(basisSentence([OLD, PART], SEEN)).toBe(
    'Rules are quoted from the newest whole text known here (printed 30 August 2023). ' +
      'Of the text printed 10 April 2025 only verified lines are known. The Hub’s own page has not been read yet.',
  );
  expect(basisSentence([OLD, PART, version('live')], SEEN)).toBe(
    'Rules are quoted from the text that the Hub shows (printed 10 April 2025).',
  );
  expect(basisSentence([], SEEN)).toBe('');
});
