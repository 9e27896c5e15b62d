/** Between Send and the moment it leaves. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createClock } from '../../../lib/report/clock.ts';
import { UNDO_MS } from '../../../lib/report/waits.ts';
import { makeReport, makeWorld, runOut, startWorker, T0 } from './fakes.ts';

test('nothing leaves before the time to take it back is over; then it leaves by itself', async () => {
  const world = makeWorld();
  const outbox = startWorker(world, { undoMs: UNDO_MS });
  const report = makeReport();
  expect(await outbox.submit(report)).toMatchObject({ state: 'queued', nextAt: T0 + UNDO_MS });
  expect(world.alarm.at).toBe(T0 + UNDO_MS);
  world.clock.now += UNDO_MS - 1;
  await outbox.drain();
  expect(world.hub.posts + world.hub.reads).toBe(0);
  world.clock.now += 1;
  await outbox.drain();
  expect((await outbox.get(report.id))!.state).toBe('confirmed');
});

test('cancelled in time: never sent, nothing asked', async () => {
  const world = makeWorld();
  const outbox = startWorker(world, { undoMs: UNDO_MS });
  const { id } = await outbox.submit(makeReport());
  expect((await outbox.cancel(id))!.state).toBe('cancelled');
  world.clock.now += 10 * UNDO_MS;
  await outbox.drain();
  expect(await outbox.nextDue()).toBeNull();
  expect(world.hub.posts + world.hub.reads).toBe(0);
});

test('"send now" is a retry', async () => {
  const world = makeWorld();
  const outbox = startWorker(world, { undoMs: UNDO_MS });
  const { id } = await outbox.submit(makeReport());
  expect((await outbox.retry(id))!.nextAt).toBe(T0);
  await outbox.drain();
  expect((await outbox.get(id))!.state).toBe('confirmed');
});

test('a worker that died in that time: the next one sends it, once', async () => {
  const world = makeWorld();
  const report = makeReport();
  await startWorker(world, { undoMs: UNDO_MS }).submit(report);
  const heir = startWorker(world, { undoMs: UNDO_MS });
  await heir.drain();
  expect(world.hub.posts).toBe(0);
  await runOut(world, heir);
  expect(world.hub.with(report.reference)).toHaveLength(1);
});

test('a clock that is set back in that time does not hold it up', async () => {
  const world = makeWorld();
  const outbox = startWorker(world, { undoMs: UNDO_MS });
  const { id } = await outbox.submit(makeReport());
  world.clock.now -= 3_600_000;
  await outbox.drain();
  expect((await outbox.get(id))!.state).toBe('confirmed');
  expect(world.hub.posts).toBe(1);
});

beforeEach(() => void vi.useFakeTimers({ now: T0, toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => void vi.useRealTimers());

test('the clock: a timer for what is near, and the alarm beside it', async () => {
  const alarms: number[] = [];
  const ring = vi.fn();
  const schedule = createClock({ alarm: (at) => void alarms.push(at - T0), ring, now: Date.now });
  await schedule(T0 + 8_000);
  vi.advanceTimersByTime(7_999);
  expect(ring).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(ring).toHaveBeenCalledTimes(1);
  // Another plan takes the place of the one before; what is overdue comes in a second; what is far is the alarm's.
  await schedule(T0 + 20_000);
  await schedule(T0);
  vi.advanceTimersByTime(1_000);
  expect(ring).toHaveBeenCalledTimes(2);
  await schedule(T0 + 600_000);
  vi.advanceTimersByTime(600_000);
  expect(ring).toHaveBeenCalledTimes(2);
  expect(alarms).toEqual([8_000, 20_000, 9_000, 600_000]);
});
