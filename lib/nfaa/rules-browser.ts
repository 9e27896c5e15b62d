/** The rules' storage in the browser: apart, so that everything else of the rules runs without one. */
import { browser } from '../platform/browser.ts';
import { type LocalStore, RULES_KEY } from './rules-storage.ts';

export const browserStore: LocalStore = {
  get: async (key) => (await browser.storage.local.get(key))[key],
  set: (key, value) => browser.storage.local.set({ [key]: value }),
};

/** Calls back whenever rules or subscriptions changed. Returns how to stop. */
export function onRules(listener: () => void): () => void {
  const changed = (changes: Record<string, unknown>, area: string) => {
    if (area === 'local' && changes[RULES_KEY]) listener();
  };
  browser.storage.onChanged.addListener(changed);
  return () => browser.storage.onChanged.removeListener(changed);
}
