/** The places of the sandbox Hub (tests/hub/places.ts), opened as a person does, and what each tells of. */
import type { Page } from 'puppeteer-core';
import type { Place } from '../../hub/places.ts';
import { type Driver, until } from './driver.ts';
import { HUB, type Hub, SPECIAL } from './product.ts';

/** Hosts of the Spaces that places embed: Firefox is told of every host; Chromium maps them all. */
export const EMBEDDED = ['velvet-room-ember-studio.hf.space', 'pebble-works-kestrel-demo.hf.space'];

/** A colour is found in spite of what scaling does to it. */
export const TOLERANCE = 40;
export const BYPASS = '?not-for-all-audiences=true';

export const idOf = (key: string) => key.slice(key.indexOf(':') + 1);

/** Says somebody's name, and not one that it is a part of. */
export const saying = (id: string) => {
  const name = id.slice(id.indexOf('/') + 1).replace(/[.]/g, '\\.');
  return new RegExp(`(^|[^\\w.-])${name}($|[^\\w.-])`, 'i');
};

/** Nothing waits any longer: what was unknown has been asked about, and what was hydrated has been drawn on. */
export async function judged(page: Page): Promise<void> {
  let before = '';
  await until(
    async () => {
      const now = await page.evaluate(() => {
        const marks = [...document.querySelectorAll('[data-steward],[data-steward-body]')].map(
          (one) => one.getAttribute('data-steward') ?? one.getAttribute('data-steward-body'),
        );
        const open = marks.some((mark) => mark === 'wait' || mark === 'placeholder');
        const islands = [...document.querySelectorAll('[data-target]')].length;
        return open ? '' : `${marks.length} ${marks.filter((m) => m === 'blur').length} ${islands}`;
      });
      const still = now !== '' && now === before;
      before = now;
      return still;
    },
    { timeout: 30_000, every: 250, what: 'everything to be judged' },
  );
}

export async function openPlace(driver: Driver, place: Place): Promise<Page> {
  const page = await driver.open(HUB + place.path);
  if (place.typed) {
    await page.locator('input[placeholder^="Search models"]').fill(place.typed);
    const first = idOf(place.nfaa[0] ?? place.safe[0]!);
    await until(
      () =>
        page.evaluate((id) => {
          const found = document.querySelector(`[data-target="MainHeader"] a[href$="/${id}"]`) !== null;
          // The page may not have listened yet: whoever sees nothing types on.
          if (!found)
            document
              .querySelector('input[placeholder^="Search models"]')
              ?.dispatchEvent(new Event('input', { bubbles: true }));
          return found;
        }, first),
      { timeout: 10_000, every: 1_000, what: 'suggestions' },
    );
  }
  await judged(page);
  return page;
}

/** Which of these repositories the page tells of, to eyes or ears. */
export async function told(driver: Driver, page: Page, keys: readonly string[]): Promise<string[]> {
  const tree = (await driver.accessibleTree(page)).map(({ name }) => name);
  return keys.filter((key) => tree.some((name) => saying(idOf(key)).test(name)));
}

/** The tagged repositories of a type, as `PLACES` names them. */
export const keysOf = (hub: Hub, type: string): Set<string> =>
  new Set(
    hub.state.repos
      .filter((repo) => repo.type === type && repo.tags.includes('not-for-all-audiences'))
      .map(({ id }) => `${type}:${id}`),
  );

/**
 * What links to tagged repositories say, and pictures from them, where nothing else on the page says it, too: `its old name`.
 * The page's own repository is not meant.
 */
export function wordsOfTagged(page: Page, hub: Hub): Promise<string[]> {
  const paths = hub.state.repos
    .filter(({ tags }) => tags.includes('not-for-all-audiences'))
    .flatMap(({ type, id }) => (type === 'model' ? [`/${id}`, `/models/${id}`] : [`/${type}s/${id}`]));
  return page.evaluate(
    (tagged) => {
      const known = new Set(tagged.map((path) => path.toLowerCase()));
      const names = (url: string) => {
        const { hostname, pathname } = new URL(url);
        const parts = decodeURIComponent(pathname).toLowerCase().split('/');
        const path = parts.slice(0, /^(models|datasets|spaces|kernels)$/.test(parts[1]!) ? 4 : 3).join('/');
        return (
          /^(www\.)?(huggingface\.co|hf\.co)$/.test(hostname) && path !== location.pathname && known.has(path)
        );
      };
      const theirs = [
        ...[...document.querySelectorAll<HTMLAnchorElement>('a[href^="/"],a[href^="http"]')].filter(
          ({ href }) => names(href),
        ),
        ...[...document.querySelectorAll<HTMLImageElement>('img[src*="/resolve/"]')].filter(({ src }) =>
          names(src),
        ),
      ];
      const wordsIn = (root: Element) => {
        const words = [root, ...root.querySelectorAll('*')].flatMap((one) =>
          ['title', 'alt', 'aria-label'].map((name) => one.getAttribute(name) ?? ''),
        );
        const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) words.push(texts.currentNode.nodeValue!);
        return words.map((one) => one.replace(/\s+/g, ' ').trim());
      };
      for (const one of theirs) one.setAttribute('data-test-theirs', '');
      const others = document.body.cloneNode(true) as Element;
      for (const one of theirs) one.removeAttribute('data-test-theirs');
      for (const one of others.querySelectorAll('[data-test-theirs],script,style')) one.remove();
      const said = wordsIn(others).join('\n').toLowerCase();
      const words = theirs
        .flatMap(wordsIn)
        .filter((one) => one.length > 3 && !said.includes(one.toLowerCase()));
      return [...new Set(words)];
    },
    [...paths, `/${SPECIAL.renamedNfaaFrom}`],
  );
}
