import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, describe, expect, test, vi } from 'vitest';

vi.mock('webextension-polyfill', () => ({
  default: { storage: { onChanged: { addListener: () => {}, removeListener: () => {} } } },
}));
vi.mock('../../../lib/platform/ask.ts', () => ({ ask: vi.fn() }));

const { SyncView } = await import('../../../components/options/SyncSection.tsx');
const { useSync } = await import('../../../components/options/sync-store.ts');
const { differences, heldWords, NEVER_SYNCED, PROBLEM_WORDS, roomWords } = await import(
  '../../../components/options/sync-words.ts'
);
const { ask } = await import('../../../lib/platform/ask.ts');
type SyncState = import('../../../lib/account/sync-state.ts').SyncState;
type SyncProblem = import('../../../lib/account/sync-state.ts').SyncProblem;

const OFF: SyncState = {
  on: false,
  choice: null,
  problem: null,
  written: null,
  taken: null,
  waiting: false,
  held: { locked: 0, full: 0, unreadable: 0 },
  canUndo: false,
  bytes: 0,
};
const ON: SyncState = { ...OFF, on: true, bytes: 1_200, written: 1 };
const APART = { here: 0, there: 0, differ: 0 };
const CHOICE = {
  newest: 1,
  settings: [{ key: 'f:action', here: 'cover', there: 'hide' }],
  exceptions: APART,
  rules: { here: 2, there: 0, differ: 1 },
  lists: APART,
};

const draw = (sync: SyncState, fixed = false) =>
  renderToStaticMarkup(<SyncView sync={sync} fixed={fixed} />).replaceAll('&#x27;', "'");

beforeEach(() => {
  vi.mocked(ask).mockReset();
  useSync.setState({ sync: null, busy: null, problem: null, refused: null, done: null });
});

describe('the section', () => {
  test('off and empty, there is nothing to do', () => {
    expect(draw(OFF)).toBe('');
    expect(draw({ ...OFF, bytes: 900 })).toContain('Remove the copy from sync');
  });

  test('on says when, and what is still to come', () => {
    const markup = draw({ ...ON, waiting: true });
    expect(markup).toContain('Last written');
    expect(markup).toContain('a change of this device follows');
    expect(markup).toContain('Nothing yet');
    expect(markup).toContain('2 kB of 100 kB');
  });

  test('asks before anything is overwritten, and offers all ways and none', () => {
    const markup = draw({ ...ON, choice: CHOICE });
    for (const words of ['Both together', 'Those in sync', 'Those of this device', 'Not now'])
      expect(markup).toContain(words);
    expect(markup).toContain('Nothing is changed on either side before you choose');
    expect(markup).not.toContain('Last written');
  });

  test('every problem says what it is and what to do; what can be done here has a button', () => {
    for (const problem of Object.keys(PROBLEM_WORDS) as SyncProblem[]) {
      const markup = draw({ ...ON, problem });
      expect(markup).toContain(PROBLEM_WORDS[problem].title);
      expect(markup.includes('Write')).toBe(problem === 'damaged' || problem === 'removed');
    }
  });

  test('locked, nothing can be pressed', () => {
    const buttons = [
      ...draw({ ...ON, choice: CHOICE, canUndo: true, problem: 'removed' }, true).matchAll(/<button[^>]*>/g),
    ];
    expect(buttons.length).toBeGreaterThan(3);
    for (const [button] of buttons) expect(button).toContain('disabled=""');
  });
});

test('what is held back, one and many', () => {
  expect(heldWords({ locked: 1, full: 0, unreadable: 0 })[0]).toMatch(/^One change .* keeps it until/);
  expect(heldWords({ locked: 2, full: 3, unreadable: 1 })).toHaveLength(3);
  expect(heldWords({ locked: 2, full: 0, unreadable: 0 })[0]).toMatch(
    /^2 changes .* are about .* them until/,
  );
});

test('what differs, in words', () => {
  expect(differences(CHOICE)).toEqual([
    { name: 'Labelled repositories', here: 'Cover', there: 'Hide' },
    {
      name: 'Own rules',
      here: '2 rules of its own, 1 rule with another action or end',
      there: '1 rule with another action or end',
    },
  ]);
  expect(roomWords(0)).toBe('0 kB of 100 kB');
});

test('what never is synced names reveals, token, reports and the PIN', () => {
  expect(NEVER_SYNCED.join(' ')).toMatch(/chose to see.*token.*reports.*PIN/);
});

describe('the store', () => {
  test('says what was done, and keeps what stood there when it was refused', async () => {
    const { set, resolve } = useSync.getState();
    vi.mocked(ask).mockResolvedValueOnce(ON as never);
    await set(true);
    expect(useSync.getState()).toMatchObject({ sync: ON, done: { text: 'Sync is on.' } });
    vi.mocked(ask).mockResolvedValueOnce({ ...ON, canUndo: true } as never);
    await resolve('theirs');
    expect(useSync.getState().done).toMatchObject({ undo: true, text: expect.stringMatching(/taken over/) });
    vi.mocked(ask).mockRejectedValueOnce(new Error('This is locked with a PIN.'));
    await set(false);
    expect(useSync.getState()).toMatchObject({
      sync: { on: true },
      refused: 'This is locked with a PIN.',
      done: null,
      busy: null,
    });
  });

  test('a question or a problem speaks for itself', async () => {
    vi.mocked(ask).mockResolvedValueOnce({ ...ON, choice: CHOICE } as never);
    await useSync.getState().set(true);
    expect(useSync.getState().done).toBeNull();
    useSync.setState({ done: { text: 'Sync is on.', undo: false } });
    vi.mocked(ask).mockResolvedValueOnce({ ...ON, problem: 'damaged' } as never);
    await useSync.getState().read();
    expect(useSync.getState().done).toBeNull();
  });
});
