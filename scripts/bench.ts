/**
 * `npm run bench`: what Hub Steward costs, as ratios within one run, in both browsers. Never a test: machines differ.
 * Rows: a page of 5,000 cards beside an idle extension and beside a bare observer; requests for a listing; the index; parsing
 * the policy.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicy } from '../lib/policy/parse.ts';
import { bareExtension } from '../tests/bench/extensions.ts';
import { INDEX_BUDGET, INDEX_IDS, indexBytes, indexCost } from '../tests/bench/index-cost.ts';
import { type BrowserName, launchDriver, until } from '../tests/e2e/support/driver.ts';
import { type Hub, startHub } from '../tests/hub/server.ts';
import { buildAll } from './lib/bundles.ts';
import { ROOT } from './lib/run.ts';

const CARDS = 5_000;
const RUNS = 3;
/** 100 batches, as in facts/extensions.md 4.ii. */
const BATCH = 50;

interface Cost {
  /** Milliseconds of JavaScript, and of the main thread in all; Chromium says, Firefox does not. */
  script: number | null;
  task: number | null;
  /** Milliseconds from the first batch to the last. */
  wall: number;
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function costOf(browser: BrowserName, hub: Hub, extensionDir: string): Promise<Cost> {
  const driver = await launchDriver(browser, { hubPort: hub.port, extensionDir });
  const costs: Cost[] = [];
  try {
    // The first load warms the browser and the memory of verdicts; it does not count.
    for (let run = 0; run <= RUNS; run++) {
      hub.reset();
      const page = await driver.newPage();
      const began = performance.now();
      await page.goto(`https://huggingface.co/sandbox/many?n=${CARDS}&batch=${BATCH}`);
      await until(
        async () => {
          const [done, visible] = await page.evaluate(() => [
            document.documentElement.dataset.done !== undefined,
            document.visibilityState === 'visible',
          ]);
          // A tab in the background paints no frames, and the page adds one batch a frame; the welcome page takes the front once.
          if (!visible) await page.bringToFront();
          return done;
        },
        { timeout: 60_000, every: 50 },
      );
      const wall = performance.now() - began;
      const metrics = browser === 'chromium' ? await page.metrics() : null;
      if (run > 0)
        costs.push({
          script: metrics ? metrics.ScriptDuration! * 1_000 : null,
          task: metrics ? metrics.TaskDuration! * 1_000 : null,
          wall,
        });
      await page.close();
    }
  } finally {
    await driver.close();
  }
  const of = (pick: (cost: Cost) => number | null) =>
    pick(costs[0]!) === null ? null : median(costs.map((cost) => pick(cost)!));
  return { script: of((c) => c.script), task: of((c) => c.task), wall: of((c) => c.wall)! };
}

/** Pages of the index: fetched in the background, whatever page is open. */
const OF_INDEX = /\/api\/\w+\?.*expand(?:%5B%5D|\[\])=lastModified/;

/** Requests for a listing: without an index at first and once more, or with one. */
async function requestsFor(browser: BrowserName, hub: Hub, indexed: boolean): Promise<number[]> {
  hub.reset();
  if (!indexed) hub.faults.status(OF_INDEX, 503);
  hub.requests.length = 0;
  const driver = await launchDriver(browser, {
    hubPort: hub.port,
    extensionDir: join(ROOT, '.output', browser === 'chromium' ? 'chrome' : 'firefox'),
  });
  try {
    const options = await driver.openExtensionPage('options.html');
    const hasIndex = () =>
      options.evaluate(async () => {
        const { storage } = (globalThis as unknown as { chrome: typeof import('webextension-polyfill') })
          .chrome;
        const { nfaaIndex } = await storage.local.get('nfaaIndex');
        return nfaaIndex !== undefined && !(nfaaIndex as { partial?: true }).partial;
      });
    if (indexed) await until(hasIndex, { timeout: 30_000 });
    await options.close();
    const count = async () => {
      hub.requests.length = 0;
      const page = await driver.open('https://huggingface.co/models');
      await until(
        () => page.evaluate(() => document.querySelectorAll('article[data-steward="safe"]').length > 20),
        { timeout: 20_000 },
      );
      await page.close();
      return hub.requests.filter(({ url }) => url.startsWith('/api/') && !OF_INDEX.test(url)).length;
    };
    return indexed ? [await count()] : [await count(), await count()];
  } finally {
    await driver.close();
    hub.faults.clear();
  }
}

function parseCost(): number {
  const text = readFileSync(join(ROOT, 'tests/fixtures/policy/content-policy-2023-08-30.txt'), 'utf8');
  const clauses = text
    .split('\n')
    .map((line) => `<p>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`);
  let html = '<html><body><main><h1>Content Policy</h1>';
  while (html.length < 1_000_000) html += clauses.join('\n');
  html += '</main></body></html>';
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now();
    parsePolicy(html);
    return performance.now() - began;
  });
  return Math.min(...times);
}

const ratio = (a: number | null, b: number | null) => (a === null || b === null ? '–' : (a / b).toFixed(2));
const ms = (value: number | null) => (value === null ? '–' : value.toFixed(0));

if (!(await buildAll())) process.exit(1);
const only = process.argv.find((arg) => arg === '--chromium' || arg === '--firefox')?.slice(2) as
  | BrowserName
  | undefined;
const rows: string[] = ['| what | Chromium | Firefox |', '|---|---|---|'];
const cells: Record<string, Partial<Record<BrowserName, string>>> = {};
const put = (what: string, browser: BrowserName, value: string) => {
  cells[what] ??= {};
  cells[what][browser] = value;
};

const hub = await startHub({ quiet: true });
const idle = bareExtension('none');
const observer = bareExtension('observer');
try {
  for (const browser of only ? [only] : (['chromium', 'firefox'] as const)) {
    const product = join(ROOT, '.output', browser === 'chromium' ? 'chrome' : 'firefox');
    const none = await costOf(browser, hub, idle);
    const bare = await costOf(browser, hub, observer);
    const ours = await costOf(browser, hub, product);
    console.log(
      `${browser}: ${CARDS} cards; idle ${ms(none.wall)} ms, bare observer ${ms(bare.wall)} ms, Hub Steward ${ms(ours.wall)} ms (script ${ms(none.script)} / ${ms(bare.script)} / ${ms(ours.script)}, main thread ${ms(none.task)} / ${ms(bare.task)} / ${ms(ours.task)})`,
    );
    put(
      `page of ${CARDS} cards: time to the last card, beside an idle extension`,
      browser,
      ratio(ours.wall, none.wall),
    );
    put('the same: main thread, beside an idle extension', browser, ratio(ours.task, none.task));
    put(
      'the same: script beyond the page’s own, beside a bare observer',
      browser,
      ours.script === null
        ? '–'
        : ratio(ours.script - none.script!, Math.max(bare.script! - none.script!, 1)),
    );
    const requests = [
      ...(await requestsFor(browser, hub, false)),
      ...(await requestsFor(browser, hub, true)),
    ];
    put(
      'requests for a listing of 30 cards: cold / warm / indexed (a look-up a card: 30)',
      browser,
      requests.join(' / '),
    );
    const index = await indexCost(browser, hub);
    put(
      `index of ${INDEX_IDS} ids: reading it in a page, beyond an empty read, milliseconds (budget ${INDEX_BUDGET.readMs})`,
      browser,
      `${(index.full - index.empty).toFixed(1)} (${index.full.toFixed(1)} beside ${index.empty.toFixed(1)})`,
    );
    put(
      `the same: 1,000 look-ups, milliseconds (budget ${INDEX_BUDGET.lookupsMs})`,
      browser,
      index.lookups.toFixed(2),
    );
  }
} finally {
  await hub.close();
  for (const dir of [idle, observer]) rmSync(dir, { recursive: true, force: true });
}
for (const [what, values] of Object.entries(cells))
  rows.push(`| ${what} | ${values.chromium ?? '–'} | ${values.firefox ?? '–'} |`);
const { exact, short } = indexBytes();
rows.push(
  `| the same: kB for the page / for the worker (budget ${INDEX_BUDGET.bytes / 1_000}) | ${ms(short / 1_000)} / ${ms(exact / 1_000)} | – |`,
);
const parse = parseCost();
rows.push(`| parsing 1 MB of policy, milliseconds (budget 50) | ${parse.toFixed(0)} | – |`);
const table = `${rows.join('\n')}\n`;
console.log(`\n${table}`);
writeFileSync(join(ROOT, 'tests/bench/latest.md'), table);
