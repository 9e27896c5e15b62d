/** The lock on pages of the Hub: where covers cannot be opened, nothing offers to open one; in pages that are open, at once. */
import type { Page } from 'puppeteer-core';
import { lockCovers } from './support/lock.ts';
import { BYPASS } from './support/places.ts';
import {
  cardRoot,
  cardStates,
  changeFilter,
  type Driver,
  expect,
  HUB,
  press,
  productTest,
  SPECIAL,
  settled,
  until,
} from './support/product.ts';

const test = productTest();
const LOCKED = /Locked: covers cannot be opened here/;
const WAY_IN = /^(always )?show\b/i;

/** What anybody could press to see something, as the browser tells it, our closed roots included. */
async function waysIn(driver: Driver, page: Page): Promise<string[]> {
  await page.bringToFront();
  const tree = await driver.accessibleTree(page);
  return tree
    .filter(({ role, name }) => /^(button|menuitem|link)$/.test(role) && WAY_IN.test(name))
    .map(({ name }) => name);
}

const noWayIn = (driver: Driver, page: Page) =>
  until(async () => (await waysIn(driver, page)).length === 0, { what: 'no way in' }).catch(async (error) => {
    throw new Error(`${error.message}; offered: ${(await waysIn(driver, page)).join(', ')}`, {
      cause: error,
    });
  });

test('locked: a card that was shown is covered again, without a Show button, and no menu offers one', async ({
  driver,
}) => {
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  await press(await cardRoot(driver, page, SPECIAL.nfaaModel), /^Show/);
  await until(async () => (await cardStates(page, SPECIAL.nfaaModel))[0] === 'shown', {
    what: 'a shown card',
  });
  expect(await waysIn(driver, page)).not.toEqual([]);
  await lockCovers(driver);
  await until(async () => (await cardStates(page, SPECIAL.nfaaModel))[0] === 'blur', { what: 'the cover' });
  await page.bringToFront();
  const root = await cardRoot(driver, page, SPECIAL.nfaaModel);
  await root.waitFor({ text: LOCKED });
  await noWayIn(driver, page);

  await press(root, 'More choices for this repository');
  await root.waitFor({ role: 'menuitem', name: 'Hide this repository' });
  const items = await Promise.all((await root.findAll({ role: 'menuitem' })).map((item) => item.text()));
  expect(items.filter((item) => WAY_IN.test(item))).toEqual([]);
});

test('locked: a covered link has no button behind it', async ({ driver }) => {
  const page = await driver.open(`${HUB}/${SPECIAL.embedModel}`);
  const link = `p a[href="/${SPECIAL.nfaaByOwner}"]`;
  const beside = () => driver.closedRoot(page, `${link} + [data-steward-ui="link"]`, { timeout: 10_000 });
  await (await beside()).waitFor({ role: 'button', name: /^Show this repository/ });
  await lockCovers(driver);
  await page.bringToFront();
  await (await beside()).waitGone({ role: 'button' });
  await (await beside()).waitFor({ text: 'Not for all audiences' });
  await noWayIn(driver, page);
  expect(await page.evaluate((css) => document.querySelector(css)?.getAttribute('data-steward'), link)).toBe(
    'blur',
  );
});

test('locked: the wall of a repository’s page lets nobody in', async ({ driver }) => {
  const page = await driver.open(`${HUB}/${SPECIAL.nfaaModel}${BYPASS}`);
  const wall = await driver.closedRoot(page, '[data-steward-ui="wall"]', { timeout: 10_000 });
  await press(wall, /^Show/);
  const body = (state: string) =>
    until(
      () => page.evaluate((css) => document.querySelector(css) !== null, `[data-steward-body="${state}"]`),
      { what: `the body: ${state}` },
    );
  await body('shown');
  await lockCovers(driver);
  await body('blur');
  await page.bringToFront();
  await wall.waitFor({ text: LOCKED });
  await noWayIn(driver, page);
  expect(await wall.count({ role: 'button', name: 'More choices for this repository' })).toBe(0);
  expect(
    await page.evaluate(() => document.querySelectorAll('[data-steward-body]:not([inert])').length),
  ).toBe(0);
  await page.reload();
  const anew = await driver.closedRoot(page, '[data-steward-ui="wall"]', { timeout: 10_000 });
  await anew.waitFor({ text: LOCKED });
  await noWayIn(driver, page);
});

test('locked: pictures and apps inside a page that is shown stay covered, and the bars have no button', async ({
  driver,
}) => {
  await changeFilter(driver, {
    per: { page: 'show', link: 'show', list: 'show', media: 'cover', embed: 'cover' },
  });
  await lockCovers(driver);
  const page = await driver.open(`${HUB}/${SPECIAL.nfaaByOwner}`);
  const bars = await driver.closedRoot(page, '[data-steward-ui="wall"]', { timeout: 10_000 });
  await bars.waitFor({ text: /^Pictures here are covered\. Locked: covers cannot be opened here\.$/ });
  await bars.waitFor({
    text: /^Apps and widgets here are covered\. Locked: covers cannot be opened here\.$/,
  });
  expect(await bars.count({ role: 'button' })).toBe(0);
});

test('locked: what is hidden is counted, and the note has no Show button', async ({ driver }) => {
  await changeFilter(driver, { action: 'hide' });
  await lockCovers(driver);
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  const note = await driver.closedRoot(page, 'html > [data-steward-ui="note"]', { timeout: 10_000 });
  await note.waitFor({ role: 'status', text: /\d+ repositor(y is|ies are) hidden/ });
  expect(await note.count({ role: 'button' })).toBe(0);
  await noWayIn(driver, page);
});

test('locked while the note is there: its Show button goes', async ({ driver }) => {
  await changeFilter(driver, { action: 'hide' });
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  const note = await driver.closedRoot(page, 'html > [data-steward-ui="note"]', { timeout: 10_000 });
  await note.waitFor({ role: 'button', name: 'Show on this page' });
  await lockCovers(driver);
  await page.bringToFront();
  await note.waitGone({ role: 'button', name: 'Show on this page' });
  await note.waitFor({ role: 'status', text: /hidden/ });
});
