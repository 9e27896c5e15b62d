/**
 * Less noise for the bench, where Linux lets us. Browsers of one build differ by a tenth from launch to launch with where
 * their code and heaps happen to lie; and a page's main thread needs more or less time on a processor with what the other
 * processor, which shares caches with it, is doing. Figures of one run can be compared without, but need many more loads.
 */
import { execFileSync, spawnSync } from 'node:child_process';

const IS_FIXED = 'STEWARD_BENCH_FIXED';

function says(command: string, ...args: string[]): string | null {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: 'pipe' });
  } catch {
    return null;
  }
}

/** Starts this program again with addresses that are not drawn by lot, for itself and all browsers; returns where that cannot be, or is so. */
export function withFixedAddresses(): void {
  if (process.platform !== 'linux' || process.env[IS_FIXED]) return;
  const machine = says('uname', '-m')?.trim();
  if (!machine || says('setarch', machine, '-R', 'true') === null) return;
  const { status } = spawnSync('setarch', [machine, '-R', process.execPath, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, [IS_FIXED]: '1' },
  });
  process.exit(status ?? 1);
}

/** Does `work` on one processor, with all processes that it starts: what is counted there is time on a processor, not by the clock. */
export async function onOneProcessor<R>(work: () => Promise<R>): Promise<R> {
  const pid = String(process.pid);
  const all = says('taskset', '-c', '-p', pid)?.split(':').at(-1)?.trim();
  const last = all?.match(/\d+$/)?.[0];
  if (!all || !last) return work();
  says('taskset', '-a', '-c', '-p', last, pid);
  try {
    return await work();
  } finally {
    says('taskset', '-a', '-c', '-p', all, pid);
  }
}
