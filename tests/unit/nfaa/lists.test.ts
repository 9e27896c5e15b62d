import { describe, expect, test } from 'vitest';
import { createHubApi } from '../../../lib/hub/api.ts';
import { MAX_LIST_BYTES } from '../../../lib/nfaa/list-format.ts';
import { readRow } from '../../../lib/nfaa/list-rows.ts';
import { datasetOf } from '../../../lib/nfaa/list-words.ts';
import { createLists, MIN_GAP_MS, REFRESH_MS } from '../../../lib/nfaa/lists.ts';
import { RuleError } from '../../../lib/nfaa/rule.ts';
import { DAY, makeWorld, T0 } from './rules-fakes.ts';

const ID = 'Meadow/Labels';
const HOUR = 60 * 60_000;
const line = (name: string) => `{"author":"${name}","label":"rude"}\n`;

interface Served {
  text: string;
  etag: string | null;
  sha: string;
  status: number;
  headers: Record<string, string>;
  /** Only this token may read it. */
  token: string | null;
  down: boolean;
}

/** A Hub that has one list. */
function makeLists(more: Parameters<typeof makeWorld>[0] = {}) {
  const base = makeWorld(more);
  const served: Served = {
    text: `{"labels":1,"name":"Meadow"}\n${line('ada')}${line('bob')}`,
    etag: '"one"',
    sha: 'a'.repeat(40),
    status: 200,
    headers: {},
    token: null,
    down: false,
  };
  const asked: string[] = [];
  const world = Object.assign(base.world, { alarm: 0, own: null as string | null });
  const answer = (init: RequestInit, url: URL): Response => {
    const headers = new Headers(init.headers);
    const token = headers.get('authorization')?.slice(7) ?? null;
    const isFile = url.pathname.includes('/resolve/');
    asked.push(
      [isFile ? 'file' : 'head', token && `as ${token}`, headers.get('if-none-match')]
        .filter(Boolean)
        .join(' '),
    );
    if (served.down) throw new TypeError('Failed to fetch');
    if (served.token && token !== served.token)
      return new Response('{"error":"Repository not found"}', {
        status: token ? 403 : 401,
        headers: { 'x-error-code': 'RepoNotFound' },
      });
    if (!isFile)
      return Response.json({ id: ID, sha: served.sha, lastModified: new Date(T0 - DAY).toISOString() });
    if (served.status !== 200)
      return new Response('{"error":"no"}', { status: served.status, headers: served.headers });
    if (served.etag && headers.get('if-none-match') === served.etag)
      return new Response(null, { status: 304 });
    return new Response(served.text, { headers: served.etag ? { etag: served.etag } : {} });
  };
  const startLists = () =>
    createLists({
      db: base.db,
      api: createHubApi({
        now: () => world.now,
        sleep: async () => {},
        fetch: async (input, init = {}) => answer(init, new URL(String(input))),
      }),
      rules: base.start(),
      token: async () => world.own,
      schedule: (at) => {
        world.alarm = at;
      },
      now: () => world.now,
      random: () => 0.5,
      ...(more.assertMayChange ? { assertMayChange: more.assertMayChange } : {}),
    });
  const sub = async () => (await base.rules.get()).lists[0]!;
  return { ...base, world, served, asked, lists: startLists(), startLists, sub };
}

async function subscribed(more?: Parameters<typeof makeWorld>[0]) {
  const made = makeLists(more);
  await made.lists.preview(ID);
  await made.lists.subscribe(ID, 'as-listed');
  made.asked.length = 0;
  return made;
}

describe('a list is looked at before it is subscribed to', () => {
  test('what it holds; then in force with nothing asked again', async () => {
    const { lists, asked, ruleSet, world, sub } = makeLists();
    const preview = await lists.preview(' https://huggingface.co/datasets/meadow/labels ');
    expect(preview).toMatchObject({
      id: ID,
      name: 'Meadow',
      entries: 2,
      skipped: 0,
      changed: T0 - DAY,
      subscribed: false,
    });
    expect(preview.sample).toHaveLength(2);
    expect(ruleSet().effects).toEqual([]);
    expect(asked).toEqual(['head', 'file']);
    await lists.subscribe(preview.id, 'hide');
    expect(asked).toHaveLength(2);
    expect(ruleSet().authors).toEqual({ ada: [0], bob: [0] });
    expect(ruleSet().effects).toMatchObject([{ id: ID, list: 'Meadow', action: 'hide', reason: 'rude' }]);
    expect(await sub()).toMatchObject({ name: 'Meadow', entries: 2, checked: T0, sha: 'a'.repeat(40) });
    expect(world.alarm).toBeGreaterThanOrEqual(T0 + REFRESH_MS);
    expect((await lists.preview(ID)).subscribed).toBe(true);
  });

  test('broken lines are counted and the first are named', async () => {
    const { lists, served } = makeLists();
    served.text = `${line('ada')}nonsense\n`;
    expect(await lists.preview(ID)).toMatchObject({ entries: 1, skipped: 1, problems: [{ line: 2 }] });
  });

  test.each([
    [{ status: 404, headers: { 'x-error-code': 'EntryNotFound' } }, 'no file labels.jsonl'],
    [{ status: 401 }, 'is private'],
    [{ status: 403, headers: { 'x-error-code': 'GatedRepo' } }, 'Only some accounts'],
    [{ status: 429 }, 'slow down'],
    [{ down: true }, 'could not be reached'],
    [{ text: '<!doctype html>\n' }, 'No line'],
    [{ text: '{"labels":9}\n' }, 'newer format'],
    [{ text: 'x'.repeat(MAX_LIST_BYTES + 1) }, 'larger than 5 MB'],
  ])('%j: a sentence, and nothing is kept', async (wrong, said) => {
    const { lists, served, world } = makeLists();
    Object.assign(served, wrong);
    await expect(lists.preview(ID)).rejects.toThrow(said);
    await expect(lists.subscribe(ID, 'as-listed')).rejects.toThrow(RuleError);
    expect(world.writes).toEqual([]);
  });

  test('an endless file is broken off', async () => {
    let sent = 0;
    const api = createHubApi({
      fetch: async () =>
        new Response(
          new ReadableStream({
            pull(controller) {
              sent += 100_000;
              controller.enqueue(new Uint8Array(100_000).fill(120));
            },
          }),
        ),
    });
    const ref = { type: 'dataset', id: ID } as const;
    expect(await api.repoFile(ref, 'labels.jsonl', { mostBytes: 1_000_000 })).toEqual({ kind: 'too-large' });
    expect(sent).toBeLessThan(1_500_000);
  });

  test('what is no dataset is never asked for', async () => {
    const { lists, asked } = makeLists();
    for (const text of [
      '',
      'o',
      'https://huggingface.co/o/n',
      'https://example.org/datasets/o/n',
      'a/b/../../c',
    ])
      await expect(lists.preview(text)).rejects.toThrow('dataset');
    expect(asked).toEqual([]);
    for (const text of [
      'o/n',
      '/datasets/o/n',
      'hf.co/datasets/o/n',
      'huggingface.co/datasets/o/n/tree/main',
    ])
      expect(datasetOf(text)).toBe('o/n');
  });
});

describe('refreshing', () => {
  test('once a day: one request with the ETag while nothing changed', async () => {
    const { world, startLists, asked, sub, ruleSet } = await subscribed();
    world.now = T0 + REFRESH_MS - 1;
    await startLists().due();
    expect(asked).toEqual([]);
    world.now = world.alarm;
    expect(world.now - T0).toBeLessThan(REFRESH_MS + 3 * HOUR);
    await startLists().due();
    expect(asked).toEqual(['file "one"']);
    expect(await sub()).toMatchObject({ checked: world.now, entries: 2, changed: T0 - DAY });
    expect(Object.keys(ruleSet().authors)).toEqual(['ada', 'bob']);
    expect(world.alarm).toBeGreaterThanOrEqual(world.now + REFRESH_MS);
  });

  test('what changed is in force at once', async () => {
    const { world, served, lists, ruleSet, sub } = await subscribed();
    Object.assign(served, { text: line('eve'), etag: '"two"', sha: 'b'.repeat(40) });
    world.now = world.alarm;
    await lists.due();
    expect(Object.keys(ruleSet().authors)).toEqual(['eve']);
    expect(await sub()).toMatchObject({ entries: 1, sha: 'b'.repeat(40) });
  });

  test('without ETags the commit says whether anything changed', async () => {
    const { world, served, lists, asked, ruleSet } = makeLists();
    served.etag = null;
    await lists.preview(ID);
    await lists.subscribe(ID, 'as-listed');
    asked.length = 0;
    world.now = world.alarm;
    await lists.due();
    expect(asked).toEqual(['head']);
    Object.assign(served, { text: line('eve'), sha: 'b'.repeat(40) });
    world.now = world.alarm;
    await lists.due();
    expect(asked).toEqual(['head', 'head', 'file']);
    expect(Object.keys(ruleSet().authors)).toEqual(['eve']);
  });

  test.each([
    [{ down: true }, 'could not be reached'],
    [{ status: 401 }, 'is private'],
    [{ status: 403 }, 'Only some accounts'],
    [{ status: 404 }, 'no file'],
    [{ status: 500 }, 'trouble'],
    [{ etag: '"two"', text: 'x'.repeat(MAX_LIST_BYTES + 1) }, 'larger'],
    [{ etag: '"two"', text: 'nonsense' }, 'No line'],
  ])(
    '%j: the old entries stay, the reason is shown, the next try comes later each time',
    async (wrong, said) => {
      const { world, served, lists, ruleSet, sub } = await subscribed();
      Object.assign(served, wrong);
      const waits: number[] = [];
      for (let n = 0; n < 12; n++) {
        world.now = world.alarm;
        await lists.due();
        waits.push(world.alarm - world.now);
      }
      expect((await sub()).failed).toContain(said);
      expect(await sub()).toMatchObject({ fails: 12, checked: T0, entries: 2 });
      expect(Object.keys(ruleSet().authors)).toEqual(['ada', 'bob']);
      expect(waits[0]).toBe(15 * 60_000);
      expect(waits).toEqual([...waits].sort((a, b) => a - b));
      expect(waits.at(-1)).toBe(REFRESH_MS);
      Object.assign(served, { down: false, status: 200, text: line('eve'), etag: '"three"' });
      world.now = world.alarm;
      await lists.due();
      const after = await sub();
      expect([after.failed, after.fails]).toEqual([undefined, undefined]);
      expect(Object.keys(ruleSet().authors)).toEqual(['eve']);
    },
  );

  test('when the Hub says how long to wait, nobody asks before', async () => {
    const { world, served, lists, asked, sub, startLists } = await subscribed();
    Object.assign(served, {
      status: 429,
      headers: {
        ratelimit: '"resolvers";r=0;t=280',
        'ratelimit-policy': '"fixed window";"resolvers";q=3000;w=300',
      },
    });
    world.now += 2 * MIN_GAP_MS;
    await lists.refresh(ID);
    expect(await sub()).toMatchObject({ retryAt: world.now + 281_000 });
    const count = asked.length;
    world.now += MIN_GAP_MS;
    await expect(startLists().refresh(ID)).rejects.toThrow('4 minutes');
    expect(asked).toHaveLength(count);
    Object.assign(served, { status: 200 });
    world.now += 281_000;
    await startLists().refresh(ID);
    expect((await sub()).failed).toBeUndefined();
  });

  test('a person may ask, but not all the time', async () => {
    const { world, lists, asked } = await subscribed();
    await expect(lists.refresh(ID)).rejects.toThrow('less than a minute');
    world.now += MIN_GAP_MS;
    await Promise.all([lists.refresh(ID), lists.refresh(ID)]);
    expect(asked).toEqual(['file "one"']);
    await expect(lists.refresh('o/other')).rejects.toThrow('not in your subscriptions');
  });

  test('switched off, it is neither asked for nor in force', async () => {
    const { world, lists, asked, ruleSet } = await subscribed();
    await lists.change(ID, { enabled: false });
    expect(ruleSet().effects).toEqual([]);
    world.now += 3 * DAY;
    await lists.due();
    expect(asked).toEqual([]);
    await lists.change(ID, { enabled: true, action: 'mark' });
    expect(ruleSet().effects).toMatchObject([{ action: 'mark' }]);
  });

  test('entries that were lost are asked for as if for the first time; so are those of an import', async () => {
    const { db, lists, asked, rules, startLists, world, ruleSet } = await subscribed();
    await (await db()).clear('meta');
    await startLists().schedule();
    expect(world.alarm).toBe(T0);
    await lists.due();
    expect(asked).toEqual(['file', 'head']);
    const text = await rules.export(true);
    const other = makeLists();
    await other.rules.import(text, 'merge', false);
    await other.lists.due();
    expect(other.ruleSet().authors).toEqual(ruleSet().authors);
  });

  test('a clock that was set back does not put a list off for years', async () => {
    const { world, lists, asked } = await subscribed();
    world.now = T0 - 400 * DAY;
    await lists.due();
    expect(asked).toEqual(['file "one"']);
  });
});

describe('lists that not everybody may read', () => {
  test('without a token first; with it where that helps, and then at once', async () => {
    const { lists, served, asked, world, sub } = makeLists();
    served.token = 'hf_own';
    await expect(lists.preview(ID)).rejects.toThrow('“Account”');
    expect(asked).toEqual(['head']);
    world.own = 'hf_own';
    asked.length = 0;
    await lists.preview(ID);
    expect(asked).toEqual(['head', 'head as hf_own', 'file as hf_own']);
    await lists.subscribe(ID, 'as-listed');
    expect((await sub()).private).toBe(true);
    asked.length = 0;
    world.now = world.alarm;
    await lists.due();
    expect(asked).toEqual(['file as hf_own "one"']);
    world.own = 'hf_other';
    world.now = world.alarm;
    await lists.due();
    expect((await sub()).failed).toContain('your token may not');
    expect(JSON.stringify([...world.stored])).not.toContain('hf_');
  });

  test('a public list is never asked for with the token', async () => {
    const { lists, asked, world } = makeLists();
    world.own = 'hf_own';
    await lists.preview(ID);
    expect(asked.join()).not.toContain('hf_own');
  });
});

describe('giving up', () => {
  test('at once; and back with all that was read', async () => {
    const { lists, rules, ruleSet, asked } = await subscribed();
    const gone = await lists.unsubscribe(ID);
    expect(ruleSet().effects).toEqual([]);
    await rules.restore({ rules: [], without: [], lists: [gone] });
    expect(Object.keys(ruleSet().authors)).toEqual(['ada', 'bob']);
    expect(asked).toEqual([]);
  });

  test('what was read goes with the day', async () => {
    const { lists, rules, db, world } = await subscribed();
    await lists.unsubscribe(ID);
    world.now += DAY;
    await rules.daily();
    expect(await readRow(db, ID)).toBeNull();
  });

  test('a list that an administrator has followed stays, and a lock holds the others', async () => {
    const { lists, rules, world, sub, ruleSet } = await subscribed();
    world.managed = { rules: [], lists: [ID.toLowerCase()] };
    await rules.recompile();
    expect(ruleSet().effects).toMatchObject([{ forced: true }]);
    for (const change of [
      () => lists.unsubscribe(ID),
      () => lists.change(ID, { enabled: false }),
      () => lists.subscribe(ID, 'mark'),
    ])
      await expect(change()).rejects.toThrow('organisation');
    world.managed = { rules: [], lists: [] };
    await rules.recompile();
    expect((await sub()).managed).toBeUndefined();
    expect(ruleSet().effects[0]!.forced).toBeUndefined();

    const locked = makeLists({
      assertMayChange: async () => {
        throw new RuleError('Locked.');
      },
    });
    await expect(locked.lists.subscribe(ID, 'as-listed')).rejects.toThrow('Locked.');
  });
});
