/**
 * The start-up set: verdicts that the guard can read in one storage read, before it asks anyone.
 * The worker owns the full memory (IndexedDB) and writes this bounded extract of it.
 */
import type { Verdict } from './decide.ts';

export const KNOWN_KEY = 'known';

/** About 35 bytes an entry, so 100 kB at most: what a storage read can bring without being felt. */
export const KNOWN_MAX = 3_000;

/** How long a verdict is believed. A tag that was added or removed on the Hub is seen within this time. */
export const VERDICT_AGE_MS = 24 * 60 * 60 * 1000;

/** repoKey -> minutes since the epoch, doubled, plus one when tagged: one small number an entry. */
export type KnownSet = Record<string, number>;

const MINUTE = 60_000;

export function packVerdict(nfaa: boolean, at: number): number {
  return Math.floor(at / MINUTE) * 2 + (nfaa ? 1 : 0);
}

/** Reads one entry; `null` when it is too old, from the future, or not a number at all. */
export function unpackVerdict(packed: unknown, now: number): Verdict | null {
  if (typeof packed !== 'number' || !Number.isSafeInteger(packed)) return null;
  const at = Math.floor(packed / 2) * MINUTE;
  if (at > now + MINUTE || now - at > VERDICT_AGE_MS) return null;
  return { nfaa: packed % 2 === 1, source: 'memory', at };
}
