/** The flow of the panel: two tracks, questions, what is there already, the preview beside the text, and the ways out. */
import type { KeyInput } from 'puppeteer-core';
import { axeInRoots } from './support/axe.ts';
import {
  expect,
  HUB,
  openPanel,
  ours,
  panelOf,
  press,
  productTest,
  SANDBOX_TOKENS,
  type ShadowHandle,
  SPECIAL,
  until,
} from './support/product.ts';
import {
  draftsIn,
  myReports,
  pickTopic,
  postsOf,
  previewOf,
  receipt,
  reportOn,
  SEND,
  signIn,
  tabTo,
  WORDS,
  write,
} from './support/reporting.ts';

const test = productTest();
const { safeModel, reportedModel, staffPinnedDataset } = SPECIAL;

const liveText = async (panel: ShadowHandle) =>
  (await panel.waitFor({ selector: '.panel-live pre' })).evaluate((node) => node.textContent ?? '');

test('by keyboard alone, from the page through both tracks and the questions to the receipt, and back once', async ({
  driver,
  hub,
}) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
  const page = await driver.open(`${HUB}/${safeModel}`);
  const key = (name: KeyInput) => page.keyboard.press(name);
  const title = await driver.closedRoot(page, 'h1 > [data-steward-ui]', { timeout: 10_000 });
  await tabTo(page, title, 'button', /^Report /);
  await key('Enter');

  const panel = await panelOf(driver, page);
  const box = await panel.waitFor({ role: 'combobox' });
  await box.waitUntil(({ focused }) => focused);
  await page.keyboard.type('weapons');
  await panel.waitFor({ selector: '[role=option][aria-selected=true]', name: 'Weapons' });
  await tabTo(page, panel, 'radio', 'Remove it');
  await panel.waitFor({ selector: 'q', text: 'will usually be addressed directly by the Hugging Face Team' });
  await key('ArrowRight');
  await panel.waitFor({ text: 'in collaboration with both the Repository owner and any concerned party' });
  await tabTo(page, panel, 'button', 'Choose this topic');
  await key('Enter');

  await panel.waitFor({ role: 'heading', name: 'Who will see this report' });
  await tabTo(page, panel, 'textbox', WORDS.name);
  await page.keyboard.type('By hand.');
  await until(async () => (await liveText(panel)).includes('By hand.'), { what: 'the words in the preview' });
  await tabTo(page, panel, 'combobox', /^Which part is it about/);
  await page.keyboard.type('The card');
  await tabTo(page, panel, 'textbox', /^How do its developers handle it/);
  await page.keyboard.type('No warning.');
  await tabTo(page, panel, 'radio', /I leave that open/);
  await key('ArrowDown');
  const chosen = await panel.waitFor({ role: 'radio', name: /Add the Not-For-All-Audiences tag/ });
  await chosen.waitUntil(({ checked }) => checked === true);
  expect(await axeInRoots(driver, page), 'what assistive technology is told').toEqual([]);

  await tabTo(page, panel, 'button', 'Preview');
  await key('Enter');
  await tabTo(page, panel, 'button', SEND);
  const shown = await previewOf(panel);
  expect(shown.body).toMatch(/Where: The card/);
  expect(shown.body).toMatch(/Handling: No warning/);
  expect(shown.body).toMatch(/Asked for:\*\* add the “Not For All Audiences” tag/);
  await key('Enter');
  await tabTo(page, panel, 'button', 'Take it back');
  await key('Enter');
  await tabTo(page, panel, 'button', 'Back to the text');
  expect(postsOf(hub), 'taken back in time').toEqual([]);
  await key('Enter');
  expect((await (await panel.waitFor(WORDS)).info()).value).toBe('By hand.');
  await tabTo(page, panel, 'button', 'Preview');
  await key('Enter');
  await tabTo(page, panel, 'button', SEND);
  await key('Enter');
  await receipt(panel);
  const [made, ...more] = ours(hub, 'model', safeModel);
  expect(more).toEqual([]);
  expect(made!.text).toContain('By hand.');
  await key('Escape');
  await panel.waitGone({ role: 'dialog' });
  await tabTo(page, title, 'button', /^Report /);
});

test('a report that is there already is joined: one comment, no thread', async ({ driver, hub }) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
  const { panel } = await reportOn(driver, reportedModel);
  const before = hub.state.discussions[`model:${reportedModel}`]!.length;
  await pickTopic(panel, 'malware', 'Malware');
  await panel.waitFor({ selector: '.ui-notice-title', text: /There (is|are) already/ });
  await press(panel, 'Add what is new as a comment to #1');
  await panel.waitFor({ text: /it becomes a comment in the thread #1, under your name, sandbox-user/ });
  await write(panel, 'Also in the newest revision.');
  await press(panel, 'Preview');
  const { body } = await previewOf(panel);
  await press(panel, 'Send as a comment to #1');
  await receipt(panel);
  const list = hub.state.discussions[`model:${reportedModel}`]!;
  expect(list).toHaveLength(before);
  const comment = list.find(({ num }) => num === 1)!.events.at(-1)!;
  expect(comment.raw).toBe(body);
  expect(postsOf(hub), 'no thread was opened').toEqual([]);
});

test('many threads: staff’s notice first, and what one more would do; without a token it is joined by hand', async ({
  driver,
}) => {
  const { panel } = await reportOn(driver, `datasets/${staffPinnedDataset}`);
  await pickTopic(panel, 'spam', 'Spam or bulk activity');
  await panel.waitFor({ text: /threads are open\. Another one says nothing new/ });
  const first = await panel.waitFor({ selector: '.panel-threads li', text: 'pinned by Hugging Face staff' });
  expect((await first.info()).name || (await first.text())).toContain('#1');
  expect(await panel.count({ role: 'button', name: 'Add what is new as a comment to #1' }), 'a notice').toBe(
    0,
  );
  const join = await panel.waitFor({ role: 'button', name: /^Add what is new as a comment to #\d+$/ });
  const num = /\d+$/.exec((await join.info()).name)![0];
  await join.click();
  await panel.waitFor({
    selector: '.panel-whynot',
    text: /needs your own hand.*paste the text there yourself/,
  });
  await write(panel, 'The same in another folder.');
  await press(panel, 'Preview');
  const link = await panel.waitFor({ role: 'link', name: /Copy it, and open the thread/ });
  expect((await link.info()).attributes.href).toBe(
    `${HUB}/datasets/${staffPinnedDataset}/discussions/${num}`,
  );
});

test('the browser’s back button closes the panel and keeps the draft; a discarded draft comes back', async ({
  driver,
}) => {
  const { page, panel } = await reportOn(driver, safeModel);
  const address = page.url();
  await pickTopic(panel, 'malware', 'Malware');
  await write(panel, 'Kept.');
  await page.evaluate(() => history.back());
  await panel.waitGone({ role: 'dialog' });
  expect(page.url()).toBe(address);

  const again = await openPanel(driver, page);
  await again.waitFor({ selector: '[role=option][aria-selected=true]', name: 'Malware' });
  await page.keyboard.press('Enter');
  expect((await (await again.waitFor(WORDS)).info()).value).toBe('Kept.');
  await press(again, 'Discard draft');
  await press(again, 'Bring it back');
  expect((await (await again.waitFor(WORDS)).info()).value).toBe('Kept.');
  await press(again, 'Discard draft');
  await again.waitFor({ text: 'The draft was discarded.' });
  await page.keyboard.press('Escape');
  await again.waitGone({ role: 'dialog' });
  const shelf = await myReports(driver);
  await until(async () => (await draftsIn(shelf.page)).length === 0, { what: 'no draft' });
});

test('a copyright complaint names what is missing, and goes out as a mail only', async ({ driver, hub }) => {
  const { panel } = await reportOn(driver, safeModel);
  await pickTopic(panel, 'copyright', 'Copyright, trademark or other rights');
  const mail = await panel.waitFor({ role: 'radio', name: /dmca@huggingface\.co/ });
  expect((await mail.info()).checked).toBe(true);
  const preview = await panel.waitFor({ role: 'button', name: 'Preview' });
  await preview.waitUntil(({ disabled }) => disabled);
  const holder = await panel.waitFor({ role: 'combobox', name: /Do you hold the rights/ });
  await holder.type('I hold');
  await preview.waitUntil(({ disabled }) => !disabled);
  await preview.click();
  await panel.waitFor({ role: 'heading', name: 'Your copyright complaint' });
  await panel.waitFor({ text: 'Type your full name: it counts as your signature.' });
  const open = await panel.waitFor({ role: 'button', name: 'Open in your mail program' });
  expect((await open.info()).disabled).toBe(true);
  for (const [label, words] of [
    ['Which work is it?', 'A book.'],
    ['Your full name', 'Ada Example'],
    ['Your postal address', '1 Road, Town'],
    ['Your telephone number', '+44 20 0000'],
    ['Your mail address', 'ada@example.org'],
    ['Your full name, as your signature', 'Ada Example'],
  ] as const)
    await (await panel.waitFor({ role: 'textbox', name: label })).type(words);
  for (const box of await panel.findAll({ role: 'checkbox' })) await box.click();
  const link = await panel.waitFor({ role: 'link', name: 'Open in your mail program' });
  const href = new URL((await link.info()).attributes.href!);
  expect(href.pathname).toBe('dmca@huggingface.co');
  expect(href.searchParams.get('body')).toContain('/s/ Ada Example');
  const shelf = await myReports(driver);
  expect(JSON.stringify(await draftsIn(shelf.page)), 'name and address are kept nowhere').not.toContain(
    '1 Road',
  );
  expect(postsOf(hub)).toEqual([]);
});
