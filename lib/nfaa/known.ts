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

/** repoKey -> minutes since the epoch, times four, plus two when its labels are known, plus one when tagged: one small number an entry. */
export type KnownSet = Record<string, number>;

/** Which watched labels known repositories carry: only those that carry any. Read against the rules named in `watch`. */
export interface KnownLabels {
  /** `watchId` of the rules that it was made for; after a change of rules nothing in it counts. */
  watch: string;
  labels: Record<string, string[]>;
}
export const LABELS_KEY = 'knownLabels';

/** Names a set of watched labels. */
export const watchId = (watched: readonly string[]): string => [...watched].sort().join('\n');

const MINUTE = 60_000;

/** To the next whole minute: rounded down, what was learnt at the time of the index, or just after it, would seem older than it. */
export function packVerdict(nfaa: boolean, at: number, labelsKnown = false): number {
  return Math.ceil(at / MINUTE) * 4 + (labelsKnown ? 2 : 0) + (nfaa ? 1 : 0);
}

/**
 * Reads one entry; `null` when it is too old, from the future, or not a number at all.
 * @param labels the labels that are kept for it, if they were read against today's rules
 */
export function unpackVerdict(packed: unknown, now: number, labels?: string[]): Verdict | null {
  if (!Number.isSafeInteger(packed)) return null;
  const at = ((packed as number) >> 2) * MINUTE;
  if (at > now + MINUTE || now - at > VERDICT_AGE_MS) return null;
  const verdict: Verdict = { nfaa: (packed as number) % 2 === 1, source: 'memory', at };
  return labels && (packed as number) & 2 ? { ...verdict, labels } : verdict;
}
