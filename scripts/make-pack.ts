/**
 * Builds `public/policy/` from the verbatim texts in `tests/fixtures/policy/`.
 *
 *   node scripts/make-pack.ts           writes the packs and their index
 *   node scripts/make-pack.ts --check   fails when a file there differs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CONTENT_POLICY_2023 } from './policy/content-policy-2023-08-30.ts';
import { CONTENT_POLICY_2025 } from './policy/content-policy-2025-04-10.ts';
import { PACKS_FOLDER, type PackSource, packJson } from './policy/pack.ts';

/** Oldest first. */
export const SOURCES: PackSource[] = [CONTENT_POLICY_2023, CONTENT_POLICY_2025];
export const PACK_FILE = new URL(CONTENT_POLICY_2023.file, PACKS_FOLDER);

/** Name and content of each file of `public/policy/`. */
export function packFiles(): [name: string, content: string][] {
  const index = `${JSON.stringify({ packs: SOURCES.map(({ file }) => file) }, null, 1)}\n`;
  return [
    ['index.json', index],
    ...SOURCES.map((source): [string, string] => [source.file, packJson(source)]),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, content] of packFiles()) {
    const file = new URL(name, PACKS_FOLDER);
    if (!process.argv.includes('--check')) writeFileSync(file, content);
    else if (readFileSync(file, 'utf8') !== content) {
      console.error(`public/policy/${name} is not what scripts/make-pack.ts makes of the text.`);
      process.exitCode = 1;
    }
  }
}
