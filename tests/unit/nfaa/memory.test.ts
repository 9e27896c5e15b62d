import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { indexHash } from '../../../lib/nfaa/hash.ts';
import { EXACT, packIndex, type StoredIndex } from '../../../lib/nfaa/index-format.ts';
import {
  KNOWN_MAX,
  type KnownLabels,
  type KnownSet,
  unpackVerdict,
  VERDICT_AGE_MS,
} from '../../../lib/nfaa/known.ts';
import { createMemory, MEMORY_MAX, type Memory } from '../../../lib/nfaa/memory.ts';
import { createDatabase } from '../../../lib/platform/db.ts';

const HOUR = 3_600_000;
let now: number;
let known: KnownSet;
let labels: KnownLabels;
let watched: string[];
let index: StoredIndex | undefined;
let memory: Memory;
let db: ReturnType<typeof createDatabase>;
let n = 0;

beforeEach(() => {
  now = Date.UTC(2026, 10, 22, 12);
  watched = [];
  index = undefined;
  db = createDatabase(`memory-${n++}`);
  memory = createMemory(
    db,
    async (set, carried) => {
      known = set;
      labels = carried;
    },
    { now: () => now, watched: async () => watched, index: async () => index },
  );
});

describe('memory', () => {
  it('forgets after a day, and never believes the future', async () => {
    await memory.remember([['model:o/a', true]]);
    now += VERDICT_AGE_MS;
    expect((await memory.recall(['model:o/a'])).size).toBe(1);
    now += 1;
    expect((await memory.recall(['model:o/a'])).size).toBe(0);
    now -= 48 * HOUR;
    expect((await memory.recall(['model:o/a'])).size).toBe(0);
  });

  it('publishes what the guard reads first', async () => {
    await memory.remember([
      ['model:o/a', true],
      ['model:o/b', false],
    ]);
    await memory.flush();
    expect(unpackVerdict(known['model:o/a'], now)).toMatchObject({ nfaa: true, source: 'memory' });
    expect(unpackVerdict(known['model:o/b'], now)).toMatchObject({ nfaa: false });
    expect(labels).toEqual({ watch: '', labels: {} });
  });

  it('is bounded: the newest stay', async () => {
    const store = (await db()).transaction('verdicts', 'readwrite').store;
    for (let i = 0; i < MEMORY_MAX + 20; i++)
      void store.put({ key: `model:o/${i}`, nfaa: false, at: now - HOUR + i });
    void store.put({ key: 'model:o/old', nfaa: true, at: now - VERDICT_AGE_MS - 1 });
    await memory.flush();
    expect(await (await db()).count('verdicts')).toBe(MEMORY_MAX);
    expect((await memory.recall(['model:o/19', 'model:o/20', 'model:o/old'])).size).toBe(1);
    expect(Object.keys(known)).toHaveLength(KNOWN_MAX);
    expect(known[`model:o/${MEMORY_MAX + 19}`]).toBeDefined();
  });

  it('keeps tags only where they are given, and only as long as they are true', async () => {
    await memory.remember([['model:o/a', false, ['gguf', 'license:mit']]]);
    now += 20 * HOUR;
    await memory.remember([['model:o/a', true]]);
    expect((await memory.recall(['model:o/a'])).get('model:o/a')).toEqual({
      nfaa: true,
      at: now,
      tags: ['license:mit', 'gguf'],
    });
    now += 5 * HOUR;
    expect((await memory.recall(['model:o/a'])).get('model:o/a')?.tags).toBeUndefined();
    await memory.remember([['model:o/a', true]]);
    expect(await (await db()).get('verdicts', 'model:o/a')).not.toHaveProperty('tags');
  });

  it('tells the guard which watched labels known repositories carry', async () => {
    watched = ['tag:gguf', 'licence:mit'];
    await memory.remember([
      ['model:o/a', false, ['GGUF', 'license:mit']],
      ['model:o/b', false, ['pytorch']],
      ['model:o/c', false],
    ]);
    await memory.flush();
    expect(labels).toEqual({
      watch: 'licence:mit\ntag:gguf',
      labels: { 'model:o/a': ['tag:gguf', 'licence:mit'] },
    });
    expect(unpackVerdict(known['model:o/b'], now, [])).toMatchObject({ labels: [] });
    expect(unpackVerdict(known['model:o/c'], now, [])).not.toHaveProperty('labels');
  });

  it('knows relatives of what it remembers and of what the index holds', async () => {
    watched = ['related'];
    const packed = packIndex(Float64Array.of(indexHash('model:o/listed', 5)), 5, EXACT);
    index = { v: 1, at: now, since: now, ids: 1, types: ['model'], packed };
    await memory.remember([
      ['model:o/tagged', true],
      ['model:o/a', false, ['base_model:O/Tagged']],
      ['model:o/b', false, ['base_model:merge:o/listed']],
      ['model:o/c', false, ['base_model:o/a']],
    ]);
    await memory.flush();
    expect(labels.labels).toEqual({
      'model:o/a': ['related:model:o/tagged'],
      'model:o/b': ['related:model:o/listed'],
    });
  });

  it('is put right by the index, and not filled by it', async () => {
    await memory.remember([
      ['model:o/a', false, ['gguf']],
      ['model:o/b', true],
    ]);
    now += HOUR;
    await memory.correct(['model:o/a', 'model:o/b', 'model:o/c']);
    const all = await memory.recall(['model:o/a', 'model:o/b', 'model:o/c']);
    expect(all.get('model:o/a')).toEqual({ nfaa: true, at: now });
    expect(all.get('model:o/b')).toEqual({ nfaa: true, at: now - HOUR });
    expect(all.size).toBe(2);
  });
});
