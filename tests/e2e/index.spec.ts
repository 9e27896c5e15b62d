/** The NFAA index in the shipped build: filled in the background, then nobody is asked, logged out or with the Hub's API gone. */
import { frameOf } from '../../lib/hub/page.ts';
import { repoKey } from '../../lib/hub/ref.ts';
import { indexHash } from '../../lib/nfaa/hash.ts';
import { inIndex, packIndex, SHORT, sortHashes } from '../../lib/nfaa/index-format.ts';
import { newState } from '../../lib/nfaa/index-state.ts';
import { isNfaa } from '../hub/types.ts';
import { EMBEDDED, TOLERANCE } from './support/places.ts';
import {
  askedOf,
  cardStates,
  changeFilter,
  countColour,
  type Driver,
  expect,
  HUB,
  type Hub,
  NFAA_COLOUR,
  OF_INDEX,
  productTest,
  SPECIAL,
  settled,
  storedUnder,
  until,
} from './support/product.ts';

const test = productTest({ indexed: true, hosts: EMBEDDED });

interface Stored {
  ids: number;
  packed: string;
  types: string[];
  partial?: true;
}

declare const chrome: {
  alarms: { create(name: string, when: { when: number }): unknown };
  storage: {
    local: { get(key: string): Promise<Record<string, unknown>>; remove(key: string): Promise<void> };
  };
};

/** Has the index read from its start, as a new installation does by itself. @param salt instead of one by chance */
async function fill(driver: Driver, salt?: number): Promise<Stored> {
  const page = await driver.openExtensionPage('/popup.html');
  await page.evaluate(
    async (state) => {
      const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome;
      // A step that the fixture's kill interrupted would hold its lease for a minute.
      const db = await new Promise<IDBDatabase>((done, fail) => {
        const opening = indexedDB.open('hub-steward');
        opening.onsuccess = () => done(opening.result);
        opening.onerror = fail;
      });
      await new Promise((done, fail) => {
        const change = db.transaction('meta', 'readwrite');
        if (state) change.objectStore('meta').put({ key: 'nfaaIndex', value: state });
        else change.objectStore('meta').delete('nfaaIndex');
        change.oncomplete = done;
        change.onerror = fail;
      });
      db.close();
      await api.storage.local.remove('nfaaIndex');
      // The alarm rings now.
      return api.alarms.create('index', { when: Date.now() + 200 });
    },
    salt === undefined ? null : newState(salt),
  );
  const stored = () =>
    page.evaluate(async () => {
      const api = (globalThis as unknown as { browser?: typeof chrome }).browser ?? chrome;
      return (await api.storage.local.get('nfaaIndex')).nfaaIndex as Stored | undefined;
    });
  await until(
    async () => {
      const index = await stored();
      return index !== undefined && !index.partial && index.types.length >= 3;
    },
    { timeout: 100_000, every: 200, what: 'the index to be whole' },
  );
  const index = await stored();
  await page.close();
  return index!;
}

/** A salt with which a safe model has the same short hash as something tagged. */
function collision(hub: Hub): { salt: number; id: string } {
  const repos = hub.state.repos.filter((repo) => !repo.private);
  const tagged = repos.filter(isNfaa);
  const keys = [
    ...tagged.map(repoKey),
    ...tagged.filter(({ type }) => type === 'space').map(({ id }) => `frame:${frameOf(id)}`),
  ];
  const safe = repos.filter((repo) => repo.type === 'model' && !isNfaa(repo));
  for (let salt = 1; ; salt++) {
    const hashes = sortHashes(Float64Array.from(keys, (key) => indexHash(key, salt)));
    const packed = packIndex(hashes, salt, SHORT);
    const hit = safe.find((repo) => inIndex(packed, repoKey(repo)));
    if (hit) return { salt, id: hit.id };
  }
}

test.beforeEach(async ({ driver }) => {
  test.setTimeout(150_000);
  await fill(driver);
});

test('filled with a few requests; then a list costs none, and is judged at once', async ({ driver, hub }) => {
  // One a type. It was begun before, by the start of the extension, as often as a slow machine has time for that.
  const asked = hub.requests.filter(({ url }) => OF_INDEX.test(url)).map(({ url }) => url.split('?', 1)[0]!);
  const lastFill = asked.slice(asked.lastIndexOf('/api/models'));
  expect(lastFill.sort()).toEqual(['/api/datasets', '/api/kernels', '/api/models', '/api/spaces']);
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

test('a safe model that the short form takes for a tagged one by chance is covered once at most', async ({
  driver,
  hub,
}) => {
  const { salt, id } = collision(hub);
  const key = repoKey({ type: 'model', id });
  expect(inIndex((await fill(driver, salt)).packed, key)).toBe(true);
  const page = await driver.newPage();
  await page.evaluateOnNewDocument((wanted) => {
    const states: (string | null)[] = [];
    Object.assign(globalThis, { states });
    new MutationObserver((records) => {
      for (const { target } of records)
        if ((target as Element).querySelector(`a[href$="/${wanted}"]`))
          states.push((target as Element).getAttribute('data-steward'));
    }).observe(document, { subtree: true, attributeFilter: ['data-steward'] });
  }, id);
  const states = () => page.evaluate(() => (globalThis as unknown as { states: (string | null)[] }).states);
  await page.goto(`${HUB}/models?search=${encodeURIComponent(id.slice(id.indexOf('/') + 1))}`);
  await until(async () => (await cardStates(page, id))[0] === 'safe', { what: 'the card to be shown' });
  expect(await states()).toContain('blur');
  await until(async () => key in (((await storedUnder(driver, 'known')) as object | undefined) ?? {}), {
    timeout: 10_000,
    what: 'the answer to be in the start-up set',
  });
  await page.bringToFront();
  await page.reload();
  await until(async () => (await cardStates(page, id))[0] === 'safe', { what: 'the card to be shown' });
  expect((await states()).filter((state) => state !== 'safe' && state !== 'wait')).toEqual([]);
  expect(askedOf(hub)).toEqual([]);
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
        inert:
          one.hasAttribute('inert') || getComputedStyle(one).getPropertyValue('interactivity') === 'inert',
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
