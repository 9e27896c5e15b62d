import { expect, test } from 'vitest';
import { outboxRecordSchema } from '../../../lib/report/report.ts';
import { LEASE_MS, NEVER } from '../../../lib/report/waits.ts';
import { type Fate, makeReport, makeWorld, runOut, startWorker, T0 } from './fakes.ts';

test('a report goes out once, is read back and confirmed', async () => {
  const world = makeWorld();
  const seen: string[] = [];
  const outbox = startWorker(world, { onChange: (record) => void seen.push(record.state) });
  const report = makeReport();
  const queued = await outbox.submit(report);
  expect(queued.state).toBe('queued');
  expect(world.hub.posts, 'acknowledged before anything is sent').toBe(0);
  await outbox.drain();
  const record = await outbox.get(report.id);
  expect(record).toMatchObject({
    state: 'confirmed',
    discussion: 1,
    isReport: false,
    attempts: 1,
    confirmedAt: T0,
    url: 'https://huggingface.co/owner/name/discussions/1',
  });
  expect(outboxRecordSchema.parse(record)).toBeTruthy();
  expect(seen).toEqual(['queued', 'sending', 'sent', 'confirmed']);
  expect(record!.history.map(({ state }) => state)).toEqual(seen);
  expect(await outbox.nextDue()).toBeNull();
});

test('isReport is what the Hub says, and null when it does not', async () => {
  for (const said of [true, false, undefined]) {
    const world = makeWorld();
    world.hub.isReport = said;
    const outbox = startWorker(world);
    const { id } = await outbox.submit(makeReport());
    await outbox.drain();
    expect((await outbox.get(id))!.isReport).toBe(said ?? null);
  }
});

test('an alarm is set before the POST leaves', async () => {
  const world = makeWorld();
  const outbox = startWorker(world, {
    api: {
      ...world.hub.api,
      createDiscussion: async (...args) => {
        expect(world.alarm.at).toBe(T0 + LEASE_MS);
        expect((await outbox.list())[0]!.state).toBe('sending');
        return world.hub.api.createDiscussion(...args);
      },
    },
  });
  await outbox.submit(makeReport());
  await outbox.drain();
  expect(world.hub.posts).toBe(1);
});

test('double submit: one record, one discussion', async () => {
  const world = makeWorld();
  const outbox = startWorker(world);
  const report = makeReport();
  await Promise.all([
    outbox.submit(report),
    outbox.submit(report),
    outbox.submit({ ...report, text: 'other' }),
  ]);
  await Promise.all([outbox.drain(), outbox.drain()]);
  await outbox.submit(report);
  await outbox.drain();
  expect(await outbox.list()).toHaveLength(1);
  expect(world.hub.with(report.reference)).toHaveLength(1);
});

test('a report submitted while a drain ends is still sent', async () => {
  const world = makeWorld();
  const outbox = startWorker(world);
  await outbox.submit(makeReport());
  const first = outbox.drain();
  await outbox.submit(makeReport());
  await Promise.all([first, outbox.drain()]);
  expect((await outbox.list()).map(({ state }) => state)).toEqual(['confirmed', 'confirmed']);
});

test('two workers at once: one POST', async () => {
  for (let i = 0; i < 10; i++) {
    const world = makeWorld();
    const [a, b] = [startWorker(world), startWorker(world)];
    const report = makeReport();
    await Promise.all([a.submit(report), b.submit(report)]);
    await Promise.all([a.drain(), b.drain()]);
    await runOut(world, a);
    expect(world.hub.posts).toBe(1);
    expect((await b.get(report.id))!.state).toBe('confirmed');
  }
});

const LOST: [string, Fate, number][] = [
  ['dropped after the write', 'lost-after', 1],
  ['dropped before the write', 'lost-before', 2],
  ['a page instead of an answer', 'html', 1],
  ['written 25 s after we gave up', 'late', 1],
  ['500', { refuse: { kind: 'server', wrote: 'maybe', status: 500 } }, 2],
];
test.each(LOST)('%s: looked for, then sent only if it is not there', async (_name, fate, posts) => {
  const world = makeWorld();
  world.hub.fates = [fate];
  const outbox = startWorker(world);
  const report = makeReport();
  await outbox.submit(report);
  await outbox.drain();
  expect(await outbox.get(report.id)).toMatchObject({ state: 'checking', unanswered: true });
  expect((await outbox.get(report.id))!.problem).toMatch(/look on the Hub first/);
  await runOut(world, outbox);
  expect(await outbox.get(report.id)).toMatchObject({ state: 'confirmed', attempts: posts });
  expect(world.hub.with(report.reference)).toHaveLength(1);
  expect(world.hub.posts).toBe(posts);
});

test('a lost answer is not answered by another POST before the lease ended', async () => {
  const world = makeWorld();
  world.hub.fates = ['lost-before'];
  const outbox = startWorker(world);
  await outbox.submit(makeReport());
  await outbox.drain();
  while (world.hub.posts < 2) {
    const at = (await outbox.nextDue())!;
    world.clock.now = at;
    await outbox.drain();
  }
  expect(world.clock.now).toBeGreaterThanOrEqual(T0 + LEASE_MS);
});

test('offline for a day: stays, then goes out once', async () => {
  const world = makeWorld();
  world.hub.fates = ['lost-before'];
  world.hub.down = { kind: 'network', wrote: 'no' };
  const outbox = startWorker(world);
  const report = makeReport();
  await outbox.submit(report);
  await outbox.drain();
  while (world.clock.now < T0 + 24 * 3_600_000) {
    world.clock.now = (await outbox.nextDue())!;
    await outbox.drain();
    expect((await outbox.get(report.id))!.state).toBe('checking');
  }
  expect(world.hub.reads, 'politely').toBeLessThan(60);
  world.hub.down = null;
  await runOut(world, outbox);
  expect((await outbox.get(report.id))!.state).toBe('confirmed');
  expect(world.hub.with(report.reference)).toHaveLength(1);
});

test('a fate that stays unknown ends as failed, and retry looks before it sends', async () => {
  const world = makeWorld();
  world.hub.fates = ['lost-after'];
  const outbox = startWorker(world);
  const report = makeReport();
  await outbox.submit(report);
  world.hub.down = { kind: 'gone-or-private', wrote: 'no', status: 401 };
  await outbox.drain();
  await runOut(world, outbox);
  expect(await outbox.get(report.id)).toMatchObject({ state: 'failed', unanswered: true });
  world.hub.down = null;
  expect((await outbox.retry(report.id))!.state).toBe('checking');
  await outbox.drain();
  expect((await outbox.get(report.id))!.state).toBe('confirmed');
  expect(world.hub.posts).toBe(1);
});

test('429: waits until the Hub says so, then sends; it is no attempt', async () => {
  const world = makeWorld();
  world.hub.fates = [{ refuse: { kind: 'rate-limited', wrote: 'no', status: 429, retryAt: T0 + 236_000 } }];
  const outbox = startWorker(world);
  const report = makeReport();
  await outbox.submit(report);
  await outbox.drain();
  expect(await outbox.get(report.id)).toMatchObject({
    state: 'queued',
    attempts: 0,
    nextAt: T0 + 236_000,
    unanswered: false,
  });
  expect(world.alarm.at).toBe(T0 + 236_000);
  world.clock.now = T0 + 235_000;
  await outbox.drain();
  expect(world.hub.posts).toBe(1);
  await runOut(world, outbox);
  expect(await outbox.get(report.id)).toMatchObject({ state: 'confirmed', attempts: 1 });
});

test('429 without a time: waits grow', async () => {
  const world = makeWorld();
  world.hub.fates = Array(4).fill({ refuse: { kind: 'rate-limited', wrote: 'no', status: 429 } });
  const outbox = startWorker(world);
  await outbox.submit(makeReport());
  await outbox.drain();
  const waits: number[] = [];
  for (let i = 0; i < 4; i++) {
    const at = (await outbox.nextDue())!;
    waits.push(at - world.clock.now);
    world.clock.now = at;
    await outbox.drain();
  }
  expect(waits.every((wait, i) => i === 0 || wait > waits[i - 1]!)).toBe(true);
  expect((await outbox.list())[0]!.state).toBe('confirmed');
});

test.each([
  ['unauthorised', 401],
  ['forbidden', 403],
  ['not-found', 404],
  ['invalid', 400],
  ['discussions-disabled', 403],
] as const)('%s: failed with a sentence; mended, it can be sent again', async (kind, status) => {
  const world = makeWorld();
  world.hub.fates = [{ refuse: { kind, status, wrote: 'no' } }];
  let doubts = 0;
  const outbox = startWorker(world, {
    doubt: async () => {
      doubts++;
    },
  });
  const report = makeReport();
  await outbox.submit(report);
  await outbox.drain();
  const record = (await outbox.get(report.id))!;
  expect(record.state).toBe('failed');
  expect(record.problem).toMatch(/^[A-Z].{30,}\.$/);
  expect(doubts, 'only a sign-in that was refused is doubted').toBe(kind === 'unauthorised' ? 1 : 0);
  expect(await outbox.nextDue()).toBeNull();
  expect((await outbox.retry(report.id))!.state).toBe('queued');
  await outbox.drain();
  expect((await outbox.get(report.id))!.state).toBe('confirmed');
});

test('without a token it fails, with what to do; a vault in trouble is tried again', async () => {
  const world = makeWorld();
  const outbox = startWorker(world, { token: async () => null });
  const { id } = await outbox.submit(makeReport());
  await outbox.drain();
  expect(await outbox.get(id)).toMatchObject({ state: 'failed', attempts: 0 });
  expect((await outbox.get(id))!.problem).toMatch(/[Ss]ign in again in the options/);

  const other = startWorker(makeWorld(), { token: () => Promise.reject(new Error('vault')) });
  const second = await other.submit(makeReport());
  await other.drain();
  expect((await other.get(second.id))!.state).toBe('queued');
});

test('never arrives: gives up after some attempts and offers another way', async () => {
  const world = makeWorld();
  world.hub.fates = Array(20).fill('lost-before');
  const outbox = startWorker(world);
  const { id } = await outbox.submit(makeReport());
  await outbox.drain();
  await runOut(world, outbox);
  expect(await outbox.get(id)).toMatchObject({ state: 'failed', attempts: 5, unanswered: false });
  expect((await outbox.get(id))!.problem).toMatch(/form|mail/);
});

test('sent but unreadable: stays sent, looked at ever more rarely, then left alone', async () => {
  const world = makeWorld();
  const outbox = startWorker(world);
  const { id } = await outbox.submit(makeReport());
  world.hub.down = { kind: 'server', wrote: 'no', status: 502 };
  await outbox.drain();
  expect(await outbox.get(id)).toMatchObject({ state: 'sent', discussion: 1 });
  await runOut(world, outbox);
  expect(await outbox.get(id)).toMatchObject({ state: 'sent', nextAt: NEVER });
  world.hub.down = null;
  await outbox.retry(id);
  await outbox.drain();
  expect((await outbox.get(id))!.state).toBe('confirmed');
  expect(world.hub.posts).toBe(1);
});
