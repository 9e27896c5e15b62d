/** Reports that must or should stay private: what cannot be done there, and what needs a decision. */
import {
  type Driver,
  expect,
  type Hub,
  openPanel,
  ours,
  press,
  productTest,
  SANDBOX_TOKENS,
  type ShadowHandle,
  SPECIAL,
  until,
} from './support/product.ts';
import {
  changeTopic,
  chooseRoute,
  draftsIn,
  myReports,
  pickTopic,
  previewOf,
  recordBecomes,
  recordsIn,
  reportOn,
  SEND,
  sendIt,
  signIn,
  WORDS,
  write,
} from './support/reporting.ts';

const test = productTest();
const { safeModel } = SPECIAL;
const MINORS = 'Sexual content with minors';
const NCII = 'Intimate images without consent';
/** All that a mail on minors may hold, line by line. */
const BARE =
  /^(|This is a report under the Content Policy\. On purpose it only says where the content is; nothing is described or attached\.|Repository: https:\/\/huggingface\.co\/\S+|Page: https:\/\/huggingface\.co\/\S+|File: \S+|File at that revision: https:\/\/huggingface\.co\/\S+|Revision: [0-9a-f]{40}|Seen: [\d-]+ [\d:]+ UTC|Reference HS-[0-9A-Z]{8}\. Written with Hub Steward, an unofficial extension\.)$/;

async function expectNoWords(panel: ShadowHandle): Promise<void> {
  await panel.waitFor({ text: /Only those at Hugging Face who read safety@huggingface\.co will see it/ });
  await panel.waitFor({ text: 'Do not describe, copy or download the material' });
  expect(await panel.count({ selector: 'textarea', hidden: true }), 'no field, not even a hidden one').toBe(
    0,
  );
  expect(await panel.count({ role: 'textbox', hidden: true })).toBe(0);
  expect(await panel.count({ role: 'radio', hidden: true }), 'nothing to choose').toBe(0);
  expect(await panel.text()).not.toMatch(/Public:|Community tab/);
}

async function expectBareMail(panel: ShadowHandle, path?: string): Promise<void> {
  await press(panel, 'Preview');
  const { to, title, body } = await previewOf(panel);
  expect(to).toBe('safety@huggingface.co');
  expect(title).toMatch(/^Report HS-[0-9A-Z]{8}: Sexual content with minors \(\S+\)$/);
  for (const line of body.split('\n')) expect(line).toMatch(BARE);
  if (path) expect(body).toContain(`File: ${path}`);
  expect(await panel.count({ role: 'button', name: SEND })).toBe(0);
  const mail = await panel.waitFor({ role: 'link', name: /mail program/ });
  const href = new URL((await mail.info()).attributes.href!);
  expect(href.protocol + href.pathname).toBe('mailto:safety@huggingface.co');
  expect(href.searchParams.get('body')?.replaceAll('\r\n', '\n')).toBe(body);
}

const written = (hub: Hub) => hub.requests.filter(({ method }) => method !== 'GET' && method !== 'OPTIONS');

async function pressMail(driver: Driver, panel: ShadowHandle) {
  await press(panel, /mail program/, 'link');
  const { page } = await myReports(driver);
  return recordBecomes(page, ({ state }) => state === 'handed-over');
}

test('minors: no field, no public way, a mail to safety@ with the place and nothing else', async ({
  driver,
  hub,
}) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
  const { panel } = await reportOn(driver, `${safeModel}/blob/main/README.md`);
  await pickTopic(panel, 'underage', MINORS);
  await expectNoWords(panel);
  await expectBareMail(panel, 'README.md');
  const record = await pressMail(driver, panel);
  expect(record.report).toMatchObject({ route: 'private-mail', desk: 'safety', text: '' });
  expect(written(hub)).toEqual([]);
});

test('minors: also after public words for another topic, which stay where they were', async ({
  driver,
  hub,
}) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
  const { panel } = await reportOn(driver, safeModel);
  await pickTopic(panel, 'malware', 'Malware');
  await write(panel, 'Zebra words for everybody.');
  await changeTopic(panel, 'loli', MINORS);
  await expectNoWords(panel);
  expect(await panel.text()).not.toContain('Zebra');
  await expectBareMail(panel);
  const record = await pressMail(driver, panel);
  expect(JSON.stringify(record)).not.toContain('Zebra');
  expect(written(hub)).toEqual([]);
});

test('people harmed: a mail unless the person decides otherwise, and each audience has its own words', async ({
  driver,
  hub,
}) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
  const { page, panel } = await reportOn(driver, safeModel);
  await pickTopic(panel, 'nudify', NCII);
  const mail = await panel.waitFor({ role: 'radio', name: /^Private: a mail to safety@huggingface\.co/ });
  expect((await mail.info()).checked).toBe(true);
  await write(panel, 'Her name is Quagga.');

  await chooseRoute(panel, /^Public: a thread/);
  const field = await panel.waitFor(WORDS);
  expect(await field.info()).toMatchObject({ disabled: true, value: '' });
  const preview = await panel.waitFor({ role: 'button', name: 'Preview' });
  expect((await preview.info()).disabled).toBe(true);
  await press(panel, /I know that this will be public/, 'checkbox');
  await field.waitUntil(({ disabled }) => !disabled);
  await field.type('A model that undresses.');
  await press(panel, 'Preview');
  const open = await previewOf(panel);
  expect(open.body).toContain('A model that undresses.');
  expect(open.body).not.toContain('Quagga');
  await press(panel, 'Back');

  await chooseRoute(panel, /^Private: a mail/);
  const back = await panel.waitFor(WORDS);
  expect((await back.info()).value).toBe('Her name is Quagga.');
  await press(panel, 'Preview');
  const closed = await previewOf(panel);
  expect(closed.body).toContain('Her name is Quagga.');
  expect(closed.body).not.toContain('undresses');
  await press(panel, 'Back');

  // Having said yes once is no yes for the next time.
  await chooseRoute(panel, /^Public: a thread/);
  const yes = await panel.waitFor({ role: 'checkbox', name: /I know that this will be public/ });
  expect((await yes.info()).checked).toBe(false);
  // The words may still be there from the save before: what counts is what was written down.
  const shelf = await myReports(driver);
  await until(async () => (await draftsIn(shelf.page)).some((draft) => draft.route !== 'private-mail'), {
    what: 'the draft with its public route',
  });
  await shelf.page.close();
  await page.bringToFront();
  expect(written(hub)).toEqual([]);

  // Nor is it one for the next visit.
  await page.reload();
  const again = await openPanel(driver, page);
  await pickTopic(again, '', NCII);
  const later = await again.waitFor(WORDS);
  expect(await later.info()).toMatchObject({ disabled: true, value: 'A model that undresses.' });
  await press(again, /I know that this will be public/, 'checkbox');
  await press(again, 'Preview');
  await sendIt(again);
  const [made, ...more] = ours(hub, 'model', safeModel);
  expect(more).toEqual([]);
  expect(made!.text).toContain('A model that undresses.');
  expect(JSON.stringify(hub.state.discussions)).not.toContain('Quagga');
  const { page: list } = await myReports(driver);
  expect(JSON.stringify(await recordsIn(list))).not.toContain('Quagga');
  expect(await draftsIn(list)).toEqual([]);
});
