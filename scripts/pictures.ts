/**
 * `npm run pictures`: the README's pictures, tests/pictures/*.png, from the sandbox Hub with the build that ships.
 *   a name or part of one   only those pictures
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { buildAll } from './lib/bundles.ts';
import { writeSmall } from './lib/palette.ts';
import { CHROMIUM, type Clip, FIREFOX } from './lib/picture-scenes.ts';
import { heading, ROOT } from './lib/run.ts';
import { openSandbox } from './lib/sandbox.ts';

const FOLDER = join(ROOT, 'tests/pictures');
const MOST_BYTES = 250_000;
const MOST_IN_ALL = 1_900_000;
/** Clock and reference differ from run to run; a picture in which only they do is left as it is. */
const SAME_PIXELS = 500;
const SAME_COLOUR = 40;

/** How many pixels differ to the eye. */
function difference(a: PNG, b: PNG): number {
  if (a.width !== b.width || a.height !== b.height) return Number.POSITIVE_INFINITY;
  let changed = 0;
  for (let at = 0; at < a.data.length; at += 4)
    if ([0, 1, 2].some((channel) => Math.abs(a.data[at + channel]! - b.data[at + channel]!) > SAME_COLOUR))
      changed++;
  return changed;
}

function cropped(picture: PNG, { x, y, width, height }: Clip): PNG {
  const left = Math.max(0, Math.round(x));
  const top = Math.max(0, Math.round(y));
  const made = new PNG({
    width: Math.min(Math.round(width), picture.width - left),
    height: Math.min(Math.round(height), picture.height - top),
  });
  PNG.bitblt(picture, made, left, top, made.width, made.height, 0, 0);
  return made;
}

/** Writes one picture, and says how large it is. */
function keep(name: string, picture: PNG, fullColour = false): number {
  const file = join(FOLDER, `${name}.png`);
  const small = fullColour ? PNG.sync.write(picture, { colorType: 2, deflateLevel: 9 }) : writeSmall(picture);
  const before = existsSync(file) ? readFileSync(file) : undefined;
  const same = before && difference(PNG.sync.read(before), PNG.sync.read(small)) <= SAME_PIXELS;
  if (!same) writeFileSync(file, small);
  const bytes = (same ? before : small).length;
  const size = `${picture.width}×${picture.height}`.padEnd(10);
  console.log(
    `${name.padEnd(24)}${size}${(bytes / 1000).toFixed(0).padStart(5)} kB${same ? '   as before' : ''}`,
  );
  if (bytes > MOST_BYTES) throw new Error(`${name} has ${bytes} bytes; ${MOST_BYTES} are the most`);
  return bytes;
}

heading('build');
if (!process.argv.includes('--no-build') && !(await buildAll())) process.exit(1);
heading('pictures');
const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
mkdirSync(FOLDER, { recursive: true });
let total = 0;
for (const [browser, scenes] of [
  ['chromium', CHROMIUM],
  ['firefox', FIREFOX],
] as const) {
  const chosen = scenes.filter(
    ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  );
  if (chosen.length === 0) continue;
  const sandbox = await openSandbox(browser, { media: { colourScheme: 'light', reducedMotion: true } });
  try {
    for (const { name, fullColour, take } of chosen) {
      const { page, clip, after } = await take(sandbox);
      const whole = PNG.sync.read(Buffer.from(await sandbox.driver.screenshot(page)));
      total += keep(name, clip ? cropped(whole, clip) : whole, fullColour);
      await after?.();
      await page.close();
    }
  } finally {
    await sandbox.close();
  }
}
console.log(`${(total / 1000).toFixed(0)} kB in all.`);
if (total > MOST_IN_ALL)
  throw new Error(`The pictures have ${total} bytes in all; ${MOST_IN_ALL} are the most`);
