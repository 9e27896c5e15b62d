import { describe, expect, test } from 'vitest';
import { HubError } from '../../../lib/hub/api.ts';
import { json, makeApi, ref, refused, T0 } from './fakes.ts';

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

describe('limits', () => {
  const headers = (r: number, t: number) => ({
    ratelimit: `"api";r=${r};t=${t}`,
    'ratelimit-policy': '"fixed window";"api";q=500;w=300',
  });
  test('are remembered, per bucket and caller', async () => {
    const { api } = makeApi(json(list, 200, headers(472, 235)));
    await api.listDiscussions(ref);
    expect(api.limits()).toEqual([
      {
        bucket: 'api',
        account: false,
        remaining: 472,
        resetAt: T0 + 235_000,
        quota: 500,
        windowSeconds: 300,
      },
    ]);
  });
  test.each([
    ['nothing left: the window’s end', headers(0, 100), T0 + 101_000],
    [
      'requests left: another limit, Retry-After counts',
      { ...headers(9, 100), 'retry-after': '30' },
      T0 + 30_000,
    ],
    ['a date', { 'retry-after': new Date(T0 + 90_000).toUTCString() }, T0 + 90_000],
    ['not said', headers(9, 100), undefined],
    ['absurd', { 'retry-after': '99999999' }, T0 + 3_600_000],
  ])('429, %s', async (_name, head, retryAt) => {
    const caught = await error(
      makeApi(refused(429, 'slow', head as Record<string, string>)).api.whoami('hf_x'),
    );
    expect(caught.retryAt).toBe(retryAt);
  });
  test('a spent bucket is not asked again before its time; the other caller’s is', async () => {
    const { api, asked, clock } = makeApi(json(list, 200, headers(0, 100)), json(created), json(list));
    await api.listDiscussions(ref);
    expect(await error(api.listDiscussions(ref, { p: 1 }))).toMatchObject({
      kind: 'rate-limited',
      wrote: 'no',
      retryAt: T0 + 101_000,
    });
    expect(asked).toHaveLength(1);
    await api.createDiscussion(ref, text, 'hf_x');
    expect(asked).toHaveLength(2);
    clock.now += 101_000;
    await api.listDiscussions(ref, { p: 1 });
    expect(asked).toHaveLength(3);
  });
  test('a clock set back does not lock us out', async () => {
    const { api, clock } = makeApi(json(list, 200, headers(0, 100)), json(list));
    await api.listDiscussions(ref);
    clock.now -= 86_400_000;
    expect(await api.listDiscussions(ref, { p: 1 })).toEqual(list);
  });
});
