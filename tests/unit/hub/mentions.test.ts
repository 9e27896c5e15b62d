/** Links, rows and frames outside of cards: what they name, and the block that speaks of it alone. */
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { blockOf, frameOf, inSearch, refOfMention, surfaceOf, unitsIn } from '../../../lib/hub/page.ts';
import { repoKey } from '../../../lib/hub/url.ts';

const BASE = 'https://huggingface.co/';
const page = (html: string) => parseHTML(`<!doctype html><html><body>${html}</body></html>`).document;
const key = (element: Element) => {
  const ref = refOfMention(element, BASE);
  return ref && `${ref.type}:${ref.id}`;
};
const link = (doc: Document) => doc.querySelector('#it')!;
const block = (html: string) => {
  const doc = page(html);
  const it = link(doc);
  return blockOf(it, refOfMention(it, BASE)!, BASE).id;
};

describe('what a page is made of', () => {
  it('cards, and links and frames outside of them', () => {
    const doc = page(
      `<article id="card"><a href="/a/b">x</a><iframe src="https://a-b.hf.space"></iframe></article>
       <p><a id="link" href="/c/d">y</a></p><iframe id="frame" src="https://c-d.hf.space"></iframe><a>no link</a>`,
    );
    expect(Array.from(unitsIn(doc), (unit) => unit.id)).toEqual(['card', 'link', 'frame']);
  });

  it.each([
    ['<a id="it" href="/c/d">', 'model:c/d'],
    ['<a id="it" href="https://hf.co/datasets/C/d?x=1">', 'dataset:C/d'],
    ['<a id="it" href="/login">', null],
    ['<a id="it" href="/constructor/toString">', 'model:constructor/toString'],
    ['<iframe id="it" src="https://huggingface.co/spaces/c/d"></iframe>', 'space:c/d'],
    ['<iframe id="it" src="https://C-d-e.hf.space/?__theme=dark"></iframe>', 'frame:c-d-e'],
    ['<iframe id="it" src="https://c-d.static.hf.space"></iframe>', 'frame:c-d'],
    ['<iframe id="it" src="https://hf.space.example.org/x"></iframe>', null],
    ['<iframe id="it" src="https://www.youtube.com/embed/x"></iframe>', null],
  ])('%s names %s', (html, named) => expect(key(link(page(html)))).toBe(named));

  it('a frame’s host is told from the Space that it shows', () => {
    expect(frameOf('Some_One/my.Space')).toBe('some-one-my-space');
  });
});

describe('the block that speaks of one repository alone', () => {
  it.each([
    ['a link among words stays a link', '<p>See <a id="it" href="/c/d">d</a> for more.</p>', 'it'],
    [
      'bare words beside it are somebody’s text',
      '<ul><li id="row"><a id="it" href="/c/d">d</a>: the best</li></ul>',
      'it',
    ],
    [
      'a row of a list, with its picture',
      '<ul><li id="row"><img src="x"><a id="it" href="/c/d"><span>d</span></a><time>now</time></li></ul>',
      'row',
    ],
    [
      'nested rows, up to the last that is about it alone',
      '<div id="list"><div id="row"><div><img></div><div><a id="it" href="/c/d">d</a></div></div><div><a href="/e/f">f</a></div></div>',
      'row',
    ],
    [
      'several links to the same repository',
      '<section><div id="row"><a href="/c/d/discussions">talk</a><a id="it" href="/C/D">d</a></div></section>',
      'row',
    ],
    [
      'a result with its one paragraph',
      '<div id="row"><div><a id="it" href="/c/d">d</a></div><p>words</p></div>',
      'row',
    ],
    [
      'never a text',
      '<div id="text"><p>words</p><p>words</p><div id="row"><a id="it" href="/c/d">d</a></div></div>',
      'row',
    ],
    ['never an island', '<div id="island" data-target="X"><a id="it" href="/c/d">d</a></div>', 'it'],
    ['never the page', '<main id="main"><a id="it" href="/c/d">d</a></main>', 'it'],
  ])('%s', (_, html, id) => expect(block(html)).toBe(id));
});

describe('kinds of pages', () => {
  it.each([
    ['/', 'home'],
    ['/?feed=1', 'home'],
    ['/models?p=2', 'list'],
    ['/spaces', 'list'],
    ['/spaces/category/art', 'list'],
    ['/kernels', 'list'],
    ['/collections', 'list'],
    ['/collections/a/b-0123', 'collection'],
    ['/search/full-text?q=x', 'search'],
    ['/someone', 'profile'],
    ['/someone/datasets', 'profile'],
    ['/someone/activity/all', 'profile'],
    ['/someone/model', 'link'],
    ['/datasets/someone/set/discussions/3', 'link'],
    ['/papers/2401.00001', 'link'],
    ['/docs/hub/index', 'link'],
  ])('%s is %s', (path, surface) => expect(surfaceOf(`https://huggingface.co${path}`)).toBe(surface));

  it('suggestions are found by where they stand', () => {
    const doc = page(
      `<div data-target="MainHeader"><a id="a" href="/c/d"></a></div><div role="listbox"><a id="b" href="/c/d"></a></div><a id="c" href="/c/d"></a>`,
    );
    expect(['a', 'b', 'c'].map((id) => inSearch(doc.getElementById(id)!))).toEqual([true, true, false]);
  });
});

it('an address that is called like a property of objects is an address like any other', () => {
  const ref = refOfMention(link(page('<a id="it" href="/constructor/x/y">')), BASE);
  expect(ref && repoKey(ref)).toBe('model:constructor/x');
});
