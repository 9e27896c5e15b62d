/** Reading what the two test runners wrote, and adding it up. */
import { existsSync, readFileSync } from 'node:fs';

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** Of those that passed: how many only when tried again. */
  flaky?: number;
}

/** A runner that fails without naming a test (a file that does not load, a hook) has still failed. */
function honest(tally: Tally, code: number): Tally {
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };

function readJson<T>(path: string): T | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}

export function vitestTally(path: string, code: number): Tally {
  const report =
    readJson<Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests', number>>(path);
  if (!report) return honest(nothing, code);
  const skipped = report.numPendingTests + report.numTodoTests;
  return honest({ passed: report.numPassedTests, failed: report.numFailedTests, skipped }, code);
}

export function playwrightTally(path: string, code: number): Tally {
  const stats = readJson<{ stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number> }>(
    path,
  )?.stats;
  if (!stats) return honest(nothing, code);
  return honest(
    {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
      flaky: stats.flaky,
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
