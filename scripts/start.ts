/**
 * `npm start`: the extension in a browser of its own, on a sandbox Hub that cannot be harmed.
 *   npm start -- --firefox   and so on; the flags are below
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserName } from '../tests/e2e/support/driver.ts';
import { buildAll } from './lib/bundles.ts';
import { heading, ROOT } from './lib/run.ts';
import { runTour } from './lib/tour.ts';
import { openLive, openWindow } from './lib/window.ts';

const FLAGS = {
  '--chromium': 'in Chromium (as without a flag)',
  '--firefox': 'in Firefox',
  '--headless':
    'no window: a tour that prints what it does and leaves screenshots; both browsers unless one is named',
  '--live': 'the real Hub instead of the sandbox: reports there are real',
  '--no-build': 'the build that is there already',
  '--help': 'this list',
} as const;

const list = () =>
  Object.entries(FLAGS)
    .map(([flag, meaning]) => `  ${flag.padEnd(12)}${meaning}`)
    .join('\n');

/** Windows and macOS always have one; on Linux somebody may be at the other end of a wire. */
const hasDisplay = () =>
  process.platform !== 'linux' || !!process.env.DISPLAY || !!process.env.WAYLAND_DISPLAY;

function refuse(sentence: string): never {
  console.error(`\n${sentence}\n`);
  process.exit(1);
}

const args = process.argv.slice(2);
const has = (flag: keyof typeof FLAGS) => args.includes(flag);
const unknown = args.filter((arg) => !(arg in FLAGS));

if (unknown.length > 0)
  refuse(`npm start does not know ${unknown.join(' ')}. After "npm start --" it takes:\n${list()}`);
if (has('--help')) {
  console.log(`npm start -- [flags]\n${list()}`);
  process.exit(0);
}
if (has('--live') && has('--headless'))
  refuse(
    '--live and --headless do not go together: the tour files reports, and on the real Hub those would be real.',
  );
if (has('--live') && !hasDisplay())
  refuse('--live opens a window, and there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set).');

const named = (['chromium', 'firefox'] as const).filter((name) => has(`--${name}`));
const tour = has('--headless') || !hasDisplay();
if (named.length > 1 && !tour) refuse('One window at a time: --chromium or --firefox.');
if (tour && !has('--headless'))
  console.log(
    'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so this is the tour: npm start -- --headless',
  );

if (!has('--no-build')) {
  heading('build');
  if (!(await buildAll({ sandbox: !has('--live') }))) refuse('Without a build there is nothing to start.');
} else if (!['chrome', 'firefox'].every((name) => existsSync(join(ROOT, '.output', name, 'manifest.json'))))
  refuse('There is no build yet: leave --no-build away.');

try {
  const browser: BrowserName = named[0] ?? 'chromium';
  if (tour)
    process.exitCode = (await runTour(named.length > 0 ? [...named] : ['chromium', 'firefox'])) ? 0 : 1;
  else if (has('--live')) await openLive(browser);
  else await openWindow(browser);
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error));
}
