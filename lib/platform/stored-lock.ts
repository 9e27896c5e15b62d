/** What the worker tells of the lock, by way of `storage.local`: to our own pages here, to the guard by the same key. */
import { LOCK_KEY, type StoredLock } from '../nfaa/lock-state.ts';
import { browser } from './browser.ts';

export async function loadStoredLock(): Promise<StoredLock | null> {
  const stored = await browser.storage.local.get(LOCK_KEY);
  return (stored[LOCK_KEY] as StoredLock | undefined) ?? null;
}

/** Writes only what is new: every write makes all open tabs judge again. @param lock `null`: there is none */
export async function publishLock(lock: StoredLock | null): Promise<void> {
  if (JSON.stringify(await loadStoredLock()) === JSON.stringify(lock)) return;
  if (lock) await browser.storage.local.set({ [LOCK_KEY]: lock });
  else await browser.storage.local.remove(LOCK_KEY);
}

/** Calls back whenever the worker told something else. Returns how to stop. */
export function onStoredLock(listener: (lock: StoredLock | null) => void): () => void {
  const changed = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    const change = changes[LOCK_KEY];
    if (area === 'local' && change) listener((change.newValue as StoredLock | undefined) ?? null);
  };
  browser.storage.onChanged.addListener(changed);
  return () => browser.storage.onChanged.removeListener(changed);
}
