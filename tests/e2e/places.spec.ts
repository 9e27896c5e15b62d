/** Every place where the Hub mentions repositories: what is tagged is covered, for eyes and for ears, and nothing else is. */
import type { Page } from 'puppeteer-core';
import { PLACES, type Place, type PlaceContext } from '../hub/places.ts';
import { BYPASS, EMBEDDED, idOf, judged, openPlace, saying, TOLERANCE, told } from './support/places.ts';
import {
  askedOf,
  changeFilter,
  countColour,
  expect,
  HUB,
  NFAA_COLOUR,
  press,
  productTest,
  SPECIAL,
  until,
} from './support/product.ts';

const test = productTest({ hosts: EMBEDDED });

/** Safe repositories all of whose links are covered. */
const coveredSafe = (page: Page, keys: readonly string[]) =>
  page.evaluate(
    (ids) =>
      ids.filter((id) => {
        const links = [...document.querySelectorAll('a[href]')].filter((link) =>
          (link.getAttribute('href') ?? '').split(/[?#]/)[0]!.toLowerCase().endsWith(`/${id.toLowerCase()}`),
        );
        return (
          links.length > 0 &&
          links.every((link) => link.closest('[data-steward]:not([data-steward="safe"])') !== null)
        );
      }),
    keys.map(idOf),
  );

// A repository's own page keeps its name in the title: its body is covered (repo-page.spec.ts has more).
const inBody = ({ path }: Place) => path.includes(BYPASS);
const CONTEXTS = [...new Set(PLACES.map(({ context }) => context))];
const placesOf = (context: PlaceContext) =>
  PLACES.filter((place) => place.context === context && place.nfaa.length > 0);

for (const context of CONTEXTS) {
  test(`${context}: what is tagged is covered, for eyes and ears, and nothing else`, async ({ driver }) => {
    test.setTimeout(180_000);
    for (const place of placesOf(context)) {
      const page = await openPlace(driver, place);
      const where = `${place.path} ${place.typed ?? ''}`;
      const picture = await driver.screenshot(page);
      expect(countColour(picture, NFAA_COLOUR, TOLERANCE), where).toBe(0);
      if (inBody(place) || context === 'page') {
        const wall = await page.evaluate(
          () =>
            document.querySelectorAll(
              '[data-steward-body="blur"][inert], main a[href="?not-for-all-audiences=true"]',
            ).length,
        );
        expect(wall, where).toBe(1);
      } else {
        expect(await told(driver, page, place.nfaa), where).toEqual([]);
        expect(await coveredSafe(page, place.safe), where).toEqual([]);
      }
      await page.close();
    }
  });
}

test('with every class name renamed, all of it is still found', async ({ driver, hub }) => {
  test.setTimeout(180_000);
  hub.faults.scrambleClasses = true;
  const seen = new Set<string>();
  for (const place of PLACES) {
    if (inBody(place) || place.context === 'page' || place.nfaa.length === 0 || place.typed) continue;
    if (seen.has(place.path)) continue;
    seen.add(place.path);
    const page = await openPlace(driver, place);
    expect(await told(driver, page, place.nfaa), place.path).toEqual([]);
    expect(await coveredSafe(page, place.safe), place.path).toEqual([]);
    await page.close();
  }
  expect(seen.size).toBeGreaterThan(25);
});

test('without an index, a link with a name from before a rename is covered like the one with today’s', async ({
  driver,
  hub,
}) => {
  const page = await driver.open(`${HUB}/${SPECIAL.embedModel}`);
  await judged(page);
  const states = await page.evaluate(
    (ids) => ids.map((id) => document.querySelector(`p a[href$="/${id}"]`)?.getAttribute('data-steward')),
    [SPECIAL.nfaaByOwner, SPECIAL.renamedNfaaFrom],
  );
  expect(states).toEqual(['blur', 'blur']);
  // The author's list names the one; the other is looked up.
  const asked = askedOf(hub).map(({ url }) => decodeURIComponent(url));
  const [author] = SPECIAL.renamedNfaaFrom.split('/');
  expect(
    asked.filter((url) => url.startsWith('/api/models?') && url.includes(`author=${author}`)),
  ).toHaveLength(1);
  expect(asked.filter((url) => url.startsWith(`/api/models/${SPECIAL.renamedNfaaFrom}?`))).toHaveLength(1);
});

test('buckets have no tags: their page, cards and links are shown, and nobody is asked', async ({
  driver,
  hub,
}) => {
  const path = '/buckets/pebble-works/recordings';
  const body = `<!DOCTYPE html><html lang="en"><head><title>Bucket</title></head><body><main>
    <header><h1><a href="${path}">recordings</a></h1></header>
    <section><p>See also <a id="link" href="/buckets/velvet-room/smoke">another one</a>.</p>
    <article><a href="/buckets/velvet-room/card"><h4>velvet-room/card</h4></a></article>
    <article><a href="/${SPECIAL.safeModel}"><h4>${SPECIAL.safeModel}</h4></a></article></section></main></body></html>`;
  hub.faults.add({ match: new RegExp(`GET ${path}$`), action: { kind: 'html', body } });
  const gate = hub.faults.holdBefore(/GET \/api\//);
  const page = await driver.open(HUB + path);
  // The model is asked about: whatever the bucket could wait for has been sent with it.
  await gate.arrived;
  const marks = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('[data-steward],[data-steward-body]')].map(
        (one) => one.getAttribute('data-steward') ?? one.getAttribute('data-steward-body'),
      ),
    );
  expect((await marks()).sort()).toEqual(['placeholder', 'safe']);
  gate.release();
  await judged(page);
  expect(new Set(await marks())).toEqual(new Set(['safe']));
  expect(askedOf(hub).filter(({ url }) => /bucket|recordings|velvet-room/.test(url))).toEqual([]);
});

test('with every class name renamed, typed suggestions are still found', async ({ driver, hub }) => {
  hub.faults.scrambleClasses = true;
  for (const place of PLACES.filter(({ typed }) => typed)) {
    const page = await openPlace(driver, place);
    const states = await page.evaluate(() =>
      [...document.querySelectorAll('[data-quicksearch] [data-row] a[href]')].map((link) => ({
        path: (link as HTMLAnchorElement).pathname,
        covered: link.closest('[data-steward="blur"]') !== null,
      })),
    );
    const tagged = new Set(place.nfaa.map((key) => key.replace(/^model:/, '/').replace(/^(\w+):/, '/$1s/')));
    const covered = states.filter((one) => one.covered).map(({ path }) => path);
    expect(new Set(covered), place.typed).toEqual(
      new Set(states.map(({ path }) => path).filter((path) => tagged.has(path))),
    );
    expect(covered.length, place.typed).toBeGreaterThan(3);
    expect(await told(driver, page, place.nfaa), place.typed).toEqual([]);
    expect(await coveredSafe(page, place.safe), place.typed).toEqual([]);
    await page.close();
  }
});

test('a covered link is shown by its own button, and covered again', async ({ driver }) => {
  const place = PLACES.find(
    ({ path, context }) => path === '/pebble-works/embed-notes' && context === 'link',
  )!;
  const page = await openPlace(driver, place);
  const href = await page.evaluate(() =>
    document.querySelector('p a[data-steward="blur"]')?.getAttribute('href'),
  );
  const link = `p a[href="${href}"]`;
  const name = new URL(href!, HUB).pathname.slice(1);
  const state = () => page.evaluate((css) => document.querySelector(css)?.getAttribute('data-steward'), link);
  const beside = await driver.closedRoot(page, `${link} + [data-steward-ui="link"]`, { timeout: 10_000 });
  const show = await beside.waitFor({ role: 'button', name: /^Show this repository: it is covered/ });
  expect((await show.info()).name).not.toMatch(saying(name));
  expect(await told(driver, page, [`model:${name}`])).toEqual([]);
  await show.click();
  await until(async () => (await state()) === 'shown', { what: 'the link to be shown' });
  await until(async () => (await told(driver, page, [`model:${name}`])).length === 1, {
    what: 'the link to be told',
  });
  const again = await driver.closedRoot(page, `${link} + [data-steward-ui="link"]`);
  await press(again, 'Cover again: this repository');
  await until(async () => (await state()) === 'blur', { what: 'the link to be covered again' });
});

test('seeing a name is not asking for the pictures of the same repository: each is shown by its own button', async ({
  driver,
}) => {
  const page = await openPlace(
    driver,
    PLACES.find(({ path }) => path === '/pebble-works/kestrel-3b-chat/discussions/1')!,
  );
  const link = 'p a[href$="/velvet-room/ember-base-xl"]';
  const picture = 'p img[src*="/velvet-room/ember-base-xl/resolve/"]';
  const become = (...wanted: string[]) =>
    until(
      () =>
        page.evaluate(
          (all, states) =>
            all.every((css, i) => document.querySelector(css)?.getAttribute('data-steward') === states[i]),
          [link, picture],
          wanted,
        ),
      { what: wanted.join(' and ') },
    );
  const pressBeside = async (css: string, name: RegExp) =>
    press(await driver.closedRoot(page, `${css} + [data-steward-ui="link"]`, { timeout: 10_000 }), name);
  await become('blur', 'blur');
  await pressBeside(link, /^Show/);
  await become('shown', 'blur');
  expect(countColour(await driver.screenshot(page), NFAA_COLOUR, TOLERANCE)).toBe(0);
  await pressBeside(picture, /Show/);
  await become('shown', 'shown');
  await pressBeside(link, /^Cover again/);
  await become('blur', 'shown');
  await pressBeside(picture, /^Cover again/);
  await become('blur', 'blur');
});

test('exceptions: each place does as it is told', async ({ driver }) => {
  await changeFilter(driver, { per: { home: 'hide', link: 'mark', 'profile model': 'show' } });
  const states = async (path: string) => {
    const page = await driver.open(HUB + path);
    await judged(page);
    const all = await page.evaluate(() =>
      [...document.querySelectorAll('[data-steward]')].map((one) => one.getAttribute('data-steward')),
    );
    await page.close();
    return new Set(all);
  };
  expect(await states('/')).toEqual(new Set(['safe', 'hide']));
  expect((await states('/granite-labs/kestrel-base-3b')).has('mark')).toBe(true);
  const profile = await states('/velvet-room');
  expect(profile.has('blur')).toBe(true);
  expect((await states('/velvet-room/models')).has('blur')).toBe(false);
  expect(await states('/models')).toEqual(new Set(['safe', 'blur']));
});
