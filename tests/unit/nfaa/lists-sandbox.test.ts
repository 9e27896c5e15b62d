/** Lists against the sandbox Hub, over HTTPS, redirects and all. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createHubApi, type HubApi } from '../../../lib/hub/api.ts';
import { createLists } from '../../../lib/nfaa/lists.ts';
import { makeClient } from '../../hub/client.ts';
import { BROKEN_LABELS_GOOD, LABELS } from '../../hub/labels.ts';
import { type Hub, SANDBOX_TOKENS, SPECIAL, startHub } from '../../hub/server.ts';
import { makeWorld } from './rules-fakes.ts';

let hub: Hub;
let api: HubApi;
const asked: string[] = [];

beforeAll(async () => {
  hub = await startHub({ quiet: true });
  const ask = makeClient(hub.port);
  const go = async (url: URL, init: RequestInit): Promise<Response> => {
    const headers = Object.fromEntries(new Headers(init.headers));
    const answer = await ask(url.pathname + url.search, { method: 'GET', headers });
    const { location } = answer.headers;
    asked.push(`${answer.status} ${url.pathname.split('/')[1] === 'api' ? 'api' : 'file'}`);
    if (typeof location === 'string' && answer.status < 400) return go(new URL(location, url), init);
    return new Response(answer.status === 304 ? null : answer.body, {
      status: answer.status,
      headers: answer.headers as Record<string, string>,
    });
  };
  api = createHubApi({
    fetch: (input, init = {}) => go(new URL(String(input)), init),
    sleep: async () => {},
  });
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.reset();
  asked.length = 0;
});

function makeLists(token: string | null = null) {
  const { rules, world, db, ruleSet } = makeWorld();
  const lists = createLists({
    db,
    api,
    rules,
    token: async () => token,
    schedule: () => {},
    now: () => world.now,
  });
  return { rules, world, lists, ruleSet };
}

test('subscribed, refreshed without a change, and with one', async () => {
  const { lists, ruleSet, world, rules } = makeLists();
  const preview = await lists.preview(`https://huggingface.co/datasets/${SPECIAL.labelList}`);
  expect(preview).toMatchObject({ id: SPECIAL.labelList, entries: LABELS.length, skipped: 0 });
  expect(preview.changed).toBeGreaterThan(0);
  await lists.subscribe(preview.id, 'as-listed');
  // Entries that ask for `show` do nothing.
  const places = Object.keys({ ...ruleSet().repos, ...ruleSet().authors });
  expect(places).toHaveLength(LABELS.filter(({ action }) => action !== 'show').length);
  world.now += 2 * 24 * 60 * 60_000;
  asked.length = 0;
  await lists.due();
  expect(asked).toEqual(['304 file']);
  hub.live.set(`dataset:${SPECIAL.labelList}`, 'labels.jsonl', () => '{"author":"eve","label":"x"}\n');
  world.now += 2 * 24 * 60 * 60_000;
  await lists.due();
  expect(Object.keys(ruleSet().authors)).toEqual(['eve']);
  expect((await rules.get()).lists[0]?.failed).toBeUndefined();
});

test('broken, huge, gated, private, absent', async () => {
  const { lists, ruleSet, rules } = makeLists();
  expect((await lists.preview(SPECIAL.labelListBroken)).entries).toBe(BROKEN_LABELS_GOOD);
  const huge = await lists.preview(SPECIAL.labelListHuge);
  expect(huge.entries).toBe(20_000);
  await lists.subscribe(huge.id, 'as-listed');
  expect(Object.keys(ruleSet().repos)).toHaveLength(20_000);
  expect((await rules.get()).problems).toEqual([]);
  await expect(lists.preview(SPECIAL.labelListGated)).rejects.toThrow('Only some accounts');
  await expect(lists.preview(SPECIAL.labelListPrivate)).rejects.toThrow('is private');
  await expect(lists.preview(SPECIAL.staffPinnedDataset)).rejects.toThrow('no file labels.jsonl');
  await expect(lists.preview('nobody/nothing')).rejects.toThrow('does not exist');
});

test('a private list with the token of somebody who may read it', async () => {
  const { lists, rules } = makeLists(SANDBOX_TOKENS.writer);
  const preview = await lists.preview(SPECIAL.labelListPrivate);
  await lists.subscribe(preview.id, 'as-listed');
  expect((await rules.get()).lists[0]).toMatchObject({ private: true, entries: LABELS.length });
});
