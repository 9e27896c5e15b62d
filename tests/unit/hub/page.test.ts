import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import {
  bodyPartsOf,
  cardsIn,
  discussionsDisabledOn,
  hasHubWall,
  isHydrated,
  islandOf,
  MATCHES,
  repoOfPage,
  SELECTORS,
  titleOf,
} from '../../../lib/hub/page.ts';

const dom = (html: string): Document => parseHTML(html).document as unknown as Document;
const props = (value: unknown) => JSON.stringify(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const PAGE_URL = 'https://huggingface.co/o/n';

const header = (target: string, value: unknown, inside = '<h1><a href="/o/n">n</a></h1>') =>
  `<div data-target="${target}" data-props="${props(value)}"><header>${inside}</header></div>`;

describe('repoOfPage', () => {
  it.each([
    ['ModelHeader', 'model'],
    ['DatasetHeader', 'dataset'],
    ['SpaceHeader', 'space'],
  ])('reads %s', (target, type) => {
    const doc = dom(
      `<body><main>${header(target, { [type]: { id: 'o/n', tags: ['a', 'not-for-all-audiences'], discussionsDisabled: true } })}</main></body>`,
    );
    expect(repoOfPage(doc, PAGE_URL)).toEqual({
      type,
      id: 'o/n',
      tags: ['a', 'not-for-all-audiences'],
    });
    expect(discussionsDisabledOn(doc)).toBe(true);
  });

  it('believes the page before the address (a renamed repository)', () => {
    const doc = dom(`<main>${header('ModelHeader', { model: { id: 'new/name', tags: [] } })}</main>`);
    expect(repoOfPage(doc, 'https://huggingface.co/old/name')).toMatchObject({ id: 'new/name', tags: [] });
  });

  it('says null where the page does not carry tags, and reads the wall where there is one', () => {
    expect(
      repoOfPage(dom(`<main>${header('SpaceHeader', { space: { id: 'o/n' } })}</main>`), PAGE_URL)?.tags,
    ).toBeNull();
    const walled = (wall: string) =>
      repoOfPage(dom(`<main>${header('SpaceHeader', { space: { id: 'o/n' } })}${wall}</main>`), PAGE_URL)
        ?.tags;
    const link = '<a href="?not-for-all-audiences=true">View content</a>';
    expect(walled(`<div><h2>Title</h2><p>Words</p>${link}</div>`)).toEqual(['not-for-all-audiences']);
    // A link that somebody wrote, whatever the classes around it are called.
    expect(walled(`<div class="x"><p>See ${link}</p></div>`)).toBeNull();
    expect(walled(`<div class="x"><h2>Title</h2><p>Words</p>${link}<p>More</p></div>`)).toBeNull();
    expect(walled(`<div class="hf-sanitized"><h2>Title</h2><p>Words</p>${link}</div>`)).toBeNull();
  });

  it('without a header: the title, or the address metadata, must vouch for the address', () => {
    expect(repoOfPage(dom('<main><h1><a href="/o/n">n</a></h1></main>'), PAGE_URL)).toMatchObject({
      id: 'o/n',
      tags: null,
    });
    const meta =
      '<head><meta property="og:url" content="https://huggingface.co/o/n"></head><body><main></main></body>';
    expect(repoOfPage(dom(`<html>${meta}</html>`), PAGE_URL)).toMatchObject({ id: 'o/n' });
    expect(repoOfPage(dom('<main><h1>404</h1><p>Not here</p></main>'), PAGE_URL)).toBeNull();
    expect(
      repoOfPage(dom('<main><h1><a href="/x/y">y</a></h1></main>'), 'https://huggingface.co/blog/x'),
    ).toBeNull();
  });

  it.each(['{', '{"model":null}', '{"model":{"id":7}}', '{"model":{"id":"<script>"}}', '[]'])(
    'falls back on damaged props: %s',
    (broken) => {
      const doc = dom(
        `<main><div data-target="ModelHeader" data-props="${broken.replaceAll('"', '&quot;')}"><h1><a href="/o/n">n</a></h1></div></main>`,
      );
      expect(repoOfPage(doc, PAGE_URL)).toMatchObject({ type: 'model', id: 'o/n', tags: null });
    },
  );
});

describe('cardsIn', () => {
  const cards = (html: string) =>
    cardsIn(dom(`<body>${html}</body>`), 'https://huggingface.co/models').map(
      ({ type, id }) => `${type}:${id}`,
    );

  it('finds every kind by its link, whatever the class names', () => {
    expect(
      cards(`
      <article class="zz9"><a href="https://huggingface.co/o/n?hardware=rtx"><h4>o/n</h4></a></article>
      <article><a href="/spaces/o/s"><main><p>…</p></main><footer></footer></a></article>
      <li data-id="o/d"><article class="x"><a href="/datasets/o/d">d</a><p>note</p></article></li>`),
    ).toEqual(['model:o/n', 'space:o/s', 'dataset:o/d']);
  });

  it('leaves alone what looks like a card and is none', () => {
    expect(
      cards(`
      <article class="overview-card-wrapper group/collection"><a href="/collections/o/s-0123456789abcdef01234567">c</a></article>
      <article class="overview-card-wrapper"><a href="/allenai">org</a></article>
      <article><a href="/papers/2401.00001">paper</a></article>
      <article><p>no link</p></article>
      <article><a href="/o/a">a</a><a href="/o/b">b</a></article>`),
    ).toEqual([]);
  });

  it('takes a card that links to its author and to its own discussions too', () => {
    expect(
      cards('<article><a href="/o">o</a><a href="/o/n">n</a><a href="/o/n/discussions">3</a></article>'),
    ).toEqual(['model:o/n']);
  });

  it('reads a card that is one link, and takes nothing from a link without an address', () => {
    const doc = dom(
      '<body><main><article><a href="/o/n"><h4>n</h4></a></article><article><a><h4>x</h4></a></article></main></body>',
    );
    expect(cardsIn(doc, PAGE_URL).map(({ id }) => id)).toEqual(['o/n']);
  });

  it('finds the card when the card itself is the root', () => {
    const doc = dom('<body><article><a href="/o/n">n</a></article></body>');
    expect(cardsIn(doc.querySelector('article')!, PAGE_URL)).toHaveLength(1);
  });
});

describe('parts of a page', () => {
  it('covers what follows the header, and all of main where the header is outside', () => {
    const inside = dom(
      `<main>${header('ModelHeader', { model: { id: 'o/n' } })}<div id="a"></div><script></script><section id="b"></section></main>`,
    );
    expect(bodyPartsOf(inside).map((e) => e.id)).toEqual(['a', 'b']);
    const outside = dom(
      `${header('SpaceHeader', { space: { id: 'o/n' } })}<main id="m"><iframe></iframe></main>`,
    );
    expect(bodyPartsOf(outside).map((e) => e.id)).toEqual(['m']);
  });

  it('knows an island that the framework has not taken over', () => {
    const doc = dom('<div data-target="X" data-props="{}"><!--[--><p>a</p><!--]--></div><p id="free"></p>');
    const island = islandOf(doc.querySelector('p')!)!;
    expect(isHydrated(island)).toBe(false);
    for (const c of [...island.childNodes]) if (c.nodeType === 8) c.nodeValue = '';
    expect(isHydrated(island)).toBe(true);
    expect(islandOf(doc.querySelector('#free')!)).toBeNull();
  });
});

/** The captured pages are shared among the team and never copied into the project: without them these are skipped. */
const CAPTURES = [
  process.env.HUB_CAPTURES,
  join(import.meta.dirname, '../../../../shared/data/captures'),
].find((dir) => dir && existsSync(dir));
const load = (file: string) => dom(readFileSync(join(CAPTURES!, file), 'utf8'));

describe.skipIf(!CAPTURES)('captured pages of the real Hub (skipped where they are absent)', () => {
  it.each(Object.entries(MATCHES))('selectors match in %s', (file, counts) => {
    const page = load(file);
    const found = Object.entries(SELECTORS).map(([name, css]) => [name, page.querySelectorAll(css).length]);
    expect(found).toEqual(Object.keys(SELECTORS).map((name, at) => [name, counts[at]]));
  });

  it.each([
    ['models-list-1.html', 30, 'model'],
    ['spaces-list-2.html', 24, 'space'],
    ['datasets-list-2.html', 30, 'dataset'],
    ['collection-fragment-1.html', 12, 'model'],
    ['home-1.html', 0, ''],
    ['papers-1.html', 0, ''],
    ['error-1.html', 0, ''],
  ])('%s holds %i cards', (file, count, type) => {
    const cards = cardsIn(load(file), 'https://huggingface.co/');
    expect(cards).toHaveLength(count);
    expect(cards.every((card) => card.type === type)).toBe(true);
    expect(new Set(cards.map((card) => card.id)).size).toBe(count);
  });

  it.each([
    ['model-nfaa-1.html', 'model', 'Undi95/MLewd-L2-Chat-13B-GGUF-Old', true],
    ['model-nfaa-3.html', 'model', 'UnFunnyCat/SwagRat-_1Token', true],
    ['model-nsfwtag-1.html', 'model', 'Zomi-Technology/content-review-nsfw', false],
    ['model-1.html', 'model', 'epfl-llm/meditron-7b', false],
    ['blob-1.html', 'model', 'sample-user/wav2vec2-t5-Vietnamese', false],
    ['space-edit-3.html', 'space', 'sample-user/irrigation-ai', false],
    ['dataset-header-partial-1.html', 'dataset', 'mozilla-foundation/common_voice_13_0', false],
    ['space-app-partial-1.html', 'space', 'linoyts/Qwen-Image-Edit-Angles', false],
  ])('%s is %s %s', (file, type, id, nfaa) => {
    const doc = load(file);
    const prefix = type === 'model' ? '' : `${type}s/`;
    const repo = repoOfPage(doc, `https://huggingface.co/${prefix}${id}`);
    expect(repo).toMatchObject({ type, id });
    expect(repo?.tags?.includes('not-for-all-audiences')).toBe(nfaa);
    expect(hasHubWall(doc)).toBe(nfaa);
    expect(titleOf(doc)?.querySelector('a[href]')).not.toBeNull();
    expect(bodyPartsOf(doc).length).toBeGreaterThan(0);
  });

  it.each(['home-1.html', 'papers-1.html', 'error-1.html', 'models-list-1.html'])(
    '%s is no repository',
    (file) => {
      const doc = load(file);
      const url =
        doc.querySelector('meta[property="og:url"]')?.getAttribute('content') ?? 'https://huggingface.co/';
      expect(repoOfPage(doc, url)).toBeNull();
    },
  );
});
