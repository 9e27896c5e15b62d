/** Pictures of the extension's own pages. */
import type { Page } from 'puppeteer-core';
import type { Media } from '../../../tests/e2e/support/driver.ts';
import { press, SPECIAL, until } from '../../../tests/e2e/support/product.ts';
import { LABELS, labelsText } from '../../../tests/hub/labels.ts';
import { HUB, type Sandbox } from '../sandbox.ts';
import { addRule, followList, inFrontOf, lockWith, openListing } from '../scenes.ts';
import { between, DARK, LIGHT, ownPage, type Scene, type Shot } from './stage.ts';

/** As wide as browsers make it, and as high as they let it become. */
const POPUP = { width: 360, height: 600 };
/** A whole section of the options at once. */
const TALL = { width: 960, height: 1500 };

async function popup(sandbox: Sandbox, media: Media): Promise<Shot> {
  const list = await openListing(sandbox, '/models');
  const page = await ownPage(sandbox, '/popup.html', 'input[type=radio]', media, POPUP);
  await inFrontOf(list, page);
  await page.setViewport({
    ...POPUP,
    height: await page.evaluate(() =>
      Math.ceil(document.querySelector('.popup')!.getBoundingClientRect().height),
    ),
  });
  return { page, after: () => list.close() };
}

/** The policy's reader, after it has read the Hub's page. */
async function reader(sandbox: Sandbox, media: Media) {
  const page = await ownPage(sandbox, '/policy.html', '.policy-text', media, { width: 1280, height: 900 });
  const root = await sandbox.driver.documentOf(page);
  await press(root, "Read the Hub's page now");
  await root.waitFor({ selector: '.policy-card', text: /said the same/ }, { timeout: 10_000 });
  await page.mouse.move(0, 0);
  return { page, root };
}

/** A rule that the Hub reworded without a new date, side by side. */
async function changes(sandbox: Sandbox, media: Media): Promise<Shot> {
  const { state } = sandbox.hub;
  const before = state.policyHtml;
  await (await reader(sandbox, media)).page.close();
  state.policyHtml = before
    .replace('advertising a product or service', 'advertising a product, a service or an event')
    .replace('<li>Cryptomining practices;</li>', '');
  const page = await ownPage(sandbox, '/policy.html#view=versions', '.version', media, {
    width: 1280,
    height: 1100,
  });
  const root = await sandbox.driver.documentOf(page);
  await press(root, "Read the Hub's page now");
  await root.waitFor({ selector: '.ui-notice', text: /known already|has changed/ }, { timeout: 10_000 });
  await press(root, /^What changed/, 'link');
  await root.waitFor({ selector: '.compare-change' });
  await page.mouse.move(0, 0);
  const after = async () => {
    state.policyHtml = before;
  };
  return { page, clip: await between(page, '.policy-card', '[data-kind=removed].compare-change'), after };
}

const section = (name: string) => `section[aria-labelledby="${name}"]`;
const options = (sandbox: Sandbox, ready: string, media: Media): Promise<Page> =>
  ownPage(sandbox, '/options.html', ready, media, TALL);

export const PAGES: Scene[] = [
  {
    name: 'policy-dark',
    take: async (sandbox) => {
      const { page, root } = await reader(sandbox, DARK);
      await root.waitFor({ selector: '.ui-notice', text: /is known already/ }, { timeout: 10_000 });
      await page.evaluate(() =>
        document.querySelector('.clause[data-rule] .policy-note')?.scrollIntoView({ block: 'center' }),
      );
      return { page, clip: { x: 60, y: 0, width: 1160, height: 700 } };
    },
  },
  { name: 'policy-changes', take: (sandbox) => changes(sandbox, LIGHT) },
  { name: 'policy-changes-dark', take: (sandbox) => changes(sandbox, DARK) },
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
    name: 'places',
    take: async (sandbox) => {
      const page = await options(sandbox, '.places', LIGHT);
      const root = await sandbox.driver.documentOf(page);
      await page.select('select[aria-label="Home page, All types"]', 'hide');
      await page.select('select[aria-label="Search, Spaces"]', 'mark');
      await root.waitFor({ text: /2 exceptions/ });
      const after = () => press(root, 'Reset all');
      return { page, clip: await between(page, section('places')), after };
    },
  },
  {
    name: 'rules-dark',
    take: async (sandbox) => {
      const page = await options(sandbox, '.rule-form', DARK);
      const root = await sandbox.driver.documentOf(page);
      await addRule(page, root, { kind: 'author', value: 'mallory-labs', action: 'hide' });
      await addRule(page, root, { kind: 'word', value: 'face swap', action: 'cover' });
      await addRule(page, root, { kind: 'repo', value: `${HUB}/${SPECIAL.safeModel}`, action: 'mark' });
      const list = await openListing(sandbox, '/models');
      // A page tells of what it counted a moment later, and the options read it when they are opened.
      await until(
        async () => {
          await page.reload({ waitUntil: 'load' });
          await page.waitForSelector('.rule');
          return page.evaluate(() => /Applied 1 time/.test(document.body.innerText));
        },
        { timeout: 15_000, every: 500, what: 'the rules to have been counted' },
      );
      await list.close();
      await page.bringToFront();
      return { page, clip: await between(page, section('rules')) };
    },
  },
  {
    name: 'lists',
    take: async (sandbox) => {
      const page = await options(sandbox, '.rule-form', LIGHT);
      const root = await sandbox.driver.documentOf(page);
      const head = { labels: 1, name: 'Open Meadow’s classroom list' };
      sandbox.hub.live.set(`dataset:${SPECIAL.labelList}`, 'labels.jsonl', () =>
        labelsText([head, ...LABELS]),
      );
      await followList(page, root, `${HUB}/datasets/${SPECIAL.labelList}`);
      return { page, clip: await between(page, section('lists')) };
    },
  },
  // Last: from here on nothing can be changed.
  {
    name: 'lock',
    take: async (sandbox) => {
      const page = await options(sandbox, section('lock'), LIGHT);
      await lockWith(page, await sandbox.driver.documentOf(page), 'heron4071');
      return { page, clip: await between(page, section('lock')) };
    },
  },
];
