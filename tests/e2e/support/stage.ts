/** A page of the Hub with a section that tests write into. */
import type { Page } from 'puppeteer-core';
import { indexHash } from '../../../lib/nfaa/hash.ts';
import { INDEX_KEY, packIndex, SHORT, type StoredIndex, sortHashes } from '../../../lib/nfaa/index-format.ts';
import { type Driver, HUB, settled, until } from './product.ts';

/** A list, judged, with an empty section that tests write into. */
export async function openStage(driver: Driver): Promise<Page> {
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  await page.evaluate(() => {
    const stage = document.createElement('section');
    stage.id = 'stage';
    document.querySelector('main')!.prepend(stage);
  });
  return page;
}

export const write = (page: Page, html: string) =>
  page.evaluate((text) => {
    document.querySelector('#stage')!.innerHTML = text;
  }, html);

/** The states of elements by id, with `!` where the element is out of reach: inert, or invisible as what is far from the screen. */
export const states = (page: Page, ...ids: string[]) =>
  page.evaluate(
    (all) =>
      all.map((id) => {
        const element = document.getElementById(id)!;
        const style = getComputedStyle(element);
        const out =
          element.hasAttribute('inert') ||
          style.getPropertyValue('interactivity') === 'inert' ||
          style.visibility === 'hidden';
        return `${element.getAttribute('data-steward') ?? ''}${out ? '!' : ''}`;
      }),
    ids,
  );

export const become = (page: Page, wanted: Record<string, string>) =>
  until(
    async () =>
      JSON.stringify(await states(page, ...Object.keys(wanted))) === JSON.stringify(Object.values(wanted)),
    { what: JSON.stringify(wanted) },
  );

/** Puts an index of exactly these where the guard reads it; whatever else is remembered stays. @param keys as of `repoKey`, or `frame:…` */
export async function keepIndex(driver: Driver, keys: readonly string[]): Promise<void> {
  const SALT = 1;
  const hashes = Float64Array.from(keys, (key) => indexHash(key.toLowerCase(), SALT));
  const now = Date.now();
  const index: StoredIndex = {
    v: 1,
    at: now,
    since: now,
    ids: keys.length,
    packed: packIndex(sortHashes(hashes), SALT, SHORT),
    types: ['model', 'dataset', 'space', 'kernel'],
  };
  const ours = await driver.openExtensionPage('/popup.html');
  await ours.evaluate(
    (items: object) => {
      const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome;
      return api.storage.local.set(items);
    },
    { [INDEX_KEY]: index },
  );
  await ours.close();
}

declare const chrome: { storage: { local: { set(items: object): Promise<void> } } };
