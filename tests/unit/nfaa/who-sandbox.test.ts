/** Who put the tag there, against the sandbox Hub: its commits, its accounts, its pull requests, its refusals. */
import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createHubApi, HubError } from '../../../lib/hub/api.ts';
import { CommitsHiddenError, createWho } from '../../../lib/nfaa/who.ts';
import { createDatabase } from '../../../lib/platform/db.ts';
import { makeClient } from '../../hub/client.ts';
import { type Hub, SPECIAL, setNfaa, startHub } from '../../hub/server.ts';

let hub: Hub;
let n = 0;
beforeAll(async () => {
  hub = await startHub({ quiet: true });
});
afterAll(() => hub.close());
beforeEach(() => hub.reset());
afterEach(() => expect(hub.violations).toEqual([]));

function makeWorker() {
  const ask = makeClient(hub.port);
  const go = async (url: URL): Promise<Response> => {
    const { status, headers, body } = await ask(url.pathname + url.search);
    const { location } = headers;
    if (status >= 300 && status < 400 && typeof location === 'string') return go(new URL(location, url));
    return new Response(body, { status, headers: headers as Record<string, string> });
  };
  const api = createHubApi({ fetch: (input) => go(new URL(String(input))), sleep: async () => {} });
  return { api, who: createWho({ api, db: createDatabase(`who-sandbox-${n++}`) }).who };
}

const model = (id: string) => ({ type: 'model', id }) as const;
const asked = () => hub.requests.map(({ url }) => url);

test('commits and accounts, as the API gives them', async () => {
  const { api } = makeWorker();
  const [newest, first] = await api.commits(model(SPECIAL.nfaaByStaff), 'main', 50);
  expect(newest).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{40}$/),
    title: 'Add NFAA tag',
    authors: [SPECIAL.staff],
    date: Date.UTC(2025, 2, 1, 10),
  });
  expect(first?.title).toBe('initial commit');
  expect(await api.commits(model(SPECIAL.nfaaByStaff), 'main', 1)).toHaveLength(1);
  expect(await api.commits({ type: 'space', id: SPECIAL.nfaaSpace }, 'main', 50)).not.toEqual([]);
  expect(await api.userOverview(SPECIAL.staff)).toEqual({ name: SPECIAL.staff, orgs: [SPECIAL.staffOrg] });
  await expect(api.userOverview('nobody-at-all')).rejects.toMatchObject({ kind: 'not-found' });
  await expect(api.userOverview('../models')).rejects.toMatchObject({ kind: 'invalid' });
});

test('staff, in two requests', async () => {
  const { who } = makeWorker();
  expect(await who(model(SPECIAL.nfaaByStaff))).toMatchObject({ by: 'staff', name: SPECIAL.staff });
  expect(asked()).toEqual([
    `/api/models/${SPECIAL.nfaaByStaff}/commits/main?limit=50`,
    `/api/users/${SPECIAL.staff}/overview`,
  ]);
});

test('staff, through a pull request', async () => {
  const { who } = makeWorker();
  expect(await who(model(SPECIAL.nfaaByPullRequest))).toMatchObject({
    by: 'staff',
    name: SPECIAL.staff,
    pull: 1,
  });
});

test('the owner: only where the commit says so', async () => {
  const { who } = makeWorker();
  expect(await who(model(SPECIAL.nfaaByOwner))).toEqual({ by: 'unknown' });
  const repo = hub.state.repos.find((r) => r.id === SPECIAL.nfaaModel)!;
  const author = SPECIAL.nfaaModel.split('/')[0]!;
  setNfaa(hub.state, repo, true, { author, summary: 'Add not-for-all-audiences tag' });
  expect(await who(model(SPECIAL.nfaaModel))).toMatchObject({ by: 'owner', name: author });
});

test('an old name leads to the same commits', async () => {
  const { who } = makeWorker();
  expect(await who(model(SPECIAL.renamedNfaaFrom))).toEqual({ by: 'unknown' });
});

test('what cannot be read, and a Hub that is down', async () => {
  const { who } = makeWorker();
  await expect(who(model(SPECIAL.privateModel))).rejects.toBeInstanceOf(CommitsHiddenError);
  hub.faults.status(/\/commits\//, 500);
  await expect(who(model(SPECIAL.nfaaByStaff))).rejects.toBeInstanceOf(HubError);
  hub.faults.clear();
  expect(await who(model(SPECIAL.nfaaByStaff))).toMatchObject({ by: 'staff' });
});
