import { expect, test } from 'vitest';
import { HubError } from '../../../lib/hub/errors.ts';
import type { DiscussionItem, DiscussionList } from '../../../lib/hub/schemas.ts';
import { findExisting } from '../../../lib/report/existing.ts';

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

test('reports of all generations and pinned notices by staff, staff first, each once, in two calls', async () => {
  let calls = 0;
  const found = await findExisting(
    {
      listDiscussions: async (_ref, query) => {
        calls++;
        return query?.search
          ? list(item(9, '🚩 Report: Spam'), item(4, '🚩 Report : Ethical issue(s)', { status: 'closed' }))
          : list(
              item(9, '🚩 Report: Spam'),
              item(8, 'Please read before opening a new report', { pinned: true, author: staff }),
              item(7, 'Pinned by the owner', { pinned: true }),
              item(6, 'A question'),
              item(5, '🚩 Report', { author: undefined }),
              item(3, '🚩 Report: Other', { isPullRequest: true }),
            );
      },
    },
    repo,
  );
  expect(calls).toBe(2);
  expect(found.map(({ discussion }) => discussion)).toEqual([8, 9, 5, 4]);
  expect(found[0]).toEqual({
    discussion: 8,
    title: 'Please read before opening a new report',
    url: 'https://huggingface.co/datasets/a/b/discussions/8',
    status: 'open',
    createdAt: '2026-10-01T00:00:00.000Z',
    pinned: true,
    byStaff: true,
  });
});

test('one failing call is made up for by the other; two are an error', async () => {
  const error = new HubError({ kind: 'discussions-disabled', wrote: 'no' });
  let calls = 0;
  const half = {
    listDiscussions: async () => (calls++ === 0 ? Promise.reject(error) : list(item(1, '🚩 Report'))),
  };
  expect(await findExisting(half, repo)).toHaveLength(1);
  await expect(findExisting({ listDiscussions: () => Promise.reject(error) }, repo)).rejects.toBe(error);
});
