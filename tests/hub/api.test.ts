import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Ask, makeClient } from './client.ts';
import { EXPAND } from './contract/hand-written.ts';
import { validateRequest } from './contract/validate.ts';
import { type Hub, isNfaa, NFAA_TAG, SANDBOX_TOKENS, SPECIAL, startHub } from './server.ts';

let hub: Hub;
let ask: Ask;
beforeAll(async () => {
  hub = await startHub({ quiet: true });
  ask = makeClient(hub.port);
});
afterAll(() => hub.close());
beforeEach(() => hub.reset());

const token = SANDBOX_TOKENS.writer;
const threads = `/api/models/${SPECIAL.safeModel}/discussions`;
const report = { title: '🚩 Report: Spam', description: 'Advertisements.' };

describe('lists', () => {
  test.each(['models', 'datasets', 'spaces', 'kernels'])(
    'paging of %s yields every public repository once',
    async (kind) => {
      const seen: string[] = [];
      let next: string | undefined = `/api/${kind}?limit=7&expand[]=tags`;
      while (next) {
        const answer = await ask(next);
        expect(answer.status).toBe(200);
        seen.push(...answer.json().map((r: { id: string }) => r.id));
        const link = /<https:\/\/huggingface\.co([^>]+)>; rel="next"/.exec(String(answer.headers.link ?? ''));
        next = link?.[1];
      }
      const all = hub.state.repos.filter((r) => `${r.type}s` === kind && !r.private && !r.disabledReason);
      expect(seen.toSorted()).toEqual(all.map((r) => r.id).toSorted());
      expect(hub.violations).toEqual([]);
    },
  );

  test('the NFAA filter, an author and a search narrow the list', async () => {
    const nfaa = (await ask(`/api/models?filter=${NFAA_TAG}&expand[]=tags&limit=500`)).json();
    const known = hub.state.repos.filter((r) => r.type === 'model' && isNfaa(r));
    expect(nfaa.map((r: { id: string }) => r.id).toSorted()).toEqual(known.map((r) => r.id).toSorted());
    const both = (await ask(`/api/models?filter=${NFAA_TAG}&author=nightshade-studio&expand[]=tags`)).json();
    expect(both.length).toBeGreaterThan(0);
    expect(both.every((r: { id: string }) => r.id.startsWith('nightshade-studio/'))).toBe(true);
    expect((await ask('/api/models?search=HERON-7b')).json()).toHaveLength(1);
    expect(hub.violations).toEqual([]);
  });

  test('expand gives what was asked and the ids, and refuses the unknown with the list of the known', async () => {
    const [first] = (await ask('/api/models?expand[]=tags&expand[]=gated&limit=1')).json();
    expect(Object.keys(first).toSorted()).toEqual(['_id', 'gated', 'id', 'tags']);
    const [plain] = (await ask('/api/models?limit=1')).json();
    expect(plain.tags).toBeUndefined();
    const wrong = await ask('/api/models?expand[]=discussionsDisabled');
    expect(wrong.status).toBe(400);
    expect(wrong.json().error).toContain(EXPAND.model.join(', '));
    expect(hub.violations).toHaveLength(1);
  });
});

describe('one repository', () => {
  test.each([
    ['models', SPECIAL.nfaaModel],
    ['datasets', SPECIAL.nfaaDataset],
    ['spaces', SPECIAL.nfaaSpace],
  ])('%s carry their tags, whatever the case of the id', async (kind, id) => {
    for (const tail of ['', '?expand[]=tags', '/revision/main'])
      expect((await ask(`/api/${kind}/${id.toUpperCase()}${tail}`)).json()).toMatchObject({
        id,
        tags: expect.arrayContaining([NFAA_TAG]),
      });
    expect(hub.violations).toEqual([]);
  });

  test('kernels, renamed, private, missing and disabled ones', async () => {
    expect((await ask(`/api/kernels/${SPECIAL.kernel}`)).json().id).toBe(SPECIAL.kernel);
    const moved = await ask(`/api/models/${SPECIAL.renamedFrom}?expand[]=tags`);
    expect([moved.status, moved.headers.location]).toEqual([
      307,
      `/api/models/${SPECIAL.renamedTo}?expand[]=tags`,
    ]);
    expect((await ask(`/api/models/${SPECIAL.privateModel}`)).status).toBe(401);
    expect((await ask(`/api/models/${SPECIAL.privateModel}`, { token })).status).toBe(200);
    expect((await ask('/api/models/no/such')).status).toBe(401);
    expect((await ask('/api/models/no/such', { token })).headers['x-error-code']).toBe('RepoNotFound');
    const disabled = await ask(`/api/models/${SPECIAL.disabledModel}`);
    expect([disabled.status, disabled.headers['x-error-message']]).toEqual([
      403,
      'Access to this resource is disabled.',
    ]);
    expect(hub.violations).toEqual([]);
  });

  test('its README comes from resolve, with the revision that was read', async () => {
    const first = await ask(`/${SPECIAL.safeModel}/resolve/main/README.md`);
    expect(first.status).toBe(307);
    const second = await ask(String(first.headers.location));
    expect(second.body).toMatch(/^---\nlicense/);
    expect(second.headers['x-repo-commit']).toMatch(/^[0-9a-f]{40}$/);
    const again = await ask(String(first.headers.location), {
      headers: { 'if-none-match': String(second.headers.etag) },
    });
    expect(again.status).toBe(304);
    expect((await ask(`/${SPECIAL.noCardModel}/resolve/main/README.md`)).headers['x-error-code']).toBe(
      'EntryNotFound',
    );
  });
});

describe('discussions', () => {
  test('create, read back, comment, rename, close', async () => {
    const made = await ask(threads, { token, body: report });
    expect(made.status).toBe(200);
    const { num } = made.json();
    expect(made.json().url).toBe(`https://huggingface.co/${SPECIAL.safeModel}/discussions/${num}`);
    const details = (await ask(`${threads}/${num}`)).json();
    expect(details).toMatchObject({
      title: report.title,
      isReport: false,
      status: 'open',
      author: { name: 'sandbox-user' },
    });
    expect(details.events[0].data.latest.raw).toBe(report.description);
    const comment = await ask(`${threads}/${num}/comment`, { token, body: { comment: 'More evidence.' } });
    expect([comment.status, comment.json().newMessage.data.latest.raw]).toEqual([201, 'More evidence.']);
    expect(
      (await ask(`${threads}/${num}/title`, { token, body: { title: 'A new title' } })).json().newTitle.data
        .to,
    ).toBe('A new title');
    expect(
      (await ask(`${threads}/${num}/status`, { token, body: { status: 'closed' } })).json().newStatus.data
        .status,
    ).toBe('closed');
    expect((await ask(`${threads}/${num}/pin`, { token, body: { pinned: true } })).status).toBe(403);
    expect((await ask(`${threads}?status=closed`)).json().discussions[0].num).toBe(num);
    expect(hub.violations).toEqual([]);
  });

  test('every seeded thread and list is as the contract says; reports are flagged in details only', async () => {
    hub.faults.quotas = { api: 10_000 };
    for (const [key, list] of Object.entries(hub.state.discussions)) {
      const [type, id] = key.split(':');
      const rows = (await ask(`/api/${type}s/${id}/discussions`)).json();
      expect(rows.count).toBe(list.length);
      expect(rows.discussions[0].isReport).toBeUndefined();
      for (const { num } of list)
        expect((await ask(`/api/${type}s/${id}/discussions/${num}`)).status).toBe(200);
    }
    const native = (await ask(`/api/models/${SPECIAL.reportedModel}/discussions/1`)).json();
    expect(native.isReport).toBe(true);
    expect(native.events.some((e: { author?: { isHf: boolean } }) => e.author?.isHf)).toBe(true);
    expect(hub.violations).toEqual([]);
  });

  test('the pinned notice of staff comes first; pages, search and type', async () => {
    const base = `/api/datasets/${SPECIAL.staffPinnedDataset}/discussions`;
    const page0 = (await ask(base)).json();
    expect(page0.discussions[0]).toMatchObject({ num: 1, pinned: true, author: { isHf: true } });
    const page1 = (await ask(`${base}?p=1`)).json();
    expect(page1.start + page1.discussions.length).toBe(page0.count);
    expect((await ask(`${base}?search=copyright`)).json().count).toBe(4);
    expect((await ask(`${base}?type=pull_request`)).json().count).toBe(0);
    expect(hub.violations).toEqual([]);
  });

  test('who may write, and what', async () => {
    const status = async (path: string, options: Parameters<Ask>[1]) => (await ask(path, options)).status;
    expect(await status(threads, { body: report })).toBe(401);
    expect(await status(threads, { body: report, cookie: 'token=sandbox-session' })).toBe(401);
    expect(await status(threads, { body: report, token: SANDBOX_TOKENS.reader })).toBe(403);
    expect(await status(threads, { body: report, token: SANDBOX_TOKENS.broad })).toBe(200);
    const off = await ask(`/api/models/${SPECIAL.discussionsOffModel}/discussions`, { body: report, token });
    expect([off.status, off.json()]).toEqual([403, { error: 'Discussions are disabled for this repo' }]);
    const locked = `/api/models/${SPECIAL.reportedModel}/discussions/${SPECIAL.lockedDiscussion}/comment`;
    expect(await status(locked, { body: { comment: 'x' }, token })).toBe(403);
    expect(hub.violations).toEqual([]);
    expect(await status(threads, { body: { ...report, title: 'ab' }, token })).toBe(400);
    expect(await status(threads, { body: { ...report, description: 'x'.repeat(65_537) }, token })).toBe(400);
    expect(hub.violations.length).toBeGreaterThan(0);
    expect(hub.violations.every((v) => v.startsWith('request POST'))).toBe(true);
  });

  test('a switch makes API reports native ones', async () => {
    hub.faults.apiReportsBecomeReports = true;
    const { num } = (await ask(threads, { token, body: report })).json();
    expect((await ask(`${threads}/${num}`)).json().isReport).toBe(true);
  });

  test('a card edit becomes a pull request', async () => {
    const lines = [
      { key: 'header', value: { summary: 'Add NFAA tag', description: 'why' } },
      {
        key: 'file',
        value: {
          path: 'README.md',
          content: Buffer.from('---\ntags: [x]\n---\n').toString('base64'),
          encoding: 'base64',
        },
      },
    ];
    const made = await ask(`/api/models/${SPECIAL.safeModel}/commit/main?create_pr=1`, {
      token,
      body: lines.map((l) => JSON.stringify(l)).join('\n'),
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expect(made.status).toBe(200);
    const num = Number(/discussions\/(\d+)$/.exec(made.json().pullRequestUrl)?.[1]);
    expect((await ask(`${threads}/${num}`)).json()).toMatchObject({ isPullRequest: true, status: 'open' });
    const read = await ask(`/${SPECIAL.safeModel}/resolve/refs%2Fpr%2F${num}/README.md`);
    expect((await ask(String(read.headers.location))).body).toContain('tags: [x]');
    expect(hub.violations).toEqual([]);
  });
});

describe('account and searches', () => {
  test('whoami tells what a token may do', async () => {
    const me = (await ask('/api/whoami-v2', { token })).json();
    expect(me.auth.accessToken).toMatchObject({
      role: 'fineGrained',
      fineGrained: { global: ['discussion.write'] },
    });
    expect((await ask('/api/whoami-v2')).status).toBe(401);
    const revoked = await ask('/api/whoami-v2', { token: SANDBOX_TOKENS.revoked });
    expect([revoked.status, revoked.headers['x-error-message']]).toEqual([
      401,
      'Invalid credentials in Authorization header',
    ]);
    expect(hub.violations).toEqual([]);
  });

  test('quicksearch, trending, overview, validate-yaml', async () => {
    const found = (await ask('/api/quicksearch?q=velvet&limit=20')).json();
    expect(found.spaces.map((s: { id: string }) => s.id)).toContain(SPECIAL.nfaaSpace);
    const { recentlyTrending } = (await ask('/api/trending?limit=20')).json();
    expect(recentlyTrending).toHaveLength(20);
    expect((await ask(`/api/users/${SPECIAL.user}/overview`)).json().user).toBe(SPECIAL.user);
    expect(
      (await ask('/api/validate-yaml', { body: { content: '---\na: 1\n---\n', repoType: 'model' } })).status,
    ).toBe(200);
    expect(hub.violations).toEqual([]);
  });

  test('clients that leave the contract are caught', async () => {
    expect((await ask('/api/models?ids=a,b')).status).toBe(200);
    expect((await ask('/api/reports')).status).toBe(404);
    expect(hub.violations).toHaveLength(2);
    expect(validateRequest('DELETE', '/api/models/a/b', {}, '')).toHaveLength(1);
  });
});
