/** No room, another version of us, another profile: troubles of the machine rather than of the Hub. */
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { createDatabase, type Database } from '../../../lib/platform/db.ts';
import { FIRST_BACKOFF_MS, LEASE_MS } from '../../../lib/report/waits.ts';
import { makeReport, makeWorld, runOut, startWorker, T0, type World } from './fakes.ts';

/** A database whose disk is full while `full()`. */
function smallDisk(world: World, full: (write: 'add' | 'put') => boolean): () => Promise<Database> {
  const open = world.open;
  return async () => {
    const db = await open();
    return new Proxy(db, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (name !== 'transaction') return typeof value === 'function' ? value.bind(target) : value;
        return (...args: Parameters<Database['transaction']>) => {
          const transaction = target.transaction(...(args as [never]));
          type Store = Record<string, (row: unknown) => Promise<unknown>> | null;
          // Of several stores, it is the report's own that has no room.
          const store = ((transaction as unknown as { store: Store }).store ??
            transaction.objectStore('outbox' as never)) as unknown as NonNullable<Store>;
          const write = (kind: 'add' | 'put') => (row: unknown) => {
            if (!full(kind)) return store[kind]!(row);
            transaction.abort();
            transaction.done.catch(() => {});
            return Promise.reject(new DOMException('full', 'QuotaExceededError'));
          };
          const small = {
            get: store.get!.bind(store),
            getAll: store.getAll!.bind(store),
            add: write('add'),
            put: write('put'),
          };
          return {
            done: transaction.done,
            store: small,
            objectStore: (one: string) => (one === 'outbox' ? small : transaction.objectStore(one as never)),
          };
        };
      },
    });
  };
}

test('no room: not acknowledged, with a sentence; nothing is sent; sent once when there is room', async () => {
  const world = makeWorld();
  let full = true;
  const outbox = startWorker(world, { db: smallDisk(world, () => full) });
  const report = makeReport();
  await expect(outbox.submit(report)).rejects.toThrow(/no room.*what you wrote is kept/);
  await outbox.drain();
  expect(await outbox.list()).toEqual([]);
  expect(world.hub.posts).toBe(0);
  full = false;
  await outbox.submit(report);
  await outbox.drain();
  expect(world.hub.with(report.reference)).toHaveLength(1);
});

test('the room runs out before the POST: it does not leave, and is tried again by the alarm', async () => {
  const world = makeWorld();
  let full = false;
  const outbox = startWorker(world, { db: smallDisk(world, () => full) });
  const report = makeReport();
  await outbox.submit(report);
  full = true;
  await expect(outbox.drain()).rejects.toThrow();
  expect(world.hub.posts).toBe(0);
  expect(world.alarm.at).toBe(T0 + FIRST_BACKOFF_MS);
  full = false;
  world.clock.now = world.alarm.at!;
  await outbox.drain();
  expect((await outbox.get(report.id))!.state).toBe('confirmed');
});

test('the room runs out while the POST is under way: found on the Hub later, not sent again', async () => {
  const world = makeWorld();
  let full = false;
  const outbox = startWorker(world, { db: smallDisk(world, () => full && world.hub.posts > 0) });
  const report = makeReport();
  await outbox.submit(report);
  full = true;
  await expect(outbox.drain()).rejects.toThrow();
  expect((await outbox.get(report.id))!.state).toBe('sending');
  full = false;
  world.clock.now += LEASE_MS;
  await outbox.drain();
  await runOut(world, outbox);
  expect((await outbox.get(report.id))!.state).toBe('confirmed');
  expect(world.hub.posts).toBe(1);
});

test('an upgrade in mid-send: what the version before left under way is found, not sent again', async () => {
  const world = makeWorld();
  const report = makeReport();
  // As version 3 of the database had it, with a POST that the Hub took.
  const before = await openDB('old', 3, {
    upgrade(db) {
      for (const name of ['outbox', 'drafts', 'policy-pages', 'verdicts', 'vault', 'meta', 'index'])
        db.createObjectStore(name, { keyPath: name === 'outbox' ? 'id' : 'key' });
      db.createObjectStore('policies', { keyPath: ['kind', 'hash'] });
    },
  });
  const row = (id: string, state: string) => ({
    id,
    report: { ...report, id },
    title: '🚩 Report: Spam',
    body: `Reference ${report.reference}.`,
    state,
    since: T0,
    attempts: 1,
    nextAt: T0 + LEASE_MS,
    postedAt: T0,
    after: 0,
    unanswered: true,
    isReport: null,
    history: [{ state, at: T0 }],
  });
  await before.put('outbox', row(report.id, 'sending'));
  before.close();
  world.hub.write('🚩 Report: Spam', `Reference ${report.reference}.`);
  world.open = createDatabase('old');
  const outbox = startWorker(world);
  await outbox.drain();
  await runOut(world, outbox);
  expect(await outbox.get(report.id)).toMatchObject({ state: 'confirmed', discussion: 1, errands: [] });
  expect(world.hub.posts).toBe(0);
  await outbox.say(report.id, 'And on it goes.');
  await outbox.drain();
  expect(world.hub.thread(1).comments).toHaveLength(1);
});

test('a newer version opens the database under us: we let go of it, and nothing is acknowledged that is not written', async () => {
  const world = makeWorld();
  world.open = createDatabase('newer');
  const outbox = startWorker(world);
  const first = await outbox.submit(makeReport());
  const newer = await openDB('newer', 99);
  await expect(outbox.submit(makeReport())).rejects.toThrow();
  expect((await newer.getAll('outbox')).map(({ id }: { id: string }) => id)).toEqual([first.id]);
  newer.close();
});

test('two profiles, one account: each finds only its own', async () => {
  const [one, two] = [makeWorld(), makeWorld()];
  two.hub = one.hub;
  one.hub.fates = ['lost-after', 'lost-before'];
  const [a, b] = [startWorker(one), startWorker(two)];
  const [first, second] = [makeReport(), makeReport()];
  await a.submit(first);
  await b.submit(second);
  await a.drain();
  await b.drain();
  await runOut(one, a);
  await runOut(two, b);
  expect((await a.get(first.id))!.discussion).toBe(1);
  expect((await b.get(second.id))!.discussion).toBe(2);
  expect(one.hub.threads).toHaveLength(2);
});
