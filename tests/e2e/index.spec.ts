/** The NFAA index in the shipped build: filled in the background, then nobody is asked, logged out or with the Hub's API gone. */
import { EMBEDDED, TOLERANCE } from './support/places.ts';
import {
  askedOf,
  cardStates,
  changeFilter,
  countColour,
  expect,
  HUB,
  NFAA_COLOUR,
  OF_INDEX,
  productTest,
  SPECIAL,
  settled,
  until,
} from './support/product.ts';

const test = productTest({ indexed: true, hosts: EMBEDDED });

interface Stored {
  ids: number;
  types: string[];
  partial?: true;
}

declare const chrome: {
  alarms: { create(name: string, when: { when: number }): unknown };
  storage: { local: { get(key: string): Promise<Record<string, Stored | undefined>> } };
};

test.beforeEach(async ({ driver }) => {
  test.setTimeout(150_000);
  // What a new installation does by itself: the alarm rings now.
  const page = await driver.openExtensionPage('/popup.html');
  await page.evaluate(async () => {
    const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome;
    // A step that the fixture's kill interrupted would hold its lease for a minute.
    const db = await new Promise<IDBDatabase>((done, fail) => {
      const opening = indexedDB.open('hub-steward');
      opening.onsuccess = () => done(opening.result);
      opening.onerror = fail;
    });
    await new Promise((done, fail) => {
      const change = db.transaction('meta', 'readwrite');
      change.objectStore('meta').delete('nfaaIndex');
      change.oncomplete = done;
      change.onerror = fail;
    });
    db.close();
    return api.alarms.create('index', { when: Date.now() + 200 });
  });
  await until(
    () =>
      page.evaluate(async () => {
        const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome;
        const { nfaaIndex } = await api.storage.local.get('nfaaIndex');
        return nfaaIndex !== undefined && !nfaaIndex.partial && nfaaIndex.types.length >= 3;
      }),
    { timeout: 100_000, every: 200, what: 'the index to be whole' },
  );
  await page.close();
});

test('filled with a few requests; then a list costs none, and is judged at once', async ({ driver, hub }) => {
  // One a type, and those that the fixture's kill interrupted.
  expect(hub.requests.filter(({ url }) => OF_INDEX.test(url)).length).toBeLessThanOrEqual(10);
  const page = await driver.open(`${HUB}/models`);
  await settled(page, 30);
  expect(await cardStates(page, SPECIAL.nfaaModel)).toEqual(['blur']);
  expect(await cardStates(page, SPECIAL.safeModel)).toEqual(['safe']);
  expect(askedOf(hub)).toEqual([]);
  // Where no query mirrors the page, too.
  await page.goto(`${HUB}/`);
  await settled(page);
  expect(await page.evaluate(() => document.querySelectorAll('article[data-steward="blur"]').length)).toBe(4);
  expect(askedOf(hub)).toEqual([]);
});

test('with the Hub’s API gone, what is tagged is covered and what is safe is shown', async ({
  driver,
  hub,
}) => {
  hub.faults.status(/GET \/api\//, 503);
  const page = await driver.open(`${HUB}/spaces`);
  await settled(page);
  const states = await page.evaluate(() =>
    [...document.querySelectorAll('article[data-steward]')].map((card) => card.getAttribute('data-steward')),
  );
  expect(new Set(states)).toEqual(new Set(['safe', 'blur']));
});

test('a hint marks what was made from a tagged model, only for those who want hints', async ({ driver }) => {
  const id = SPECIAL.untaggedDerivative;
  const list = `${HUB}/models?search=${encodeURIComponent(id.slice(id.indexOf('/') + 1))}`;
  const page = await driver.open(list);
  await settled(page);
  expect(await cardStates(page, id)).toEqual(['safe']);
  await changeFilter(driver, { hints: true });
  await page.reload();
  await until(async () => (await cardStates(page, id))[0] === 'mark', {
    timeout: 10_000,
    what: 'the card to be marked',
  });
  const root = await driver.closedRoot(page, 'article[data-steward="mark"] > [data-steward-ui]', {
    timeout: 10_000,
  });
  await root.waitFor({ text: /Related to a tagged model/ });
});

test('a link that somebody wrote with a name from before a rename is covered, for one request', async ({
  driver,
  hub,
}) => {
  const page = await driver.open(`${HUB}/pebble-works/embed-notes`);
  const link = `a[href$="/${SPECIAL.renamedNfaaFrom}"]`;
  await until(
    () => page.evaluate((css) => document.querySelector(css)?.getAttribute('data-steward') === 'blur', link),
    { timeout: 10_000, what: 'the link to be covered' },
  );
  // The pictures of a page are its own.
  const asked = askedOf(hub)
    .map(({ url }) => url)
    .filter((url) => !url.startsWith('/api/resolve-cache/'));
  expect(asked.filter((url) => url.startsWith(`/api/models/${SPECIAL.renamedNfaaFrom}?`))).toHaveLength(1);
  // The others that are named there are known, or by authors of whom nothing is tagged.
  const names = new Set(asked.map((url) => url.split('?')[0]));
  expect([...names].filter((name) => !name!.includes('/velvet-room/'))).toEqual([]);
});

test('each frame of a tagged Space and each picture from a tagged repository is covered, on a safe page', async ({
  driver,
}) => {
  await changeFilter(driver, { on: false });
  const page = await driver.open(`${HUB}/${SPECIAL.embedModel}`);
  const drawn = () =>
    page.evaluate(() =>
      [
        ...document.querySelectorAll<HTMLIFrameElement | HTMLImageElement>(
          'main iframe, main img[src*="/resolve/"]',
        ),
      ].map((one) => ({
        what: one.src.replace('https://', ''),
        state: one.getAttribute('data-steward'),
        inert: one.hasAttribute('inert'),
      })),
    );
  // As high as all of the page: what is out of sight a browser need not paint.
  await page.setViewport({ width: 1280, height: 2600 });
  const colour = async () => countColour(await driver.screenshot(page), NFAA_COLOUR, TOLERANCE);
  // The eyes are known to see, the picture as well as the app; the Space’s own page in a frame is behind the Hub’s wall.
  await until(async () => (await colour()) > 80_000, { what: 'all of the colour' });

  await changeFilter(driver, { on: true });
  const safe = { state: null, inert: false };
  const covered = { state: 'blur', inert: true };
  await until(
    async () => {
      expect(await drawn()).toEqual([
        { what: `huggingface.co/${SPECIAL.nfaaByOwner}/resolve/main/sample.png`, ...covered },
        { what: `huggingface.co/${SPECIAL.embedModel}/resolve/main/sample.png`, ...safe },
        { what: `huggingface.co/spaces/${SPECIAL.nfaaEmbedSpace}`, ...covered },
        { what: 'velvet-room-ember-studio.hf.space/', ...covered },
        { what: 'pebble-works-kestrel-demo.hf.space/', ...safe },
      ]);
      return true;
    },
    { what: 'the covers' },
  );
  expect(await colour()).toBe(0);
  // And on a page that knows nothing but the index.
  await page.reload();
  await until(() =>
    page.evaluate(() => document.querySelectorAll('iframe[data-steward="blur"]').length === 2),
  );
  expect(await colour()).toBe(0);
});
