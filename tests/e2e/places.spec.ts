/** Every place where the Hub mentions repositories: what is tagged is covered, for eyes and for ears, and nothing else is. */
import type { Page } from 'puppeteer-core';
import { PLACES, type Place, type PlaceContext } from '../hub/places.ts';
import { BYPASS, EMBEDDED, idOf, judged, openPlace, saying, TOLERANCE, told } from './support/places.ts';
import {
  changeFilter,
  countColour,
  expect,
  HUB,
  NFAA_COLOUR,
  press,
  productTest,
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
