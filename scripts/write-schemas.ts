/** Writes the published JSON Schemas from the shapes that the code checks files with: `node scripts/write-schemas.ts`. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PUBLISHED } from '../lib/report/published.ts';

const ROOT = join(import.meta.dirname, '..');
mkdirSync(join(ROOT, 'public/schema'), { recursive: true });
const files = Object.entries(PUBLISHED).map(([name, schema]) => {
  const file = join('public/schema', name);
  writeFileSync(join(ROOT, file), JSON.stringify(schema(), null, 2));
  return file;
});
execFileSync(join(ROOT, 'node_modules/.bin/biome'), ['format', '--write', ...files], {
  cwd: ROOT,
  stdio: 'inherit',
});
