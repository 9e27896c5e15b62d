/** Steps of the report tests: writing one, reading what the panel shows, and time travel in the outbox. */
import type { Page } from 'puppeteer-core';
import type { Draft, OutboxRecord } from '../../../lib/report/report.ts';
import { LEASE_MS, NEVER } from '../../../lib/report/waits.ts';
import { type Driver, HUB, type Hub, openPanel, press, type ShadowHandle, until } from './product.ts';

/** Longer than any lease of the outbox. */
export const BEYOND_LEASE_MS = LEASE_MS * 2;

/** POSTs that would open a discussion through the API. */
export const POSTS = /^POST \/api\/\w+\/[^/]+\/[^/]+\/discussions$/;
export const postsOf = (hub: Hub) => hub.requests.filter((r) => POSTS.test(`${r.method} ${r.url}`));

declare const chrome: {
  runtime: { sendMessage(message: object): Promise<{ ok: boolean }> };
};

/** Gives the worker a token, as the options page does, without the typing. */
export async function signIn(driver: Driver, token: string): Promise<void> {
  const page = await driver.openExtensionPage('/popup.html');
  // Again where it fails: a worker that was killed a moment ago turns messages away.
  await until(
    () =>
      page.evaluate(async (given) => {
        const api = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
        const data = { token: given, remember: false };
        return (await api.runtime.sendMessage({ name: 'account.set', data })).ok;
      }, token),
    { what: 'the token to be taken' },
  );
  await page.close();
}

/** Goes back to the topics and takes another one. */
export async function changeTopic(panel: ShadowHandle, words: string, name: string): Promise<void> {
  await press(panel, 'Change the topic');
  await pickTopic(panel, words, name);
}

/** A repository's page with its panel open. */
export async function reportOn(driver: Driver, path: string): Promise<{ page: Page; panel: ShadowHandle }> {
  const page = await driver.open(`${HUB}/${path}`);
  return { page, panel: await openPanel(driver, page) };
}

/** Types into the search box until that topic is the best match, and takes it. */
export async function pickTopic(panel: ShadowHandle, words: string, name: string): Promise<void> {
  const box = await panel.waitFor({ role: 'combobox' }, { timeout: 10_000 });
  await box.type(words);
  await panel.waitFor({ selector: '[role=option][aria-selected=true]', name });
  await box.press('Enter');
  await panel.waitFor({ role: 'heading', name: 'Who will see this report' });
}

/** The field for the person's own words; the topic's questions have fields of their own. */
export const WORDS = { role: 'textbox', name: /^What (did you see|is new)/ };

/** Writes into the panel's field, and waits until the words are kept. */
export async function write(panel: ShadowHandle, text: string): Promise<void> {
  const field = await panel.waitFor(WORDS);
  await field.type(text);
  await panel.waitFor({ text: 'Draft kept on this device' });
}

/** Chooses one of the ways that the panel offers. */
export async function chooseRoute(panel: ShadowHandle, name: RegExp): Promise<void> {
  const radio = await panel.waitFor({ role: 'radio', name });
  await radio.click();
  await radio.waitUntil((info) => info.checked === true);
}

/** What the preview says will be sent, character for character. `to` only of mails. */
export async function previewOf(panel: ShadowHandle): Promise<{ to?: string; title: string; body: string }> {
  await panel.waitFor({ selector: '.panel-preview .panel-exact pre' });
  const parts = await Promise.all(
    (await panel.findAll({ selector: '.panel-preview .panel-exact dd' })).map((part) =>
      part.evaluate((node) => node.textContent ?? ''),
    ),
  );
  const [body = '', title = '', to] = parts.reverse();
  return { ...(to === undefined ? {} : { to }), title, body };
}

/** From nothing to the preview of a public report on malware; the Send button is there, not pressed. */
export async function prepared(
  driver: Driver,
  repo: string,
  text: string,
): Promise<{ page: Page; panel: ShadowHandle }> {
  const { page, panel } = await reportOn(driver, repo);
  await pickTopic(panel, 'malware', 'Malware');
  await write(panel, text);
  await press(panel, 'Preview');
  await panel.waitFor({ role: 'button', name: SEND });
  return { page, panel };
}

export const SEND = /^Send to the Community tab$/;
export const OPEN_FORM = /^Open the Hub’s form/;

/** The tab at such an address, once there is one. Asked of the pages: Firefox does not tell of the extension's. */
export function tabAt(driver: Driver, address: RegExp): Promise<Page> {
  return until(
    async () => {
      for (const page of await driver.browser.pages()) {
        const href = await page.evaluate(() => location.href).catch(() => '');
        if (address.test(href)) return page;
      }
      return undefined;
    },
    { timeout: 10_000, what: `a tab at ${address}` },
  );
}

/** Presses Send and waits for the receipt. */
export async function sendIt(panel: ShadowHandle): Promise<void> {
  await press(panel, SEND);
  await receipt(panel);
}

export async function receipt(panel: ShadowHandle): Promise<void> {
  // The time to take it back (UNDO_MS) and the sending.
  await panel.waitFor({ selector: '.ui-notice-title', text: 'Receipt' }, { timeout: 25_000 });
}

/** The list of reports, shown. Reading it also wakes the worker and lets it do what is due. */
export async function myReports(driver: Driver): Promise<{ page: Page; root: ShadowHandle }> {
  const page = await driver.openExtensionPage('/reports.html', 'h1');
  return { page, root: await driver.documentOf(page) };
}

/** Rows of one of the worker's stores. `page` is one of the extension's. */
async function rowsOf<T>(page: Page, store: 'outbox' | 'drafts'): Promise<T[]> {
  const json = await page.evaluate(
    (name) =>
      new Promise<string>((done, fail) => {
        const opening = indexedDB.open('hub-steward');
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction(name).objectStore(name).getAll();
          reading.onerror = () => fail(reading.error);
          reading.onsuccess = () => {
            opening.result.close();
            done(JSON.stringify(reading.result));
          };
        };
      }),
    store,
  );
  return JSON.parse(json) as T[];
}

export const recordsIn = (page: Page) => rowsOf<OutboxRecord>(page, 'outbox');
export const draftsIn = (page: Page) => rowsOf<Draft>(page, 'drafts');

/** Waits until the only record of the outbox is as it should be. */
export async function recordBecomes(
  page: Page,
  test: (record: OutboxRecord) => boolean,
  timeout = 25_000,
): Promise<OutboxRecord> {
  let last: OutboxRecord[] = [];
  return until(
    async () => {
      last = await recordsIn(page);
      return last.length === 1 && test(last[0]!) && last[0];
    },
    { timeout, what: 'the record' },
  ).catch((error: Error) => {
    throw new Error(
      `${error.message}: ${JSON.stringify(last.map(({ report: _, body: __, ...rest }) => rest))}`,
    );
  });
}

/**
 * Lets that much time pass for every report: what the outbox remembers of times is moved into the past.
 * The worker should not be at work meanwhile, for it compares times before it writes.
 */
export async function timePasses(page: Page, ms: number): Promise<void> {
  await page.evaluate(
    (by, never) =>
      new Promise<void>((done, fail) => {
        const opening = indexedDB.open('hub-steward');
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          const transaction = db.transaction(['outbox', 'errands'], 'readwrite');
          for (const name of ['outbox', 'errands']) {
            const cursors = transaction.objectStore(name).openCursor();
            cursors.onsuccess = () => {
              const cursor = cursors.result;
              if (!cursor) return;
              const row = cursor.value as { nextAt: number; since: number; postedAt?: number };
              if (row.nextAt !== never) row.nextAt -= by;
              if (row.postedAt !== undefined) row.postedAt -= by;
              row.since -= by;
              cursor.update(row);
              cursor.continue();
            };
          }
          transaction.onabort = () => fail(transaction.error);
          transaction.oncomplete = () => {
            db.close();
            done();
          };
        };
      }),
    ms,
    NEVER,
  );
}

/** Tab, as often as it takes. */
export async function tabTo(
  page: Page,
  root: ShadowHandle,
  role: string,
  name: string | RegExp,
): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    const found = await root.find({ role, name });
    if (found && (await found.info()).focused) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`80 times Tab did not lead to ${role} ${name}`);
}
