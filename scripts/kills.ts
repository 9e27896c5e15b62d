/**
 * `npm run kills`: the worker, and the whole browser, are killed at random while reports, comments and withdrawals are on their way to
 * a sandbox Hub that has faults. Prints how many were lost or stand there twice, and adds the figures up in docs/kills.md.
 *   --runs 1000             kills in each browser
 *   --chromium, --firefox   in one browser
 *   --seconds 200           stop after that, with what there is
 *   --seed 7                the same draws again
 *   --fresh                 forget the figures of before
 *   --no-build              the build that is there; so does STEWARD_OUTPUT, which names another folder of builds
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BrowserName, type Driver, launchDriver } from '../tests/e2e/support/driver.ts';
import { extensionDir } from '../tests/e2e/support/product.ts';
import { startHub } from '../tests/hub/server.ts';
import { buildAll } from './lib/bundles.ts';
import { record } from './lib/kills/figures.ts';
import { type Bench, emptyTally, round, settleIn, type Tally } from './lib/kills/round.ts';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    chromium: { type: 'boolean' },
    firefox: { type: 'boolean' },
    seconds: { type: 'string' },
    seed: { type: 'string' },
    fresh: { type: 'boolean' },
    'no-build': { type: 'boolean' },
  },
});

const BROWSERS = ['chromium', 'firefox'] as const;
/** One round in so many ends the whole browser. */
const BROWSER_EVERY = 2;

/** Locks of the process that is gone, and settings that belong to its ports. */
const LEFT_BEHIND = /[\\/](?:lock|\.parentlock|Singleton\w+|user\.js|[\w.]+\.puppeteer|DevToolsActivePort)$/;

function randomOf(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function endOf(driver: Driver): Promise<void> {
  const process = driver.browser.process();
  if (!process || process.exitCode !== null) return;
  const gone = new Promise((done) => process.once('exit', done));
  process.kill('SIGKILL');
  await gone;
  // Its wire to the Hub; the browser at the other end is gone.
  await driver.close().catch(() => {});
}

async function run(
  name: BrowserName,
  runs: number,
  until: number,
  seed: number,
): Promise<[Tally, string, unknown?]> {
  const hub = await startHub({ quiet: true });
  let profileDir = mkdtempSync(join(tmpdir(), 'hub-steward-kills-'));
  const profiles = [profileDir];
  const launch = () =>
    launchDriver(name, {
      hubPort: hub.port,
      extensionDir: extensionDir(name),
      profileDir,
      prefs: { 'toolkit.startup.max_resumed_crashes': -1, 'browser.sessionstore.resume_from_crash': false },
    });
  const driver = await launch();
  const bench = { driver, hub, tally: emptyTally(), random: randomOf(seed) } as Bench;
  bench.restart = async () => {
    await endOf(bench.driver);
    bench.tally.browserKills++;
    // What the crash left, in a folder of its own: puppeteer puts back Firefox's settings of before in the old one, sooner or later.
    const before = profileDir;
    profileDir = mkdtempSync(join(tmpdir(), 'hub-steward-kills-'));
    profiles.push(profileDir);
    cpSync(before, profileDir, { recursive: true, filter: (path) => !LEFT_BEHIND.test(path) });
    bench.driver = await launch();
    await settleIn(bench);
  };
  try {
    const version = await driver.browser.version();
    await settleIn(bench);
    // A round that does not end counts for nothing; those before it count all the same.
    let whole = emptyTally();
    try {
      for (let i = 1; killsOf(bench.tally) < runs && Date.now() < until; i++) {
        await round(bench, i % BROWSER_EVERY === 0);
        if (hub.violations.length > 0) throw new Error(`The contract was broken: ${hub.violations[0]}`);
        whole = structuredClone(bench.tally);
      }
    } catch (stopped) {
      return [whole, version, stopped];
    }
    return [whole, version];
  } finally {
    await endOf(bench.driver).catch(() => {});
    await hub.close();
    for (const one of profiles) rmSync(one, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

const killsOf = ({ workerKills, browserKills }: Tally) => workerKills + browserKills;

const runs = Number(options.runs);
const seconds = options.seconds === undefined ? Number.POSITIVE_INFINITY : Number(options.seconds);
if (!(runs > 0) || !(seconds > 0)) throw new Error('--runs and --seconds are numbers above 0');
const named = BROWSERS.filter((name) => options[name]);
if (!options['no-build'] && !process.env.STEWARD_OUTPUT && !(await buildAll())) process.exit(1);

let clean = true;
for (const name of named.length > 0 ? named : BROWSERS) {
  const seed = Number(options.seed ?? Date.now() % 1_000_000_000);
  console.log(`${name}, seed ${seed} …`);
  const [tally, version, stopped] = await run(name, runs, Date.now() + seconds * 1_000, seed);
  for (const note of tally.notes) console.log(`  ${note}`);
  console.log(
    `${name}: ${killsOf(tally)} kills, lost ${tally.lost}, duplicates ${tally.duplicates}` +
      `  (${tally.workerKills} of the worker, ${tally.browserKills} of the browser; ${tally.sent} things sent; ` +
      `${tally.repeatedByBrowser} repeated by the browser itself, told of ${tally.told}; ${tally.retried} tried again by hand)`,
  );
  record(name, version, tally, options.fresh === true);
  if (stopped) console.error(stopped);
  if (stopped || tally.lost + tally.duplicates > 0) clean = false;
}
process.exit(clean ? 0 : 1);
