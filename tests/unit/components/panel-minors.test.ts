/**
 * The lock on minors, seen from the panel: whatever is pressed, typed, joined, restored or sent, in whatever order, a topic that
 * is private only never becomes a report that is public or that holds anything but where it is.
 */
import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { currentRoute, reportOf, takesPicture, topicOf } from '../../../components/panel/derived.ts';
import { EMPTY } from '../../../components/panel/state.ts';
import { usePanel } from '../../../components/panel/store.ts';
import { writtenOut } from '../../../components/panel/written.ts';
import type { Handover } from '../../../lib/guard/shared.ts';
import { ask } from '../../../lib/platform/ask.ts';
import { TOPICS } from '../../../lib/policy/topics.ts';
import { base64Of } from '../../../lib/report/picture.ts';
import { type Draft, type Report, routeKindSchema } from '../../../lib/report/report.ts';
import { isPrivateOnly, isPrivateOnlyTopic, isPublic } from '../../../lib/report/route.ts';
import { TARGET_KINDS } from '../../../lib/report/target.ts';
import { freshDatabase } from '../report/fakes.ts';
import { context, fakeWorker, PNG, WORDS } from './panel-worker.ts';

vi.mock('../../../lib/platform/ask.ts', () => ({ ask: vi.fn() }));

const LOCKED = TOPICS.filter(
  ({ id, defaultRoute }) => defaultRoute === 'private-only' || isPrivateOnlyTopic(id),
);
/** Part of all that is written while only a desk would read it. */
const SECRET = 'Quagga';
const QUESTIONS = ['part', 'origin', 'use', 'name', 'consent', 'live', 'holder', 'ask-1', '__proto__'];

const sent: Report[] = [];
let db = freshDatabase();
let told = context(true, undefined, false);
const shots = { count: 0 };
const asked = vi.mocked(ask);

/** The browser's, as far as the panel uses it. */
class Reader {
  result = '';
  onload = () => {};
  readAsDataURL() {
    this.result = `data:image/png;base64,${base64Of(PNG)}`;
    queueMicrotask(() => this.onload());
  }
}

beforeEach(() => {
  vi.stubGlobal('FileReader', Reader);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  asked.mockImplementation(fakeWorker(() => ({ db, told, sent, shots })) as never);
  return () => vi.useRealTimers();
});

/** A report of a locked topic says where it is, by mail, and nothing else. */
function expectBare(report: Report): void {
  expect(isPublic(report.route)).toBe(false);
  expect(report).toMatchObject({ route: 'private-mail', text: '' });
  for (const field of ['answers', 'join', 'remedy', 'fork']) expect(report).not.toHaveProperty(field);
  for (const field of ['passage', 'section', 'evidenceHash']) expect(report.target).not.toHaveProperty(field);
  expect(JSON.stringify(report)).not.toContain(WORDS);
}

function expectLocked(): void {
  const state = usePanel.getState();
  const topic = topicOf(state);
  const report = reportOf(state);
  if (topic && LOCKED.includes(topic)) {
    // None is offered, none is shown, none can be brought back.
    expect(takesPicture(state)).toBe(false);
    expect(state.picture).toBeNull();
    expect(state.pictureRemoved).toBeNull();
  }
  if (topic && LOCKED.includes(topic) && report) {
    expectBare(report);
    const written = writtenOut(state);
    expect(written?.way).toBe('mail');
    expect(JSON.stringify(written)).not.toContain(WORDS);
  }
  if (report) expectApart(report);
}

/** What is private only is never public, and what was written for the few is in nothing public. */
function expectApart(report: Report): void {
  if (!isPublic(report.route)) return;
  expect(isPrivateOnly(report)).toBe(false);
  expect(JSON.stringify(report)).not.toContain(SECRET);
}

/** Words, marked by who would read them now. */
function words(what: string): string {
  const route = currentRoute(usePanel.getState());
  return `${WORDS} ${route && !isPublic(route.kind) ? SECRET : ''} ${what}`;
}

const handovers = fc.record({
  kind: fc.oneof(fc.constant('repo' as const), fc.constantFrom(...TARGET_KINDS)),
  passage: fc.boolean(),
  inRepo: fc.constantFrom(true, true, true, false),
});
function handover({
  kind,
  passage,
  inRepo,
}: {
  kind: (typeof TARGET_KINDS)[number];
  passage: boolean;
  inRepo: boolean;
}) {
  const given: Handover = {
    ...(inRepo ? { repo: { type: 'model', id: 'a/b' } as const } : {}),
    url: inRepo ? 'https://huggingface.co/a/b' : 'https://huggingface.co/someone',
    seed: {
      kind,
      ...(passage ? { passage: `${WORDS} passage` } : {}),
      section: { title: `${WORDS} section`, id: 's' },
    },
    discussionsDisabled: null,
    giveBackFocus: () => {},
  };
  return given;
}

type Action = () => unknown;
const panel = () => usePanel.getState();

/** Never of a topic that must stay private. */
async function takeOne(): Promise<void> {
  const topic = topicOf(panel());
  const before = shots.count;
  await panel().takePicture(async (work) => {
    const now = topicOf(panel());
    expect(now !== null && LOCKED.includes(now)).toBe(false);
    return work();
  });
  if (topic && LOCKED.includes(topic) && topicOf(panel()) === topic) expect(shots.count).toBe(before);
}

/** No picture is kept with a draft that takes none; an old draft that nobody touched is as it was. */
async function expectNoPictures(): Promise<void> {
  for (const { owners } of await (await db()).getAll('pictures'))
    for (const owner of owners) {
      const draft = await (await db()).get('drafts', owner.replace(/^draft:/, ''));
      const locked = draft?.topicId !== undefined && isPrivateOnlyTopic(draft.topicId);
      expect(locked && draft.savedAt !== 0, owner).toBe(false);
    }
}
const PRIVATE_AT_FIRST = TOPICS.filter(({ defaultRoute }) => defaultRoute === 'private-default');
const topics = fc.oneof(
  fc.constantFrom(...LOCKED.map(({ id }) => id)),
  fc.constantFrom(...PRIVATE_AT_FIRST.map(({ id }) => id)),
  fc.constantFrom(...TOPICS.map(({ id }) => id)),
);
const routeKinds = fc.constantFrom(...routeKindSchema.options);
const single: fc.Arbitrary<[string, Action]>[] = [
  topics.map((id): [string, Action] => [`topic ${id}`, () => panel().chooseTopic(id)]),
  routeKinds.map((kind): [string, Action] => [`route ${kind}`, () => panel().chooseRoute(kind)]),
  fc.constant<[string, Action]>(['write', () => panel().write(words('words'))]),
  fc
    .constantFrom(...QUESTIONS)
    .map((id): [string, Action] => [`answer ${id}`, () => panel().answer(id, words('answer'))]),
  fc.constant<[string, Action]>(['join', () => panel().join({ discussion: 3, title: WORDS })]),
  fc.constant<[string, Action]>(['join none', () => panel().join(null)]),
  fc
    .constantFrom('restricted', 'moderated')
    .map((fork): [string, Action] => [`fork ${fork}`, () => panel().chooseFork(fork as never)]),
  fc
    .constantFrom('remove', 'nfaa', 'private')
    .map((remedy): [string, Action] => [`remedy ${remedy}`, () => panel().askFor(remedy as never)]),
  fc.boolean().map((yes): [string, Action] => [`yes ${yes}`, () => panel().confirmPublic(yes)]),
  fc.constant<[string, Action]>(['cite', () => panel().citeText('b10e')]),
  fc.constant<[string, Action]>(['save', () => panel().save()]),
  fc.constant<[string, Action]>(['discard', () => panel().discard()]),
  fc.constant<[string, Action]>(['restore', () => panel().restore()]),
  fc.constant<[string, Action]>(['no passage', () => panel().dropPassage()]),
  fc.constant<[string, Action]>(['current', () => panel().takeCurrent()]),
  fc.constant<[string, Action]>(['picture', takeOne]),
  fc.constant<[string, Action]>(['picture file', () => panel().choosePicture(new Blob([PNG]))]),
  // Pressed, and something else before it is there.
  fc.constant<[string, Action]>(['picture in a hurry', () => void takeOne()]),
  fc.constant<[string, Action]>(['no picture', () => panel().removePicture()]),
  fc.constant<[string, Action]>(['picture back', () => panel().restorePicture()]),
  fc.constant<[string, Action]>(['send', () => panel().send()]),
  fc.constant<[string, Action]>(['mend', () => panel().mend()]),
  fc.constant<[string, Action]>(['again', () => panel().again()]),
  fc.constant<[string, Action]>(['close', () => panel().close()]),
  handovers.map((given): [string, Action] => [
    `open ${JSON.stringify(given)}`,
    () => panel().begin(handover(given)),
  ]),
  // What a draft of another version, or of somebody with the database open, could say.
  fc.tuple(topics, routeKinds).map(([topicId, route]): [string, Action] => [
    `old draft ${topicId} ${route}`,
    async () => {
      const old = `${WORDS} old`;
      const few = `${old} ${SECRET}`;
      const join = { discussion: 3, title: WORDS };
      const answers = { public: { part: old }, private: { name: few, part: few } };
      const texts = { public: old, private: few };
      const text = isPublic(route) ? old : few;
      const draft = { topicId, route, text, texts, answers, join, remedy: 'nfaa', fork: 'moderated' };
      const key = panel().draft?.key ?? 'model:a/b';
      await (await db()).put('drafts', { ...draft, key, passage: old, savedAt: 0 } as Draft);
      panel().again();
    },
  ]),
];
/** The first four say what goes where: they are done more often than all the rest. */
const actions = fc.oneof(...single.map((arbitrary, at) => ({ arbitrary, weight: at < 4 ? 8 : 1 })));

test('whatever is done in the panel, a topic that is private only stays bare and private', async () => {
  await fc.assert(
    fc.asyncProperty(
      handovers,
      fc.array(actions, { minLength: 8, maxLength: 25, size: 'max' }),
      fc.boolean(),
      fc.constantFrom(undefined, 'gone' as const, 'disabled' as const),
      fc.boolean(),
      async (first, steps, account, state, closed) => {
        db = freshDatabase();
        sent.length = 0;
        told = context(account, state, closed);
        usePanel.setState({ ...EMPTY });
        panel().begin(handover(first));
        await panel().save();
        await vi.advanceTimersByTimeAsync(0);
        for (const [, act] of steps) {
          await act();
          expectLocked();
          await vi.advanceTimersByTimeAsync(0);
          expectLocked();
        }
        await panel().save();
        await vi.advanceTimersByTimeAsync(0);
        await expectNoPictures();
        for (const report of sent) {
          if (isPrivateOnlyTopic(report.topicId)) expectBare(report);
          expectApart(report);
        }
        for (const draft of await (await db()).getAll('drafts'))
          if (draft.topicId !== undefined && isPrivateOnlyTopic(draft.topicId)) {
            // An old draft that nobody touched is as it was; all that we write is bare.
            if (draft.savedAt === 0) continue;
            expect(draft.text).toBe('');
            expect(draft).not.toHaveProperty('passage');
            expect(draft).not.toHaveProperty('join');
          }
      },
    ),
    { numRuns: 250 },
  );
}, 60_000);

test('the check can fail: topics that take words are not bare', async () => {
  db = freshDatabase();
  panel().begin(handover({ kind: 'repo', passage: true, inRepo: true }));
  await panel().save();
  await vi.advanceTimersByTimeAsync(0);
  panel().chooseTopic('malware');
  panel().write(`${WORDS} words`);
  expect(() => expectBare(reportOf(usePanel.getState())!)).toThrow();
  panel().chooseTopic('minors-sexual');
  expectBare(reportOf(usePanel.getState())!);
});
