/**
 * `npm run bench`: what Hub Steward costs and what it lets be seen, as ratios and counts within one run, in both browsers.
 * Never a test: machines differ. What was not run keeps its figures (tests/bench/latest.json).
 *   --only pages,frames     only these groups, of: pages, index, requests, frames, policy
 *   --case warm,appended    of the frames, only these cases; of the pages: main, touch, card, growth
 *   --chromium, --firefox   in one browser
 *   --loads 10              loads for each case of the frames, instead of 100
 *   --runs 3                loads for each figure of the pages, instead of 15
 *   --no-build              the build that is there; so does STEWARD_OUTPUT, which names another folder of builds
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { caseNames, framesOf } from '../tests/bench/frames-rows.ts';
import { INDEX_BUDGET, INDEX_IDS, indexBytes, indexCost } from '../tests/bench/index-cost.ts';
import { PAGE_CASES, pagesOf, RUNS } from '../tests/bench/pages-rows.ts';
import { measureParse, PARSE_BUDGET_MS } from '../tests/bench/policy.ts';
import { requestsFor } from '../tests/bench/requests.ts';
import { COLUMNS, type Column, GROUPS, type Group, Results } from '../tests/bench/results.ts';
import { extensionDir } from '../tests/e2e/support/product.ts';
import { type Hub, startHub } from '../tests/hub/server.ts';
import { browserPath } from './lib/browsers.mjs';
import { buildAll } from './lib/bundles.ts';
import { withFixedAddresses } from './lib/steady.ts';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    case: { type: 'string' },
    chromium: { type: 'boolean' },
    firefox: { type: 'boolean' },
    loads: { type: 'string' },
    runs: { type: 'string' },
    'no-build': { type: 'boolean' },
  },
});

const groups = chosen(options.only, GROUPS) as Group[];
const cases = chosen(options.case, [...PAGE_CASES, ...caseNames]);
const named = COLUMNS.filter((column) => options[column]);
const columns = named.length > 0 ? named : COLUMNS;
const loads = options.loads === undefined ? undefined : count(options.loads);
const runs = options.runs === undefined ? RUNS : count(options.runs);

const RUN: Record<Group, (column: Column, hub: Hub, results: Results) => Promise<void> | void> = {
  pages: (column, hub, results) => pagesOf(column, hub, results, cases, runs),
  index,
  requests,
  frames: (column, hub, results) => framesOf(column, hub, results, cases, loads),
  policy,
};

withFixedAddresses();
if (!options['no-build'] && !process.env.STEWARD_OUTPUT && !(await buildAll())) process.exit(1);
const hub = await startHub({ quiet: true });
try {
  for (const group of groups)
    for (const column of columns) {
      const began = performance.now();
      const version = versionOf(column);
      const results = new Results(group, column, new Date(), (line) => {
        console.log(line);
        // At once: a run that is stopped keeps what it found.
        results.write(false, version);
      });
      await RUN[group](column, hub, results);
      results.write(!options.case, version);
      console.log(`  ${column}: ${group} took ${((performance.now() - began) / 1_000).toFixed(0)} s\n`);
    }
} finally {
  await hub.close();
}

function chosen(list: string | undefined, all: readonly string[]): string[] {
  const wanted = list?.split(',') ?? [...all];
  const unknown = wanted.filter((one) => !all.includes(one));
  if (unknown.length === 0) return wanted;
  console.error(`There is no ${unknown.join(', ')}; choose from ${all.join(', ')}`);
  process.exit(1);
}

function count(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  console.error(`${text} is no number of loads`);
  process.exit(1);
}

/** As "Chromium 140.0" or "Firefox 140.3". */
function versionOf(column: Column): string {
  const said = execFileSync(browserPath(column), ['--version'], { encoding: 'utf8', stdio: 'pipe' });
  const number = /\d+\.\d+/.exec(said)?.[0] ?? said.trim();
  return `${column === 'chromium' ? 'Chromium' : 'Firefox'} ${number}`;
}

async function index(column: Column, hub: Hub, results: Results): Promise<void> {
  const { bytes, lookupsMs, readMs } = INDEX_BUDGET;
  const { exact, short } = indexBytes();
  const most = Math.max(exact, short);
  const index = `index of ${INDEX_IDS.toLocaleString('en')} ids`;
  results.put(
    { what: `${index}: kB for the page / for the worker`, budget: `≤ ${bytes / 1_000} each` },
    `${(short / 1_000).toFixed(0)} / ${(exact / 1_000).toFixed(0)}`,
    most <= bytes,
  );
  const { empty, full, lookups } = await indexCost(column, hub);
  results.put(
    { what: `${index}: 1,000 look-ups, ms`, budget: `≤ ${lookupsMs}` },
    lookups.toFixed(2),
    lookups <= lookupsMs,
  );
  results.put(
    { what: `${index}: reading it in a page, ms beyond an empty read`, budget: `≤ ${readMs}` },
    `${(full - empty).toFixed(1)} (${full.toFixed(1)} beside ${empty.toFixed(1)})`,
    full - empty <= readMs,
  );
}

async function requests(column: Column, hub: Hub, results: Results): Promise<void> {
  const { cold, warm, indexed } = await requestsFor(column, hub, extensionDir(column));
  results.put(
    {
      what: 'requests for a listing of 30 cards: cold / warm / indexed (a look-up a card: 30)',
      budget: '≤ 1 / 0 / 0',
    },
    [cold, warm, indexed].join(' / '),
    cold <= 1 && warm === 0 && indexed === 0,
  );
}

/** In Node, not in a browser: said once. */
function policy(column: Column, _: Hub, results: Results): void {
  if (column !== 'chromium') return;
  const { parseMs, ratio } = measureParse();
  results.put(
    { what: 'parsing 1 MB of policy (in Node), ms', budget: `≤ ${PARSE_BUDGET_MS}` },
    parseMs.toFixed(0),
    parseMs <= PARSE_BUDGET_MS,
  );
  results.put(
    { what: 'the same, beside its tokenizer alone (htmlparser2 without listeners)' },
    `${ratio.toFixed(2)} ×`,
  );
}
