/** What a listing of 30 cards asks the Hub. */
import { INDEX_KEY, type StoredIndex } from '../../lib/nfaa/index-format.ts';
import { type BrowserName, type Driver, launchDriver, until } from '../e2e/support/driver.ts';
import { askedOf, HUB, settled } from '../e2e/support/product.ts';
import type { Hub } from '../hub/server.ts';
import { stored, withoutIndex } from './memory.ts';

/** Requests to the API for a first load with nothing known, for another load, and for a first one with an index. */
export async function requestsFor(
  browser: BrowserName,
  hub: Hub,
  extensionDir: string,
): Promise<{ cold: number; warm: number; indexed: number }> {
  const launch = () => launchDriver(browser, { hubPort: hub.port, extensionDir });
  hub.reset();
  withoutIndex({ hub });
  const driver = await launch();
  let cold: number;
  let warm: number;
  try {
    cold = await asked(driver, hub);
    warm = await asked(driver, hub);
  } finally {
    await driver.close();
  }
  // The index as the extension itself fetches it, in a browser that knows nothing else.
  hub.reset();
  const fresh = await launch();
  try {
    const ours = await fresh.openExtensionPage('/popup.html');
    const isWhole = async () => {
      const index = (await stored(ours))[INDEX_KEY] as StoredIndex | undefined;
      return index !== undefined && !index.partial;
    };
    await until(isWhole, { timeout: 120_000, every: 250, what: 'the whole index' });
    await ours.close();
    return { cold, warm, indexed: await asked(fresh, hub) };
  } finally {
    await fresh.close();
    hub.reset();
  }
}

async function asked(driver: Driver, hub: Hub): Promise<number> {
  hub.requests.length = 0;
  const page = await driver.open(`${HUB}/models`);
  await until(() => settled(page, 30).then(() => true), { timeout: 20_000 });
  await page.close();
  return askedOf(hub).length;
}
