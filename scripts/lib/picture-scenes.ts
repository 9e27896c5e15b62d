/** What the README's pictures show. Each scene leaves a page as it is to be seen, and says which part of it. */
import type { Page } from 'puppeteer-core';
import type { Media, ShadowHandle } from '../../tests/e2e/support/driver.ts';
import { cardRoot, openPanel, press, SANDBOX_TOKENS, SPECIAL } from '../../tests/e2e/support/product.ts';
import { HUB, type Sandbox } from './sandbox.ts';
import { cardsOf, chooseInPopup, keepToken, openListing, searchTopic, writeReport } from './scenes.ts';

export interface Clip {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Scene {
  name: string;
  /** Has soft transitions, which 256 colours would turn into steps. */
  fullColour?: true;
  /** `after`: what is to be put back for the next picture. */
  take(sandbox: Sandbox): Promise<{ page: Page; clip?: Clip; after?: () => Promise<void> }>;
}

const LIGHT: Media = { colourScheme: 'light', reducedMotion: true };
const DARK: Media = { colourScheme: 'dark', reducedMotion: true };
const NARROW = { width: 390, height: 780 };
const TEXT =
  'setup.py downloads a program from another site and runs it when the package is installed. See its last lines.';

/** In a colour scheme; the page is loaded anew, because the Hub decides when it loads. */
async function dress({ driver }: Sandbox, page: Page, media: Media): Promise<void> {
  await driver.emulate(page, media);
  await page.reload();
  await page.bringToFront();
}

/** Until the extension's drawing on a covered card is complete. */
async function drawn(sandbox: Sandbox, page: Page): Promise<ShadowHandle> {
  const tagged = (await cardsOf(sandbox, page)).find((card) => card.tagged);
  const root = await cardRoot(sandbox.driver, page, tagged!.id);
  await root.waitFor({ role: 'button', name: /^Show this repository/ });
  return root;
}

async function listing(
  sandbox: Sandbox,
  path: string,
  media: Media,
): Promise<{ page: Page; card: ShadowHandle }> {
  const page = await openListing(sandbox, path);
  await dress(sandbox, page, media);
  return { page, card: await drawn(sandbox, page) };
}

/** The panel and a little of what is behind it. */
async function around(panel: ShadowHandle): Promise<Clip> {
  const { rect } = await (await panel.waitFor({ role: 'dialog' })).info();
  const margin = 20;
  return {
    x: rect.x - margin,
    y: Math.max(0, rect.y - margin),
    width: rect.width + 2 * margin,
    height: rect.height + 2 * margin,
  };
}

async function panelOn(
  sandbox: Sandbox,
  repository: string,
  media: Media,
  viewport?: { width: number; height: number },
): Promise<{ page: Page; panel: ShadowHandle }> {
  const page = await sandbox.driver.newPage();
  if (viewport) await page.setViewport(viewport);
  await page.goto(`${HUB}/${repository}`);
  await dress(sandbox, page, media);
  return { page, panel: await openPanel(sandbox.driver, page) };
}

/** The topic picker with the rule that a word leads to. */
async function topic(sandbox: Sandbox, media: Media, viewport?: { width: number; height: number }) {
  const { page, panel } = await panelOn(sandbox, SPECIAL.safeModel, media, viewport);
  await searchTopic(panel, 'deepfake');
  await panel.waitFor({ text: /in the Hub’s text of today/ }, { timeout: 10_000 });
  return { page, panel };
}

async function preview(sandbox: Sandbox, media: Media) {
  const { page, panel } = await panelOn(sandbox, SPECIAL.safeModel, media);
  await searchTopic(panel, 'malware');
  await writeReport(panel, TEXT);
  await press(panel, 'Preview');
  await panel.waitFor({ selector: 'pre' });
  return { page, panel };
}

async function ownPage({ driver }: Sandbox, path: string, ready: string, media: Media): Promise<Page> {
  const page = await driver.openExtensionPage(path, ready);
  await driver.emulate(page, media);
  await page.bringToFront();
  return page;
}

async function popup(sandbox: Sandbox, media: Media) {
  const page = await ownPage(sandbox, '/popup.html', 'input[type=radio]', media);
  await page.setViewport({ width: 380, height: 540 });
  return { page };
}

export const CHROMIUM: Scene[] = [
  {
    name: 'listing-light',
    take: async (sandbox) => {
      const { page } = await listing(sandbox, '/models', LIGHT);
      return { page, clip: { x: 0, y: 0, width: 1280, height: 660 } };
    },
  },
  {
    name: 'listing-dark',
    take: async (sandbox) => {
      const { page } = await listing(sandbox, '/models', DARK);
      return { page, clip: { x: 0, y: 0, width: 1280, height: 660 } };
    },
  },
  {
    name: 'spaces',
    fullColour: true,
    take: async (sandbox) => {
      const { page } = await listing(sandbox, '/spaces', LIGHT);
      return { page, clip: { x: 320, y: 96, width: 960, height: 400 } };
    },
  },
  {
    name: 'reveal',
    take: async (sandbox) => {
      const { page, card } = await listing(sandbox, '/models', LIGHT);
      await press(card, /^Show this repository/);
      await card.waitFor({ role: 'button', name: /^Cover this repository again/ });
      await card.waitGone({ selector: '.cover' });
      return { page, clip: { x: 290, y: 90, width: 990, height: 310 } };
    },
  },
  {
    name: 'hide',
    take: async (sandbox) => {
      await chooseInPopup(sandbox.driver, /^Hide/);
      const page = await openListing(sandbox, '/models');
      const note = await sandbox.driver.closedRoot(page, '[data-steward-ui="note"]', { timeout: 10_000 });
      await note.waitFor({ role: 'button', name: 'Show on this page' });
      const after = () => chooseInPopup(sandbox.driver, /^Cover/);
      return { page, clip: { x: 0, y: 480, width: 990, height: 320 }, after };
    },
  },
  {
    name: 'repository-wall',
    fullColour: true,
    take: async (sandbox) => {
      const page = await sandbox.driver.open(`${HUB}/${SPECIAL.nfaaModel}?not-for-all-audiences=true`);
      await page.bringToFront();
      const wall = await sandbox.driver.closedRoot(page, '[data-steward-ui="wall"]', { timeout: 10_000 });
      await wall.waitFor({ role: 'button' });
      await sandbox.driver.closedRoot(page, 'h1 > [data-steward-ui]', { timeout: 10_000 });
      return { page, clip: { x: 0, y: 0, width: 1280, height: 620 } };
    },
  },
  {
    name: 'panel-topic',
    take: async (sandbox) => {
      const { page, panel } = await topic(sandbox, LIGHT);
      return { page, clip: await around(panel) };
    },
  },
  {
    name: 'panel-preview-dark',
    take: async (sandbox) => {
      await (await keepToken(sandbox.driver, SANDBOX_TOKENS.writer)).close();
      const { page, panel } = await preview(sandbox, DARK);
      return { page, clip: await around(panel) };
    },
  },
  {
    name: 'panel-receipt',
    take: async (sandbox) => {
      const { page, panel } = await preview(sandbox, LIGHT);
      await press(panel, 'Send to the Community tab');
      await panel.waitFor({ selector: '.ui-notice-title', text: 'Receipt' }, { timeout: 15_000 });
      return { page, clip: await around(panel) };
    },
  },
  {
    name: 'my-reports',
    take: async (sandbox) => {
      const page = await ownPage(sandbox, '/reports.html', '.report', LIGHT);
      return { page, clip: { x: 180, y: 0, width: 920, height: 560 } };
    },
  },
  {
    name: 'policy-dark',
    take: async (sandbox) => {
      const page = await ownPage(sandbox, '/policy.html', '.policy-text', DARK);
      const root = await sandbox.driver.documentOf(page);
      await press(root, "Read the Hub's page now");
      await root.waitFor({ selector: '.ui-notice', text: /says the same/ }, { timeout: 10_000 });
      await page.mouse.move(0, 0);
      await page.evaluate(() => document.querySelector('.clause-note')?.scrollIntoView({ block: 'center' }));
      return { page, clip: { x: 60, y: 0, width: 1160, height: 700 } };
    },
  },
  { name: 'popup-light', take: (sandbox) => popup(sandbox, LIGHT) },
  { name: 'popup-dark', take: (sandbox) => popup(sandbox, DARK) },
  {
    name: 'welcome',
    take: async (sandbox) => {
      const page = await ownPage(sandbox, '/welcome.html', 'input[type=radio]', LIGHT);
      return { page, clip: { x: 180, y: 0, width: 920, height: 800 } };
    },
  },
  {
    name: 'narrow-panel',
    take: async (sandbox) => ({ page: (await topic(sandbox, LIGHT, NARROW)).page }),
  },
];

export const FIREFOX: Scene[] = [
  {
    name: 'firefox-listing-dark',
    take: async (sandbox) => {
      const { page } = await listing(sandbox, '/models', DARK);
      return { page, clip: { x: 0, y: 0, width: 1280, height: 500 } };
    },
  },
  {
    name: 'firefox-panel',
    take: async (sandbox) => {
      const { page, panel } = await topic(sandbox, LIGHT);
      return { page, clip: await around(panel) };
    },
  },
];
