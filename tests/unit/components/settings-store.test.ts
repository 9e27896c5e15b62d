import { beforeEach, describe, expect, test, vi } from 'vitest';
import { useSettings } from '../../../components/ui/settings-store.ts';
import { DEFAULT_FILTER } from '../../../lib/nfaa/preferences.ts';
import { changeSettings, loadSettings, type Settings } from '../../../lib/platform/settings.ts';

vi.mock('../../../lib/platform/settings.ts', () => ({
  changeSettings: vi.fn(),
  loadSettings: vi.fn(),
  onSettings: vi.fn(),
}));

const SETTINGS: Settings = { version: 1, filter: { ...DEFAULT_FILTER }, report: { buttonOnCards: true } };
let stored = SETTINGS;

beforeEach(() => {
  stored = structuredClone(SETTINGS);
  vi.mocked(loadSettings).mockImplementation(async () => structuredClone(stored));
  // Reads, then writes, with time in between: two at once would lose one.
  vi.mocked(changeSettings).mockImplementation(async (change) => {
    const before = structuredClone(stored);
    await Promise.resolve();
    stored = {
      ...before,
      filter: { ...before.filter, ...change.filter },
      report: { ...before.report, ...change.report },
    };
    return stored;
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

  test('what could not be kept is not shown as kept', async () => {
    vi.mocked(changeSettings).mockRejectedValue(new Error('The disk is full.'));
    await useSettings.getState().change({ filter: { on: false } });
    expect(useSettings.getState().settings?.filter.on).toBe(true);
    expect(useSettings.getState().problem).toContain('The disk is full.');
    expect(useSettings.getState().kept).toBe(0);
  });
});
