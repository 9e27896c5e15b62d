/** axe over reporting: the entries beside what can be reported, the panel at each of its steps and ways, and My reports. */
import type { Page } from 'puppeteer-core';
import { axe, axeInRoots } from './support/axe.ts';
import {
  type Driver,
  expect,
  HUB,
  openPanel,
  press,
  productTest,
  SANDBOX_TOKENS,
  SPECIAL,
  until,
} from './support/product.ts';
import {
  changeTopic,
  myReports,
  pickTopic,
  prepared,
  recordBecomes,
  reportOn,
  SEND,
  sendIt,
  signIn,
  write,
} from './support/reporting.ts';

const test = productTest();
const { safeModel, safeDataset, reportedModel } = SPECIAL;
const POINT = '[data-steward-ui="point"]';

/** Waits until a page has that entry. */
async function entryOn(driver: Driver, page: Page, name: RegExp): Promise<void> {
  await until(
    async () => {
      for (const root of await driver.closedRoots(page, POINT))
        if (await root.find({ role: 'button', name })) return true;
      return false;
    },
    { what: `an entry ${name}` },
  );
}

for (const [what, path, name, atLeast] of [
  ['a file', `/${safeModel}/blob/main/README.md`, /^Report this file$/, 1],
  ['a discussion and its comments', `/${reportedModel}/discussions/1`, /^Report this comment by /, 2],
  ['a profile', `/${SPECIAL.user}`, /^Report this person$/, 1],
  ['a dataset viewer', `/datasets/${safeDataset}/viewer/default/train?row=3`, /^Report this data$/, 1],
  ['a collection', `/collections/${SPECIAL.collection}`, /^Report this collection$/, 1],
] as const) {
  test(`the entries of ${what}`, async ({ driver }) => {
    const page = await driver.open(HUB + path);
    await entryOn(driver, page, name);
    expect(await axeInRoots(driver, page, atLeast)).toEqual([]);
  });
}

test('the panel: topic with its two tracks, words and questions, preview', async ({ driver }) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
  const { page, panel } = await reportOn(driver, safeModel);
  const box = await panel.waitFor({ role: 'combobox' });
  expect(await axeInRoots(driver, page), 'all topics').toEqual([]);
  await box.type('weapons');
  await panel.waitFor({ role: 'radio', name: 'Remove it' });
  expect(await axeInRoots(driver, page), 'topic and tracks').toEqual([]);
  await box.press('Enter');
  await panel.waitFor({ role: 'combobox', name: /^Which part is it about/ });
  await write(panel, 'What I saw.');
  expect(await axeInRoots(driver, page), 'words and questions').toEqual([]);
  await press(panel, 'Preview');
  await panel.waitFor({ role: 'button', name: SEND });
  expect(await axeInRoots(driver, page), 'preview').toEqual([]);
});

test('the panel: reports that are there already, and one that is joined', async ({ driver }) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
  const { page, panel } = await reportOn(driver, reportedModel);
  await pickTopic(panel, 'malware', 'Malware');
  await panel.waitFor({ selector: '.ui-notice-title', text: /There (is|are) already/ });
  expect(await axeInRoots(driver, page), 'what is there').toEqual([]);
  await press(panel, 'Add what is new as a comment to #1');
  await panel.waitFor({ text: /You add to thread #1/ });
  expect(await axeInRoots(driver, page), 'joined').toEqual([]);
});

test('the panel: a copyright complaint', async ({ driver }) => {
  const { page, panel } = await reportOn(driver, safeModel);
  await pickTopic(panel, 'copyright', 'Copyright, trademark or other rights');
  const holder = await panel.waitFor({ role: 'combobox', name: /Do you hold the rights/ });
  await holder.type('I hold');
  await press(panel, 'Preview');
  await panel.waitFor({ role: 'heading', name: 'Your copyright complaint' });
  expect(await axeInRoots(driver, page)).toEqual([]);
});

test('the panel: the private way for what involves minors, and back to another topic', async ({ driver }) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
  const { page, panel } = await reportOn(driver, safeModel);
  await pickTopic(panel, 'underage', 'Sexual content with minors');
  await panel.waitFor({ text: 'Do not describe, copy or download the material' });
  expect(await axeInRoots(driver, page), 'before the mail').toEqual([]);
  await press(panel, 'Preview');
  await panel.waitFor({ role: 'link', name: /mail program/ });
  expect(await axeInRoots(driver, page), 'the mail').toEqual([]);
  await press(panel, 'Back');
  await changeTopic(panel, 'malware', 'Malware');
  expect(await axeInRoots(driver, page), 'another topic').toEqual([]);
});

test('the receipt, a second opening, and My reports with a timeline', async ({ driver }) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
  const { page, panel } = await prepared(driver, safeModel, 'What I saw.');
  await sendIt(panel);
  expect(await axeInRoots(driver, page), 'receipt').toEqual([]);
  await press(panel, 'Close');
  await panel.waitGone({ role: 'dialog' });
  const again = await openPanel(driver, page);
  await pickTopic(again, 'malware', 'Malware');
  await again.waitFor({ text: 'You have reported this before' });
  expect(await axeInRoots(driver, page), 'reported before').toEqual([]);

  const list = await myReports(driver);
  await recordBecomes(list.page, ({ state }) => state === 'confirmed');
  await list.page.bringToFront();
  await press(list.root, /^Details/);
  await list.root.waitFor({ role: 'heading', name: 'How it stands' });
  await press(list.root, /^Look now/);
  await list.root.waitFor({ selector: '.timeline > li', text: /It stands on the Hub\./ });
  expect(await axe(list.page), 'My reports').toEqual([]);
});
