/** The lock as the worker knows it, and what is being done about it. A PIN is never kept here. */
import { create } from 'zustand';
import type { Answers, LockState } from '../../lib/platform/answers.ts';
import { ask } from '../../lib/platform/ask.ts';
import { onStoredLock } from '../../lib/platform/stored-lock.ts';
import { sentence } from './sentence.ts';

export type LockWork = 'setting' | 'changing' | 'unlocking' | 'locking' | 'removing';

interface LockStore {
  /** `null` until the worker has answered. */
  lock: LockState | null;
  busy: LockWork | null;
  /** Why it could not be read. */
  problem: string | null;
  /** What was just done, to be announced. */
  done: string | null;
  read: () => Promise<void>;
  /** These answer with why they were refused, or `null` when it is done. */
  set: (pin: string, noReveal: boolean) => Promise<string | null>;
  change: (current: string, pin: string, noReveal: boolean) => Promise<string | null>;
  unlock: (pin: string) => Promise<string | null>;
  relock: () => Promise<string | null>;
  remove: (pin: string) => Promise<string | null>;
}

type LockMessage = Extract<keyof Answers, `lock.${string}`>;

export const useLock = create<LockStore>()((set, get) => {
  /** One thing at a time. A refusal is followed by a look: it may have cost a try, or begun a wait. */
  async function run(busy: LockWork, work: () => Promise<Answers[LockMessage]>, done: string) {
    set({ busy, done: null });
    try {
      set({ lock: await work(), busy: null, problem: null, done });
      return null;
    } catch (error) {
      await get().read();
      set({ busy: null });
      return sentence(error);
    }
  }
  return {
    lock: null,
    busy: null,
    problem: null,
    done: null,
    read: async () => {
      try {
        const lock = await ask('lock.get', {});
        // What was done here is over once somebody, or the time, undid it.
        const undone = get().lock?.unlockedUntil !== lock.unlockedUntil;
        set({ lock, problem: null, ...(undone ? { done: null } : {}) });
      } catch (error) {
        set({ problem: sentence(error) });
      }
    },
    set: (pin, noReveal) =>
      run('setting', () => ask('lock.set', { pin, noReveal }), 'The PIN is set. The settings are locked.'),
    change: (current, pin, noReveal) =>
      run(
        'changing',
        () => ask('lock.set', { pin, noReveal, current }),
        'The new PIN is set. The settings are locked.',
      ),
    unlock: (pin) =>
      run('unlocking', () => ask('lock.unlock', { pin }), 'Unlocked. The settings can be changed now.'),
    relock: () => run('locking', () => ask('lock.relock', {}), 'The settings are locked again.'),
    remove: (pin) => run('removing', () => ask('lock.remove', { pin }), 'The PIN is removed.'),
  };
});

/** Reads once, follows what other pages do, and looks again when an unlocking or a wait is over. Returns how to stop. */
export function followLock(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const read = () => void useLock.getState().read();
  const stopState = useLock.subscribe(({ lock }, before) => {
    if (lock === before.lock) return;
    clearTimeout(timer);
    const ends = [lock?.unlockedUntil, lock?.waitUntil].filter((end) => end != null);
    if (ends.length > 0) timer = setTimeout(read, Math.max(Math.min(...ends) - Date.now(), 0) + LATE_MS);
  });
  const stopStored = onStoredLock(read);
  read();
  return () => {
    clearTimeout(timer);
    stopState();
    stopStored();
  };
}

/** A little after the end, so that the worker's clock is past it too. */
const LATE_MS = 100;
