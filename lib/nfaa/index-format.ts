/**
 * The NFAA index: the hashes of all tagged repositories in one string, sorted, in buckets. On the guard's hot path.
 *
 *     salt (5) | width (1) | buckets, as a power of two (1) | where every 16th bucket begins (4 each) |
 *     how many each bucket holds (1 each) | what the bucket does not tell of each hash, sorted (`width` each)
 *
 * Two widths. The worker keeps the exact form (all 42 bits: 5 characters an entry) in its database. The guard reads a short
 * one (the first 26 bits: 2 characters), because the start-up read is what costs. Measured in Chromium, beyond an empty
 * read, for 100,000 ids: flat 42-bit entries (700 kB) 8 ms, exact buckets (521 kB) 6 ms, the short form (221 kB) 1.5 to
 * 2.5 ms; in Firefox 3, 2 and 0.5 ms. Characters beyond ASCII take Chromium three times as long for the same bits; in
 * shards, a third of a millisecond for each key of a read comes on top in Firefox. A miss in the short form is as
 * certain as in the exact one. Of what is not tagged, one in 670 hits it by chance: a hit covers at once, and the worker is
 * asked whether it was by chance, and remembers that (lookup.ts).
 */
import { HASH_BITS, indexHash } from './hash.ts';

/** Storage key in `storage.local`. */
export const INDEX_KEY = 'nfaaIndex';

export interface StoredIndex {
  v: 1;
  /** The state of the Hub that it holds: when the pass that read all of it began, milliseconds since the epoch. */
  at: number;
  /** Watermark: the newest `lastModified` seen, milliseconds since the epoch. */
  since: number;
  /** How many repositories it holds. */
  ids: number;
  packed: string;
  /** Types of which it holds every tagged repository. */
  types: readonly string[];
  /** The first pass is under way, or there were more than can be kept: what is missing may still be tagged. */
  partial?: true;
}

/**
 * How long the absence of a repository is believed: as long as any verdict (VERDICT_AGE_MS). It needs no grace: the next
 * whole pass begins two hours before (WHOLE_EVERY_MS), and the largest index takes 40 minutes.
 */
export const INDEX_AGE_MS = 24 * 60 * 60_000;
/** How long a presence is: tags are rarely removed, and what was tagged last week had better stay covered. */
export const INDEX_HIT_AGE_MS = 7 * INDEX_AGE_MS;

/** Characters an entry: all of the hash, and what the guard reads. */
export const EXACT = 5;
export const SHORT = 2;

/** In a bucket on average, at most: a count is one figure, and the search goes through it from its start. */
const MOST_IN_BUCKET = 8;
/** Power of two of the fewest buckets: 4 kB, and no chance hits to speak of in a small index. */
const FEWEST_BUCKETS = 12;
const BLOCK = 16;
const HEAD = 7;

/** Figures to the base of 64 are the characters from `=` to `}` without the backslash: JSON writes each of them as one byte. */
const ZERO = 61;
const BACKSLASH = 92;

function figure(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code > BACKSLASH ? code - ZERO - 1 : code - ZERO;
}

/** A number of at most 5 figures, which is 30 bits. */
function read(text: string, from: number, width: number): number {
  let n = 0;
  for (let i = from; i < from + width; i++) n = (n << 6) | figure(text, i);
  return n;
}

function write(n: number, width: number): string {
  let text = '';
  for (let i = 0, left = n; i < width; i++, left >>>= 6) {
    const code = ZERO + (left & 63);
    text = String.fromCharCode(code < BACKSLASH ? code : code + 1) + text;
  }
  return text;
}

/** What one unit of a bucket and of an entry is worth in a hash. */
const units = (bits: number, width: number) => ({
  ofBucket: 2 ** (HASH_BITS - bits),
  ofEntry: 2 ** Math.max(0, HASH_BITS - bits - 6 * width),
});

function headOf(packed: string) {
  const width = figure(packed, 5);
  const bits = figure(packed, 6);
  const counts = HEAD + (2 ** bits / BLOCK) * 4;
  return {
    packed,
    salt: read(packed, 0, 5),
    width,
    counts,
    entries: counts + 2 ** bits,
    ...units(bits, width),
  };
}

/** A page asks the same index again and again. */
let head: ReturnType<typeof headOf> | undefined;

/** @param key a `repoKey` */
export function inIndex(packed: string, key: string): boolean {
  if (head?.packed !== packed) head = headOf(packed);
  const { salt, width, counts, entries, ofBucket, ofEntry } = head;
  const hash = indexHash(key, salt);
  // At most 30 bits each: the shortest way to a whole number.
  const bucket = (hash / ofBucket) | 0;
  const wanted = ((hash - bucket * ofBucket) / ofEntry) | 0;
  const block = (bucket / BLOCK) | 0;
  let at = read(packed, HEAD + block * 4, 4);
  for (let i = block * BLOCK; i < bucket; i++) at += figure(packed, counts + i);
  const end = at + figure(packed, counts + bucket);
  for (; at < end; at++) {
    const entry = read(packed, entries + at * width, width);
    if (entry >= wanted) return entry === wanted;
  }
  return false;
}

/**
 * What the index says of a repository: `true` tagged, `false` not, `null` nothing.
 * A hit counts while the index is filling and when it is old; in the short form it may be by chance (see above), so ask.
 * A miss counts only in a whole and fresh one, of a type that it holds. It is about the name as the Hub lists it: names from
 * before a rename are in no list.
 * @param now milliseconds since the epoch
 */
export function indexVerdict(stored: StoredIndex | undefined, key: string, now: number): boolean | null {
  if (stored?.v !== 1) return null;
  const age = now - stored.at;
  if (age > INDEX_HIT_AGE_MS) return null;
  if (inIndex(stored.packed, key)) return true;
  // A minute in the future is a clock being set; more is a clock that was wrong, and proves nothing.
  const whole = !stored.partial && age <= INDEX_AGE_MS && age > -60_000;
  return whole && stored.types.includes(key.slice(0, key.indexOf(':'))) ? false : null;
}

/** The key under which the exact form holds who owns a tagged repository. @param key a `repoKey` */
export const authorKey = (key: string): string =>
  `author:${key.slice(key.indexOf(':') + 1, key.indexOf('/'))}`;

/**
 * Packs different hashes made with `salt`.
 * @param sorted ascending, without doubles
 * @param width EXACT or SHORT
 */
export function packIndex(sorted: Float64Array, salt: number, width: number): string {
  // A bucket that is fuller than a figure can say is not met by chance; should it be, there are more buckets.
  for (let bits = Math.max(FEWEST_BUCKETS, Math.ceil(Math.log2(sorted.length / MOST_IN_BUCKET))); ; bits++) {
    const { ofBucket, ofEntry } = units(bits, width);
    const counts = new Uint32Array(2 ** bits);
    for (const hash of sorted) counts[Math.floor(hash / ofBucket)]!++;
    if (counts.some((count) => count > 63)) continue;
    let begins = '';
    let before = 0;
    for (const [i, count] of counts.entries()) {
      if (i % BLOCK === 0) begins += write(before, 4);
      before += count;
    }
    const entries = Array.from(sorted, (hash) => write(Math.floor((hash % ofBucket) / ofEntry), width));
    const head = write(salt, 5) + write(width, 1) + write(bits, 1);
    return head + begins + Array.from(counts, (count) => write(count, 1)).join('') + entries.join('');
  }
}

/** Ascending, without doubles. */
export function sortHashes(hashes: Float64Array): Float64Array {
  const sorted = hashes.slice().sort();
  let count = 0;
  for (const [i, hash] of sorted.entries()) if (i === 0 || hash !== sorted[i - 1]) sorted[count++] = hash;
  return sorted.subarray(0, count);
}
