import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { HubError } from '../../../lib/hub/api.ts';
import { indexVerdict, inIndex } from '../../../lib/nfaa/index-format.ts';
import { INDEX_MAX, MAX_NEWEST_PAGES, WHOLE_EVERY_MS } from '../../../lib/nfaa/index-pace.ts';
import type { IndexSync } from '../../../lib/nfaa/index-sync.ts';
import { createDatabase } from '../../../lib/platform/db.ts';
import {
  type FakeHub,
  HOUR,
  holds,
  isWhole,
  MINUTE,
  makeWorld,
  refused,
  runUntil,
  T0,
  type World,
} from './index-fakes.ts';

let count = 0;
let world: World;
let hub: FakeHub;
let sync: IndexSync;

beforeEach(() => {
  world = makeWorld(createDatabase(`sync-${count++}`));
  hub = world.hub;
  sync = world.worker();
});

const error = (kind: HubError['kind'], retryAt?: number) =>
  new HubError({ kind, wrote: 'no', ...(retryAt === undefined ? {} : { retryAt }) });

/** Lets so much time pass, stepping whenever it asks to be. */
const pass = (ms: number) => {
  const end = hub.clock.now + ms;
  return runUntil(world, sync, () => hub.clock.now >= end);
};

describe('the first time', () => {
  test('everything that is tagged, of every type, newest first, with small answers', async () => {
    for (const type of ['model', 'dataset', 'space', 'kernel'] as const) hub.fill(type, 2_500);
    await runUntil(world, sync, isWhole(world));
    expect(await holds(sync, hub.keys, ['model:owner-1/other'])).toBe(true);
    expect(hub.asked).toHaveLength(12);
    expect(hub.asked[0]!.query).toEqual({
      type: 'model',
      filter: ['not-for-all-audiences'],
      sort: 'lastModified',
      direction: -1,
      limit: 1_000,
      expand: ['lastModified'],
    });
    expect(world.published.at(-1)).toMatchObject({
      v: 1,
      at: T0,
      since: T0 - HOUR,
      ids: 10_000,
      types: ['model', 'dataset', 'space', 'kernel'],
    });
    expect(await sync.status()).toEqual({ ids: 10_000, at: T0, filling: false });
  });

  test('the guard’s form holds them, too, and the hosts of Spaces’ apps', async () => {
    const keys = hub.fill('space', 30);
    await runUntil(world, sync, isWhole(world));
    const short = world.published.at(-1)!;
    for (const key of [...keys, 'frame:owner-1-space-8']) expect(indexVerdict(short, key, T0)).toBe(true);
    expect(short.ids).toBe(30);
    expect(indexVerdict(short, 'model:owner/other', T0)).toBe(false);
    expect(indexVerdict(short, 'frame:owner-other', T0)).toBeNull();
  });

  test('who owns what is tagged is in the worker’s form, and not in what every page reads', async () => {
    hub.fill('space', 30);
    await runUntil(world, sync, isWhole(world));
    const { packed } = (await sync.index())!;
    expect([inIndex(packed, 'author:owner-1'), inIndex(packed, 'author:nobody')]).toEqual([true, false]);
    expect(inIndex(world.published.at(-1)!.packed, 'author:owner-1')).toBe(false);
  });

  test('parts of it are published, each half as large again: hits count, misses do not', async () => {
    hub.pageSize = 10;
    const keys = hub.fill('model', 1_000);
    await sync.step();
    expect(await sync.status()).toMatchObject({ filling: true, at: 0 });
    const [first] = world.published;
    expect(first).toMatchObject({ partial: true, types: [], ids: 10 });
    expect(indexVerdict(first, keys[0]!, T0)).toBe(true);
    expect(indexVerdict(first, 'model:o/other', T0)).toBeNull();
    await runUntil(world, sync, isWhole(world));
    expect(world.published.length).toBeLessThan(16);
    expect(await holds(sync, keys)).toBe(true);
  });

  test('repositories that come twice, and odd names, do no harm', async () => {
    hub.fill('model', 3);
    hub.repos.model.push({ id: 'gpt2' }, { id: 'OWNER-0/Model.0' }, { id: '../..' }, { id: '' });
    await runUntil(world, sync, isWhole(world));
    expect(world.published.at(-1)!.ids).toBe(6);
  });

  test('nobody is asked while the filter is off', async () => {
    world.enabled = false;
    hub.fill('model', 3);
    const { nextAt } = await sync.step();
    expect(hub.asked).toEqual([]);
    expect(nextAt).toBeGreaterThan(hub.clock.now);
    world.enabled = true;
    await runUntil(world, sync, isWhole(world));
  });
});

describe('later', () => {
  beforeEach(async () => {
    hub.pageSize = 50;
    hub.fill('model', 200);
    hub.fill('dataset', 40);
    await runUntil(world, sync, isWhole(world));
    hub.asked = [];
    world.published = [];
  });

  test('every hour the newest of each type are looked for, as far as the watermark', async () => {
    await pass(HOUR + MINUTE);
    expect(hub.asked.map(({ query }) => query.type)).toEqual(['model', 'dataset', 'space', 'kernel']);
    expect(hub.asked[0]!.query.limit).toBe(100);
    // Nothing new, nothing written.
    expect(world.published).toEqual([]);
  });

  test('what was tagged since is added, and told', async () => {
    const fresh = hub.fill('model', 70, hub.clock.now + 30 * MINUTE, 1_000);
    await pass(HOUR + MINUTE);
    expect(hub.asked.filter(({ query }) => query.type === 'model')).toHaveLength(2);
    expect(world.found.sort()).toEqual(fresh.sort());
    expect(await holds(sync, hub.keys)).toBe(true);
    expect(world.published).toHaveLength(1);
    expect(world.published[0]!.at).toBe(T0);

    world.found = [];
    await pass(HOUR);
    expect(world.found).toEqual([]);
    expect(world.published).toHaveLength(1);
  });

  test('what lost its label is gone after the next whole pass, and the old index stays in force until then', async () => {
    const [gone] = hub.keys;
    hub.repos.model.shift();
    await runUntil(world, sync, () => hub.clock.now >= T0 + WHOLE_EVERY_MS);
    expect(indexVerdict(await sync.index(), gone!, hub.clock.now)).toBe(true);
    await runUntil(world, sync, () => world.published.length > 0);
    expect(hub.clock.now).toBeLessThan(T0 + WHOLE_EVERY_MS + HOUR);
    expect(await holds(sync, hub.keys, [gone!])).toBe(true);
    const store = await world.db();
    const sets = new Set((await store.getAllKeys('index')).map((key) => key.split('/')[0]));
    expect(sets.size).toBe(2);
  });

  test('too many new ones: all are read again', async () => {
    hub.pageSize = 10;
    hub.fill('model', MAX_NEWEST_PAGES * 10 + 50, hub.clock.now + 30 * MINUTE, 1_000);
    await runUntil(world, sync, () => hub.asked.some(({ query }) => query.limit === 1_000));
    await runUntil(world, sync, () => world.published.some(({ at }) => at > T0));
    expect(await holds(sync, hub.keys)).toBe(true);
  });

  test('without dates the first page of the newest has to do', async () => {
    for (const repo of hub.repos.model) delete repo.lastModified;
    await pass(HOUR + MINUTE);
    expect(hub.asked).toHaveLength(4);
  });
});

describe('a worker that is killed', () => {
  /** Runs one step of a worker that stops for ever at its nth word to the world outside. */
  async function stepUntilDeath(n: number): Promise<boolean> {
    let left = n;
    let died!: () => void;
    const death = new Promise<void>((resolve) => {
      died = resolve;
    });
    const breath = (): Promise<void> | undefined => {
      if (left-- > 0) return undefined;
      died();
      return new Promise(() => {});
    };
    const doomed = world.worker({
      db: async () => {
        await breath();
        return world.db();
      },
      api: {
        limits: hub.limits,
        listRepos: async (query) => {
          await breath();
          const answer = await hub.listRepos(query);
          await breath();
          return answer;
        },
      },
      publish: async (index) => {
        await breath();
        world.published.push(index);
        await breath();
      },
    });
    return Promise.race([doomed.step().then(() => false), death.then(() => true)]);
  }

  test.each(Array.from({ length: 60 }, (_, n) => n))('at its word %i: the next one goes on', async (n) => {
    hub.pageSize = 4;
    for (const type of ['model', 'dataset', 'space'] as const) hub.fill(type, 10);
    // Some steps, each cut short at the same word; then one that may live.
    for (let i = 0; i < 4; i++) {
      await stepUntilDeath(n);
      hub.clock.now += 2 * MINUTE;
    }
    await runUntil(world, sync, isWhole(world));
    expect(await holds(sync, hub.keys)).toBe(true);
    expect(hub.most()).toBeLessThanOrEqual(50);
  });

  test('for ever in its first request: it is still counted', async () => {
    hub.quota = 40;
    hub.fill('model', 10);
    for (let i = 0; i < 30; i++) {
      await stepUntilDeath(3);
      hub.clock.now += 10_000;
    }
    expect(hub.most()).toBeLessThanOrEqual(4);
  });
});

describe('quota', () => {
  test('never more than a tenth in five minutes, whatever the quota', async () => {
    hub.pageSize = 10;
    hub.fill('model', 3_000);
    await runUntil(world, sync, isWhole(world));
    expect(hub.asked.length).toBeGreaterThan(300);
    expect(hub.most()).toBeLessThanOrEqual(50);
    // And not much less: it is to be done within the hour.
    expect(hub.clock.now - T0).toBeLessThan(45 * MINUTE);
  });

  test('a smaller quota, once the Hub has told it', async () => {
    hub.pageSize = 10;
    hub.quota = 100;
    hub.fill('model', 500);
    await runUntil(world, sync, isWhole(world));
    expect(hub.most()).toBeLessThanOrEqual(10);
  });

  test('new workers for every step count together', async () => {
    hub.pageSize = 10;
    hub.fill('model', 1_000);
    const each: IndexSync = { ...sync, step: () => world.worker().step() };
    await runUntil(world, each, isWhole(world));
    expect(hub.most()).toBeLessThanOrEqual(50);
    expect(await holds(world.worker(), hub.keys)).toBe(true);
  });

  test('it stands back while less than half is left', async () => {
    hub.pageSize = 10;
    hub.fill('model', 300);
    hub.others = 260;
    const { nextAt } = await sync.step();
    expect(hub.asked).toHaveLength(1);
    expect(nextAt).toBe(T0 + 300_000 + 1_000);
    hub.others = 0;
    hub.clock.now = nextAt;
    await runUntil(world, sync, isWhole(world));
  });

  test('two workers at once do no harm', async () => {
    hub.pageSize = 10;
    hub.fill('model', 400);
    hub.fill('space', 50);
    const other = world.worker();
    await runUntil(
      world,
      { ...sync, step: async () => (await Promise.all([sync.step(), other.step()]))[0] },
      isWhole(world),
    );
    expect(hub.most()).toBeLessThanOrEqual(50);
    expect(await holds(world.worker(), hub.keys)).toBe(true);
    expect(hub.asked.length).toBeLessThanOrEqual(40 + 5 + 2 + 1);
  });

  test('called twice, it steps once', async () => {
    hub.fill('model', 10);
    await Promise.all([sync.step(), sync.step()]);
    expect(hub.asked).toHaveLength(4);
  });
});

describe('trouble', () => {
  test.each([
    ['429 with a time', error('rate-limited', T0 + 20 * MINUTE), 20 * MINUTE],
    ['429 without', error('rate-limited'), MINUTE / 2],
    ['5xx', error('server'), MINUTE / 2],
    ['no network', error('network'), MINUTE / 2],
    ['half an answer', error('not-json'), MINUTE / 2],
    ['something of our own', new TypeError('x') as HubError, MINUTE / 2],
  ])('%s: waits, says so, and goes on', async (_, thrown, least) => {
    hub.pageSize = 10;
    hub.fill('model', 60);
    hub.errors = [undefined, undefined, thrown];
    const { nextAt } = await sync.step();
    expect(hub.asked).toHaveLength(3);
    expect(nextAt - T0).toBeGreaterThanOrEqual(least);
    expect((await sync.status()).failed).toMatch(/^[A-Z].+\.$/);
    hub.clock.now = nextAt - 1_000;
    await sync.step();
    expect(hub.asked).toHaveLength(3);
    hub.clock.now = nextAt;
    await runUntil(world, sync, isWhole(world));
    expect(await holds(sync, hub.keys)).toBe(true);
    expect((await sync.status()).failed).toBeUndefined();
    // Six pages, three types without any, and the one that failed.
    expect(hub.asked).toHaveLength(10);
  });

  test('longer each time, an hour at most, and an index that is there stays', async () => {
    const keys = hub.fill('model', 5);
    await runUntil(world, sync, isWhole(world));
    hub.clock.now = T0 + WHOLE_EVERY_MS;
    hub.errors = Array.from({ length: 12 }, () => error('server'));
    const waits: number[] = [];
    while (hub.errors.length > 0) {
      const { nextAt } = await sync.step();
      waits.push(nextAt - hub.clock.now);
      hub.clock.now = nextAt;
    }
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.at(-1)).toBeLessThanOrEqual(HOUR);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(HOUR / 2);
    expect(await holds(sync, keys)).toBe(true);
    await runUntil(world, sync, () => world.published.at(-1)!.at > T0);
  });

  test('a cursor that the Hub no longer knows begins its type anew', async () => {
    hub.pageSize = 10;
    hub.fill('dataset', 5);
    hub.fill('model', 45);
    hub.errors = [undefined, undefined, refused(400), undefined, undefined, undefined, refused(404)];
    await runUntil(world, sync, isWhole(world));
    expect(await holds(sync, hub.keys)).toBe(true);
    expect(hub.asked).toHaveLength(3 + 4 + 5 + 3);
  });

  test('a repository that is deleted while it is the cursor', async () => {
    hub.pageSize = 10;
    hub.fill('model', 60);
    await sync.step();
    const gone = hub.asked.at(-1)!.query.cursor;
    hub.repos.model = hub.repos.model.filter(({ id }) => id !== gone);
    const last = hub.repos.model.findIndex(({ id }) => id === hub.repos.model[48]!.id);
    hub.repos.model.splice(last, 1);
    hub.clock.now += MINUTE;
    await runUntil(world, sync, isWhole(world));
    expect(hub.keys.every((key) => indexVerdict(world.published.at(-1), key, hub.clock.now))).toBe(true);
  });

  test('a list of kernels that is refused is done without', async () => {
    hub.refusedTypes = ['kernel'];
    const keys = hub.fill('model', 5);
    await runUntil(world, sync, isWhole(world));
    expect(await holds(sync, keys)).toBe(true);
    expect(world.published.at(-1)!.types).toEqual(['model', 'dataset', 'space']);
    expect(indexVerdict(world.published.at(-1), 'kernel:o/x', hub.clock.now)).toBeNull();
    hub.asked = [];
    await pass(3 * HOUR + 5 * MINUTE);
    expect(hub.asked).toHaveLength(9);
    expect((await sync.status()).failed).toBeUndefined();
  });

  test('a list of models that is refused is not', async () => {
    hub.refusedTypes = ['model'];
    hub.fill('space', 5);
    await pass(5 * HOUR);
    expect(world.published).toEqual([]);
    expect(hub.asked.length).toBeLessThan(16);
    expect((await sync.status()).failed).toMatch(/Hub/);
    hub.refusedTypes = [];
    await runUntil(world, sync, isWhole(world));
  });

  test('a storage that is full: nothing is lost, and it is tried again', async () => {
    hub.fill('model', 5);
    let full = true;
    const other = world.worker({
      publish: async (index) => {
        if (full) throw new Error('QUOTA_BYTES quota exceeded');
        world.published.push(index);
      },
    });
    const { nextAt } = await other.step();
    expect(nextAt - T0).toBe(5 * MINUTE);
    full = false;
    hub.clock.now = nextAt;
    await runUntil(world, other, isWhole(world));
    expect(hub.asked).toHaveLength(4);
  });

  test('pages that lead to themselves end', async () => {
    hub.fill('model', 5);
    const circling = world.worker({
      api: {
        limits: hub.limits,
        listRepos: async (query) => ({
          ...(await hub.listRepos({ ...query, cursor: undefined! })),
          next: 'same',
        }),
      },
    });
    await runUntil(world, circling, isWhole(world));
    expect(hub.asked).toHaveLength(8);
  });
});

test('more than can be kept: the first are, misses count for nothing, and people are told', async () => {
  const name = 'Owner/n';
  const page = (from: number) =>
    Array.from({ length: 50_000 }, (_, i) => ({ id: name + (from + i), tags: null }));
  const flood = world.worker({
    api: {
      limits: () => [],
      listRepos: async ({ cursor = '0' }) => ({
        items: page(Number(cursor)),
        next: String(Number(cursor) + 50_000),
      }),
    },
  });
  await runUntil(world, flood, async () => (await flood.status()).at > 0);
  expect(world.published.at(-1)).toMatchObject({ ids: INDEX_MAX, partial: true });
  expect(indexVerdict(world.published.at(-1), 'model:owner/n399999', hub.clock.now)).toBe(true);
  expect(indexVerdict(world.published.at(-1), 'model:other/x', hub.clock.now)).toBeNull();
  expect((await flood.status()).failed).toMatch(/one by one/);
});

describe('clocks', () => {
  test.each([
    ['back by a year', -365 * 24 * HOUR],
    ['back by an hour', -HOUR],
    ['forward by a year', 365 * 24 * HOUR],
  ])('set %s in the middle of a pass', async (_, jump) => {
    hub.pageSize = 10;
    hub.fill('model', 200);
    await sync.step();
    hub.clock.now += jump;
    await runUntil(world, sync, isWhole(world));
    expect(await holds(sync, hub.keys)).toBe(true);
    expect(world.published.at(-1)!.at).toBeLessThanOrEqual(hub.clock.now);
  });

  test('set back after a pass: the index from the future is replaced soon', async () => {
    hub.fill('model', 20);
    await runUntil(world, sync, isWhole(world));
    hub.clock.now -= 30 * 24 * HOUR;
    const before = hub.clock.now;
    await runUntil(world, sync, () => world.published.at(-1)!.at < T0);
    expect(hub.clock.now - before).toBeLessThan(2 * HOUR);
  });

  test('a pass that was left for a day begins anew', async () => {
    hub.pageSize = 10;
    hub.fill('model', 200);
    await sync.step();
    hub.clock.now += 24 * HOUR;
    hub.repos.model.splice(0, 5);
    await runUntil(world, sync, isWhole(world));
    expect(await holds(sync, hub.keys)).toBe(true);
    expect(world.published.at(-1)!.at).toBe(T0 + 24 * HOUR);
  });
});
