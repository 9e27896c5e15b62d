import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { createDatabase, openDb } from '../../../lib/platform/db.ts';
import { buildDocument, type PolicyDocument } from '../../../lib/policy/document.ts';

const text = (words: string): PolicyDocument =>
  buildDocument([{ kind: 'clause', text: words }], { printedDate: '2023-08-30' });
/** A row of the policy's store as versions 1 and 2 wrote it. */
const policy = (words: string, firstSeen: number, lastSeen: number) => {
  const document = text(words);
  return {
    hash: document.hash,
    firstSeen,
    lastSeen,
    data: { document: structuredClone(document), url: 'https://huggingface.co/content-policy' },
  };
};

/** The database as version 1 made it. */
async function makeVersion1(name: string, policies: ReturnType<typeof policy>[] = []) {
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
    vault: { key: 'token', token: 'hf_x' },
    meta: { key: 'm', value: 3 },
  };
  for (const [store, row] of Object.entries(rows)) await db.put(store, row);
  for (const row of policies) await db.put('policies', row);
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

test('an upgrade from version 2 keeps every text of the policy, with what became of it', async () => {
  const rows = [
    policy('Rules are rules.', 100, 900),
    policy('Rules are rules, and more.', 300, 500),
    { ...policy('Damaged', 700, 700), hash: 'not its hash' },
  ];
  await makeVersion1('policies', rows);
  const db = await openDb('policies');
  const kept = (await db.getAll('policies')).sort((a, b) => a.firstSeen! - b.firstSeen!);
  expect(kept).toMatchObject([
    // Seen last, so the Hub had gone back to it.
    {
      kind: 'content-policy',
      hash: rows[0]!.hash,
      firstSeen: 100,
      lastSeen: 900,
      since: 900,
      change: 'silent',
      previous: rows[1]!.hash,
    },
    {
      kind: 'content-policy',
      hash: rows[1]!.hash,
      firstSeen: 300,
      lastSeen: 500,
      since: 300,
      change: 'silent',
      previous: rows[0]!.hash,
    },
  ]);
  expect(kept.map(({ document }) => document)).toEqual(rows.slice(0, 2).map(({ data }) => data.document));
  expect(
    kept.every(
      ({ origin, complete, printedDate }) => origin === 'read' && complete && printedDate === '2023-08-30',
    ),
  ).toBe(true);
  // One of two kinds may have the same words.
  await db.put('policies', { ...kept[0]!, kind: 'terms-of-service' });
  expect(await db.count('policies')).toBe(3);
  db.close();
});

test('an upgrade from version 4 keeps every row, and has room for pictures', async () => {
  const rows = {
    outbox: { id: '1', state: 'queued', report: { text: 'kept' } },
    errands: { id: '2', state: 'queued' },
    follows: { id: '1', note: 'mine' },
    drafts: { key: 'model:a/b', text: 'half a' },
    vault: { key: 'token', token: 'hf_x' },
    meta: { key: 'm', value: 3 },
  };
  const old = await openDB('from-4', 4, {
    upgrade(made) {
      for (const name of ['outbox', 'errands', 'follows']) made.createObjectStore(name, { keyPath: 'id' });
      for (const name of ['drafts', 'verdicts', 'vault', 'meta', 'index'])
        made.createObjectStore(name, { keyPath: 'key' });
      made.createObjectStore('policies', { keyPath: ['kind', 'hash'] });
      made.createObjectStore('policy-pages', { keyPath: 'kind' });
    },
  });
  for (const [store, row] of Object.entries(rows)) await old.put(store, row);
  old.close();
  const db = await openDb('from-4');
  for (const [store, row] of Object.entries(rows)) expect(await db.getAll(store as 'meta')).toEqual([row]);
  expect([...db.transaction('pictures').store.indexNames]).toEqual(['owner', 'size']);
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
