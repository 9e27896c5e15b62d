/** Covers people can live with: what is inside a page that is shown, the Hub's own wall, the card's menu, the ways back. */
import type { Page } from 'puppeteer-core';
import {
  cardRoot,
  cardStates,
  changeFilter,
  countColour,
  expect,
  HUB,
  NFAA_COLOUR,
  press,
  productTest,
  SPECIAL,
  settled,
  until,
} from './support/product.ts';

const test = productTest();
const TOLERANCE = 40;
const BYPASS = '?not-for-all-audiences=true';
const PAGE = '/velvet-room/ember-base-xl';

const inside = (page: Page) =>
  page.evaluate(() => {
    // Those of a widget are the widget's.
    const images = [...document.querySelectorAll('[data-steward-media] img')].filter(
      (image) => !image.closest('[data-target="InferenceWidget"]'),
    );
    return { images: images.length, out: images.filter((image) => image.hasAttribute('inert')).length };
  });

test('a page that is shown keeps its pictures covered where that was asked for, until they are shown', async ({
  driver,
}) => {
  await changeFilter(driver, { per: { page: 'show', link: 'show', list: 'show' } });
  const page = await driver.open(HUB + PAGE + BYPASS);
  const bar = await driver.closedRoot(page, 'main [data-steward-ui="wall"]', { timeout: 10_000 });
  await bar.waitFor({ text: /Pictures here are covered\./ });
  await until(async () => (await inside(page)).out === (await inside(page)).images, {
    what: 'the pictures to be out of reach',
  });
  expect((await inside(page)).images).toBeGreaterThan(0);
  expect(countColour(await driver.screenshot(page), NFAA_COLOUR, TOLERANCE)).toBe(0);

  await press(bar, 'Show pictures');
  await until(async () => (await inside(page)).out === 0, { what: 'the pictures to be shown' });
  await until(async () => countColour(await driver.screenshot(page), NFAA_COLOUR, TOLERANCE) > 500, {
    timeout: 10_000,
    what: 'the pictures to be painted',
  });
  await press(bar, 'Cover pictures again');
  await until(async () => (await inside(page)).out > 0, { what: 'the pictures to be covered again' });
});

// Neither a header that says the tags, nor an answer of the Hub's.
for (const [state, what] of [
  ['placeholder', 'is not known yet'],
  ['failed', 'could not be found out'],
] as const)
  test(`while it ${what} what a page is, its pictures and apps are covered where that was asked for`, async ({
    driver,
    hub,
  }) => {
    await changeFilter(driver, { per: { page: 'show', media: 'cover', embed: 'cover' } });
    hub.faults.add({
      match: new RegExp(`GET ${PAGE}$`),
      action: {
        kind: 'html',
        body: `<!doctype html><main><h1><a href="${PAGE}">ember</a></h1><div>
          <img alt="" src="${PAGE}/resolve/main/images/second.png" width="300" height="200">
          <iframe srcdoc="<body style='background:${NFAA_COLOUR}'>"></iframe></div></main>`,
      },
    });
    const api = /\/api\/models/;
    if (state === 'failed') hub.faults.status(api, 500);
    else hub.faults.holdBefore(api, 1000);
    const page = await driver.open(HUB + PAGE);
    const bar = await driver.closedRoot(page, 'main [data-steward-ui="wall"]', { timeout: 10_000 });
    await bar.waitFor({ text: /Pictures here are covered\./ });
    await page.waitForSelector(`[data-steward-media="${state}"][data-steward-embed="${state}"]`);
    expect(
      await page.evaluate(() =>
        ['main img', 'main iframe'].map((css) => getComputedStyle(document.querySelector(css)!).visibility),
      ),
    ).toEqual(['hidden', 'hidden']);
    expect(countColour(await driver.screenshot(page), NFAA_COLOUR, TOLERANCE)).toBe(0);

    await press(bar, 'Show pictures');
    await until(async () => countColour(await driver.screenshot(page), NFAA_COLOUR, TOLERANCE) > 500, {
      timeout: 10_000,
      what: 'the pictures to be painted',
    });
  });

const TAGGED = [
  ['/models', SPECIAL.nfaaModel, '/'],
  ['/datasets', SPECIAL.nfaaDataset, '/datasets/'],
  ['/spaces', SPECIAL.nfaaSpace, '/spaces/'],
] as const;

/** The page of a tagged repository, which is behind the Hub's own wall at first, without it and without a cover. */
async function seen(page: Page): Promise<void> {
  await until(
    () =>
      page.evaluate(
        () =>
          document.querySelector('main a[href="?not-for-all-audiences=true"]') === null &&
          document.querySelector('.model-card-content, main img, main iframe') !== null,
      ),
    { timeout: 10_000, what: 'the page behind the wall' },
  );
  await until(() => page.evaluate(() => location.search === ''), { what: 'a clean address' });
  const covered = '[data-steward-body]:not([data-steward-body="mark"]), [data-steward-body][inert]';
  expect(await page.evaluate((css) => document.querySelectorAll(css).length, covered)).toBe(0);
}

for (const filter of [{ action: 'show' }, { action: 'mark' }, { per: { page: 'show' } }])
  test(`whoever chose to see such pages is not asked again by the Hub, and the address does not say so: ${JSON.stringify(filter)}`, async ({
    driver,
  }) => {
    await changeFilter(driver, filter);
    for (const [, id, prefix] of TAGGED) {
      const page = await driver.open(HUB + prefix + id);
      await seen(page);
      await page.close();
    }
  });

test('nor is whoever always shows a repository by a rule of their own', async ({ driver }) => {
  for (const [list, id, prefix] of TAGGED) {
    const page = await driver.open(HUB + list);
    await settled(page);
    await press(await cardRoot(driver, page, id), 'More choices for this repository');
    await press(await cardRoot(driver, page, id), 'Always show this repository', 'menuitem');
    await until(async () => (await cardStates(page, id))[0] === 'safe', { what: 'the card to be shown' });
    await page.goto(HUB + prefix + id);
    await seen(page);
    await page.close();
  }
});

test('while the filter is off, the Hub’s own wall stands', async ({ driver }) => {
  await changeFilter(driver, { on: false, action: 'show' });
  const page = await driver.open(HUB + PAGE);
  await driver.closedRoot(page, 'h1 > [data-steward-ui]', { timeout: 10_000 });
  expect(
    await page.evaluate(() => [
      document.querySelectorAll('main a[href="?not-for-all-audiences=true"]').length,
      location.search,
    ]),
  ).toEqual([1, '']);
});

test('a card’s menu, by keyboard: a rule in one press, taken back in one', async ({ driver }) => {
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  const root = await cardRoot(driver, page, SPECIAL.safeModel);
  const more = await root.waitFor({ role: 'button', name: 'More choices for this repository' });
  await more.press('Enter');
  const item = await root.waitFor({ role: 'menuitem', name: 'Cover this repository' });
  expect((await item.info()).focused).toBe(true);
  await page.keyboard.press('ArrowDown');
  await (await root.waitFor({ role: 'menuitem', name: 'Hide this repository' })).waitUntil(
    ({ focused }) => focused,
  );
  await page.keyboard.press('Escape');
  await until(async () => (await root.count({ role: 'menuitem' })) === 0, { what: 'the menu to be closed' });
  expect((await more.info()).focused).toBe(true);

  await page.keyboard.press('Enter');
  await (await root.waitFor({ role: 'menuitem', name: 'Cover this repository' })).waitUntil(
    ({ focused }) => focused,
  );
  await page.keyboard.press('Enter');
  await until(async () => (await cardStates(page, SPECIAL.safeModel))[0] === 'blur', {
    what: 'the card to be covered',
  });
  const cover = await cardRoot(driver, page, SPECIAL.safeModel);
  await cover.waitFor({ role: 'button', name: /covered\. You have a rule about this repository\./ });

  // On every page, and after a reload.
  await page.reload();
  await settled(page, 30);
  expect(await cardStates(page, SPECIAL.safeModel)).toEqual(['blur']);

  await (await cardRoot(driver, page, SPECIAL.safeModel)).waitFor({ role: 'button', name: /^Show this/ });
  const again = await cardRoot(driver, page, SPECIAL.safeModel);
  await press(again, 'More choices for this repository');
  await press(again, 'Show until the browser is closed', 'menuitem');
  await until(async () => (await cardStates(page, SPECIAL.safeModel))[0] === 'safe', {
    what: 'the card to be shown',
  });
  const note = await driver.closedRoot(page, '[data-steward-ui="note"]', { timeout: 10_000 });
  await press(note, 'Undo');
  await until(async () => (await cardStates(page, SPECIAL.safeModel))[0] === 'blur', {
    what: 'the rule from before to be back',
  });
});

test('what a rule covers is never painted, on a cold page either', async ({ driver }) => {
  // Tagged content is shown here, so that its colour tells what the rule alone does.
  await changeFilter(driver, { action: 'show' });
  const list = await driver.open(`${HUB}/models?other=not-for-all-audiences`);
  await settled(list);
  const first = await list.evaluate(() =>
    document.querySelector('article a[href]')!.getAttribute('href')!.slice(1),
  );
  const author = first.slice(0, first.indexOf('/'));
  const root = await cardRoot(driver, list, first);
  await press(root, 'More choices for this repository');
  await press(root, 'Cover everything by this author', 'menuitem');
  await until(async () => (await cardStates(list, first))[0] === 'blur', { what: 'the rule' });

  const page = await driver.newPage();
  const frames = await driver.recordFrames(page, async () => {
    for (let i = 0; i < 3; i++) {
      await page.goto(`${HUB}/${author}`);
      await settled(page);
    }
  });
  expect(frames.length).toBeGreaterThan(2);
  expect(frames.map((png) => countColour(png, NFAA_COLOUR, TOLERANCE))).toEqual(frames.map(() => 0));
});
