/** The public seams load in plain Node, as they stand, without browser globals: other tools call them. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

describe('public seams in Node', () => {
  it.each([
    ['lib/hub/url.ts', ['parseHubUrl']],
    ['lib/hub/page.ts', ['repoOfPage', 'cardsIn']],
    ['lib/nfaa/decide.ts', ['decide']],
    ['lib/policy/parse.ts', ['parsePolicy']],
    ['lib/report/route.ts', ['routesFor']],
    ['lib/report/compose.ts', ['composeReport']],
  ])('%s exports %j', (file, names) => {
    const script = `const m = await import(${JSON.stringify(join(ROOT, file))}); process.stdout.write(JSON.stringify(${JSON.stringify(names)}.map((n) => typeof m[n])))`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(JSON.parse(out)).toEqual(names.map(() => 'function'));
  });
});
