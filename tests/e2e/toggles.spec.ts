/** What people switch with: the popup's page switch and pause, the badge, exceptions by place; in pages that are open, at once. */
import type { Page } from 'puppeteer-core';
import { cardStates, expect, HUB, press, productTest, SPECIAL, settled, until } from './support/product.ts';

const test = productTest();

interface Action {
  getBadgeText(of: { tabId: number }): Promise<string>;
  getTitle(of: { tabId?: number }): Promise<string>;
}
type Api = {
  action: Action;
  tabs: { query(of: object): Promise<{ id: number }[]> };
  commands: { getAll(): Promise<{ name: string; shortcut: string }[]> };
};
declare const chrome: Api;

/** Badge and title of our button, for the one tab of the Hub. */
const button = (ours: Page): Promise<{ badge: string; title: string; elsewhere: string }> =>
  ours.evaluate(async () => {
    const { action, tabs } = (globalThis as unknown as { browser?: Api }).browser ?? chrome;
    const tabId = (await tabs.query({ url: 'https://huggingface.co/*' }))[0]!.id;
    return {
      badge: await action.getBadgeText({ tabId }),
      title: await action.getTitle({ tabId }),
      elsewhere: await action.getTitle({}),
    };
  });

/** The popup is a tab here, and a real one does not live to see another tab: it is loaded with the page in front. */
async function inFrontOf(list: Page, popup: Page): Promise<void> {
  await list.bringToFront();
  await popup.evaluate(() => {
    document.documentElement.dataset.old = '';
    location.reload();
  });
  await until(
    () =>
      popup.evaluate(
        () => !('old' in document.documentElement.dataset) && document.querySelector('.this-page') !== null,
      ),
    { timeout: 10_000, what: 'what the popup says of the page in front' },
  );
}

const pageLine = (popup: Page) =>
  popup.evaluate(() => document.querySelector('.this-page')?.textContent ?? '');

test('the badge counts, the popup says the same and shows all of them, on this page only', async ({
  driver,
}) => {
  const list = await driver.open(`${HUB}/models`);
  await settled(list, 30);
  const popup = await driver.openExtensionPage('/popup.html', 'input[role=switch]');
  await inFrontOf(list, popup);
  const covered = await list.evaluate(
    () => document.querySelectorAll('[data-steward="blur"], [data-steward="plain"]').length,
  );
  expect(covered).toBeGreaterThan(0);
  await until(async () => (await button(popup)).badge === String(covered), { what: 'the badge' });
  expect((await button(popup)).title).toBe(`Hub Steward: ${covered} covered on this page`);
  expect(await pageLine(popup)).toContain(`On this page: ${covered} covered`);

  const switchHere = async () => {
    const box = await popup.waitForSelector('.this-page input[role=switch]');
    // Pressed from within, because the Hub's tab must stay in front.
    await box!.evaluate((input) => (input as HTMLInputElement).click());
  };
  await switchHere();
  await until(async () => (await cardStates(list, SPECIAL.nfaaModel))[0] === 'safe', {
    what: 'the card, shown',
  });
  await until(async () => (await button(popup)).badge === '', { what: 'no badge' });
  // No setting has changed: another page is as it was.
  const other = await driver.open(`${HUB}/models`);
  await settled(other, 30);
  expect(await cardStates(other, SPECIAL.nfaaModel)).toEqual(['blur']);
  await other.close();

  await inFrontOf(list, popup);
  expect(await pageLine(popup)).toContain('This page is not filtered');
  await switchHere();
  await until(async () => (await cardStates(list, SPECIAL.nfaaModel))[0] === 'blur', {
    what: 'the card, covered',
  });
  await until(async () => (await button(popup)).badge === String(covered), { what: 'the badge again' });
});

test('a pause holds everywhere, is said by the button, and is ended by one press', async ({ driver }) => {
  const list = await driver.open(`${HUB}/models`);
  await settled(list, 30);
  const popup = await driver.openExtensionPage('/popup.html', 'input[role=switch]');
  const root = await driver.documentOf(popup);
  await press(root, '1 hour');
  await until(async () => (await cardStates(list, SPECIAL.nfaaModel))[0] === 'safe', {
    what: 'the card, shown',
  });
  // Towards midnight, the day is named before the hour.
  await until(async () => /paused until .*\d:\d\d/.test((await button(popup)).title), { what: 'the title' });
  expect(await button(popup)).toMatchObject({ badge: '', elsewhere: expect.stringMatching(/paused until/) });
  await press(root, 'Resume now');
  await until(async () => (await cardStates(list, SPECIAL.nfaaModel))[0] === 'blur', {
    what: 'the card, covered',
  });
  await until(async () => (await button(popup)).elsewhere === 'Hub Steward', { what: 'the title again' });
});

test('an exception for a place is in force there, in the page that is open, and can be taken back', async ({
  driver,
}) => {
  const list = await driver.open(`${HUB}/models`);
  await settled(list, 30);
  const options = await driver.openExtensionPage('/options.html', '.places');
  const root = await driver.documentOf(options);
  const becomes = (state: string) =>
    until(async () => (await cardStates(list, SPECIAL.nfaaModel))[0] === state, {
      what: `the card: ${state}`,
    });
  await options.select('select[aria-label="Lists, Models"]', 'mark');
  await becomes('mark');
  await options.select('select[aria-label="Lists, All types"]', 'hide');
  await root.waitFor({ selector: '#places ~ .row', text: /2 exceptions/ });
  await options.select('select[aria-label="Lists, Models"]', '');
  await becomes('hide');
  await press(root, 'Reset all');
  await becomes('blur');
  await press(root, 'Undo');
  await becomes('hide');
});

test('the keys are those that were asked for: no other part of the browser has them', async ({ driver }) => {
  const page = await driver.openExtensionPage('/options.html', 'kbd');
  const keys = await page.evaluate(async () => {
    const { commands } = (globalThis as unknown as { browser?: Api }).browser ?? chrome;
    return (await commands.getAll()).map(({ name, shortcut }) => `${name} ${shortcut}`).sort();
  });
  expect(keys).toEqual([
    '_execute_action Alt+Shift+Y',
    'toggle-filter Alt+Shift+G',
    'toggle-page Alt+Shift+U',
  ]);
});
