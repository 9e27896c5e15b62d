/** The page in the tab in front: what the filter does there, switching it off for that page, saying something on it. */
import { z } from 'zod';
import { browser } from './browser.ts';

const count = z.number().int().nonnegative();

/** What a toolbar badge and its title are made of. */
export const pageCountsSchema = z.object({ covered: count, hidden: count });
export type PageCounts = z.infer<typeof pageCountsSchema>;

const pageViewSchema = z.object({
  /** Switched off for this page only. */
  off: z.boolean(),
  /** The filter is paused everywhere. */
  paused: z.boolean(),
  /** A lock may say that nothing is shown. */
  mayReveal: z.boolean(),
  counts: pageCountsSchema.extend({ marked: count, unknown: count, shown: count }),
});
export type PageView = z.infer<typeof pageViewSchema>;

/** The tab that the person looks at; needs no permission, because nothing but its id is read. */
export async function tabInFront(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}

/**
 * Asks the guard of a tab what it does there, and switches it off or on first when `off` is given.
 * `null`: nobody answered. It is no page of the Hub, or one that was loaded before we were installed.
 */
export async function viewOf(tabId: number | undefined, off?: boolean): Promise<PageView | null> {
  const message = { hubSteward: 'view', ...(off === undefined ? {} : { off }) };
  return pageViewSchema.safeParse(await send(tabId, message)).data ?? null;
}

/** Says a sentence on the page. A tab without a guard stays silent. */
export async function sayIn(tabId: number | undefined, text: string): Promise<void> {
  await send(tabId, { hubSteward: 'say', text });
}

async function send(tabId: number | undefined, message: unknown): Promise<unknown> {
  if (tabId === undefined) return undefined;
  // The page itself, never a frame in it.
  return browser.tabs.sendMessage(tabId, message, { frameId: 0 }).catch(() => undefined);
}

/** Calls back whenever a page has counted anew. The worker answers that message; this only overhears it. */
export function onCounts(listener: () => void): () => void {
  const heard = (message: unknown, sender: { id?: string }): undefined => {
    const { name } = (message ?? {}) as { name?: unknown };
    if (sender.id === browser.runtime.id && name === 'page.count') listener();
  };
  browser.runtime.onMessage.addListener(heard);
  return () => browser.runtime.onMessage.removeListener(heard);
}

/** "3 covered, 1 hidden"; empty when nothing is. */
export function countWords({ covered, hidden }: PageCounts): string {
  return [covered > 0 && `${covered} covered`, hidden > 0 && `${hidden} hidden`].filter(Boolean).join(', ');
}
