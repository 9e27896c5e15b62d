import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type HubApi, HubError } from '../../../lib/hub/api.ts';
import type { KnownSet } from '../../../lib/nfaa/known.ts';
import { createLookup } from '../../../lib/nfaa/lookup.ts';
import { createMemory, type Memory } from '../../../lib/nfaa/memory.ts';
import { createDatabase } from '../../../lib/platform/db.ts';

const NFAA = 'not-for-all-audiences';
const PAGE = 'https://huggingface.co/models?p=0';
const model = (id: string) => ({ type: 'model' as const, id });

let known: KnownSet;
let memory: Memory;
let now = Date.parse('2026-11-22T12:00:00Z');
let n = 0;

beforeEach(() => {
  known = {};
  memory = createMemory(
    createDatabase(`lookup-${n++}`),
    async (set) => {
      known = set;
    },
    () => now,
  );
});

function fakeApi(over: Partial<HubApi> = {}): HubApi {
  return {
    listRepos: vi.fn(async () => ({
      items: [
        { id: 'o/a', tags: [NFAA] },
        { id: 'o/b', tags: [] },
      ],
    })),
    repoTags: vi.fn(async () => []),
    limits: () => [],
    ...over,
  } as unknown as HubApi;
}

describe('lookup', () => {
  it('answers a whole listing with one query, and the next one from memory', async () => {
    const api = fakeApi();
    const lookup = createLookup(memory, api, () => now);
    const first = await lookup.ask([model('o/a'), model('O/B')], PAGE);
    expect(first).toMatchObject({
      'model:o/a': { nfaa: true, source: 'listing' },
      'model:o/b': { nfaa: false },
    });
    expect(await lookup.ask([model('o/a')], PAGE)).toMatchObject({
      'model:o/a': { nfaa: true, source: 'memory' },
    });
    expect(api.listRepos).toHaveBeenCalledTimes(1);
    expect(api.repoTags).not.toHaveBeenCalled();
  });

  it('asks one by one for what no listing holds', async () => {
    const api = fakeApi({ repoTags: vi.fn(async ({ id }) => (id === 'x/y' ? [NFAA] : [])) });
    const answers = await createLookup(memory, api, () => now).ask(
      [model('x/y'), model('x/z')],
      'https://huggingface.co/',
    );
    expect(answers).toMatchObject({
      'model:x/y': { nfaa: true, source: 'lookup' },
      'model:x/z': { nfaa: false },
    });
    expect(api.listRepos).not.toHaveBeenCalled();
  });

  it('two tabs with the same listing share one query', async () => {
    const api = fakeApi();
    const lookup = createLookup(memory, api, () => now);
    await Promise.all([lookup.ask([model('o/a')], PAGE), lookup.ask([model('o/b')], PAGE)]);
    expect(api.listRepos).toHaveBeenCalledTimes(1);
  });

  it('says failed, and asks no more, when the Hub cannot be reached', async () => {
    const down = new HubError({ kind: 'network', wrote: 'no' });
    const api = fakeApi({
      listRepos: vi.fn(async () => {
        throw down;
      }),
    });
    const answers = await createLookup(memory, api, () => now).ask([model('o/a')], PAGE);
    expect(answers['model:o/a']).toMatchObject({ nfaa: null, failed: true });
    expect(api.repoTags).not.toHaveBeenCalled();
  });

  it('a private repository is unknown, not safe', async () => {
    const api = fakeApi({
      repoTags: vi.fn(async () => {
        throw new HubError({ kind: 'gone-or-private', wrote: 'no' });
      }),
    });
    expect(
      await createLookup(memory, api, () => now).ask([model('p/q')], 'https://huggingface.co/'),
    ).toMatchObject({
      'model:p/q': { nfaa: null, failed: true },
    });
  });

  it('leaves half of the quota to the person', async () => {
    const api = fakeApi({
      limits: () => [
        { bucket: 'api', account: false, remaining: 200, resetAt: Date.now() + 60_000, quota: 500 },
      ],
    });
    await createLookup(memory, api, () => now).ask([model('x/y')], 'https://huggingface.co/');
    expect(api.repoTags).not.toHaveBeenCalled();
  });

  it('forgets after a day, and never believes the future', async () => {
    await memory.remember([['model:o/a', true]]);
    now += 25 * 60 * 60 * 1000;
    expect((await memory.recall(['model:o/a'])).size).toBe(0);
    now -= 48 * 60 * 60 * 1000;
    expect((await memory.recall(['model:o/a'])).size).toBe(0);
    now += 23 * 60 * 60 * 1000;
  });

  it('publishes what the guard reads first', async () => {
    await memory.remember([
      ['model:o/a', true],
      ['model:o/b', false],
    ]);
    await memory.flush();
    expect(Object.keys(known).sort()).toEqual(['model:o/a', 'model:o/b']);
    expect(known['model:o/a']! % 2).toBe(1);
    expect(known['model:o/b']! % 2).toBe(0);
  });
});
