import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { createDatabase, openDb } from '../../../lib/platform/db.ts';

/** The database as version 1 made it. */
async function makeVersion1(name: string) {
  const db = await openDB(name, 1, {
    upgrade(made) {
      made.createObjectStore('outbox', { keyPath: 'id' });
      made.createObjectStore('drafts', { keyPath: 'key' });
      made.createObjectStore('verdicts', { keyPath: 'key' }).createIndex('at', 'at');
      made.createObjectStore('policies', { keyPath: 'hash' });
      made.createObjectStore('vault', { keyPath: 'key' });
      made.createObjectStore('meta', { keyPath: 'key' });
    },
  });
  const rows = {
    outbox: { id: '1', state: 'queued', report: { text: 'kept' } },
    drafts: { key: 'model:a/b', text: 'half a' },
    verdicts: { key: 'model:o/a', nfaa: true, at: 5 },
    policies: { hash: 'h', firstSeen: 1, lastSeen: 2, data: {} },
    vault: { key: 'token', token: 'hf_x' },
    meta: { key: 'm', value: 3 },
  };
  for (const [store, row] of Object.entries(rows)) await db.put(store, row);
  db.close();
  return rows;
}

test('an upgrade from version 1 loses nothing', async () => {
  const rows = await makeVersion1('upgrade');
  const db = await openDb('upgrade');
  for (const [store, row] of Object.entries(rows)) expect(await db.getAll(store as 'meta')).toEqual([row]);
  expect(await db.getAllFromIndex('verdicts', 'at')).toHaveLength(1);
  await db.put('index', { key: 'a/model/0', hashes: Float64Array.of(1, 2 ** 41) });
  expect((await db.get('index', 'a/model/0'))?.hashes).toEqual(Float64Array.of(1, 2 ** 41));
  db.close();
});

test('a new one has the same stores', async () => {
  await makeVersion1('old');
  const [old, fresh] = [await openDb('old'), await openDb('fresh')];
  expect([...fresh.objectStoreNames]).toEqual([...old.objectStoreNames]);
  old.close();
  fresh.close();
});

test('a lost connection is opened again', async () => {
  const db = createDatabase('lost');
  const first = await db();
  expect(await db()).toBe(first);
  // A newer version of us wants it.
  const newer = await openDB('lost', first.version + 1);
  newer.close();
  await expect(db()).rejects.toThrow();
});
