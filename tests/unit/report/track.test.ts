import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { HubError } from '../../../lib/hub/errors.ts';
import type { Discussion, DiscussionEvent } from '../../../lib/hub/schemas.ts';
import type { Database } from '../../../lib/platform/db.ts';
import { APART_MS, NEVER, OFFLINE_MS, RETRY_MS } from '../../../lib/report/follow-waits.ts';
import type { OutboxRecord, Report } from '../../../lib/report/report.ts';
import { createTrack, type TrackOptions } from '../../../lib/report/track.ts';
import { freshDatabase, makeReport, SHA, T0 } from './fakes.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NFAA = 'not-for-all-audiences';

let db: () => Promise<Database>;
let now: number;
let online: boolean;
let records: OutboxRecord[];
let asked: string[];
let limits: ReturnType<TrackOptions['api']['limits']>;
let account: string | null;
/** By number. */
let threads: Map<number, Discussion>;
let standing: { id: string; tags: string[]; sha: string; gated: boolean; disabled: boolean };
/** What the next requests meet. */
let trouble: HubError | null;
let random: () => number;
let die: (() => boolean) | null;

const error = (kind: HubError['kind'], more: Partial<HubError> = {}) =>
  new HubError({ kind, wrote: 'no', ...more });
const never = () => new Promise<never>(() => {});

const comment = (
  author: NonNullable<DiscussionEvent['author']>,
  part: Partial<DiscussionEvent> = {},
): DiscussionEvent => ({
  id: crypto.randomUUID(),
  type: 'comment',
  createdAt: new Date(now).toISOString(),
  author,
  data: { latest: { raw: 'words' } },
  ...part,
});

function recordOf(report: Partial<Report> = {}, part: Partial<OutboxRecord> = {}): OutboxRecord {
  const made = makeReport({ createdAt: now, ...report });
  return {
    id: made.id,
    report: made,
    title: '🚩 Report: Spam',
    body: '',
    state: 'confirmed',
    since: now,
    attempts: 1,
    nextAt: NEVER,
    isReport: null,
    sender: 'me',
    discussion: 1,
    history: [],
    ...part,
  };
}

function post(record: OutboxRecord): void {
  threads.set(record.discussion!, {
    num: record.discussion!,
    title: record.title,
    status: 'open',
    createdAt: new Date(now).toISOString(),
    isPullRequest: false,
    isReport: false,
    pinned: false,
    locked: false,
    author: { name: 'me' },
    events: [comment({ name: 'me' }, { data: { latest: { raw: record.report.reference } } })],
  });
}

async function request<T>(what: string, answer: () => T): Promise<T> {
  if (die?.()) return never();
  asked.push(what);
  if (trouble) throw trouble;
  const value = answer();
  if (die?.()) return never();
  return structuredClone(value);
}

const api: TrackOptions['api'] = {
  discussion: (ref, num) =>
    request(`thread ${ref.id}#${num}`, () => {
      const found = threads.get(num);
      if (!found) throw error('not-found');
      return found;
    }),
  repoSha: (ref) => request(`repo ${ref.id}`, () => standing),
  repoStanding: (ref) => request(`repo ${ref.id}`, () => standing),
  commits: (ref) =>
    request(`commits ${ref.id}`, () => [
      { id: 'c'.repeat(40), title: 'x', authors: ['owner'], date: now - MINUTE },
    ]),
  listDiscussions: (ref) =>
    request(`list ${ref.id}`, () => ({
      discussions: [...threads.values()].map(({ num, title, status, createdAt }) => ({
        num,
        title,
        status,
        createdAt,
        author: { name: 'me' },
        isPullRequest: false,
        pinned: false,
      })),
      count: threads.size,
      start: 0,
    })),
  limits: () => limits,
};

const worker = () =>
  createTrack({
    db,
    api,
    records: async () => records,
    account: async () => account,
    now: () => now,
    tie: async (id, at) => {
      if (die?.()) return never();
      const record = records.find((one) => one.id === id);
      if (record?.state !== (at ? 'handed-over' : 'confirmed')) return false;
      const { discussion: _, url: __, ...rest } = record;
      const where = at ? { discussion: at.num, url: at.url, state: 'confirmed' } : { state: 'handed-over' };
      records = records.map((one) => (one.id === id ? ({ ...rest, ...where } as OutboxRecord) : one));
      if (die?.()) return never();
      return true;
    },
    mayReadUnasked: () => online,
    random: () => random(),
  });

beforeEach(() => {
  db = freshDatabase();
  now = T0;
  online = true;
  asked = [];
  limits = [];
  account = null;
  threads = new Map();
  standing = { id: 'owner/name', tags: [], sha: SHA, gated: false, disabled: false };
  trouble = null;
  random = () => 0;
  die = null;
  records = [];
});

/** Runs the alarm until that much time has passed. */
async function run(track: ReturnType<typeof worker>, ms: number): Promise<number> {
  const end = now + ms;
  let steps = 0;
  for (let at = await track.nextDue(); at !== null && at <= end; at = await track.step()) {
    now = Math.max(now, at);
    if (++steps > 1_000) throw new Error('it never rests');
  }
  now = end;
  return steps;
}

function reported(): OutboxRecord {
  const record = recordOf();
  records = [...records, record];
  post(record);
  return record;
}
const whats = async (track = worker()) => (await track.list())[0]!.entries.map(({ what }) => what);

describe('politely', () => {
  test('minutes after sending, then hours, then days, then no more; two requests a look', async () => {
    reported();
    const track = worker();
    const counts: number[] = [];
    for (const span of [HOUR, DAY, 7 * DAY, 21 * DAY, 60 * DAY, 365 * DAY]) {
      const before = asked.length;
      await run(track, span);
      counts.push(asked.length - before);
    }
    expect(counts[0]).toBeGreaterThanOrEqual(8);
    expect(counts[0]).toBeLessThanOrEqual(16);
    expect(asked.length).toBeLessThan(250);
    expect(counts.at(-1)!).toBeLessThan(20);
    expect((await track.list())[0]).toMatchObject({ following: 'over', nextAt: NEVER });
    expect(await track.nextDue()).toBeNull();
  });

  test('closed and quiet ends sooner', async () => {
    const record = reported();
    threads.get(1)!.status = 'closed';
    const track = worker();
    await run(track, 20 * DAY);
    expect((await track.list())[0]!.following).toBe('over');
    expect((await track.look(record.id)).following, 'a look by hand is always possible').toBe('over');
  });

  test('one repository a step, and a moment between two', async () => {
    for (const name of ['a/a', 'b/b', 'c/c']) {
      const record = recordOf({
        target: {
          repo: { type: 'model', id: name },
          url: `https://huggingface.co/${name}`,
          sha: null,
          seenAt: now,
        },
      });
      records.push(record);
      post(record);
    }
    const track = worker();
    now = (await track.nextDue())!;
    const next = await track.step();
    expect(new Set(asked.map((one) => one.split(/[ #]/)[1])).size).toBe(1);
    expect(next! - now).toBe(APART_MS);
  });

  test('two reports on one repository: its state is asked for once', async () => {
    reported();
    const second = recordOf({}, { discussion: 2 });
    records.push(second);
    post(second);
    const track = worker();
    now = (await track.nextDue())!;
    await track.step();
    expect(asked.sort()).toEqual(['repo owner/name', 'thread owner/name#1', 'thread owner/name#2']);
  });

  test('offline or metered: nothing is asked, and it comes back', async () => {
    reported();
    const track = worker();
    now = (await track.nextDue())!;
    online = false;
    expect(await track.step()).toBe(now + OFFLINE_MS);
    expect(asked).toEqual([]);
  });

  test('little of the quota left: the rest is the person’s', async () => {
    reported();
    const track = worker();
    now = (await track.nextDue())!;
    limits = [{ bucket: 'api', account: false, remaining: 20, resetAt: now + 100_000 }];
    expect(await track.step()).toBe(now + 101_000);
    expect(asked).toEqual([]);
  });

  test('Retry-After holds everything, also in the next worker; a Hub in trouble is left alone', async () => {
    reported();
    trouble = error('rate-limited', { retryAt: T0 + HOUR });
    now = (await worker().nextDue())!;
    expect(await worker().step()).toBeGreaterThanOrEqual(T0 + HOUR);
    records.push(recordOf({}, { discussion: 2 }));
    const before = asked.length;
    now += 5 * MINUTE;
    expect(await worker().step()).toBeGreaterThanOrEqual(T0 + HOUR);
    expect(asked.length).toBe(before);
    now = T0 + HOUR;
    trouble = error('server');
    const next = await worker().step();
    expect(next! - now).toBeGreaterThanOrEqual(RETRY_MS);
    const problems = (await worker().list()).map(({ failures, problem }) => [failures, problem]);
    expect(problems).toContainEqual([1, error('server').sentence]);
  });

  test('a clock that was set back does not stop the looks', async () => {
    reported();
    const track = worker();
    await run(track, 3 * DAY);
    now = T0 - 300 * DAY;
    expect(await track.nextDue()).toBe(now);
    expect((await track.step())! - now).toBeLessThan(8 * DAY);
  });

  test('stopped by the person: no more looks; followed again: at once', async () => {
    const record = reported();
    const track = worker();
    await track.set(record.id, false);
    await run(track, 30 * DAY);
    expect(asked).toEqual([]);
    await track.set(record.id, true);
    expect(await track.nextDue()).toBe(now);
  });
});

describe('what comes of it', () => {
  test('answers, closing and a label are noticed once, each with when it was seen', async () => {
    const record = reported();
    const track = worker();
    await run(track, 10 * MINUTE);
    threads.get(1)!.events.push(comment({ name: 'no-mad', isHf: true }), comment({ name: 'owner' }));
    await run(track, 15 * MINUTE);
    threads
      .get(1)!
      .events.push(comment({ name: 'owner' }, { type: 'status-change', data: { status: 'closed' } }));
    threads.get(1)!.status = 'closed';
    standing.tags = [NFAA];
    await run(track, 15 * MINUTE);
    await track.look(record.id);
    expect(await whats(track)).toEqual(['seen', 'staff-reply', 'owner-reply', 'closed', 'nfaa-added']);
    const [row] = await track.list();
    expect(row!.entries.at(-1)).toMatchObject({ at: null });
    expect(row!.entries.at(-1)!.after).toBeLessThan(row!.entries.at(-1)!.observedAt);
    expect(JSON.stringify(row), 'no words of anybody').not.toContain('words');
  });

  test('files that change while an answer is waited for: the owner’s commit stops the clock, asked for once', async () => {
    reported();
    const track = worker();
    await run(track, 10 * MINUTE);
    standing.sha = 'f'.repeat(40);
    await run(track, 2 * HOUR);
    expect(await whats(track)).toEqual(['seen', 'owner-commit', 'files-changed']);
    expect(asked.filter((one) => one.startsWith('commits'))).toHaveLength(1);
  });

  test('private after being public, and under another name', async () => {
    reported();
    const track = worker();
    await run(track, 10 * MINUTE);
    standing.id = 'owner/renamed';
    await run(track, 15 * MINUTE);
    asked = [];
    trouble = error('gone-or-private');
    await run(track, 15 * MINUTE);
    expect(asked[0]).toContain('owner/renamed');
    expect(await whats(track)).toEqual(['seen', 'renamed', 'not-visible']);
  });

  test('a report that was removed from the list is followed no more', async () => {
    reported();
    const track = worker();
    await run(track, 10 * MINUTE);
    records = [];
    expect(await track.list()).toEqual([]);
    expect(await (await db()).getAll('follows')).toEqual([]);
  });

  test('reports of the Hub’s own form are picked up once, and taken off for good', async () => {
    account = 'me';
    reported();
    threads.set(7, {
      ...threads.get(1)!,
      num: 7,
      title: '🚩 Report: Other',
      isReport: true,
      events: [comment({ name: 'me' })],
    });
    threads.set(8, { ...threads.get(7)!, num: 8, isReport: false });
    threads.set(9, { ...threads.get(8)!, num: 9, title: 'A question' });
    const track = worker();
    await run(track, 3 * HOUR);
    const natives = (await track.list()).filter(({ native }) => native);
    expect(natives).toMatchObject([{ discussion: 7, native: { title: '🚩 Report: Other', author: 'me' } }]);
    await track.dismiss(natives[0]!.id);
    await run(track, 3 * DAY);
    expect((await track.list()).filter(({ native }) => native)).toEqual([]);
    expect(asked.filter((one) => one.startsWith('list')).length).toBeLessThanOrEqual(5);
  });

  describe('a report that was handed to the Hub’s dialog', () => {
    const handed = (report: Partial<Report> = {}) => {
      const record = recordOf(
        { route: 'hub-dialog', ...report },
        { state: 'handed-over', discussion: undefined },
      );
      records.push(record);
      return record;
    };
    const file = (num: number, raw = 'My own words.') => {
      const made = recordOf({}, { discussion: num });
      post(made);
      const thread = threads.get(num)!;
      Object.assign(thread, { isReport: true, title: '🚩 Report: Spam' });
      thread.events = [comment({ name: 'Me' }, { data: { latest: { raw } } })];
      thread.author = { name: 'Me' };
    };

    test('is tied to the one native report that it can be: one entry, with its timeline', async () => {
      account = 'me';
      const record = handed();
      now += MINUTE;
      file(7);
      const track = worker();
      await run(track, 2 * HOUR);
      expect(records).toMatchObject([{ id: record.id, state: 'confirmed', discussion: 7 }]);
      threads.get(7)!.events.push(comment({ name: 's', isHf: true }));
      await track.look(record.id);
      expect(await track.list()).toMatchObject([
        { id: record.id, following: 'on', discussion: 7, tied: { author: 'me', title: '🚩 Report: Spam' } },
      ]);
      expect(await whats(track)).toEqual(['seen', 'marked-report', 'staff-reply']);
    });

    test('two that it can be: both stay apart, until the person says which; taken back, it is not tied again', async () => {
      account = 'me';
      const record = handed();
      file(7);
      file(8);
      const track = worker();
      await run(track, 2 * HOUR);
      expect(records).toMatchObject([{ state: 'handed-over' }]);
      const natives = (await track.list()).filter(({ native }) => native);
      expect(natives).toHaveLength(2);
      const eight = natives.find(({ discussion }) => discussion === 8)!;
      await track.note(eight.id, 'Mine');
      expect(await track.claim(record.id, eight.id)).toMatchObject({ discussion: 8, note: 'Mine' });
      expect(await track.list()).toHaveLength(2);

      expect(await track.part(record.id)).toMatchObject({ discussion: null, entries: [] });
      expect(records).toMatchObject([{ state: 'handed-over' }]);
      await run(track, 3 * DAY);
      const after = await track.list();
      expect(after.filter(({ native }) => native).map(({ discussion }) => discussion)).toEqual(
        expect.arrayContaining([7, 8]),
      );
      expect(records[0]!.discussion).toBe(undefined);
    });

    test('logged out, or for the moderators alone: nothing is tied', async () => {
      handed();
      file(7);
      const track = worker();
      await run(track, 2 * HOUR);
      expect(records).toMatchObject([{ state: 'handed-over' }]);
      account = 'me';
      records = [];
      const target = {
        ...makeReport().target,
        kind: 'comment' as const,
        discussion: 3,
        comment: 'c'.repeat(24),
      };
      handed({ target });
      await run(track, 2 * DAY);
      expect(records).toMatchObject([{ state: 'handed-over' }]);
    });

    test('a worker that dies while it is tied leaves the next one to end it', async () => {
      for (let at = 1; at <= 8; at++) {
        db = freshDatabase();
        now = T0;
        [account, records, threads] = ['me', [], new Map()];
        handed();
        file(7);
        await worker().nextDue();
        now += 5 * MINUTE;
        let requests = 0;
        die = () => ++requests >= at;
        await Promise.race([worker().step(), new Promise((go) => setTimeout(go, 50))]);
        die = null;
        const next = worker();
        await run(next, 3 * DAY);
        expect(records, `killed at ${at}`).toMatchObject([{ state: 'confirmed', discussion: 7 }]);
        expect(await next.list(), `killed at ${at}`).toHaveLength(1);
      }
    });
  });

  test('what must stay private, a mail, or what never arrived is not looked at', async () => {
    records = [
      recordOf({ route: 'private-mail' }, { state: 'handed-over', discussion: undefined }),
      recordOf({ topicId: 'minors' }),
      recordOf({}, { state: 'failed', discussion: undefined }),
      recordOf({
        target: {
          subject: 'somebody',
          kind: 'user',
          url: 'https://huggingface.co/x',
          sha: null,
          seenAt: now,
        },
      }),
    ];
    const track = worker();
    expect(await track.nextDue()).toBeNull();
    await run(track, 30 * DAY);
    expect(asked).toEqual([]);
  });
});

describe('the person’s own words', () => {
  test('are kept with a mail as well, and with what they know of it', async () => {
    const record = recordOf({ route: 'private-mail' }, { state: 'handed-over', discussion: undefined });
    records = [record];
    const track = worker();
    await track.note(record.id, 'Ticket 4711');
    await track.mark(record.id, 'sent', true);
    await track.mark(record.id, 'answered', true);
    expect(await worker().list()).toMatchObject([
      { note: 'Ticket 4711', following: 'none', sentAt: now, answeredAt: now },
    ]);
    await track.mark(record.id, 'sent', false);
    expect((await worker().list())[0]).not.toHaveProperty('sentAt');
  });

  test('are never kept for a topic that takes none, whatever its spelling or route', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('minors', 'MINORS', ' minors ', 'minors-other', 'minor'),
        fc.constantFrom<Report['route']>('private-mail', 'public-api', 'hub-dialog'),
        fc.string({ minLength: 1, maxLength: 50 }),
        async (topicId, route, text) => {
          const record = recordOf({ topicId, route, text: '' });
          records = [record];
          const track = worker();
          await expect(track.note(record.id, text)).rejects.toThrow(/hold no words/);
          expect(await (await db()).getAll('follows')).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('a note that is written during a look is not lost, nor is the look', async () => {
    const record = reported();
    const track = worker();
    const looking = track.look(record.id);
    await track.note(record.id, 'Mine');
    await looking;
    expect((await track.list())[0]).toMatchObject({ note: 'Mine', entries: [{ what: 'seen' }] });
  });

  test('a look by hand that fails says why, and keeps what was seen', async () => {
    const record = reported();
    const track = worker();
    await track.look(record.id);
    trouble = error('network');
    await expect(track.look(record.id)).rejects.toThrow(error('network').sentence);
    expect(await whats(track)).toEqual(['seen']);
  });
});

test('a worker that dies at any request leaves it to the next one, which sees the same', async () => {
  for (let at = 1; at <= 6; at++) {
    db = freshDatabase();
    now = T0;
    threads = new Map();
    records = [];
    standing = { ...standing, tags: [] };
    reported();
    await worker().nextDue();
    now += 5 * MINUTE;
    threads.get(1)!.events.push(comment({ name: 's', isHf: true }));
    standing.sha = 'e'.repeat(40);
    let requests = 0;
    die = () => ++requests >= at;
    void worker().step();
    await expect.poll(() => requests >= Math.min(at, 6), { timeout: 2_000 }).toBe(true);
    die = null;
    const next = worker();
    const due = (await next.nextDue())!;
    expect(due - now, `killed at ${at}: due again, and not at once`).toBeGreaterThan(0);
    now = due;
    await next.step();
    expect(await whats(next), `killed at ${at}`).toEqual(['seen', 'staff-reply', 'owner-commit']);
  }
});
