/** The extension's own pages: popup, options, reports, policy and welcome. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { launchDriver } from './support/driver.ts';
import {
  cardStates,
  type Driver,
  expect,
  extensionDir,
  HUB,
  press,
  productTest,
  type ShadowHandle,
  SPECIAL,
  settled,
  until,
} from './support/product.ts';

const test = productTest();

const AXE = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
const PAGES = [
  ['popup', 'Hub Steward'],
  ['options', 'Options'],
  ['reports', 'My reports'],
  ['policy', 'The policy'],
  ['welcome', 'Welcome to Hub Steward'],
] as const;
/** On each of them there is something that comes late: the page is whole when it is there. */
const WHOLE: Record<(typeof PAGES)[number][0], string> = {
  popup: 'input[role=switch]',
  options: 'input[role=switch]',
  reports: 'main h2',
  policy: '.policy-text',
  welcome: 'input[type=radio]',
};

interface AxeResult {
  violations: { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }[];
}

async function axe(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const found = (globalThis as unknown as { axe: { run(): Promise<AxeResult> } }).axe.run();
    return (await found).violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
  });
}

for (const [name, title] of PAGES) {
  test(`${name}: renders without errors, and everyone can use it, by day and by night`, async ({
    driver,
  }) => {
    test.setTimeout(60_000);
    const page = await driver.openExtensionPage(`/${name}.html`);
    // Firefox tells nobody of errors in extension pages; there, what the page shows must do.
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await reload(page);
    const root = await driver.documentOf(page);
    for (const [colourScheme, width] of [
      ['light', 1280],
      ['dark', 360],
    ] as const) {
      await driver.emulate(page, { colourScheme });
      await page.setViewport({ width, height: 800 });
      await root.waitFor({ selector: WHOLE[name] });
      expect(await (await root.waitFor({ selector: 'h1' })).text()).toBe(title);
      expect(await axe(page), `${colourScheme}, ${width} px`).toEqual([]);
      expect(
        await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ),
        `what sticks out at ${width} px`,
      ).toBe(0);
    }
    await driver.emulate(page, { colourScheme: 'light' });
    expect(errors).toEqual([]);
  });
}

/** Loaded anew; in Firefox nothing tells us of it but the page. */
async function reload(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.dataset.old = '';
    location.reload();
  });
  await until(() => page.evaluate(() => !('old' in document.documentElement.dataset)), {
    timeout: 10_000,
    what: 'the page to be loaded anew',
  });
}

test('what is chosen in the popup is in force in open tabs at once', async ({ driver }) => {
  const list = await driver.open(`${HUB}/models`);
  await settled(list, 30);
  expect(await cardStates(list, SPECIAL.nfaaModel)).toEqual(['blur']);

  const popup = await driver.documentOf(await driver.openExtensionPage('/popup.html', 'input[role=switch]'));
  const becomes = (state: string) =>
    until(async () => (await cardStates(list, SPECIAL.nfaaModel))[0] === state, {
      what: `the card: ${state}`,
    });
  await press(popup, 'Filter sensitive repositories', 'switch');
  await becomes('safe');
  expect(
    await list.evaluate(
      () =>
        [...document.querySelectorAll('article *')].filter(
          (one) =>
            one.hasAttribute('inert') || getComputedStyle(one).getPropertyValue('interactivity') === 'inert',
        ).length,
    ),
  ).toBe(0);
  await popup.waitFor({ role: 'status', text: /The filter is off: no page is touched\./ });

  await press(popup, 'Filter sensitive repositories', 'switch');
  await becomes('blur');
  await (await popup.waitFor({ selector: '.ui-segment', text: 'Plain' })).click();
  await becomes('plain');
  await press(popup, 'Hide', 'radio');
  await becomes('hide');

  // Gone from the list, but not in secret.
  await list.bringToFront();
  const hidden = await list.evaluate(() => document.querySelectorAll('article[data-steward="hide"]').length);
  const shows = (css: string) =>
    list.evaluate(
      (selector) =>
        [...document.querySelectorAll(selector)].filter((card) => card.getBoundingClientRect().height > 0)
          .length,
      css,
    );
  expect(await shows('article[data-steward="hide"]')).toBe(0);
  const note = await driver.closedRoot(list, '[data-steward-ui="note"]', { timeout: 10_000 });
  await note.waitFor({
    role: 'status',
    text: hidden === 1 ? '1 repository is hidden' : `${hidden} repositories are hidden`,
  });
  await press(note, 'Show on this page');
  await becomes('shown');
  expect(await shows('article[data-steward="shown"]')).toBe(hidden);
  await press(note, 'Hide again');
  await becomes('hide');
});

test('options are kept, whatever dies', async ({ driver }) => {
  const radio = async (root: ShadowHandle, name: string) =>
    (await (await root.waitFor({ role: 'radio', name })).info()).checked;
  const first = await driver.openExtensionPage('/options.html', 'input[role=switch]');
  const before = await driver.documentOf(first);
  expect(await radio(before, 'Blurred')).toBe(true);
  await press(before, 'Plain', 'radio');
  const looks = (await before.findAll({ role: 'radio', name: 'Show' })).at(-1)!;
  await looks.click();
  await press(before, 'Report button on cards', 'switch');
  await until(async () => !(await (await before.find({ role: 'switch', name: /Report/ }))!.info()).checked, {
    timeout: 10_000,
  });
  await first.close();
  await driver.killBackground();

  const page = await driver.openExtensionPage('/options.html', 'input[role=switch]');
  const after = await driver.documentOf(page);
  expect(await radio(after, 'Plain')).toBe(true);
  expect((await (await after.findAll({ role: 'radio', name: 'Show' })).at(-1)!.info()).checked).toBe(true);
  expect((await (await after.find({ role: 'switch', name: /Report/ }))!.info()).checked).toBe(false);

  const list = await driver.open(`${HUB}/models`);
  await settled(list, 30);
  // Shown until it was known, as was asked for.
  await until(async () => (await cardStates(list, SPECIAL.nfaaModel))[0] === 'plain');
  expect(await buttonsOnCards(driver, list)).toBe(0);
  // And back, in the page that is open.
  await press(after, 'Report button on cards', 'switch');
  await list.bringToFront();
  await until(async () => (await buttonsOnCards(driver, list)) >= 30, {
    timeout: 10_000,
    what: 'a Report button on each card',
  });
});

async function buttonsOnCards(driver: Driver, page: Page): Promise<number> {
  const roots = await driver.closedRoots(page, 'article > [data-steward-ui]');
  const counts = await Promise.all(roots.map((root) => root.count({ selector: '[data-role=flag]' })));
  return counts.reduce((sum, count) => sum + count, 0);
}

test('a first start opens the welcome page', async ({ hub }, info) => {
  test.setTimeout(90_000);
  const name = info.project.name as 'chromium' | 'firefox';
  const driver = await launchDriver(name, { hubPort: hub.port, extensionDir: extensionDir(name) });
  try {
    // Firefox does not say where a tab is that an extension opened: the tab itself is asked.
    const url = await until(
      async () => {
        const pages = await driver.browser.pages();
        const urls = await Promise.all(
          pages.map((page) => page.evaluate(() => location.href).catch(() => '')),
        );
        return urls.find((one) => one.includes('welcome'));
      },
      { timeout: 15_000, what: 'the welcome page' },
    );
    expect(url).toBe(`${driver.extensionOrigin}/welcome.html`);
  } finally {
    await driver.close();
  }
});
