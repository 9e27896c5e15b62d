/** Pictures of the filter in the Hub's pages: its states, the places, the menu. */
import type { Media } from '../../../tests/e2e/support/driver.ts';
import { cardRoot, forgetEverything, press, SPECIAL, until } from '../../../tests/e2e/support/product.ts';
import { HUB, type Sandbox } from '../sandbox.ts';
import { chooseInPopup, drawnOn, openListing, suggestions } from '../scenes.ts';
import { DARK, dress, LIGHT, listing, NARROW, type Scene, type Shot } from './stage.ts';

/** The first rows of a list, with what sits on their edges. */
const ROWS = { x: 290, y: 90, width: 990, height: 310 };
const CORNER = { x: 0, y: 480, width: 990, height: 320 };

/** The second menu of a card: rules about what it has in common with others. */
async function traits(sandbox: Sandbox, media: Media): Promise<Shot> {
  const { page } = await listing(sandbox, '/datasets', media);
  const card = await cardRoot(sandbox.driver, page, SPECIAL.safeDataset);
  await press(card, 'More choices for this repository');
  await press(card, /^Cover by tag/, 'menuitem');
  await card.waitFor({ role: 'menuitem', name: /tag “/ });
  return { page, clip: ROWS };
}

async function marked(sandbox: Sandbox, media: Media): Promise<Shot> {
  await chooseInPopup(sandbox.driver, /^Mark/);
  const { page } = await listing(sandbox, '/models', media, { selector: '.badge' });
  return { page, clip: ROWS, after: () => chooseInPopup(sandbox.driver, /^Cover/) };
}

async function plain(sandbox: Sandbox, media: Media): Promise<Shot> {
  await chooseInPopup(sandbox.driver, /^Plain/);
  const { page } = await listing(sandbox, '/models', media);
  return { page, clip: ROWS, after: () => chooseInPopup(sandbox.driver, /^Blurred/) };
}

async function hidden(sandbox: Sandbox, media: Media): Promise<Shot> {
  await chooseInPopup(sandbox.driver, /^Hide/);
  const page = await openListing(sandbox, '/models');
  await dress(sandbox, page, media);
  const note = await sandbox.driver.closedRoot(page, '[data-steward-ui="note"]', { timeout: 10_000 });
  await note.waitFor({ role: 'button', name: 'Show on this page' });
  return { page, clip: CORNER, after: () => chooseInPopup(sandbox.driver, /^Cover/) };
}

async function texts(sandbox: Sandbox, media: Media): Promise<Shot> {
  const page = await sandbox.driver.open(`${HUB}/${SPECIAL.embedModel}`);
  await dress(sandbox, page, media);
  await drawnOn(page);
  return { page, clip: { x: 0, y: 64, width: 1280, height: 560 } };
}

/** A list of which nothing is known, while the Hub does not answer, or when it has said that it cannot. */
async function unanswered(sandbox: Sandbox, media: Media, state: 'placeholder' | 'failed'): Promise<Shot> {
  const { driver, hub } = sandbox;
  const ours = await driver.openExtensionPage('/popup.html');
  await forgetEverything(driver, ours);
  await ours.close();
  const api = /GET \/api\//;
  if (state === 'failed') hub.faults.status(api, 503);
  else hub.faults.holdBefore(api, 1_000);
  const page = await driver.newPage();
  await driver.emulate(page, media);
  await page.goto(`${HUB}/models`);
  await page.bringToFront();
  await until(
    () =>
      page.evaluate(
        (wanted) => document.querySelectorAll(`article[data-steward="${wanted}"]`).length >= 10,
        state,
      ),
    { timeout: 30_000, what: `cards in the state ${state}` },
  );
  if (state === 'failed') await drawnOn(page);
  return { page, clip: ROWS, after: async () => hub.faults.reset() };
}

/** A lock that forbids opening covers, as the worker tells the guard of it. */
async function locked(sandbox: Sandbox, media: Media): Promise<Shot> {
  const keep = async (lock: object | null) => {
    const ours = await sandbox.driver.openExtensionPage('/popup.html');
    await ours.evaluate((value) => {
      const { local } = (globalThis as unknown as { chrome: { storage: { local: Storage } } }).chrome.storage;
      return value ? local.set({ lock: value }) : local.remove('lock');
    }, lock);
    await ours.close();
  };
  await keep({ v: 1, by: 'pin', noReveal: true });
  const { page } = await listing(sandbox, '/models', media, { selector: '.cover' });
  return { page, clip: ROWS, after: () => keep(null) };
}
interface Storage {
  set(items: object): Promise<void>;
  remove(key: string): Promise<void>;
}

async function revealed(sandbox: Sandbox, media: Media): Promise<Shot> {
  const { page, card } = await listing(sandbox, '/models', media);
  await press(card, /^Show this repository/);
  await card.waitFor({ role: 'button', name: /^Cover again: this repository/ });
  await card.waitGone({ selector: '.cover' });
  return { page, clip: ROWS };
}

async function wall(sandbox: Sandbox, media: Media): Promise<Shot> {
  const page = await sandbox.driver.open(`${HUB}/${SPECIAL.nfaaModel}?not-for-all-audiences=true`);
  await dress(sandbox, page, media);
  const root = await sandbox.driver.closedRoot(page, '[data-steward-ui="wall"]', { timeout: 10_000 });
  await root.waitFor({ role: 'button' });
  await sandbox.driver.closedRoot(page, 'h1 > [data-steward-ui]', { timeout: 10_000 });
  return { page, clip: { x: 0, y: 0, width: 1280, height: 620 } };
}

export const STATES: Scene[] = [
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
  { name: 'reveal', take: (sandbox) => revealed(sandbox, LIGHT) },
  { name: 'reveal-dark', take: (sandbox) => revealed(sandbox, DARK) },
  { name: 'locked', take: (sandbox) => locked(sandbox, LIGHT) },
  { name: 'locked-dark', take: (sandbox) => locked(sandbox, DARK) },
  { name: 'plain', take: (sandbox) => plain(sandbox, LIGHT) },
  { name: 'plain-dark', take: (sandbox) => plain(sandbox, DARK) },
  { name: 'mark', take: (sandbox) => marked(sandbox, LIGHT) },
  { name: 'mark-dark', take: (sandbox) => marked(sandbox, DARK) },
  { name: 'hide', take: (sandbox) => hidden(sandbox, LIGHT) },
  { name: 'hide-dark', take: (sandbox) => hidden(sandbox, DARK) },
  { name: 'waiting', take: (sandbox) => unanswered(sandbox, LIGHT, 'placeholder') },
  { name: 'waiting-dark', take: (sandbox) => unanswered(sandbox, DARK, 'placeholder') },
  { name: 'failed', take: (sandbox) => unanswered(sandbox, LIGHT, 'failed') },
  { name: 'failed-dark', take: (sandbox) => unanswered(sandbox, DARK, 'failed') },
];

export const PLACES: Scene[] = [
  {
    name: 'suggestions',
    take: async (sandbox) => {
      const page = await sandbox.driver.open(`${HUB}/models`);
      await dress(sandbox, page, LIGHT);
      await suggestions(page, 'ember');
      await drawnOn(page);
      return { page, clip: { x: 0, y: 0, width: 900, height: 520 } };
    },
  },
  {
    name: 'model-tree',
    take: async (sandbox) => {
      const page = await sandbox.driver.newPage();
      await page.setViewport({ width: 1280, height: 1300 });
      await page.goto(`${HUB}/${SPECIAL.treeBase}`);
      await dress(sandbox, page, LIGHT);
      await drawnOn(page);
      return { page, clip: { x: 768, y: 236, width: 512, height: 560 } };
    },
  },
  {
    name: 'menu',
    take: async (sandbox) => {
      const { page, card } = await listing(sandbox, '/models', LIGHT);
      await press(card, 'More choices for this repository');
      await card.waitFor({ role: 'menuitem', name: 'Always show this repository' });
      return { page, clip: ROWS };
    },
  },
  { name: 'menu-rules', take: (sandbox) => traits(sandbox, LIGHT) },
  { name: 'menu-rules-dark', take: (sandbox) => traits(sandbox, DARK) },
  { name: 'repository-wall', fullColour: true, take: (sandbox) => wall(sandbox, LIGHT) },
  { name: 'repository-wall-dark', fullColour: true, take: (sandbox) => wall(sandbox, DARK) },
  {
    name: 'narrow-listing',
    take: async (sandbox) => {
      const page = await sandbox.driver.newPage();
      await page.setViewport(NARROW);
      await page.goto(`${HUB}/models`);
      await dress(sandbox, page, LIGHT);
      await drawnOn(page);
      return { page };
    },
  },
];

export const FIREFOX_FILTER: Scene[] = [
  {
    name: 'firefox-listing-dark',
    take: async (sandbox) => {
      const { page } = await listing(sandbox, '/models', DARK);
      return { page, clip: { x: 0, y: 0, width: 1280, height: 500 } };
    },
  },
  { name: 'firefox-texts-dark', take: (sandbox) => texts(sandbox, DARK) },
];
