/** axe over what we draw into the Hub's pages: covers, marks, rows, links, the wall, the note; by day and by night. */
import { axeInRoots } from './support/axe.ts';
import { lockCovers } from './support/lock.ts';
import { EMBEDDED } from './support/places.ts';
import {
  cardRoot,
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

const test = productTest({ hosts: EMBEDDED });

async function everyoneCanUse(driver: Driver, page: Awaited<ReturnType<Driver['open']>>, atLeast: number) {
  await page.bringToFront();
  for (const [colourScheme, width] of [
    ['light', 1200],
    ['dark', 390],
  ] as const) {
    await driver.emulate(page, { colourScheme });
    const isDark = colourScheme === 'dark';
    await page.evaluate((dark) => document.documentElement.classList.toggle('dark', dark), isDark);
    await page.setViewport({ width, height: 900 });
    expect(await axeInRoots(driver, page, atLeast), `${colourScheme}, ${width} px`).toEqual([]);
  }
}

test('axe sees what is in our roots', async ({ driver }) => {
  const page = await driver.open(`${HUB}/models?other=not-for-all-audiences`);
  await settled(page);
  const root = await cardRoot(driver, page, SPECIAL.nfaaModel);
  await root.waitFor({ role: 'button', name: /Show/ });
  await root.evaluate((node) => {
    const nameless = document.createElement('button');
    (node as unknown as ShadowRoot).querySelector('.cover')!.append(nameless);
  });
  expect((await axeInRoots(driver, page)).join()).toMatch(/button-name/);
});

for (const filter of [
  { action: 'cover', look: 'blur' },
  { action: 'cover', look: 'plain' },
  { action: 'mark' },
  { action: 'hide' },
]) {
  test(`cards: ${Object.values(filter).join(', ')}`, async ({ driver }) => {
    await changeFilter(driver, filter);
    const page = await driver.open(`${HUB}/models`);
    await settled(page, 30);
    if (filter.action === 'hide') {
      const note = await driver.closedRoot(page, '[data-steward-ui="note"]', { timeout: 10_000 });
      await note.waitFor({ role: 'button', name: 'Show on this page' });
    } else await (await cardRoot(driver, page, SPECIAL.nfaaModel)).waitFor({ text: /Not for all audiences/ });
    await everyoneCanUse(driver, page, filter.action === 'hide' ? 1 : 3);
  });
}

test('a card that was shown, one that could not be checked', async ({ driver, hub }) => {
  hub.faults.status(/GET \/api\//, 500);
  const page = await driver.open(`${HUB}/models`);
  const root = await cardRoot(driver, page, SPECIAL.safeModel);
  await root.waitFor({ text: /Could not be checked/ }, { timeout: 25_000 });
  await press(root, /^Show/);
  await root.waitFor({ role: 'button', text: 'Cover again' });
  await everyoneCanUse(driver, page, 30);
});

test('a card’s menu', async ({ driver }) => {
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  const root = await cardRoot(driver, page, SPECIAL.nfaaModel);
  await press(root, 'More choices for this repository');
  await root.waitFor({ role: 'menuitem', name: /Always show/ });
  await everyoneCanUse(driver, page, 3);
});

for (const [path, look] of [
  ['/', 'blur'],
  ['/pebble-works/embed-notes', 'blur'],
  ['/tilda-brook/activity/all', 'plain'],
  ['/pebble-works/embed-notes', 'plain'],
]) {
  test(`rows, links and frames: ${path}, ${look}`, async ({ driver }) => {
    await changeFilter(driver, { look });
    const page = await driver.open(`${HUB}${path}`);
    await until(() =>
      page.evaluate((css) => document.querySelector(css) !== null, `[data-steward="${look}"]`),
    );
    await driver.closedRoot(page, '[data-steward-ui]', { timeout: 10_000 });
    await everyoneCanUse(driver, page, 1);
  });
}

test('the wall of a page, and the bar once it was shown', async ({ driver }) => {
  const page = await driver.open(`${HUB}/${SPECIAL.nfaaModel}?not-for-all-audiences=true`);
  const wall = await driver.closedRoot(page, '[data-steward-ui="wall"]', { timeout: 10_000 });
  await wall.waitFor({ role: 'heading', name: /Not for all audiences/ });
  await everyoneCanUse(driver, page, 1);
  await press(wall, /Show/);
  await until(
    async () => (await page.evaluate(() => document.querySelector('[data-steward-body="shown"]'))) !== null,
  );
  await wall.waitFor({ role: 'button', name: /Cover again/i });
  await everyoneCanUse(driver, page, 1);
});

test('locked covers: a card’s, a link’s, the wall', async ({ driver }) => {
  await lockCovers(driver);
  const list = await driver.open(`${HUB}/models`);
  await settled(list, 30);
  await (await cardRoot(driver, list, SPECIAL.nfaaModel)).waitFor({ text: /Locked/ });
  await everyoneCanUse(driver, list, 3);
  const links = await driver.open(`${HUB}/${SPECIAL.embedModel}`);
  const beside = await driver.closedRoot(links, 'p a + [data-steward-ui="link"]', { timeout: 10_000 });
  await beside.waitFor({ text: 'Not for all audiences' });
  await everyoneCanUse(driver, links, 1);
  const page = await driver.open(`${HUB}/${SPECIAL.nfaaModel}?not-for-all-audiences=true`);
  const wall = await driver.closedRoot(page, '[data-steward-ui="wall"]', { timeout: 10_000 });
  await wall.waitFor({ text: /Locked/ });
  await everyoneCanUse(driver, page, 1);
});

test('a list whose answer is awaited, and a page and its links that could not be checked', async ({
  driver,
  hub,
}) => {
  const gate = hub.faults.holdBefore(/GET \/api\/models\?/);
  const list = await driver.open(`${HUB}/models`);
  await gate.arrived;
  await until(() => list.evaluate(() => document.querySelector('[data-steward="placeholder"]') !== null));
  await driver.closedRoot(list, '[data-steward-ui]', { timeout: 10_000 });
  await everyoneCanUse(driver, list, 1);
  gate.release();
  hub.faults.status(/GET \/api\//, 500);
  const page = await driver.open(`${HUB}/spaces/${SPECIAL.linkingSpace}`);
  await until(() => page.evaluate(() => document.querySelector('[data-steward="failed"]') !== null), {
    timeout: 25_000,
  });
  await driver.closedRoot(page, '[data-steward-ui]', { timeout: 10_000 });
  await everyoneCanUse(driver, page, 1);
});

test('the bars about pictures and apps inside a page that is shown', async ({ driver }) => {
  await changeFilter(driver, { per: { page: 'show', media: 'cover', embed: 'cover' } });
  const page = await driver.open(`${HUB}/${SPECIAL.nfaaByOwner}`);
  const bars = await driver.closedRoot(page, '[data-steward-ui="wall"]', { timeout: 10_000 });
  await bars.waitFor({ role: 'button', name: 'Show pictures' });
  await bars.waitFor({ role: 'button', name: 'Show apps and widgets' });
  await everyoneCanUse(driver, page, 1);
  await press(bars, 'Show pictures');
  await bars.waitFor({ role: 'button', name: 'Cover pictures again' });
  await everyoneCanUse(driver, page, 1);
});
