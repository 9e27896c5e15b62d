/** The checks that need no browser. Each prints what it found and says whether all is well. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runTool } from './run.ts';

export async function checkTypes(): Promise<boolean> {
  const { code } = await runTool('typescript', ['--noEmit'], { command: 'tsc' });
  if (code === 0) console.log('No type errors.');
  return code === 0;
}

export async function checkStyle(): Promise<boolean> {
  const { code } = await runTool('@biomejs/biome', ['check', '.'], { command: 'biome' });
  return code === 0;
}

export const FIREFOX_BUILD = join('.output', 'firefox');

export const isBuilt = () => existsSync(join(ROOT, FIREFOX_BUILD, 'manifest.json'));

interface Finding {
  code: string;
  message: string;
  file?: string;
  line?: number;
}
interface LinterReport {
  summary: { errors: number; warnings: number; notices: number };
  errors: Finding[];
  warnings: Finding[];
}

/** What addons.mozilla.org would say of the Firefox build. Errors are refused there; warnings are read by a person. */
export async function checkAddon(): Promise<boolean> {
  const { output } = await runTool(
    'web-ext',
    ['lint', '--source-dir', FIREFOX_BUILD, '--output', 'json', '--no-config-discovery'],
    { keep: true },
  );
  const start = output.indexOf('{');
  if (start < 0) {
    console.log(`web-ext lint gave no report: ${output}`);
    return false;
  }
  const report = JSON.parse(output.slice(start)) as LinterReport;
  for (const { code, message, file, line } of report.errors)
    console.log(`error ${code} ${file ?? ''}${line ? `:${line}` : ''} ${message}`);
  const kinds = new Map<string, number>();
  for (const { code, file } of report.warnings) {
    const kind = `${code} ${file ?? ''}`.trim();
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  for (const [kind, count] of kinds) console.log(`warning ${count} × ${kind}`);
  const { errors, warnings } = report.summary;
  console.log(`addons-linter: ${errors} errors, ${warnings} warnings.`);
  return errors === 0;
}
