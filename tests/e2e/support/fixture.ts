/**
 * Playwright's runner with our driver. A worker starts one hub and one browser, and all of its tests share them;
 * after each test the tabs are closed, and what a failed one looked like is kept.
 */
import { test as base } from '@playwright/test';
import { type BrowserName, type Driver, type DriverOptions, launchDriver } from './driver.ts';

export interface Startable {
  port: number;
  close(): Promise<void>;
}

export interface Setup<Hub extends Startable> {
  startHub(): Promise<Hub>;
  /** The unpacked extension for a browser, and what to do with it afterwards. */
  extension(browser: BrowserName): { dir: string; env?: Record<string, string>; remove?(): void };
  options?: Partial<DriverOptions>;
}

export function driverTest<Hub extends Startable>(setup: Setup<Hub>) {
  return base.extend<{ tidy: undefined }, { hub: Hub; driver: Driver }>({
    hub: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
      async ({}, use) => {
        const hub = await setup.startHub();
        await use(hub);
        await hub.close();
      },
      { scope: 'worker' },
    ],
    driver: [
      async ({ hub }, use, worker) => {
        const name = worker.project.name as BrowserName;
        const extension = setup.extension(name);
        try {
          const driver = await launchDriver(name, {
            ...setup.options,
            hubPort: hub.port,
            extensionDir: extension.dir,
            ...(extension.env ? { env: extension.env } : {}),
          });
          await use(driver);
          await driver.close();
        } finally {
          extension.remove?.();
        }
      },
      // A cold Firefox takes its time.
      { scope: 'worker', timeout: 60_000 },
    ],
    tidy: [
      async ({ driver }, use, info) => {
        await use(undefined);
        if (info.status !== info.expectedStatus) {
          for (const [index, page] of (await driver.browser.pages()).entries()) {
            const body = await driver.screenshot(page).catch(() => undefined);
            if (body)
              await info.attach(`tab ${index} ${page.url()}`, {
                body: Buffer.from(body),
                contentType: 'image/png',
              });
          }
        }
        await driver.setOffline(false);
        await driver.closePages();
      },
      { auto: true },
    ],
  });
}

export { expect } from '@playwright/test';
