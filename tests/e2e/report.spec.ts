/** A report from the first press to the receipt, in the shipped build. */
import {
  cardRoot,
  enterToken,
  expect,
  HUB,
  openPanel,
  ours,
  panelOf,
  press,
  productTest,
  SANDBOX_TOKENS,
  SPECIAL,
  settled,
  until,
} from './support/product.ts';
import {
  draftsIn,
  myReports,
  OPEN_FORM,
  pickTopic,
  postsOf,
  previewOf,
  recordBecomes,
  reportOn,
  SEND,
  sendIt,
  tabAt,
  WORDS,
  write,
} from './support/reporting.ts';

const test = productTest();
const { safeModel, safeDataset } = SPECIAL;

test('from a repository’s title to the receipt, with a token: what was previewed is what stands there', async ({
  driver,
  hub,
}) => {
  await enterToken(driver, SANDBOX_TOKENS.writer);
  const { page, panel } = await reportOn(driver, safeModel);

  const box = await panel.waitFor({ role: 'combobox' });
  await box.waitUntil(({ focused }) => focused);
  await box.type('malwa');
  await panel.waitFor({ selector: '[role=option][aria-selected=true]', name: 'Malware' });
  // The rule, word for word, and which text it is from.
  await panel.waitFor({ selector: 'blockquote', text: /malware/i });
  await panel.waitFor({ selector: 'figcaption', text: /CP2023\.\S+ · text of 2023-08-30/ });
  expect(await panel.count({ role: 'textbox' }), 'no field before it is said who reads it').toBe(0);
  await box.press('Enter');

  await panel.waitFor({ role: 'heading', name: 'Who will see this report' });
  const chosen = await panel.waitFor({ role: 'radio', name: /Public: a thread in the Community tab/ });
  expect((await chosen.info()).checked).toBe(true);
  await panel.waitFor({ text: /under your name, sandbox-user/ });
  await write(panel, 'The weights hold a pickle that opens a shell.\nSee `model.bin`, line 1.');
  await press(panel, 'Preview');
  const shown = await previewOf(panel);
  expect(shown.body).toContain('a pickle that opens a shell');
  expect(postsOf(hub), 'nothing leaves before Send').toEqual([]);

  await press(panel, SEND);
  await panel.waitFor({ selector: '.ui-notice-title', text: 'Receipt' }, { timeout: 10_000 });
  const [made, ...more] = ours(hub, 'model', safeModel);
  expect(more).toEqual([]);
  expect(postsOf(hub)).toHaveLength(1);
  const thread = hub.state.discussions[`model:${safeModel}`]!.find(({ num }) => num === made!.num)!;
  expect({ title: thread.title, body: thread.events[0]!.raw }).toEqual(shown);
  expect(thread.author).toBe('sandbox-user');
  const link = await panel.waitFor({ role: 'link', name: /Open the thread/ });
  expect((await link.info()).attributes.href).toBe(`${HUB}/${safeModel}/discussions/${made!.num}`);
  const reads = hub.requests.filter(
    (r) => r.method === 'GET' && r.url === `/api/models/${safeModel}/discussions/${made!.num}`,
  );
  expect(reads.length, 'it was read back').toBeGreaterThan(0);

  const list = await myReports(driver);
  await list.root.waitFor({ role: 'heading', name: 'Malware' });
  await list.root.waitFor({ text: 'Read back from the Hub as a public discussion.' });
  const record = await recordBecomes(list.page, ({ state }) => state === 'confirmed');
  expect(record.discussion).toBe(made!.num);
  expect(await draftsIn(list.page), 'the draft has done its work').toEqual([]);
  await page.bringToFront();
  await press(panel, 'My reports');
  await tabAt(driver, /\/reports\.html#/);
});

test('from a card: what is reported is the card’s repository, not the list', async ({ driver, hub }) => {
  await enterToken(driver, SANDBOX_TOKENS.writer);
  const page = await driver.open(`${HUB}/datasets`);
  await settled(page);
  const card = await cardRoot(driver, page, safeDataset);
  await press(card, new RegExp(`^Report ${safeDataset}`));
  const panel = await panelOf(driver, page);
  await panel.waitFor({ role: 'heading', name: 'Report this dataset' });
  await panel.waitFor({ selector: '.panel-target', text: safeDataset });
  await pickTopic(panel, 'spam', 'Spam or bulk activity');
  await write(panel, 'The same file, a thousand times.');
  await press(panel, 'Preview');
  const { body } = await previewOf(panel);
  expect(body).toContain(`(${HUB}/datasets/${safeDataset}) (dataset)`);
  expect(body, 'where the list was filtered is nobody’s business').not.toContain(`${HUB}/datasets)`);
  await sendIt(panel);
  const [made, ...more] = ours(hub, 'dataset', safeDataset);
  expect(more).toEqual([]);
  const link = await panel.waitFor({ role: 'link', name: /Open the thread/ });
  expect((await link.info()).attributes.href).toBe(`${HUB}/datasets/${safeDataset}/discussions/${made!.num}`);
});

test('without a token: the Hub’s own form opens filled in, the person creates it, and it is found', async ({
  driver,
  hub,
}) => {
  await driver.forgetSite();
  const { panel } = await reportOn(driver, safeModel);
  await pickTopic(panel, 'malware', 'Malware');
  const chosen = await panel.waitFor({ role: 'radio', name: /Hub’s own form/ });
  expect((await chosen.info()).checked).toBe(true);
  await panel.waitFor({ selector: '.panel-whynot', text: /No account is signed in/ });
  await write(panel, 'A pickle & a shell: 100% sure + "quoted" <b>.');
  await press(panel, 'Preview');
  const shown = await previewOf(panel);
  await press(panel, OPEN_FORM);

  const tab = await tabAt(driver, /\/discussions\/new\?title=/);
  await tab.bringToFront();
  const root = await driver.documentOf(tab);
  await press(root, 'Log in', 'link');
  await tabAt(driver, /\/login\?next=/);
  await press(await driver.documentOf(tab), /^Log in as/);
  await tabAt(driver, /\/discussions\/new\?title=/);
  const form = await driver.documentOf(tab);
  const description = await form.waitFor({ selector: 'textarea[name=description]' });
  const title = await form.waitFor({ selector: 'input[name=title]' });
  expect((await title.info()).value).toBe(shown.title);
  expect((await description.info()).value).toBe(shown.body);
  expect(ours(hub, 'model', safeModel), 'nothing is posted before Create').toEqual([]);

  const list = await myReports(driver);
  await list.root.waitFor({ text: "Handed to the Hub's form — not yet seen" });
  await tab.bringToFront();
  await press(form, 'Create discussion');
  await tabAt(driver, /\/discussions\/\d+$/);
  await list.page.bringToFront();
  await press(list.root, /^Look on the Hub/);
  const record = await recordBecomes(list.page, ({ state }) => state === 'confirmed');
  expect(ours(hub, 'model', safeModel).map(({ num }) => num)).toEqual([record.discussion]);
  await list.root.waitFor({ text: 'Read back from the Hub as a public discussion.' });
  expect(postsOf(hub), 'never through the API').toEqual([]);
});

test('a draft outlives the page; Escape keeps it, and gives the focus back to the button', async ({
  driver,
}) => {
  const words = 'Half a sentence that must not get';
  const { page, panel } = await reportOn(driver, safeModel);
  await pickTopic(panel, 'malware', 'Malware');
  await write(panel, words);
  await page.keyboard.press('Escape');
  await panel.waitGone({ role: 'dialog' });
  const title = await driver.closedRoot(page, 'h1 > [data-steward-ui]');
  const button = await title.waitFor({ role: 'button' });
  await button.waitUntil(({ focused }) => focused);

  await page.reload();
  const again = await openPanel(driver, page);
  // The topic of the draft is where the person goes on.
  await again.waitFor({ selector: '[role=option][aria-selected=true]', name: 'Malware' });
  await page.keyboard.press('Enter');
  const field = await again.waitFor(WORDS);
  expect((await field.info()).value).toBe(words);
  await field.press('End');
  await page.keyboard.type(' lost.');
  // Closed before the autosave's pause is over: what was typed last is kept all the same.
  await page.keyboard.press('Escape');
  await again.waitGone({ role: 'dialog' });
  const popup = await driver.openExtensionPage('/popup.html');
  await until(async () => (await draftsIn(popup))[0]?.texts?.public === `${words} lost.`, {
    what: 'the last words in the draft',
  });
});
