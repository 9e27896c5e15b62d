/** Reading what the two test runners wrote, and adding it up. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { ROOT } from './run.ts';

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** Of those that passed: how many only when tried again. */
  flaky?: number;
  /** Tests that failed, at least once: where they stand and what they are called. */
  names?: string[];
}

/** A runner that fails without naming a test (a file that does not load, a hook) has still failed. */
function honest(tally: Tally, code: number): Tally {
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };

function readJson<T>(path: string): T | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}

const firstLine = (text = '') => text.replace(ANSI, '').split('\n', 1)[0]!;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what colours are written with
const ANSI = /\u001b\[[0-9;]*m/g;

interface VitestReport
  extends Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests', number> {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] }[];
  }[];
}

export function vitestTally(path: string, code: number): Tally {
  const report = readJson<VitestReport>(path);
  if (!report) return honest(nothing, code);
  const skipped = report.numPendingTests + report.numTodoTests;
  const names = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(ROOT, name);
    const failed = assertionResults.filter((one) => one.status === 'failed');
    // A file that does not load has no tests to name.
    if (failed.length === 0 && status === 'failed') return [`${file}: ${firstLine(message)}`];
    return failed.map(
      ({ fullName, failureMessages }) => `${file} › ${fullName}: ${firstLine(failureMessages?.[0])}`,
    );
  });
  return honest({ passed: report.numPassedTests, failed: report.numFailedTests, skipped, names }, code);
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: { title: string; file: string; tests: { projectName: string; status: string }[] }[];
}

const failedIn = ({ suites = [], specs = [] }: PlaywrightSuite): string[] => [
  ...specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, status }) => `[${projectName}] ${file} › ${title} (${status})`),
  ),
  ...suites.flatMap(failedIn),
];

export function playwrightTally(path: string, code: number): Tally {
  const report = readJson<
    PlaywrightSuite & { stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number> }
  >(path);
  if (!report) return honest(nothing, code);
  const { stats } = report;
  return honest(
    {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
      flaky: stats.flaky,
      names: failedIn(report),
    },
    code,
  );
}

export const checkTally = (fine: boolean): Tally => ({
  passed: Number(fine),
  failed: Number(!fine),
  skipped: 0,
});

export function sum(tallies: Tally[]): Tally {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
    }),
    nothing,
  );
}
