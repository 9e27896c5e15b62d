import { beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_FILTER, type FilterPreferences } from '../../../lib/nfaa/preferences.ts';
import { createMenus } from '../../../lib/platform/menus.ts';
import { fakeBrowser } from './fake-browser.ts';

const held = vi.hoisted(() => ({ browser: {} }));
vi.mock('../../../lib/platform/browser.ts', () => held);

const NOW = new Date(2026, 9, 6, 13).getTime();
const TAB = 7;
let fake: ReturnType<typeof fakeBrowser>;
let filter: FilterPreferences;
let said: string[];
const switches = {
  switchFilter: vi.fn(async () => {}),
  toggleFilter: vi.fn(async () => {}),
  chooseAction: vi.fn(async () => {}),
  togglePause: vi.fn(async () => {}),
  togglePage: vi.fn(async () => {}),
};
const quick = vi.fn(async () => ({}));
const openOptions = vi.fn(async () => {});
const make = () => createMenus({ filter: async () => filter, switches, quick, openOptions, now: () => NOW });
const checked = () => [...fake.items.values()].filter((one) => one.checked).map(({ id }) => id);

beforeEach(() => {
  vi.clearAllMocks();
  fake = fakeBrowser();
  held.browser = fake.browser;
  filter = { ...DEFAULT_FILTER };
  said = [];
  fake.browser.tabs.sendMessage.mockImplementation(async (_, message) => {
    said.push((message as { text: string }).text);
  });
});

describe('the menus', () => {
  test('on the button: the filter, the actions, the pause, the options; at most six at the top', async () => {
    await make().rebuild();
    const items = [...fake.items.values()];
    const top = items.filter(({ contexts, parentId }) => contexts?.includes('action') && !parentId);
    expect(top.map(({ id }) => id)).toEqual(['filter', 'labelled', 'pause', 'options']);
    expect(items.filter(({ type }) => type === 'radio').map(({ title }) => title)).toEqual([
      'Show',
      'Mark',
      'Cover',
      'Hide',
    ]);
    expect(checked()).toEqual(['filter', 'cover']);
  });

  test('on pages: only of the Hub, and what is about a repository only on links', async () => {
    await make().rebuild();
    const onPages = [...fake.items.values()].filter(({ contexts }) => !contexts?.includes('action'));
    for (const { documentUrlPatterns } of onPages)
      expect(documentUrlPatterns).toEqual(['https://huggingface.co/*']);
    const links = onPages.filter(({ targetUrlPatterns }) => targetUrlPatterns);
    expect(links.map(({ title }) => title)).toEqual([
      'Cover this repository',
      'Hide everything by this author',
      'Always show this repository',
    ]);
    expect(links.every(({ contexts }) => contexts?.join() === 'link')).toBe(true);
    expect(fake.items.get('page')?.contexts).toEqual(['page', 'link', 'image']);
  });

  test('made twice, also at the same time, there is one of each, and no error that nobody read', async () => {
    const menus = make();
    await Promise.all([menus.rebuild(), menus.refresh(), menus.rebuild()]);
    const once = fake.items.size;
    await menus.rebuild();
    expect(fake.items.size).toBe(once);
    expect(fake.unread).toEqual([]);
  });

  test('two workers that make them at once end with one of each', async () => {
    await Promise.all([make().rebuild(), make().rebuild()]);
    expect(fake.items.size).toBe(14);
    expect(fake.unread).toEqual([]);
  });

  test('at a start of the worker they are only set; if one is missing, they are made', async () => {
    const menus = make();
    await menus.refresh();
    expect(checked()).toEqual(['filter', 'cover']);
    const { removeAll } = fake.browser.contextMenus as { removeAll: ReturnType<typeof vi.fn> };
    expect(removeAll).toHaveBeenCalledTimes(1);
    await menus.refresh();
    expect(removeAll).toHaveBeenCalledTimes(1);
  });

  test('follow the settings', async () => {
    const menus = make();
    await menus.rebuild();
    filter = { ...filter, action: 'hide' };
    await menus.refresh();
    expect(checked()).toEqual(['filter', 'hide']);
    filter = { ...filter, on: false };
    await menus.refresh();
    expect(checked()).toEqual(['hide']);
    expect(fake.items.get('pause')?.enabled).toBe(false);
    expect(fake.items.get('hide')?.enabled).toBe(false);
    filter = { ...filter, on: true, pausedUntil: NOW + 60_000 };
    await menus.refresh();
    expect(fake.items.get('pause')).toMatchObject({ enabled: true, title: expect.stringMatching(/^Resume/) });
    filter = { ...filter, pausedUntil: 0 };
    await menus.refresh();
    expect(fake.items.get('pause')?.title).toBe('Pause for 1 hour');
  });

  test('a browser without menus is no error', async () => {
    fake.browser.contextMenus = undefined;
    const menus = make();
    menus.listen();
    await menus.rebuild();
    await menus.refresh();
  });
});

describe('a choice', () => {
  const choose = async (info: Record<string, unknown>) => {
    const menus = make();
    await menus.rebuild();
    menus.listen();
    fake.click(info, TAB);
  };
  const LINK = 'https://huggingface.co/datasets/Some-One/Some-Data?not-for-all-audiences=true';
  const REF = { type: 'dataset', id: 'Some-One/Some-Data' };

  test.each([
    [{ menuItemId: 'filter', checked: false }, switches.switchFilter, [TAB, false]],
    [{ menuItemId: 'filter', checked: true }, switches.switchFilter, [TAB, true]],
    [{ menuItemId: 'mark', checked: true }, switches.chooseAction, [TAB, 'mark']],
    [{ menuItemId: 'pause' }, switches.togglePause, [TAB]],
    [{ menuItemId: 'page' }, switches.togglePage, [TAB]],
    [{ menuItemId: 'options' }, openOptions, []],
    [{ menuItemId: 'cover-repo', linkUrl: LINK }, quick, [REF, 'cover-repo']],
    [{ menuItemId: 'hide-author', linkUrl: LINK }, quick, [REF, 'hide-author']],
    [
      { menuItemId: 'show-always', linkUrl: 'https://hf.co/a/b' },
      quick,
      [{ type: 'model', id: 'a/b' }, 'show-always'],
    ],
  ])('%j', async (info, does, args) => {
    await choose(info);
    await vi.waitFor(() => expect(does).toHaveBeenCalledWith(...args));
    const others = [...Object.values(switches), quick, openOptions].filter((one) => one !== does);
    for (const other of others) expect(other).not.toHaveBeenCalled();
  });

  test('what was done about a repository is said on the page', async () => {
    await choose({ menuItemId: 'hide-author', linkUrl: LINK });
    await vi.waitFor(() => expect(said).toEqual(['Everything by this author is hidden from now on.']));
  });

  test('a link to something else makes no rule', async () => {
    await choose({ menuItemId: 'cover-repo', linkUrl: 'https://huggingface.co/docs/hub' });
    await vi.waitFor(() => expect(said).toEqual(['This link does not lead to a repository.']));
    expect(quick).not.toHaveBeenCalled();
  });

  test('a rule that a lock refuses is not said to be made', async () => {
    quick.mockRejectedValueOnce(Object.assign(new Error(), { sentence: 'This is locked with a PIN.' }));
    await choose({ menuItemId: 'cover-repo', linkUrl: LINK });
    await vi.waitFor(() => expect(said).toEqual(['This is locked with a PIN.']));
  });

  test('what was refused is not shown as chosen', async () => {
    await choose({ menuItemId: 'show', checked: true });
    // The browser draws the choice before it tells.
    for (const id of ['show', 'mark', 'cover', 'hide']) fake.items.get(id)!.checked = id === 'show';
    await vi.waitFor(() => expect(checked()).toEqual(['filter', 'cover']));
  });
});

describe('a passage', () => {
  test('is one item of its own on the Hub’s pages, and the page is told, never a frame', async () => {
    const menus = make();
    await menus.rebuild();
    menus.listen();
    const item = fake.items.get('passage');
    expect(item).toMatchObject({
      contexts: ['selection'],
      documentUrlPatterns: ['https://huggingface.co/*'],
    });
    expect(item?.parentId).toBeUndefined();
    fake.click({ menuItemId: 'passage', selectionText: 'the words', frameId: 0 }, TAB);
    await vi.waitFor(() =>
      expect(fake.browser.tabs.sendMessage).toHaveBeenCalledWith(
        TAB,
        { hubSteward: 'passage', text: 'the words' },
        { frameId: 0 },
      ),
    );
    fake.click({ menuItemId: 'passage', selectionText: 'in a frame', frameId: 7 }, TAB);
    await vi.waitFor(() => expect(said.join()).toMatch(/inside a frame of the page cannot be quoted/));
    expect(JSON.stringify(fake.browser.tabs.sendMessage.mock.calls)).not.toContain('in a frame');
  });
});
