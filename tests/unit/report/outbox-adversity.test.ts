/** Clocks, crowds, sleep, other routes: what else can befall an outbox. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outboxRecordSchema } from '../../../lib/report/report.ts';
import { LEASE_MS, NEVER } from '../../../lib/report/waits.ts';
import { type Fate, makeReport, makeWorld, runOut, startWorker, T0 } from './fakes.ts';

test('the clock goes backwards while a POST is unanswered: nothing is sent twice, nothing is stuck', async () => {
  for (const jump of [-2_000, -3_600_000, -400 * 86_400_000]) {
    const world = makeWorld();
    world.hub.fates = ['late'];
    const outbox = startWorker(world);
    const report = makeReport();
    await outbox.submit(report);
    await outbox.drain();
    // The Hub's own time goes on: its pending write is done 25 s later, whatever our clock says.
    world.hub.with(report.reference);
    world.clock.now += jump;
    await outbox.drain();
    expect(world.hub.posts).toBe(1);
    world.clock.now = T0 + 26_000;
    world.hub.with(report.reference);
    world.clock.now += jump;
    await runOut(world, outbox);
    expect((await outbox.get(report.id))!.state).toBe('confirmed');
    expect(world.hub.with(report.reference)).toHaveLength(1);
  }
});

test('a clock that is a year wrong does not hide our own discussion', async () => {
  const world = makeWorld();
  world.clock.now = T0 + 365 * 86_400_000;
  world.hub.write('An old thread', 'hello', 'someone');
  world.hub.fates = ['lost-after'];
  const outbox = startWorker(world);
  const report = makeReport({ createdAt: world.clock.now });
  await outbox.submit(report);
  await outbox.drain();
  await runOut(world, outbox);
  expect(world.hub.with(report.reference)).toHaveLength(1);
  expect(world.hub.posts).toBe(1);
});

test('found among many threads, without knowing who sent it', async () => {
  const world = makeWorld();
  for (let i = 0; i < 120; i++) world.hub.write('🚩 Report: Spam', `thread ${i}`, `user-${i}`);
  world.hub.fates = ['lost-after'];
  const outbox = startWorker(world, { account: async () => null });
  const report = makeReport();
  await outbox.submit(report);
  await outbox.drain();
  for (let i = 0; i < 5; i++) world.hub.write('🚩 Report: Spam', 'me too', 'other');
  await runOut(world, outbox);
  expect(await outbox.get(report.id)).toMatchObject({ state: 'confirmed', discussion: 121 });
});

test('cannot see far enough: says so instead of sending again', async () => {
  const world = makeWorld();
  world.hub.fates = ['lost-before'];
  const outbox = startWorker(world, { account: async () => null });
  const { id } = await outbox.submit(makeReport());
  await outbox.drain();
  for (let i = 0; i < 90; i++) world.hub.write('🚩 Report: Spam', `flood ${i}`, `user-${i}`);
  await runOut(world, outbox);
  expect(await outbox.get(id)).toMatchObject({ state: 'failed', unanswered: true });
  expect(world.hub.posts).toBe(1);
});

test('a worker that slept between the commit and the POST does not send any more in that turn', async () => {
  const world = makeWorld();
  let slept = false;
  const outbox = startWorker(world, {
    schedule: (at) => {
      world.alarm.at = at;
      if (!slept && at === T0 + LEASE_MS) {
        slept = true;
        world.clock.now += 3_600_000;
      }
    },
  });
  const report = makeReport();
  await outbox.submit(report);
  await outbox.drain();
  expect(slept).toBe(true);
  expect((await outbox.get(report.id))!.history.map(({ state }) => state)).toEqual([
    'queued',
    'sending',
    'queued',
    'sending',
    'sent',
    'confirmed',
  ]);
  expect(world.hub.posts).toBe(1);
});

test('the answer of a POST counts even when the lease ended meanwhile', async () => {
  const world = makeWorld();
  let release!: () => void;
  const gate = new Promise<void>((go) => {
    release = go;
  });
  const a = startWorker(world, {
    api: {
      ...world.hub.api,
      createDiscussion: async (...args) => {
        const created = await world.hub.api.createDiscussion(...args);
        await gate;
        return created;
      },
    },
  });
  const b = startWorker(world);
  const report = makeReport();
  await a.submit(report);
  const draining = a.drain();
  while (world.hub.posts === 0) await new Promise((go) => setImmediate(go));
  world.hub.down = { kind: 'server', wrote: 'no' };
  world.clock.now += LEASE_MS;
  await b.drain();
  expect((await b.get(report.id))!.state).toBe('checking');
  world.hub.down = null;
  release();
  await draining;
  expect((await b.get(report.id))!.state).toBe('confirmed');
  expect(world.hub.posts).toBe(1);
});

test('handed over to the form: looked for ever more rarely, confirmed when seen', async () => {
  const world = makeWorld();
  const outbox = startWorker(world);
  const report = makeReport({ route: 'public-form' });
  const record = await outbox.submit(report);
  expect(record.state).toBe('handed-over');
  await outbox.drain();
  expect(world.hub.reads).toBe(0);
  await runOut(world, outbox);
  expect(await outbox.get(report.id)).toMatchObject({ state: 'handed-over', nextAt: NEVER });
  expect(world.clock.now - T0).toBeGreaterThan(24 * 3_600_000);
  world.hub.write('🚩 Report: Spam (edited)', record.body, 'somebody');
  expect(await outbox.check(report.id)).toMatchObject({ state: 'confirmed', discussion: 1 });
  expect(world.hub.posts).toBe(0);
});

test('mail: handed over, nothing is ever asked of the Hub', async () => {
  const world = makeWorld();
  const outbox = startWorker(world);
  const { id } = await outbox.submit(makeReport({ route: 'private-mail', desk: 'safety' }));
  await outbox.drain();
  await outbox.retry(id);
  await outbox.check(id);
  await outbox.drain();
  expect(await outbox.get(id)).toMatchObject({ state: 'handed-over', nextAt: NEVER });
  expect(world.hub.posts + world.hub.reads).toBe(0);
});

test('minors: no way to the Hub, no text kept', async () => {
  const world = makeWorld();
  const outbox = startWorker(world);
  for (const route of ['public-api', 'public-form'] as const)
    await expect(outbox.submit(makeReport({ topicId: 'minors-sexual', route }))).rejects.toThrow(/private/);
  const mail = await outbox.submit(
    makeReport({ topicId: 'minors-sexual', route: 'private-mail', text: 'SECRET WORDS' }),
  );
  expect(JSON.stringify(mail)).not.toContain('SECRET');
  // Even one that found its way into the database by another door.
  const db = await world.open();
  const forged = {
    ...mail,
    report: { ...mail.report, route: 'public-api' as const },
    state: 'queued' as const,
    nextAt: 0,
  };
  await db.put('outbox', forged);
  await outbox.drain();
  expect((await outbox.get(mail.id))!.state).toBe('failed');
  expect(world.hub.posts + world.hub.reads).toBe(0);
});

test('cancel takes back only what has not left; forget forgets, but not in mid-air', async () => {
  const world = makeWorld();
  const outbox = startWorker(world);
  const early = await outbox.submit(makeReport());
  expect((await outbox.cancel(early.id))!.state).toBe('cancelled');
  await outbox.drain();
  expect(world.hub.posts).toBe(0);
  const done = await outbox.submit(makeReport());
  await outbox.drain();
  expect((await outbox.cancel(done.id))!.state).toBe('confirmed');
  await outbox.forget(done.id);
  expect(await outbox.get(done.id)).toBeNull();
  const db = await world.open();
  await db.put('outbox', { ...early, state: 'sending' });
  await expect(outbox.forget(early.id)).rejects.toThrow(/Wait a minute/);
  expect(await outbox.cancel(crypto.randomUUID())).toBeNull();
  expect(await outbox.retry(crypto.randomUUID())).toBeNull();
});

test('whatever happens to POSTs and whenever the Hub is down: at most one discussion, never a lost record', async () => {
  const fate = fc.constantFrom<Fate>(
    'ok',
    'lost-before',
    'lost-after',
    'html',
    'late',
    { refuse: { kind: 'rate-limited', wrote: 'no', status: 429 } },
    { refuse: { kind: 'server', wrote: 'maybe', status: 503 } },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fate, { maxLength: 4 }),
      fc.array(fc.boolean(), { maxLength: 8 }),
      async (fates, downs) => {
        const world = makeWorld();
        world.hub.fates = [...fates];
        const outbox = startWorker(world);
        const report = makeReport();
        await outbox.submit(report);
        for (const down of downs) {
          world.hub.down = down ? { kind: 'network', wrote: 'no' } : null;
          await outbox.drain();
          world.clock.now = Math.max(world.clock.now, (await outbox.nextDue()) ?? 0);
        }
        world.hub.down = null;
        await outbox.drain();
        await runOut(world, outbox);
        expect((await outbox.get(report.id))!.state).toBe('confirmed');
        expect(world.hub.with(report.reference)).toHaveLength(1);
      },
    ),
    { numRuns: 60 },
  );
});

test('handed to the Hub’s dialog and found there: tied once, and handed over again when that is taken back', async () => {
  const world = makeWorld();
  const outbox = startWorker(world);
  const { id } = await outbox.submit(makeReport({ route: 'hub-dialog' }));
  const at = { num: 7, url: 'https://huggingface.co/owner/name/discussions/7' };
  expect(await outbox.tie(id, null), 'nothing to take back').toBe(false);
  expect(await outbox.tie(id, at)).toBe(true);
  expect(await outbox.tie(id, { ...at, num: 8 }), 'a second time').toBe(false);
  const tied = await outbox.get(id);
  expect(tied).toMatchObject({
    state: 'confirmed',
    discussion: 7,
    url: at.url,
    isReport: true,
    nextAt: NEVER,
  });
  expect(outboxRecordSchema.parse(tied)).toBeTruthy();

  expect(await outbox.tie(id, null)).toBe(true);
  const back = await outbox.get(id);
  expect(back).toMatchObject({ state: 'handed-over', isReport: null, nextAt: NEVER });
  expect(back!.discussion).toBeUndefined();
  expect(outboxRecordSchema.parse(back)).toBeTruthy();
  expect(world.hub.posts, 'nothing is ever posted for it').toBe(0);
});

test('no other report is tied by hand: one of ours is found by its reference', async () => {
  const outbox = startWorker(makeWorld());
  const { id } = await outbox.submit(makeReport({ route: 'public-form' }));
  expect(await outbox.tie(id, { num: 7, url: 'https://huggingface.co/owner/name/discussions/7' })).toBe(
    false,
  );
});
