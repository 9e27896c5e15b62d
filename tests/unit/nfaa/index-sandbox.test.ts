/** The index and the look-ups against the sandbox Hub: real paging, real limits, real redirects. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createHubApi } from '../../../lib/hub/api.ts';
import { repoKey } from '../../../lib/hub/url.ts';
import { indexVerdict, type StoredIndex } from '../../../lib/nfaa/index-format.ts';
import { createIndexSync } from '../../../lib/nfaa/index-sync.ts';
import { createLookup } from '../../../lib/nfaa/lookup.ts';
import { createMemory } from '../../../lib/nfaa/memory.ts';
import { createDatabase } from '../../../lib/platform/db.ts';
import { makeClient } from '../../hub/client.ts';
import { type Hub, isNfaa, SPECIAL, setNfaa, startHub } from '../../hub/server.ts';

let hub: Hub;
let now: number;
let n = 0;
beforeAll(async () => {
  hub = await startHub({ quiet: true });
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.reset();
  now = Date.now();
});

function makeWorker() {
  const ask = makeClient(hub.port);
  const go = async (url: URL): Promise<Response> => {
    const { status, headers, body } = await ask(url.pathname + url.search);
    const { location } = headers;
    if (status >= 300 && status < 400 && typeof location === 'string') return go(new URL(location, url));
    return new Response(body, { status, headers: headers as Record<string, string> });
  };
  const clock = { now: () => now };
  const api = createHubApi({ fetch: (input) => go(new URL(String(input))), sleep: async () => {}, ...clock });
  const db = createDatabase(`index-sandbox-${n++}`);
  const published: StoredIndex[] = [];
  const sync = createIndexSync({
    ...{ db, api, ...clock },
    publish: async (index) => void published.push(index),
  });
  const memory = createMemory(db, async () => {}, clock);
  const lookup = createLookup(memory, api, { index: sync.index, ...clock });
  const runUntil = async (end: () => boolean) => {
    while (!end()) now = (await sync.step()).nextAt;
  };
  return { sync, lookup, published, runUntil };
}

const tagged = () => hub.state.repos.filter((r) => isNfaa(r) && !r.private && r.disabledReason === undefined);

test('the index holds what the Hub holds, over many pages, within a tenth of the quota', async () => {
  hub.seedMany(300);
  hub.faults.maxListLimit = 10;
  const { sync, published, runUntil } = makeWorker();
  await runUntil(() => published.at(-1)?.partial === undefined && published.length > 0);
  const index = await sync.index();
  expect(index!.ids).toBe(tagged().length);
  for (const repo of hub.state.repos)
    expect(indexVerdict(index, repoKey(repo), now)).toBe(tagged().includes(repo));
  expect(hub.requests.length).toBeGreaterThan(35);
  expect(hub.violations).toEqual([]);

  const [gone, ...others] = tagged();
  setNfaa(hub.state, gone!, false, { author: 'x', summary: 'Remove tag' });
  const late = hub.state.repos.find((r) => r.id === SPECIAL.safeModel)!;
  setNfaa(hub.state, late, true, { author: 'x', summary: 'Add tag' });
  now += 3_600_000;
  await runUntil(() => published.at(-1)!.ids === others.length + 2);
  expect(indexVerdict(await sync.index(), repoKey(late), now)).toBe(true);
  now += 22 * 3_600_000;
  await runUntil(() => published.at(-1)!.ids === others.length + 1);
  expect(indexVerdict(await sync.index(), repoKey(gone!), now)).toBe(false);
});

test('look-ups: kernels, authors, old names', async () => {
  const { lookup } = makeWorker();
  const [ns] = SPECIAL.nfaaModel.split('/');
  const refs = [
    { type: 'kernel', id: SPECIAL.nfaaKernel },
    { type: 'kernel', id: SPECIAL.kernel },
    { type: 'model', id: SPECIAL.nfaaModel.toUpperCase() },
    { type: 'model', id: SPECIAL.renamedNfaaFrom },
    { type: 'model', id: SPECIAL.renamedFrom },
    { type: 'space', id: SPECIAL.nfaaSpace },
    { type: 'space', id: `${ns}/no-such-space` },
  ] as const;
  const answers = await lookup.ask(refs, 'https://huggingface.co/', { written: true });
  expect(Object.fromEntries(Object.entries(answers).map(([key, { nfaa }]) => [key, nfaa]))).toEqual({
    [`kernel:${SPECIAL.nfaaKernel}`]: true,
    [`kernel:${SPECIAL.kernel}`]: false,
    [`model:${SPECIAL.nfaaModel}`]: true,
    [`model:${SPECIAL.renamedNfaaFrom.toLowerCase()}`]: true,
    [`model:${SPECIAL.renamedFrom}`]: false,
    [`space:${SPECIAL.nfaaSpace}`]: true,
    [`space:${ns}/no-such-space`]: null,
  });
});

test('a listing of 30 cards: one request, then none', async () => {
  const { lookup } = makeWorker();
  const listed = hub.state.repos
    .filter((r) => r.type === 'model' && !r.private && r.disabledReason === undefined)
    .sort((a, b) => b.trendingScore - a.trendingScore || a.id.localeCompare(b.id))
    .slice(0, 30);
  for (const requests of [1, 0]) {
    hub.requests.length = 0;
    const answers = await lookup.ask(listed, 'https://huggingface.co/models');
    for (const repo of listed) expect(answers[repoKey(repo)]!.nfaa).toBe(isNfaa(repo));
    expect(hub.requests).toHaveLength(requests);
  }
});
