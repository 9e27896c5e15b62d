import { expect, test, vi } from 'vitest';
import type { Vault } from '../../../lib/account/vault.ts';
import type { HubApi } from '../../../lib/hub/api.ts';
import { HubError } from '../../../lib/hub/errors.ts';
import { reportContext } from '../../../lib/report/context.ts';
import type { Target } from '../../../lib/report/report.ts';

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
