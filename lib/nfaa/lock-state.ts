/** What a lock asks of the guard: written by the worker (lib/account/lock.ts), read before the first paint. */
import { type FilterPreferences, overlay } from './preferences.ts';

/** Storage key in `storage.local`. */
export const LOCK_KEY = 'lock';

export interface StoredLock {
  v: 1;
  by: 'pin' | 'managed';
  /** Covers cannot be opened. */
  noReveal: boolean;
  /** The PIN was given: until then, milliseconds since the epoch, revealing is allowed. A dead worker cannot prolong it. */
  liftedUntil?: number;
  /** An administrator's values, above the person's own. */
  filter?: Partial<FilterPreferences>;
}

/** How long a PIN lifts the lock at most: a clock that was set back prolongs nothing. */
const LONGEST_LIFT_MS = 10 * 60_000;

/**
 * The preferences in force. A pause is a change like any other: whoever fixed `on` has fixed that too; and whoever fixed
 * `action` has fixed the exceptions from it.
 */
export function underLock(own: FilterPreferences, lock: StoredLock | undefined): FilterPreferences {
  const fixed = lock?.filter;
  if (!fixed) return own;
  const base = { ...own };
  if (fixed.action || fixed.per) base.per = {};
  if (fixed.on !== undefined) base.pausedUntil = 0;
  return overlay(base, fixed);
}

/** May covers be opened now? @param now milliseconds since the epoch */
export function forbidsReveal(lock: StoredLock | undefined, now: number): boolean {
  const left = (lock?.liftedUntil ?? 0) - now;
  return lock?.noReveal === true && !(left > 0 && left <= LONGEST_LIFT_MS);
}
