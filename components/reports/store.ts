/**
 * The list as the worker last told it, and what was removed but can still be taken back.
 * A removal is only carried out when its time to undo has passed or the page goes away.
 */
import { create } from 'zustand';
import { ask } from '../../lib/platform/ask.ts';
import { type Follow, unseenOf } from '../../lib/report/follow.ts';
import type { OutboxRecord, ReportRecord } from '../../lib/report/report.ts';
import { sentence } from '../ui/sentence.ts';
import { EVERYTHING, type Wanted } from './items.ts';
import type { RecordAction } from './list.ts';

export const POLL_EVERY = 3_000;
export const UNDO_FOR = 12_000;

/** What is being done about one report. */
export type Deed = RecordAction | 'look' | 'follow' | 'say' | 'withdraw' | 'mark' | 'tie';

interface ReportsStore extends Wanted {
  /** Newest first; `null` until the worker has answered. */
  records: ReportRecord[] | null;
  follows: Follow[];
  /** Reports with a picture for the person's own record. */
  pictures: ReadonlySet<string>;
  /** Up to when each had been looked at before this page was opened: what is later is shown as new. */
  newSince: Readonly<Record<string, number>>;
  /** Why the list could not be read; the one shown before stays. */
  problem: string | null;
  /** Reports whose details are open. */
  open: ReadonlySet<string>;
  /** Removed, and for a while still to be had back. */
  leaving: ReadonlySet<string>;
  busy: Readonly<Record<string, Deed>>;
  problems: Readonly<Record<string, string>>;
  /** For screen readers: what just happened. */
  said: string;
  refresh: () => Promise<void>;
  act: (record: Pick<OutboxRecord, 'id'>, action: 'again' | 'cancel') => Promise<void>;
  /** Asks the worker for something about one report; true when it was done. */
  deed: (
    id: string,
    deed: Deed,
    work: () => Promise<Follow | ReportRecord>,
    said: string,
  ) => Promise<boolean>;
  /** Takes a row as the worker just answered it. */
  keep: (answer: Follow | ReportRecord) => void;
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
const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);

export const useReports = create<ReportsStore>()((set, get) => ({
  ...EVERYTHING,
  records: null,
  follows: [],
  pictures: new Set(),
  newSince: {},
  problem: null,
  open: new Set(),
  leaving: new Set(),
  busy: {},
  problems: {},
  said: '',

  refresh: async () => {
    try {
      const [records, follows, pictures] = await Promise.all([
        ask('reports.list', {}),
        ask('follows.list', {}),
        ask('picture.list', {}),
      ]);
      const before = get();
      const done = arrived(before.records ?? [], records);
      // The same answer again draws nothing again: a person may be selecting text.
      set({
        ...(differs(records, before.records) ? { records } : {}),
        ...(differs(follows, before.follows) ? { follows } : {}),
        ...(differs(pictures, [...before.pictures]) ? { pictures: new Set(pictures) } : {}),
        ...(before.problem ? { problem: null } : {}),
      });
      await told(follows);
      // What the person added or closed is in the timeline once somebody has looked.
      for (const id of done) void ask('follow.look', { id }).then(get().keep, () => {});
    } catch (error) {
      set({ problem: sentence(error) });
    }
  },

  keep: (answer) => {
    if ('report' in answer)
      set({ records: get().records?.map((one) => (one.id === answer.id ? answer : one)) ?? null });
    else set({ follows: [...get().follows.filter(({ id }) => id !== answer.id), answer] });
  },

  deed: async (id, deed, work, said) => {
    if (get().busy[id]) return false;
    set({ busy: { ...get().busy, [id]: deed }, problems: without(get().problems, id), said: '' });
    try {
      get().keep(await work());
      set({ said });
      return true;
    } catch (error) {
      set({ problems: { ...get().problems, [id]: sentence(error) } });
      return false;
    } finally {
      set({ busy: without(get().busy, id) });
    }
  },

  act: async (record, action) => {
    const { id } = record;
    if (get().busy[id]) return;
    set({ busy: { ...get().busy, [id]: action }, problems: without(get().problems, id), said: '' });
    try {
      const next = await ask(action === 'again' ? 'report.retry' : 'report.cancel', { id });
      if (next) {
        const records =
          get().records?.map((each) => (each.id === id ? { ...next, errands: each.errands } : each)) ?? null;
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

/** Reports of which a comment or a withdrawal has just got through. */
function arrived(before: readonly ReportRecord[], now: readonly ReportRecord[]): string[] {
  const was = new Map(before.flatMap(({ errands }) => errands ?? []).map(({ id, state }) => [id, state]));
  return now
    .filter(({ errands }) =>
      errands?.some(({ id, state }) => state === 'confirmed' && was.has(id) && was.get(id) !== 'confirmed'),
    )
    .map(({ id }) => id);
}

/** What is new is marked so while this page is open, and is news no more elsewhere. */
async function told(follows: readonly Follow[]): Promise<void> {
  const { newSince } = useReports.getState();
  const fresh = follows.filter(({ id }) => !(id in newSince));
  if (fresh.length > 0)
    useReports.setState({
      newSince: { ...newSince, ...Object.fromEntries(fresh.map(({ id, seenAt }) => [id, seenAt])) },
    });
  if (follows.some((follow) => unseenOf(follow).length > 0)) await ask('follows.seen', {}).catch(() => {});
}

async function forget(id: string): Promise<void> {
  timers.delete(id);
  const { setState: set, getState: get } = useReports;
  const native = get().follows.some((follow) => follow.id === id && follow.native);
  try {
    await ask(native ? 'follow.dismiss' : 'report.forget', { id });
    set({
      records: get().records?.filter((record) => record.id !== id) ?? null,
      follows: get().follows.filter((follow) => follow.id !== id),
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
