/** Tells a tab to open the report panel with the words that are selected there. */
import { browser } from './browser.ts';
import { sayIn } from './view.ts';

const IN_A_FRAME = 'Text inside a frame of the page cannot be quoted. Report the page that it stands on.';

/**
 * @param text what the browser says was selected; the page's own selection knows more (which lines, which comment)
 * @param frameId where: only the page itself has our panel
 */
export async function reportPassage(
  tabId: number | undefined,
  text: string,
  frameId: number | undefined,
): Promise<void> {
  if (tabId === undefined) return;
  if (frameId) return sayIn(tabId, IN_A_FRAME);
  // A tab that was opened before we came has nobody who hears this.
  const message = { hubSteward: 'passage', text };
  await browser.tabs.sendMessage(tabId, message, { frameId: 0 }).catch(() => {});
}
