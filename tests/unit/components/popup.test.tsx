import { act } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { useFrontPage } from '../../../components/popup/store.ts';
import { ThisPage } from '../../../components/popup/ThisPage.tsx';
import { FilterControls } from '../../../components/ui/FilterControls.tsx';
import { PauseControl } from '../../../components/ui/PauseControl.tsx';
import { useSettings } from '../../../components/ui/settings-store.ts';
import { WithSettings } from '../../../components/ui/WithSettings.tsx';
import { DEFAULT_FILTER, type FilterPreferences } from '../../../lib/nfaa/preferences.ts';
import { ask } from '../../../lib/platform/ask.ts';
import { type PageView, tabInFront, viewOf } from '../../../lib/platform/view.ts';
import { type Drawn, draw } from './dom.ts';

vi.mock('../../../lib/platform/browser.ts', () => ({ browser: {} }));
vi.mock('../../../lib/platform/ask.ts', () => ({ ask: vi.fn() }));
vi.mock('../../../lib/platform/settings.ts', () => ({
  loadSettings: async () => ({ version: 1, filter: DEFAULT_FILTER, report: { buttonOnCards: true } }),
  onSettings: () => () => {},
}));
vi.mock('../../../lib/platform/stored-lock.ts', () => ({
  loadStoredLock: async () => null,
  onStoredLock: () => () => {},
}));
vi.mock('../../../lib/platform/view.ts', async (original) => ({
  ...(await original<typeof import('../../../lib/platform/view.ts')>()),
  tabInFront: vi.fn(async () => 7),
  viewOf: vi.fn(),
  onCounts: vi.fn((listener: () => void) => {
    counted = listener;
    return () => {};
  }),
}));

let counted: () => void;
let drawn: Drawn;
const NOON = new Date(2026, 9, 6, 12).getTime();
const MINUTE = 60_000;
const NONE = { covered: 0, hidden: 0, marked: 0, unknown: 0, shown: 0 };
const view = (part: Partial<PageView> = {}): PageView => ({
  off: false,
  paused: false,
  mayReveal: true,
  counts: { ...NONE, covered: 3, hidden: 1 },
  ...part,
});
const filterWith = (part: Partial<FilterPreferences>): FilterPreferences => ({ ...DEFAULT_FILTER, ...part });

beforeEach(() => {
  vi.mocked(viewOf).mockReset();
  vi.mocked(tabInFront).mockResolvedValue(7);
  useFrontPage.setState(useFrontPage.getInitialState(), true);
  useSettings.setState(useSettings.getInitialState(), true);
});
afterEach(() => drawn.remove());

describe('the page in front', () => {
  const open = async (filter = filterWith({})) => {
    drawn = await draw(<ThisPage filter={filter} />);
  };

  test('says how many are covered there, and shows all of them', async () => {
    vi.mocked(viewOf).mockImplementation(async (_, off) => view({ off: off ?? false }));
    await open();
    expect(drawn.text()).toContain('On this page: 3 covered, 1 hidden');
    expect(viewOf).toHaveBeenLastCalledWith(7, undefined);
    await drawn.press('input[role=switch]');
    expect(viewOf).toHaveBeenLastCalledWith(7, true);
    expect(drawn.text()).toContain('This page is not filtered');
    await drawn.press('input[role=switch]');
    expect(viewOf).toHaveBeenLastCalledWith(7, false);
  });

  test('counts anew when the page does', async () => {
    vi.mocked(viewOf).mockResolvedValue(view());
    await open();
    vi.mocked(viewOf).mockResolvedValue(view({ counts: NONE }));
    await act(async () => counted());
    await vi.waitFor(() => expect(useFrontPage.getState().view?.counts).toEqual(NONE));
    expect(drawn.text()).toContain('On this page: nothing covered');
  });

  test('where nobody answers there is nothing to switch, and it says why', async () => {
    vi.mocked(viewOf).mockResolvedValue(null);
    await open();
    expect(drawn.text()).toContain('no page of the Hub');
    expect(drawn.find('input')).toBeUndefined();
  });

  test('a tab that cannot be found is as good as none', async () => {
    vi.mocked(tabInFront).mockRejectedValue(new Error('No window.'));
    await open();
    expect(drawn.text()).toContain('no page of the Hub');
  });

  test('a lock that forbids revealing leaves a sentence in the place of the switch', async () => {
    vi.mocked(viewOf).mockResolvedValue(view({ mayReveal: false }));
    await open();
    expect(drawn.text()).toContain('Covers are locked');
    expect(drawn.find('input')).toBeUndefined();
  });

  test.each([
    ['off', { on: false }],
    ['paused', { pausedUntil: Date.now() + 30 * MINUTE }],
  ])('while the filter is %s there is nothing to say about one page', async (_, part) => {
    vi.mocked(viewOf).mockResolvedValue(view());
    await open(filterWith(part));
    expect(drawn.text()).toBe('');
  });
});

describe('the pause', () => {
  const change = vi.fn(async (_: { filter?: Partial<FilterPreferences> }) => {});
  beforeEach(() => {
    vi.useFakeTimers({ now: NOON });
    change.mockClear();
    useSettings.setState({ change });
    return () => vi.useRealTimers();
  });

  test('is offered in three lengths, none of them longer than the longest', async () => {
    drawn = await draw(<PauseControl filter={filterWith({})} />);
    await drawn.press('button', '15 min');
    await drawn.press('button', '1 hour');
    await drawn.press('button', 'Until tomorrow');
    const until = change.mock.calls.map(([{ filter }]) => filter?.pausedUntil);
    expect(until).toEqual([NOON + 15 * MINUTE, NOON + 60 * MINUTE, new Date(2026, 9, 7, 6).getTime()]);
  });

  test('says when it ends, and ends at once when asked to', async () => {
    drawn = await draw(<PauseControl filter={filterWith({ pausedUntil: NOON + 14 * MINUTE })} />);
    expect(drawn.text()).toMatch(/Paused until 12:14/);
    expect(drawn.text()).toContain('in 14 minutes');
    await drawn.press('button', 'Resume now');
    expect(change).toHaveBeenCalledWith({ filter: { pausedUntil: 0 } });
  });

  test('is over when its time is, without anybody doing anything', async () => {
    drawn = await draw(<PauseControl filter={filterWith({ pausedUntil: NOON + 14 * MINUTE })} />);
    await act(() => vi.advanceTimersByTimeAsync(14 * MINUTE - 1));
    expect(drawn.find('button', 'Resume now')).toBeDefined();
    await act(() => vi.advanceTimersByTimeAsync(1));
    expect(drawn.find('button', 'Resume now')).toBeUndefined();
    expect(drawn.text()).toMatch(/^Pause15 min/);
  });

  test('of a filter that is off cannot be begun', async () => {
    drawn = await draw(<PauseControl filter={filterWith({ on: false })} />);
    expect(drawn.find('fieldset')?.hasAttribute('disabled')).toBe(true);
  });
});

test('what a lock refuses is said in its own sentence, and shown as it stands', async () => {
  vi.mocked(ask).mockRejectedValue(new Error('This is locked with a PIN.'));
  drawn = await draw(
    <WithSettings>{({ filter }) => <FilterControls filter={filter} compact />}</WithSettings>,
  );
  const master = () => drawn.find('input[role=switch]')?.getAttribute('aria-checked');
  expect(master()).toBe('true');
  await drawn.press('input[role=switch]');
  expect(ask).toHaveBeenCalledWith('settings.change', { filter: { on: false } });
  expect(drawn.text()).toContain('This is locked with a PIN.');
  expect(master()).toBe('true');
});
