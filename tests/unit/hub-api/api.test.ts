import { describe, expect, test } from 'vitest';
import { createHubApi, HubError } from '../../../lib/hub/api.ts';
import { html, json, makeApi, ref, refused } from './fakes.ts';

const created = { num: 7, url: 'https://huggingface.co/owner/name/discussions/7', pullRequest: false };
const text = { title: '🚩 Report: Spam', description: 'x' };
const list = { discussions: [], count: 0, start: 0 };

async function error(job: Promise<unknown>): Promise<HubError> {
  const caught = await job.then(
    () => null,
    (e: unknown) => e,
  );
  expect(caught).toBeInstanceOf(HubError);
  return caught as HubError;
}

describe('what is asked', () => {
  test('tags of one repository: one request, no cookies, no token', async () => {
    const { api, asked } = makeApi(
      json({ id: 'Owner/Name', tags: ['a', 1, 'not-for-all-audiences'], extra: {} }),
    );
    expect(await api.repoTags(ref)).toEqual(['a', 'not-for-all-audiences']);
    expect(asked).toHaveLength(1);
    expect(asked[0]!.url.href).toBe('https://huggingface.co/api/models/owner/name?expand%5B%5D=tags');
    expect(asked[0]!.init).toMatchObject({ credentials: 'omit', method: 'GET' });
    expect(asked[0]!.headers.has('authorization')).toBe(false);
    expect(asked[0]!.init.signal).toBeInstanceOf(AbortSignal);
  });
  test('an answer without tags is not an answer without the tag', async () => {
    expect(await makeApi(json({ id: 'owner/name' })).api.repoTags(ref)).toBeNull();
  });
  test('sha', async () => {
    const sha = 'a'.repeat(40);
    const { api } = makeApi(json({ id: 'owner/renamed', sha, tags: [] }));
    expect(await api.repoSha(ref)).toEqual({ id: 'owner/renamed', sha, tags: [] });
    expect((await makeApi(json({ id: 'o/n', sha: 'short' })).api.repoSha(ref)).sha).toBeNull();
  });
  test('lists, with filters, and the next page', async () => {
    const link = '<https://huggingface.co/api/datasets?limit=2&cursor=eyJ%3D>; rel="next"';
    const { api, asked } = makeApi(json([{ id: 'a/b', tags: ['x'] }, { id: 'c/d' }], 200, { link }));
    const page = await api.listRepos({
      type: 'dataset',
      filter: ['not-for-all-audiences', 'language:en'],
      author: 'a',
      sort: 'trendingScore',
      direction: -1,
      limit: 2,
      params: { pipeline_tag: 'x' },
    });
    expect(page).toEqual({
      items: [
        { id: 'a/b', tags: ['x'] },
        { id: 'c/d', tags: null },
      ],
      next: 'eyJ=',
    });
    const { url } = asked[0]!;
    expect(url.pathname).toBe('/api/datasets');
    expect(url.searchParams.getAll('filter')).toEqual(['not-for-all-audiences', 'language:en']);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      author: 'a',
      sort: 'trendingScore',
      direction: '-1',
      limit: '2',
      pipeline_tag: 'x',
      'expand[]': 'tags',
    });
  });
  test('discussions', async () => {
    const item = { num: 3, title: 't', status: 'open', createdAt: '2026-01-01T00:00:00.000Z', pinned: true };
    const { api, asked } = makeApi(
      json({ discussions: [item], count: 1, start: 0, numClosedDiscussions: 0 }),
    );
    const page = await api.listDiscussions(
      { type: 'space', id: 'a/b' },
      { p: 1, search: 'Report', author: 'x' },
    );
    expect(page.discussions[0]).toMatchObject({ num: 3, pinned: true, isPullRequest: false });
    expect(asked[0]!.url.pathname + asked[0]!.url.search).toBe(
      '/api/spaces/a/b/discussions?p=1&search=Report&author=x',
    );
  });
  test('details', async () => {
    const { api } = makeApi(
      json({
        num: 3,
        title: 't',
        status: 'open',
        createdAt: 'now',
        isReport: true,
        events: [
          { id: 'a', type: 'comment', createdAt: 'now', data: { latest: { raw: 'HS-1' } } },
          { id: 'b', type: 'report-status-change', createdAt: 'now', data: { report: false } },
          { id: 'c', type: 'of-tomorrow', createdAt: 'now', data: 'strange' },
        ],
      }),
    );
    const discussion = await api.discussion(ref, 3);
    expect(discussion.isReport).toBe(true);
    expect(discussion.events[0]!.data?.latest?.raw).toBe('HS-1');
    expect(discussion.events[2]!.data).toBeUndefined();
  });
  test('a discussion is created with the token, and only with what belongs in it', async () => {
    const { api, asked } = makeApi(json({ ...created, url: 'https://evil.example/' }));
    expect(await api.createDiscussion(ref, text, 'hf_secret')).toEqual({
      num: 7,
      url: 'https://huggingface.co/owner/name/discussions/7',
    });
    expect(asked[0]!.headers.get('authorization')).toBe('Bearer hf_secret');
    expect(asked[0]!.init).toMatchObject({ method: 'POST', credentials: 'omit' });
    expect(JSON.parse(String(asked[0]!.init.body))).toEqual(text);
  });
  test('comments', async () => {
    const { api, asked } = makeApi(json({ newMessage: { id: 'abc' } }, 201));
    expect(await api.comment(ref, 4, 'me too', 'hf_x')).toEqual({ id: 'abc' });
    expect(asked[0]!.url.pathname).toBe('/api/models/owner/name/discussions/4/comment');
  });
  test('the policy page', async () => {
    expect(await makeApi(html(200, '<h1>Policy</h1>')).api.policyPage()).toMatchObject({
      html: '<h1>Policy</h1>',
    });
    expect((await error(makeApi(json({})).api.policyPage())).kind).toBe('unexpected');
  });
  test('names that walk up the path never leave', async () => {
    const { api, asked } = makeApi(json({}));
    for (const id of ['../whoami-v2', 'a/..', 'a/b/c', 'a', 'a/b?x', './b'])
      expect((await error(api.repoTags({ type: 'model', id }))).kind).toBe('invalid');
    expect((await error(api.discussion(ref, 1.5))).kind).toBe('invalid');
    expect((await error(api.createDiscussion({ type: 'bucket', id: 'a/b' }, text, 't'))).kind).toBe(
      'discussions-disabled',
    );
    expect(asked).toHaveLength(0);
  });
});

describe('reads are tried again', () => {
  test.each([
    ['5xx', () => refused(503, 'x')],
    ['a cut connection', () => Promise.reject(new TypeError('fetch failed'))],
    ['408', () => refused(408, 'x')],
    ['429 with a short wait', () => refused(429, 'slow', { 'retry-after': '2' })],
  ])('%s', async (_name, first) => {
    const { api, asked, slept } = makeApi(first, json(list));
    expect(await api.listDiscussions(ref)).toEqual(list);
    expect(asked).toHaveLength(2);
    expect(slept[0]).toBeLessThanOrEqual(5_000);
  });
  test('three times at most', async () => {
    const { api, asked } = makeApi(() => refused(500, 'x'));
    expect((await error(api.listDiscussions(ref))).kind).toBe('server');
    expect(asked).toHaveLength(3);
  });
  test.each([
    ['429 with a long wait', refused(429, 'slow', { 'retry-after': '60' })],
    ['404', refused(404, 'x')],
    ['a time-out', Object.assign(new Error('t'), { name: 'TimeoutError' })],
  ])('but not after %s', async (_name, first) => {
    const { api, asked } = makeApi(first);
    await error(api.listDiscussions(ref));
    expect(asked).toHaveLength(1);
  });
});

describe('writes are never tried again', () => {
  test.each([
    ['a cut connection', new TypeError('fetch failed'), 'network', 'maybe'],
    ['a time-out', Object.assign(new Error('t'), { name: 'TimeoutError' }), 'timeout', 'maybe'],
    ['500', refused(500, 'x'), 'server', 'maybe'],
    ['504', html(504), 'server', 'maybe'],
    ['408', refused(408, 'x'), 'timeout', 'maybe'],
    ['a page with 200', html(), 'not-json', 'maybe'],
    ['a page with 403', html(403), 'not-json', 'maybe'],
    ['half an answer', new Response('{"num":', { status: 200 }), 'not-json', 'maybe'],
    ['another answer', json({ ok: true }), 'unexpected', 'maybe'],
    ['429', refused(429, 'slow'), 'rate-limited', 'no'],
    ['429 as a page', html(429), 'rate-limited', 'no'],
    ['401', refused(401, 'Invalid username or password.'), 'unauthorised', 'no'],
    ['403', refused(403, 'Forbidden'), 'forbidden', 'no'],
    ['404', refused(404, 'x'), 'not-found', 'no'],
    ['404 RepoNotFound', refused(404, 'x', { 'x-error-code': 'RepoNotFound' }), 'gone-or-private', 'no'],
    ['400', refused(400, 'title: too short'), 'invalid', 'no'],
    [
      'disabled',
      refused(403, '', { 'x-error-message': 'Access to this resource is disabled.' }),
      'disabled',
      'no',
    ],
    ['discussions off', refused(403, 'Discussions are disabled for this repo'), 'discussions-disabled', 'no'],
    [
      'discussions off',
      json({ error: { message: 'Disabled discussions' } }, 404),
      'discussions-disabled',
      'no',
    ],
  ] as const)('%s', async (_name, answer, kind, wrote) => {
    const { api, asked } = makeApi(answer);
    const caught = await error(api.createDiscussion(ref, text, 'hf_x'));
    expect(caught).toMatchObject({ kind, wrote });
    expect(caught.sentence).toMatch(/^[A-Z].{30,}[.”]$/);
    expect(asked).toHaveLength(1);
  });
});

test('reading a repository without a token: 401 means gone or private', async () => {
  expect(await error(makeApi(refused(401, 'x')).api.repoTags(ref))).toMatchObject({
    kind: 'gone-or-private',
    wrote: 'no',
    status: 401,
  });
  expect((await error(makeApi(refused(401, 'Invalid credentials')).api.whoami('hf_x'))).kind).toBe(
    'unauthorised',
  );
});

test('the Hub’s own words are shown only for refusals of what was written, without controls', async () => {
  const { api } = makeApi(refused(400, 'title:\u202e too\nshort', { 'x-request-id': 'Root=1' }));
  const caught = await error(api.createDiscussion(ref, text, 'hf_x'));
  expect(caught.sentence).toContain('“title: too short”');
  expect(caught.requestId).toBe('Root=1');
});

test('who asks the same at the same time shares one request; a token makes it another', async () => {
  const { api, asked } = makeApi(() => json(list));
  await Promise.all([api.listDiscussions(ref), api.listDiscussions(ref), api.listDiscussions(ref, { p: 1 })]);
  expect(asked).toHaveLength(2);
  await api.listDiscussions(ref);
  expect(asked).toHaveLength(3);
});

test('single look-ups: at most four at a time', async () => {
  let running = 0;
  let most = 0;
  const { api, asked } = makeApi(async () => {
    most = Math.max(most, ++running);
    await new Promise((go) => setTimeout(go, 2));
    running--;
    return json({ id: 'a/b', tags: [] });
  });
  await Promise.all(Array.from({ length: 30 }, (_, i) => api.repoTags({ type: 'model', id: `a/b${i}` })));
  expect(asked).toHaveLength(30);
  expect(most).toBe(4);
});

test('by default the global fetch is looked up at the call', async () => {
  const before = globalThis.fetch;
  const api = createHubApi({ origin: 'https://hub.test' });
  try {
    globalThis.fetch = async (url) => json({ id: String(url), tags: [] });
    expect((await api.repoSha(ref)).id).toMatch(/^https:\/\/hub\.test\/api\/models\/owner\/name\?/);
  } finally {
    globalThis.fetch = before;
  }
});
