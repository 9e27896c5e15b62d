/** The worker is killed at every single step, once and twice over; a new one finds what is left. */
import { expect, test } from 'vitest';
import { type Fate, Killer, makeReport, makeWorld, runOut, settle, startWorker } from './fakes.ts';

const STEPS = 80;

async function crash(at: number[], fates: Fate[], wake: number): Promise<{ steps: number }> {
  const world = makeWorld();
  world.hub.fates = [...fates];
  const report = makeReport();
  let steps = 0;

  for (const [i, step] of at.entries()) {
    const killer = new Killer(step);
    const worker = startWorker(world, { killer });
    let acknowledged = false;
    void (async () => {
      if (i === 0) {
        await worker.submit(report);
        acknowledged = true;
      }
      await worker.drain();
    })();
    await settle();
    steps = killer.step;
    if (i === 0 && !acknowledged) {
      // Killed before the acknowledgement: the panel still holds the report and sends it again, under the same id.
      await startWorker(world).submit(report);
    }
    world.clock.now += wake;
  }

  const survivor = startWorker(world);
  await survivor.drain();
  await runOut(world, survivor);
  expect(await survivor.get(report.id), `killed at ${at}`).toMatchObject({ state: 'confirmed' });
  expect(world.hub.with(report.reference), `killed at ${at}`).toHaveLength(1);
  return { steps };
}

test.each([
  ['at once', 0],
  ['before the lease ends', 20_000],
  ['long after', 600_000],
])('killed at every step; the next worker starts %s', async (_name, wake) => {
  let reached = 0;
  for (let at = 1; at <= STEPS; at++) reached = Math.max(reached, (await crash([at], [], wake)).steps);
  expect(reached, 'every step was one to die at').toBeLessThan(STEPS);
  expect(reached).toBeGreaterThan(20);
});

test.each<[string, Fate[]]>([
  ['dropped after the write', ['lost-after']],
  ['dropped before the write', ['lost-before']],
  ['written late', ['late']],
  ['429 first', [{ refuse: { kind: 'rate-limited', wrote: 'no', status: 429 } }]],
])('killed at every step while the POST is %s', async (_name, fates) => {
  for (let at = 1; at <= STEPS; at += 1) await crash([at], fates, 20_000);
});

test('killed twice', async () => {
  for (let first = 1; first <= 45; first += 2)
    for (let second = 1; second <= 45; second += 3) await crash([first, second], ['lost-before'], 70_000);
}, 60_000);
