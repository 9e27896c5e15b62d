/** Sync as the worker knows it, and what is being done about it. */
import { create } from 'zustand';
import type { SyncState, SyncWay } from '../../lib/account/sync-state.ts';
import { ask } from '../../lib/platform/ask.ts';
import { onSync } from '../../lib/platform/sync.ts';
import { sentence } from '../ui/sentence.ts';
import { WAYS } from './sync-words.ts';

interface SyncStore {
  /** `null` until the worker has answered. */
  sync: SyncState | null;
  busy: 'switching' | 'choosing' | 'undoing' | 'removing' | null;
  /** Why it could not be read. */
  problem: string | null;
  /** Why what was just asked for was not done. */
  refused: string | null;
  /** What was just done, to be announced; `undo`: it can be taken back. */
  done: { text: string; undo: boolean } | null;
  read: () => Promise<void>;
  set: (on: boolean) => Promise<void>;
  resolve: (way: SyncWay) => Promise<void>;
  clear: () => Promise<void>;
}

const OFF =
  'Sync is off. What this device has stays, and so does the copy in sync, until you remove that below.';

export const useSync = create<SyncStore>()((set) => {
  async function run(
    busy: SyncStore['busy'],
    work: () => Promise<SyncState>,
    said: (sync: SyncState) => SyncStore['done'],
  ): Promise<void> {
    set({ busy, refused: null, done: null });
    try {
      const sync = await work();
      set({ sync, busy: null, problem: null, done: said(sync) });
    } catch (error) {
      set({ busy: null, refused: sentence(error) });
    }
  }
  return {
    sync: null,
    busy: null,
    problem: null,
    refused: null,
    done: null,
    read: async () => {
      try {
        const sync = await ask('sync.get', {});
        // What was done here is over once something else has to be said.
        set({ sync, problem: null, ...(sync.problem ? { done: null } : {}) });
      } catch (error) {
        set({ problem: sentence(error) });
      }
    },
    set: (on) =>
      run(
        'switching',
        () => ask('sync.set', { on }),
        ({ choice, problem }) => {
          if (!on) return { text: OFF, undo: false };
          // A question or a problem speaks for itself.
          return choice || problem ? null : { text: 'Sync is on.', undo: false };
        },
      ),
    resolve: (way) =>
      run(
        way === 'undo' ? 'undoing' : 'choosing',
        () => ask('sync.resolve', { way }),
        ({ canUndo }) => {
          if (way === 'undo')
            return { text: 'It is as it was before. Choose anew, or switch sync off.', undo: false };
          return {
            text: canUndo ? WAYS.find(({ value }) => value === way)!.done : 'The copy in sync is written.',
            undo: canUndo,
          };
        },
      ),
    clear: () =>
      run(
        'removing',
        () => ask('sync.clear', {}),
        () => ({
          text: 'The copy in sync is removed, and sync is off on this device. What it has stays.',
          undo: false,
        }),
      ),
  };
});

/** Reads once, and again whenever something arrived or was written. Returns how to stop. */
export function followSync(): () => void {
  const read = () => void useSync.getState().read();
  read();
  return onSync(read);
}
