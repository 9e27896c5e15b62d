/** Settings as pages may change them: past the lock, one change after the other. */
import { type StoredLock, underLock } from '../nfaa/lock-state.ts';
import type { Settings, SettingsChange } from '../platform/settings.ts';
import type { Lock } from './lock.ts';

export interface LockedSettingsOptions {
  lock: Pick<Lock, 'assertMayChange' | 'stored'>;
  load: () => Promise<Settings>;
  keep: (change: SettingsChange) => Promise<Settings>;
}

/**
 * How settings are changed. What is set to what is in force already is no change, so a page that repeats it is not refused.
 * @returns a function that answers with the settings in force; it throws LockedError with a sentence
 */
export function createLockedSettings({ lock, load, keep }: LockedSettingsOptions) {
  let last: Promise<unknown> = Promise.resolve();

  async function apply(change: SettingsChange): Promise<Settings> {
    const stored = await lock.stored();
    const before: Record<string, unknown> = { ...inForce(await load(), stored).filter };
    const fields = Object.entries(change.filter ?? {})
      .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]))
      .map(([name]) => `filter.${name}`);
    if (fields.length > 0) await lock.assertMayChange(fields);
    return inForce(await keep(change), stored);
  }

  return (change: SettingsChange): Promise<Settings> => {
    const made = last.then(() => apply(change));
    last = made.catch(() => {});
    return made;
  };
}

/** The settings with the administrator's values above the person's. */
export const inForce = (settings: Settings, lock: StoredLock | null | undefined): Settings => ({
  ...settings,
  filter: underLock(settings.filter, lock ?? undefined),
});
