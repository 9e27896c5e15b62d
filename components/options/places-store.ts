/** Changes of exceptions, and the way back after all of them were taken away. */
import { create } from 'zustand';
import type { Action } from '../../lib/nfaa/preferences.ts';
import { useSettings } from '../ui/settings-store.ts';
import { type Exceptions, withException } from './places.ts';

interface PlacesStore {
  /** What "Reset all" took away; `null` when there is nothing to bring back. */
  before: Exceptions | null;
  set: (key: string, action: Action | null) => Promise<void>;
  reset: () => Promise<void>;
  undo: () => Promise<void>;
}

// Always from what is shown now: two changes that follow quickly must not undo each other.
const shown = (): Exceptions => useSettings.getState().settings?.filter.per ?? {};
const keep = (per: Exceptions) => useSettings.getState().change({ filter: { per } });

export const usePlaces = create<PlacesStore>()((set, get) => ({
  before: null,
  set: (key, action) => {
    set({ before: null });
    return keep(withException(shown(), key, action));
  },
  reset: () => {
    set({ before: shown() });
    return keep({});
  },
  undo: async () => {
    const { before } = get();
    set({ before: null });
    if (before) await keep(before);
  },
}));
