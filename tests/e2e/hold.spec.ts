/** What a page does to what was covered, or beside it: rows that grow and shrink, attributes taken away, addresses that change. */
import type { Page } from 'puppeteer-core';
import {
  changeFilter,
  type Driver,
  expect,
  HUB,
  press,
  productTest,
  SPECIAL,
  settled,
  until,
} from './support/product.ts';
import { become, openStage, states, write } from './support/stage.ts';

const test = productTest();
const NFAA = SPECIAL.nfaaModel;
const SAFE = SPECIAL.safeModel;
const OWNER = NFAA.split('/')[0]!;

/** Everything that was written before this is judged, and what was asked is answered. */
async function judged(page: Page): Promise<void> {
  await page.evaluate((nfaa) => {
    const text = document.createElement('p');
    text.innerHTML = `See <a id="last" href="/${nfaa}">this</a>`;
    document.querySelector('#stage')!.append(text);
  }, NFAA);
  await become(page, { last: 'blur!' });
  await page.evaluate(() => document.querySelector('#last')!.parentElement!.remove());
}

test('six hundred safe links in rows: none stays hidden', async ({ driver }) => {
  const page = await openStage(driver);
  await write(page, `<ul>${`<li><a href="/${SAFE}">x</a></li>`.repeat(600)}</ul>`);
  const hidden = () =>
    page.evaluate(
      () =>
        [...document.querySelectorAll('#stage li a')].filter(
          (one) => getComputedStyle(one).visibility === 'hidden',
        ).length,
    );
  await until(async () => (await hidden()) === 0, { timeout: 10_000, what: 'all links to be visible' });
});

test('a row that gets a second repository no longer covers it; both ways of telling stay shut', async ({
  driver,
}) => {
  const page = await openStage(driver);
  await write(
    page,
    `<div id="row"><a id="face" href="/${NFAA}"><img alt="velvet face"></a><a id="name" href="/${NFAA}">velvet name</a></div>`,
  );
  await become(page, { row: 'blur', face: '!', name: '!' });
  await page.evaluate(
    (safe) =>
      document
        .querySelector('#row')!
        .insertAdjacentHTML('beforeend', `<a id="safe" href="/${safe}">heron</a>`),
    SAFE,
  );
  await become(page, { row: '', face: 'blur!', name: 'blur!', safe: '' });
  const told = (await driver.accessibleTree(page)).map(({ name }) => name);
  expect(told.filter((name) => /velvet (face|name)/.test(name))).toEqual([]);
});

test('one of two links of a row turns into something else, or goes: the other stays covered', async ({
  driver,
}) => {
  const page = await openStage(driver);
  const row = `<ul><li id="row"><a id="face" href="/${NFAA}"><img></a><a id="name" href="/${NFAA}">velvet</a></li></ul>`;
  await write(page, row);
  await become(page, { row: 'blur' });
  await page.evaluate((owner) => document.querySelector('#face')!.setAttribute('href', `/${owner}`), OWNER);
  await judged(page);
  expect(await states(page, 'row', 'name')).toEqual(['blur', '!']);
  await page.evaluate(() => document.querySelector('#face')!.remove());
  await judged(page);
  expect(await states(page, 'row', 'name')).toEqual(['blur', '!']);
  // And when the last one goes, what takes its place is not covered for it.
  await page.evaluate(() => document.querySelector('#name')!.replaceWith('Nothing found'));
  await become(page, { row: '' });
});

test('a picture beside a safe link is not told to a screen reader', async ({ driver }) => {
  const page = await openStage(driver);
  await write(
    page,
    `<div><img id="picture" alt="velvet picture" src="/${NFAA}/resolve/main/a.png"><a href="/${SAFE}">heron</a></div>`,
  );
  await become(page, { picture: 'blur!' });
  expect((await driver.accessibleTree(page)).filter(({ name }) => /velvet picture/.test(name))).toEqual([]);
});

test('a frame and a picture that get their address later', async ({ driver }) => {
  const page = await openStage(driver);
  await write(page, '<iframe id="frame" src="about:blank"></iframe><img id="picture" src="/x.png">');
  await judged(page);
  await page.evaluate((nfaa) => {
    document.querySelector('#frame')!.setAttribute('src', `/${nfaa}`);
    document.querySelector('#picture')!.setAttribute('src', `/${nfaa}/resolve/main/a.png`);
  }, NFAA);
  await become(page, { frame: 'blur!', picture: 'blur!' });
});

test('marks that are taken away come back: on a row, and on a page', async ({ driver }) => {
  const page = await openStage(driver);
  await write(page, `<ul><li id="row"><img><a href="/${NFAA}">velvet</a></li></ul>`);
  await become(page, { row: 'blur' });
  await page.evaluate(() => document.querySelector('#row')!.removeAttribute('data-steward'));
  await become(page, { row: 'blur' });
  const veiled = () => page.evaluate(() => document.querySelector('#row')!.hasAttribute('data-steward-veil'));
  expect(await veiled()).toBe(true);
  await page.evaluate(() => document.querySelector('#row')!.removeAttribute('data-steward-veil'));
  await until(veiled, { what: 'the veil to come back' });

  const repo = await driver.open(`${HUB}/${NFAA}?not-for-all-audiences=true`);
  const covered = () =>
    repo.evaluate(() => document.querySelectorAll('main > [data-steward-body="blur"][inert]').length === 1);
  await until(covered, { what: 'the body to be covered' });
  await repo.evaluate(() =>
    document.querySelector('[data-steward-body]')!.removeAttribute('data-steward-body'),
  );
  await until(covered, { what: 'the body to be covered again' });
});

test('a link in a card that looks like the wall’s own is no wall', async ({ driver }) => {
  const page = await driver.open(`${HUB}/${NFAA}?not-for-all-audiences=true`);
  const covered = () => page.evaluate(() => document.querySelectorAll('[data-steward-body="blur"]').length);
  await until(async () => (await covered()) === 1, { what: 'the body to be covered' });
  await page.evaluate(() => {
    document
      .querySelector('.hf-sanitized')!
      .insertAdjacentHTML('beforeend', '<a href="?not-for-all-audiences=true">View content</a>');
    // Whoever is told of this later than of that has been told of that.
    document.body.insertAdjacentHTML('beforeend', '<article id="last"><a href="/login">x</a></article>');
  });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await covered()).toBe(1);
});

test('in forced colours, too, a covered link shows no letter', async ({ driver }) => {
  const page = await openStage(driver);
  await write(page, `<p>See <a id="link" href="/${NFAA}">velvet</a> here</p>`);
  await become(page, { link: 'blur!' });
  await driver.emulate(page, { forcedColours: true });
  const colour = await page.evaluate(() => getComputedStyle(document.querySelector('#link')!).color);
  expect(colour).toMatch(/, 0\)$|^transparent$/);
});

test('a lock takes back what was opened before it', async ({ driver }) => {
  const page = await openStage(driver);
  await write(page, `<p>See <a id="link" href="/${NFAA}">velvet</a> here</p>`);
  await press(
    await driver.closedRoot(page, '#link + [data-steward-ui="link"]', { timeout: 10_000 }),
    /^Show/,
  );
  await become(page, { link: 'shown' });
  const ours = await driver.openExtensionPage('/popup.html');
  await ours.evaluate(() => {
    const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome;
    return api.storage.local.set({ lock: { v: 1, by: 'pin', noReveal: true } });
  });
  await become(page, { link: 'blur!' });
});

test('a hidden row whose first link is its author’s is shown with the others', async ({ driver }) => {
  await changeFilter(driver, { per: { link: 'hide' } });
  const page = await openStage(driver);
  await write(page, `<ul><li id="row"><a href="/${OWNER}"><img></a><a href="/${NFAA}">velvet</a></li></ul>`);
  await become(page, { row: 'hide' });
  await press(
    await driver.closedRoot(page, '[data-steward-ui="note"]', { timeout: 10_000 }),
    'Show on this page',
  );
  await become(page, { row: 'shown' });
});

test('what is hidden is counted by repository, however often each is named; all of it is shown and hidden again', async ({
  driver,
}) => {
  await changeFilter(driver, { per: { link: 'hide', media: 'hide' } });
  const page = await openStage(driver);
  const named = (id: string, repo: string) => `<p>See <a id="${id}" href="/${repo}">velvet</a> here</p>`;
  await write(
    page,
    `${named('one', NFAA)}${named('two', NFAA.toUpperCase())}<ul><li id="row"><img><a href="/${NFAA}/tree/main">velvet</a></li></ul>
     <img id="picture" src="/${NFAA}/resolve/main/a.png">`,
  );
  await become(page, { one: 'hide', two: 'hide', row: 'hide', picture: 'hide' });
  const note = await driver.closedRoot(page, '[data-steward-ui="note"]', { timeout: 10_000 });
  await note.waitFor({ text: /^1 repository is hidden/ });
  await press(note, 'Show on this page');
  await become(page, { one: 'shown', two: 'shown', row: 'shown', picture: 'shown' });
  await note.waitFor({ text: /^1 hidden repository is shown/ });
  await press(note, 'Hide again');
  await become(page, { one: 'hide', two: 'hide', row: 'hide', picture: 'hide' });
  await page.evaluate(
    (dataset) => document.querySelector('#two')!.setAttribute('href', `/datasets/${dataset}`),
    SPECIAL.nfaaDataset,
  );
  await note.waitFor({ text: /^2 repositories are hidden/ });
});

test('switched off, nothing of a page stays out of reach', async ({ driver }) => {
  await changeFilter(driver, { per: { page: 'show', media: 'cover', embed: 'cover' } });
  const page = await driver.open(`${HUB}/datasets/${SPECIAL.nfaaDataset}?not-for-all-audiences=true`);
  const inert = () => page.evaluate(() => document.querySelectorAll('main [inert]').length);
  await until(async () => (await inert()) > 5, {
    timeout: 10_000,
    what: 'pictures and viewer to be covered',
  });
  await changeFilter(driver, { on: false });
  await until(async () => (await inert()) === 0, { what: 'all to be in reach' });
});

test('rules about tags that are made while a list is open: it is asked anew', async ({ driver }) => {
  const page = await openStage(driver);
  const waiting = () =>
    page.evaluate(() => document.querySelectorAll('article[data-steward="placeholder"]').length);
  const options = await driver.openExtensionPage('/options.html', '.rule-form');
  const root = await driver.documentOf(options);
  for (const tag of ['gguf', 'pytorch']) {
    await options.select('.rule-form select', 'tag');
    await options.type('.rule-form-value input', tag);
    await options.select('.rule-form > :nth-child(3) select', 'cover');
    await press(root, 'Add the rule');
    await root.waitFor({ role: 'status', text: new RegExp(`In force: .*${tag}`) });
    await until(async () => (await waiting()) === 0, { timeout: 10_000, what: 'all cards to be judged' });
  }
});

declare const chrome: { storage: { local: { set(items: object): Promise<void> } } };

/** Attributes by which an element is named by itself, whatever is in it. */
const NAMES = ['title', 'aria-label', 'aria-labelledby', 'aria-description', 'aria-describedby'];
const namesOn = (page: Page, id: string) =>
  page.evaluate(
    (one, all) => all.filter((name) => document.getElementById(one)!.hasAttribute(name)),
    id,
    NAMES,
  );
const tells = async (driver: Driver, page: Page, words: string) =>
  (await driver.accessibleTree(page)).some(({ name }) => name.includes(words));

test('names and tooltips of a row or a card itself are covered with it, and come back', async ({
  driver,
}) => {
  const page = await openStage(driver);
  const markup = (id: string, repo: string) => `
    <article id="card-${id}" aria-label="${id} card" aria-description="${repo}"><a href="/${repo}">${repo}</a></article>
    <article id="named-${id}" aria-labelledby="name-${id}" aria-describedby="name-${id}">
      <a href="/${repo}"><h4 id="name-${id}">${id} heading</h4></a></article>
    <ul role="listbox" aria-label="Results"><li id="row-${id}" role="option" aria-label="${id} row" title="${repo}">
      <a href="/${repo}">${repo}</a><span>text</span></li></ul>`;
  await write(page, markup('velvet', NFAA) + markup('heron', SAFE));
  const kinds = ['card', 'named', 'row'];
  await become(page, {
    'card-velvet': 'blur',
    'named-velvet': 'blur',
    'row-velvet': 'blur',
    'row-heron': '',
  });
  await until(
    async () => (await Promise.all(kinds.map((kind) => namesOn(page, `${kind}-velvet`)))).flat().length === 0,
    {
      what: 'the names to be gone',
    },
  );
  for (const words of ['card', 'heading', 'row']) {
    await until(async () => !(await tells(driver, page, `velvet ${words}`)), {
      what: `no word of the ${words}`,
    });
    await until(() => tells(driver, page, `heron ${words}`), { what: `the safe ${words} to be told` });
  }

  // A framework that takes over the page, or renders anew, writes them again.
  await page.evaluate(() => document.querySelector('#row-velvet')!.setAttribute('aria-label', 'velvet anew'));
  await until(async () => (await namesOn(page, 'row-velvet')).length === 0, {
    what: 'the new name to be gone',
  });

  await changeFilter(driver, { on: false });
  for (const words of ['velvet card', 'velvet heading', 'velvet anew'])
    await until(() => tells(driver, page, words), { what: `${words} to be told` });
  expect(await namesOn(page, 'card-velvet')).toEqual(['aria-label', 'aria-description']);
  expect(await namesOn(page, 'named-velvet')).toEqual(['aria-labelledby', 'aria-describedby']);
  expect(await namesOn(page, 'row-velvet')).toEqual(['title', 'aria-label']);
});

test('far down a long list, too, where no cover is drawn yet, a covered card does not tell its name', async ({
  driver,
}) => {
  // More covers than are drawn wherever they stand (lib/draw/cards.ts).
  const page = await driver.open(`${HUB}/docs/sandbox/many?n=600&batch=50`);
  await page.waitForSelector('html[data-done]');
  await settled(page, 61);
  await page.evaluate(
    ([nfaa, safe]) =>
      document.querySelector('[data-many]')!.insertAdjacentHTML(
        'beforeend',
        `<article id="far" aria-label="velvet far away"><a href="/${nfaa}">x</a></article>
         <article aria-label="heron far away"><a href="/${safe}">x</a></article>`,
      ),
    [NFAA, SAFE],
  );
  await become(page, { far: 'blur' });
  await until(() => tells(driver, page, 'heron far away'), { what: 'the safe one to be told' });
  await until(async () => !(await tells(driver, page, 'velvet far away')), { what: 'no word of the other' });
  expect(await page.evaluate(() => document.querySelectorAll('#far > [data-steward-ui]').length)).toBe(0);
});

test('a page that turns into another, and keeps its body element: what was covered is no longer', async ({
  driver,
}) => {
  const page = await driver.open(`${HUB}/${NFAA}?not-for-all-audiences=true`);
  const covered = () =>
    page.evaluate(
      () =>
        document.querySelectorAll('[data-steward-body]').length > 0 &&
        !!document.querySelector('[data-steward-ui="wall"]'),
    );
  await until(covered, { what: 'the wall' });
  await page.evaluate(() => {
    history.pushState(null, '', '/pricing');
    document.querySelector('main')!.append(document.createElement('i'));
  });
  // The address alone uncovers nothing: what it left behind still stands there.
  expect(await covered()).toBe(true);
  await page.evaluate(() => {
    for (const old of document.querySelectorAll(
      'h1, [data-target$="Header"]:not([data-target="MainHeader"])',
    ))
      old.remove();
    for (const part of document.querySelectorAll('[data-steward-body]')) part.innerHTML = '<p>Prices</p>';
  });
  await until(
    () =>
      page.evaluate(
        () =>
          document.querySelectorAll('[data-steward-body], [data-steward-ui="wall"], [inert]').length === 0,
      ),
    { what: 'nothing of ours to be left' },
  );
});

test('a model made of several bases, named without links: one that is tagged covers them all', async ({
  driver,
}) => {
  const page = await openStage(driver);
  const details = (id: string, models: string[]) =>
    `<div id="${id}" data-target="BaseModelDetails" data-props='${JSON.stringify({ models })}'>
      ${models.map((model) => `<button>${model}</button>`).join('')}</div>`;
  await write(page, details('mixed', [SAFE, NFAA]) + details('fine', [SAFE, SAFE]));
  await become(page, { mixed: 'blur!', fine: '' });
});
