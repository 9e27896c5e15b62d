/** The flow of the panel: what is there already, and the ways out. All of it by keyboard alone: report-tree.spec.ts. */
import {
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
  draftsIn,
  myReports,
  pickTopic,
  postsOf,
  previewOf,
  receipt,
  reportOn,
  signIn,
  WORDS,
  write,
} from './support/reporting.ts';

const test = productTest();
const { safeModel, reportedModel, staffPinnedDataset } = SPECIAL;

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
