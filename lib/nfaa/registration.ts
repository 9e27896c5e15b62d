/**
 * What must be in a page before its first card is parsed, and only then: the sheet that covers what is not judged yet, and the
 * script for rules. Registered while they are needed and not there at all otherwise, so that neither choice ever flashes and
 * nobody pays for rules who has none (facts/extensions.md 4.i).
 */
import { browser } from '../platform/browser.ts';
import { type FilterPreferences, isActive, shields } from './preferences.ts';
import type { RuleSet } from './ruleset.ts';

const PLACE = {
  matches: ['https://huggingface.co/*'],
  excludeMatches: ['https://huggingface.co/chat/*'],
  runAt: 'document_start',
  persistAcrossSessions: true,
} as const;

const SCRIPTS = {
  early: { css: ['early.css'] },
  rules: { js: ['rules.js'] },
} as const;
type Id = keyof typeof SCRIPTS;

/** Does anything have to be covered before it is judged? @param now milliseconds since the epoch */
export const needsEarly = (filter: FilterPreferences, rules: RuleSet, now: number): boolean =>
  isActive(filter, now) &&
  [filter.action, ...Object.values(filter.per), ...rules.effects.map(({ action }) => action)].some(shields);

/** Are there rules or hints to weigh? */
export const needsRules = (filter: FilterPreferences, rules: RuleSet): boolean =>
  filter.on && (filter.hints || rules.effects.length > 0);

let last: Promise<void> = Promise.resolve();

/**
 * Registers or unregisters as the preferences ask. Called at install, at start and after every change:
 * both browsers drop registrations when the extension is updated. One call at a time, the last one wins.
 */
export function keepRegistered(filter: FilterPreferences, rules: RuleSet, now = Date.now()): Promise<void> {
  last = last
    .then(async () => {
      await apply('early', needsEarly(filter, rules, now));
      await apply('rules', needsRules(filter, rules));
    })
    .catch(() => {});
  return last;
}

async function apply(id: Id, wanted: boolean): Promise<void> {
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: [id] });
  if (wanted && registered.length === 0) {
    const files = Object.fromEntries(Object.entries(SCRIPTS[id]).map(([kind, list]) => [kind, [...list]]));
    const { matches, excludeMatches, ...rest } = PLACE;
    await browser.scripting.registerContentScripts([
      { id, ...files, ...rest, matches: [...matches], excludeMatches: [...excludeMatches] },
    ]);
  } else if (!wanted && registered.length > 0) {
    await browser.scripting.unregisterContentScripts({ ids: [id] });
  }
}
