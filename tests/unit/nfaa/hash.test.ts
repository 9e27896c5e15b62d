import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HASH_BITS, indexHash } from '../../../lib/nfaa/hash.ts';

const salts = fc.integer({ min: 0, max: 2 ** 30 - 1 });

test('a whole number of 42 bits, the same each time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), salts, (key, salt) => {
      const hash = indexHash(key, salt);
      expect(Number.isInteger(hash) && hash >= 0 && hash < 2 ** HASH_BITS).toBe(true);
      expect(indexHash(key, salt)).toBe(hash);
    }),
  );
});

test('names that differ in one letter share nothing, and fill the range evenly', () => {
  const hashes = new Set<number>();
  const buckets = new Array<number>(64).fill(0);
  const count = 200_000;
  for (let i = 0; i < count; i++) {
    const hash = indexHash(`model:owner-${i % 100}/name-${Math.floor(i / 100)}`, 7);
    hashes.add(hash);
    buckets[Math.floor(hash / 2 ** (HASH_BITS - 6))]!++;
  }
  // By chance one pair in 220 such sets.
  expect(hashes.size).toBeGreaterThanOrEqual(count - 1);
  for (const size of buckets) expect(Math.abs(size / (count / 64) - 1)).toBeLessThan(0.1);
});

test('the low bits are as good as the high ones', () => {
  const lows = new Array<number>(64).fill(0);
  for (let i = 0; i < 64_000; i++) lows[indexHash(`space:a/${i}`, 1) % 64]!++;
  for (const size of lows) expect(Math.abs(size / 1_000 - 1)).toBeLessThan(0.2);
});

test('names that collide with one salt do not with another', () => {
  const byHash = new Map<number, string>();
  const pairs: [string, string][] = [];
  // The first 26 bits, as the guard has them: some of 60,000 names collide.
  for (let i = 0; i < 60_000; i++) {
    const key = `dataset:o/${i}`;
    const short = Math.floor(indexHash(key, 1) / 2 ** 16);
    const other = byHash.get(short);
    if (other) pairs.push([other, key]);
    byHash.set(short, key);
  }
  expect(pairs.length).toBeGreaterThan(5);
  const again = pairs.filter(
    ([a, b]) => Math.floor(indexHash(a, 2) / 2 ** 16) === Math.floor(indexHash(b, 2) / 2 ** 16),
  );
  expect(again).toEqual([]);
});
