/** Running the project's own tools: always the installed version, always under the Node that runs us. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export interface Outcome {
  code: number;
  /** What it printed to stdout, when asked to keep it instead of showing it. */
  output: string;
}

/** The file behind a package's command: `.bin` holds shell scripts on Windows. */
export function programOf(name: string, command: string): string {
  const folder = join(ROOT, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const file = typeof bin === 'string' ? bin : bin[command];
  if (!file) throw new Error(`The package ${name} has no command ${command}`);
  return join(folder, file);
}

export interface RunOptions {
  /** The command's name where it is not the package's. */
  command?: string;
  keep?: boolean;
  env?: Record<string, string>;
}

export function runTool(name: string, args: string[], options: RunOptions = {}): Promise<Outcome> {
  const program = programOf(name, options.command ?? name);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: ROOT,
      stdio: ['ignore', options.keep ? 'pipe' : 'inherit', 'inherit'],
      env: { ...process.env, ...options.env },
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

export const heading = (text: string) =>
  console.log(`\n── ${text} ${'─'.repeat(Math.max(0, 70 - text.length))}`);
