/**
 * Thousands of deaths: whatever is under way (a report, a comment in another's thread, a comment more, a thread closed), whatever
 * becomes of the POST, the worker is killed at every single step; then, at random, again and again. `npm run kills` does the same
 * to real browsers.
 */
import { afterAll, expect, test } from 'vitest';
import type { Outbox } from '../../../lib/report/outbox.ts';
import type { Report } from '../../../lib/report/report.ts';
import {
  type Fate,
  Killer,
  makeReport,
  makeWorld,
  runOut,
  settle,
  startWorker,
  type World,
} from './fakes.ts';

type Job = 'report' | 'join' | 'say' | 'withdraw';
const JOBS: Job[] = ['report', 'join', 'say', 'withdraw'];
/** More than any job has steps: reached when no kill strikes any more. */
const STEPS = 120;
const WORDS = 'A last word.';
const tally = { kills: 0, lost: 0, duplicates: 0 };

interface Errand {
  world: World;
  report: Report;
  job: Job;
}

async function prepare(job: Job): Promise<Errand> {
  const world = makeWorld();
  world.hub.write('🚩 Report: Spam', 'of somebody else', 'someone');
  const report = makeReport(
    job === 'join' ? { route: 'public-comment', join: { discussion: 1, title: '🚩 Report: Spam' } } : {},
  );
  if (job === 'say' || job === 'withdraw') {
    const outbox = startWorker(world);
    await outbox.submit(report);
    await outbox.drain();
  }
  return { world, report, job };
}

/** What a page asks for; asked again when nobody answered, as pages do (platform/send.ts). */
async function ask({ report, job }: Errand, outbox: Outbox): Promise<void> {
  if (job === 'say') await outbox.say(report.id, WORDS);
  else if (job === 'withdraw') await outbox.withdraw(report.id, WORDS);
  else await outbox.submit(report);
}

/** How often it stands on the Hub: what is asked for is once. */
function count({ world, report, job }: Errand): number {
  if (job === 'report') return world.hub.with(report.reference).length;
  return world.hub.said(job === 'join' ? report.reference : WORDS).length;
}

/** @returns the steps that the first worker took before it died, or all of them */
async function kill(job: Job, at: number[], fates: Fate[], wakes: number[]): Promise<number> {
  const errand = await prepare(job);
  const { world, report } = errand;
  world.hub.fates = [...fates];
  let acknowledged = false;
  let first = 0;
  for (const [i, step] of at.entries()) {
    const killer = new Killer(step);
    const worker = startWorker(world, { killer });
    void (async () => {
      if (!acknowledged) await ask(errand, worker);
      acknowledged = true;
      await worker.drain();
    })().catch(() => {});
    await settle(killer);
    if (i === 0) first = killer.step;
    if (killer.dead) tally.kills++;
    world.clock.now += wakes[i % wakes.length]!;
  }
  const survivor = startWorker(world);
  if (!acknowledged) await ask(errand, survivor);
  await survivor.drain();
  await runOut(world, survivor);

  const told = `${job}, killed at ${at}, ${JSON.stringify(fates)}`;
  const record = (await survivor.get(report.id))!;
  const states = [record.state, ...record.errands.map(({ state }) => state)];
  const there = count(errand);
  if (there === 0 || states.some((state) => state !== 'confirmed')) tally.lost++;
  if (there > 1) tally.duplicates++;
  expect(states, told).toEqual(states.map(() => 'confirmed'));
  expect(there, told).toBe(1);
  if (job === 'withdraw') expect(world.hub.thread(2).status, told).toBe('closed');
  return first;
}

const FATES: [string, Fate[]][] = [
  ['as it should', []],
  ['dropped after the write', ['lost-after']],
  ['dropped before the write, then after it', ['lost-before', 'lost-after']],
  ['written late', ['late']],
  ['a page, then 429', ['html', { refuse: { kind: 'rate-limited', wrote: 'no', status: 429 } }]],
];

for (const job of JOBS)
  test.each(FATES)(`${job}: killed at every step while the POST goes %s`, async (_name, fates) => {
    let reached = 0;
    for (let at = 1; at <= STEPS && reached >= at - 1; at++)
      reached = await kill(job, [at], fates, [[0, 20_000, 70_000, 500_000][at % 4]!]);
    expect(reached, 'every step was one to die at').toBeLessThan(STEPS);
    expect(reached).toBeGreaterThan(15);
  });

/** Always the same deaths, so that what fails once fails again. */
function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('killed again and again, at random, with random faults', async () => {
  const next = random(20_261_122);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
  const fates = FATES.flatMap(([, list]) => list).concat('ok', 'lost-before');
  for (let i = 0; i < 300; i++)
    await kill(
      pick(JOBS),
      Array.from({ length: 1 + Math.floor(next() * 4) }, () => 1 + Math.floor(next() * 45)),
      Array.from({ length: Math.floor(next() * 4) }, () => pick(fates)),
      [0, 5_000, 30_000, 70_000, 120_000].sort(() => next() - 0.5),
    );
}, 60_000);

afterAll(() => {
  console.log(`simulated: ${tally.kills} kills, lost ${tally.lost}, duplicates ${tally.duplicates}`);
});
