/** A comment with new evidence in a thread that is there: the same guarantees as for a report of its own. */
import { expect, test } from 'vitest';
import { type Fate, makeReport, makeWorld, runOut, startWorker } from './fakes.ts';

const joining = (change = {}) =>
  makeReport({ route: 'public-comment', join: { discussion: 1, title: '🚩 Report: Spam' }, ...change });

function thread() {
  const world = makeWorld();
  world.hub.write('🚩 Report: Spam', 'the first report', 'someone');
  return world;
}

test('a comment is added to the thread, read back and confirmed', async () => {
  const world = thread();
  const outbox = startWorker(world);
  const report = joining();
  await outbox.submit(report);
  await outbox.drain();
  expect(await outbox.get(report.id)).toMatchObject({
    state: 'confirmed',
    discussion: 1,
    comment: 'c1',
    isReport: false,
    url: 'https://huggingface.co/owner/name/discussions/1#c1',
  });
  expect(world.hub.threads).toHaveLength(1);
  expect(world.hub.said(report.reference)).toHaveLength(1);
  expect(world.hub.said(report.reference)[0]!.text).toContain('casino');
});

const LOST: [string, Fate, number][] = [
  ['dropped after the write', 'lost-after', 1],
  ['dropped before the write', 'lost-before', 2],
  ['a page instead of an answer', 'html', 1],
  ['written 25 s later', 'late', 1],
  ['500', { refuse: { kind: 'server', wrote: 'maybe', status: 500 } }, 2],
  ['409', { refuse: { kind: 'conflict', wrote: 'maybe', status: 409 } }, 2],
];
test.each(LOST)('%s: looked for in the thread before anything is repeated', async (_name, fate, posts) => {
  const world = thread();
  world.hub.fates = [fate];
  const outbox = startWorker(world);
  const report = joining();
  await outbox.submit(report);
  await outbox.drain();
  expect(await outbox.get(report.id)).toMatchObject({ state: 'checking', unanswered: true });
  await runOut(world, outbox);
  expect((await outbox.get(report.id))!.state).toBe('confirmed');
  expect(world.hub.said(report.reference)).toHaveLength(1);
  expect(world.hub.posts).toBe(posts);
});

test('ours was hidden before we could look: nobody can be sure, so nothing is repeated', async () => {
  const world = thread();
  world.hub.say(1, 'another of mine', 'me').hidden = true;
  world.hub.fates = ['lost-after'];
  const outbox = startWorker(world);
  const report = joining();
  await outbox.submit(report);
  await outbox.drain();
  world.hub.said(report.reference)[0]!.hidden = true;
  await runOut(world, outbox);
  expect(await outbox.get(report.id)).toMatchObject({ state: 'failed', unanswered: true });
  expect(world.hub.posts).toBe(1);
});

test('the same for a discussion whose text was hidden', async () => {
  const world = makeWorld();
  world.hub.fates = ['lost-after'];
  const outbox = startWorker(world);
  const report = makeReport();
  await outbox.submit(report);
  await outbox.drain();
  world.hub.threads[0]!.hidden = true;
  await runOut(world, outbox);
  expect((await outbox.get(report.id))!.state).toBe('failed');
  expect(world.hub.posts).toBe(1);
});

test('locked, or gone: a sentence with a way on, nothing posted; closed: posted, and said so', async () => {
  const world = thread();
  const outbox = startWorker(world);
  world.hub.thread(1).locked = true;
  const locked = await outbox.submit(joining());
  const gone = await outbox.submit(joining({ join: { discussion: 9, title: 'x' } }));
  await outbox.drain();
  expect(await outbox.get(locked.id)).toMatchObject({
    state: 'failed',
    problem: expect.stringMatching(/locked.*mail/),
  });
  expect(await outbox.get(gone.id)).toMatchObject({
    state: 'failed',
    problem: expect.stringMatching(/not there.*mail/),
  });
  expect(world.hub.posts).toBe(0);
  Object.assign(world.hub.thread(1), { locked: false, status: 'closed' });
  await outbox.retry(locked.id);
  await outbox.drain();
  expect(await outbox.get(locked.id)).toMatchObject({
    state: 'confirmed',
    problem: expect.stringMatching(/closed/),
  });
});

test('locked between the look and the POST', async () => {
  const world = thread();
  const outbox = startWorker(world, {
    api: {
      ...world.hub.api,
      comment: async (...args) => {
        world.hub.thread(1).locked = true;
        return world.hub.api.comment(...args);
      },
    },
  });
  const { id } = await outbox.submit(joining());
  await outbox.drain();
  expect(await outbox.get(id)).toMatchObject({ state: 'failed', problem: expect.stringMatching(/locked/) });
});

test('it stands there twice because a browser repeated the request: said so', async () => {
  const world = thread();
  const outbox = startWorker(world, {
    api: {
      ...world.hub.api,
      comment: async (ref, num, text, token) => {
        world.hub.say(num, text);
        return world.hub.api.comment(ref, num, text, token);
      },
    },
  });
  const { id } = await outbox.submit(joining());
  await outbox.drain();
  expect(await outbox.get(id)).toMatchObject({
    state: 'confirmed',
    problem: expect.stringMatching(/more than once/),
  });
});

test('another who quotes us is no twin', async () => {
  const world = thread();
  const outbox = startWorker(world);
  const report = joining();
  world.hub.isReport = true;
  await outbox.submit(report);
  world.hub.fates = ['lost-after'];
  await outbox.drain();
  world.hub.say(1, `> ${report.reference}\nI agree`, 'other');
  await runOut(world, outbox);
  const record = await outbox.get(report.id);
  expect(record).toMatchObject({ state: 'confirmed', comment: 'c1', isReport: true });
  expect(record!.problem).toBeUndefined();
});

test('what cannot go there is not taken; forged rows fail with a sentence', async () => {
  const world = thread();
  const outbox = startWorker(world);
  const { join: _, ...without } = joining();
  await expect(outbox.submit(without)).rejects.toThrow(/thread/);
  await expect(outbox.submit(joining({ topicId: 'minors-sexual' }))).rejects.toThrow(/private/);
  const { repo: __, ...target } = makeReport().target;
  const homeless = { ...target, kind: 'user' as const, subject: 'someone' };
  for (const route of ['public-api', 'public-form', 'public-comment'] as const)
    await expect(outbox.submit(joining({ route, target: homeless }))).rejects.toThrow(/no repository/);

  const db = await world.open();
  const good = await outbox.submit(joining());
  const { errands: _e, ...row } = good;
  const forged = (state: 'queued' | 'checking' | 'sent', change: object) =>
    db.put('outbox', {
      ...row,
      id: crypto.randomUUID(),
      state,
      report: { ...row.report, ...change },
    });
  await forged('queued', { target: homeless });
  await forged('checking', { target: homeless });
  await forged('queued', { join: undefined });
  await forged('queued', { topicId: 'minors-sexual' });
  await outbox.drain();
  const states = (await outbox.list()).map(({ state, problem }) => [state, problem === undefined]);
  expect(states.filter(([state]) => state === 'failed')).toEqual(Array(4).fill(['failed', false]));
  expect((await outbox.get(good.id))!.state).toBe('confirmed');
  expect(world.hub.posts).toBe(1);
});
