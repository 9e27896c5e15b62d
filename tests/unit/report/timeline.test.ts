import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Discussion, DiscussionEvent } from '../../../lib/hub/schemas.ts';
import type { Entry, RepoSeen, SeenEvent, Snapshot, ThreadSeen, Who } from '../../../lib/report/follow.ts';
import { answersWords, firstAnswered } from '../../../lib/report/follow.ts';
import { stageOf, type stagesOf } from '../../../lib/report/follow-stage.ts';
import { inOrder, merged, newEntries, placeOf } from '../../../lib/report/timeline.ts';
import { threadSeen } from '../../../lib/report/timeline-signals.ts';

const T0 = Date.UTC(2026, 9, 6, 12);
const HOUR = 3_600_000;
const who = (role: Who['role'], name: string | null = `${role}-name`): Who => ({
  name,
  role,
  ownerSide: role === 'owner',
});
const REPORT: SeenEvent = { id: 'r', type: 'comment', at: T0, by: who('you', 'me') };
const event = (part: Partial<SeenEvent>): SeenEvent => ({
  id: 'e1',
  type: 'comment',
  at: T0 + HOUR,
  by: who('other'),
  ...part,
});
const thread = (events: SeenEvent[] = [], part: Partial<ThreadSeen> = {}): ThreadSeen => ({
  title: '🚩 Report: Spam',
  status: 'open',
  isReport: null,
  locked: false,
  pinned: false,
  ours: 'r',
  events: [REPORT, ...events],
  ...part,
});
const repo = (part: Partial<RepoSeen> = {}): RepoSeen => ({
  id: 'owner/name',
  tags: ['gguf'],
  sha: 'a'.repeat(40),
  gated: false,
  disabled: false,
  ...part,
});
const at = (hours: number) => T0 + hours * HOUR;
const FIRST: Snapshot = { at: at(0.5), thread: thread(), repo: repo() };

/** What a second look adds. */
function secondLook(next: Omit<Snapshot, 'at'>, first: Snapshot = FIRST): Entry[] {
  const known = newEntries([], null, first);
  return newEntries(known, first, { ...next, at: at(2) });
}
const told = (entries: Entry[]) => entries.map(({ what, sentence }) => [what, sentence]);

describe('each signal becomes one entry', () => {
  test.each<[string, Omit<Snapshot, 'at'>, Partial<Entry>]>([
    [
      'staff reply',
      { thread: thread([event({ by: who('staff', 'no-mad') })]) },
      { what: 'staff-reply', at: at(1), answer: true, sentence: 'no-mad, of Hugging Face’s staff, replied.' },
    ],
    [
      'owner reply',
      { thread: thread([event({ by: who('owner', 'owner') })]) },
      { what: 'owner-reply', at: at(1), answer: true, sentence: 'owner, on the owner’s side, replied.' },
    ],
    ['own comment', { thread: thread([event({ by: who('you') })]) }, { what: 'own-comment' }],
    ['reply of anybody', { thread: thread([event({})]) }, { what: 'reply', sentence: 'other-name replied.' }],
    [
      'reply of a deleted account',
      { thread: thread([event({ by: who('other', null) })]) },
      { what: 'reply', sentence: 'Somebody whose account does not exist any more replied.' },
    ],
    [
      'closed by staff',
      { thread: thread([event({ type: 'status-change', status: 'closed', by: who('staff', 's') })]) },
      { what: 'closed', answer: true, sentence: 's, of Hugging Face’s staff, closed the thread.' },
    ],
    [
      'reopened',
      { thread: thread([event({ type: 'status-change', status: 'open' })]) },
      { what: 'reopened', sentence: 'other-name opened the thread again.' },
    ],
    [
      'closed without an event',
      { thread: thread([], { status: 'closed' }) },
      { what: 'closed', at: null, after: at(0.5) },
    ],
    [
      'turned into a discussion',
      {
        thread: thread([event({ type: 'report-status-change', report: false, by: who('staff', 's') })], {
          isReport: false,
        }),
      },
      {
        what: 'unmarked-report',
        sentence: 's, of Hugging Face’s staff, turned the report into an ordinary discussion.',
      },
    ],
    [
      'marked',
      { thread: thread([], { isReport: true }) },
      { what: 'marked-report', at: null, sentence: 'The Hub marks it as a report.' },
    ],
    [
      'locked',
      { thread: thread([event({ type: 'locking-change', locked: true })]) },
      { what: 'locked', at: at(1) },
    ],
    [
      'locked, the event without a value',
      { thread: thread([event({ type: 'locking-change' })], { locked: true }) },
      { what: 'locked', at: null },
    ],
    ['pinned', { thread: thread([event({ type: 'pinning-change', pinned: true })]) }, { what: 'pinned' }],
    [
      'unpinned',
      { thread: thread([event({ type: 'pinning-change', pinned: false })]) },
      { what: 'unpinned' },
    ],
    [
      'title',
      { thread: thread([event({ type: 'title-change', from: 'a', to: 'b' })], { title: 'b' }) },
      { what: 'renamed-thread', sentence: 'other-name changed the title to “b”.' },
    ],
    [
      'our text hidden, with the reason',
      { thread: thread([], { events: [{ ...REPORT, hidden: true, hiddenReason: 'Off-Topic' }] }) },
      {
        what: 'hidden',
        at: null,
        sentence: 'The text of your report is hidden there. The reason given is “Off-Topic”.',
      },
    ],
    ['thread gone', { thread: 'missing' }, { what: 'thread-missing', at: null }],
    ['discussions off', { thread: 'no-discussions' }, { what: 'discussions-off' }],
    [
      'tagged',
      { repo: repo({ tags: ['not-for-all-audiences'] }) },
      { what: 'nfaa-added', at: null, after: at(0.5) },
    ],
    [
      'gated',
      { repo: repo({ gated: true }) },
      { what: 'gated', sentence: 'Its files can only be had on request now.' },
    ],
    [
      'private or deleted',
      { thread: 'not-visible', repo: 'not-visible' },
      { what: 'not-visible', sentence: 'The repository is not visible to everybody any more.' },
    ],
    [
      'disabled',
      { thread: 'disabled', repo: 'disabled' },
      { what: 'disabled', sentence: 'The Hub says that access to the repository is disabled.' },
    ],
    ['disabled, said in the answer', { repo: repo({ disabled: true }) }, { what: 'disabled' }],
    [
      'renamed',
      { repo: repo({ id: 'owner/new' }) },
      { what: 'renamed', sentence: 'The repository is called owner/new now.' },
    ],
    ['files', { repo: repo({ sha: 'b'.repeat(40) }) }, { what: 'files-changed', at: null }],
    [
      'owner’s commit',
      { repo: repo({ commits: [{ id: 'c', at: at(1), by: who('owner', 'owner') }] }) },
      { what: 'owner-commit', at: at(1), by: who('owner', 'owner') },
    ],
  ])('%s', (_, next, expected) => {
    const made = secondLook({ ...FIRST, ...next });
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({ observedAt: at(2), ...expected });
  });

  test('and back again', () => {
    const gone: Snapshot = { at: at(1), thread: 'not-visible', repo: 'not-visible' };
    const seen = newEntries([], null, FIRST);
    expect(told(newEntries(seen, gone, { ...FIRST, at: at(2) }))).toEqual([
      ['visible', 'The repository is visible to everybody again.'],
    ]);
    const tagged = { ...FIRST, repo: repo({ tags: ['not-for-all-audiences'], gated: true }) };
    expect(secondLook({ ...FIRST }, tagged).map(({ what }) => what)).toEqual(['nfaa-removed', 'ungated']);
  });
});

describe('what is not said', () => {
  test('nothing of what the Hub did not answer', () => {
    expect(secondLook({})).toEqual([]);
    expect(
      secondLook({
        thread: FIRST.thread,
        repo: repo({ tags: null, sha: null, gated: null, disabled: null }),
      }),
    ).toEqual([]);
  });

  test('a repository that was never visible is not said to have become invisible', () => {
    expect(newEntries([], null, { at: at(1), thread: 'not-visible', repo: 'not-visible' })).toEqual([]);
  });

  test('what stood in a joined thread before us is no news', () => {
    const joined = thread([], { events: [event({ id: 'old', by: who('staff') }), REPORT] });
    expect(newEntries([], null, { at: at(1), thread: joined }).map(({ what }) => what)).toEqual(['seen']);
  });

  test('a look that failed for one part leaves that part as it was', () => {
    const half = merged(FIRST, { at: at(2), repo: repo({ id: 'owner/new' }) });
    expect(half.thread).toBe(FIRST.thread);
    expect(newEntries(newEntries([], null, FIRST), half, { at: at(3), thread: thread() })).toEqual([]);
  });
});

const role = fc.constantFrom<Who['role']>('staff', 'owner', 'you', 'other');
const anyEvent = fc.record({
  id: fc.string({ minLength: 1, maxLength: 3 }).map((id) => `x${id}`),
  type: fc.constantFrom(
    'comment',
    'status-change',
    'locking-change',
    'pinning-change',
    'title-change',
    'report-status-change',
    'commit',
    'ref-deleted',
  ),
  at: fc.option(fc.integer({ min: T0 - HOUR, max: T0 + 100 * HOUR })),
  by: fc.option(fc.tuple(role, fc.option(fc.constantFrom('ann', 'bob'))).map(([r, n]) => who(r, n))),
  hidden: fc.option(fc.boolean(), { nil: undefined }),
  status: fc.constantFrom('open', 'closed', undefined),
  report: fc.option(fc.boolean(), { nil: undefined }),
  locked: fc.option(fc.boolean(), { nil: undefined }),
  pinned: fc.option(fc.boolean(), { nil: undefined }),
}) as fc.Arbitrary<SeenEvent>;
const anyThread = fc
  .record({
    events: fc.uniqueArray(anyEvent, { selector: ({ id }) => id, maxLength: 6 }),
    status: fc.constantFrom('open', 'closed'),
    isReport: fc.constantFrom(true, false, null),
    locked: fc.constantFrom(true, false, null),
  })
  .map(({ events, ...part }) => thread(events, part));
const anyRepo = fc
  .record({
    tags: fc.constantFrom(null, [], ['not-for-all-audiences']),
    sha: fc.constantFrom(null, 'a'.repeat(40), 'b'.repeat(40)),
    gated: fc.constantFrom(null, true, false),
    disabled: fc.constantFrom(null, true, false),
  })
  .map((part) => repo(part as Partial<RepoSeen>));
const unseen = fc.constantFrom('not-visible', 'disabled', 'missing', 'no-discussions') as fc.Arbitrary<never>;
const looks = fc
  .array(
    fc.record({ thread: fc.oneof(anyThread, unseen), repo: fc.oneof(anyRepo, unseen) }, { requiredKeys: [] }),
    { maxLength: 6 },
  )
  .map((all) => all.map((one, i): Snapshot => ({ ...one, at: T0 + (i + 1) * HOUR }) as Snapshot));

describe('any sequence of looks', () => {
  test('adds, never changes; the order of what was there stays; nothing twice; staff only by staff’s account', () => {
    fc.assert(
      fc.property(looks, (snapshots) => {
        let entries: Entry[] = [];
        let last: Snapshot | null = null;
        for (const snapshot of snapshots) {
          const before = inOrder(entries);
          const fresh = newEntries(entries, last, snapshot);
          entries = [...entries, ...fresh];
          last = merged(last, snapshot);
          const now = inOrder(entries);
          expect(now.filter((entry) => before.includes(entry))).toEqual(before);
          for (const entry of fresh) {
            expect(entry.observedAt).toBe(snapshot.at);
            expect(placeOf(entry)).toBeLessThanOrEqual(snapshot.at);
            if (/staff/.test(entry.sentence)) expect(entry.by?.role).toBe('staff');
            if (entry.answer) expect(['staff', 'owner']).toContain(entry.by?.role);
            expect(entry.sentence).not.toMatch(/decided|Hugging Face (?!’s staff)/);
            // No time of the Hub's is made up: it is an event's own.
            if (entry.at !== null && entry.what !== 'seen')
              expect(
                typeof snapshot.thread === 'object' && snapshot.thread.events.some((e) => e.at === entry.at),
              ).toBe(true);
            // An entry about a part needs that part to have been looked at.
            if (!snapshot.thread && !snapshot.repo) expect(fresh).toEqual([]);
          }
          expect(
            newEntries(entries, last, { ...snapshot, at: snapshot.at + 1 }),
            'the same look again',
          ).toEqual([]);
        }
        expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('whose account it is', () => {
  const raw = (part: Partial<DiscussionEvent>): DiscussionEvent => ({
    id: 'e',
    type: 'comment',
    createdAt: new Date(T0).toISOString(),
    author: { name: 'me' },
    ...part,
  });
  const answer = (events: DiscussionEvent[]): Discussion => ({
    num: 1,
    title: 't',
    status: 'open',
    createdAt: new Date(T0).toISOString(),
    isPullRequest: false,
    author: { name: 'me' },
    events,
  });
  const ref = { type: 'model', id: 'Owner/name' } as const;

  test.each([
    [{ name: 'x', isHf: true }, 'staff', false],
    [{ name: 'x', isHfAdmin: true }, 'staff', false],
    [{ name: 'x', isMod: true }, 'staff', false],
    [{ name: 'x', isOwner: true }, 'owner', true],
    [{ name: 'x', isOrgMember: true }, 'owner', true],
    [{ name: 'owner' }, 'owner', true],
    [{ name: 'x', isHf: true, isOwner: true }, 'staff', true],
    [{ name: 'x', isHf: false, isOwner: false }, 'other', false],
    [undefined, 'other', false],
    [{ name: 'ME', isOwner: true }, 'you', true],
  ])('%j is %s', (author, expected, ownerSide) => {
    const seen = threadSeen(
      answer([raw({ id: 'r', data: { latest: { raw: 'x HS-AAAAAAAA' } } }), raw({ author })]),
      { repo: ref, reference: 'HS-AAAAAAAA' },
    );
    expect(seen.ours).toBe('r');
    expect(seen.events[1]!.by).toMatchObject({ role: expected, ownerSide });
  });

  test('no words of anybody are kept, and a hidden text of ours is known by its id', () => {
    const seen = threadSeen(
      answer([
        raw({ id: 'r', data: { hidden: true, latest: { raw: '' } } }),
        raw({ data: { latest: { raw: 'secret words' } } }),
      ]),
      {
        repo: ref,
        reference: 'HS-AAAAAAAA',
        before: 'r',
      },
    );
    expect(seen.ours).toBe('r');
    expect(JSON.stringify(seen)).not.toContain('secret');
  });
});

describe('how far it has come', () => {
  const record = (state: string, isReport: boolean | null = null) =>
    ({ state, isReport, history: [{ state, at: T0 }] }) as unknown as Parameters<typeof stagesOf>[0];
  test.each([
    [record('queued'), [], 'draft'],
    [record('handed-over'), [], 'handed-over'],
    [record('confirmed', false), [], 'seen'],
    [record('confirmed', true), [], 'seen-as-report'],
    [record('confirmed', false), [event({ by: who('owner') })], 'seen'],
    [record('confirmed', false), [event({ by: who('staff') })], 'acknowledged'],
  ])('stage %#', (given, events, expected) => {
    const entries = newEntries([], null, { at: at(1), thread: thread(events) });
    expect(stageOf(given, { entries: events.length ? entries : [] })).toBe(expected);
  });
});

test('answers since the person looked', () => {
  const entries = newEntries([], null, {
    at: at(1),
    thread: thread([
      event({ by: who('staff') }),
      event({ id: 'e2', by: who('you') }),
      event({ id: 'e3', by: who('owner') }),
    ]),
  });
  const follow = { id: 'f', entries, seenAt: at(0.5) } as Parameters<typeof answersWords>[0][number];
  expect(answersWords([follow])).toBe('2 answers to your reports since you looked');
  expect(firstAnswered([follow])).toBe('f');
  expect(answersWords([{ ...follow, seenAt: at(1) }])).toBeNull();
  expect(answersWords([{ ...follow, dismissed: true }])).toBeNull();
});
