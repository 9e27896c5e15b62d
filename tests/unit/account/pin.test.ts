import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FIRST_WAIT_MS,
  FREE_TRIES,
  hashPin,
  LONGEST_WAIT_MS,
  NO_TRIES,
  PIN_ITERATIONS,
  pinProblem,
  settled,
  triesLeft,
  verifyPin,
  waitAfter,
  waitUntil,
} from '../../../lib/account/pin.ts';

const FEW = 2;

describe('what is kept of a PIN', () => {
  test('only the right one verifies, and the record does not hold it', async () => {
    const record = await hashPin('4071', FEW);
    expect(await verifyPin('4071', record)).toBe(true);
    for (const wrong of ['4072', '40711', '407', '', ' 4071', '4071 '])
      expect(await verifyPin(wrong, record), wrong).toBe(false);
    expect(Buffer.from(record.hash).includes('4071')).toBe(false);
  });

  test('it is PBKDF2-HMAC-SHA-256, as another implementation computes it', async () => {
    const { pbkdf2Sync } = await import('node:crypto');
    const { salt, hash } = await hashPin('heron at dawn', 1000);
    expect(Buffer.from(hash)).toEqual(pbkdf2Sync('heron at dawn', salt, 1000, 32, 'sha256'));
  });

  test('600,000 rounds unless told otherwise, a salt of its own, and the rounds are read from the record', async () => {
    expect(PIN_ITERATIONS).toBe(600_000);
    const [one, two] = await Promise.all([hashPin('4071', FEW), hashPin('4071', FEW)]);
    expect(one.salt).toHaveLength(16);
    expect(one.hash).toHaveLength(32);
    expect(one.salt).not.toEqual(two.salt);
    expect(one.hash).not.toEqual(two.hash);
    expect(await verifyPin('4071', { ...one, iterations: FEW + 1 })).toBe(false);
  });

  test('a damaged record opens for nobody', async () => {
    const record = await hashPin('4071', FEW);
    expect(await verifyPin('4071', { ...record, hash: new Uint8Array(0) })).toBe(false);
    expect(await verifyPin('4071', { ...record, hash: record.hash.slice(0, 31) })).toBe(false);
  });

  test('the same characters, composed or not, are the same PIN', async () => {
    const record = await hashPin('caf\u00e9s', FEW);
    expect(await verifyPin('cafe\u0301s', record)).toBe(true);
  });

  test('4 to 64 characters, counted as people count', () => {
    expect(pinProblem('')).toMatch(/Type a PIN/);
    expect(pinProblem('123')).toMatch(/too short/);
    expect(pinProblem('1234')).toBeNull();
    expect(pinProblem('🦉🦉🦉')).toMatch(/too short/);
    expect(pinProblem('🦉'.repeat(64))).toBeNull();
    expect(pinProblem('x'.repeat(65))).toMatch(/too long/);
  });
});

describe('how fast it may be guessed', () => {
  test('five are free, then each wait is twice the one before, up to an hour', () => {
    expect([0, 1, 4].map(waitAfter)).toEqual([0, 0, 0]);
    expect([5, 6, 7, 8].map(waitAfter)).toEqual([30_000, 60_000, 120_000, 240_000]);
    expect([12, 13, 40, 2000].map(waitAfter)).toEqual(Array(4).fill(LONGEST_WAIT_MS));
    expect(FIRST_WAIT_MS).toBe(30_000);
  });

  test('no wait before the first try, and none once it is over', () => {
    expect(waitUntil(NO_TRIES, 0)).toBeNull();
    const tries = { count: FREE_TRIES, at: 1_000 };
    expect(waitUntil(tries, 1_000)).toBe(31_000);
    expect(waitUntil(tries, 30_999)).toBe(31_000);
    expect(waitUntil(tries, 31_000)).toBeNull();
    expect(triesLeft(tries)).toBe(1);
    expect(triesLeft({ count: 3, at: 0 })).toBe(2);
  });

  test('wherever the clock is set back to, the whole wait is still to come, and never more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 60 }), fc.nat(10 ** 12), fc.nat(10 ** 12), (count, at, now) => {
        const tries = settled({ count, at }, now);
        const left = (waitUntil(tries, now) ?? now) - now;
        if (now < at) expect(left).toBe(waitAfter(count));
        expect(left).toBeLessThanOrEqual(waitAfter(count));
      }),
    );
  });
});
