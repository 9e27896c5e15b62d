/** A browser with the built extension on a sandbox Hub: what the tour, the pictures and the window of `npm start` begin with. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BrowserName,
  type Driver,
  type DriverOptions,
  launchDriver,
} from '../../tests/e2e/support/driver.ts';
import { WITH_MOUSE } from '../../tests/e2e/support/mouse.ts';
import { type Hub, startHub } from '../../tests/hub/server.ts';
import { ROOT } from './run.ts';

export const HUB = 'https://huggingface.co';

export const TITLES: Record<BrowserName, string> = { chromium: 'Chromium', firefox: 'Firefox' };

export interface Sandbox {
  driver: Driver;
  hub: Hub;
  close(): Promise<void>;
}

export function builtFor(browser: BrowserName): string {
  const folder = join(ROOT, '.output', browser === 'chromium' ? 'chrome' : 'firefox');
  if (!existsSync(join(folder, 'manifest.json')))
    throw new Error(`There is no build for ${TITLES[browser]} yet. Run: npm run build`);
  return folder;
}

export async function openSandbox(
  browser: BrowserName,
  options: Partial<DriverOptions> = {},
): Promise<Sandbox> {
  const extensionDir = builtFor(browser);
  const hub = await startHub({ quiet: true });
  try {
    const driver = await launchDriver(browser, {
      ...WITH_MOUSE[browser],
      hosts: spaceHosts(hub),
      ...options,
      extensionDir,
      hubPort: hub.port,
    });
    return {
      driver,
      hub,
      close: async () => {
        await driver.close();
        await hub.close();
      },
    };
  } catch (error) {
    await hub.close();
    throw error;
  }
}

/** Every Space's app has a name of its own, and Firefox knows no wildcards. */
function spaceHosts(hub: Hub): string[] {
  return hub.state.repos
    .filter(({ type }) => type === 'space')
    .map(({ id }) => `${id.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.hf.space`);
}
