/** "Who tagged it?" on the wall: asked only when it is pressed, answered in its place. */
import type { Page } from 'puppeteer-core';
import { setNfaa } from '../hub/server.ts';
import {
  type Driver,
  expect,
  HUB,
  type Hub,
  press,
  productTest,
  type ShadowHandle,
  SPECIAL,
  until,
} from './support/product.ts';

const test = productTest();

const ASK = 'Who tagged it?';
const OF_COMMITS = /\/commits\//;

async function openWall(driver: Driver, path: string): Promise<{ page: Page; wall: ShadowHandle }> {
  const page = await driver.open(`${HUB}${path}?not-for-all-audiences=true`);
  const wall = await driver.closedRoot(page, '[data-steward-ui="wall"]', { timeout: 10_000 });
  await wall.waitFor({ role: 'heading', name: 'Not for all audiences' });
  return { page, wall };
}

/** What the wall says, once it is not asking any more. */
async function answerOf(wall: ShadowHandle): Promise<string> {
  const status = await wall.waitFor({ role: 'status', hidden: true });
  const { text } = await status.waitUntil(({ text }) => text !== '' && !/^Asking/.test(text), {
    timeout: 15_000,
  });
  return text;
}

const askedFor = (hub: Hub, what: RegExp) => hub.requests.filter(({ url }) => what.test(url)).length;

const wordsOf = (id: string) => new RegExp(id.slice(id.indexOf('/') + 1).replace(/[-_.]/g, '.'), 'i');

/** Nothing that the wall says, shows or is called tells the name that it covers. */
async function tellsNothing(driver: Driver, page: Page, wall: ShadowHandle, id: string): Promise<void> {
  expect(await wall.text()).not.toMatch(wordsOf(id));
  const said = await wall.evaluate((root) =>
    [...root.querySelectorAll('*')].map((one) =>
      ['aria-label', 'title', 'alt'].map((name) => one.getAttribute(name) ?? '').join(' '),
    ),
  );
  expect(said.join(' ')).not.toMatch(wordsOf(id));
  const ours = (await driver.accessibleTree(page)).filter(({ name }) =>
    /^(Added by|Its commits|This )/.test(name),
  );
  expect(ours.length).toBeGreaterThan(0);
  for (const { name } of ours) expect(name).not.toMatch(wordsOf(id));
}

test('staff, by the keyboard: nothing is asked before, and the focus stays', async ({ driver, hub }) => {
  const { page, wall } = await openWall(driver, `/${SPECIAL.nfaaByStaff}`);
  const button = await wall.waitFor({ role: 'button', name: ASK });
  expect(askedFor(hub, OF_COMMITS)).toBe(0);

  const gate = hub.faults.holdBefore(OF_COMMITS);
  await button.press('Enter');
  await wall.waitFor({ role: 'status', text: 'Asking the Hub…' });
  // Pressed again, it asks no second time; and it keeps the focus while it waits.
  await button.press('Enter');
  await gate.arrived;
  expect((await button.info()).focused).toBe(true);
  gate.release();

  expect(await answerOf(wall)).toBe(
    `Added by ${SPECIAL.staff} of Hugging Face on 1 March 2025 (commit “Add NFAA tag”).`,
  );
  await wall.waitGone({ role: 'button', name: ASK });
  expect((await (await wall.waitFor({ role: 'status' })).info()).focused).toBe(true);
  expect([askedFor(hub, OF_COMMITS), askedFor(hub, /\/overview$/)]).toEqual([1, 1]);
  await tellsNothing(driver, page, wall, SPECIAL.nfaaByStaff);

  await page.keyboard.press('Tab');
  const commit = await wall.waitFor({ role: 'link', name: 'This commit' });
  const { focused, attributes } = await commit.info();
  expect(focused).toBe(true);
  expect(attributes.href).toMatch(new RegExp(`^${HUB}/${SPECIAL.nfaaByStaff}/commit/[0-9a-f]{40}$`));
});

test('the owner; the answer outlives a reveal, and the page', async ({ driver, hub }) => {
  const repo = hub.state.repos.find((r) => r.type === 'dataset' && r.id === SPECIAL.nfaaDataset)!;
  const owner = SPECIAL.nfaaDataset.split('/')[0]!;
  setNfaa(hub.state, repo, true, {
    author: owner,
    summary: 'Add not-for-all-audiences tag',
    date: '2026-05-03T10:00:00.000Z',
  });
  const said = `Added by its owner ${owner} on 3 May 2026.`;
  const { page, wall } = await openWall(driver, `/datasets/${SPECIAL.nfaaDataset}`);
  await press(wall, ASK);
  expect(await answerOf(wall)).toBe(said);
  await tellsNothing(driver, page, wall, SPECIAL.nfaaDataset);

  await press(wall, /^Show this repository/);
  await press(wall, /^Cover/);
  await wall.waitFor({ role: 'status', text: said });

  const again = await openWall(driver, `/datasets/${SPECIAL.nfaaDataset}`);
  await press(again.wall, ASK);
  expect(await answerOf(again.wall)).toBe(said);
  expect(askedFor(hub, OF_COMMITS)).toBe(1);
});

test('a pull request of staff, merged by the owner', async ({ driver }) => {
  const { page, wall } = await openWall(driver, `/${SPECIAL.nfaaByPullRequest}`);
  await press(wall, ASK);
  expect(await answerOf(wall)).toBe(
    `Added by ${SPECIAL.staff} of Hugging Face, through a merged pull request, on 1 March 2025 (commit “Add NFAA tag”).`,
  );
  const pull = await wall.waitFor({ role: 'link', name: 'This pull request' });
  expect((await pull.info()).attributes.href).toBe(`${HUB}/${SPECIAL.nfaaByPullRequest}/discussions/1`);
  await tellsNothing(driver, page, wall, SPECIAL.nfaaByPullRequest);
});

test('where the commits do not say, nothing is guessed; they are a link away', async ({ driver, hub }) => {
  const { page, wall } = await openWall(driver, `/${SPECIAL.nfaaByOwner}`);
  const link = await wall.waitFor({ role: 'link', name: 'Its commits on the Hub' });
  expect((await link.info()).attributes).toMatchObject({ target: '_blank', rel: 'noreferrer' });
  await press(wall, ASK);
  expect(await answerOf(wall)).toBe('Its commits do not say who added it.');
  expect(await wall.count({ role: 'link' })).toBe(1);
  await tellsNothing(driver, page, wall, SPECIAL.nfaaByOwner);

  await link.click();
  const opened = await until(
    () => hub.requests.find(({ url }) => url === `/${SPECIAL.nfaaByOwner}/commits/main`),
    { what: 'the list of commits in a tab of its own' },
  );
  expect(opened.headers.referer).toBeUndefined();
  expect(page.url()).toContain(SPECIAL.nfaaByOwner);
});

test('an API that is down is said to be, and can be asked again', async ({ driver, hub }) => {
  const { wall } = await openWall(driver, `/${SPECIAL.nfaaByStaff}`);
  hub.faults.status(OF_COMMITS, 503);
  const button = await wall.waitFor({ role: 'button', name: ASK });
  await button.press('Enter');
  expect(await answerOf(wall)).toBe('The Hub has trouble at the moment. Try again in a few minutes.');
  expect((await button.info()).focused).toBe(true);

  hub.faults.clear();
  await button.press('Enter');
  await wall.waitFor({ role: 'status', text: /^Added by/ }, { timeout: 10_000 });
});

test('no button where the API has no commits', async ({ driver }) => {
  const kernel = await openWall(driver, `/kernels/${SPECIAL.nfaaKernel}`);
  await kernel.wall.waitFor({ role: 'link', name: 'Its commits on the Hub' });
  expect(await kernel.wall.count({ role: 'button', name: ASK })).toBe(0);
});
