/**
 * The browser's sync area and what is around it. `storage.sync` is carried by the browser's own account, and behaves like
 * `storage.local` where nobody is signed in; Firefox needs the extension's fixed id for it (wxt.config.ts; MDN `storage.sync`).
 */
import type { Sync } from '../account/sync.ts';
import type { SyncArea } from '../account/sync-options.ts';
import type { Local } from '../account/sync-units.ts';
import { LOCK_KEY } from '../nfaa/lock-state.ts';
import { SETTINGS_KEY } from '../nfaa/preferences.ts';
import { RULES_KEY, type RulesStorage } from '../nfaa/rules-storage.ts';
import { browser } from './browser.ts';
import { loadSettings } from './settings.ts';

export const SYNC_ALARM = 'sync';
/** Chrome's alarms ring half a minute from now at the earliest: they are for a worker that is dead by then. */
const ALARM_MS = 30_000;
const TOLD_KEY = 'sync-told';

export const syncArea: SyncArea = {
  // Where there is none at all, this is refused like any other failure.
  read: async () => browser.storage.sync.get(null),
  async write({ set, remove }) {
    // Together they count as two writes, however many items there are.
    if (Object.keys(set).length > 0) await browser.storage.sync.set(set);
    if (remove.length > 0) await browser.storage.sync.remove(remove);
  },
  clear: async () => browser.storage.sync.clear(),
};

/** What there is on this device. */
export async function localSide(rules: RulesStorage): Promise<Local> {
  const [stored, settings, { rules: own, lists }] = await Promise.all([
    browser.storage.local.get([SETTINGS_KEY, RULES_KEY]),
    loadSettings(),
    rules.read(),
  ]);
  return {
    settings,
    rules: own,
    lists,
    noSettings: stored[SETTINGS_KEY] === undefined,
    noRules: stored[RULES_KEY] === undefined,
  };
}

/** A timer for a worker that lives, an alarm for one that does not. The earlier of two times counts. */
export function createSyncClock(due: () => Promise<void>): (at: number) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let next = Number.POSITIVE_INFINITY;
  return (at) => {
    if (at >= next) return;
    next = at;
    clearTimeout(timer);
    const wait = Math.max(0, at - Date.now());
    browser.alarms.create(SYNC_ALARM, { when: Date.now() + Math.max(wait, ALARM_MS) });
    timer = setTimeout(() => {
      next = Number.POSITIVE_INFINITY;
      void due().catch(() => {});
    }, wait);
  };
}

/** Content scripts have no business in what goes to other devices. Chrome keeps them out; Firefox has no such door. */
function shutOut(): void {
  const area = browser.storage.sync as typeof browser.storage.sync & {
    setAccessLevel?(options: { accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void>;
  };
  void area?.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' }).catch(() => {});
}

/** Has sync follow both sides. Must run in the first turn of the worker. */
export function listenForSync(sync: Pick<Sync, 'changed' | 'due'>): void {
  shutOut();
  browser.storage.onChanged.addListener((changes, area) => {
    const isLocal = [SETTINGS_KEY, RULES_KEY, LOCK_KEY].some((key) => changes[key]);
    if (area === 'sync' || (area === 'local' && isLocal)) void sync.changed().catch(() => {});
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === SYNC_ALARM) void sync.due().catch(() => {});
  });
}

/** Our pages look again. `storage.session` is for them and the worker alone. */
export async function tellSync(): Promise<void> {
  await browser.storage.session.set({ [TOLD_KEY]: crypto.randomUUID() });
}

/** Calls back when there is something new about sync. Returns how to stop. */
export function onSync(listener: () => void): () => void {
  const changed = (changes: Record<string, unknown>, area: string) => {
    if (area === 'sync' || (area === 'session' && changes[TOLD_KEY])) listener();
  };
  browser.storage.onChanged.addListener(changed);
  return () => browser.storage.onChanged.removeListener(changed);
}
