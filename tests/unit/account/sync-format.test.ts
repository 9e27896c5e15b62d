import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canonical,
  KEEP_GONE_MS,
  merge,
  newGroup,
  pack,
  readArea,
  sizeOf,
  type Units,
  unitsIn,
  withoutSpent,
  writingFor,
} from '../../../lib/account/sync-format.ts';
import { DAY, T0 } from './sync-fakes.ts';

const GROUP = newGroup(T0, 'abcdefgh');
/** No value of ours has a field of this name, and reading the area leaves such out (zod). */
const value = fc.jsonValue().filter((some) => !JSON.stringify(some).includes('"__proto__"'));
const unit = fc.record({ at: fc.integer({ min: T0, max: T0 + 5 }), value }, { requiredKeys: ['at'] });
const units: fc.Arbitrary<Units> = fc
  .dictionary(fc.constantFrom('f:on', 'p:home', 'r:word cat', 'r:author a', 'x:new'), unit)
  .map((entries) => new Map(Object.entries(entries)));
const text = (some: Units) => canonical([...some].sort(([a], [b]) => (a < b ? -1 : 1)));

describe('merging', () => {
  test('is the same in whatever order and however often', () => {
    fc.assert(
      fc.property(units, units, units, (a, b, c) => {
        expect(text(merge(a, b))).toBe(text(merge(b, a)));
        expect(text(merge(merge(a, b), c))).toBe(text(merge(a, merge(b, c))));
        expect(text(merge(a, a))).toBe(text(a));
        expect(text(merge(merge(a, b), b))).toBe(text(merge(a, b)));
      }),
    );
  });

  test('goes by the time of each unit', () => {
    const a: Units = new Map([['f:on', { at: 2, value: true }]]);
    const b: Units = new Map([
      ['f:on', { at: 1, value: false }],
      ['r:word x', { at: 3 }],
    ]);
    expect(merge(a, b)).toEqual(
      new Map([
        ['f:on', { at: 2, value: true }],
        ['r:word x', { at: 3 }],
      ]),
    );
  });
});

describe('the area', () => {
  test('gives back what was put in, whatever the browser does to the order of fields', () => {
    fc.assert(
      fc.property(units, (some) => {
        const items = pack(some, GROUP, T0);
        const raw = JSON.parse(canonical(Object.fromEntries(items))) as Record<string, unknown>;
        const area = readArea(raw);
        expect(text(unitsIn(area.items, GROUP))).toBe(text(some));
        expect(writingFor(raw, items, T0)).toBeNull();
      }),
    );
  });

  test('says what it is', () => {
    const [name, item] = [...pack(new Map([['f:on', { at: T0, value: true }]]), GROUP, T0)][0]!;
    expect(readArea({}).state).toBe('empty');
    expect(readArea({ other: 1 }).state).toBe('empty');
    expect(readArea({ [name]: item })).toMatchObject({ state: 'sound', group: GROUP });
    for (const broken of [1, null, {}, { ...item, u: { 'f:on': true } }, { ...item, g: '' }])
      expect(readArea({ [name]: item, u99: broken }).state).toBe('damaged');
    expect(readArea({ u98: 1, [name]: { ...item, v: 2 }, u99: 1 }).state).toBe('newer');
  });

  test('only what differs is written, and what is empty is removed', () => {
    const before = new Map([
      ['f:on', { at: T0, value: true }],
      ['f:look', { at: T0, value: 'blur' }],
    ]);
    const raw = Object.fromEntries(pack(before, GROUP, T0));
    const after = new Map([['f:on', { at: T0 + 1, value: false }]]);
    const writing = writingFor(raw, pack(after, GROUP, T0), T0)!;
    expect(Object.keys(writing.set)).toHaveLength(1);
    expect(JSON.stringify(writing.set)).toContain(`[${T0 + 1},false]`);
    expect(writing.remove).toHaveLength(1);
  });

  test('what was taken away is kept for half a year, and then is no reason to write', () => {
    const some: Units = new Map([['r:word x', { at: T0 }]]);
    const items = pack(some, GROUP, T0);
    const late = T0 + KEEP_GONE_MS + DAY;
    expect(withoutSpent(some, T0 + KEEP_GONE_MS - DAY).size).toBe(1);
    expect(withoutSpent(some, late).size).toBe(0);
    const other: Units = new Map([...some, ['f:on', { at: T0, value: true }]]);
    const raw = Object.fromEntries(pack(other, GROUP, T0));
    // One clock is past it, the other is not: neither corrects the other.
    expect(writingFor(raw, pack(other, GROUP, T0), late)).toBeNull();
    expect(items.size).toBe(1);
  });

  test('an older group sorts before a younger one', () => {
    expect(newGroup(T0, 'zzzzzzzz') < newGroup(T0 + 1, 'aaaaaaaa')).toBe(true);
    expect(newGroup(5, 'zzzzzzzz') < newGroup(T0, 'aaaaaaaa')).toBe(true);
  });

  test('a thousand usual rules fit; what does not is known before the browser is asked', () => {
    const rules = (count: number, note: string): Units =>
      new Map(
        Array.from({ length: count }, (_, n) => [
          `r:author some-owner-${n}`,
          { at: T0 + n, value: { a: 'hide', c: T0 + n, ...(note ? { n: note } : {}) } },
        ]),
      );
    expect(sizeOf(pack(rules(1_000, ''), GROUP, T0))).toMatchObject({ fits: true });
    expect(sizeOf(pack(rules(1_000, 'x'.repeat(200)), GROUP, T0))).toMatchObject({ fits: false });
    const one = sizeOf(pack(new Map([['r:word x', { at: T0, value: '<é'.repeat(1_000) }]]), GROUP, T0));
    // Two bytes for é; six for <, as Chrome writes it.
    expect(one.bytes).toBeGreaterThan(8_000);
    expect(one.fits).toBe(false);
  });
});
