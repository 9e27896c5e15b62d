import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexHash } from '../../../lib/nfaa/hash.ts';
import {
  EXACT,
  INDEX_AGE_MS,
  INDEX_HIT_AGE_MS,
  indexVerdict,
  inIndex,
  packIndex,
  SHORT,
  type StoredIndex,
  sortHashes,
} from '../../../lib/nfaa/index-format.ts';
import { VERDICT_AGE_MS } from '../../../lib/nfaa/known.ts';

const SALT = 123_456_789;
const pack = (keys: string[], width: number, salt = SALT) =>
  packIndex(sortHashes(Float64Array.from(keys, (key) => indexHash(key, salt))), salt, width);
const some = (count: number, owner = 'owner') =>
  Array.from({ length: count }, (_, i) => `model:${owner}-${i % 977}/a-model-named-${i.toString(36)}`);

describe.each([EXACT, SHORT])('%i characters an entry', (width) => {
  test('every key that was packed is found, whatever the salt', () => {
    const keys = fc.array(fc.string({ unit: 'binary' }), { maxLength: 400 });
    fc.assert(
      fc.property(keys, fc.integer({ min: 0, max: 2 ** 30 - 1 }), (some, salt) => {
        const packed = pack(some, width, salt);
        for (const key of some) expect(inIndex(packed, key)).toBe(true);
      }),
    );
  });

  test('nothing is in an empty one', () => {
    const packed = pack([], width);
    fc.assert(fc.property(fc.string(), (key) => !inIndex(packed, key)));
  });

  test('with 100,000: all are found', () => {
    const keys = some(100_000);
    const packed = pack(keys, width);
    expect(keys.filter((key) => !inIndex(packed, key))).toEqual([]);
  });

  test('buckets that are too full are made smaller', () => {
    // As if 300 names had begun with the same 12 bits.
    const hashes = Float64Array.from({ length: 300 }, (_, i) => i * 2 ** 20);
    const packed = packIndex(hashes, SALT, width);
    expect(packed.length).toBeGreaterThan(4096 + 300 * width);
  });
});

test('the exact form: others are not found', () => {
  const packed = pack(some(100_000), EXACT);
  expect(some(300_000, 'another').filter((key) => inIndex(packed, key))).toEqual([]);
});

test('the short form: of others one in 670 is found by chance', () => {
  const packed = pack(some(100_000), SHORT);
  const hits = some(200_000, 'another').filter((key) => inIndex(packed, key)).length;
  expect(hits / 200_000).toBeGreaterThan(0.0005);
  expect(hits / 200_000).toBeLessThan(0.0025);
});

test('sizes for 100,000: what JSON makes of it', () => {
  const keys = some(100_000);
  expect(Buffer.byteLength(JSON.stringify(pack(keys, EXACT)))).toBeLessThan(530_000);
  expect(Buffer.byteLength(JSON.stringify(pack(keys, SHORT)))).toBeLessThan(225_000);
  // Chromium writes `<` as six characters.
  expect(pack(keys, SHORT)).not.toMatch(/[<"\\]|[^\x20-\x7e]/);
});

test('the order in which they come, and doubles, change nothing', () => {
  const keys = some(500);
  expect(pack([...keys, ...keys].reverse(), SHORT)).toBe(pack(keys, SHORT));
});

describe('verdicts', () => {
  const at = Date.UTC(2026, 10, 22);
  const HOUR = 3_600_000;
  const index = (over: Partial<StoredIndex> = {}): StoredIndex => ({
    v: 1,
    at,
    since: at,
    ids: 1,
    packed: pack(['model:o/tagged'], SHORT),
    types: ['model', 'space'],
    ...over,
  });

  test('an index is believed as long as any verdict', () => expect(INDEX_AGE_MS).toBe(VERDICT_AGE_MS));

  test.each([
    ['whole and fresh', index(), 'model:o/tagged', at, true],
    ['absent from a whole one', index(), 'model:o/other', at + INDEX_AGE_MS, false],
    ['of a type that was not read', index(), 'dataset:o/other', at, null],
    ['a bucket', index(), 'bucket:o/other', at, null],
    ['a frame', index(), 'frame:o-other', at, null],
    ['absent from an old one', index(), 'model:o/other', at + INDEX_AGE_MS + 1, null],
    ['present in an old one', index(), 'model:o/tagged', at + INDEX_HIT_AGE_MS, true],
    ['present in one that is too old', index(), 'model:o/tagged', at + INDEX_HIT_AGE_MS + 1, null],
    ['absent while it fills', index({ partial: true, types: [] }), 'model:o/other', at, null],
    ['present while it fills', index({ partial: true, types: [] }), 'model:o/tagged', at, true],
    ['absent, from the future', index(), 'model:o/other', at - HOUR, null],
    ['present, from the future', index(), 'model:o/tagged', at - HOUR, true],
    ['a clock that is being set', index(), 'model:o/other', at - 30_000, false],
    ['no index', undefined, 'model:o/tagged', at, null],
    ['another format', { ...index(), v: 2 } as unknown as StoredIndex, 'model:o/tagged', at, null],
  ] as const)('%s', (_, stored, key, now, said) => expect(indexVerdict(stored, key, now)).toBe(said));
});
