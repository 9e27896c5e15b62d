/** What the worker and the options page tell each other about sync. Types and names only. */

/** What a person can answer when there are settings in sync already, and later: `undo` takes that answer back. */
export const SYNC_WAYS = ['theirs', 'mine', 'both', 'undo'] as const;
export type SyncWay = (typeof SYNC_WAYS)[number];

/**
 * `newer`, `damaged`: what lies in sync cannot be read. `removed`: somebody emptied it. `too-large`: this device's part does
 * not fit. `busy`, `failed`: the browser did not take it; tried again. `unavailable`: this browser has no sync.
 */
export type SyncProblem = 'newer' | 'damaged' | 'removed' | 'too-large' | 'busy' | 'failed' | 'unavailable';

/** Numbers of things that stand on one side only, or differ. */
export interface Apart {
  here: number;
  there: number;
  differ: number;
}

/** Two sets of settings, compared before either is changed. */
export interface SyncChoice {
  /** When the newest of those in sync was changed, milliseconds since the epoch. */
  newest: number;
  /** By unit (lib/account/sync-units.ts). */
  settings: { key: string; here: unknown; there: unknown }[];
  exceptions: Apart;
  rules: Apart;
  lists: Apart;
}

export interface SyncState {
  on: boolean;
  /** Waits for an answer; nothing is written or taken over before. */
  choice: SyncChoice | null;
  problem: SyncProblem | null;
  /** Milliseconds since the epoch: when this device last wrote, and last took something over from another. */
  written: number | null;
  taken: number | null;
  /** Changes of this device are still to be written. */
  waiting: boolean;
  /** Numbers of changes that arrived and are not in force here, by why. */
  held: { locked: number; full: number; unreadable: number };
  canUndo: boolean;
  /** Of what lies in sync; 0: nothing does. */
  bytes: number;
}
