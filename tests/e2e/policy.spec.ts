/** The policy: the reader with its versions, what changed between them, and the rules that a report cites. */
import type { KeyInput, Page } from 'puppeteer-core';
import { axe, axeInRoots } from './support/axe.ts';
import {
  type Driver,
  expect,
  forgetEverything,
  HUB,
  type Hub,
  openPanel,
  press,
  productTest,
  SANDBOX_TOKENS,
  type ShadowHandle,
  SPECIAL,
  until,
} from './support/product.ts';
import { myReports, pickTopic, previewOf, reportOn, sendIt, signIn, write } from './support/reporting.ts';

const test = productTest();

const SPAM = 'Spam, such as advertising a product or service';
const SPAM_NOW = 'Spam, such as advertising a product, a service or an event';
const READ = "Read the Hub's page now";

async function reader(driver: Driver, hash = ''): Promise<{ page: Page; root: ShadowHandle }> {
  const page = await driver.openExtensionPage(`/policy.html${hash}`, '.policy-text, .policy-card');
  return { page, root: await driver.documentOf(page) };
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const pageReads = (hub: Hub) => hub.requests.filter(({ url }) => url.startsWith('/content-policy'));

/** Presses Tab until that element has the focus, from the page's first stop or from where the keyboard is. */
async function tabTo(
  page: Page,
  root: ShadowHandle,
  query: Parameters<ShadowHandle['find']>[0],
  from: 'top' | 'here' = 'top',
): Promise<ShadowHandle> {
  if (from === 'top') await (await root.waitFor({ selector: '.page-skip', hidden: true })).focus();
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const element = await root.find(query);
    if (element && (await element.info()).focused) return element;
  }
  throw new Error(`The keyboard does not get to ${JSON.stringify(query)}`);
}

async function follow(page: Page, root: ShadowHandle, name: string | RegExp): Promise<void> {
  await tabTo(page, root, { role: 'link', name });
  await page.keyboard.press('Enter');
}

/** The Hub changes a rule: under the same date, or with a new one. */
function reword(hub: Hub, { dated = false } = {}): void {
  expect(hub.state.policyHtml).toContain(SPAM);
  hub.state.policyHtml = hub.state.policyHtml.replace(SPAM, SPAM_NOW);
  if (dated) hub.state.policyHtml = hub.state.policyHtml.replace('August 30, 2023', 'April 1, 2027');
}

test('the text that ships, the one on the Hub, and what is no policy at all', async ({ driver, hub }) => {
  const { root } = await reader(driver);
  const read = () => press(root, READ);
  const card = (text: RegExp) => root.waitFor({ selector: '.policy-card', text }, { timeout: 10_000 });
  await card(/has not been read yet/);
  expect(pageReads(hub), 'nothing is asked unasked').toEqual([]);

  await read();
  await root.waitFor({ selector: '.ui-notice', text: /is known already, word for word/ });
  expect(pageReads(hub).length).toBe(1);
  await card(/30 August 2023 In force.*said the same, word for word/);
  await root.waitFor({ role: 'heading', name: /Restricted Content/ });
  const kept = await (await root.waitFor({ selector: '.policy-text' })).text();

  // A firewall's challenge is no policy, and neither is an error: a sentence says so, and the text stays.
  hub.faults.add({ match: /GET \/content-policy/, times: 1, action: { kind: 'html' } });
  await read();
  await root.waitFor({ selector: '.ui-notice', text: /could not be read; what is shown is as it was/ });
  hub.faults.clear();
  hub.faults.status(/GET \/content-policy/, 503);
  await read();
  await root.waitFor({ selector: '.ui-notice', text: /The Hub has trouble at the moment/ });
  hub.faults.clear();
  expect(await (await root.waitFor({ selector: '.policy-text' })).text()).toBe(kept);
  await press(root, 'Try again');
  await root.waitGone({ selector: '.ui-notice', text: /could not be read/ });

  // The other documents come with nothing, and are read when they are asked for.
  await press(root, 'Code of Conduct', 'link');
  await root.waitFor({ role: 'heading', name: 'The Code of Conduct has not been read yet' });
  await read();
  await root.waitFor({ selector: '.policy-text', text: /Quoted from the Hugging Face Code of Conduct/ });
});

test('a change without a new date is noticed, classed, shown and cited, with nothing loaded anew', async ({
  driver,
  hub,
}) => {
  test.setTimeout(90_000);
  const { page, root } = await reader(driver);
  await press(root, READ);
  await root.waitFor({ selector: '.ui-notice', text: /is known already/ });
  reword(hub);
  await press(root, READ);
  await root.waitFor({ selector: '.ui-notice', text: 'The Content Policy has changed, without a new date.' });

  // The text in force is still the one before it; the new one is a press away.
  await root.waitFor({ selector: '.ui-notice', text: /A new text has been posted In force no later than/ });
  await root.waitFor({ selector: '.policy-text', text: SPAM });
  await press(root, 'Read the new text', 'link');
  await root.waitFor({ selector: '.policy-text', text: SPAM_NOW });
  await root.waitFor({ selector: '.policy-card', text: /Not in force yet/ });

  await root.waitFor({ selector: '.policy-documents .policy-news', text: 'changed' });
  await press(root, /^What changed/, 'link');
  await root.waitFor({ selector: '.policy-card', text: /Changed without a new date.*1 clause reworded/ });
  const change = await root.waitFor({ selector: '.compare-change', text: /Reworded/ });
  expect(await change.text()).toMatch(/Was.*product .*Now.*or an event/);
  await root.waitGone({ selector: '.policy-news' });
  await press(root, /^Versions/, 'link');
  await root.waitFor({ selector: '.version', text: /Changed without a new date/ });

  const { panel } = await reportOn(driver, SPECIAL.safeModel);
  await (await panel.waitFor({ role: 'combobox' })).type('spam');
  await panel.waitFor({ selector: '[role=option][aria-selected=true]', name: 'Spam or bulk activity' });
  await (await panel.waitFor({ selector: '.ui-choice-row', text: /not in force yet/ })).click();
  await press(panel, 'Choose this topic');
  await press(panel, 'Preview');
  expect((await previewOf(panel)).body).toContain(SPAM_NOW);
  await page.bringToFront();
});

test('a new date is noticed on the person’s own visit', async ({ driver, hub }) => {
  const { page, root } = await reader(driver, '#view=versions');
  await press(root, READ);
  await root.waitFor({ selector: '.ui-notice', text: /is known already/ });
  reword(hub, { dated: true });
  const visit = await driver.open(`${HUB}/content-policy`);
  await until(
    async () => {
      // Back in the reader, which looks when it is seen again.
      await visit.bringToFront();
      await page.bringToFront();
      return (await root.count({ selector: '.version', text: /1 April 2027/ })) > 0;
    },
    { timeout: 20_000, every: 500, what: 'the new version' },
  );
  const version = await root.waitFor({ selector: '.version', text: /1 April 2027/ });
  expect(await version.text()).toMatch(/Not in force yet.*New date\./);
  await press(root, /^What changed/, 'link');
  await root.waitFor({ selector: '.policy-card', text: /New date.*reworded/ });
});

for (const colourScheme of ['light', 'dark'] as const) {
  test(`the reader by keyboard, ${colourScheme}`, async ({ driver, hub }) => {
    test.setTimeout(120_000);
    const { page, root } = await reader(driver);
    await driver.emulate(page, { colourScheme });
    await press(root, READ);
    await root.waitFor({ selector: '.ui-notice', text: /is known already/ });
    reword(hub);
    await press(root, READ);
    await root.waitFor({ selector: '.ui-notice', text: /has changed/ });
    const usable = async (what: string) => {
      for (const width of [1280, 390]) {
        await page.setViewport({ width, height: 800 });
        expect(await axe(page), `${what}, ${width} px`).toEqual([]);
        expect(await overflow(page), `${what} sticks out at ${width} px`).toBe(0);
      }
      await page.setViewport({ width: 1280, height: 800 });
    };
    await usable('the text');

    // Another version, from the list; back through the address.
    const picker = await tabTo(page, root, { selector: '.policy-card select' });
    await picker.press('ArrowUp');
    await root.waitFor({ selector: '.policy-text', text: SPAM_NOW });
    expect(await page.evaluate(() => location.hash)).toMatch(/^#v=[0-9a-f]{64}$/);
    await page.evaluate(() => history.back());
    await until(
      async () => !(await (await root.waitFor({ selector: '.policy-text' })).text()).includes(SPAM_NOW),
    );

    // Search: counted, marked, walked through, and left again.
    const box = await tabTo(page, root, { role: 'searchbox' });
    await page.keyboard.type('advertising product');
    await root.waitFor({ role: 'status', text: '1 of 1' });
    expect(await root.count({ selector: '.policy-text mark' })).toBe(2);
    await page.keyboard.press('Escape');
    await page.keyboard.type('consent');
    const status = await root.waitFor({ role: 'status', text: /^1 of \d+$/ });
    const here = () => page.evaluate(() => document.querySelector('.policy-text [data-here]')?.id);
    const first = await here();
    const walk = async (key: KeyInput, text: RegExp) => {
      await page.keyboard.press(key);
      await status.waitUntil(({ text: said }) => text.test(said));
    };
    await walk('Enter', /^2 of/);
    expect(await here()).not.toBe(first);
    await page.keyboard.down('Shift');
    await walk('Enter', /^1 of/);
    await page.keyboard.up('Shift');
    expect(await here()).toBe(first);
    expect((await box.info()).focused).toBe(true);
    await page.keyboard.press('Escape');

    // A clause's history.
    await page.evaluate(() => {
      location.hash = '#CP2023.R10';
    });
    const clause = await root.waitFor({ selector: '.clause[data-here]', text: SPAM });
    await clause.waitUntil(({ focused }) => focused);
    await tabTo(page, root, { role: 'button', name: /^Link and history of CP2023\.R10/ }, 'here');
    await page.keyboard.press('Enter');
    await root.waitFor({ selector: '.clause-history', text: SPAM_NOW });
    await usable('a clause with its history');

    await follow(page, root, /^What changed/);
    await root.waitFor({ selector: '.compare-change', text: /Reworded/ });
    await usable('what changed, side by side');
    const layout = await tabTo(page, root, { role: 'radio', name: 'Side by side' });
    await layout.press('ArrowRight');
    await root.waitFor({ selector: '.compare[data-layout=inline]', text: /added: , a/ });
    await usable('what changed, in one text');
    await follow(page, root, /was reworded/);
    await (await root.waitFor({ selector: '.compare-change' })).waitUntil(({ focused }) => focused);

    await follow(page, root, /^Versions/);
    await root.waitFor({ selector: '.version' });
    await usable('the versions');
    await follow(page, root, 'Times and contacts');
    await root.waitFor({ selector: '.facts', text: /approximately 72 hours/ });
    await root.waitFor({ selector: '.ui-notice', text: /The sources disagree/ });
    await usable('times and contacts');
    await driver.emulate(page, { colourScheme: 'light' });
  });
}

for (const colourScheme of ['light', 'dark'] as const) {
  test(`the picker offers both texts, by keyboard, ${colourScheme}`, async ({ driver, hub }) => {
    test.setTimeout(90_000);
    const { root } = await reader(driver);
    await press(root, READ);
    await root.waitFor({ selector: '.ui-notice', text: /is known already/ });
    reword(hub);
    await press(root, READ);
    await root.waitFor({ selector: '.ui-notice', text: /has changed/ });

    const page = await driver.open(`${HUB}/${SPECIAL.safeModel}`);
    await driver.emulate(page, { colourScheme });
    const panel = await openPanel(driver, page);
    await (await panel.waitFor({ role: 'combobox' })).waitUntil(({ focused }) => focused);
    await page.keyboard.type('spam');
    await panel.waitFor({ selector: '[role=option][aria-selected=true]', name: 'Spam or bulk activity' });
    // Each with its standing; the one in force unless the person says otherwise.
    await panel.waitFor({ selector: 'blockquote', text: SPAM });
    await panel.waitFor({ selector: 'figcaption', text: /CP2023\.R10 · text of 2023-08-30 · in force/ });
    await panel.waitFor({ selector: '.ui-choice-note', text: /In force no later than/ });
    expect(await axeInRoots(driver, page), colourScheme).toEqual([]);
    const inForce = await tabTo(page, panel, { role: 'radio', name: /\(in force\)$/ }, 'here');
    expect((await inForce.info()).checked).toBe(true);
    await page.keyboard.press('ArrowDown');
    await panel.waitFor({ selector: 'blockquote', text: SPAM_NOW });
    await panel.waitFor({ selector: 'figcaption', text: /not in force yet · in the Hub’s text of today/ });
    await tabTo(page, panel, { role: 'button', name: 'Choose this topic' }, 'here');
    await page.keyboard.press('Enter');
    await panel.waitFor({ role: 'heading', name: 'Who will see this report' });
    await panel.waitFor({ text: 'Draft kept on this device' });

    // The choice outlives the panel.
    await page.keyboard.press('Escape');
    await panel.waitGone({ role: 'dialog' });
    const again = await openPanel(driver, page);
    const chosen = await again.waitFor({ role: 'radio', name: /\(not in force yet\)$/ });
    await chosen.waitUntil(({ checked }) => checked === true);
    await tabTo(page, again, { role: 'button', name: 'Choose this topic' }, 'here');
    await page.keyboard.press('Enter');
    await tabTo(page, again, { role: 'button', name: 'Preview' }, 'here');
    await page.keyboard.press('Enter');
    const { body } = await previewOf(again);
    expect(body).toContain(SPAM_NOW);
    expect(body).not.toContain(`${SPAM},`);
    await driver.emulate(page, { colourScheme: 'light' });
  });
}

test('what was sent is never rewritten, and says what became of its words', async ({ driver, hub }) => {
  test.setTimeout(90_000);
  await signIn(driver, SANDBOX_TOKENS.writer);
  const { root } = await reader(driver);
  await press(root, READ);
  await root.waitFor({ selector: '.ui-notice', text: /is known already/ });
  const { panel } = await reportOn(driver, SPECIAL.safeModel);
  await pickTopic(panel, 'spam', 'Spam or bulk activity');
  await write(panel, 'The same advertisement in forty repositories.');
  await press(panel, 'Preview');
  await sendIt(panel);
  reword(hub);
  await press(root, READ);
  await root.waitFor({ selector: '.ui-notice', text: /has changed/ });

  const mine = await myReports(driver);
  await press(mine.root, /^Details/);
  const details = await mine.root.waitFor({ selector: '.cited-rule' });
  await details.waitUntil(({ text }) => text.includes(SPAM));
  await mine.root.waitFor({ selector: '.cited-rule li', text: /^Checked: .*word for word/ });
  await mine.root.waitFor({ selector: '.cited-rule li blockquote', text: SPAM_NOW });
  expect(await axe(mine.page)).toEqual([]);
  const link = await mine.root.waitFor({ role: 'link', name: 'Read it in that version' });
  expect((await link.info()).attributes.href).toMatch(/^\/policy\.html#v=[0-9a-f]{64}&c=CP2023\.R10$/);
});

test('an address that points at nothing says so, and shows the text', async ({ driver }) => {
  const { page, root } = await reader(driver, '#CP1999.R1');
  await root.waitFor({ selector: '.ui-notice', text: /is in no version that is known/ }, { timeout: 10_000 });
  await root.waitFor({ selector: '.policy-text' });
  // A rule of a text that is not in force leads to that text.
  for (const rule of ['CP2023.R4', 'CP2023.P.owner-time']) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#${rule}`);
    const clause = await root.waitFor({ selector: '.clause[data-here]' }, { timeout: 10_000 });
    await clause.waitUntil(({ text }) => /Content harassing|72 hours/.test(text));
    await root.waitGone({ selector: '.ui-notice', text: /is in no version/ });
  }
});

test('versions survive as a file what the device forgets', async ({ driver, hub }) => {
  test.setTimeout(60_000);
  // Of one text only: the others may be asked for in the background, sooner or later.
  for (const other of ['/code-of-conduct', '/terms-of-service', '/privacy'] as const)
    hub.faults.legal[other] = 'error';
  const { page, root } = await reader(driver);
  await press(root, READ);
  await root.waitFor({ selector: '.ui-notice', text: /is known already/ });
  reword(hub);
  await press(root, READ);
  await root.waitFor({ selector: '.ui-notice', text: /has changed/ });
  await press(root, /^Versions/, 'link');
  // The file is caught on its way to the browser's downloads.
  await page.evaluate(() => {
    const made = URL.createObjectURL;
    URL.createObjectURL = (blob: Blob) => {
      void blob.text().then((text) => document.body.setAttribute('data-file', text));
      return made(blob);
    };
  });
  await press(root, 'Export all versions');
  const file = await until(() => page.evaluate(() => document.body.getAttribute('data-file')), {
    what: 'the file',
  });
  await forgetEverything(driver, page);
  await page.close();

  const later = await reader(driver, '#view=versions');
  const import_ = (text: string) =>
    later.page.evaluate((content) => {
      const input = document.querySelector<HTMLInputElement>('input[type=file]')!;
      const data = new DataTransfer();
      data.items.add(new File([content], 'mine.json', { type: 'application/json' }));
      input.files = data.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }, text);
  const before = await later.root.count({ selector: '.version' });
  await import_('not a file of versions');
  await later.root.waitFor({ selector: '.ui-notice', text: /mine\.json/ });
  expect(await later.root.count({ selector: '.version' })).toBe(before);
  await import_(file);
  await later.root.waitFor({ selector: '.ui-notice', text: /mine\.json would bring 1 version/ });
  await press(later.root, 'Add it');
  await later.root.waitFor({ selector: '.ui-notice', text: '1 version was added.' });
  await later.root.waitFor({ selector: '.version', text: /From a file that you imported/ });
  expect(await later.root.count({ selector: '.version' })).toBe(before + 1);
});
