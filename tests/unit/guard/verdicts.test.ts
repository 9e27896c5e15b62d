/** What the guard believes of a repository, out of what storage holds. */
import { beforeEach, expect, it, vi } from 'vitest';
import { indexHash } from '../../../lib/nfaa/hash.ts';
import { INDEX_KEY, inIndex, packIndex, SHORT, type StoredIndex } from '../../../lib/nfaa/index-format.ts';
import { KNOWN_KEY, packVerdict } from '../../../lib/nfaa/known.ts';

const UNLUCKY = 'model:o/unlucky';
const SALT = 1;
const BUCKET = 'bucket:o/b';

/** A guard that has read this. */
async function guardOf(stored: Record<string, unknown>) {
  vi.stubGlobal('chrome', { runtime: { id: 'us' }, storage: { local: { get: async () => stored } } });
  vi.resetModules();
  const guard = await import('../../../lib/guard/state.ts');
  await guard.readState();
  return guard;
}

const indexOf = (at: number, hash: number): StoredIndex => ({
  ...{ v: 1, at, since: at, ids: 1, types: ['model', 'dataset', 'space', 'kernel'] },
  packed: packIndex(Float64Array.of(hash), SALT, SHORT),
});

beforeEach(() => vi.unstubAllGlobals());

it('what the index holds by chance is covered and asked about, until an exact answer is remembered', async () => {
  // In the middle of a minute: the start-up set knows whole ones only.
  const at = Math.floor(Date.now() / 60_000) * 60_000 - 30_000;
  // It holds another one, whose hash begins alike.
  const hash = indexHash(UNLUCKY, SALT);
  const index = indexOf(at, hash % 2 === 0 ? hash + 1 : hash - 1);
  expect(inIndex(index.packed, UNLUCKY)).toBe(true);
  const before = await guardOf({ [INDEX_KEY]: index });
  expect(before.verdictOf(UNLUCKY)).toMatchObject({ nfaa: true, unsure: true });
  expect(before.isUnknown(UNLUCKY)).toBe(true);

  const known = { [UNLUCKY]: packVerdict(false, at) };
  const after = await guardOf({ [INDEX_KEY]: index, [KNOWN_KEY]: known });
  expect(after.verdictOf(UNLUCKY)).toMatchObject({ nfaa: false, source: 'memory' });
  expect(after.isUnknown(UNLUCKY)).toBe(false);

  // The next index is believed again.
  const next = await guardOf({ [INDEX_KEY]: { ...index, at: at + 60_000 }, [KNOWN_KEY]: known });
  expect(next.verdictOf(UNLUCKY)).toMatchObject({ nfaa: true, unsure: true });
});

it('a bucket has no tags, with an index and without: nobody is asked, nothing is covered', async () => {
  for (const stored of [{}, { [INDEX_KEY]: indexOf(Date.now(), indexHash(BUCKET, SALT)) }]) {
    const guard = await guardOf(stored);
    expect(guard.verdictOf(BUCKET)).toMatchObject({ nfaa: false, labels: [] });
    expect(guard.isUnknown(BUCKET)).toBe(false);
    expect(guard.mayCover({ type: 'bucket', id: 'o/b' })).toBe(false);
    expect(guard.decisionFor({ type: 'bucket', id: 'o/b' }, 'page')).toBe(guard.NOTHING_TO_DO);
    // A model is another matter.
    expect(guard.isUnknown('model:o/b')).toBe(!(INDEX_KEY in stored));
  }
});
