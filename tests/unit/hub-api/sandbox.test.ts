/** Our client and our outbox against the sandbox Hub, over HTTPS: does the one speak what the other understands? */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createVault } from '../../../lib/account/vault.ts';
import { createHubApi, type HubApi, HubError } from '../../../lib/hub/api.ts';
import { createDatabase } from '../../../lib/platform/db.ts';
import { parsePolicy } from '../../../lib/policy/parse.ts';
import { DOCUMENT_KINDS } from '../../../lib/policy/version-types.ts';
import { composeReport } from '../../../lib/report/compose.ts';
import { findExisting } from '../../../lib/report/existing.ts';
import { createOutbox } from '../../../lib/report/outbox.ts';
import { makeClient } from '../../hub/client.ts';
import { type Hub, SANDBOX_TOKENS, SPECIAL, startHub } from '../../hub/server.ts';
import { makeReport } from '../report/fakes.ts';

let hub: Hub;
let api: HubApi;

beforeAll(async () => {
  hub = await startHub({ quiet: true });
  const ask = makeClient(hub.port);
  const fetchSandbox: typeof fetch = async (input, init = {}) => {
    const go = async (url: URL): Promise<Response> => {
      const headers = Object.fromEntries(new Headers(init.headers));
      const answer = await ask(url.pathname + url.search, {
        method: init.method ?? 'GET',
        headers,
        ...(init.body ? { body: String(init.body) } : {}),
      });
      const location = answer.headers.location;
      if (answer.status >= 300 && answer.status < 400 && typeof location === 'string')
        return go(new URL(location, url));
      const response = new Response(answer.status === 304 ? null : answer.body, {
        status: answer.status,
        headers: answer.headers as Record<string, string>,
      });
      return Object.defineProperty(response, 'url', { value: url.href });
    };
    return go(new URL(String(input)));
  };
  api = createHubApi({ fetch: fetchSandbox, sleep: async () => {} });
});
afterAll(() => hub.close());
beforeEach(() => hub.reset());

const model = (id: string) => ({ type: 'model', id }) as const;
const kind = (job: Promise<unknown>) =>
  job.then(
    () => 'ok',
    (error: unknown) => (error instanceof HubError ? error.kind : error),
  );

describe('reads', () => {
  test('tags, sha, lists', async () => {
    expect(await api.repoTags(model(SPECIAL.nfaaModel))).toContain('not-for-all-audiences');
    expect((await api.repoSha(model(SPECIAL.safeModel))).sha).toMatch(/^[0-9a-f]{40}$/);
    expect((await api.repoSha(model(SPECIAL.renamedFrom))).id).toBe(SPECIAL.renamedTo);
    expect(await api.repoStanding(model(SPECIAL.gatedModel))).toMatchObject({ gated: true, disabled: false });
    expect(await api.repoStanding(model(SPECIAL.safeModel))).toMatchObject({ gated: false, disabled: false });
    const query = {
      type: 'model',
      filter: ['not-for-all-audiences'],
      limit: 5,
      sort: 'likes',
      direction: -1,
    } as const;
    const first = await api.listRepos({ ...query, filter: [...query.filter] });
    expect(first.items).toHaveLength(5);
    expect(first.items.every(({ tags }) => tags?.includes('not-for-all-audiences'))).toBe(true);
    const second = await api.listRepos({ ...query, filter: [...query.filter], cursor: first.next! });
    expect(second.items[0]!.id).not.toBe(first.items[0]!.id);
    expect(api.limits()[0]).toMatchObject({ bucket: 'api', quota: 500 });
  });
  test('what cannot be read, by its name', async () => {
    expect(await kind(api.repoTags(model(SPECIAL.privateModel)))).toBe('gone-or-private');
    expect(await kind(api.repoTags(model('nobody/nothing')))).toBe('gone-or-private');
    expect(await kind(api.repoTags(model(SPECIAL.disabledModel)))).toBe('disabled');
    expect(await kind(api.listDiscussions(model(SPECIAL.discussionsOffModel)))).toBe('discussions-disabled');
  });
  test('the policy', async () => {
    expect(await api.policyPage()).toMatchObject({ html: expect.stringContaining('Content Policy') });
    for (const legal of DOCUMENT_KINDS) {
      const page = await api.policyPage(legal);
      if (page.kind !== 'page') throw new Error(`${legal} is unchanged since when?`);
      expect(parsePolicy(page.html).printedDate).toMatch(/^20/);
      expect(await api.policyPage(legal, { etag: page.etag! })).toEqual({ kind: 'unchanged' });
    }
    hub.faults.legal['/privacy'] = 'login';
    expect(await kind(api.policyPage('privacy-policy'))).toBe('moved');
    hub.faults.legal['/privacy'] = 'error';
    expect(await kind(api.policyPage('privacy-policy', {}, 1))).toBe('server');
    hub.faults.legal = {};
  });
  test('existing reports', async () => {
    expect((await findExisting(api, model(SPECIAL.reportedModel))).length).toBeGreaterThan(1);
    const [notice] = await findExisting(api, { type: 'dataset', id: SPECIAL.staffPinnedDataset });
    expect(notice).toMatchObject({ discussion: 1, pinned: true, byStaff: true });
  });
});

test('tokens', async () => {
  const vault = createVault({ db: createDatabase('sandbox-vault'), api, session: { get: async () => 's' } });
  expect(await vault.setToken(SANDBOX_TOKENS.writer, false)).toMatchObject({ canReport: true });
  expect((await vault.account()).warning).toBeUndefined();
  expect(await vault.setToken(SANDBOX_TOKENS.reader, false)).toMatchObject({ canReport: false });
  expect((await vault.setToken(SANDBOX_TOKENS.broad, false)).warning).toMatch(/more than/);
  await expect(vault.setToken(SANDBOX_TOKENS.revoked, false)).rejects.toThrow(/revoked/);
});

describe('the outbox', () => {
  let count = 0;
  function world() {
    const clock = { now: Date.now() };
    const outbox = createOutbox({
      db: createDatabase(`sandbox-${++count}`),
      api,
      token: async () => SANDBOX_TOKENS.writer,
      account: async () => 'sandbox-user',
      now: () => clock.now,
      schedule: () => {},
    });
    const report = makeReport({ target: { ...makeReport().target, repo: model(SPECIAL.safeModel) } });
    const onHub = () =>
      (hub.state.discussions[`model:${SPECIAL.safeModel}`] ?? []).filter((thread) =>
        JSON.stringify(thread).includes(report.reference),
      ).length;
    /** Taken, and sent without the time to take it back. */
    const send = async (one = report) => {
      await outbox.submit(one);
      await outbox.retry(one.id);
      await outbox.drain();
    };
    return { clock, outbox, report, onHub, send };
  }

  test('sends what was shown, and reads it back', async () => {
    const { outbox, report, onHub, send } = world();
    await send();
    const record = (await outbox.get(report.id))!;
    expect(record).toMatchObject({ state: 'confirmed', isReport: false });
    expect(onHub()).toBe(1);
    const { events, title } = await api.discussion(model(SPECIAL.safeModel), record.discussion!);
    const shown = composeReport(report);
    expect(title).toBe(shown.title);
    expect(events[0]!.data?.latest?.raw?.trim()).toBe(shown.body.trim());
    expect(hub.violations).toEqual([]);
  });

  test.each(['dropAfter', 'dropBefore', 'html', '503', '429'] as const)(
    '%s: one discussion in the end',
    async (fault) => {
      const { outbox, report, onHub, clock, send } = world();
      const post = /^POST .*\/discussions$/;
      if (fault === 'html') hub.faults.add({ match: post, times: 1, action: { kind: 'html' } });
      else if (fault === '503') hub.faults.status(post, 503, { times: 1 });
      else if (fault === '429') hub.faults.status(post, 429, { times: 1, headers: { 'retry-after': '60' } });
      else hub.faults[fault](post);
      await send();
      expect((await outbox.get(report.id))!.state).toBe(fault === '429' ? 'queued' : 'checking');
      for (let i = 0; i < 10; i++) {
        clock.now = Math.max(clock.now, (await outbox.nextDue()) ?? 0);
        await outbox.drain();
      }
      expect((await outbox.get(report.id))!.state).toBe('confirmed');
      expect(onHub()).toBe(1);
    },
  );

  test('discussions off, and a token that may not', async () => {
    const { outbox, report, send } = world();
    const off = { ...report, target: { ...report.target, repo: model(SPECIAL.discussionsOffModel) } };
    await send(off);
    expect(await outbox.get(report.id)).toMatchObject({ state: 'failed' });
    expect((await outbox.get(report.id))!.problem).toMatch(/Community tab.*mail/);
    expect(
      await kind(
        api.createDiscussion(
          model(SPECIAL.safeModel),
          { title: 'abc', description: 'x' },
          SANDBOX_TOKENS.reader,
        ),
      ),
    ).toBe('forbidden');
  });
});
