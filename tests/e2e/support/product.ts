/** The shipped build on the sandbox Hub: what every product test starts from, and the steps that many share. */
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { type Hub, startHub } from '../../hub/server.ts';
import { type Driver, type DriverOptions, type ShadowHandle, until } from './driver.ts';
import { driverTest, expect } from './fixture.ts';

export { NFAA_COLOUR, SANDBOX_TOKENS, SPECIAL } from '../../hub/server.ts';
export { countColour, type Driver, type ShadowHandle, until } from './driver.ts';
export { expect } from './fixture.ts';
export type { Hub };

const ROOT = join(import.meta.dirname, '../../..');
export const HUB = 'https://huggingface.co';

export const extensionDir = (browser: 'chromium' | 'firefox'): string =>
  join(process.env.STEWARD_OUTPUT ?? join(ROOT, '.output'), browser === 'chromium' ? 'chrome' : 'firefox');

/** Requests of the NFAA index: fetched in the background, whatever page is open. */
export const OF_INDEX = /\/api\/\w+\?.*expand(?:%5B%5D|\[\])=lastModified/;

/** What the pages themselves made the extension ask. */
export const askedOf = (hub: Hub) =>
  hub.requests.filter(({ url }) => url.startsWith('/api/') && !OF_INDEX.test(url));

/** Playwright's `test` with a browser that has the shipped build, on a fresh Hub and with an extension that remembers nothing. */
export function productTest(options?: Partial<DriverOptions> & { indexed?: boolean }) {
  const test = driverTest<Hub>({
    startHub: () => startHub({ quiet: true }),
    extension: (name) => ({ dir: extensionDir(name) }),
    ...(options ? { options } : {}),
  });
  return test.extend<{ fresh: undefined }>({
    fresh: [
      async ({ driver, hub, tidy: _ }, use) => {
        hub.reset();
        // Its alarm may ring in any test: only where the index is meant does it get anything.
        if (!options?.indexed) hub.faults.status(OF_INDEX, 503);
        await resetExtension(driver);
        // A first start opens the welcome page, which would take the front from the test's own.
        await driver.closePages();
        await use(undefined);
        // Whatever the test was about: neither side may break the Hub's contract.
        expect(hub.violations).toEqual([]);
      },
      { auto: true },
    ],
  });
}

/** As on the day it was installed: settings, memory, drafts, reports and token gone, the worker new. */
export async function resetExtension(driver: Driver): Promise<void> {
  const page = await driver.openExtensionPage('/popup.html');
  await forgetEverything(driver, page);
  await page.close();
}

/** The same, in a page of the extension's that is open already. */
export async function forgetEverything(driver: Driver, page: Page): Promise<void> {
  await page.evaluate(async () => {
    const api = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
    const clearStorage = async () => {
      await api.storage.local.clear();
      await api.storage.session.clear();
    };
    const db = await new Promise<IDBDatabase | null>((done) => {
      const opening = indexedDB.open('hub-steward');
      // The worker has not made it yet: leave that to the worker, an empty one would be in its way.
      opening.onupgradeneeded = () => opening.transaction?.abort();
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => done(null);
    });
    if (!db) return clearStorage();
    const names = [...db.objectStoreNames];
    if (names.length > 0) {
      const transaction = db.transaction(names, 'readwrite');
      for (const name of names) transaction.objectStore(name).clear();
      await new Promise((done, fail) => {
        transaction.oncomplete = done;
        transaction.onerror = fail;
      });
    }
    db.close();
    // After the database: the worker answers a change of settings by writing anew what it remembers.
    await clearStorage();
  });
  // A worker that is killed before it has registered the sheet again leaves the next page without it.
  await earlySheet(page);
  await driver.killBackground();
}

/** Waits until the sheet for cards that nobody has judged yet is registered. @param page one of the extension's */
export async function earlySheet(page: Page): Promise<void> {
  await until(
    () =>
      page.evaluate(async () => {
        const api = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
        const scripts = await api.scripting.getRegisteredContentScripts();
        const isThere = scripts.some(({ id }) => id === 'early');
        // Nobody answers this, but a worker that sleeps starts, and registers.
        if (!isThere) void api.runtime.sendMessage({ wake: true }).catch(() => {});
        return isThere;
      }),
    { timeout: 10_000, every: 50, what: 'the registration of early.css' },
  );
}

declare const chrome: {
  scripting: { getRegisteredContentScripts(): Promise<{ id: string }[]> };
  runtime: { sendMessage(message: object): Promise<unknown> };
  storage: Record<
    'local' | 'session',
    {
      clear(): Promise<void>;
      set(items: object): Promise<void>;
      get(keys?: string): Promise<Record<string, unknown>>;
    }
  >;
};

/** Changes settings as the popup does, through the same storage. */
export async function changeFilter(driver: Driver, filter: Record<string, unknown>): Promise<void> {
  const page = await driver.openExtensionPage('/popup.html');
  await page.evaluate(async (change) => {
    const api = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
    const { settings } = (await api.storage.local.get('settings')) as { settings?: { filter?: object } };
    await api.storage.local.set({ settings: { ...settings, filter: { ...settings?.filter, ...change } } });
  }, filter);
  await page.close();
}

/** What the extension keeps for pages under this name. */
export async function storedUnder(driver: Driver, key: string): Promise<unknown> {
  const page = await driver.openExtensionPage('/popup.html');
  const stored = await page.evaluate(async (name) => {
    const api = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
    return (await api.storage.local.get(name))[name];
  }, key);
  await page.close();
  return stored;
}

/** State of a repository's cards on a page, by id: the attribute that the style sheet reads. */
export function cardStates(page: Page, id: string): Promise<(string | null)[]> {
  return page.evaluate((wanted) => {
    const cards = [...document.querySelectorAll('article')];
    return cards
      .filter((card) => card.querySelector(`a[href$="/${wanted}"]`))
      .map((card) => card.getAttribute('data-steward'));
  }, id);
}

/** Waits until every card of the page is judged and none waits for an answer. */
export async function settled(page: Page, atLeast = 1): Promise<void> {
  await until(
    () =>
      page.evaluate((count) => {
        const states = [...document.querySelectorAll('article[data-steward]')].map((card) =>
          card.getAttribute('data-steward'),
        );
        return states.length >= count && !states.some((state) => state === 'wait' || state === 'placeholder');
      }, atLeast),
    { timeout: 10_000, what: `${atLeast} judged cards` },
  );
}

/** The closed root on a repository's card. */
export async function cardRoot(driver: Driver, page: Page, id: string): Promise<ShadowHandle> {
  await until(
    () =>
      page.evaluate((wanted) => {
        for (const old of document.querySelectorAll('[data-test-card]'))
          old.removeAttribute('data-test-card');
        const card = [...document.querySelectorAll('article')].find((one) =>
          one.querySelector(`a[href$="/${wanted}"]`),
        );
        card?.setAttribute('data-test-card', '');
        card?.scrollIntoView({ block: 'center' });
        return card?.querySelector('[data-steward-ui]') !== null && card !== undefined;
      }, id),
    { timeout: 10_000, what: `our element on the card of ${id}` },
  );
  return driver.closedRoot(page, '[data-test-card] > [data-steward-ui]');
}

/** Presses the Report button in a repository's title, and gives the panel's root. */
export async function openPanel(driver: Driver, page: Page): Promise<ShadowHandle> {
  const title = await driver.closedRoot(page, 'h1 > [data-steward-ui]', { timeout: 10_000 });
  await (await title.waitFor({ role: 'button' })).click();
  return panelOf(driver, page);
}

export async function panelOf(driver: Driver, page: Page): Promise<ShadowHandle> {
  const panel = await driver.closedRoot(page, '[data-steward-ui="panel"]', { timeout: 10_000 });
  await panel.waitFor({ role: 'dialog' }, { timeout: 10_000 });
  return panel;
}

/** Presses the button of that name, once it is there. */
export async function press(root: ShadowHandle, name: string | RegExp, role = 'button'): Promise<void> {
  await (await root.waitFor({ role, name }, { timeout: 10_000 })).click();
}

/** Types into the search box and takes the best match. */
export async function chooseTopic(panel: ShadowHandle, words: string): Promise<void> {
  const box = await panel.waitFor({ role: 'combobox' }, { timeout: 10_000 });
  await box.type(words);
  await box.press('Enter');
  await panel.waitFor({ text: /Who will see this report/ });
}

/** Enters a token on the options page, as a person does. */
export async function enterToken(driver: Driver, token: string): Promise<void> {
  const page = await driver.openExtensionPage('/options.html', 'input[type=password]');
  const root = await driver.documentOf(page);
  // The lock's PIN is a password, too.
  const account = 'section[aria-labelledby="account"] input[type=password]';
  await (await root.waitFor({ selector: account })).type(token);
  await press(root, /check and keep/i);
  await root.waitFor({ text: /sandbox-user/ }, { timeout: 10_000 });
  await page.close();
}

/** What the outbox holds, straight from the database. */
export async function outboxOf(
  driver: Driver,
): Promise<{ id: string; state: string; discussion?: number; isReport: boolean | null; problem?: string }[]> {
  const page = await driver.openExtensionPage('/popup.html');
  const records = await page.evaluate(
    () =>
      new Promise<never[]>((done, fail) => {
        const opening = indexedDB.open('hub-steward');
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          const reading = db.transaction('outbox').objectStore('outbox').getAll();
          reading.onsuccess = () => {
            db.close();
            done(reading.result as never[]);
          };
        };
      }),
  );
  await page.close();
  return records;
}

/** Discussions of a repository on the Hub whose text carries a reference of ours. */
export function ours(
  hub: Hub,
  type: string,
  id: string,
): { num: number; title: string; text: string; author: string; isReport: boolean }[] {
  const list = hub.state.discussions[`${type}:${id}`] ?? [];
  return list
    .map((discussion) => ({
      num: discussion.num,
      title: discussion.title,
      text: JSON.stringify(discussion),
      author: JSON.stringify((discussion as { author?: unknown }).author ?? null),
      isReport: (discussion as { isReport?: boolean }).isReport === true,
    }))
    .filter(({ text }) => /HS-[0-9A-Z]{8}/.test(text));
}
