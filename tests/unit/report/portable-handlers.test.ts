/** Export and import in the worker: one transaction, once a press, undone as a whole; and nothing is sent of it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createOutbox } from '../../../lib/report/outbox.ts';
import { followExtras } from '../../../lib/report/portable-extras.ts';
import { type PortableExtras, portableHandlers } from '../../../lib/report/portable-handlers.ts';
import type { OutboxRecord } from '../../../lib/report/report.ts';
import { FakeHub, freshDatabase } from './fakes.ts';
import { makeRecord, NOW } from './portable-arb.ts';

const asker = { kind: 'page' as const };
let open: ReturnType<typeof freshDatabase>;
let notes: Map<string, string>;
let handlers: ReturnType<typeof portableHandlers>;

const extras: PortableExtras = {
  all: async () =>
    new Map([...notes].map(([id, note]) => [id, { note, timeline: [{ at: NOW, text: 'seen' }] }])),
  keepNote: async (id, note) => void (note === '' ? notes.delete(id) : notes.set(id, note)),
};

beforeEach(() => {
  open = freshDatabase();
  notes = new Map();
  handlers = portableHandlers({ db: open, now: () => NOW, extras });
});

const put = async (...records: OutboxRecord[]) => {
  for (const one of records) await (await open()).put('outbox', one);
};
const all = async () => (await open()).getAll('outbox');
const out = async (includePrivate = true) =>
  (await handlers['reports.export']({ format: 'json', includePrivate }, asker)).text;
const take = (text: string, dry = false, press: string = crypto.randomUUID()) =>
  handlers['reports.import']({ text, dry, press }, asker);
const undo = () => handlers['reports.import-undo']({}, asker);

/** What was exported elsewhere. */
async function fileOf(...records: OutboxRecord[]): Promise<string> {
  const elsewhere = freshDatabase();
  for (const one of records) await (await elsewhere()).put('outbox', one);
  const there = portableHandlers({ db: elsewhere, now: () => NOW, extras });
  return (await there['reports.export']({ format: 'json', includePrivate: true }, asker)).text;
}

describe('export', () => {
  test('newest first, with notes and what was seen', async () => {
    const [old, young] = [makeRecord({ report: { createdAt: 1 } }), makeRecord({ report: { createdAt: 2 } })];
    await put(old, young);
    notes.set(old.id, 'mine');
    const { records } = JSON.parse(await out());
    expect(records.map(({ id }: OutboxRecord) => id)).toEqual([young.id, old.id]);
    expect(records[1]).toMatchObject({ note: 'mine', timeline: [{ at: NOW, text: 'seen' }] });
  });
});

describe('import', () => {
  test('a dry one changes nothing', async () => {
    const file = await fileOf(makeRecord());
    expect(await take(file, true)).toMatchObject({
      added: 1,
      sample: [{ topic: 'Spam', place: 'owner/name' }],
    });
    expect(await all()).toEqual([]);
    expect(await undo()).toEqual({ removed: 0, restored: 0 });
  });

  test('adds, says how many were never sent, keeps notes', async () => {
    const [done, waiting] = [makeRecord(), makeRecord({ state: 'queued', nextAt: NOW })];
    notes.set(done.id, 'mine');
    const file = await fileOf(done, waiting);
    notes.clear();
    expect(await take(file)).toMatchObject({ added: 2, unsent: 1, known: 0, refused: 0 });
    expect((await all()).map(({ state }) => state).sort()).toEqual(['cancelled', 'confirmed']);
    expect([...notes]).toEqual([[done.id, 'mine']]);
    expect(await take(file)).toMatchObject({ added: 0, known: 2 });
  });

  test('the same press twice is done and answered once', async () => {
    const file = await fileOf(makeRecord());
    const press = crypto.randomUUID();
    const first = await take(file, false, press);
    expect(first.added).toBe(1);
    expect(await take(file, false, press)).toEqual(first);
    expect(await undo()).toEqual({ removed: 1, restored: 0 });
  });

  test('a bad file leaves everything as it was, also the way back', async () => {
    await take(await fileOf(makeRecord()));
    const before = await all();
    await expect(take('nonsense')).rejects.toThrow(/not JSON/);
    expect(await all()).toEqual(before);
    expect(await undo()).toMatchObject({ removed: 1 });
  });

  test('nothing of it is sent: not by the queue, not by pressing Try again', async () => {
    const states = [
      'queued',
      'sending',
      'checking',
      'failed',
      'sent',
      'confirmed',
      'handed-over',
      'cancelled',
    ] as const;
    const file = await fileOf(
      ...states.map((state) => makeRecord({ state, nextAt: NOW, unanswered: state === 'checking' })),
    );
    await take(file);
    const hub = new FakeHub(() => NOW);
    const outbox = createOutbox({
      db: open,
      api: hub.api as never,
      token: async () => 'hf_test',
      now: () => NOW,
      schedule: () => {},
    });
    expect(await outbox.nextDue()).toBeNull();
    await outbox.drain();
    for (const { id } of await all()) {
      await outbox.retry(id);
      await outbox.cancel(id);
    }
    await outbox.drain();
    expect(hub.posts).toBe(0);
  });

  test('nothing is touched that is under way here', async () => {
    const here = makeRecord({ state: 'queued', nextAt: NOW });
    await put(here);
    expect(await take(await fileOf({ ...here, state: 'confirmed' }))).toMatchObject({
      known: 1,
      underWay: 1,
    });
    expect(await all()).toEqual([here]);
  });
});

describe('undo', () => {
  test('removes what came in and gives back what was changed, and only that', async () => {
    const [mine, changed, file] = [
      makeRecord(),
      makeRecord({ state: 'handed-over', isReport: null }),
      makeRecord(),
    ];
    await put(mine, changed);
    const before = await all();
    const { added, updated } = await take(
      await fileOf({ ...changed, state: 'confirmed', isReport: true }, file),
    );
    expect([added, updated]).toEqual([1, 1]);
    const during = (await all()).find(({ id }) => id === changed.id)!;
    expect(during).toMatchObject({ state: 'confirmed', isReport: true, body: changed.body });
    expect(await undo()).toEqual({ removed: 1, restored: 1 });
    expect(await all()).toEqual(before);
    expect(await undo()).toEqual({ removed: 0, restored: 0 });
  });

  test('leaves what has moved on since', async () => {
    const changed = makeRecord({ state: 'handed-over' });
    await put(changed);
    await take(await fileOf({ ...changed, state: 'sent' }));
    const moved = { ...(await all())[0]!, state: 'confirmed' as const };
    await put(moved);
    expect(await undo()).toEqual({ removed: 0, restored: 0 });
    expect(await all()).toEqual([moved]);
  });

  test('keeps no words of what it takes back', async () => {
    await take(await fileOf(makeRecord({ report: { text: 'Zq1xPrivate1' } })));
    const row = await (await open()).get('meta', 'reports-import');
    expect(JSON.stringify(row)).not.toContain('Zq1xPrivate1');
  });
});

describe('what is kept beside the outbox', () => {
  test('notes and entries of what is followed, in order; notes go back the same way', async () => {
    const entry = (at: number, sentence: string) => ({
      key: sentence,
      what: 'reply' as const,
      at,
      observedAt: NOW,
      sentence,
    });
    const kept: [string, string][] = [];
    const beside = followExtras({
      all: async () => [{ id: 'x', note: 'mine', entries: [entry(2, 'second'), entry(1, 'first')] }] as never,
      note: async (id, note) => {
        kept.push([id, note]);
        return {} as never;
      },
    });
    expect((await beside.all()).get('x')).toEqual({
      note: 'mine',
      timeline: [
        { at: 1, text: 'first' },
        { at: 2, text: 'second' },
      ],
    });
    await beside.keepNote('x', 'new');
    expect(kept).toEqual([['x', 'new']]);
  });
});
