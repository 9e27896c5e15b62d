/** The whole flow by keyboard alone, and at every step what the browser tells assistive technology of it. */
import type { KeyInput } from 'puppeteer-core';
import { axeInRoots } from './support/axe.ts';
import {
  expect,
  HUB,
  ours,
  panelOf,
  productTest,
  SANDBOX_TOKENS,
  type ShadowHandle,
  SPECIAL,
  until,
} from './support/product.ts';
import { POSTS, postsOf, previewOf, SEND, signIn, tabAt, tabTo, WORDS } from './support/reporting.ts';
import { announced, told, untold } from './support/tree.ts';

const test = productTest();
const { safeModel } = SPECIAL;

const liveText = async (panel: ShadowHandle) =>
  (await panel.waitFor({ selector: '.panel-live pre' })).evaluate((node) => node.textContent ?? '');

test('by keyboard alone and by the accessibility tree: both tracks, questions, taken back, refused, sent, My reports', async ({
  driver,
  hub,
}) => {
  test.setTimeout(120_000);
  await signIn(driver, SANDBOX_TOKENS.writer);
  const page = await driver.open(`${HUB}/${safeModel}`);
  const key = (name: KeyInput) => page.keyboard.press(name);
  const title = await driver.closedRoot(page, 'h1 > [data-steward-ui]', { timeout: 10_000 });
  await tabTo(page, title, 'button', /^Report /);
  await until(
    async () =>
      (await told(driver, page)).some(({ role, name }) => role === 'button' && /^Report /.test(name)),
    { what: 'the entry in the tree' },
  );
  await key('Enter');

  const panel = await panelOf(driver, page);
  const toldOf = (step: string) =>
    untold(driver, page, panel).then((wrong) => expect(wrong, step).toEqual([]));
  const go = async (role: string, name: string | RegExp, press: KeyInput = 'Enter') => {
    await tabTo(page, panel, role, name);
    await key(press);
  };

  // The topic, and the two tracks.
  const box = await panel.waitFor({ role: 'combobox' });
  await box.waitUntil(({ focused }) => focused);
  expect((await told(driver, page))[0]).toMatchObject({ role: 'dialog', name: 'Report this model' });
  await page.keyboard.type('weapons');
  await panel.waitFor({ selector: '[role=option][aria-selected=true]', name: 'Weapons' });
  await toldOf('topic');
  await tabTo(page, panel, 'radio', 'Remove it');
  await panel.waitFor({ selector: 'q', text: 'will usually be addressed directly by the Hugging Face Team' });
  await key('ArrowRight');
  await panel.waitFor({ text: 'in collaboration with both the Repository owner and any concerned party' });
  await go('button', 'Choose this topic');

  // The words, the questions, the remedy.
  await panel.waitFor({ role: 'heading', name: 'Who will see this report' });
  await tabTo(page, panel, 'textbox', WORDS.name);
  await page.keyboard.type('By hand.');
  await until(async () => (await liveText(panel)).includes('By hand.'), { what: 'the words in the preview' });
  await announced(driver, page, /Draft kept on this device/);
  await tabTo(page, panel, 'combobox', /^Which part is it about/);
  await page.keyboard.type('The card');
  await tabTo(page, panel, 'textbox', /^How do its developers handle it/);
  await page.keyboard.type('No warning.');
  await go('radio', /I leave that open/, 'ArrowDown');
  const chosen = await panel.waitFor({ role: 'radio', name: /Add the Not-For-All-Audiences tag/ });
  await chosen.waitUntil(({ checked }) => checked === true);
  await toldOf('words and questions');
  expect(await axeInRoots(driver, page), 'what assistive technology is told').toEqual([]);

  await go('button', 'Preview');
  const shown = await previewOf(panel);
  expect(shown.body).toMatch(/Where: The card/);
  expect(shown.body).toMatch(/Handling: No warning/);
  expect(shown.body).toMatch(/Asked for:\*\* add the “Not For All Audiences” tag/);
  await toldOf('preview');

  // Sent, and taken back while there is time.
  await go('button', SEND);
  await announced(driver, page, /can still be taken back/);
  await go('button', 'Take it back');
  await announced(driver, page, /Taken back before it was sent/);
  expect(postsOf(hub), 'taken back in time').toEqual([]);
  await toldOf('taken back');
  await go('button', 'Back to the text');
  expect((await (await panel.waitFor(WORDS)).info()).value).toBe('By hand.');

  // Refused, said, tried again, and there.
  hub.faults.status(POSTS, 403, { times: 1 });
  await go('button', 'Preview');
  await go('button', SEND);
  await announced(driver, page, /^Error: .*It was not sent.*does not let this account/);
  await toldOf('refused');
  await go('button', 'Try again');
  await announced(driver, page, /Done: .*Receipt/);
  const [made, ...more] = ours(hub, 'model', safeModel);
  expect(more).toEqual([]);
  expect(made!.text).toContain('By hand.');
  await toldOf('receipt');

  // What became of it.
  await go('button', 'My reports');
  const list = await tabAt(driver, /\/reports\.html#/);
  await list.bringToFront();
  const root = await driver.documentOf(list);
  await root.waitFor({ role: 'heading', name: 'Weapons' });
  await root.waitFor({ role: 'heading', name: 'How it stands' });
  expect(await untold(driver, list, root), 'My reports').toEqual([]);
  await list.close();

  await page.bringToFront();
  await key('Escape');
  await panel.waitGone({ role: 'dialog' });
  await tabTo(page, title, 'button', /^Report /);
});
