import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { suggestionList } from './assets/cards.js';
import { type Ask, makeClient } from './client.ts';
import { byTag, mentionsIn } from './mentioned.ts';
import { type Place, SAFE_LISTED } from './places.ts';
import { makeSeed } from './seed/seed.ts';
import { type Hub, isNfaa, NFAA_TAG, PLACES, repoKey, SPECIAL, setNfaa, startHub } from './server.ts';

let hub: Hub;
let ask: Ask;
beforeAll(async () => {
  hub = await startHub({ quiet: true });
  ask = makeClient(hub.port);
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.reset();
  hub.faults.quotas = { pages: 10_000, api: 10_000 };
});

const OPEN = '?not-for-all-audiences=true';
const nameOf = (p: Place) => `${p.context} ${p.path}${p.typed ? ` “${p.typed}”` : ''}`;

/** What a place's page, or its dropdown, mentions. */
async function mentioned(place: Place): Promise<{ nfaa: string[]; safe: string[] }> {
  const page = await ask(place.path);
  expect(page.status, place.path).toBe(200);
  let html = page.body;
  if (place.typed) {
    const query = new URLSearchParams({ q: place.typed, limit: '3' });
    for (const type of ['model', 'dataset', 'space', 'kernel', 'org', 'user']) query.append('type', type);
    html = `<!doctype html><body>${suggestionList((await ask(`/api/quicksearch?${query}`)).json())}</body>`;
  }
  const found = mentionsIn(html, hub.state);
  const kinds = { embed: found.embeds, media: found.media, page: found.page } as const;
  return byTag(hub.state, kinds[place.context as keyof typeof kinds] ?? found.links);
}

describe('PLACES', () => {
  test.each(PLACES.map((p) => [nameOf(p), p] as const))('%s', async (_, place) => {
    const found = await mentioned(place);
    expect(found.nfaa).toEqual(place.nfaa);
    expect(found.safe.slice(0, SAFE_LISTED)).toEqual(place.safe);
    expect(hub.violations).toEqual([]);
  });

  test('every context is there, with tagged repositories of every type and safe ones beside them', () => {
    const types = (context: string) =>
      new Set(PLACES.filter((p) => p.context === context).flatMap((p) => p.nfaa.map((k) => k.split(':')[0])));
    for (const context of ['list', 'search', 'profile', 'collection', 'link', 'page'])
      expect([...types(context)].sort(), context).toEqual(['dataset', 'kernel', 'model', 'space']);
    for (const context of new Set(PLACES.map((p) => p.context)))
      if (context !== 'page')
        expect(
          PLACES.some((p) => p.context === context && p.nfaa.length > 0 && p.safe.length > 0),
          context,
        ).toBe(true);
  });

  test('the README’s table says the same', async () => {
    const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
    for (const place of PLACES) {
      const { nfaa, safe } = await mentioned(place);
      const where = place.typed ? `\`${place.path}\`, type “${place.typed}”` : `\`${place.path}\``;
      const row = readme.split('\n').find((l) => {
        const cells = l.split(' | ').map((c) => c.replace(/^\| /, '').trim());
        return cells[0] === where && cells[1] === place.context;
      });
      expect(
        row
          ?.split('|')
          .slice(3, 6)
          .map((c) => c.trim()),
        nameOf(place),
      ).toEqual([place.shows, String(nfaa.length), String(safe.length)]);
    }
  });
});

describe('the seed', () => {
  test('what was there before the places has not moved', () => {
    const { repos, discussions } = makeSeed();
    const before = repos.slice(0, 341);
    const kept = { before, threads: before.map((r) => discussions[repoKey(r)]) };
    expect(createHash('sha256').update(JSON.stringify(kept)).digest('hex')).toBe(
      '1698e18780d1cbdcec45d13126805bb5d1f7473c4732035f436c55a7beeacb69',
    );
  });

  test('what was appended is on no listing’s first page in the usual order', async () => {
    const added = hub.state.repos.slice(341).map((r) => r.id);
    for (const path of ['/models', '/datasets', '/spaces', '/models?sort=likes', '/models?sort=modified']) {
      const { body } = await ask(path);
      expect(
        added.filter((id) => body.includes(`/${id}"`)),
        path,
      ).toEqual([]);
    }
  });
});

describe('markup that a filter must not rely on', () => {
  test('rows are in no article, cards of collections link to several repositories', async () => {
    for (const path of [`/${SPECIAL.user}/activity/all`, '/search/full-text?q=ember'])
      expect((await ask(path)).body, path).not.toContain('<article');
    expect((await ask(`/${SPECIAL.user}`)).body).toMatch(/group\/collection[\s\S]*collection-preview/);
    const { body } = await ask('/?feed=1');
    expect(body.indexOf('data-target="ActivityFeed"')).toBeGreaterThan(0);
    expect(body).not.toMatch(/class="activity-row[^<]*<article/);
  });

  test('the base’s name stands in a button without a link; “Duplicated from” before the title’s own link', async () => {
    const details = (await ask(`/${SPECIAL.untaggedDerivative}`)).body;
    expect(details).not.toContain(`href="/${SPECIAL.nfaaByOwner}"`);
    expect(details).toMatch(
      new RegExp(`<button class="base-button[^>]*><span[^>]*>${SPECIAL.nfaaByOwner}</span>`),
    );
    const copy = (await ask(`/spaces/${SPECIAL.duplicatedSpace}`)).body;
    const title = copy.slice(copy.indexOf('<h1'), copy.indexOf('</h1>'));
    expect(title.indexOf(`/spaces/${SPECIAL.nfaaEmbedSpace}"`)).toBeGreaterThan(0);
    expect(title.indexOf(`/spaces/${SPECIAL.nfaaEmbedSpace}"`)).toBeLessThan(
      title.indexOf(`/spaces/${SPECIAL.duplicatedSpace}"`),
    );
  });

  test('every form of a link is there for a tagged and a safe repository of every type', async () => {
    const { body } = await ask('/docs/sandbox/links');
    const count = (text: string) => body.split(text).length - 1;
    expect(count('class="links-of"')).toBe(8);
    for (const form of ['path', 'hf.co', 'query', 'upper case', 'mixed case', 'escaped', 'trailing slash'])
      expect(count(`data-form="${form}"`), form).toBe(8);
    expect([count('data-form="/models"'), count('data-form="old name"')]).toEqual([2, 2]);
  });

  test('only embedded Spaces become frames: any other HTML in a card stays text', async () => {
    const repo = hub.state.repos.find((r) => r.id === SPECIAL.embedModel);
    const files = repo?.commits[repo.refs.main as string]?.files as Record<string, string>;
    expect((await ask(`/${SPECIAL.embedModel}`)).body.match(/<iframe /g)).toHaveLength(3);
    files['README.md'] =
      '<iframe src="https://evil.example/x"></iframe>\n\n<iframe src="https://hf.space.evil.example"></iframe>\n\n<iframe src="https://a.hf.space" onload="x()"></iframe>';
    expect((await ask(`/${SPECIAL.embedModel}`)).body).not.toContain('<iframe');
  });
});

describe('walls and pictures', () => {
  test.each([
    `/${SPECIAL.nfaaByOwner}`,
    `/${SPECIAL.nfaaByOwner}/discussions/${SPECIAL.nfaaThread}`,
    `/datasets/${SPECIAL.nfaaTrainData}`,
    `/spaces/${SPECIAL.nfaaEmbedSpace}`,
    `/kernels/${SPECIAL.nfaaKernelTwo}`,
  ])('%s: nothing of it behind the wall, all of it with the query', async (path) => {
    const walled = mentionsIn((await ask(path)).body, hub.state);
    expect([...walled.media, ...walled.embeds]).toEqual([]);
    const open = mentionsIn((await ask(path + OPEN)).body, hub.state);
    expect([...open.media, ...open.embeds].length).toBeGreaterThan(0);
  });

  test('a picture is PNG, in the colour of what its repository is just now', async () => {
    const path = `/${SPECIAL.nfaaByOwner}/resolve/main/sample.png`;
    const first = await ask(path);
    const tagged = await ask(String(first.headers.location));
    expect(tagged.headers['content-type']).toBe('image/png');
    const repo = hub.state.repos.find((r) => r.id === SPECIAL.nfaaByOwner)!;
    setNfaa(hub.state, repo, false, { author: 'velvet-room', summary: 'Update README.md' });
    const now = await ask(String((await ask(path)).headers.location));
    expect(now.headers.etag).not.toBe(tagged.headers.etag);
    expect(now.body).not.toBe(tagged.body);
    const upload = /src="https:\/\/cdn-uploads\.huggingface\.co(\/production[^"]+)"/.exec(
      (await ask(`/${SPECIAL.nfaaByOwner}/discussions/${SPECIAL.nfaaThread}${OPEN}`)).body,
    )?.[1] as string;
    const uploaded = await ask(upload, { headers: { host: 'cdn-uploads.huggingface.co' } });
    expect(uploaded.headers['content-type']).toBe('image/png');
  });

  test('the short host, /models/… and old names lead to the page', async () => {
    const short = await ask(`/${SPECIAL.nfaaModel}?x=1`, { headers: { host: 'hf.co' } });
    expect(short.headers.location).toBe(`https://huggingface.co/${SPECIAL.nfaaModel}?x=1`);
    expect((await ask(`/models/${SPECIAL.nfaaModel}`)).headers.location).toBe(`/${SPECIAL.nfaaModel}`);
    const old = await ask(`/${SPECIAL.renamedNfaaFrom}`);
    expect([old.status, old.headers.location]).toEqual([307, `/${SPECIAL.renamedNfaaTo}`]);
    const moved = await ask(`/api/models/${SPECIAL.renamedNfaaFrom}?expand[]=tags`);
    expect((await ask(String(moved.headers.location))).json().id).toBe(SPECIAL.renamedNfaaTo);
  });

  test('pages may be kept by the back/forward cache', async () => {
    for (const path of new Set(PLACES.map((p) => p.path)))
      expect(String((await ask(path)).headers['cache-control'] ?? '')).not.toContain('no-store');
    for (const script of ['hydrate', 'islands', 'list', 'search', 'endless', 'spa'])
      expect((await ask(`/front/build/${script}.js`)).body, script).not.toMatch(/unload/);
  });
});

describe('tags', () => {
  test('setNfaa tags and untags by a commit: card, tags, API and history agree', async () => {
    const repo = hub.state.repos.find((r) => r.id === SPECIAL.safeModel)!;
    const read = async () => (await ask(`/api/models/${repo.id}?expand[]=tags&expand[]=sha`)).json();
    const before = await read();
    setNfaa(hub.state, repo, true, { author: SPECIAL.staff, summary: 'Add NFAA tag' });
    const after = await read();
    expect(after.tags).toContain(NFAA_TAG);
    expect(after.sha).not.toBe(before.sha);
    expect(repo.commits[after.sha]?.files['README.md']).toMatch(
      /^---\n[\s\S]*- not-for-all-audiences\n[\s\S]*---\n/,
    );
    setNfaa(hub.state, repo, false, { author: 'lakeside-ai', summary: 'Remove tag' });
    expect(isNfaa(repo)).toBe(false);
    expect(repo.commits[repo.refs.main as string]?.files['README.md']).toBe(
      repo.commits[before.sha]?.files['README.md'],
    );
  });
});
