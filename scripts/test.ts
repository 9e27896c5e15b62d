/**
 * `npm test`: everything, in the order in which a mistake is cheapest to find.
 *   --unit, --e2e          only these
 *   --chromium, --firefox  e2e in one browser
 *   anything else          passed on to the test runner, as a filter
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll, withinBudget } from './lib/bundles.ts';
import { checkAddon, checkStyle, checkTypes } from './lib/checks.ts';
import { checkTally, playwrightTally, sum, type Tally, vitestTally } from './lib/results.ts';
import { heading, ROOT, runTool } from './lib/run.ts';

const FLAGS = ['--unit', '--e2e', '--chromium', '--firefox'];
const args = process.argv.slice(2);
const has = (flag: string) => args.includes(flag);
const filters = args.filter((arg) => !FLAGS.includes(arg));

async function unit(): Promise<Tally> {
  const report = join(ROOT, 'test-results', 'unit.json');
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runTool('vitest', ['run', ...reporters, ...filters]);
  return vitestTally(report, code);
}

async function e2e(): Promise<Tally> {
  const report = join(ROOT, 'test-results', 'e2e.json');
  rmSync(report, { force: true });
  const projects = ['chromium', 'firefox']
    .filter((name) => has(`--${name}`))
    .map((name) => `--project=${name}`);
  const { code } = await runTool('@playwright/test', ['test', ...projects, ...filters], {
    command: 'playwright',
  });
  return playwrightTally(report, code);
}

interface Stage {
  name: string;
  run(): Promise<Tally>;
  /** Stages without which this one means nothing. */
  needs?: string[];
  /** A runner that finds no tests has not passed. */
  tests?: boolean;
}

const check = (name: string, run: () => Promise<boolean>, needs?: string[]): Stage => ({
  name,
  needs,
  run: async () => checkTally(await run()),
});

const STAGES: Stage[] = [
  check('types', checkTypes),
  check('lint', checkStyle),
  { name: 'unit', run: unit, tests: true },
  check('build', () => buildAll({ sandbox: true })),
  check('budget', async () => withinBudget(), ['build']),
  check('web-ext lint', checkAddon, ['build']),
  { name: 'e2e', run: e2e, tests: true, needs: ['build'] },
];

const wanted = STAGES.filter(({ name }) => {
  if (!has('--unit') && !has('--e2e')) return true;
  return (has('--unit') && name === 'unit') || (has('--e2e') && (name === 'e2e' || name === 'build'));
});

const rows: { name: string; tally: Tally; seconds: number; note: string }[] = [];
for (const stage of wanted) {
  heading(stage.name);
  const lost = rows.find(({ name, tally }) => stage.needs?.includes(name) && tally.failed > 0);
  if (lost) {
    console.log(`Not run: ${lost.name} failed.`);
    rows.push({
      name: stage.name,
      tally: { passed: 0, failed: 0, skipped: 1 },
      seconds: 0,
      note: `needs ${lost.name}`,
    });
    continue;
  }
  const begun = performance.now();
  let note = '';
  let tally = await stage.run().catch((error: unknown) => {
    console.error(error);
    return checkTally(false);
  });
  if (stage.tests && tally.passed + tally.failed === 0) {
    note = 'no tests ran';
    tally = { ...tally, failed: 1 };
  }
  if (tally.flaky) note = `${tally.flaky} of these passed only when tried again`;
  rows.push({ name: stage.name, tally, seconds: (performance.now() - begun) / 1000, note });
}

const cell = (value: number | string) => String(value).padStart(9);
heading('summary');
console.log(`${''.padEnd(14)}${['passed', 'failed', 'skipped', 'seconds'].map(cell).join('')}`);
for (const { name, tally, seconds, note } of rows) {
  const numbers = [tally.passed, tally.failed, tally.skipped, seconds.toFixed(1)].map(cell).join('');
  console.log(`${name.padEnd(14)}${numbers}  ${note}`.trimEnd());
}

// The end of a long output is what is looked at, and at times all that is kept of it.
const names = rows.flatMap(({ name, tally }) => (tally.names ?? []).map((test) => `${name}: ${test}`));
if (names.length > 0) console.log(`\nFailed at least once:\n${names.map((line) => `  ${line}`).join('\n')}`);

const { passed, failed, skipped } = sum(rows.map(({ tally }) => tally));
// The last line is read by machines: nothing may follow it.
console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed ? 1 : 0;
