/** Tests about the house itself: which room may import which (DESIGN.md, "Walls that hold the house up"). */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const files = globSync('{lib,components,entrypoints}/**/*.{ts,tsx}', { cwd: ROOT });
const source = (file: string) => readFileSync(join(ROOT, file), 'utf8');

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

/** Every import and re-export of a file; relative ones resolved to a path from the root. */
function importsOf(file: string): Import[] {
  const found: Import[] = [];
  const pattern =
    /(?:^|\n)\s*(import|export)\s+(type\s+)?([^'";]*?from\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;
  for (const match of source(file).matchAll(pattern)) {
    const spec = (match[4] ?? match[5])!.replace(/\?.*$/, '');
    const braces = match[3] ?? '';
    const typeOnly =
      Boolean(match[2]) ||
      (/^\{/.test(braces.trim()) &&
        braces
          .replace(/[{}]|from/g, '')
          .split(',')
          .filter((s) => s.trim())
          .every((s) => s.trim().startsWith('type ')));
    const to = spec.startsWith('.') ? relative(ROOT, join(ROOT, dirname(file), spec)) : spec;
    found.push({ from: file, to, typeOnly });
  }
  return found;
}

const imports = files.flatMap(importsOf);
const real = imports.filter((i) => !i.typeOnly);

/** All that a file loads at run time, itself included. */
function closure(entry: string): Set<string> {
  const seen = new Set<string>();
  const queue = [entry];
  while (queue.length > 0) {
    const file = queue.pop()!;
    if (seen.has(file)) continue;
    seen.add(file);
    for (const i of real) if (i.from === file) queue.push(i.to);
  }
  return seen;
}

const offending = (from: RegExp, to: RegExp, list = imports) =>
  list.filter((i) => from.test(i.from) && to.test(i.to)).map((i) => `${i.from} -> ${i.to}`);

describe('walls', () => {
  it('sees the house', () => {
    expect(files.length).toBeGreaterThan(40);
    expect(imports.length).toBeGreaterThan(100);
  });

  it('every import that is ours exists, with its ending', () => {
    const known = new Set([...files, ...globSync('{lib,components,entrypoints}/**/*.css', { cwd: ROOT })]);
    expect(imports.filter((i) => /^(lib|components|entrypoints)\//.test(i.to) && !known.has(i.to))).toEqual(
      [],
    );
  });

  it('lib imports neither components nor entrypoints', () => {
    expect(offending(/^lib\//, /^(components|entrypoints)\//)).toEqual([]);
  });

  it('components never import entrypoints', () => {
    expect(offending(/^components\//, /^entrypoints\//)).toEqual([]);
  });

  it('lib/hub knows nothing of nfaa, policy or report', () => {
    expect(offending(/^lib\/hub\//, /^lib\/(nfaa|policy|report|account|guard|platform)\//)).toEqual([]);
  });

  it.each([
    'lib/hub/url.ts',
    'lib/hub/page.ts',
    'lib/nfaa/decide.ts',
    'lib/policy/parse.ts',
    'lib/report/route.ts',
    'lib/report/compose.ts',
  ])('%s is pure: no browser, no network, no database, no React, in all that it loads', (entry) => {
    for (const file of closure(entry)) {
      expect(file).not.toMatch(/^(react|react-dom|webextension-polyfill|idb|zustand|wxt)/);
      expect(file).not.toMatch(/^lib\/(platform|account)\//);
      if (/^lib\//.test(file)) expect(source(file)).not.toMatch(/\b(fetch|indexedDB|localStorage)\s*\(/);
    }
  });

  it('only lib/hub/api.ts fetches from the Hub', () => {
    const fetching = files.filter((file) => /(?<![\w.])(?:globalThis\.)?fetch\s*\(/.test(source(file)));
    // The worker reads one file of our own package.
    expect(
      fetching.filter((file) => file !== 'lib/hub/api.ts' && file !== 'entrypoints/background.ts'),
    ).toEqual([]);
    expect(source('entrypoints/background.ts').match(/fetch\(/g)).toHaveLength(1);
    expect(source('entrypoints/background.ts')).toMatch(/fetch\(browser\.runtime\.getURL\(/);
  });

  it('only lib/platform names the browser; the worker gets it from there', () => {
    const naming = files.filter(
      (file) =>
        /\b(chrome|globalThis\.browser)\.\w/.test(source(file)) ||
        /from 'webextension-polyfill'/.test(source(file)),
    );
    expect(naming.filter((file) => !file.startsWith('lib/platform/'))).toEqual([]);
  });

  it('only lib/report/sending.ts sends a report, a comment or a withdrawal', () => {
    const sending = files.filter((file) =>
      /\.(?:createDiscussion|setStatus)\(|\bapi\.comment\(/.test(source(file)),
    );
    expect(sending).toEqual(['lib/report/sending.ts']);
  });

  it('nothing that composes, sends or exports can reach the pictures for the own record', () => {
    const rooms =
      /^lib\/(?:report\/(?:compose|sending|export|portable|mail|dmca|dsa|xarf|csv|record|admitted)|hub\/)/;
    const leaving = files.filter((file) => rooms.test(file));
    expect(leaving.length).toBeGreaterThan(25);
    for (const entry of leaving) {
      expect([...closure(entry)].filter((file) => /pictur|capture/.test(file))).toEqual([]);
      expect(source(entry), entry).not.toMatch(/pictures?\.ts|['"]pictures?['".]/);
    }
    // Of all that may ask the Hub, only the outbox's rows touch them, to hand them over and to let them go.
    const reading = imports
      .filter((i) => i.to === 'lib/report/pictures.ts' && !i.typeOnly)
      .map((i) => i.from);
    expect(reading.sort()).toEqual([
      'lib/report/draft.ts',
      'lib/report/ledger.ts',
      'lib/report/picture-handlers.ts',
    ]);
  });

  it('the guard loads no React, no zod, no store, no polyfill', () => {
    const loaded = [...closure('entrypoints/guard.ts')];
    expect(
      loaded.filter((file) => /^(react|zod|zustand|webextension-polyfill|idb|htmlparser2)/.test(file)),
    ).toEqual([]);
    expect(loaded.filter((file) => /^components\//.test(file))).toEqual([]);
  });

  it('the panel carries no polyfill either', () => {
    expect(
      [...closure('entrypoints/panel.tsx')].filter((file) =>
        /^(webextension-polyfill|idb|htmlparser2)/.test(file),
      ),
    ).toEqual([]);
  });
});

describe('the repository', () => {
  it('keeps no TODO without a date, no focused test and no sleep in tests', () => {
    const all = globSync('{lib,components,entrypoints,tests,scripts}/**/*.{ts,tsx,mjs}', {
      cwd: ROOT,
    }).filter((f) => !f.endsWith('walls.test.ts'));
    expect(all.filter((file) => /\bTODO(?! \[20\d\d)/.test(source(file)))).toEqual([]);
    const tests = all.filter((file) => /\.(test|spec)\.tsx?$/.test(file));
    expect(tests.filter((file) => /\b(?:it|test|describe)\.only\(/.test(source(file)))).toEqual([]);
    expect(tests.filter((file) => /waitForTimeout\(|setTimeout\(r/.test(source(file)))).toEqual([]);
  });

  it('every dependency has its line in ARCHITECTURE.md', () => {
    const architecture = source('ARCHITECTURE.md');
    const pkg = JSON.parse(source('package.json')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    const missing = Object.keys({ ...pkg.dependencies, ...pkg.devDependencies }).filter(
      (name) => !architecture.includes(`\`${name}\``),
    );
    expect(missing).toEqual([]);
  });
});
