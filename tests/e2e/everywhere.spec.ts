/** Lists that grow, pages that change without a load, two tabs at once: the filter goes along. */
import type { Page } from 'puppeteer-core';
import type { Hub } from '../hub/server.ts';
import { keysOf, TOLERANCE, told } from './support/places.ts';
import {
  askedOf,
  cardRoot,
  cardStates,
  countColour,
  type Driver,
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

const PORTION = 30;

/** Scrolls with the wheel, as a person does, until so many portions were appended. */
async function scrollTo(page: Page, portions: number): Promise<void> {
  await page.mouse.move(640, 400);
  await until(
    async () => {
      const cards = await page.evaluate(() =>
        Number(document.querySelector<HTMLElement>('[data-endless]')?.dataset.cards),
      );
      if (cards < portions * PORTION) await page.mouse.wheel({ deltaY: 2_000 });
      return cards >= portions * PORTION;
    },
    { timeout: 15_000, every: 100, what: `portion ${portions}` },
  );
}

test('an endless list: the second and the third portion are covered as the first is', async ({
  driver,
  hub,
}) => {
  const page = await driver.open(`${HUB}/docs/sandbox/endless?kind=space`);
  await settled(page);
  const frames = await driver.recordFrames(page, async () => {
    await scrollTo(page, 3);
    await settled(page);
  });
  expect(frames.map((png) => countColour(png, NFAA_COLOUR, TOLERANCE))).toEqual(frames.map(() => 0));

  const tagged = keysOf(hub, 'space');
  const portions = await page.evaluate(() =>
    [...document.querySelectorAll('.many-batch')].map((portion) =>
      [...portion.querySelectorAll('article')].map((card) => ({
        key: card.querySelector('a')!.pathname.replace('/spaces/', 'space:'),
        state: card.getAttribute('data-steward') ?? 'safe',
      })),
    ),
  );
  expect(portions.length).toBeGreaterThanOrEqual(3);
  for (const cards of portions) {
    const wanted = cards.map(({ key }) => [key, tagged.has(key) ? 'blur' : 'safe']);
    expect(cards.map(({ key, state }) => [key, state])).toEqual(wanted);
  }
  const later = portions.slice(1, 3).map((cards) => cards.map(({ key }) => key));
  for (const keys of later) expect(keys.some((key) => tagged.has(key))).toBe(true);
  const safe = [...new Set(later.flat())].filter((key) => !tagged.has(key));
  const covered = later.flat().filter((key) => tagged.has(key));
  // By their titles: not every card of so long a list has a Report button, which says the repository's name.
  const titles = await page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('article')].map((card) => [
        card.querySelector('a')!.pathname.replace('/spaces/', 'space:'),
        card.querySelector('h4')!.textContent,
      ]),
    ),
  );
  // The tree has spaces and invisible characters in its own way.
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  const says = (name: string, title: string) => ` ${name} `.includes(` ${title} `);
  const safeTitles = safe.map((key) => letters(titles[key]!));
  // The browser builds the tree of so long a page in its own time.
  let heard: string[] = [];
  let missing = safe;
  const allTold = async () => {
    heard = (await driver.accessibleTree(page)).map(({ name }) => letters(name));
    missing = safe.filter((_, i) => !heard.some((name) => says(name, safeTitles[i]!)));
    return missing.length === 0;
  };
  await until(allTold, { timeout: 30_000, what: 'all others in the accessibility tree' }).catch(() => {});
  expect(missing, 'safe, and not in the accessibility tree').toEqual([]);
  // Some titles are those of safe namesakes, too.
  const unsaid = covered
    .map((key) => letters(titles[key]!))
    .filter((title) => !safeTitles.some((name) => says(name, title)));
  expect(unsaid.length).toBeGreaterThan(0);
  expect(heard.filter((name) => unsaid.some((title) => says(name, title)))).toEqual([]);
  // Nor by the names of our own buttons.
  const nameOf = (key: string) => key.slice(key.indexOf('/'));
  const named = safe.map(nameOf);
  const unnamed = covered.filter((key) => !named.includes(nameOf(key)));
  expect(await told(driver, page, unnamed)).toEqual([]);
});

for (const [where, wrap] of [
  ['the page', false],
  ['a box of its own', true],
] as const)
  test(`a long list that scrolls in ${where}: what comes near has its button, the rest is covered without`, async ({
    driver,
  }) => {
    const page = await driver.open(`${HUB}/docs/sandbox/many?n=1000`);
    await until(() => page.evaluate(() => document.documentElement.dataset.done !== undefined));
    if (wrap)
      await page.evaluate(() => {
        const list = document.querySelector<HTMLElement>('[data-many]')!;
        list.style.cssText = 'height: 700px; overflow: auto';
        // What waits is looked for again when something was pressed; a page that only changes its looks says nothing.
        document.querySelector<HTMLElement>('h1, h2, body')!.click();
      });
    await settled(page, 100);
    /** Whether each covered card has something of ours, in the order of the page. */
    const drawn = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('article[data-steward="blur"]')].map(
          (card) => card.querySelector('[data-steward-ui]') !== null,
        ),
      );
    await until(async () => (await drawn())[0], { what: 'the first cover' });
    const before = await drawn();
    expect(before.length).toBeGreaterThan(20);
    expect(before.at(-1), 'the last one, far below').toBe(false);
    const middle = before.length >> 1;
    expect(before[middle], 'one far from both ends').toBe(false);
    const id = await page.evaluate((at) => {
      const card = document.querySelectorAll('article[data-steward="blur"]')[at]!;
      card.scrollIntoView({ block: 'center' });
      return card.querySelector('a')!.getAttribute('href')!.slice(1);
    }, before.length - 1);
    await until(async () => (await drawn()).at(-1), { what: `the cover of ${id}` });
    expect((await drawn())[middle], 'one that was passed at one stroke').toBe(false);
  });

test('a list that was out of sight and is opened without a press or a scroll has its covers’ buttons at the pointer’s next move', async ({
  driver,
}) => {
  const page = await driver.newPage();
  await page.bringToFront();
  await page.evaluateOnNewDocument(() => {
    const style = document.createElement('style');
    style.textContent = 'html:not([data-open]) [data-many] { display: none }';
    const watch = new MutationObserver(() => {
      if (!document.head) return;
      watch.disconnect();
      document.head.append(style);
    });
    watch.observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${HUB}/docs/sandbox/many?n=200`);
  await until(() => page.evaluate(() => document.documentElement.dataset.done !== undefined));
  await settled(page, 100);
  const drawn = () =>
    page.evaluate(() => document.querySelectorAll('article[data-steward="blur"] > [data-steward-ui]').length);
  let x = 400;
  await page.mouse.move(10, 10);
  await page.evaluate(() => document.documentElement.setAttribute('data-open', ''));
  await until(
    async () => {
      x = 1_100 - x;
      await page.mouse.move(x, 300);
      return (await drawn()) > 0;
    },
    { every: 100, what: 'buttons on what is covered' },
  );
});

/** A list and repositories' pages that take each other's place without a load. */
async function openSpa(driver: Driver, hub: Hub) {
  const page = await driver.open(`${HUB}/docs/sandbox/spa?kind=dataset`);
  await settled(page, 12);
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  const cards = await page.evaluate(() =>
    [...document.querySelectorAll('article a[href]')].map((link) =>
      (link as HTMLAnchorElement).pathname.replace('/datasets/', ''),
    ),
  );
  const nfaa = keysOf(hub, 'dataset');
  return {
    page,
    tagged: cards.filter((id) => nfaa.has(`dataset:${id}`)),
    async open(id: string) {
      const whole = await driver.documentOf(page);
      await (await whole.waitFor({ selector: `article a[href$="/${id}"]` })).click();
      await until(() => page.evaluate((path) => !!document.querySelector(`h1 a[href$="/${path}"]`), id), {
        what: `the page of ${id}`,
      });
    },
    async back() {
      await page.evaluate(() => history.back());
      await settled(page, 12);
      expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);
    },
    covers: () =>
      page.evaluate(() => ({
        bodies: [...document.querySelectorAll('[data-steward-body]')].map((part) => [
          part.getAttribute('data-steward-body'),
          part.hasAttribute('inert'),
        ]),
        walls: document.querySelectorAll('[data-steward-ui="wall"]').length,
      })),
    /** Does whoever listens hear what stands in a repository's card? */
    heard: async () =>
      (await driver.accessibleTree(page)).some(({ name }) => /Invented for the sandbox Hub/.test(name)),
  };
}

test('without a load: the page of a safe repository is not covered; back in the list, what is tagged is', async ({
  driver,
  hub,
}) => {
  const { page, tagged, open, back, covers, heard } = await openSpa(driver, hub);
  expect(tagged.length).toBeGreaterThan(1);
  await open(SPECIAL.safeDataset);
  await until(heard, { what: 'the words of the page in the accessibility tree' });
  expect(await covers()).toEqual({ bodies: [], walls: 0 });
  await back();
  for (const id of tagged) expect([id, ...(await cardStates(page, id))]).toEqual([id, 'blur']);
  expect(await cardStates(page, SPECIAL.safeDataset)).toEqual(['safe']);
  const keys = tagged.map((id) => `dataset:${id}`);
  await until(async () => (await told(driver, page, [`dataset:${SPECIAL.safeDataset}`])).length === 1, {
    what: 'the list in the accessibility tree',
  });
  expect(await told(driver, page, keys)).toEqual([]);
});

test('without a load: the page of a tagged repository is covered, and nothing of that stays when it is left', async ({
  driver,
  hub,
}) => {
  const { page, tagged, open, back, covers, heard } = await openSpa(driver, hub);
  const [first, second] = tagged as [string, string];
  // Seeing a name is not asking for the page.
  await press(await cardRoot(driver, page, first), /^Show/);
  await until(async () => (await cardStates(page, first))[0] === 'shown', { what: 'the card to be shown' });
  await open(first);
  const wall = await driver.closedRoot(page, 'main [data-steward-ui="wall"]', { timeout: 10_000 });
  await wall.waitFor({ role: 'heading', name: 'Not for all audiences' });
  const { bodies } = await covers();
  expect(bodies.length).toBeGreaterThan(0);
  expect(bodies).toEqual(bodies.map(() => ['blur', true]));
  expect(countColour(await driver.screenshot(page), NFAA_COLOUR, TOLERANCE)).toBe(0);
  await until(async () => !(await heard()), { what: 'the words to be out of the accessibility tree' });

  await back();
  expect(await covers()).toEqual({ bodies: [], walls: 0 });
  expect(await cardStates(page, second)).toEqual(['blur']);
  expect(await cardStates(page, SPECIAL.safeDataset)).toEqual(['safe']);
  await until(async () => (await told(driver, page, [`dataset:${SPECIAL.safeDataset}`])).length === 1, {
    what: 'the list in the accessibility tree',
  });
  expect(await told(driver, page, [`dataset:${second}`])).toEqual([]);
});

/** Both stand behind placeholders: they have asked, or are about to. */
const waits = (page: Page) =>
  until(async () => (await cardStates(page, SPECIAL.nfaaModel))[0] === 'placeholder', {
    what: 'a tab that waits',
  });

test('two tabs that open one cold list at once: one question to the Hub, both are covered', async ({
  driver,
  hub,
}) => {
  const gate = hub.faults.holdBefore(/GET \/api\/models\?/);
  const tabs = [await driver.newPage(), await driver.newPage()];
  await Promise.all(tabs.map((tab) => tab.goto(`${HUB}/models`)));
  await gate.arrived;
  await Promise.all(tabs.map(waits));
  gate.release();
  for (const tab of tabs) {
    await settled(tab, 30);
    expect(await cardStates(tab, SPECIAL.nfaaModel)).toEqual(['blur']);
    expect(await cardStates(tab, SPECIAL.safeModel)).toEqual(['safe']);
  }
  expect(askedOf(hub).map(({ url }) => url)).toHaveLength(1);
});
