/** What can be wrong with what is given to us: tokens, and repositories that do not take reports. Each says what to do next. */
import {
  enterToken,
  expect,
  type Hub,
  openPanel,
  ours,
  press,
  productTest,
  SANDBOX_TOKENS,
  type ShadowHandle,
  SPECIAL,
} from './support/product.ts';
import {
  draftsIn,
  WORDS as FIELD,
  myReports,
  pickTopic,
  postsOf,
  prepared,
  recordBecomes,
  reportOn,
  SEND,
  sendIt,
  signIn,
} from './support/reporting.ts';

const test = productTest();
const { safeModel, discussionsOffModel } = SPECIAL;
const WORDS = 'Words that must not get lost.';

/** The panel says that it was not sent and why; the words are still there, here and after a reload. */
async function expectRefused(
  { page, panel }: Awaited<ReturnType<typeof prepared>>,
  driver: Parameters<typeof openPanel>[0],
  why: RegExp,
): Promise<ShadowHandle> {
  await panel.waitFor({ selector: '.ui-notice-title', text: 'It was not sent' }, { timeout: 25_000 });
  await panel.waitFor({ selector: '.ui-notice[role=alert]', text: why });
  await panel.waitFor({ text: 'Your draft is kept.' });
  await press(panel, 'Change the report');
  expect((await (await panel.waitFor(FIELD)).info()).value).toBe(WORDS);
  await page.reload();
  const again = await openPanel(driver, page);
  await again.waitFor({ selector: '[role=option][aria-selected=true]', name: 'Malware' });
  await page.keyboard.press('Enter');
  expect((await (await again.waitFor(FIELD)).info()).value).toBe(WORDS);
  return again;
}

const tokenOf = (hub: Hub) => hub.state.tokens.find(({ value }) => value === SANDBOX_TOKENS.writer)!;

test('a token that is none, or none any more: what is wrong is said, and what was typed stays', async ({
  driver,
  hub,
}) => {
  const page = await driver.openExtensionPage('/options.html', 'input[type=password]');
  const root = await driver.documentOf(page);
  const field = await root.waitFor({ selector: '#token' });
  const refused = async (typed: string, why: RegExp) => {
    await press(root, /check and keep/i);
    await root.waitFor({ selector: '[role=alert]', text: why }, { timeout: 10_000 });
    expect((await field.info()).value).toBe(typed);
    await field.waitUntil(({ focused }) => focused);
  };
  await refused('', /paste a token/i);
  await field.type('my password');
  await refused('my password', /space/);
  expect(hub.requests.filter(({ url }) => url.includes('whoami'))).toEqual([]);
  await field.click({ count: 3 });
  await page.keyboard.type(SANDBOX_TOKENS.revoked);
  await refused(SANDBOX_TOKENS.revoked, /does not know this token.*revoked.*make a new one/);

  hub.faults.status(/whoami/, 500);
  await refused(SANDBOX_TOKENS.revoked, /not kept.*(trouble|try again)/i);
  hub.faults.clear();
  hub.faults.status(/whoami/, 429);
  await refused(SANDBOX_TOKENS.revoked, /slow down.*wait/i);
  hub.faults.clear();

  await field.click({ count: 3 });
  await page.keyboard.type(`HF_TOKEN="${SANDBOX_TOKENS.writer}"`);
  await press(root, /check and keep/i);
  await root.waitFor({ text: /belongs to sandbox-user/i });
});

test('a token that may only read: said at once, and the Hub’s own form is the way', async ({ driver }) => {
  await enterToken(driver, SANDBOX_TOKENS.reader);
  const { panel } = await reportOn(driver, safeModel);
  await pickTopic(panel, 'malware', 'Malware');
  await panel.waitFor({ selector: '.panel-whynot', text: /token may not write in discussions.*own form/ });
  const form = await panel.waitFor({ role: 'radio', name: /Hub’s own form/ });
  expect((await form.info()).checked).toBe(true);
  expect(await panel.count({ role: 'radio', name: /a thread in the Community tab/ })).toBe(0);
});

test('a token that lost its permission meanwhile: 403, mended on the Hub, sent again once', async ({
  driver,
  hub,
}) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
  const open = await prepared(driver, safeModel, WORDS);
  tokenOf(hub).global = [];
  await press(open.panel, SEND);
  await expectRefused(open, driver, /does not let this account.*(token|own form)/);

  tokenOf(hub).global = ['discussion.write'];
  const { page, root } = await myReports(driver);
  await press(root, /^Try again/);
  await recordBecomes(page, ({ state }) => state === 'confirmed');
  expect(ours(hub, 'model', safeModel)).toHaveLength(1);
});

test('a token that was revoked meanwhile: 401, the options are named, and the words go out with a new one', async ({
  driver,
  hub,
}) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
  const open = await prepared(driver, safeModel, WORDS);
  tokenOf(hub).revoked = true;
  await press(open.panel, SEND);
  const again = await expectRefused(open, driver, /token in the options/);
  expect(ours(hub, 'model', safeModel)).toEqual([]);

  await signIn(driver, SANDBOX_TOKENS.broad);
  await open.page.bringToFront();
  await press(again, 'Preview');
  await sendIt(again);
  expect(ours(hub, 'model', safeModel)).toHaveLength(1);
});

test('no Community tab: said before anything is typed, and a mail is the way', async ({ driver, hub }) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
  const { panel } = await reportOn(driver, discussionsOffModel);
  await pickTopic(panel, 'malware', 'Malware');
  expect(await panel.count({ selector: '.panel-whynot', text: /switched off.*mail/ })).toBe(3);
  await panel.waitFor({ text: /Only those at Hugging Face who read security@huggingface\.co|safety@/ });
  expect(await panel.count({ role: 'radio', name: /^Public/ })).toBe(0);
  await panel.waitFor(FIELD);
  expect(postsOf(hub)).toEqual([]);
});

test('no Community tab, which the Hub only says when it is asked to post', async ({ driver, hub }) => {
  await signIn(driver, SANDBOX_TOKENS.writer);
  const open = await prepared(driver, safeModel, WORDS);
  hub.state.repos.find(({ id }) => id === safeModel)!.discussionsDisabled = true;
  await press(open.panel, SEND);
  await open.panel.waitFor({ text: /switched off.*by mail/ }, { timeout: 25_000 });
  await press(open.panel, 'Change the report');
  // What the Hub said counts from now on: the mail is offered, with the words.
  await open.panel.waitFor({ selector: '.panel-whynot', text: /switched off/ });
  await press(open.panel, 'Preview');
  await open.panel.waitFor({ role: 'link', name: /mail program/ });
});

for (const code of [404, 401] as const) {
  test(`the repository is gone between opening and Send (${code})`, async ({ driver, hub }) => {
    await signIn(driver, SANDBOX_TOKENS.writer);
    const { panel } = await prepared(driver, safeModel, WORDS);
    if (code === 404) hub.state.repos = hub.state.repos.filter(({ id }) => id !== safeModel);
    else
      hub.faults.status(/\/api\/models\//, 401, {
        headers: { 'x-error-code': 'RepoNotFound', 'x-error-message': 'Repository not found' },
      });
    await press(panel, SEND);
    await panel.waitFor({ selector: '.ui-notice-title', text: 'It was not sent' }, { timeout: 25_000 });
    await panel.waitFor({ text: /private, was renamed or does not exist|does not find this/ });
    await panel.waitFor({ text: /Reload the page/ });
    await panel.waitFor({ text: 'Your draft is kept.' });
    const list = await myReports(driver);
    await list.root.waitFor({ role: 'button', name: /^Try again/ });
    expect((await draftsIn(list.page))[0]?.texts?.public).toBe(WORDS);
    expect(ours(hub, 'model', safeModel)).toEqual([]);
  });
}
