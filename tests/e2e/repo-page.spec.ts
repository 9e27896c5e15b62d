/** The filter on a repository's own page: its body, the wall before it, the Hub's own wall. */
import {
  changeFilter,
  countColour,
  expect,
  HUB,
  NFAA_COLOUR,
  press,
  productTest,
  SPECIAL,
  settled,
  until,
} from './support/product.ts';

const test = productTest();

const PAGES = [
  ['model', `/${SPECIAL.nfaaModel}`],
  ['dataset', `/datasets/${SPECIAL.nfaaDataset}`],
  ['Space', `/spaces/${SPECIAL.nfaaSpace}`],
] as const;

for (const [type, path] of PAGES) {
  test(`a link that bypasses the Hub's wall does not bypass the person's choice: ${type}`, async ({
    driver,
  }) => {
    const page = await driver.open(`${HUB}${path}?not-for-all-audiences=true`);
    const wall = await driver.closedRoot(page, '[data-steward-ui="wall"]', { timeout: 10_000 });
    await wall.waitFor({ role: 'heading', name: 'Not for all audiences' });
    expect(countColour(await driver.screenshot(page), NFAA_COLOUR, 40)).toBe(0);

    await press(wall, /^Show/);
    const again = await wall.waitFor({ role: 'button', name: /^Cover/ });
    expect((await again.info()).focused).toBe(true);
    await until(() =>
      page.evaluate(() => !document.querySelector('[data-steward-body="blur"], [data-steward-body][inert]')),
    );
    await again.click();
    await until(() =>
      page.evaluate(() => document.querySelector('[data-steward-body="blur"][inert]') !== null),
    );
  });
}

test("the Hub's own wall stands alone", async ({ driver }) => {
  const page = await driver.open(`${HUB}/${SPECIAL.nfaaModel}`);
  await driver.closedRoot(page, 'h1 > [data-steward-ui]', { timeout: 10_000 });
  expect(await page.evaluate(() => document.querySelectorAll('[data-steward-ui="wall"]').length)).toBe(0);
  expect(
    await page.evaluate(
      () => document.querySelectorAll('[data-steward-body]:not([data-steward-body="safe"])').length,
    ),
  ).toBe(0);
});

test('a safe repository is left alone, and costs no request', async ({ driver, hub }) => {
  const page = await driver.open(`${HUB}/${SPECIAL.safeModel}`);
  await driver.closedRoot(page, 'h1 > [data-steward-ui]', { timeout: 10_000 });
  expect(await page.evaluate(() => document.querySelectorAll('main > [data-steward-body]').length)).toBe(0);
  const asked = hub.requests.filter((r) => r.url.startsWith(`/api/models/${SPECIAL.safeModel}`));
  expect(asked).toEqual([]);
});

test('what the page says is remembered for every listing', async ({ driver, hub }) => {
  const repo = hub.state.repos.find((r) => r.id === SPECIAL.safeModel)!;
  const first = await driver.open(`${HUB}/models`);
  await settled(first, 30);
  // The tag is added on the Hub, and the repository's page is opened: the listing knows at once.
  repo.tags.push('not-for-all-audiences');
  const page = await driver.open(`${HUB}/${SPECIAL.safeModel}?not-for-all-audiences=true`);
  await driver.closedRoot(page, '[data-steward-ui="wall"]', { timeout: 10_000 });
  const listing = await driver.open(`${HUB}/models`);
  await until(
    async () => {
      await listing.reload();
      await settled(listing, 30);
      return listing.evaluate(
        (id) =>
          document.querySelector(`article:has(a[href$="/${id}"])`)?.getAttribute('data-steward') === 'blur',
        SPECIAL.safeModel,
      );
    },
    { timeout: 10_000 },
  );
});

test('hide covers a page, plain takes it away, show leaves it alone', async ({ driver }) => {
  await changeFilter(driver, { action: 'hide' });
  const page = await driver.open(`${HUB}/${SPECIAL.nfaaModel}?not-for-all-audiences=true`);
  await driver.closedRoot(page, '[data-steward-ui="wall"]', { timeout: 10_000 });
  await changeFilter(driver, { action: 'cover', look: 'plain' });
  await until(() => page.evaluate(() => document.querySelector('[data-steward-body="plain"]') !== null));
  await until(async () => !(await driver.accessibleTree(page)).some(({ name }) => /Uses|Limits/.test(name)), {
    what: 'the body to leave the accessibility tree',
  });
  await changeFilter(driver, { action: 'show' });
  await until(() => page.evaluate(() => document.querySelectorAll('[data-steward-ui="wall"]').length === 0));
});
