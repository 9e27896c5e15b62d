/** Whoever listens, whatever was chosen: no word of what is covered is met. places.spec.ts has every place, with the defaults. */
import type { Page } from 'puppeteer-core';
import { PLACES } from '../hub/places.ts';
import { EMBEDDED, openPlace, told, wordsOfTagged } from './support/places.ts';
import { changeFilter, type Driver, expect, type Hub, productTest, until } from './support/product.ts';

const test = productTest({ hosts: EMBEDDED });

/** Of each kind of place the one that says most. */
const WALK = PLACES.filter(({ path, context, typed }) =>
  [
    '/spaces list',
    '/ search ember',
    '/?feed=1 home',
    '/tilda-brook/activity/all profile',
    '/collections/tilda-brook/mixed-bag-0123456789abcdef00000001 collection',
    '/pebble-works/ember-xl-lightning link',
    '/pebble-works/kestrel-3b-chat/discussions/1 link',
    '/pebble-works/embed-notes link',
  ].includes([path, context, typed].filter(Boolean).join(' ')),
);

/** Which of these words are told. */
async function heard(driver: Driver, page: Page, words: readonly string[]): Promise<string[]> {
  const tree = (await driver.accessibleTree(page)).map(({ name }) => name.replace(/\s+/g, ' '));
  return words.filter((one) => tree.some((name) => name.includes(one)));
}

async function walk(driver: Driver, hub: Hub, places: typeof WALK): Promise<void> {
  for (const place of places) {
    const page = await openPlace(driver, place);
    const where = `${place.path} ${place.typed ?? ''}`;
    const words = await wordsOfTagged(page, hub);
    expect(words.length, where).toBeGreaterThan(0);
    expect(await heard(driver, page, words), where).toEqual([]);
    expect(await told(driver, page, place.nfaa), where).toEqual([]);
    await page.close();
  }
}

test('the ears hear: without the filter, what links to tagged repositories say is met', async ({
  driver,
  hub,
}) => {
  expect(WALK).toHaveLength(8);
  await changeFilter(driver, { on: false });
  const page = await openPlace(driver, WALK.at(-1)!);
  const said = ['its old name', 'from a tagged repository'];
  expect(await wordsOfTagged(page, hub)).toEqual(expect.arrayContaining(said));
  await until(async () => (await heard(driver, page, said)).length === said.length, { what: 'these words' });
});

test('plain covers: no word of what is covered is met', async ({ driver, hub }) => {
  await changeFilter(driver, { look: 'plain' });
  await walk(driver, hub, WALK);
});

test('hidden: no word of what is hidden is met', async ({ driver, hub }) => {
  await changeFilter(driver, { action: 'hide' });
  await walk(driver, hub, WALK);
});

test('while the Hub cannot be asked: no word of what is tagged is met', async ({ driver, hub }) => {
  hub.faults.status(/GET \/api\//, 503);
  // Suggestions are the Hub's answers.
  await walk(
    driver,
    hub,
    WALK.filter(({ typed }) => !typed),
  );
});
