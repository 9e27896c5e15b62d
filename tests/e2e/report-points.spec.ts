/** An entry "Report" beside everything that can be reported, and from a selection: in the shipped build, by role and name. */
import type { Page } from 'puppeteer-core';
import {
  type Driver,
  expect,
  HUB,
  panelOf,
  press,
  productTest,
  type ShadowHandle,
  SPECIAL,
  until,
} from './support/product.ts';

const test = productTest();
const { safeModel, safeDataset, safeSpace, reportedModel } = SPECIAL;
const POST = `/posts/${SPECIAL.user}/123456789012345`;
const POINT = '[data-steward-ui="point"]';

declare const chrome: {
  tabs: {
    query(what: { url: string }): Promise<{ id: number }[]>;
    sendMessage(tab: number, message: object, options: object): Promise<unknown>;
  };
};

/** The entry with that accessible name, once it is there. */
function entry(driver: Driver, page: Page, name: string | RegExp): Promise<ShadowHandle> {
  return until(
    async () => {
      for (const root of await driver.closedRoots(page, POINT)) {
        const found = await root.find({ role: 'button', name });
        if (found) return found;
      }
      return undefined;
    },
    { timeout: 10_000, what: `an entry ${name}` },
  );
}

const hosts = (page: Page) => page.evaluate((css) => document.querySelectorAll(css).length, POINT);

const KINDS: [path: string, entry: string | RegExp, heading: string, place: RegExp][] = [
  [`/${safeModel}/blob/main/README.md#L2`, 'Report this file', 'Report this file', /README\.md.*line 2.*at/],
  [
    `/datasets/${safeDataset}/viewer/default/train?row=3`,
    'Report this data',
    'Report this dataset row',
    /row 3/,
  ],
  [`/spaces/${safeSpace}`, 'Report the app of this Space', 'Report this app', /heron-chat/],
  [`/${reportedModel}/discussions/1`, 'Report this discussion', 'Report this discussion', /#1/],
  [`/${reportedModel}/discussions/1`, /^Report this comment by /, 'Report this comment', /one comment/],
  [`/${SPECIAL.user}`, 'Report this person', 'Report this person', /tilda-brook/],
  [`/${SPECIAL.org}`, 'Report this organisation', 'Report this organisation', /lakeside-ai/],
  [`/collections/${SPECIAL.collection}`, 'Report this collection', 'Report this collection', /evening-picks/],
  [POST, `Report this post by ${SPECIAL.user}`, 'Report this post', /tilda-brook/],
  [
    `/papers/${SPECIAL.paper}`,
    'Report this comment by mika-vale',
    'Report this comment',
    /2609\.00001.*one comment/,
  ],
];

for (const [path, name, heading, place] of KINDS) {
  test(`${heading}: ${path}`, async ({ driver }) => {
    const page = await driver.open(HUB + path);
    await (await entry(driver, page, name)).click();
    const panel = await panelOf(driver, page);
    await panel.waitFor({ role: 'heading', name: heading });
    await panel.waitFor({ selector: '.panel-target', text: place });
  });
}

test('a pull request is called by its name', async ({ driver, hub }) => {
  hub.state.discussions[`model:${reportedModel}`]![0]!.isPullRequest = true;
  const page = await driver.open(`${HUB}/${reportedModel}/discussions/1`);
  await (await entry(driver, page, 'Report this pull request')).click();
  await (await panelOf(driver, page)).waitFor({ role: 'heading', name: 'Report this pull request' });
});

test('by the keyboard alone: a comment’s entry follows the Hub’s own menu, and gets the focus back', async ({
  driver,
}) => {
  const page = await driver.open(HUB + POST);
  const made = await entry(driver, page, 'Report this comment by mika-vale');
  await page.evaluate(() => {
    const menus = [...document.querySelectorAll('button[title="More actions"]')] as HTMLElement[];
    menus.find((menu) => /mika-vale/.test(menu.parentElement!.textContent!))!.focus();
  });
  await page.keyboard.press('Tab');
  await made.waitUntil(({ focused }) => focused);
  await page.keyboard.press('Enter');
  const panel = await panelOf(driver, page);
  await panel.waitFor({ role: 'heading', name: 'Report this post' });
  await page.keyboard.press('Escape');
  await panel.waitGone({ role: 'dialog' });
  await made.waitUntil(({ focused }) => focused);
});

test('entries come back after a rendering anew, one for each, and go with the page', async ({ driver }) => {
  const page = await driver.open(HUB + POST);
  await entry(driver, page, 'Report this comment by pavel-moss');
  await until(async () => (await hosts(page)) === 4, { what: 'four entries' });
  await page.evaluate((css) => {
    for (const island of document.querySelectorAll<HTMLElement>('main [data-target]')) {
      const copy = island.cloneNode(true) as HTMLElement;
      for (const ours of copy.querySelectorAll(css)) ours.remove();
      island.innerHTML = copy.innerHTML;
    }
  }, POINT);
  await until(async () => (await hosts(page)) === 4, { what: 'four entries again' });
  await entry(driver, page, 'Report this comment by pavel-moss');
  await page.evaluate(() => {
    history.pushState(null, '', '/models');
    document.querySelector('main')!.append(document.createElement('p'));
  });
  await until(async () => (await hosts(page)) === 0, { what: 'no entry on another page' });
});

test('of hundreds of comments only those near the screen have an entry', async ({ driver, hub }) => {
  const { events } = hub.state.discussions[`model:${reportedModel}`]![0]!;
  const model = events.find(({ type }) => type === 'comment')!;
  for (let i = 0; i < 300; i++)
    events.push({ ...model, id: i.toString(16).padStart(24, 'a'), raw: `Remark ${i}.`, hidden: false });
  const page = await driver.open(`${HUB}/${reportedModel}/discussions/1`);
  await entry(driver, page, /^Report this comment by /);
  await until(async () => (await hosts(page)) > 3, { what: 'some entries' });
  expect(await hosts(page)).toBeLessThan(60);
  await page.evaluate(() => document.querySelector('main .comment:last-of-type')?.scrollIntoView());
  await until(
    () =>
      page.evaluate(
        (css) => document.querySelector(`[id="${(299).toString(16).padStart(24, 'a')}"] ${css}`) !== null,
        POINT,
      ),
    { what: 'an entry on the last comment' },
  );
  expect(await hosts(page)).toBeLessThan(120);
});

test('what is covered has none until it is shown', async ({ driver }) => {
  const url = `${HUB}/${SPECIAL.nfaaByOwner}/discussions/${SPECIAL.nfaaThread}?not-for-all-audiences=true`;
  const page = await driver.open(url);
  const wall = await driver.closedRoot(page, '[data-steward-ui="wall"]', { timeout: 10_000 });
  await driver.closedRoot(page, 'h1 > [data-steward-ui]', { timeout: 10_000 });
  expect(await hosts(page)).toBe(0);
  await press(wall, /^Show/);
  await entry(driver, page, 'Report this discussion');
  await press(wall, /^Cover again/);
  await until(async () => (await hosts(page)) === 0, { what: 'no entry over a cover' });
});

test('pages of cards and a repository’s card have none at all', async ({ driver }) => {
  for (const path of ['/models', `/${safeModel}`]) {
    const page = await driver.open(HUB + path);
    await until(() => page.evaluate(() => document.querySelector('[data-steward-ui]') !== null), {
      what: 'our buttons',
    });
    expect(await hosts(page)).toBe(0);
  }
});

test('a heading has its entry while it is pointed at or has the focus', async ({ driver }) => {
  const page = await driver.open(`${HUB}/${safeModel}`);
  await driver.closedRoot(page, 'h1 > [data-steward-ui]', { timeout: 10_000 });
  const hover = async (css: string) => (await page.waitForSelector(css))!.hover();
  // What is drawn or loads above may move it from under a pointer that rests.
  await until(
    async () => {
      await hover('main h2:has(#uses) > span');
      return (await hosts(page)) === 1;
    },
    { what: 'an entry under the pointer' },
  );
  await entry(driver, page, 'Report this section');
  await hover('footer');
  await until(async () => (await hosts(page)) === 0, { what: 'no entry at rest' });
  await page.focus('#uses');
  const made = await entry(driver, page, 'Report this section');
  await page.keyboard.press('Tab');
  await made.waitUntil(({ focused }) => focused);
  await page.keyboard.press('Enter');
  const panel = await panelOf(driver, page);
  await panel.waitFor({ role: 'heading', name: 'Report this section' });
  await panel.waitFor({ selector: '.panel-target', text: /“Uses”/ });
});

/** A triple click in the middle of an element's first line: a paragraph, or a line of a file. */
async function selectIn(page: Page, css: string): Promise<void> {
  const at = await page.evaluate((selector) => {
    const element = document.querySelector(selector)!;
    element.scrollIntoView({ block: 'center' });
    const { left, top } = element.getBoundingClientRect();
    return { x: left + 30, y: top + 10 };
  }, css);
  await page.mouse.click(at.x, at.y, { count: 3 });
}

test('a selection offers its entry beside the words; Escape takes it away', async ({ driver }) => {
  const page = await driver.open(`${HUB}/${safeModel}`);
  await driver.closedRoot(page, 'h1 > [data-steward-ui]', { timeout: 10_000 });
  await selectIn(page, '.model-card-content ul li');
  const root = await driver.closedRoot(page, '[data-steward-ui="selection"]', { timeout: 10_000 });
  const made = await root.waitFor({ role: 'button', name: 'Report this passage' });
  const covers = await made.evaluate((button) => {
    const { left, right, top, bottom } = button.getBoundingClientRect();
    const lines = Array.from(getSelection()!.getRangeAt(0).getClientRects());
    return lines.some((l) => l.right > left && l.left < right && l.bottom > top && l.top < bottom);
  });
  expect(covers, 'it lies over what is selected').toBe(false);
  await page.keyboard.press('Escape');
  await until(() => page.evaluate(() => !document.querySelector('[data-steward-ui="selection"]')), {
    what: 'it to go',
  });

  await selectIn(page, '.model-card-content ul li');
  const again = await driver.closedRoot(page, '[data-steward-ui="selection"]', { timeout: 10_000 });
  await press(again, 'Report this passage');
  const panel = await panelOf(driver, page);
  await panel.waitFor({ role: 'heading', name: 'Report this passage' });
  await panel.waitFor({ selector: '.panel-target', text: /“Uses”/ });
});

test('a selection in a file names its lines; from the browser’s own menu, too', async ({ driver }) => {
  const page = await driver.open(`${HUB}/${safeModel}/blob/main/README.md`);
  await entry(driver, page, 'Report this file');
  await page.evaluate(() => {
    const cell = (n: number) => document.querySelector(`#L${n} .blob-line`)!.firstChild!;
    getSelection()!.setBaseAndExtent(cell(2), 0, cell(3), 3);
  });
  // What the worker says when "Report this passage" is chosen in the browser's menu.
  const own = await driver.openExtensionPage('/popup.html');
  await own.evaluate(async (url) => {
    const api = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
    const [tab] = await api.tabs.query({ url });
    await api.tabs.sendMessage(tab!.id, { hubSteward: 'passage', text: 'x' }, { frameId: 0 });
  }, `${HUB}/*`);
  await own.close();
  await page.bringToFront();
  const panel = await panelOf(driver, page);
  await panel.waitFor({ role: 'heading', name: 'Report this passage' });
  await panel.waitFor({ selector: '.panel-target', text: /README\.md.*lines 2–3/ });
});

test('whoever wants no buttons on cards is offered none at a selection', async ({ driver }) => {
  const own = await driver.openExtensionPage('/popup.html');
  await own.evaluate(async () => {
    const api = (globalThis as { browser?: unknown }).browser ?? chrome;
    const { storage } = api as { storage: { local: { set(items: object): Promise<void> } } };
    await storage.local.set({ settings: { report: { buttonOnCards: false } } });
  });
  await own.close();
  const page = await driver.open(HUB + POST);
  await entry(driver, page, /^Report this post/);
  await selectIn(page, '.comment .prose p');
  await until(() => page.evaluate(() => String(getSelection()).length > 12), { what: 'a selection' });
  // The entry would come a quarter of a second later: a comment's entry that is drawn anew comes after that.
  await page.evaluate((css) => document.querySelector(`.comment ${css}`)!.remove(), POINT);
  await until(async () => (await hosts(page)) === 4, { what: 'the entry again' });
  expect(await page.evaluate(() => document.querySelector('[data-steward-ui="selection"]'))).toBeNull();
});
