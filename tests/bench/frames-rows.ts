/** The rows of the painted frames: every case of flashes.ts, and first whether the eyes that look see anything at all. */
import { rmSync } from 'node:fs';
import { type Driver, launchDriver } from '../e2e/support/driver.ts';
import { changeFilter, extensionDir } from '../e2e/support/product.ts';
import type { Hub } from '../hub/server.ts';
import { slowStorage } from './extensions.ts';
import { CASES, type Case, coldBrowser, type Flashes, flashes, SEEN, SLOW_MS, VIEWPORT } from './flashes.ts';
import type { Column, Results } from './results.ts';

const LOADS = 100;
const STARTED = 'started';

export const caseNames = [STARTED, ...Object.keys(CASES)];

/**
 * @param loads for each case, instead of as many as the issue asks for: with a browser that starts, or a page of 5,000 cards,
 * those take a quarter of an hour
 */
export async function framesOf(
  column: Column,
  hub: Hub,
  results: Results,
  cases: readonly string[],
  loads?: number,
): Promise<void> {
  const product = extensionDir(column);
  const put = (name: string, known: boolean, seen: Flashes) => {
    const covered = known ? seen.covered : '–';
    const blank = known ? seen.blank : '–';
    const all = `of ${seen.frames.toLocaleString('en')} (${seen.loads} load${seen.loads === 1 ? '' : 's'})`;
    results.put(
      {
        what: `painted frames, ${name}: showing tagged content / covering a card known to be safe / with such a card still blank`,
        budget: known ? '0 / 0 / –' : '0 / – / –',
      },
      `${seen.tagged} / ${covered} / ${blank} ${all}`,
      seen.tagged === 0 && (!known || seen.covered === 0),
    );
  };
  const wanted = (Object.entries(CASES) as [string, Case][]).filter(([name]) => cases.includes(name));
  const run = async (driver: Driver, some: readonly [string, Case][]) => {
    if (some.length > 0) await checkEyes(driver, hub);
    for (const [, one] of some) {
      const seen = await flashes(driver, hub, one, loads ?? LOADS);
      if (one.long && seen.covered === 0) throw new Error(`No placeholder was seen: ${one.name}`);
      put(one.name, one.known, seen);
    }
  };
  const options = { hubPort: hub.port, viewport: VIEWPORT };
  if (cases.includes(STARTED))
    put('browser just started', false, await coldBrowser(column, hub, product, loads ?? LOADS));
  const driver = await launchDriver(column, { ...options, extensionDir: product });
  try {
    await run(
      driver,
      wanted.filter(([, one]) => !one.slowStorage),
    );
  } finally {
    await driver.close();
  }
  const slow = wanted.filter(([, one]) => one.slowStorage);
  if (slow.length === 0) return;
  const copy = slowStorage(product, SLOW_MS);
  const slowDriver = await launchDriver(column, { ...options, extensionDir: copy });
  try {
    await run(slowDriver, slow);
  } finally {
    await slowDriver.close();
    rmSync(copy, { recursive: true, force: true });
  }
}

/**
 * With the filter off, tagged content is on the screen, and no card is covered.
 * @throws Error when that is not seen: then a 0 elsewhere would mean nothing
 */
async function checkEyes(driver: Driver, hub: Hub): Promise<void> {
  await changeFilter(driver, { on: false });
  const seen = await flashes(driver, hub, SEEN, 3);
  if (seen.tagged === 0 || seen.safe === 0 || seen.covered > 0)
    throw new Error(`With the filter off, frames show something else: ${JSON.stringify(seen)}`);
  await changeFilter(driver, { on: true });
}
