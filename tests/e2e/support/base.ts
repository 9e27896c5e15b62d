/** What both drivers do in the same way. */
import type { Browser, Frame, Page } from 'puppeteer-core';
import { isolatedRealm } from './internals.ts';
import { until } from './poll.ts';
import type { Relay } from './relay.ts';
import { ShadowHandle, type Waiting } from './shadow.ts';

export abstract class BaseDriver {
  readonly browser: Browser;
  readonly extensionId: string;
  abstract readonly extensionOrigin: string;

  protected readonly relay: Relay;

  constructor(browser: Browser, relay: Relay, extensionId: string) {
    this.browser = browser;
    this.relay = relay;
    this.extensionId = extensionId;
  }

  abstract newPage(): Promise<Page>;
  abstract goExtension(page: Page, url: string): Promise<void>;
  abstract rootsIn(page: Page, scope: ShadowHandle, selector: string): Promise<ShadowHandle[]>;

  async open(url: string): Promise<Page> {
    const page = await this.newPage();
    await page.goto(url);
    return page;
  }

  async openExtensionPage(path: string, ready = 'body'): Promise<Page> {
    const page = await this.newPage();
    const url = new URL(path, `${this.extensionOrigin}/`).href;
    await this.goExtension(page, url);
    await until(
      () =>
        page.evaluate(
          (css, origin) =>
            location.href.startsWith(origin) &&
            document.readyState === 'complete' &&
            !!document.querySelector(css),
          ready,
          this.extensionOrigin,
        ),
      { timeout: 10_000, what: `${ready} in ${url}` },
    );
    return page;
  }

  async documentOf(page: Page): Promise<ShadowHandle> {
    return this.#documentIn(page, page.mainFrame());
  }

  async #documentIn(page: Page, frame: Frame): Promise<ShadowHandle> {
    return new ShadowHandle(page, await isolatedRealm(frame).evaluateHandle(() => document));
  }

  async closedRoots(within: Page | Frame | ShadowHandle, hostSelector: string): Promise<ShadowHandle[]> {
    if (within instanceof ShadowHandle) return await this.rootsIn(within.page, within, hostSelector);
    const frame = 'mainFrame' in within ? within.mainFrame() : within;
    const page = frame.page();
    return await this.rootsIn(page, await this.#documentIn(page, frame), hostSelector);
  }

  closedRoot(
    within: Page | Frame | ShadowHandle,
    hostSelector: string,
    options: Waiting = {},
  ): Promise<ShadowHandle> {
    return until(async () => (await this.closedRoots(within, hostSelector))[0], {
      ...options,
      what: `a shadow root of ${hostSelector}`,
    });
  }

  async screenshot(page: Page, path?: string): Promise<Uint8Array> {
    // A tab in the background paints nothing, and Chromium would wait for it.
    await page.bringToFront();
    return await page.screenshot(path ? { path: path as `${string}.png` } : {});
  }

  /** The last change is only sure to be on the screen two frames later. */
  protected async painted(page: Page): Promise<void> {
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  }

  async closePages(): Promise<void> {
    const pages = await this.browser.pages();
    // The browser ends with its last tab.
    const spare = await this.browser.newPage();
    await Promise.all(
      pages.filter((page) => page !== spare).map((page) => page.close().catch(() => undefined)),
    );
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.relay.close();
  }
}
