import { beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_FILTER, type FilterPreferences } from '../../../lib/nfaa/preferences.ts';
import { badgeText, createToolbar, toolbarTitle } from '../../../lib/platform/toolbar.ts';
import { countWords } from '../../../lib/platform/view.ts';
import { newsWords } from '../../../lib/policy/news.ts';
import { fakeBrowser } from './fake-browser.ts';

const held = vi.hoisted(() => ({ browser: {} }));
vi.mock('../../../lib/platform/browser.ts', () => held);

const NOW = new Date(2026, 9, 6, 13).getTime();
const PAUSED: Partial<FilterPreferences> = { pausedUntil: NOW + 65 * 60_000 };
const filterWith = (part: Partial<FilterPreferences> = {}): FilterPreferences => ({
  ...DEFAULT_FILTER,
  ...part,
});

describe('what the badge and the title say', () => {
  test.each([
    [0, 0, ''],
    [3, 1, '4'],
    [99, 0, '99'],
    [60, 40, '99+'],
  ])('%i covered and %i hidden is "%s"', (covered, hidden, text) => {
    expect(badgeText({ covered, hidden })).toBe(text);
  });

  test('only what there is is named', () => {
    expect(countWords({ covered: 3, hidden: 1 })).toBe('3 covered, 1 hidden');
    expect(countWords({ covered: 0, hidden: 2 })).toBe('2 hidden');
    expect(countWords({ covered: 0, hidden: 0 })).toBe('');
  });

  test.each<[string, Partial<FilterPreferences>, string]>([
    ['at work', {}, 'Hub Steward: 3 covered, 1 hidden on this page'],
    ['off', { on: false }, 'Hub Steward: the filter is off'],
    ['off and paused', { ...PAUSED, on: false }, 'Hub Steward: the filter is off'],
    ['paused', PAUSED, 'Hub Steward: paused until 14:05'],
    [
      'paused by a clock that was wrong',
      { pausedUntil: NOW * 2 },
      'Hub Steward: 3 covered, 1 hidden on this page',
    ],
  ])('while the filter is %s', (_, part, title) => {
    expect(toolbarTitle(filterWith(part), NOW, { covered: 3, hidden: 1 }, 'en-GB')).toBe(title);
  });

  test('with nothing covered it is the name alone', () => {
    expect(toolbarTitle(filterWith(), NOW)).toBe('Hub Steward');
    expect(toolbarTitle(filterWith(), NOW, { covered: 0, hidden: 0 })).toBe('Hub Steward');
  });
});

describe('the toolbar', () => {
  let fake: ReturnType<typeof fakeBrowser>;
  let filter: FilterPreferences;
  const make = () => createToolbar({ filter: async () => filter, now: () => NOW });

  beforeEach(() => {
    fake = fakeBrowser();
    held.browser = fake.browser;
    filter = filterWith();
    fake.browser.tabs.query.mockResolvedValue([{ id: 1 }, { id: 2 }]);
  });

  test('a page that has counted has a badge and a title of its own', async () => {
    await make().show(1, { covered: 3, hidden: 1 });
    expect(fake.badges.get(1)).toBe('4');
    expect(fake.titles.get(1)).toContain('3 covered, 1 hidden');
    expect(fake.titles.get(undefined)).toBe('Hub Steward');
  });

  test('switched off, no page keeps its count, and the button says so everywhere', async () => {
    const toolbar = make();
    await toolbar.show(1, { covered: 3, hidden: 1 });
    filter = filterWith({ on: false });
    await toolbar.refresh();
    expect(fake.badges.get(1)).toBe('');
    for (const tab of [undefined, 1, 2]) expect(fake.titles.get(tab)).toContain('off');
    await toolbar.show(2, { covered: 3, hidden: 1 });
    expect(fake.badges.get(2)).toBe('');
  });

  test('switched on again, a count that has come already stays', async () => {
    const toolbar = make();
    filter = filterWith({ on: false });
    await toolbar.refresh();
    filter = filterWith();
    await Promise.all([toolbar.show(1, { covered: 2, hidden: 0 }), toolbar.refresh()]);
    expect(fake.badges.get(1)).toBe('2');
    expect(fake.titles.get(1)).toContain('2 covered');
    // The other one no longer says that the filter is off.
    expect(fake.titles.get(2)).toBe('Hub Steward');
  });

  describe('with news of the policy', () => {
    const CHANGED = "The Hub's Content Policy changed";
    let news: string | null;
    const withNews = () =>
      createToolbar({ filter: async () => filter, now: () => NOW, news: async () => news });

    test('a mark stands where no count does, and the title says what it is', async () => {
      const toolbar = withNews();
      news = null;
      await toolbar.refresh();
      await toolbar.show(1, { covered: 3, hidden: 0 });
      await toolbar.show(2, { covered: 0, hidden: 0 });
      news = CHANGED;
      await toolbar.refresh();
      expect(fake.badges.get(undefined)).toBe('•');
      expect(fake.badges.get(1)).toBe('3');
      expect(fake.badges.get(2)).toBe('•');
      for (const tab of [undefined, 2]) expect(fake.titles.get(tab)).toBe(`Hub Steward. ${CHANGED}`);
      // The next count says both.
      await toolbar.show(1, { covered: 4, hidden: 0 });
      expect(fake.badges.get(1)).toBe('4');
      expect(fake.titles.get(1)).toBe(`Hub Steward: 4 covered on this page. ${CHANGED}`);
      await toolbar.show(1, { covered: 0, hidden: 0 });
      expect(fake.badges.get(1)).toBe('•');
    });

    test('the mark goes when somebody has looked, and counts stay', async () => {
      const toolbar = withNews();
      news = CHANGED;
      await toolbar.refresh();
      await toolbar.show(1, { covered: 3, hidden: 0 });
      await toolbar.show(2, { covered: 0, hidden: 0 });
      news = null;
      await toolbar.refresh();
      expect([undefined, 1, 2].map((tab) => fake.badges.get(tab))).toEqual(['', '3', '']);
      expect(fake.titles.get(2)).toBe('Hub Steward');
    });

    test('it is there while the filter is off as well', async () => {
      filter = filterWith({ on: false });
      news = CHANGED;
      await withNews().show(1, { covered: 3, hidden: 1 });
      expect(fake.badges.get(1)).toBe('•');
      expect(fake.titles.get(1)).toBe(`Hub Steward: the filter is off. ${CHANGED}`);
    });

    test.each<[Parameters<typeof newsWords>[0], string | null]>([
      [[], null],
      [['content-policy'], CHANGED],
      [['content-policy', 'terms-of-service'], "The Hub's Content Policy and Terms of Service changed"],
    ])('%j in words', (kinds, words) => {
      expect(newsWords(kinds)).toBe(words);
    });
  });

  test('a tab that was closed meanwhile stops neither this nor what comes after', async () => {
    const toolbar = make();
    fake.browser.action.setBadgeText.mockRejectedValueOnce(new Error('No tab with id: 1.'));
    await toolbar.show(1, { covered: 1, hidden: 0 });
    await toolbar.show(2, { covered: 1, hidden: 0 });
    expect(fake.badges.get(2)).toBe('1');
  });
});
