import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, test, vi } from 'vitest';
import { HubError, type ListQuery, type RepoTags } from '../../../lib/hub/api.ts';
import { type RepoRef, repoKey } from '../../../lib/hub/url.ts';
import { MAX_ASKED } from '../../../lib/nfaa/asking.ts';
import { indexHash } from '../../../lib/nfaa/hash.ts';
import { authorKey, EXACT, packIndex, type StoredIndex, sortHashes } from '../../../lib/nfaa/index-format.ts';
import { createLookup, type Lookup } from '../../../lib/nfaa/lookup.ts';
import { createMemory, type Memory } from '../../../lib/nfaa/memory.ts';
import { createDatabase } from '../../../lib/platform/db.ts';

const NFAA = 'not-for-all-audiences';
const LISTING = 'https://huggingface.co/models?p=0';
const HOME = 'https://huggingface.co/';
const HOUR = 3_600_000;
const T0 = Date.parse('2026-11-22T12:00:00Z');
const model = (id: string): RepoRef => ({ type: 'model', id });

let now: number;
let memory: Memory;
let hub: FakeHub;
let index: StoredIndex | undefined;
let lookup: Lookup;
let n = 0;

/** Some repositories, and how often it was asked for them. */
class FakeHub {
  /** Id -> tags, of models unless the key says otherwise; in the order of the listing. */
  repos = new Map<string, string[]>();
  renamed = new Map<string, string>();
  most = 1_000;
  lists: ListQuery[] = [];
  singles: string[] = [];
  running = 0;
  peak = 0;
  limited = false;
  fails: Partial<Record<'list' | 'single', HubError>> = {};

  get requests() {
    return this.lists.length + this.singles.length;
  }

  async #took<T>(answer: T): Promise<T> {
    this.peak = Math.max(this.peak, ++this.running);
    await new Promise((go) => setImmediate(go));
    this.running--;
    return answer;
  }

  listRepos = async (query: ListQuery): Promise<{ items: RepoTags[]; next?: string }> => {
    this.lists.push(query);
    await this.#took(null);
    if (this.fails.list) throw this.fails.list;
    const all = [...this.repos]
      .map(([key, tags]) => ({ key: key.includes(':') ? key : `model:${key}`, tags }))
      .filter(({ key }) => key.startsWith(`${query.type}:`))
      .map(({ key, tags }) => ({ id: key.slice(key.indexOf(':') + 1), tags }))
      .filter(({ id }) => !query.author || id.startsWith(`${query.author}/`))
      .filter(({ tags }) => query.filter.every((tag) => tags.includes(tag)));
    const size = Math.min(query.limit, this.most);
    return { items: all.slice(0, size), ...(all.length > size ? { next: 'x' } : {}) };
  };

  lookUpRepo = async ({ type, id }: RepoRef): Promise<RepoTags> => {
    this.singles.push(`${type}:${id}`);
    await this.#took(null);
    if (this.fails.single) throw this.fails.single;
    const named = this.renamed.get(id) ?? id;
    const found = [...this.repos].find(([key]) => key.toLowerCase() === named.toLowerCase());
    if (!found) throw new HubError({ kind: 'gone-or-private', wrote: 'no' });
    return { id: found[0], tags: found[1] };
  };

  limits = () =>
    this.limited
      ? [{ bucket: 'api', account: false, remaining: 200, resetAt: now + 60_000, quota: 500 }]
      : [];

  untag() {
    for (const key of this.repos.keys()) this.repos.set(key, []);
  }

  forget() {
    this.lists = [];
    this.singles = [];
  }
}

const indexOf = (keys: string[], over: Partial<StoredIndex> = {}): StoredIndex => ({
  ...{ v: 1, at: now, since: now, ids: keys.length, types: ['model', 'dataset', 'space', 'kernel'] },
  packed: packIndex(sortHashes(Float64Array.from(keys, (key) => indexHash(key, 9))), 9, EXACT),
  ...over,
});

beforeEach(() => {
  now = T0;
  index = undefined;
  hub = new FakeHub();
  memory = createMemory(createDatabase(`lookup-${n++}`), async () => {}, { now: () => now });
  lookup = createLookup(memory, hub, { now: () => now, index: async () => index });
});

const thirty = (id: (i: number) => string) => Array.from({ length: 30 }, (_, i) => model(id(i)));
const fill = (refs: readonly RepoRef[], tagged = (i: number) => i % 10 === 0) => {
  for (const [i, { id }] of refs.entries()) hub.repos.set(id, tagged(i) ? [NFAA] : ['gguf']);
};

describe('what a question costs', () => {
  const listing = () => thirty((i) => `owner-${i}/name`);
  const ofOne = () => thirty((i) => `owner/name-${i}`);
  const cases: [string, () => RepoRef[], string, number, (refs: RepoRef[]) => unknown][] = [
    ['a listing, cold', listing, LISTING, 1, () => {}],
    ['a listing, warm', listing, LISTING, 0, (refs) => lookup.ask(refs, LISTING)],
    [
      'a listing, all in the start-up memory of another page',
      listing,
      HOME,
      0,
      (refs) => lookup.ask(refs, LISTING),
    ],
    ['a listing, indexed', listing, LISTING, 0, () => (index = indexOf(['model:owner-0/name']))],
    [
      'a listing while the index fills',
      listing,
      LISTING,
      1,
      () => (index = indexOf([], { partial: true, types: [] })),
    ],
    [
      'a listing, indexed two days ago',
      listing,
      LISTING,
      1,
      () => (index = indexOf([], { at: now - 48 * HOUR })),
    ],
    ['30 cards of one author, some tagged', ofOne, HOME, 2, () => {}],
    ['30 cards of one author, none tagged', ofOne, HOME, 1, () => hub.untag()],
    // Three of them have a tagged one: of those, the other card is looked up.
    ['30 cards of 15 authors', () => thirty((i) => `owner-${i % 15}/name-${i}`), HOME, 15 + 3, () => {}],
    ['30 cards of 30 authors, no listing', listing, HOME, 30, () => {}],
    [
      'mixed: 10 in memory, 10 of one author, 5 alone, 5 Spaces of one author',
      () => [
        ...thirty((i) => (i < 10 ? `known/${i}` : i < 20 ? `one/${i}` : `alone-${i}/x`)).slice(0, 25),
        ...Array.from({ length: 5 }, (_, i) => ({ type: 'space' as const, id: `one/s${i}` })),
      ],
      HOME,
      2 + 5 + 1,
      () => memory.remember(Array.from({ length: 10 }, (_, i) => [`model:known/${i}`, false] as const)),
    ],
    [
      'kernels of three authors, two each',
      () => ['a/x', 'a/y', 'b/x', 'b/y', 'c/x', 'c/y'].map((id) => ({ type: 'kernel', id })),
      HOME,
      3,
      () => {},
    ],
    ['buckets', () => [{ type: 'bucket', id: 'a/b' }], HOME, 0, () => {}],
  ];
  test.each(cases)('%s', async (_, make, page, requests, prepare) => {
    const refs = make();
    fill(refs);
    await prepare(refs);
    hub.forget();
    const answers = await lookup.ask(refs, page);
    expect(hub.requests).toBe(requests);
    expect(Object.keys(answers).sort()).toEqual(refs.map(repoKey).sort());
    expect(hub.peak).toBeLessThanOrEqual(4);
  });

  it('is bounded', async () => {
    const refs = Array.from({ length: 200 }, (_, i) => model(`owner-${i}/name`));
    fill(refs);
    const answers = await lookup.ask(refs, HOME);
    expect(hub.requests).toBe(MAX_ASKED);
    expect(Object.values(answers).filter(({ failed }) => failed)).toHaveLength(200 - MAX_ASKED);
  });
});

describe('who is believed', () => {
  it('a listing, then memory', async () => {
    hub.repos.set('o/a', [NFAA]).set('o/b', []);
    expect(await lookup.ask([model('o/a'), model('O/B')], LISTING)).toMatchObject({
      'model:o/a': { nfaa: true, source: 'listing' },
      'model:o/b': { nfaa: false },
    });
    expect(await lookup.ask([model('o/a')], LISTING)).toMatchObject({
      'model:o/a': { nfaa: true, source: 'memory' },
    });
  });

  it('the index, both ways', async () => {
    index = indexOf(['model:o/a']);
    expect(await lookup.ask([model('O/A'), model('o/b')], HOME)).toMatchObject({
      'model:o/a': { nfaa: true, source: 'index', at: now },
      'model:o/b': { nfaa: false, source: 'index' },
    });
  });

  it('whichever of memory and index was learnt later', async () => {
    await memory.remember([
      ['model:o/a', false],
      ['model:o/b', true],
    ]);
    now += HOUR;
    index = indexOf(['model:o/a']);
    expect(await lookup.ask([model('o/a'), model('o/b')], HOME)).toMatchObject({
      'model:o/a': { nfaa: true, source: 'index' },
      'model:o/b': { nfaa: false, source: 'index' },
    });
    now += HOUR;
    await memory.remember([['model:o/a', false]]);
    expect(await lookup.ask([model('o/a')], HOME)).toMatchObject({
      'model:o/a': { nfaa: false, source: 'memory' },
    });
  });

  it('an index that fills or is old: its hits, unless memory knows better', async () => {
    for (const over of [{ partial: true as const, types: [] }, { at: now - 48 * HOUR }]) {
      index = indexOf(['model:o/a', 'model:o/c'], over);
      await memory.remember([['model:o/c', false]]);
      hub.repos.set('o/b', []);
      expect(await lookup.ask([model('o/a'), model('o/b'), model('o/c')], HOME)).toMatchObject({
        'model:o/a': { nfaa: true, source: 'index' },
        'model:o/b': { nfaa: false },
        'model:o/c': { nfaa: false, source: 'memory' },
      });
    }
  });

  it('an author without tagged repositories: all are safe', async () => {
    hub.repos.set('o/a', []).set('o/b', []).set('other/c', [NFAA]);
    expect(await lookup.ask([model('o/a'), model('o/b')], HOME)).toMatchObject({
      'model:o/a': { nfaa: false, source: 'author' },
      'model:o/b': { nfaa: false, source: 'author' },
    });
    expect(hub.lists).toEqual([{ type: 'model', author: 'o', filter: [NFAA], limit: 1_000 }]);
    expect(hub.singles).toEqual([]);
    hub.forget();
    await lookup.ask([model('o/b')], HOME);
    expect(hub.requests).toBe(0);
  });

  it('an author with tagged ones: the only other one is looked up, because its name may be from before a rename', async () => {
    hub.repos.set('o/new-name', [NFAA]).set('o/other', [NFAA]);
    hub.renamed.set('o/old-name', 'o/new-name');
    const refs = [model('o/old-name'), model('o/other')];
    expect(await lookup.ask(refs, HOME)).toMatchObject({
      'model:o/old-name': { nfaa: true, source: 'lookup' },
      'model:o/other': { nfaa: true, source: 'author' },
    });
    expect(hub.requests).toBe(2);
    hub.forget();
    expect(await lookup.ask([model('o/old-name')], HOME, { written: true })).toMatchObject({
      'model:o/old-name': { nfaa: true, source: 'memory' },
    });
    expect(hub.requests).toBe(0);
  });

  it('of several others, a list of the author’s newest tells which are safe; the rest is looked up', async () => {
    hub.repos.set('o/new-name', [NFAA]).set('o/b', []).set('o/c', []);
    hub.renamed.set('o/old-name', 'o/new-name');
    const refs = ['o/new-name', 'o/old-name', 'o/b', 'o/c', 'o/private'].map(model);
    expect(await lookup.ask(refs, HOME)).toMatchObject({
      'model:o/new-name': { nfaa: true },
      'model:o/old-name': { nfaa: true, source: 'lookup' },
      'model:o/b': { nfaa: false, source: 'author' },
      'model:o/c': { nfaa: false, source: 'author' },
      'model:o/private': { nfaa: null, failed: true, missing: true },
    });
    expect(hub.lists).toMatchObject([{ filter: [NFAA] }, { filter: [], limit: 200 }]);
    expect(hub.singles).toEqual(['model:o/old-name', 'model:o/private']);
  });

  it('a part of the list of an author’s tagged ones says nothing of the others', async () => {
    hub.most = 1;
    hub.repos.set('o/a', [NFAA]).set('o/b', [NFAA]);
    expect(await lookup.ask([model('o/a'), model('o/b')], HOME)).toMatchObject({
      'model:o/a': { nfaa: true, source: 'author' },
      'model:o/b': { nfaa: true, source: 'lookup' },
    });
  });

  it('a bucket has no tags: it is untagged, whatever is watched, and nothing to remember', async () => {
    const bucket: RepoRef = { type: 'bucket', id: 'O/B' };
    for (const options of [{}, { written: true }, { watched: ['tag:uncensored'] }]) {
      const answers = await lookup.ask([bucket], HOME, options);
      expect(answers['bucket:o/b']).toMatchObject({ nfaa: false });
      expect(answers['bucket:o/b']).not.toHaveProperty('failed');
    }
    expect(hub.requests).toBe(0);
    expect((await memory.recall(['bucket:o/b'])).size).toBe(0);
  });

  it('kernels are asked for by author, because their own document tells no tags', async () => {
    hub.repos.set('kernel:o/k', [NFAA]).set('kernel:o/l', []);
    const refs = ['o/k', 'o/l', 'o/private'].map((id) => ({ type: 'kernel' as const, id }));
    expect(await lookup.ask(refs, HOME)).toMatchObject({
      'kernel:o/k': { nfaa: true },
      'kernel:o/l': { nfaa: false },
      'kernel:o/private': { nfaa: null, failed: true },
    });
    expect(hub.requests).toBe(1);
  });

  it('of links that people wrote, no list says that they are safe where their author has tagged ones', async () => {
    hub.repos.set('old/new-name', [NFAA]).set('o/b', []);
    hub.renamed.set('old/name', 'old/new-name').set('old/other', 'o/b');
    index = indexOf(['model:old/new-name', authorKey('model:old/new-name')]);
    const refs = [model('old/name'), model('old/other'), model('other/one')];
    expect(await lookup.ask(refs, HOME, { written: true })).toMatchObject({
      'model:old/name': { nfaa: true, source: 'lookup' },
      'model:old/other': { nfaa: false, source: 'lookup' },
      'model:other/one': { nfaa: false, source: 'index' },
    });
    expect(hub.requests).toBe(2);
    // The Hub's own lists have today's names.
    expect(await lookup.ask([model('old/third')], HOME)).toMatchObject({
      'model:old/third': { nfaa: false, source: 'index' },
    });
    expect(hub.requests).toBe(2);
  });

  it('what the index says is untagged is remembered, with the time of the index: the guard’s short form may say otherwise', async () => {
    index = indexOf(['model:o/a']);
    now += HOUR;
    await lookup.ask([model('o/a'), model('o/b')], HOME);
    const recalled = await memory.recall(['model:o/a', 'model:o/b']);
    expect([...recalled]).toEqual([['model:o/b', { nfaa: false, at: index.at }]]);
    expect(hub.requests).toBe(0);
    // So it is forgotten when the index is, and the next index is believed.
    index = indexOf(['model:o/b']);
    expect(await lookup.ask([model('o/b')], HOME)).toMatchObject({ 'model:o/b': { nfaa: true } });
  });

  it('but never over what was learnt later, meanwhile', async () => {
    index = indexOf([]);
    now += HOUR;
    const recall = memory.recall;
    vi.spyOn(memory, 'recall').mockImplementationOnce(async (keys) => {
      const before = await recall(keys);
      await memory.remember([['model:o/a', true]]);
      return before;
    });
    await lookup.ask([model('o/a')], HOME);
    expect((await memory.recall(['model:o/a'])).get('model:o/a')).toEqual({ nfaa: true, at: now });
  });

  it('nor of links that people wrote; and what came from the index is not believed of those either', async () => {
    hub.repos.set('old/new-name', [NFAA]);
    hub.renamed.set('old/name', 'old/new-name');
    index = indexOf(['model:old/new-name', authorKey('model:old/new-name')]);
    await lookup.ask([model('other/one')], HOME, { written: true });
    expect((await memory.recall(['model:other/one'])).size).toBe(0);
    await lookup.ask([model('old/name')], HOME);
    expect(await lookup.ask([model('old/name')], HOME, { written: true })).toMatchObject({
      'model:old/name': { nfaa: true, source: 'lookup' },
    });
  });

  it('a renamed repository is remembered under both names', async () => {
    hub.repos.set('New/Name', [NFAA]);
    hub.renamed.set('old/name', 'New/Name');
    expect(await lookup.ask([model('old/name')], HOME)).toMatchObject({ 'model:old/name': { nfaa: true } });
    hub.forget();
    expect(await lookup.ask([model('old/name'), model('new/name')], HOME)).toMatchObject({
      'model:old/name': { nfaa: true, source: 'memory' },
      'model:new/name': { nfaa: true, source: 'memory' },
    });
    expect(hub.requests).toBe(0);
  });

  it('a private repository is unknown, not safe', async () => {
    expect(await lookup.ask([model('p/q')], HOME)).toEqual({
      'model:p/q': { nfaa: null, source: 'none', at: now, failed: true, missing: true },
    });
  });

  it('a tag that was added or removed is seen when memory is a day old', async () => {
    hub.repos.set('o/a', []);
    await lookup.ask([model('o/a')], HOME);
    hub.repos.set('o/a', [NFAA]);
    now += 24 * HOUR + 1;
    expect(await lookup.ask([model('o/a')], HOME)).toMatchObject({ 'model:o/a': { nfaa: true } });
  });
});

describe('several tabs', () => {
  it('with the same repositories cause one set of requests', async () => {
    const refs = thirty((i) => `owner-${i}/name`);
    fill(refs);
    const [one, two, three] = await Promise.all([
      lookup.ask(refs, HOME),
      lookup.ask(refs, HOME),
      lookup.ask([...refs.slice(5, 10), model('owner-1/NAME')], 'https://huggingface.co/collections/a/b-1'),
    ]);
    expect(hub.requests).toBe(30);
    expect(two).toEqual(one);
    expect(Object.keys(three!)).toHaveLength(6);
  });

  it('with the same listing and other parts of it share one query', async () => {
    const refs = thirty((i) => `owner-${i}/name`);
    fill(refs);
    await Promise.all([lookup.ask(refs.slice(0, 15), LISTING), lookup.ask(refs.slice(15), LISTING)]);
    expect(hub.requests).toBe(1);
  });

  it('a question that fails fails for all, and the next one asks anew', async () => {
    const broken = vi.spyOn(memory, 'recall').mockRejectedValueOnce(new Error('closed'));
    const asked = [lookup.ask([model('o/a')], HOME), lookup.ask([model('o/a')], HOME)];
    for (const { status } of await Promise.allSettled(asked)) expect(status).toBe('rejected');
    broken.mockRestore();
    hub.repos.set('o/a', []);
    expect(await lookup.ask([model('o/a')], HOME)).toMatchObject({ 'model:o/a': { nfaa: false } });
  });
});

describe('a Hub that cannot be asked', () => {
  const down = new HubError({ kind: 'network', wrote: 'no' });

  it('is asked no more, and what is not known has failed', async () => {
    hub.fails = { list: down };
    expect(await lookup.ask([model('o/a')], LISTING)).toMatchObject({
      'model:o/a': { nfaa: null, failed: true },
    });
    expect(hub.requests).toBe(1);
  });

  it('nor after a single look-up that did not reach it', async () => {
    hub.fails = { single: down };
    await lookup.ask(
      thirty((i) => `owner-${i}/name`),
      HOME,
    );
    expect(hub.requests).toBeLessThanOrEqual(4);
  });

  it('a list that is refused leaves the single look-ups', async () => {
    hub.fails = { list: new HubError({ kind: 'invalid', wrote: 'no' }) };
    hub.repos.set('o/a', [NFAA]);
    expect(await lookup.ask([model('o/a')], LISTING)).toMatchObject({
      'model:o/a': { nfaa: true, source: 'lookup' },
    });
  });

  it('half of the quota is the person’s', async () => {
    hub.limited = true;
    await lookup.ask([model('x/y')], LISTING);
    expect(hub.requests).toBe(0);
  });
});

describe('rules about labels', () => {
  const watched = ['tag:uncensored', 'licence:mit'];
  beforeEach(() => {
    hub.repos.set('o/a', [NFAA, 'uncensored']).set('o/b', ['license:mit']).set('p/c', ['gguf']);
  });
  const refs = [model('o/a'), model('o/b'), model('p/c')];

  it('a listing tells them with the same query', async () => {
    expect(await lookup.ask(refs, LISTING, { watched })).toMatchObject({
      'model:o/a': { nfaa: true, labels: ['tag:uncensored'] },
      'model:o/b': { nfaa: false, labels: ['licence:mit'] },
      'model:p/c': { nfaa: false, labels: [] },
    });
    expect(hub.requests).toBe(1);
  });

  it('they are remembered, and told by other rules as well', async () => {
    await lookup.ask(refs, LISTING, { watched });
    hub.forget();
    expect(await lookup.ask(refs, HOME, { watched: ['tag:gguf'] })).toMatchObject({
      'model:o/b': { labels: [] },
      'model:p/c': { labels: ['tag:gguf'], source: 'memory' },
    });
    expect(hub.requests).toBe(0);
  });

  it('without rules no labels are told, and no tags remembered', async () => {
    expect((await lookup.ask(refs, LISTING))['model:o/a']).not.toHaveProperty('labels');
    expect((await memory.recall(['model:o/a'])).get('model:o/a')).not.toHaveProperty('tags');
  });

  it('a verdict without tags is not enough: one query for the author, then single ones', async () => {
    index = indexOf(['model:o/a']);
    expect(await lookup.ask(refs, HOME, { watched })).toMatchObject({
      'model:o/a': { nfaa: true, labels: ['tag:uncensored'] },
      'model:o/b': { labels: ['licence:mit'] },
      'model:p/c': { labels: [] },
    });
    expect(hub.lists).toMatchObject([{ author: 'o', filter: [] }]);
    expect(hub.singles).toEqual(['model:p/c']);
  });

  it('and is still told when the Hub cannot be asked', async () => {
    index = indexOf(['model:o/a']);
    hub.limited = true;
    const answers = await lookup.ask(refs, LISTING, { watched });
    expect(answers['model:o/a']).toMatchObject({ nfaa: true, source: 'index', failed: true });
    expect(answers['model:o/b']).toMatchObject({ nfaa: false, source: 'index', failed: true });
    for (const answer of Object.values(answers)) expect(answer).not.toHaveProperty('labels');
  });

  it('a relative of a tagged model, as far as it is known here', async () => {
    hub.repos.set('q/d', ['base_model:finetune:O/Listed']).set('q/e', ['base_model:o/other']);
    index = indexOf(['model:o/listed']);
    const answers = await lookup.ask([model('q/d'), model('q/e')], LISTING, { watched: ['related'] });
    expect(answers['model:q/d']!.labels).toEqual(['related:model:o/listed']);
    expect(answers['model:q/e']!.labels).toEqual([]);
    expect(hub.requests).toBe(1);
  });
});
