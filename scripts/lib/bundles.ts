/** Building both browsers' extensions, and weighing them. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { SANDBOX_CLIENT_ID } from '../../tests/hub/oauth-client.ts';
import { GUARD_BUDGET_BYTES, GUARD_FILE } from './budgets.ts';
import { ROOT, runTool } from './run.ts';

export const TARGETS = ['chrome', 'firefox'] as const;

const folder = (target: string) => join(ROOT, '.output', target);

/**
 * One after the other: side by side, both write the same .wxt folder.
 * @param options.sandbox can sign in to the sandbox Hub, where the environment names no other client id
 */
export async function buildAll(options: { sandbox?: boolean } = {}): Promise<boolean> {
  const given = process.env.HUB_STEWARD_CLIENT_ID ?? (options.sandbox ? SANDBOX_CLIENT_ID : undefined);
  const env = { NODE_ENV: 'production', ...(given ? { HUB_STEWARD_CLIENT_ID: given } : {}) };
  for (const target of TARGETS) {
    const { code } = await runTool('wxt', ['build', '-b', target], { env });
    if (code !== 0) {
      console.log(`The build for ${target} failed.`);
      return false;
    }
  }
  return true;
}

interface Weight {
  file: string;
  bytes: number;
  gzip: number;
}

function weigh(target: string): Weight[] {
  return readdirSync(folder(target), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(js|css|html|json)$/.test(file) && statSync(join(folder(target), file)).isFile())
    .map((file) => {
      const content = readFileSync(join(folder(target), file));
      return { file: file.replaceAll('\\', '/'), bytes: content.length, gzip: gzipSync(content).length };
    })
    .sort((a, b) => b.bytes - a.bytes);
}

const kB = (bytes: number) => (bytes / 1000).toFixed(1).padStart(8);

/** Prints what each bundle weighs; false when one is over its budget, or missing. */
export function withinBudget(): boolean {
  const weights = TARGETS.map((target) => new Map(weigh(target).map((weight) => [weight.file, weight])));
  const files = [...new Set(weights.flatMap((map) => [...map.keys()]))];
  const width = Math.max(...files.map((file) => file.length), 10);
  console.log(
    `\n${'kB'.padEnd(width)}${TARGETS.map((target) => target.padStart(8) + 'gzip'.padStart(8)).join('')}`,
  );
  for (const file of files) {
    const cells = weights.map((map) => {
      const weight = map.get(file);
      return weight ? kB(weight.bytes) + kB(weight.gzip) : '–'.padStart(8).repeat(2);
    });
    console.log(file.padEnd(width) + cells.join(''));
  }
  return TARGETS.map((target, index) => {
    const guard = weights[index]?.get(GUARD_FILE)?.bytes;
    const verdict =
      guard === undefined
        ? `${target}: ${GUARD_FILE} is missing`
        : `${target}: ${GUARD_FILE} is ${guard} of at most ${GUARD_BUDGET_BYTES} bytes`;
    const fits = guard !== undefined && guard <= GUARD_BUDGET_BYTES;
    console.log(`${fits ? 'ok  ' : 'FAIL'} ${verdict}`);
    return fits;
  }).every(Boolean);
}
