import { beforeEach, describe, expect, test, vi } from 'vitest';
import { followSettings, useSettings } from '../../../components/ui/settings-store.ts';
import type { StoredLock } from '../../../lib/nfaa/lock-state.ts';
import { DEFAULT_FILTER } from '../../../lib/nfaa/preferences.ts';
import { ask } from '../../../lib/platform/ask.ts';
import { loadSettings, type Settings } from '../../../lib/platform/settings.ts';
import { loadStoredLock, onStoredLock } from '../../../lib/platform/stored-lock.ts';

vi.mock('../../../lib/platform/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../../lib/platform/settings.ts', () => ({
  loadSettings: vi.fn(),
  onSettings: vi.fn(() => () => {}),
}));
vi.mock('../../../lib/platform/stored-lock.ts', () => ({ loadStoredLock: vi.fn(), onStoredLock: vi.fn() }));

const SETTINGS: Settings = { version: 1, filter: { ...DEFAULT_FILTER }, report: { buttonOnCards: true } };
let stored = SETTINGS;
let lock: StoredLock | null = null;

beforeEach(() => {
  stored = structuredClone(SETTINGS);
  lock = null;
  vi.mocked(loadSettings).mockImplementation(async () => structuredClone(stored));
  vi.mocked(loadStoredLock).mockImplementation(async () => structuredClone(lock));
  // As the worker does: in the order in which they came.
  let last: Promise<unknown> = Promise.resolve();
  vi.mocked(ask).mockImplementation((_name, data) => {
    const change = data as Partial<Settings>;
    const made = last.then(() => {
      stored = {
        ...stored,
        filter: { ...stored.filter, ...change.filter },
        report: { ...stored.report, ...change.report },
      };
      return stored as never;
    });
    last = made;
    return made;
  });
  useSettings.setState({ settings: structuredClone(SETTINGS), problem: null, kept: 0 });
});

describe('settings on a page', () => {
  test('a change is shown at once and then kept', async () => {
    const written = useSettings.getState().change({ filter: { action: 'hide' } });
    expect(useSettings.getState().settings?.filter.action).toBe('hide');
    expect(useSettings.getState().kept).toBe(0);
    await written;
    expect(useSettings.getState().kept).toBe(1);
    expect(stored.filter.action).toBe('hide');
  });

  test('changes that follow quickly are all kept', async () => {
    const { change } = useSettings.getState();
    await Promise.all([
      change({ filter: { action: 'mark' } }),
      change({ filter: { look: 'plain' } }),
      change({ report: { buttonOnCards: false } }),
    ]);
    expect(stored).toEqual({
      version: 1,
      filter: { ...DEFAULT_FILTER, action: 'mark', look: 'plain' },
      report: { buttonOnCards: false },
    });
    expect(useSettings.getState().settings).toEqual(stored);
  });

  test('a change leaves at once: the page may be closed before the one before it is answered', () => {
    vi.mocked(ask).mockClear();
    const { change } = useSettings.getState();
    void change({ filter: { action: 'mark' } });
    void change({ report: { buttonOnCards: false } });
    expect(vi.mocked(ask).mock.calls.map(([, data]) => data)).toEqual([
      { filter: { action: 'mark' } },
      { report: { buttonOnCards: false } },
    ]);
  });

  test('what could not be kept is not shown as kept', async () => {
    vi.mocked(ask).mockRejectedValue(new Error('The disk is full.'));
    await useSettings.getState().change({ filter: { on: false } });
    expect(useSettings.getState().settings?.filter.on).toBe(true);
    expect(useSettings.getState().problem).toContain('The disk is full.');
    expect(useSettings.getState().kept).toBe(0);
  });

  test('a change goes to the worker, and what the lock refuses is said and taken back', async () => {
    vi.mocked(ask).mockRejectedValue(new Error('This is locked with a PIN.'));
    await useSettings.getState().change({ filter: { action: 'show' } });
    expect(ask).toHaveBeenCalledWith('settings.change', { filter: { action: 'show' } });
    expect(useSettings.getState().settings?.filter.action).toBe('cover');
    expect(useSettings.getState().problem).toContain('locked with a PIN');
  });

  test('what an administrator set is shown as it is in force, from the moment it is told', async () => {
    let told = (_: StoredLock | null) => {};
    vi.mocked(onStoredLock).mockImplementation((listener) => {
      told = listener;
      return () => {};
    });
    const stop = followSettings();
    await vi.waitFor(() => expect(useSettings.getState().settings?.filter.action).toBe('cover'));
    lock = { v: 1, by: 'managed', noReveal: false, filter: { action: 'hide' } };
    told(lock);
    await vi.waitFor(() => expect(useSettings.getState().settings?.filter.action).toBe('hide'));
    expect(stored.filter.action).toBe('cover');
    stop();
  });
});
