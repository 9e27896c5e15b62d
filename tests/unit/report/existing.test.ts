import { expect, test } from 'vitest';
import { HubError } from '../../../lib/hub/errors.ts';
import type { Discussion, DiscussionItem, DiscussionList } from '../../../lib/hub/schemas.ts';
import { findExisting } from '../../../lib/report/existing.ts';
import { findNative } from '../../../lib/report/native.ts';

const repo = { type: 'dataset', id: 'a/b' } as const;
const item = (num: number, title: string, more: Partial<DiscussionItem> = {}): DiscussionItem => ({
  num,
  title,
  status: 'open',
  createdAt: '2026-10-01T00:00:00.000Z',
  isPullRequest: false,
  pinned: false,
  author: { name: 'someone' },
  ...more,
});
const staff = { name: 'hf-trust-and-safety', isHf: true };
const list = (...discussions: DiscussionItem[]): DiscussionList => ({
  discussions,
  count: discussions.length,
  start: 0,
});
const detail = (num: number, more: Partial<Discussion> = {}, text = ''): Discussion => ({
  num,
  title: 't',
  status: 'open',
  createdAt: '2026-10-01T00:00:00.000Z',
  isPullRequest: false,
  author: { name: 'someone' },
  isReport: true,
  locked: false,
  events: [
    {
      id: 'e',
      type: 'comment',
      createdAt: '2026-10-01T00:00:00.000Z',
      author: undefined,
      data: { latest: { raw: text } },
    },
    {
      id: 'f',
      type: 'status-change',
      createdAt: '2026-10-05T00:00:00.000Z',
      author: undefined,
      data: undefined,
    },
  ],
  ...more,
});
const unread = () => Promise.reject(new HubError({ kind: 'server', wrote: 'no' }));

test('reports of all generations, notices, own ones and requests for the tag, in this order, each once', async () => {
  let calls = 0;
  const found = await findExisting(
    {
      listDiscussions: async (_ref, query) => {
        calls++;
        if (query?.type === 'pull_request')
          return list(
            item(12, 'Add NFAA tag', { isPullRequest: true }),
            item(11, 'Fix a typo', { isPullRequest: true }),
          );
        return query?.search
          ? list(item(9, '🚩 Report: Spam'), item(4, '🚩 Report : Ethical issue(s)', { status: 'closed' }))
          : list(
              item(10, '🚩 Report: Other', { author: { name: 'Me' } }),
              item(9, '🚩 Report: Spam', {
                numComments: 3,
                numReactionUsers: 2,
                repoOwner: { isParticipating: true },
              }),
              item(8, 'Please read before opening a new report', { pinned: true, author: staff }),
              item(7, 'Pinned by the owner', { pinned: true }),
              item(6, 'A question'),
              item(5, '🚩 Report', { author: undefined }),
            );
      },
      discussion: unread,
    },
    repo,
    { account: 'me' },
  );
  expect(calls).toBe(3);
  expect(found.map(({ discussion, kind }) => [discussion, kind])).toEqual([
    [8, 'notice'],
    [10, 'own'],
    [9, 'report'],
    [5, 'report'],
    [12, 'nfaa-request'],
    [4, 'report'],
  ]);
  expect(found[2]).toEqual({
    discussion: 9,
    title: '🚩 Report: Spam',
    url: 'https://huggingface.co/datasets/a/b/discussions/9',
    status: 'open',
    createdAt: '2026-10-01T00:00:00.000Z',
    pinned: false,
    byStaff: false,
    kind: 'report',
    comments: 3,
    reactions: 2,
    ownerTookPart: true,
  });
});

test('the first few are read: whether the Hub takes them for reports, what happened last, whether they are ours', async () => {
  const asked: number[] = [];
  const found = await findExisting(
    {
      listDiscussions: async (_ref, query) =>
        query?.type === 'pull_request'
          ? list()
          : list(...Array.from({ length: 9 }, (_, i) => item(i + 1, '🚩 Report'))),
      discussion: async (_ref, num) => {
        asked.push(num);
        return detail(
          num,
          { isReport: num === 9, locked: num === 8 },
          num === 7 ? 'Reference HS-AAAAAAAA.' : '',
        );
      },
    },
    repo,
    { references: ['HS-AAAAAAAA'] },
  );
  expect(asked).toHaveLength(6);
  expect(found.map(({ discussion }) => discussion)).toEqual([7, 9, 8, 6, 5, 4, 3, 2, 1]);
  expect(found[0]).toMatchObject({ kind: 'own', isReport: false, lastActivity: '2026-10-05T00:00:00.000Z' });
  expect(found[1]).toMatchObject({ kind: 'report', isReport: true, locked: false });
  expect(found[2]).toMatchObject({ locked: true });
  expect(found[8]).not.toHaveProperty('isReport');
});

test('a bare reason as title is a report only if the Hub says so', async () => {
  const api = {
    listDiscussions: async () =>
      list(item(3, 'Not working'), item(2, 'Legal issue'), item(1, 'Spam filter?')),
    discussion: async (_ref: unknown, num: number) => detail(num, { isReport: num === 2 }),
  };
  expect((await findExisting(api, repo)).map(({ discussion }) => discussion)).toEqual([2]);
  expect(await findExisting({ ...api, discussion: unread }, repo)).toEqual([]);
});

test('failing calls are made up for by the others; all of them are an error', async () => {
  const error = new HubError({ kind: 'discussions-disabled', wrote: 'no' });
  let calls = 0;
  const half = {
    listDiscussions: async () => (calls++ !== 1 ? Promise.reject(error) : list(item(1, '🚩 Report'))),
    discussion: unread,
  };
  expect(await findExisting(half, repo)).toHaveLength(1);
  const none = { listDiscussions: () => Promise.reject(error), discussion: unread };
  await expect(findExisting(none, repo)).rejects.toBe(error);
});

test('native reports: the account’s own threads that the Hub says are reports', async () => {
  const queries: unknown[] = [];
  const found = await findNative(
    {
      listDiscussions: async (_ref, query) => {
        queries.push(query);
        const by = (name: string) => ({ author: { name } });
        return list(
          item(4, 'x', by('me')),
          item(3, 'y', by('Me')),
          item(2, 'z', by('other')),
          item(1, 'w', by('me')),
        );
      },
      discussion: async (_ref, num) =>
        num === 1 ? unread() : detail(num, { isReport: num === 3, title: 'y' }),
    },
    'me',
    repo,
  );
  expect(queries).toMatchObject([{ author: 'me', type: 'discussion', status: 'all' }]);
  expect(found).toEqual([
    {
      discussion: 3,
      title: 'y',
      url: 'https://huggingface.co/datasets/a/b/discussions/3',
      status: 'open',
      createdAt: '2026-10-01T00:00:00.000Z',
      locked: false,
      lastActivity: '2026-10-05T00:00:00.000Z',
    },
  ]);
});
