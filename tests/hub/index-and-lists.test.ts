/** What an index, an attribution and a shared list ask the Hub for. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, type Ask, makeClient } from './client.ts';
import { BROKEN_LABELS_GOOD, LABELS } from './labels.ts';
import {
  commitTo,
  type Hub,
  isNfaa,
  NFAA_TAG,
  SANDBOX_TOKENS,
  SPECIAL,
  setNfaa,
  startHub,
} from './server.ts';

let hub: Hub;
let ask: Ask;
beforeAll(async () => {
  hub = await startHub({ quiet: true });
  ask = makeClient(hub.port);
});
afterAll(() => hub.close());
beforeEach(() => hub.reset());

const next = (answer: Answer) =>
  /<https:\/\/huggingface\.co([^>]+)>; rel="next"/.exec(String(answer.headers.link ?? ''))?.[1];
const INDEX = `filter=${NFAA_TAG}&expand[]=tags&expand[]=lastModified&sort=lastModified&direction=-1&limit=1000`;

async function walk(first: string, between?: (page: number) => void): Promise<string[]> {
  const ids: string[] = [];
  for (let path: string | undefined = first, page = 0; path; page++) {
    const answer: Answer = await ask(path);
    expect(answer.status).toBe(200);
    ids.push(...answer.json().map((r: { id: string }) => r.id));
    between?.(page);
    path = next(answer);
  }
  return ids;
}

describe('an index of tagged repositories', () => {
  test('3,000 of them, a hundred a page, every one once, newest first', async () => {
    hub.seedMany(3000);
    hub.faults.maxListLimit = 100;
    hub.faults.quotas = { api: 1000 };
    for (const kind of ['models', 'datasets', 'spaces']) {
      const ids = await walk(`/api/${kind}?${INDEX}`);
      const wanted = hub.state.repos.filter((r) => `${r.type}s` === kind && isNfaa(r));
      expect(ids).toHaveLength(wanted.length);
      expect(new Set(ids)).toEqual(new Set(wanted.map((r) => r.id)));
      const dates = ids.map((id) => wanted.find((r) => r.id === id)?.lastModified ?? '');
      expect(dates).toEqual(dates.toSorted().reverse());
    }
    expect(hub.violations).toEqual([]);
  });

  test('what comes or goes between two pages shifts nothing', async () => {
    hub.seedMany(200);
    hub.faults.maxListLimit = 20;
    const models = hub.state.repos.filter((r) => r.type === 'model' && isNfaa(r));
    const gone = models[0]!;
    const ids = await walk(`/api/models?${INDEX}`, (page) => {
      if (page === 2) setNfaa(hub.state, gone, false, { author: 'x', summary: 'Remove tag' });
      if (page === 3) hub.seedMany(10);
    });
    const kept = models.filter((r) => r !== gone).map((r) => r.id);
    expect(kept.filter((id) => !ids.includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('kernels have a list too; an author narrows it; a strange cursor is refused', async () => {
    const kernels = (await ask(`/api/kernels?filter=${NFAA_TAG}&expand[]=tags&sort=lastModified`)).json();
    expect(kernels.map((k: { id: string }) => k.id).toSorted()).toEqual(
      hub.state.repos
        .filter((r) => r.type === 'kernel' && isNfaa(r))
        .map((r) => r.id)
        .toSorted(),
    );
    const [mine] = (await ask(`/api/models?${INDEX}&author=after-dusk`)).json();
    expect(mine).toMatchObject({
      tags: expect.arrayContaining([NFAA_TAG]),
      lastModified: expect.any(String),
    });
    expect((await ask('/api/models?cursor=abc')).status).toBe(400);
    expect(hub.violations).toEqual([]);
  });

  test('a Hub may start with many, and small pages', async () => {
    const big = await startHub({ quiet: true, tagged: 50, maxListLimit: 10 });
    const there = () => big.state.repos.filter((r) => r.id.startsWith('many-')).length;
    big.faults.maxListLimit = 500;
    big.seedMany(5);
    expect(there()).toBe(55);
    big.reset();
    expect([there(), big.faults.maxListLimit]).toEqual([50, 10]);
    expect((await makeClient(big.port)('/api/models?limit=1000')).json()).toHaveLength(10);
    await big.close();
  });
});

describe('who put the tag there', () => {
  const commits = async (id: string) => (await ask(`/api/models/${id}/commits/main`)).json();

  test('its owner, a staff member, or a staff member’s merged pull request', async () => {
    expect(await commits(SPECIAL.nfaaByOwner)).toMatchObject([
      { title: 'Update README.md', authors: [{ user: 'velvet-room' }] },
      { title: 'initial commit' },
    ]);
    expect(await commits(SPECIAL.nfaaByStaff)).toMatchObject([
      { title: 'Add NFAA tag', authors: [{ user: SPECIAL.staff }] },
      { title: 'initial commit' },
    ]);
    const [merge] = await commits(SPECIAL.nfaaByPullRequest);
    expect(merge).toMatchObject({
      title: 'Add NFAA tag (#1)',
      authors: [{ user: SPECIAL.staff }, { user: 'after-dusk' }],
    });
    const pull = (await ask(`/api/models/${SPECIAL.nfaaByPullRequest}/discussions/1`)).json();
    expect(pull).toMatchObject({ isPullRequest: true, status: 'merged', author: { isHf: true } });
    const { orgs } = (await ask(`/api/users/${SPECIAL.staff}/overview`)).json();
    expect(orgs).toMatchObject([{ name: SPECIAL.staffOrg }]);
    expect(hub.violations).toEqual([]);
  });

  test('the tag is in the card from that commit on, not before', async () => {
    const [tagged, first] = await commits(SPECIAL.nfaaByStaff);
    const card = async (oid: string) => {
      const to = (await ask(`/${SPECIAL.nfaaByStaff}/resolve/${oid}/README.md`)).headers.location;
      return (await ask(String(to))).body;
    };
    expect(await card(tagged.id)).toContain(NFAA_TAG);
    expect(await card(first.id)).not.toContain(NFAA_TAG);
  });

  test('pages of a history, its count, a rename, an unknown revision', async () => {
    const first = await ask(`/api/models/${SPECIAL.nfaaByOwner}/commits/main?limit=1`);
    expect([first.json().length, first.headers['x-total-count']]).toEqual([1, '2']);
    const second = await ask(next(first) as string);
    expect([second.json()[0].title, next(second)]).toEqual(['initial commit', undefined]);
    const moved = await ask(`/api/models/${SPECIAL.renamedNfaaFrom}/commits/main`);
    expect(moved.headers.location).toBe(`/api/models/${SPECIAL.nfaaByOwner}/commits/main`);
    const wrong = await ask(`/api/models/${SPECIAL.safeModel}/commits/nowhere`);
    expect([wrong.status, wrong.headers['x-error-code']]).toEqual([404, 'RevisionNotFound']);
    expect(hub.violations).toEqual([]);
  });

  test('the tree is in the API', async () => {
    const query = 'expand[]=baseModels&expand[]=childrenModelCount&expand[]=tags';
    expect((await ask(`/api/models/${SPECIAL.treeBase}?${query}`)).json().childrenModelCount).toEqual({
      finetune: 2,
      quantized: 1,
    });
    const child = (await ask(`/api/models/${SPECIAL.untaggedDerivative}?${query}`)).json();
    expect(child.baseModels).toEqual({ relation: 'adapter', models: [{ id: SPECIAL.nfaaByOwner }] });
    expect(child.tags).toContain(`base_model:adapter:${SPECIAL.nfaaByOwner}`);
    expect(hub.violations).toEqual([]);
  });
});

describe('shared lists', () => {
  const path = (id: string) => `/datasets/${id}/resolve/main/labels.jsonl`;
  const read = async (id: string, options?: Parameters<Ask>[1]) => {
    const first = await ask(path(id), options);
    return first.status === 307 ? ask(String(first.headers.location), options) : first;
  };
  const good = (text: string) =>
    text.split('\n').filter((l) => {
      try {
        const { action, repo, author } = JSON.parse(l);
        const target = repo ?? author;
        return (
          ['cover', 'hide', 'mark', 'show'].includes(action) &&
          typeof target === 'string' &&
          /^(\w+s\/)?[\w-]/.test(target)
        );
      } catch {
        return false;
      }
    });

  test('a good one, with its revision; the second time 304, at either step', async () => {
    const answer = await read(SPECIAL.labelList);
    expect(
      answer.body
        .trim()
        .split('\n')
        .map((l) => JSON.parse(l)),
    ).toEqual(LABELS);
    expect(answer.headers['x-repo-commit']).toMatch(/^[0-9a-f]{40}$/);
    const known = { headers: { 'if-none-match': String(answer.headers.etag) } };
    expect((await ask(path(SPECIAL.labelList), known)).status).toBe(304);
    const target = String((await ask(path(SPECIAL.labelList))).headers.location);
    expect((await ask(target, known)).status).toBe(304);
    const repo = hub.state.repos.find((r) => r.id === SPECIAL.labelList)!;
    commitTo(hub.state, repo, { author: 'open-meadow', summary: 'Update' }, { 'labels.jsonl': '{}\n' });
    const later = await ask(path(SPECIAL.labelList), known);
    expect(later.status).toBe(307);
    expect(later.headers['x-repo-commit']).not.toBe(answer.headers['x-repo-commit']);
  });

  test('broken lines among good ones', async () => {
    const { body } = await read(SPECIAL.labelListBroken);
    const lines = good(body).filter((l) => l.length < 1000);
    expect(lines).toHaveLength(BROKEN_LABELS_GOOD);
    expect(body.split('\n').length).toBeGreaterThan(10);
  });

  test('gated is 403, private 401 for strangers and readable by its owner', async () => {
    const gated = await read(SPECIAL.labelListGated);
    expect([gated.status, gated.headers['x-error-code']]).toEqual([403, 'GatedRepo']);
    expect((await read(SPECIAL.labelListPrivate)).status).toBe(401);
    expect((await read(SPECIAL.labelListPrivate, { token: SANDBOX_TOKENS.writer })).status).toBe(200);
  });

  test('a huge one; a test may put its own text in its place', async () => {
    const huge = await read(SPECIAL.labelListHuge);
    expect(huge.body.length).toBeGreaterThan(2_000_000);
    let asked = 0;
    hub.live.set(
      `dataset:${SPECIAL.labelListHuge}`,
      'labels.jsonl',
      (repo) => `{"n":${++asked},"id":"${repo.id}"}\n`,
    );
    expect(JSON.parse((await read(SPECIAL.labelListHuge)).body)).toMatchObject({ id: SPECIAL.labelListHuge });
    hub.reset();
    expect((await read(SPECIAL.labelListHuge)).body).toBe(huge.body);
  });
});

describe('full-text search', () => {
  test('hits of every type, in pages', async () => {
    const first = (await ask('/api/search/full-text?q=velvet')).json();
    expect(first.hits[0]).toMatchObject({ name: expect.stringContaining('velvet'), tags: expect.any(Array) });
    const rest = (await ask('/api/search/full-text?q=velvet&skip=10')).json();
    expect(first.hits.length + rest.hits.length).toBe(Math.min(20, first.estimatedTotalHits));
    expect(new Set(first.hits.map((h: { repoType: string }) => h.repoType)).size).toBeGreaterThan(2);
    expect(hub.violations).toEqual([]);
  });
});
