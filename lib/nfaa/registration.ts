/**
 * The filter's on/off choice lives in a registered style sheet: in force before the first card is parsed while the filter
 * is on, and not there at all while it is off, so neither choice ever flashes (facts/extensions.md 4.i).
 */
import { browser } from '../platform/browser.ts';
import type { FilterPreferences } from './preferences.ts';

const ID = 'early';

const SCRIPT = {
  id: ID,
  css: ['early.css'],
  matches: ['https://huggingface.co/*'],
  excludeMatches: ['https://huggingface.co/chat/*'],
  runAt: 'document_start',
  persistAcrossSessions: true,
} as const;

/** Does anything have to be covered before it is judged? */
export const needsEarly = (filter: FilterPreferences): boolean =>
  filter.on && (filter.action === 'cover' || filter.action === 'hide');

let last: Promise<void> = Promise.resolve();

/**
 * Registers or unregisters the sheet as the preferences ask. Called at install, at start and after every change:
 * both browsers drop registrations when the extension is updated. One call at a time, the last one wins.
 */
export function keepRegistered(filter: FilterPreferences): Promise<void> {
  last = last.then(() => apply(needsEarly(filter))).catch(() => {});
  return last;
}

async function apply(wanted: boolean): Promise<void> {
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: [ID] });
  if (wanted && registered.length === 0) {
    await browser.scripting.registerContentScripts([
      {
        ...SCRIPT,
        css: [...SCRIPT.css],
        matches: [...SCRIPT.matches],
        excludeMatches: [...SCRIPT.excludeMatches],
      },
    ]);
  } else if (!wanted && registered.length > 0) {
    await browser.scripting.unregisterContentScripts({ ids: [ID] });
  }
}
