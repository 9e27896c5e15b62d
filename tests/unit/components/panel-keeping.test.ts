/** The draft in the panel: kept, loaded late, thrown away and taken back; asked about only when something would be lost. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { currentText, reportOf, routes } from '../../../components/panel/derived.ts';
import { firstDifference } from '../../../components/panel/Exactly.tsx';
import { movedTo } from '../../../components/panel/Revision.tsx';
import { EMPTY } from '../../../components/panel/state.ts';
import { usePanel } from '../../../components/panel/store.ts';
import { thisThing } from '../../../components/panel/TargetLine.tsx';
import type { Handover } from '../../../lib/guard/shared.ts';
import { ask } from '../../../lib/platform/ask.ts';
import type { Draft } from '../../../lib/report/report.ts';

vi.mock('../../../lib/platform/ask.ts', () => ({ ask: vi.fn() }));
const asked = vi.mocked(ask);
const panel = () => usePanel.getState();
const SEEN = 'a'.repeat(40);
const NOW = 'b'.repeat(40);

let stored: Draft | null = null;
let saveFails = false;
let given: Promise<unknown> = Promise.resolve();
const giveBackFocus = vi.fn();

const handover = (seed: Handover['seed'] = {}): Handover => ({
  repo: { type: 'model', id: 'a/b' },
  url: 'https://huggingface.co/a/b',
  seed,
  discussionsDisabled: null,
  giveBackFocus,
});

beforeEach(() => {
  vi.useFakeTimers();
  stored = null;
  saveFails = false;
  given = Promise.resolve();
  giveBackFocus.mockClear();
  usePanel.setState({ ...EMPTY });
  asked.mockReset();
  asked.mockImplementation((async (name: string, data: { draft?: Draft }) => {
    if (name === 'draft.load') return given.then(() => stored);
    if (name === 'draft.save') {
      if (saveFails) throw new Error('There is no room.');
      stored = data.draft!;
    }
    if (name === 'draft.drop') stored = null;
    if (name === 'account.get') return { name: 'ada', canReport: true, remembered: false };
    if (name === 'policy.panel')
      return { printedDate: null, url: '', basis: '', versions: [], rules: {}, worded: [] };
    if (name === 'report.context')
      return {
        account: { name: 'ada', canReport: true, remembered: false },
        sha: NOW,
        discussionsDisabled: false,
        existing: [],
        suggestions: [],
      };
    return {};
  }) as never);
  return () => vi.useRealTimers();
});

const draft = (change: Partial<Draft> = {}): Draft => ({
  key: 'model:a/b',
  topicId: 'malware',
  route: 'public-api',
  text: 'before',
  texts: { public: 'before' },
  savedAt: 1,
  ...change,
});

async function begun(seed?: Handover['seed']): Promise<void> {
  panel().begin(handover(seed));
  await vi.advanceTimersByTimeAsync(0);
}

describe('closing', () => {
  test('keeps what was typed last, and asks nothing', async () => {
    await begun();
    panel().chooseTopic('malware');
    panel().write('words');
    await panel().close();
    expect(panel()).toMatchObject({ open: false, asking: null });
    expect(stored?.texts?.public).toBe('words');
    expect(giveBackFocus).toHaveBeenCalledOnce();
  });

  test('asks only when words would be lost; "stay" goes back to them, "close and lose" closes', async () => {
    await begun();
    panel().chooseTopic('malware');
    saveFails = true;
    await panel().close();
    expect(panel().open, 'a topic alone is no work').toBe(false);

    await begun();
    panel().chooseTopic('malware');
    panel().write('words');
    await panel().close();
    expect(panel()).toMatchObject({ open: true, asking: 'close', saveProblem: 'There is no room.' });
    panel().stay();
    expect(panel().asking).toBeNull();
    expect(currentText(panel())).toBe('words');
    saveFails = false;
    await panel().close();
    expect(panel().open).toBe(false);
    expect(stored?.texts?.public).toBe('words');
  });
});

describe('a kept draft', () => {
  test('that arrives late loses nothing and overwrites nothing', async () => {
    let arrive = () => {};
    given = new Promise<void>((done) => {
      arrive = done;
    });
    stored = draft({ texts: { public: 'before', private: 'for the few' } });
    await begun();
    panel().chooseTopic('malware');
    panel().write('now');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(stored?.texts?.public, 'nothing is written before it was read').toBe('before');
    arrive();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(stored?.texts).toEqual({ public: 'now', private: 'for the few' });
  });

  test('thrown away, and taken back', async () => {
    stored = draft();
    await begun();
    panel().discard();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(stored).toBeNull();
    expect(panel().draft).toBeNull();
    panel().restore();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(stored).toMatchObject({ text: 'before' });
    expect(currentText(panel())).toBe('before');
  });

  test('of private words is nothing on a public route, whatever the topic becomes', async () => {
    stored = draft({
      topicId: 'harassment',
      route: 'private-mail',
      text: 'her name',
      texts: { private: 'her name' },
    });
    await begun();
    expect(currentText(panel())).toBe('her name');
    panel().answer('effect', 'her fear');
    panel().chooseTopic('malware');
    expect(reportOf(panel())).toMatchObject({ route: 'public-api', text: '' });
    expect(JSON.stringify(reportOf(panel()))).not.toMatch(/her (name|fear)/);
    panel().chooseRoute('private-mail');
    expect(currentText(panel())).toBe('her name');
  });
});

describe('the revision', () => {
  test('what was seen first stays quoted, and a change is told', async () => {
    stored = draft({ sha: SEEN });
    await begun();
    expect(reportOf(panel())?.target.sha).toBe(SEEN);
    expect(movedTo(panel())).toBe(NOW);
    panel().takeCurrent();
    expect(reportOf(panel())?.target.sha).toBe(NOW);
    expect(movedTo(panel())).toBeNull();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(stored?.sha).toBe(NOW);
  });

  test('what the page says goes before an older draft; another branch does not move with the main one', async () => {
    stored = draft({ sha: 'c'.repeat(40) });
    await begun({ sha: SEEN });
    expect(panel().target?.sha).toBe(SEEN);
    expect(movedTo(panel())).toBe(NOW);
    await begun({ sha: SEEN, revision: 'refs/pr/3' });
    expect(movedTo(panel())).toBeNull();
  });

  test('a passage survives a reload, when nothing is selected any more', async () => {
    await begun({ passage: 'the words' });
    panel().chooseTopic('malware');
    await panel().save();
    expect(stored?.passage).toBe('the words');
    await begun();
    expect(reportOf(panel())?.target.passage).toBe('the words');
    panel().dropPassage();
    expect(reportOf(panel())?.target).not.toHaveProperty('passage');
  });
});

describe('joining', () => {
  test('makes it a comment; leaving, another topic or another way end it', async () => {
    await begun();
    panel().chooseTopic('malware');
    panel().join({ discussion: 12, title: 'Report' });
    expect(reportOf(panel())).toMatchObject({ route: 'public-comment', join: { discussion: 12 } });
    panel().join(null);
    expect(reportOf(panel())).toMatchObject({ route: 'public-api' });
    expect(reportOf(panel())).not.toHaveProperty('join');
    panel().join({ discussion: 12, title: 'Report' });
    panel().chooseRoute('private-mail');
    expect(panel().draft?.join).toBeUndefined();
    panel().join({ discussion: 12, title: 'Report' });
    panel().chooseTopic('spam');
    expect(reportOf(panel())?.route).toBe('public-api');
  });
});

test('an attack that is running now: the mail to the desk comes first', async () => {
  await begun();
  panel().chooseTopic('malware');
  expect(routes(panel())[0]!.kind).toBe('public-api');
  panel().answer('live', 'yes');
  expect(routes(panel())[0]).toMatchObject({ kind: 'private-mail', desk: 'security' });
});

test('each kind of thing has its own name in the head', () => {
  const target = { url: 'https://huggingface.co/a', sha: null, seenAt: 0 };
  expect(thisThing({ ...target, kind: 'user', subject: 'a' })).toBe('this person');
  expect(thisThing({ ...target, kind: 'discussion', repo: { type: 'model', id: 'a/b' } })).toBe(
    'this discussion',
  );
  expect(thisThing({ ...target, repo: { type: 'space', id: 'a/b' } })).toBe('this Space');
});

test('where two texts part', () => {
  expect(firstDifference('abc', 'abd')).toBe(2);
  expect(firstDifference('abc', 'abcd')).toBe(3);
  expect(firstDifference('abc', 'abc')).toBeNull();
});
