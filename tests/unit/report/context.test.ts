import { expect, test, vi } from 'vitest';
import type { Vault } from '../../../lib/account/vault.ts';
import type { HubApi } from '../../../lib/hub/api.ts';
import { HubError } from '../../../lib/hub/errors.ts';
import { reportContext } from '../../../lib/report/context.ts';
import type { OutboxRecord, Target } from '../../../lib/report/report.ts';

const vault = { account: async () => ({ name: 'ada', canReport: true, remembered: false }) } as Vault;
const target = (type: 'space' | 'model', id = 'a/plain'): Target =>
  ({ repo: { type, id }, sha: null, seenAt: '2026-11-22T00:00:00.000Z' }) as unknown as Target;

function hub(tags: string[], repoFile: HubApi['repoFile']) {
  return {
    repoSha: async () => ({ id: 'a/plain', sha: 'c0ffee', tags }),
    listDiscussions: async () => ({ discussions: [], count: 0, start: 0 }),
    repoFile: vi.fn(repoFile),
  } as unknown as HubApi & { repoFile: ReturnType<typeof vi.fn> };
}
const missing = async () => {
  throw new HubError({ kind: 'not-found', wrote: 'no' });
};

test('a Space that starts a miner: suggested, with where that stands, and not more than suggested', async () => {
  const api = hub([], async () => ({ kind: 'file', text: 'FROM debian\nCMD ["./xmrig", "-o", "pool"]' }));
  const { suggestions, sha } = await reportContext({ api, vault }, target('space'));
  expect(sha).toBe('c0ffee');
  expect(suggestions.map(({ topicId }) => topicId)).toEqual(['cryptomining']);
  expect(suggestions[0]!.because).toMatch(/xmrig.*start commands/);
});

test('a Space without such a file is no trouble; of a model none is asked for', async () => {
  const api = hub(['gradio'], missing);
  const space = await reportContext({ api, vault }, target('space'));
  expect(space).toMatchObject({ suggestions: [], existing: [], sha: 'c0ffee' });
  expect(space.problem).toBeUndefined();
  api.repoFile.mockClear();
  await reportContext({ api, vault }, target('model'));
  expect(api.repoFile).not.toHaveBeenCalled();
});

test('what hints at minors is never suggested', async () => {
  const api = hub(['loli', 'shota', 'nsfw'], missing);
  const { suggestions } = await reportContext({ api, vault }, target('model', 'a/loli-shota'));
  expect(suggestions.filter(({ topicId }) => topicId.startsWith('minor'))).toEqual([]);
});

test('what belongs to no repository: the Hub is asked nothing', async () => {
  const api = hub([], missing);
  const calls = vi.spyOn(api, 'repoSha');
  const user = {
    kind: 'user',
    subject: 'ada',
    url: 'https://huggingface.co/ada',
    sha: null,
    seenAt: 0,
  } as const;
  expect(await reportContext({ api, vault }, user)).toMatchObject({
    sha: null,
    existing: [],
    suggestions: [],
  });
  expect(calls).not.toHaveBeenCalled();
});

test('own reports of the same place come along, not those that never left; too many in a day are told', async () => {
  const record = (id: string, name: string, state = 'confirmed'): OutboxRecord =>
    ({
      id,
      state,
      since: Date.now(),
      nextAt: 0,
      url: 'https://huggingface.co/x',
      report: {
        id,
        topicId: 'spam',
        topicName: 'Spam',
        route: 'public-api',
        target: target('model', name),
        createdAt: Date.now(),
      },
    }) as unknown as OutboxRecord;
  const all = [
    record('1', 'A/Plain'),
    record('2', 'a/other'),
    record('3', 'a/plain', 'cancelled'),
    record('4', 'a/plain'),
  ];
  const api = hub([], missing);
  const few = await reportContext({ api, vault, records: async () => all }, target('model'));
  expect(few.own?.map(({ id }) => id)).toEqual(['1', '4']);
  expect(few.pace).toBeUndefined();
  const many = await reportContext(
    { api, vault, records: async () => [...all, record('5', 'a/plain')] },
    target('model'),
  );
  expect(many.pace).toMatch(/^You sent 3 reports about this repository within a day\./);
});

test('another name, and nothing there any more', async () => {
  const api = hub([], missing);
  api.repoSha = async () => ({ id: 'b/new', sha: null, tags: [] });
  expect(await reportContext({ api, vault }, target('model'))).toMatchObject({
    state: 'renamed',
    movedTo: 'b/new',
  });
  api.repoSha = async () => {
    throw new HubError({ kind: 'gone-or-private', wrote: 'no' });
  };
  expect(await reportContext({ api, vault }, target('model'))).toMatchObject({ state: 'gone', sha: null });
});
