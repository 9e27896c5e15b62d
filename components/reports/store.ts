/**
 * The list as the worker last told it, and what was removed but can still be taken back.
 * A removal is only carried out when its time to undo has passed or the page goes away.
 */
import { create } from 'zustand';
import { ask } from '../../lib/platform/ask.ts';
import type { OutboxRecord } from '../../lib/report/report.ts';
import { sentence } from '../ui/sentence.ts';
import type { Group, RecordAction } from './list.ts';

export const POLL_EVERY = 3_000;
export const UNDO_FOR = 12_000;

interface ReportsStore {
  /** Newest first; `null` until the worker has answered. */
  records: OutboxRecord[] | null;
  /** Why the list could not be read; the one shown before stays. */
  problem: string | null;
  search: string;
  group: Group;
  /** Reports whose details are open. */
  open: ReadonlySet<string>;
  /** Removed, and for a while still to be had back. */
  leaving: ReadonlySet<string>;
  busy: Readonly<Record<string, RecordAction>>;
  problems: Readonly<Record<string, string>>;
  /** For screen readers: what just happened. */
  said: string;
  refresh: () => Promise<void>;
  act: (record: OutboxRecord, action: 'again' | 'cancel') => Promise<void>;
  remove: (id: string) => void;
  undo: (id: string) => void;
  /** Carries out at once what waits to be removed: the page is going away. */
  flush: () => void;
  toggle: (id: string, open: boolean) => void;
}

const timers = new Map<string, ReturnType<typeof setTimeout>>();
const without = <T>(all: Readonly<Record<string, T>>, id: string): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([key]) => key !== id));
const less = (all: ReadonlySet<string>, id: string): Set<string> =>
  new Set([...all].filter((each) => each !== id));

export const useReports = create<ReportsStore>()((set, get) => ({
  records: null,
  problem: null,
  search: '',
  group: 'all',
  open: new Set(),
  leaving: new Set(),
  busy: {},
  problems: {},
  said: '',

  refresh: async () => {
    try {
      const records = await ask('reports.list', {});
      // The same answer again draws nothing again: a person may be selecting text.
      const same = JSON.stringify(records) === JSON.stringify(get().records);
      if (!same || get().problem) set({ ...(same ? {} : { records }), problem: null });
    } catch (error) {
      set({ problem: sentence(error) });
    }
  },

  act: async (record, action) => {
    const { id } = record;
    if (get().busy[id]) return;
    set({ busy: { ...get().busy, [id]: action }, problems: without(get().problems, id), said: '' });
    try {
      const next = await ask(action === 'again' ? 'report.retry' : 'report.cancel', { id });
      if (next) {
        const records = get().records?.map((each) => (each.id === id ? next : each)) ?? null;
        set({ records });
      }
      if (action === 'cancel' && next && next.state !== 'cancelled')
        throw new Error('It was too late to take it back: it had already left.');
      set({ said: action === 'cancel' ? 'Taken back.' : 'Asked for. The list shows what comes of it.' });
    } catch (error) {
      set({ problems: { ...get().problems, [id]: sentence(error) } });
    } finally {
      set({ busy: without(get().busy, id) });
    }
  },

  remove: (id) => {
    set({
      leaving: new Set([...get().leaving, id]),
      open: less(get().open, id),
      said: 'Removed from this list. You can undo this for a moment.',
    });
    timers.set(
      id,
      setTimeout(() => void forget(id), UNDO_FOR),
    );
  },

  undo: (id) => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    set({ leaving: less(get().leaving, id), said: 'It is back in the list.' });
  },

  flush: () => {
    for (const [id, timer] of timers) {
      clearTimeout(timer);
      void forget(id);
    }
  },

  toggle: (id, open) => set({ open: open ? new Set([...get().open, id]) : less(get().open, id) }),
}));

async function forget(id: string): Promise<void> {
  timers.delete(id);
  const { setState: set, getState: get } = useReports;
  try {
    await ask('report.forget', { id });
    set({
      records: get().records?.filter((record) => record.id !== id) ?? null,
      leaving: less(get().leaving, id),
    });
  } catch (error) {
    set({
      leaving: less(get().leaving, id),
      problems: { ...get().problems, [id]: `It could not be removed. ${sentence(error)}` },
    });
  }
}

/** Keeps the list fresh while somebody looks at it. Returns how to stop. */
export function followReports(): () => void {
  const { refresh, flush } = useReports.getState();
  let asking = false;
  const look = async () => {
    if (asking || document.visibilityState !== 'visible') return;
    asking = true;
    await refresh();
    asking = false;
  };
  void look();
  const timer = setInterval(() => void look(), POLL_EVERY);
  const shown = () => void look();
  document.addEventListener('visibilitychange', shown);
  window.addEventListener('pagehide', flush);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', shown);
    window.removeEventListener('pagehide', flush);
  };
}
