import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parsePolicy } from '../../lib/policy/parse.ts';
import { scrambleName } from './assets/scramble.js';
import { type Ask, makeClient } from './client.ts';
import { LEGAL } from './legal.ts';
import { type Hub, isNfaa, NFAA_TAG, repoPath, SESSION_COOKIE, SPECIAL, startHub } from './server.ts';

let hub: Hub;
let ask: Ask;
beforeAll(async () => {
  hub = await startHub({ quiet: true });
  ask = makeClient(hub.port);
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.reset();
  hub.faults.quotas = { pages: 10_000 };
});

const cookie = `token=${SESSION_COOKIE}`;
const many = (text: string, part: RegExp | string) => [...text.matchAll(new RegExp(part, 'g'))].length;

/** Props of an island, as a content script reads them. */
function props(html: string, target: string): Record<string, Record<string, unknown>> {
  const raw = new RegExp(`data-target="${target}" data-props="([^"]*)"`).exec(html)?.[1];
  if (raw === undefined) throw new Error(`no island ${target}`);
  const text = raw.replace(
    /&(quot|lt|gt|#39|amp);/g,
    (_, n: string) => ({ quot: '"', lt: '<', gt: '>', '#39': "'", amp: '&' })[n] as string,
  );
  return JSON.parse(text);
}

describe('listings', () => {
  test.each([
    ['/models', 'ModelsPage', 'ModelList', 30],
    ['/datasets', 'DatasetsPage', 'DatasetList', 30],
    ['/spaces', 'SpacesPage', 'SpaceList', 32],
    ['/kernels', 'KernelsPage', 'KernelList', 4],
    ['/', 'HomePage', 'MainHeader', 24],
    [`/${SPECIAL.org}`, 'OrgProfilePage', 'OrgProfile', 3],
    [`/collections/${SPECIAL.collection}`, 'CollectionPage', 'CollectionItems', 5],
  ])('%s has its body class, island and cards', async (path, kind, target, cards) => {
    const { status, body } = await ask(path);
    expect(status).toBe(200);
    expect(body).toMatch(new RegExp(`<body class="[^"]* ${kind}">`));
    expect(() => props(body, target)).not.toThrow();
    expect(many(body, '<article')).toBeGreaterThanOrEqual(cards);
  });

  test('items carry no tags, neither in the island nor in the JSON', async () => {
    const { initialValues } = props((await ask('/models')).body, 'ModelList');
    const items = initialValues?.models as Record<string, unknown>[];
    expect(items).toHaveLength(30);
    expect(items.some((i) => 'tags' in i)).toBe(false);
    const fetched = (await ask('/models-json?p=1&withCount=true')).json();
    expect([fetched.models.length, fetched.pageIndex, 'tags' in fetched.models[0]]).toEqual([30, 1, false]);
    expect((await ask(`/models-json?other=${NFAA_TAG}`)).json().numTotalItems).toBe(
      hub.state.repos.filter((r) => r.type === 'model' && isNfaa(r)).length,
    );
    expect((await ask('/spaces-json?search=velvet canvas'.replace(' ', '%20'))).json().spaces[0].id).toBe(
      SPECIAL.nfaaSpace,
    );
  });

  test('under a library filter links are absolute and carry a query', async () => {
    expect((await ask('/models?library=diffusers')).body).toContain(
      `href="https://huggingface.co/${SPECIAL.nfaaModel}?library=diffusers"`,
    );
  });

  test('papers and collections hold no repository cards', async () => {
    expect((await ask('/papers')).body).not.toContain('overview-card-wrapper');
    expect((await ask('/collections')).body).not.toContain('group/repo');
  });
});

describe('repository pages', () => {
  test.each([
    ['model', `/${SPECIAL.nfaaModel}`, 'ModelHeader', SPECIAL.nfaaModel],
    ['dataset', `/datasets/${SPECIAL.nfaaDataset}`, 'DatasetHeader', SPECIAL.nfaaDataset],
    ['space', `/spaces/${SPECIAL.nfaaSpace}`, 'SpaceHeader', SPECIAL.nfaaSpace],
  ])(
    'a sensitive %s: tags in the header, interstitial on every tab, content on request',
    async (key, path, target, id) => {
      for (const tab of ['', '/tree/main', '/blob/main/README.md', '/discussions', '/discussions/new']) {
        const { body } = await ask(path + tab);
        const header = props(body, target);
        expect(header[key]).toMatchObject({
          id,
          tags: expect.arrayContaining([NFAA_TAG]),
          discussionsDisabled: false,
        });
        expect(header.query).toEqual({});
        expect(body).toContain('href="?not-for-all-audiences=true"');
        expect(body).not.toContain(`src="/docs/sandbox/thumb/${key}/${id}`);
      }
      const open = (await ask(`${path}?not-for-all-audiences=true`)).body;
      expect(open).not.toContain('href="?not-for-all-audiences=true"');
      expect(props(open, target).query).toEqual({ 'not-for-all-audiences': 'true' });
      expect(open).toMatch(key === 'space' ? /<iframe src="https:\/\/[\w-]+\.hf\.space/ : /hf-sanitized/);
    },
  );

  test('the header of a Space’s app stands before <main>, on other tabs inside', async () => {
    const app = (await ask(`/spaces/${SPECIAL.safeSpace}`)).body;
    expect(app.indexOf('"SpaceHeader"')).toBeLessThan(app.indexOf('<main'));
    const tab = (await ask(`/spaces/${SPECIAL.safeSpace}/discussions`)).body;
    expect(tab.indexOf('"SpaceHeader"')).toBeGreaterThan(tab.indexOf('<main'));
  });

  test('no Community tab where discussions are off; nsfw alone is no interstitial; disabled, gated, private, renamed', async () => {
    expect((await ask(`/${SPECIAL.discussionsOffModel}`)).body).not.toContain(
      `${SPECIAL.discussionsOffModel}/discussions"`,
    );
    expect((await ask(`/${SPECIAL.nsfwTagOnly}`)).body).toContain('model-card-content');
    expect((await ask(`/${SPECIAL.disabledModel}`)).body).toContain('Access to this model has been disabled');
    expect((await ask(`/${SPECIAL.gatedModel}`)).body).toContain('data-target="RepoGatedModal"');
    expect((await ask(`/${SPECIAL.privateModel}`)).body).toContain('ErrorPage');
    expect((await ask(`/${SPECIAL.privateModel}`, { cookie })).body).toContain('ModelPage');
    expect((await ask(`/${SPECIAL.renamedFrom}`)).headers.location).toBe(`/${SPECIAL.renamedTo}`);
  });

  test('every repository’s page and every thread renders; hostile text never becomes markup', async () => {
    for (const repo of hub.state.repos.filter((r) => !r.private)) {
      const answer = await ask(repoPath(repo));
      expect(answer.status, repo.id).toBe(200);
      for (const { num } of hub.state.discussions[`${repo.type}:${repo.id}`] ?? [])
        expect((await ask(`${repoPath(repo)}/discussions/${num}?not-for-all-audiences=true`)).body).toContain(
          'data-target="DiscussionEvents"',
        );
    }
    for (const path of [
      `/spaces/${SPECIAL.hostileSpace}`,
      `/${SPECIAL.hostileModel}`,
      `/${SPECIAL.hostileModel}/discussions/1`,
      `/${SPECIAL.hostileModel}/blob/main/evil.py`,
      '/spaces',
    ])
      expect((await ask(path)).body).not.toMatch(/<script>window\.__pwned|<img src=x|href="javascript:/);
    expect(hub.violations).toEqual([]);
  });

  test('lines of a file are numbered', async () => {
    expect((await ask(`/${SPECIAL.safeModel}/blob/main/config.json`)).body).toMatch(
      /<tr class="" id="L1">.*data-line-num="1"/,
    );
  });

  test('islands carry the markers of Svelte 5 and the page says their shapes', async () => {
    const { body } = await ask(`/${SPECIAL.safeModel}`);
    expect(many(body, 'class="SVELTE_HYDRATER contents"')).toBe(many(body, 'data-island='));
    expect(body).toContain('<!--[-->');
    expect(body).toMatch(/hydrateAll\(\["header\(div\(h1\(/);
    const index = /data-target="ModelHeader"[^>]*data-island="(\d+)"/.exec(body)?.[1];
    const piece = await ask(
      `/docs/sandbox/island/${index}?url=${encodeURIComponent(`/${SPECIAL.safeModel}`)}`,
    );
    expect(body).toContain(piece.body);
  });
});

describe('Community by hand', () => {
  const base = `/${SPECIAL.safeModel}/discussions`;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  test('the form is filled in from the URL, and posts', async () => {
    const path = `${base}/new?title=${encodeURIComponent('A "title"')}&description=${encodeURIComponent('two\nlines <b>')}`;
    expect((await ask(path)).body).toContain('/login?next=');
    const { body } = await ask(path, { cookie });
    expect(body).toContain('value="A &quot;title&quot;"');
    expect(body).toContain('two\nlines &lt;b&gt;</textarea>');
    const target = /action="(\/docs\/sandbox\/discussions[^"]+)"/.exec(body)?.[1] as string;
    const sent = await ask(target, { cookie, body: 'title=Hello+there&description=x%0D%0Ay', headers: form });
    expect(sent.status).toBe(303);
    expect((await ask(String(sent.headers.location))).body).toContain('Hello there');
    expect(hub.state.discussions[`model:${SPECIAL.safeModel}`]?.at(-1)).toMatchObject({
      author: 'sandbox-user',
      isReport: false,
    });
  });

  test('the native report is flagged; strangers are sent to log in; /login sets the cookie', async () => {
    const target = `/docs/sandbox/report/model/${SPECIAL.safeModel}`;
    expect((await ask(target, { body: 'reason=Spam', headers: form })).headers.location).toBe('/login');
    await ask(target, { cookie, body: 'reason=Spam&description=ads', headers: form });
    expect(hub.state.discussions[`model:${SPECIAL.safeModel}`]?.at(-1)).toMatchObject({
      title: '🚩 Report: Spam',
      isReport: true,
    });
    const login = await ask('/login', { body: 'next=//evil.example', headers: form });
    expect([login.status, login.headers.location]).toEqual([303, '/']);
    expect(String(login.headers['set-cookie'])).toContain(cookie);
    expect((await ask('/settings/tokens', { cookie })).body).toContain('data-token="writer"');
  });
});

describe('policy and looks', () => {
  test('the policy page holds the text of 2023, and can change', async () => {
    expect((await ask('/content-guidelines')).headers.location).toBe('/content-policy');
    const { body } = await ask('/content-policy');
    expect(body).toContain('Effective Date: August 30, 2023');
    expect(body).toContain('<li>Cryptomining practices;</li>');
    expect(body).toContain('legal@huggingface.co with any question or concern!');
    hub.state.policyHtml = '<h1>Content Policy</h1><p>Effective Date: April 1, 2027</p>';
    expect((await ask('/content-policy')).body).toContain('April 1, 2027');
  });

  test.each(Object.entries(LEGAL))(
    '%s is a text that our parser reads, with an ETag and 304',
    async (path, { title }) => {
      const { status, body, headers } = await ask(path);
      expect(status).toBe(200);
      const document = parsePolicy(body);
      expect(document.title).toContain(title);
      expect(document.printedDate).toMatch(/^20/);
      const again = await ask(path, { headers: { 'if-none-match': String(headers.etag) } });
      expect([again.status, again.body, again.headers.etag]).toEqual([304, '', headers.etag]);
      if (path === '/content-policy') hub.state.policyHtml += '<p>More.</p>';
      else hub.state.legalHtml[path as '/privacy'] += '<p>More.</p>';
      expect((await ask(path, { headers: { 'if-none-match': String(headers.etag) } })).body).toContain(
        'More.',
      );
    },
  );

  test('what may come instead of a text is none', async () => {
    const path = '/privacy';
    hub.faults.legal[path] = 'login';
    expect((await ask(path)).headers.location).toBe('/login?next=%2Fprivacy');
    for (const fault of ['waf', 'error', 'half'] as const) {
      hub.faults.legal[path] = fault;
      const { body } = await ask(path);
      expect(() => parsePolicy(body), fault).toThrow(/not a policy text/);
    }
    const login = await ask('/login?next=%2Fprivacy');
    expect(() => parsePolicy(login.body)).toThrow(/not a policy text/);
    hub.reset();
    expect(parsePolicy((await ask(path)).body).title).toBe('Privacy Policy');
  });

  test('scrambled class names: consistent in page and stylesheet, none of the old ones left', async () => {
    hub.faults.scrambleClasses = true;
    const { body } = await ask('/models');
    const css = (await ask('/front/build/style.css?s')).body;
    const renamed = scrambleName('overview-card-wrapper');
    expect(many(body, renamed)).toBeGreaterThanOrEqual(30);
    expect(css).toContain(`.${renamed}`);
    for (const old of ['overview-card-wrapper', 'SVELTE_HYDRATER', 'ModelsPage'])
      expect(body.match(/ class="[^"]*"/g)?.some((c) => c.includes(old))).toBe(false);
    expect(body).toContain('data-target="ModelList"');
    expect(css).toContain('.dark');
  });

  test('the bench page knows its ids, and so does the API', async () => {
    const { body } = await ask('/docs/sandbox/many?n=300&ids=bench');
    const ids = [...body.matchAll(/"id":"(bench-\d+\/card-\d+)"/g)].map((m) => m[1] as string);
    expect(new Set(ids).size).toBe(300);
    const tagged = (await ask(`/api/models?author=bench-7&filter=${NFAA_TAG}&expand[]=tags`)).json().length;
    expect(tagged).toBeGreaterThan(0);
    expect((await ask(`/api/models/${ids[0]}?expand[]=tags`)).status).toBe(200);
    expect(hub.violations).toEqual([]);
  });
});
