/** A comment more in our own thread, and our own thread closed: durable, once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UNDO_MS } from '../../../lib/report/waits.ts';
import { type Fate, makeReport, makeWorld, runOut, startWorker, T0, type World } from './fakes.ts';

async function reported(
  change = {},
): Promise<{ world: World; outbox: ReturnType<typeof startWorker>; id: string }> {
  const world = makeWorld();
  const outbox = startWorker(world);
  const { id } = await outbox.submit(makeReport(change));
  await outbox.drain();
  return { world, outbox, id };
}

test('said in the thread, once, with a reference of its own; the report itself stays as it was', async () => {
  const { world, outbox, id } = await reported();
  const before = await outbox.get(id);
  const record = await outbox.say(id, ' Any news? @staff ');
  expect(record.errands).toMatchObject([{ kind: 'say', text: 'Any news? @staff', state: 'queued' }]);
  await outbox.drain();
  const after = (await outbox.get(id))!;
  const [errand] = after.errands;
  expect(errand).toMatchObject({ state: 'confirmed', comment: 'c1', url: `${before!.url}#c1` });
  expect({ ...after, errands: [] }).toEqual({ ...before, errands: [] });
  const [comment] = world.hub.said(errand!.reference);
  expect(comment!.text).toContain(`Follow-up ${errand!.reference} of report ${after.report.reference}.`);
  expect(comment!.text, 'nobody is pinged').not.toMatch(/@\w/);
  expect((await outbox.list()).map((one) => one.id)).toEqual([id]);
});

test('the same message twice is one errand; other words, or the same much later, are another', async () => {
  const { world, outbox, id } = await reported();
  await Promise.all([outbox.say(id, 'Any news?'), outbox.say(id, 'Any news?')]);
  await outbox.drain();
  await outbox.say(id, 'Any news?');
  await outbox.say(id, 'Thank you.');
  await outbox.drain();
  expect(world.hub.thread(1).comments).toHaveLength(2);
  world.clock.now += 86_400_000;
  await outbox.say(id, 'Any news?');
  await outbox.drain();
  expect(world.hub.thread(1).comments).toHaveLength(3);
  expect((await outbox.get(id))!.errands.map(({ state }) => state)).toEqual(Array(3).fill('confirmed'));
});

test('withdrawn: closed, with a last word or without', async () => {
  for (const words of ['', 'It was mended.']) {
    const { world, outbox, id } = await reported();
    await outbox.withdraw(id, words);
    await outbox.drain();
    expect(world.hub.thread(1).status).toBe('closed');
    expect(world.hub.thread(1).comments.map(({ text }) => text.includes(words))).toEqual(words ? [true] : []);
    expect((await outbox.get(id))!.errands).toMatchObject([{ kind: 'withdraw', state: 'confirmed' }]);
  }
});

test('withdrawn before it left: cancelled, nothing is asked of the Hub', async () => {
  const world = makeWorld();
  const outbox = startWorker(world, { undoMs: UNDO_MS });
  const { id } = await outbox.submit(makeReport());
  expect(await outbox.withdraw(id, 'never mind')).toMatchObject({ state: 'cancelled', errands: [] });
  await runOut(world, outbox);
  expect(world.hub.posts + world.hub.reads).toBe(0);
});

test('an errand can be taken back, sent at once, tried again and forgotten with its report', async () => {
  const world = makeWorld();
  const outbox = startWorker(world, { undoMs: UNDO_MS });
  const report = makeReport();
  await outbox.submit(report);
  await runOut(world, outbox);
  const [first] = (await outbox.say(report.id, 'One')).errands;
  expect(first!.nextAt).toBe(world.clock.now + UNDO_MS);
  expect((await outbox.cancel(first!.id))!.state).toBe('cancelled');
  const second = (await outbox.say(report.id, 'Two')).errands.find(({ text }) => text === 'Two')!;
  await outbox.retry(second.id);
  world.hub.fates = [{ refuse: { kind: 'forbidden', wrote: 'no', status: 403 } }];
  await outbox.drain();
  expect(await outbox.get(second.id)).toMatchObject({ state: 'failed' });
  await outbox.retry(second.id);
  await outbox.drain();
  expect(world.hub.thread(1).comments).toHaveLength(1);
  await outbox.forget(report.id);
  expect(await outbox.get(second.id)).toBeNull();
});

test('what is not possible is said', async () => {
  const { world, outbox, id } = await reported();
  await expect(outbox.say(id, ' ')).rejects.toThrow(/sentence/);
  await expect(outbox.say(crypto.randomUUID(), 'x')).rejects.toThrow(/not known/);
  const mail = await outbox.submit(makeReport({ route: 'private-mail' }));
  await expect(outbox.say(mail.id, 'x')).rejects.toThrow(/private/);
  await expect(outbox.withdraw(mail.id)).rejects.toThrow(/private/);
  const joined = await outbox.submit(
    makeReport({
      route: 'public-comment',
      join: { discussion: 1, title: 'x' },
      target: { ...makeReport().target, repo: { type: 'model', id: 'other/place' } },
    }),
  );
  await outbox.drain();
  await expect(outbox.withdraw(joined.id)).rejects.toThrow(/somebody else/);
  world.hub.thread(1).locked = true;
  const { errands } = await outbox.say(id, 'Locked out');
  await outbox.drain();
  expect(await outbox.get(errands[0]!.id)).toMatchObject({
    state: 'failed',
    problem: expect.stringMatching(/locked/),
  });
  // Closing a locked thread of one's own is left to the Hub to allow.
  await outbox.withdraw(id);
  await outbox.drain();
  expect(world.hub.thread(1).status).toBe('closed');
});

const FATES = fc.constantFrom<Fate>('ok', 'lost-before', 'lost-after', 'html', 'late', {
  refuse: { kind: 'rate-limited', wrote: 'no', status: 429 },
});

test('whatever happens to the POSTs: said once, closed, never lost', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(FATES, { maxLength: 4 }),
      fc.boolean(),
      fc.boolean(),
      async (fates, closes, wordless) => {
        const { world, outbox, id } = await reported();
        world.hub.fates = [...fates];
        if (closes) await outbox.withdraw(id, wordless ? '' : 'Thank you.');
        else await outbox.say(id, 'Any news?');
        await outbox.drain();
        await runOut(world, outbox);
        const [errand] = (await outbox.get(id))!.errands;
        expect(errand!.state).toBe('confirmed');
        expect(world.hub.said(errand!.reference)).toHaveLength(closes && wordless ? 0 : 1);
        expect(world.hub.thread(1).status).toBe(closes ? 'closed' : 'open');
      },
    ),
    { numRuns: 60 },
  );
});

test('closed by somebody else meanwhile: the last word is still said, and no more', async () => {
  const { world, outbox, id } = await reported();
  await outbox.withdraw(id, 'Thank you.');
  world.hub.thread(1).status = 'closed';
  await outbox.drain();
  expect(world.hub.thread(1).comments).toHaveLength(1);
  expect((await outbox.get(id))!.errands[0]!.state).toBe('confirmed');
});

test('minors: no way to a thread, whatever stands in the database, and no words kept', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('minors-sexual', 'childrens-data', 'minors'),
      fc.constantFrom('say' as const, 'withdraw' as const),
      fc.string({ minLength: 1, maxLength: 30 }),
      async (topicId, kind, words) => {
        const { world, outbox, id } = await reported();
        const posts = world.hub.posts;
        const db = await world.open();
        const row = (await db.get('outbox', id))!;
        await db.put('outbox', { ...row, report: { ...row.report, topicId } });
        await expect(
          kind === 'say' ? outbox.say(id, `a${words}`) : outbox.withdraw(id, words),
        ).rejects.toThrow(/private/);
        expect(await db.getAll('errands')).toEqual([]);
        const errand = { kind, of: id, reference: 'HS-00000000', discussion: 1, text: words };
        await db.put('errands', {
          ...row,
          id: crypto.randomUUID(),
          report: { ...row.report, topicId },
          body: words,
          state: 'queued',
          nextAt: T0,
          errand,
        });
        await outbox.drain();
        expect((await db.getAll('errands'))[0]!.state).toBe('failed');
        expect(world.hub.posts).toBe(posts);
      },
    ),
    { numRuns: 20 },
  );
});
