/** Our button in the toolbar: how many are covered or hidden on a page, and whether the filter is at work at all. */
import { clockTime } from '../nfaa/pause.ts';
import { type FilterPreferences, isActive } from '../nfaa/preferences.ts';
import { browser } from './browser.ts';
import { countWords, type PageCounts } from './view.ts';

const NAME = 'Hub Steward';
const HUB_PAGES = 'https://huggingface.co/*';
/** A badge has room for three characters. */
const MOST = 99;
/** A quiet grey: the count informs, it does not warn. White on it is 10:1. */
const BADGE_GROUND = '#374151';
const BADGE_TEXT = '#ffffff';
/** On the button while a change of one of the Hub's texts waits to be read; a count goes before it. */
const NEWS_MARK = '•';

export function badgeText({ covered, hidden }: PageCounts): string {
  const sum = covered + hidden;
  if (sum === 0) return '';
  return sum > MOST ? `${MOST}+` : String(sum);
}

/** What the pointer and a screen reader are told about our button. */
export function toolbarTitle(
  filter: FilterPreferences,
  now: number,
  counts?: PageCounts,
  locale?: string,
  news: string | null = null,
): string {
  const title = filterTitle(filter, now, counts, locale);
  return news ? `${title}. ${news}` : title;
}

function filterTitle(filter: FilterPreferences, now: number, counts?: PageCounts, locale?: string): string {
  if (!filter.on) return `${NAME}: the filter is off`;
  if (!isActive(filter, now)) return `${NAME}: paused until ${clockTime(filter.pausedUntil, now, locale)}`;
  const words = counts && countWords(counts);
  return words ? `${NAME}: ${words} on this page` : NAME;
}

const markOf = (news: string | null) => (news ? NEWS_MARK : '');

interface Needs {
  /** What is in force. */
  filter: () => Promise<FilterPreferences>;
  now: () => number;
  /** What of the Hub's texts changed and was not looked at yet, in words. */
  news?: () => Promise<string | null>;
}

export type Toolbar = ReturnType<typeof createToolbar>;

export function createToolbar({ filter, now, news = async () => null }: Needs) {
  // One after the other: a count that arrives while all tabs are gone through must not be overwritten.
  let last: Promise<void> = Promise.resolve();
  const inOrder = (work: () => Promise<void>): Promise<void> => {
    // A tab may be closed at any moment, and some browsers have no toolbar: neither is worth an error.
    last = last.then(work).catch(() => {});
    return last;
  };

  return {
    /** A page has counted. Both browsers take a tab's count away themselves when it goes to another page. */
    show: (tabId: number, counts: PageCounts): Promise<void> =>
      inOrder(async () => {
        const current = await filter();
        const words = await news();
        const count = isActive(current, now()) ? badgeText(counts) : '';
        await browser.action.setBadgeText({ tabId, text: count || markOf(words) });
        await browser.action.setTitle({
          tabId,
          title: toolbarTitle(current, now(), counts, undefined, words),
        });
      }),

    /** The settings have changed, a pause has ended, or the worker has started. */
    refresh: (): Promise<void> =>
      inOrder(async () => {
        const current = await filter();
        const words = await news();
        const title = toolbarTitle(current, now(), undefined, undefined, words);
        await browser.action.setBadgeBackgroundColor({ color: BADGE_GROUND });
        await browser.action.setBadgeTextColor?.({ color: BADGE_TEXT });
        const before = await browser.action.getTitle({});
        await browser.action.setTitle({ title });
        await browser.action.setBadgeText({ text: markOf(words) });
        const tabs = await browser.tabs.query({ url: HUB_PAGES });
        await Promise.allSettled(
          tabs.map(async ({ id: tabId }) => {
            if (tabId === undefined) return;
            // While the filter works, a page's own count stands until the page sends another.
            if (isActive(current, now()) && (await browser.action.getTitle({ tabId })) !== before) return;
            await browser.action.setBadgeText({ tabId, text: markOf(words) });
            await browser.action.setTitle({ tabId, title });
          }),
        );
      }),
  };
}
