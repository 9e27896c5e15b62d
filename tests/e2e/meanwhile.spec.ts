/**
 * Pages that stay open, and what comes in an odd order: a long list is switched, what is known changes, the address follows the
 * content; and what an author may write into a text: look-alikes, films, links to an app's own host.
 */
import type { Page } from 'puppeteer-core';
import { changeFilter, expect, HUB, press, productTest, SPECIAL, until } from './support/product.ts';
import { become, keepIndex, openStage, states, write } from './support/stage.ts';

const test = productTest();
const NFAA = SPECIAL.nfaaModel;
const SAFE = SPECIAL.safeModel;
const BYPASS = '?not-for-all-audiences=true';

/** In every frame from now on: how many cards of tagged repositories can be made out. */
const watchFrames = (page: Page, tagged: readonly string[]) =>
  page.evaluate((hrefs) => {
    const seen: number[] = [];
    const links = [...document.querySelectorAll('article > a')].filter((link) =>
      hrefs.includes(link.getAttribute('href') ?? ''),
    );
    const look = () => {
      seen.push(
        links.filter((link) => {
          const { filter, visibility } = getComputedStyle(link);
          return filter === 'none' && visibility === 'visible';
        }).length,
      );
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(globalThis, { seen });
  }, tagged);

const seenIn = (page: Page) => page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen);

for (const [before, filter] of [
  ['off', { on: false }],
  ['mark', { action: 'mark' }],
] as const)
  test(`a list of thousands in an open tab goes from ${before} to cover within one frame, and none is seen on the way`, async ({
    driver,
    hub,
  }) => {
    const tagged = hub.state.repos
      .filter(({ type, tags }) => type === 'model' && tags.includes('not-for-all-audiences'))
      .map(({ id }) => `/${id}`);
    const page = await driver.open(`${HUB}/docs/sandbox/many?n=3000&batch=500`);
    const covered = () =>
      page.evaluate(() => document.querySelectorAll('article[data-steward="blur"]').length);
    // Everything is known first, as it is after a while.
    await until(async () => (await covered()) > 100, { timeout: 30_000, what: 'the list to be judged' });
    await changeFilter(driver, filter);
    await until(async () => (await covered()) === 0, { timeout: 30_000, what: `the filter at ${before}` });
    await page.bringToFront();
    await watchFrames(page, tagged);
    await until(async () => (await seenIn(page)).length > 2, { what: 'frames' });
    const all = (await seenIn(page)).at(-1)!;
    expect(all).toBeGreaterThan(100);

    await changeFilter(driver, { on: true, action: 'cover' });
    await page.bringToFront();
    await until(async () => (await covered()) >= all, { timeout: 30_000, what: 'the list to be covered' });
    const seen = await seenIn(page);
    expect(seen.filter((count) => count !== 0 && count !== all)).toEqual([]);
    expect(seen.at(-1)).toBe(0);
  });

test('what is learnt while a page is open holds for what it shows from then on', async ({ driver, hub }) => {
  await keepIndex(driver, [`model:${NFAA}`]);
  const page = await openStage(driver);
  // One that the list does not show, so that nobody remembers it.
  const later = hub.state.repos.findLast(
    ({ type, tags }) => type === 'model' && !tags.includes('not-for-all-audiences'),
  )!;
  // A card: about links in texts the worker would be asked besides.
  const mention = (id: string) => write(page, `<article id="${id}"><a href="/${later.id}">it</a></article>`);
  await mention('before');
  await become(page, { before: 'safe' });
  later.tags.push('not-for-all-audiences');
  await keepIndex(driver, [`model:${NFAA}`, `model:${later.id}`]);
  await until(
    async () => {
      await mention('after');
      return (await states(page, 'after'))[0] === 'blur';
    },
    { timeout: 15_000, what: 'a new card of it to be covered' },
  );
});

test('the address follows the content: the body of a tagged repository is covered all the same', async ({
  driver,
}) => {
  const page = await openStage(driver);
  const body = () => page.evaluate(() => document.querySelectorAll('[data-steward-body="blur"]').length);
  await page.evaluate(async (path) => {
    const html = await (await fetch(path)).text();
    const main = new DOMParser().parseFromString(html, 'text/html').querySelector('main')!;
    document.querySelector('main')!.replaceWith(document.adoptNode(main));
    // Only when nothing changes any more does the address: nobody is told of it by the content.
    let quiet = 0;
    new MutationObserver(() => {
      quiet = 0;
    }).observe(document, { childList: true, subtree: true, attributes: true });
    while (quiet++ < 40) await new Promise(requestAnimationFrame);
    history.pushState(null, '', path);
  }, `/${NFAA}${BYPASS}`);
  await until(async () => (await body()) > 0, { timeout: 10_000, what: 'the body to be covered' });
});

test('with other class names, too, a link that looks like the wall’s own is no wall', async ({
  driver,
  hub,
}) => {
  hub.faults.scrambleClasses = true;
  const page = await driver.open(`${HUB}/${NFAA}${BYPASS}`);
  const covered = () => page.evaluate(() => document.querySelectorAll('[data-steward-body="blur"]').length);
  await until(async () => (await covered()) === 1, { what: 'the body to be covered' });
  await page.evaluate((href) => {
    document
      .querySelector('[data-steward-body] p')!
      .insertAdjacentHTML('afterend', `<p>Here: <a href="${href}">View content</a></p>`);
    document.body.insertAdjacentHTML('beforeend', '<article id="last"><a href="/login">x</a></article>');
  }, BYPASS);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await covered()).toBe(1);
});

test('a film that is a file of a tagged repository is covered, in one form or in several', async ({
  driver,
}) => {
  const page = await openStage(driver);
  const film = (id: string, name: string) =>
    `<p>Look: <video id="${name}" src="/${id}/resolve/main/a.mp4" controls></video></p>
     <p>Or: <video id="${name}-forms" controls><source src="/${id}/resolve/main/a.webm"></video></p>`;
  await write(page, film(NFAA, 'tagged') + film(SAFE, 'safe'));
  await become(page, { tagged: 'blur!', 'tagged-forms': 'blur!', safe: '', 'safe-forms': '' });
  await press(
    await driver.closedRoot(page, '#tagged + [data-steward-ui="link"]', { timeout: 10_000 }),
    /Show/,
  );
  await become(page, { tagged: 'shown' });
});

test('a link to the own host of a tagged Space’s app is covered, once the index is there', async ({
  driver,
}) => {
  await keepIndex(driver, ['frame:velvet-room-ember-studio']);
  const page = await openStage(driver);
  await write(
    page,
    `<p>Try <a id="tagged" href="https://velvet-room-ember-studio.hf.space/?x=1">ember studio</a> or
     <a id="safe" href="https://pebble-works-kestrel-demo.hf.space">kestrel</a></p>`,
  );
  await become(page, { tagged: 'blur!', safe: '' });
});

test('a row whose link goes with what it stands in is no longer covered for it', async ({ driver }) => {
  const page = await openStage(driver);
  await write(page, `<ul><li id="row"><span><a href="/${NFAA}">velvet</a></span></li></ul>`);
  await become(page, { row: 'blur' });
  await page.evaluate(() => document.querySelector('#row > span')!.replaceWith('Nothing found'));
  await become(page, { row: '' });
});
