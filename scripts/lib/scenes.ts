/** What a person does with the extension, one function each: the tour tells of it, the pictures show it. */
import type { Page } from 'puppeteer-core';
import { parseHubUrl } from '../../lib/hub/url.ts';
import type { Driver, ShadowHandle } from '../../tests/e2e/support/driver.ts';
import { press, settled } from '../../tests/e2e/support/product.ts';
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
  await press(root, name, 'radio');
  await root.waitFor({ text: /Kept\./ });
  await popup.close();
}

/** The options page with a token that the Hub has confirmed. */
export async function keepToken(driver: Driver, token: string): Promise<Page> {
  const page = await driver.openExtensionPage('/options.html', 'input[type=password]');
  const root = await driver.documentOf(page);
  await (await root.waitFor({ selector: 'input[type=password]' })).type(token);
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

/** Pressing a button scrolled it to the middle. */
export async function toTop(page: Page): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
}
