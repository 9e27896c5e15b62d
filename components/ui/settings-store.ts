/** The settings as every page of ours shows them. storage.local is the truth; this follows it. */
import { create } from 'zustand';
import { changeSettings, loadSettings, onSettings, type Settings } from '../../lib/platform/settings.ts';
import { sentence } from './sentence.ts';

type Change = Parameters<typeof changeSettings>[0];

interface SettingsStore {
  /** `null` until they are read. */
  settings: Settings | null;
  problem: string | null;
  /** Number of changes made here and kept; what is announced hangs on it. */
  kept: number;
  load: () => Promise<void>;
  /** Shown at once, written in order; a change that could not be kept is shown as it stands in storage. */
  change: (change: Change) => Promise<void>;
}

/** Writes wait for each other: each reads what the one before it wrote. */
let last: Promise<unknown> = Promise.resolve();
let waiting = 0;

export const useSettings = create<SettingsStore>()((set, get) => ({
  settings: null,
  problem: null,
  kept: 0,
  load: async () => {
    try {
      set({ settings: await loadSettings(), problem: null });
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
    const write = last.then(async () => {
      try {
        const settings = await changeSettings(change);
        set({ problem: null, kept: get().kept + 1, ...(waiting === 1 ? { settings } : {}) });
      } catch (error) {
        await get().load();
        set({ problem: `This could not be kept. ${sentence(error)}` });
      } finally {
        waiting--;
      }
    });
    last = write;
    return write;
  },
}));

/** Reads once and follows whatever other pages change. Returns how to stop. */
export function followSettings(): () => void {
  void useSettings.getState().load();
  return onSettings((settings) => {
    if (waiting === 0) useSettings.setState({ settings });
  });
}
