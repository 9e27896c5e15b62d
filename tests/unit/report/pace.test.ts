import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMITS, MAX_WAITING, paceOf } from '../../../lib/report/pace.ts';
import type { OutboxRecord, Report } from '../../../lib/report/report.ts';
import { makeReport, makeWorld, runOut, startWorker, T0 } from './fakes.ts';

const HOUR = 3_600_000;
const on = (id: string, change: Partial<Report> = {}) =>
  makeReport({ target: { ...makeReport().target, repo: { type: 'model', id } }, ...change });
const sent = (report: Report, at: number, change: Partial<OutboxRecord> = {}): OutboxRecord => ({
  id: report.id,
  report: { ...report, createdAt: at },
  title: '',
  body: '',
  state: 'confirmed',
  since: at,
  attempts: 1,
  nextAt: 0,
  postedAt: at,
  isReport: null,
  history: [],
  ...change,
});
const many = (n: number, id: (i: number) => string, at: (i: number) => number) =>
  Array.from({ length: n }, (_, i) => sent(on(id(i)), at(i)));

test('a few are no matter', () => {
  expect(paceOf([], on('a/b'), T0)).toEqual({ ok: true });
  expect(
    paceOf(
      many(
        4,
        (i) => `o${i}/x`,
        () => T0 - 1,
      ),
      on('a/b'),
      T0,
    ),
  ).toEqual({ ok: true });
});

test('per repository, owner, ten minutes and day: a sentence, and when it may leave', () => {
  const repository = paceOf(
    many(
      3,
      () => 'A/b',
      (i) => T0 - (i + 1) * HOUR,
    ),
    on('a/B'),
    T0,
  );
  expect(repository).toMatchObject({ ok: false, wait: 21 * HOUR });
  expect(repository).toHaveProperty(
    'sentence',
    expect.stringMatching(/3 reports about this repository within a day.*21 hours/),
  );
  expect(
    paceOf(
      many(
        8,
        (i) => `a/r${i}`,
        (i) => T0 - (i + 1) * HOUR,
      ),
      on('a/b'),
      T0,
    ),
  ).toMatchObject({ wait: 16 * HOUR });
  expect(
    paceOf(
      many(
        5,
        (i) => `o${i}/x`,
        (i) => T0 - i * 60_000,
      ),
      on('a/b'),
      T0,
    ),
  ).toMatchObject({ wait: 6 * 60_000 });
  expect(
    paceOf(
      many(
        20,
        (i) => `o${i}/x`,
        (i) => T0 - (i + 1) * HOUR,
      ),
      on('a/b'),
      T0,
    ),
  ).toMatchObject({ wait: 4 * HOUR });
});

test('mails, forms, errands, what was taken back or refused and what is long ago do not count', () => {
  const old = many(
    3,
    () => 'a/b',
    () => T0 - 25 * HOUR,
  );
  const others = [
    sent(on('a/b', { route: 'private-mail' }), T0),
    sent(on('a/b', { route: 'public-form' }), T0),
    sent(on('a/b'), T0, { state: 'cancelled' }),
    sent(on('a/b'), T0, { state: 'failed' }),
    sent(on('a/b'), T0, {
      errand: { kind: 'say', of: crypto.randomUUID(), reference: 'HS-00000000', discussion: 1, text: 'x' },
    }),
  ];
  expect(paceOf([...old, ...others, ...others], on('a/b'), T0)).toEqual({ ok: true });
  const full = many(
    30,
    () => 'a/b',
    () => T0,
  );
  expect(paceOf(full, on('a/b', { route: 'private-mail' }), T0)).toEqual({ ok: true });
});

test('waits are positive, never longer than a day, and enough', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(3), fc.integer({ min: -40, max: 3 })), { maxLength: 40 }),
      (given) => {
        const records = given.map(([who, hours]) => sent(on(`o${who}/x`), T0 + hours * HOUR));
        const pace = paceOf(records, on('o0/x'), T0);
        if (pace.ok) return;
        expect(pace.wait).toBeGreaterThan(0);
        expect(pace.wait).toBeLessThanOrEqual(24 * HOUR);
        // Unless the clock was set back, the wait is enough.
        if (given.every(([, hours]) => hours <= 0))
          expect(paceOf(records, on('o0/x'), T0 + pace.wait!)).toEqual({ ok: true });
      },
    ),
  );
});

test('the outbox keeps what is too much and sends it in its turn; "send now" does not jump the queue', async () => {
  const world = makeWorld();
  const outbox = startWorker(world);
  const most = LIMITS[0]!.most;
  for (let i = 0; i < most; i++) await outbox.submit(on(`o${i}/x`));
  await outbox.drain();
  const late = await outbox.submit(on('late/x'));
  expect(late).toMatchObject({
    state: 'queued',
    problem: expect.stringMatching(/leaves by itself in 10 minutes/),
  });
  await outbox.retry(late.id);
  await outbox.drain();
  expect(world.hub.posts).toBe(most);
  await runOut(world, outbox);
  expect((await outbox.get(late.id))!.state).toBe('confirmed');
  expect(world.clock.now - T0).toBe(LIMITS[0]!.withinMs);
});

test('no bulk: more than a handful do not wait', async () => {
  const world = makeWorld();
  const outbox = startWorker(world);
  const taken: string[] = [];
  const refused: string[] = [];
  for (let i = 0; i < 15; i++)
    await outbox.submit(on(`o${i}/x`)).then(
      () => taken.push(`${i}`),
      (error: Error) => refused.push(error.message),
    );
  expect(taken).toHaveLength(LIMITS[0]!.most + MAX_WAITING);
  expect(refused[0]).toMatch(/what you wrote is kept/);
  await outbox.drain();
  await runOut(world, outbox);
  expect((await outbox.list()).every(({ state }) => state === 'confirmed')).toBe(true);
});
