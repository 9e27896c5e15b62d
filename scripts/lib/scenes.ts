/** What a person does with the extension, one function each: the tour tells of it, the pictures show it. */
import type { Page } from 'puppeteer-core';
import { parseHubUrl } from '../../lib/hub/url.ts';
import type { Driver, ShadowHandle } from '../../tests/e2e/support/driver.ts';
import { press, settled, until } from '../../tests/e2e/support/product.ts';
import { isNfaa, type RepoType } from '../../tests/hub/types.ts';
import { HUB, type Sandbox } from './sandbox.ts';

export interface SeenCard {
  id: string;
  /** The attribute that the style sheet reads. */
  state: string | null;
  /** Whether the sandbox Hub's own data say that it carries the tag. */
  tagged: boolean;
}

/** A list of the Hub, all of its cards judged. */
export async function openListing({ driver }: Sandbox, path: string): Promise<Page> {
  const page = await driver.open(`${HUB}${path}`);
  await page.bringToFront();
  await settled(page, 10);
  return page;
}

/** Nothing waits for an answer any more, what is covered has its button, and it stays so: lists are patched more than once. */
export async function drawnOn(page: Page): Promise<void> {
  let before = '';
  await until(
    async () => {
      const now = await page.evaluate(() => {
        const ours = (one: Element | null) => one?.hasAttribute('data-steward-ui') === true;
        const units = [...document.querySelectorAll('[data-steward]')];
        const state = (unit: Element) => unit.getAttribute('data-steward') ?? '';
        const isDone = (unit: Element) =>
          !['wait', 'placeholder'].includes(state(unit)) &&
          (!['blur', 'plain', 'mark'].includes(state(unit)) ||
            unit.tagName === 'IMG' ||
            ours(unit.nextElementSibling) ||
            ours(unit.lastElementChild));
        return units.length > 0 && units.every(isDone) ? units.map(state).join(' ') : '';
      });
      const still = now !== '' && now === before;
      before = now;
      return still;
    },
    { timeout: 15_000, every: 250, what: 'everything to be judged and drawn' },
  );
}

/** Types into the Hub's search box, and waits for what it suggests. */
export async function suggestions(page: Page, word: string): Promise<void> {
  await page.locator('input[placeholder^="Search models"]').fill(word);
  await until(
    () => page.evaluate(() => document.querySelector('[data-target="MainHeader"] [data-steward]') !== null),
    { timeout: 10_000, what: 'suggestions' },
  );
}

/** Every card of a page: what the extension made of it, and what the truth is. */
export async function cardsOf({ hub }: Sandbox, page: Page): Promise<SeenCard[]> {
  const found = await page.evaluate(() =>
    [...document.querySelectorAll('article')].map((card) => ({
      href: card.querySelector('a[href]')?.getAttribute('href') ?? '',
      state: card.getAttribute('data-steward'),
    })),
  );
  return found.flatMap(({ href, state }) => {
    const place = parseHubUrl(href);
    if (place?.kind !== 'repo') return [];
    const repo = hub.state.repos.find(({ id, type }) => id === place.id && type === (place.type as RepoType));
    return repo ? [{ id: repo.id, state, tagged: isNfaa(repo) }] : [];
  });
}

/** Changes the filter where a person does: in the popup. */
export async function chooseInPopup(driver: Driver, name: RegExp): Promise<void> {
  const popup = await driver.openExtensionPage('/popup.html', 'input[type=radio]');
  const root = await driver.documentOf(popup);
  // The words lie over their button: whoever presses them presses it.
  await (await root.waitFor({ role: 'radio', name }, { timeout: 10_000 })).click({ force: true });
  await root.waitFor({ text: /Kept\./ });
  await popup.close();
}

/** The popup is a tab here, and a real one does not live to see another tab: it is loaded while the page is in front. */
export async function inFrontOf(list: Page, popup: Page): Promise<void> {
  await list.bringToFront();
  await popup.evaluate(() => {
    document.documentElement.dataset.old = '';
    location.reload();
  });
  await until(
    () =>
      popup.evaluate(
        () =>
          !('old' in document.documentElement.dataset) &&
          document.querySelector('section.this-page') !== null,
      ),
    { timeout: 10_000, what: 'what the popup says of the page in front' },
  );
}

/** On the options page: a rule of one's own. */
export async function addRule(
  options: Page,
  root: ShadowHandle,
  { kind, value, action }: { kind: string; value: string; action: string },
): Promise<void> {
  await options.select('.rule-form select', kind);
  await options.type('.rule-form-value input', value);
  await options.select('.rule-form > :nth-child(3) select', action);
  await press(root, 'Add the rule');
  await until(
    () =>
      options.evaluate(
        () => document.querySelector<HTMLInputElement>('.rule-form-value input')?.value === '',
      ),
    {
      what: 'the rule to be kept',
    },
  );
}

/** On the options page: looks at a shared list and follows it. */
export async function followList(options: Page, root: ShadowHandle, dataset: string): Promise<void> {
  await options.type('section[aria-labelledby=lists] input', dataset);
  await press(root, 'Look at it');
  await press(root, 'Follow this list');
  // When it is followed, the field is empty again.
  await root.waitFor(
    { selector: 'section[aria-labelledby=lists] input:placeholder-shown' },
    { timeout: 10_000 },
  );
  await root.waitFor({ selector: '.rule-list select' });
}

/** On the options page: a PIN, and everything locked with it. */
export async function lockWith(options: Page, root: ShadowHandle, pin: string): Promise<void> {
  for (const label of ['New PIN', 'New PIN again']) {
    const id = await options.evaluate(
      (text) => [...document.querySelectorAll('label')].find((one) => one.textContent === text)?.htmlFor,
      label,
    );
    await (await root.waitFor({ selector: `[id="${id}"]` })).type(pin);
  }
  await press(root, 'Set the PIN and lock');
  await root.waitFor({ text: /Locked with a PIN/ }, { timeout: 10_000 });
}

/** The options page with a token that the Hub has confirmed. */
export async function keepToken(driver: Driver, token: string): Promise<Page> {
  const page = await driver.openExtensionPage('/options.html', 'input[type=password]');
  const root = await driver.documentOf(page);
  // The lock's PIN is a password, too.
  const field = 'section[aria-labelledby="account"] input[type=password]';
  await (await root.waitFor({ selector: field })).type(token);
  await press(root, /check and keep/i);
  await root.waitFor({ text: /May open discussions/ }, { timeout: 10_000 });
  return page;
}

/** In the open panel: types a word, and stays at the topic with its rule. */
export async function searchTopic(panel: ShadowHandle, word: string): Promise<string> {
  const box = await panel.waitFor({ role: 'combobox' }, { timeout: 10_000 });
  await box.type(word);
  const quote = await panel.waitFor({ selector: 'blockquote p, blockquote' }, { timeout: 10_000 });
  return quote.text();
}

/** From the topic to the text, and to the preview. */
export async function writeReport(panel: ShadowHandle, text: string): Promise<void> {
  await press(panel, 'Choose this topic');
  await panel.waitFor({ text: /Who will see this report/ });
  const field = await panel.waitFor({ selector: 'textarea' });
  await field.type(text);
}

declare const chrome: {
  alarms: { create(name: string, when: { when: number }): unknown };
  storage: {
    local: {
      get(key: string): Promise<Record<string, { ids: number; partial?: true; types: string[] } | undefined>>;
    };
  };
};

/** Has the NFAA index fetched now, as a new installation does by itself. @returns how many repositories it holds */
export async function fillIndex(driver: Driver): Promise<number> {
  const page = await driver.openExtensionPage('/popup.html');
  await page.evaluate(async () => {
    // What was begun belongs to a worker that is gone, and would wait for it.
    await new Promise<void>((done, fail) => {
      const opening = indexedDB.open('hub-steward');
      opening.onerror = () => fail(opening.error);
      opening.onsuccess = () => {
        const transaction = opening.result.transaction('meta', 'readwrite');
        transaction.objectStore('meta').delete('nfaaIndex');
        transaction.oncomplete = () => done();
        transaction.onerror = () => fail(transaction.error);
      };
    });
    const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome;
    return api.alarms.create('index', { when: Date.now() + 200 });
  });
  const ids = await until(
    () =>
      page.evaluate(async () => {
        const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome;
        const { nfaaIndex } = await api.storage.local.get('nfaaIndex');
        return nfaaIndex && !nfaaIndex.partial && nfaaIndex.types.length >= 3 ? nfaaIndex.ids : 0;
      }),
    { timeout: 20_000, what: 'the index to be whole' },
  );
  await page.close();
  return ids;
}

/** Pressing a button scrolled it to the middle. */
export async function toTop(page: Page): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
}
