import { beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_FILTER, type FilterPreferences } from '../../../lib/nfaa/preferences.ts';
import { createSwitches, listenForCommands } from '../../../lib/platform/commands.ts';
import { shortcuts } from '../../../lib/platform/shortcuts.ts';
import type { PageView } from '../../../lib/platform/view.ts';
import { fakeBrowser } from './fake-browser.ts';

const held = vi.hoisted(() => ({ browser: {} }));
vi.mock('../../../lib/platform/browser.ts', () => held);

const NOW = new Date(2026, 9, 6, 13).getTime();
const TAB = 7;
let fake: ReturnType<typeof fakeBrowser>;
let filter: FilterPreferences;
/** The guard of the tab; `null`: there is none. */
let page: { off: boolean; mayReveal: boolean } | null;
let said: string[];
const changeAsPerson = vi.fn(async (change: { filter: Partial<FilterPreferences> }) => {
  filter = { ...filter, ...change.filter };
});
const make = () => createSwitches({ filter: async () => filter, changeAsPerson, now: () => NOW });

beforeEach(() => {
  fake = fakeBrowser();
  held.browser = fake.browser;
  filter = { ...DEFAULT_FILTER };
  page = { off: false, mayReveal: true };
  said = [];
  changeAsPerson.mockClear();
  fake.browser.tabs.sendMessage.mockImplementation(async (tabId, message) => {
    if (!page || tabId !== TAB) throw new Error('Receiving end does not exist.');
    const asked = message as { hubSteward: string; off?: boolean; text?: string };
    if (asked.hubSteward === 'say') {
      said.push(asked.text!);
      return undefined;
    }
    if (asked.off !== undefined) page.off = asked.off && page.mayReveal;
    return {
      off: page.off,
      paused: false,
      mayReveal: page.mayReveal,
      counts: { covered: 1, hidden: 0, marked: 0, unknown: 0, shown: 0 },
    } satisfies PageView;
  });
});

describe('the filter, switched by a key', () => {
  test('off, with the key that brings it back; and on', async () => {
    const { toggleFilter } = make();
    await toggleFilter(TAB);
    expect(filter.on).toBe(false);
    expect(said).toEqual(['The filter is off. Press Alt+Shift+G to switch it on.']);
    await toggleFilter(TAB);
    expect(filter.on).toBe(true);
    expect(said.at(-1)).toBe('The filter is on.');
  });

  test('a paused one goes on', async () => {
    filter = { ...filter, pausedUntil: NOW + 60_000 };
    await make().toggleFilter(TAB);
    expect(filter).toMatchObject({ on: true, pausedUntil: 0 });
  });

  test('where no key is set none is named', async () => {
    fake.browser.commands = undefined;
    await make().toggleFilter(TAB);
    expect(said).toEqual(['The filter is off.']);
    expect(await shortcuts()).toEqual({});
  });

  test('what a lock refuses is said, and nothing else', async () => {
    changeAsPerson.mockRejectedValueOnce(
      Object.assign(new Error('locked'), { sentence: 'This is locked with a PIN.' }),
    );
    await make().toggleFilter(TAB);
    expect(filter.on).toBe(true);
    expect(said).toEqual(['This is locked with a PIN.']);
  });

  test('on a page without a guard it works all the same', async () => {
    page = null;
    await make().toggleFilter(TAB);
    expect(filter.on).toBe(false);
  });
});

describe('a pause from the menu', () => {
  test('lasts an hour, and is ended by the same item', async () => {
    const { togglePause } = make();
    await togglePause(TAB);
    expect(filter.pausedUntil).toBe(NOW + 60 * 60_000);
    expect(said[0]).toMatch(/^The filter is paused until .+\. Press Alt\+Shift\+G to switch it on\.$/);
    await togglePause(TAB);
    expect(filter.pausedUntil).toBe(0);
  });
});

describe('this page only', () => {
  test('is switched off and on, and no setting changes', async () => {
    const { togglePage } = make();
    await togglePage(TAB);
    expect(page?.off).toBe(true);
    // The page itself has said that, with a way back.
    expect(said).toEqual([]);
    await togglePage(TAB);
    expect(page?.off).toBe(false);
    expect(said).toEqual(['The filter works on this page again.']);
    expect(changeAsPerson).not.toHaveBeenCalled();
  });

  test('stays as it is where a lock forbids revealing', async () => {
    page = { off: false, mayReveal: false };
    await make().togglePage(TAB);
    expect(page.off).toBe(false);
  });

  test('while the filter is off there is nothing to switch, and it says so', async () => {
    filter = { ...filter, on: false };
    await make().togglePage(TAB);
    expect(page?.off).toBe(false);
    expect(said[0]).toMatch(/^The filter is off\./);
  });

  test('an answer that is none of the guard’s counts as none', async () => {
    fake.browser.tabs.sendMessage.mockResolvedValue({ off: 'yes' });
    await make().togglePage(TAB);
    expect(fake.browser.tabs.sendMessage).toHaveBeenCalledTimes(1);
  });
});

describe('commands', () => {
  test('reach the tab that they were pressed in, or the one in front', async () => {
    const switches = make();
    const pressed = vi.spyOn(switches, 'toggleFilter');
    const page = vi.spyOn(switches, 'togglePage');
    fake.browser.tabs.query.mockResolvedValue([{ id: 9 }]);
    listenForCommands(switches);
    fake.command('toggle-filter', TAB);
    await vi.waitFor(() => expect(pressed).toHaveBeenCalledWith(TAB));
    fake.command('toggle-page');
    await vi.waitFor(() => expect(page).toHaveBeenCalledWith(9));
    expect(pressed).toHaveBeenCalledTimes(1);
  });

  test('a browser without keys is no error', () => {
    fake.browser.commands = undefined;
    expect(() => listenForCommands(make())).not.toThrow();
  });
});
