/** Nothing is painted uncovered: measured on painted frames and on a colour that only tagged thumbnails have. */
import {
  askedOf,
  cardRoot,
  cardStates,
  changeFilter,
  countColour,
  type Driver,
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
const TOLERANCE = 40;

const leaked = (frames: Uint8Array[]) => frames.map((png) => countColour(png, NFAA_COLOUR, TOLERANCE));

test('the colour is really there, and our eyes see it', async ({ driver }) => {
  await changeFilter(driver, { on: false });
  const page = await driver.open(`${HUB}/spaces?other=not-for-all-audiences`);
  await settled(page);
  expect(countColour(await driver.screenshot(page), NFAA_COLOUR, TOLERANCE)).toBeGreaterThan(500);
});

for (const path of [
  '/models?other=not-for-all-audiences',
  '/spaces?other=not-for-all-audiences',
  `/datasets/${SPECIAL.nfaaDataset}?not-for-all-audiences=true`,
]) {
  test(`no frame shows it while ${path} loads: nothing known, slow answer`, async ({ driver, hub }) => {
    hub.faults.add({ match: /GET \/api\//, action: { kind: 'slow', ms: 400 } });
    const page = await driver.newPage();
    const frames = await driver.recordFrames(page, async () => {
      await page.goto(`${HUB}${path}`);
      await until(
        () =>
          page.evaluate(
            () => document.querySelector('[data-steward="blur"], [data-steward-body="blur"]') !== null,
          ),
        { timeout: 10_000 },
      );
    });
    expect(frames.length).toBeGreaterThan(1);
    expect(leaked(frames)).toEqual(frames.map(() => 0));
  });
}

test('no frame shows it with a worker that was just killed, nor on a warm reload', async ({ driver }) => {
  const page = await driver.open(`${HUB}/spaces?other=not-for-all-audiences`);
  await settled(page);
  await driver.killBackground();
  const frames = await driver.recordFrames(page, async () => {
    for (let i = 0; i < 3; i++) {
      await page.reload();
      await settled(page);
    }
  });
  expect(leaked(frames)).toEqual(frames.map(() => 0));
});

test('the unknown stands behind a neutral placeholder until it is known', async ({ driver, hub }) => {
  const gate = hub.faults.holdBefore(/GET \/api\/models\?/);
  const page = await driver.open(`${HUB}/models`);
  await gate.arrived;
  await until(async () => (await cardStates(page, SPECIAL.safeModel))[0] === 'placeholder');
  expect(await cardStates(page, SPECIAL.nfaaModel)).toEqual(['placeholder']);
  // Neutral: it accuses nobody.
  const names = (await driver.accessibleTree(page)).map((n) => n.name).join('\n');
  expect(names).not.toContain('velvet-noir');
  expect(names).not.toMatch(/Not for all audiences/);
  gate.release();
  await settled(page, 30);
  expect(await cardStates(page, SPECIAL.safeModel)).toEqual(['safe']);
  expect(await cardStates(page, SPECIAL.nfaaModel)).toEqual(['blur']);
});

test('when the Hub cannot be asked, it says so and offers to show', async ({ driver, hub }) => {
  hub.faults.status(/GET \/api\//, 500);
  const page = await driver.open(`${HUB}/models`);
  await until(async () => (await cardStates(page, SPECIAL.safeModel))[0] === 'failed', { timeout: 25_000 });
  const root = await cardRoot(driver, page, SPECIAL.safeModel);
  await root.waitFor({ text: /Could not be checked/ });
  await press(root, /^Show/);
  await until(async () => (await cardStates(page, SPECIAL.safeModel))[0] === 'shown');
  expect(await cardStates(page, SPECIAL.nfaaModel)).toEqual(['failed']);
});

test('people may choose to see the unknown instead', async ({ driver, hub }) => {
  await changeFilter(driver, { unknown: 'show' });
  const gate = hub.faults.holdBefore(/GET \/api\/models\?/);
  const page = await driver.open(`${HUB}/models`);
  await gate.arrived;
  await until(async () => (await cardStates(page, SPECIAL.safeModel))[0] === 'safe');
  gate.release();
  await until(async () => (await cardStates(page, SPECIAL.nfaaModel))[0] === 'blur');
});

test('whoever switched the filter off never sees a cover', async ({ driver, hub }) => {
  await changeFilter(driver, { on: false });
  const gate = hub.faults.holdBefore(/GET \/api\/models\?/);
  const page = await driver.newPage();
  await page.goto(`${HUB}/models`);
  await until(async () => (await cardStates(page, SPECIAL.nfaaModel))[0] === 'safe');
  expect(
    await page.evaluate(
      () => document.querySelectorAll('[inert], [data-steward="wait"], [data-steward="blur"]').length,
    ),
  ).toBe(0);
  gate.release();
  expect(askedOf(hub)).toEqual([]);
});

/** Leaves a list whose tagged cards are to be seen, changes settings in another tab, and goes back. */
async function goBack(driver: Driver, before: object, after: object): Promise<void> {
  await changeFilter(driver, { ...before });
  const page = await driver.open(`${HUB}/spaces?other=not-for-all-audiences`);
  await settled(page);
  expect(countColour(await driver.screenshot(page), NFAA_COLOUR, TOLERANCE)).toBeGreaterThan(500);
  await page.evaluate(() => Object.assign(globalThis, { kept: true }));
  await page.goto(`${HUB}/pricing`);
  await changeFilter(driver, { ...after });
  await page.bringToFront();
  const frames = await driver.recordFrames(page, async () => {
    // A page that the browser kept tells puppeteer of no load.
    await page.evaluate(() => history.back());
    await until(
      () => page.evaluate(() => document.querySelector('[data-steward="blur"]') !== null).catch(() => false),
      { timeout: 15_000 },
    );
  });
  const kept = await page.evaluate(() => 'kept' in globalThis);
  test.info().annotations.push({ type: 'kept by the browser', description: String(kept) });
  // Firefox, short of time or memory, may load a page anew that it would have kept.
  if (driver.name === 'chromium') expect(kept).toBe(true);
  // Either browser may first put up the picture that it kept of the page, for one frame; what the page draws itself comes after it.
  const pixels = leaked(frames);
  // Without such a picture, every frame counts.
  const picture = pixels.findIndex((count) => count > 0);
  const drawn = pixels.slice(picture + 1);
  expect(drawn.length).toBeGreaterThan(0);
  expect(drawn).toEqual(drawn.map(() => 0));
  expect(await page.evaluate(() => getComputedStyle(document.body).opacity)).toBe('1');
}

test('going back to a page that left while the filter was off: switched on meanwhile, it draws nothing uncovered', ({
  driver,
}) => goBack(driver, { on: false }, { on: true }));

test('going back to a list that left with its cards shown: covered in lists meanwhile, it draws nothing uncovered', ({
  driver,
}) => goBack(driver, { per: { list: 'show' } }, { per: { list: 'cover' } }));
