/** Own rules and shared lists: made in the options, in force in open tabs, and taken back. */
import { axe } from './support/axe.ts';
import {
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
