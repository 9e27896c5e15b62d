/**
 * The settings in force, as every page of ours shows them: what is in storage.local, with an administrator's values above it.
 * The worker writes them, because it keeps the lock; this follows.
 */
import { create } from 'zustand';
import { inForce } from '../../lib/account/locked-settings.ts';
import { ask } from '../../lib/platform/ask.ts';
import { loadSettings, onSettings, type Settings, type SettingsChange } from '../../lib/platform/settings.ts';
import { loadStoredLock, onStoredLock } from '../../lib/platform/stored-lock.ts';
import { sentence } from './sentence.ts';

interface SettingsStore {
  /** `null` until they are read. */
  settings: Settings | null;
  problem: string | null;
  /** Number of changes made here and kept; what is announced hangs on it. */
  kept: number;
  load: () => Promise<void>;
  /** Shown at once, sent at once; a change that could not be kept is shown as it stands in storage. */
  change: (change: SettingsChange) => Promise<void>;
}

/** Sent to the worker, not answered yet. */
let waiting = 0;

async function read(): Promise<Settings> {
  const [settings, lock] = await Promise.all([loadSettings(), loadStoredLock()]);
  return inForce(settings, lock);
}

export const useSettings = create<SettingsStore>()((set, get) => ({
  settings: null,
  problem: null,
  kept: 0,
  load: async () => {
    try {
      set({ settings: await read(), problem: null });
    } catch (error) {
      set({ problem: `Your settings could not be read. ${sentence(error)}` });
    }
  },
  change: (change) => {
    const before = get().settings;
    if (before) {
      set({
        settings: {
          ...before,
          filter: { ...before.filter, ...change.filter },
          report: { ...before.report, ...change.report },
        },
      });
    }
    waiting++;
    // It leaves at once: whoever closes the page now has still made it. The worker keeps the order.
    const answer = ask('settings.change', change);
    return answer
      .then(
        (settings) => set({ problem: null, kept: get().kept + 1, ...(waiting === 1 ? { settings } : {}) }),
        async (error) => {
          await get().load();
          set({ problem: `This could not be kept. ${sentence(error)}` });
        },
      )
      .finally(() => {
        waiting--;
      });
  },
}));

/** Reads once and follows whatever other pages, the worker or an administrator changed. Returns how to stop. */
export function followSettings(): () => void {
  void useSettings.getState().load();
  const follow = async () => {
    const settings = await read().catch(() => null);
    if (settings && waiting === 0) useSettings.setState({ settings });
  };
  const stops = [onSettings(() => void follow()), onStoredLock(() => void follow())];
  return () => {
    for (const stop of stops) stop();
  };
}
