/** Where an entry "Report" belongs: on the sandbox's pages, on damaged and hostile ones, and on the captured pages. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headingAbove, headingOf, linesBetween } from '../../../lib/hub/passage.ts';
import {
  mayHavePoints,
  POINT_SELECTORS,
  type ReportPoint,
  reportPointsIn,
  shaOfPage,
} from '../../../lib/hub/report-points.ts';
import { type Ask, makeClient } from '../../hub/client.ts';
import { type Hub, SPECIAL, startHub } from '../../hub/server.ts';

const HUB = 'https://huggingface.co';
const dom = (html: string): Document => parseHTML(html).document as unknown as Document;
const main = (html: string) => dom(`<html><body><main>${html}</main></body></html>`);
const A = '0123456789abcdef01234567';
const B = 'fedcba9876543210fedcba98';
const kinds = (points: ReportPoint[]) => points.map(({ kind }) => kind);

let hub: Hub;
let ask: Ask;
beforeAll(async () => {
  hub = await startHub({ quiet: true });
  hub.faults.quotas = { pages: 10_000 };
  ask = makeClient(hub.port);
});
afterAll(() => hub.close());
const open = async (path: string) => {
  const { status, body } = await ask(path.replace(/#.*/, ''));
  expect(status, path).toBe(200);
  return dom(body);
};
const on = async (path: string) => reportPointsIn(await open(path), `${HUB}${path}`);

describe('on the sandbox', () => {
  it.each([
    [`/${SPECIAL.safeModel}/blob/main/README.md`, ['file']],
    [`/datasets/${SPECIAL.safeDataset}/viewer/default/train?row=3`, ['row']],
    [`/spaces/${SPECIAL.safeSpace}`, ['app']],
    [`/${SPECIAL.user}`, ['user']],
    [`/${SPECIAL.org}`, ['organization']],
    [`/${SPECIAL.org}/models`, ['organization']],
    [`/collections/${SPECIAL.collection}`, ['collection']],
    [`/posts/${SPECIAL.user}/123456789012345`, ['post', 'comment', 'comment', 'comment']],
    [`/papers/${SPECIAL.paper}`, ['paper-comment', 'paper-comment', 'paper-comment']],
    ['/models', []],
    ['/', []],
    [`/${SPECIAL.safeModel}`, []],
    [`/datasets/${SPECIAL.safeDataset}`, []],
    [`/${SPECIAL.safeModel}/tree/main`, []],
    [`/${SPECIAL.safeModel}/discussions`, []],
    ['/content-policy', []],
    ['/papers', []],
    ['/collections', []],
  ])('%s', async (path, expected) => {
    const points = await on(path);
    expect(kinds(points)).toEqual(expected);
    expect(new Set(points.map(({ key }) => key)).size).toBe(points.length);
    if (expected.length > 0) expect(mayHavePoints(`${HUB}${path}`)).toBe(true);
  });

  it.each(['/models', '/', `/${SPECIAL.safeModel}`, '/docs/hub', '/settings/tokens', 'https://example.com/'])(
    'a page without points is told by its address alone: %s',
    (path) => expect(mayHavePoints(new URL(path, HUB).href)).toBe(false),
  );

  it('a thread: its title, and each comment with its author, behind the menu in its head', async () => {
    const id = SPECIAL.reportedModel;
    const thread = hub.state.discussions[`model:${id}`]![0]!;
    const points = await on(`/${id}/discussions/${thread.num}`);
    const comments = thread.events.filter(({ type }) => type === 'comment');
    expect(kinds(points)).toEqual(['discussion', ...comments.map(() => 'comment')]);
    expect(points.slice(1).map(({ comment, author }) => [comment, author])).toEqual(
      comments.map((one) => [one.id, one.author]),
    );
    expect(points[0]!.parent.tagName).toBe('H2');
    for (const { parent, before, around } of points.slice(1)) {
      expect(parent.className).toContain('comment-head');
      expect(before).toBeNull();
      expect(parent.lastElementChild?.tagName).toBe('BUTTON');
      expect(around!.contains(parent)).toBe(true);
    }
  });

  it('a pull request is told from a discussion by the page’s props, whatever its name', async () => {
    const id = SPECIAL.reportedModel;
    const thread = hub.state.discussions[`model:${id}`]![0]!;
    thread.isPullRequest = true;
    const [first] = await on(`/${id}/discussions/${thread.num}`);
    thread.isPullRequest = false;
    expect(first).toMatchObject({ kind: 'pull-request', key: `pull-request ${thread.num}` });
  });

  it('class names that are all different change nothing, but that a comment without menu is not found', async () => {
    const doc = await open(`/posts/${SPECIAL.user}/123456789012345`);
    for (const one of doc.querySelectorAll('[class]')) one.setAttribute('class', 'x9');
    expect(kinds(reportPointsIn(doc, `${HUB}/posts/${SPECIAL.user}/123456789012345`))).toEqual([
      'post',
      'comment',
      'comment',
      'comment',
    ]);
  });

  it('behind the Hub’s own wall there is nothing to report but the repository', async () => {
    expect(await on(`/${SPECIAL.nfaaByOwner}/discussions/${SPECIAL.nfaaThread}`)).toEqual([]);
    expect(await on(`/datasets/${SPECIAL.nfaaDataset}/viewer/default/train`)).toEqual([]);
    expect(await on(`/spaces/${SPECIAL.nfaaSpace}`)).toEqual([]);
  });

  it('the commit of the page, where the page says it', async () => {
    const repo = hub.state.repos.find((one) => one.type === 'model' && one.id === SPECIAL.safeModel)!;
    const path = `/${SPECIAL.safeModel}/blob/main/README.md`;
    expect(shaOfPage(await open(path), `${HUB}${path}`)).toBe(repo.refs.main);
    expect(shaOfPage(await open(path), `${HUB}/${SPECIAL.safeModel}/blob/other/README.md`)).toBeNull();
    expect(
      shaOfPage(await open(`/${SPECIAL.safeModel}`), `${HUB}/${SPECIAL.safeModel}`),
      'a card says nothing',
    ).toBeNull();
  });

  it('headings of a card have a name and an id, and what stands under one is found', async () => {
    const doc = await open(`/${SPECIAL.safeModel}`);
    const headings = Array.from(doc.querySelectorAll('main h1,main h2,main h3')).map(headingOf);
    expect(headings.filter(Boolean)).toContainEqual({ title: 'Uses', id: 'uses' });
    expect(headingOf(doc.querySelector('header h1')!), 'the repository’s title is no section').toBeNull();
    const item = Array.from(doc.querySelectorAll('main li')).find((li) => /notebook/.test(li.textContent!))!;
    expect(headingAbove(item.firstChild!)).toEqual({ title: 'Uses', id: 'uses' });
    expect(headingAbove(doc.querySelector('header h1')!)).toBeNull();
  });

  it('lines of a file', async () => {
    const doc = await open(`/${SPECIAL.safeModel}/blob/main/README.md`);
    const cell = (n: number) => doc.querySelector(`#L${n} .blob-line`)!;
    expect(linesBetween(cell(2), cell(4))).toEqual({ from: 2, to: 4 });
    expect(linesBetween(cell(4), cell(2))).toEqual({ from: 2, to: 4 });
    expect(linesBetween(cell(3), doc.querySelector('h1')!)).toEqual({ from: 3, to: 3 });
    expect(linesBetween(doc.querySelector('h1')!, cell(3))).toBeNull();
  });
});

describe('what people wrote makes no entries', () => {
  const URL = `${HUB}/o/n/discussions/1`;
  const comment = (id: string, body: string, more = '') =>
    `<div id="${id}"><div><a href="/ann">ann</a><a href="#${id}"><time>now</time></a>${more}</div><div class="prose hf-sanitized">${body}</div></div>`;

  it('links, times, ids, buttons and names in a comment’s text', () => {
    const hostile = `<a href="#${B}"><time>now</time></a><div id="${B}"><time>x</time><button>⋮</button></div><a href="/mallory">m</a>`;
    const points = reportPointsIn(main(comment(A, hostile)), URL);
    expect(points.map(({ comment, author }) => [comment, author])).toEqual([[A, 'ann']]);
    expect(points[0]!.parent.closest('.hf-sanitized')).toBeNull();
  });

  it('without a menu it stands behind the time, and never inside the link', () => {
    const [point] = reportPointsIn(main(comment(A, 'x', '<span id="next"></span>')), URL);
    expect(point!.parent.tagName).toBe('DIV');
    expect(point!.before!.id).toBe('next');
  });

  it('comments without ids are found by the link to themselves', () => {
    const doc = main(
      [A, B]
        .map(
          (id) =>
            `<section><div><a href="/o/n/discussions/1#${id}"><time>now</time></a><div><button>⋮</button></div></div><div class="prose">text</div></section>`,
        )
        .join(''),
    );
    const points = reportPointsIn(doc, URL);
    expect(points.map(({ comment }) => comment)).toEqual([A, B]);
    expect(points.map(({ around }) => around!.tagName)).toEqual(['SECTION', 'SECTION']);
    expect(points.every(({ parent }) => parent.querySelector('button') !== null)).toBe(true);
  });

  it('events that are no comments are left alone', () => {
    expect(
      reportPointsIn(main(`<div id="${A}"><a href="/ann">ann</a> closed this <time>now</time></div>`), URL),
    ).toEqual([]);
  });

  it('our own entry, put in before, does not move the place', () => {
    const doc = main(comment(A, 'x', '<button>⋮</button>'));
    const [first] = reportPointsIn(doc, URL);
    const ours = doc.createElement('div');
    ours.setAttribute('data-steward-ui', 'point');
    first!.parent.insertBefore(ours, first!.before);
    const [again] = reportPointsIn(doc, URL);
    expect([again!.parent === first!.parent, again!.before === first!.before]).toEqual([true, true]);
  });

  it.each(['{', '[]', 'null', '{"discussion":7}'])('damaged props: %s', (props) => {
    const doc = main(
      `<div data-target="DiscussionHeader" data-props="${props.replaceAll('"', '&quot;')}"><h2>t</h2></div>`,
    );
    expect(kinds(reportPointsIn(doc, URL))).toEqual(['discussion']);
    expect(shaOfPage(doc, URL)).toBeNull();
  });
});

/** The captured pages are shared among the team and never copied into the project: without them these are skipped. */
const CAPTURES = [
  process.env.HUB_CAPTURES,
  join(import.meta.dirname, '../../../../shared/data/captures'),
].find((dir) => dir && existsSync(dir));
const load = (file: string) => dom(readFileSync(join(CAPTURES!, file), 'utf8'));

describe.skipIf(!CAPTURES)('captured pages of the real Hub (skipped where they are absent)', () => {
  for (const [name, { css, matches }] of Object.entries(POINT_SELECTORS)) {
    it.each(Object.entries(matches))(`selector ${name} in %s matches %i`, (file, count) => {
      expect(load(file).querySelectorAll(css)).toHaveLength(count);
    });
  }

  it('a file: behind the last link of its bar, pinned to the commit of its branch', () => {
    const doc = load('blob-1.html');
    const url = doc.querySelector('meta[property="og:url"]')!.getAttribute('content')!;
    const [point, ...more] = reportPointsIn(doc, url);
    expect(more).toEqual([]);
    expect(point).toMatchObject({ kind: 'file' });
    const texts = Array.from(point!.parent.children, (one) => one.textContent!.trim());
    expect(texts.indexOf('delete')).toBe(Array.from(point!.parent.children).indexOf(point!.before!) - 1);
    expect(shaOfPage(doc, url)).toMatch(/^[0-9a-f]{40}$/);
    expect(linesBetween(doc.querySelector('#L3 td')!, doc.querySelector('#L7 td')!)).toEqual({
      from: 3,
      to: 7,
    });
  });

  it('a Space’s app: behind the tabs of its header', () => {
    const doc = load('space-app-partial-1.html');
    const url = doc.querySelector('meta[property="og:url"]')!.getAttribute('content')!;
    const points = reportPointsIn(doc, url);
    expect(kinds(points)).toEqual(['app']);
    expect(points[0]!.parent.closest('h1')).toBeNull();
    expect(points[0]!.parent.querySelectorAll('a').length).toBeGreaterThan(1);
  });

  it('the commit of a Space', () => {
    const doc = load('space-edit-3.html');
    expect(shaOfPage(doc, `${HUB}/spaces/sample-user/irrigation-ai`)).toMatch(/^[0-9a-f]{40}$/);
  });

  it('a card’s headings', () => {
    const doc = load('model-1.html');
    const found = Array.from(doc.querySelectorAll('h1,h2,h3,h4'), headingOf).filter(Boolean);
    expect(found.length).toBeGreaterThan(5);
    expect(found).toContainEqual({ title: 'Model Details', id: 'model-details' });
    expect(found.map((one) => one!.title)).not.toContain('');
  });

  it.each(['models-list-1.html', 'home-1.html', 'papers-1.html', 'error-1.html', 'model-1.html'])(
    'nothing on %s, whatever address it is given',
    (file) => {
      const doc = load(file);
      for (const url of ['/o/n/discussions/1', '/somebody', '/o/n/viewer', '/o/n/blob/main/x'])
        expect(reportPointsIn(doc, HUB + url)).toEqual([]);
    },
  );
});
