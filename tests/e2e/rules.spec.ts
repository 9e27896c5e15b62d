/** Own rules and shared lists: made in the options, in force in open tabs, and taken back. */
import type { Page } from 'puppeteer-core';
import { axe } from './support/axe.ts';
import {
  cardRoot,
  cardStates,
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
const OWNER = SPECIAL.safeModel.split('/')[0]!;
const LISTS = 'section[aria-labelledby=lists]';

async function openBoth(driver: Driver) {
  const list = await driver.open(`${HUB}/models`);
  await settled(list, 30);
  const options = await driver.openExtensionPage('/options.html', '.rule-form');
  return {
    list,
    options,
    root: await driver.documentOf(options),
    becomes: (state: string) =>
      until(async () => (await cardStates(list, SPECIAL.safeModel))[0] === state, {
        timeout: 15_000,
        what: `the card: ${state}`,
      }),
  };
}

test('a rule about an author is in force in the open list at once, counts, and goes again', async ({
  driver,
}) => {
  const { list, options, root, becomes } = await openBoth(driver);
  expect(await cardStates(list, SPECIAL.safeModel)).toEqual(['safe']);
  await options.select('.rule-form select', 'author');
  await options.type('.rule-form-value input', `https://huggingface.co/${OWNER}`);
  await press(root, 'Add the rule');
  await becomes('hide');
  await root.waitFor({ role: 'status', text: `In force: Hide author ${OWNER}.` });
  await press(root, 'Undo');
  await becomes('safe');

  await options.type('.rule-form-value input', OWNER);
  await options.select('.rule-form > :nth-child(3) select', 'cover');
  await press(root, 'Add the rule');
  await becomes('blur');
  await press(root, /^Remove/);
  await becomes('safe');
  // Whoever works by keyboard goes on from where they were.
  await until(async () => (await options.evaluate(() => document.activeElement?.textContent)) === 'Undo', {
    what: 'the focus on the way back',
  });
  await options.keyboard.press('Enter');
  await becomes('blur');
  // A page counts a repository once, and tells of it a moment later.
  await settled(await driver.open(`${HUB}/models`), 30);
  const applied = () =>
    options.evaluate(async () => {
      const api = (globalThis as unknown as { browser?: Api }).browser ?? chrome;
      const { value } = await api.runtime.sendMessage({ name: 'rules.get', data: {} });
      return value.rules[0]!.hit?.count ?? 0;
    });
  await until(async () => (await applied()) > 0, { what: 'the rule counted' });
  const anew = await driver.openExtensionPage('/options.html', '.rule');
  await (await driver.documentOf(anew)).waitFor({ text: /Applied \d+ times?, last/ });
});

/** The second menu of a card, by keyboard. */
async function openTraits(driver: Driver, page: Page, id: string) {
  const root = await cardRoot(driver, page, id);
  await (await root.waitFor({ role: 'button', name: 'More choices for this repository' })).press('Enter');
  await (await root.waitFor({ role: 'menuitem', name: 'Cover this repository' })).waitUntil(
    ({ focused }) => focused,
  );
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  return root;
}

test('from a card’s menu, by keyboard: all with the same tag are covered, and taken back', async ({
  driver,
  hub,
}) => {
  const page = await driver.open(`${HUB}/datasets`);
  await settled(page, 30);
  const tagged = (tag: string) =>
    new Set(hub.state.repos.filter(({ tags }) => tags.includes(tag)).map(({ id }) => id));
  const states = async () => {
    const ids = await page.evaluate(() =>
      [...document.querySelectorAll('article a[href^="/datasets/"]')].map((link) =>
        link.getAttribute('href')!.slice('/datasets/'.length),
      ),
    );
    return Promise.all(ids.map(async (id) => [id, (await cardStates(page, id))[0]] as const));
  };
  const before = await states();
  const [music, nfaa] = [tagged('music'), tagged('not-for-all-audiences')];
  const alike = before.filter(([id]) => music.has(id) && !nfaa.has(id));
  expect(alike.length, 'others with the tag on this page').toBeGreaterThan(1);

  const root = await openTraits(driver, page, SPECIAL.safeDataset);
  const item = await root.waitFor({ role: 'menuitem', name: 'Cover all with the tag “music”' });
  await item.waitUntil(({ focused }) => focused);
  await root.waitFor({ role: 'menuitem', name: /^Cover all under the licence “/ });
  await root.waitFor({ role: 'menuitem', name: /^Cover all with the word “/ });
  await page.keyboard.press('Enter');
  const wanted = before.map(([id, state]) => [id, music.has(id) && state === 'safe' ? 'blur' : state]);
  await until(async () => JSON.stringify(await states()) === JSON.stringify(wanted), {
    timeout: 20_000,
    what: 'all with the tag to be covered, and no others',
  });
  const cover = await cardRoot(driver, page, SPECIAL.safeDataset);
  await cover.waitFor({ role: 'button', name: /covered\. You have a rule about a tag/ });

  const note = await driver.closedRoot(page, '[data-steward-ui="note"]', { timeout: 10_000 });
  await note.waitFor({ text: /^Everything with the tag “music” is covered from now on\./ });
  await press(note, 'Undo');
  await until(async () => JSON.stringify(await states()) === JSON.stringify(before), {
    timeout: 20_000,
    what: 'everything as before',
  });
});

test('where the Hub does not say the tags, the words of the name are offered, and why no more', async ({
  driver,
  hub,
}) => {
  const page = await driver.open(`${HUB}/datasets`);
  await settled(page, 30);
  const lookUp = new RegExp(`GET /api/datasets/${SPECIAL.safeDataset}`);
  hub.faults.add({ match: lookUp, action: { kind: 'status', code: 403 } });
  const root = await openTraits(driver, page, SPECIAL.safeDataset);
  await root.waitFor({
    role: 'menuitem',
    name: 'The Hub did not say its tags. The options have rules about any tag.',
  });
  await root.waitFor({ role: 'menuitem', name: /^Cover all with the word “/ });
  expect(await root.count({ role: 'menuitem', name: /tag “/ })).toBe(0);
});

test('a list is looked at, followed, weakened and given up', async ({ driver, hub }) => {
  hub.live.set(
    `dataset:${SPECIAL.labelList}`,
    'labels.jsonl',
    () => `{"labels":1,"name":"Meadow"}\n{"author":"${OWNER}","label":"rude","action":"hide"}\nnonsense\n`,
  );
  const { options, root, becomes } = await openBoth(driver);
  await options.type(`${LISTS} input`, `${HUB}/datasets/${SPECIAL.labelList}`);
  await press(root, 'Look at it');
  await root.waitFor({ selector: '.rules-sample', text: new RegExp(`Hide ${OWNER}: rude`) });
  await root.waitFor({ text: /1 line could not be read/ });
  await press(root, 'Follow this list');
  await becomes('hide');
  await root.waitFor({ selector: '.rule-list select' });
  await options.select(`${LISTS} .rule-list select`, 'mark');
  await becomes('mark');
  await press(root, /^Stop following/);
  await becomes('safe');
  await press(root, 'Undo');
  await becomes('mark');
});

test('everyone can use it, by day and by night, on a narrow screen', async ({ driver }) => {
  const { options, root } = await openBoth(driver);
  await options.type(`${LISTS} input`, SPECIAL.labelListBroken);
  await press(root, 'Look at it');
  await root.waitFor({ selector: '.rules-sample' });
  await press(root, 'Follow this list');
  // When it is followed, the focus goes back to the emptied field.
  await until(
    () => options.evaluate((css) => document.activeElement?.matches(css), `${LISTS} input:placeholder-shown`),
    {
      what: 'the emptied field',
    },
  );
  for (let i = 0; i < 12; i++) {
    await options.type(
      '.rule-form-value input',
      `some-owner/a-rather-long-name-of-a-model-${i}-instruct-gguf`,
    );
    await press(root, 'Add the rule');
    await root.waitFor({ role: 'status', text: new RegExp(`In force: .*model-${i}-`) });
  }
  await press(root, 'Add the rule');
  await root.waitFor({ text: /Paste the link of a repository/ });
  for (const [colourScheme, width] of [
    ['light', 1280],
    ['dark', 390],
  ] as const) {
    await driver.emulate(options, { colourScheme });
    await options.setViewport({ width, height: 800 });
    expect(await axe(options), `${colourScheme}, ${width} px`).toEqual([]);
    const over = await options.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over, `what sticks out at ${width} px`).toBe(0);
  }
});

interface Api {
  runtime: {
    sendMessage(message: object): Promise<{ value: { rules: { hit?: { count: number } }[] } }>;
  };
}
declare const chrome: Api;
