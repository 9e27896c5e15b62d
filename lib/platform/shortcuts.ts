/**
 * The keys that people may press anywhere in the browser (`commands` of wxt.config.ts), and why these.
 *
 * Ctrl+Shift+letter is all but taken in Chrome and Firefox. Of Alt+Shift+letter, Chrome has A, B, I and T on Windows and Linux
 * (accelerator_table.cc), Firefox none (browser-sets.inc.xhtml); but pages get those as access keys, so F (Wikipedia's search,
 * Google Docs' File menu) and V, E, H, S, which editors use there all day, are left alone. That leaves G for guard, U for
 * uncover, and Y for our button. On a Mac, Option+Shift types characters, so Control+Shift stands there.
 */
import { browser } from './browser.ts';

export type CommandName = 'toggle-filter' | 'toggle-page' | '_execute_action';

/** The keys as they are set in this browser now; empty where there are none, as on a telephone. */
export async function shortcuts(): Promise<Partial<Record<CommandName, string>>> {
  const all = (await browser.commands?.getAll()) ?? [];
  return Object.fromEntries(
    all.flatMap(({ name, shortcut }) => (name && shortcut ? [[name, shortcut]] : [])),
  );
}
