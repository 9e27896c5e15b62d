/** What sync needs of its surroundings, and what can go wrong there. */
import type { Rule, Subscription } from '../nfaa/rule.ts';
import type { Database } from '../platform/db.ts';
import type { SettingsChange } from '../platform/settings.ts';
import type { Writing } from './sync-format.ts';
import type { SyncProblem } from './sync-state.ts';
import type { Local } from './sync-units.ts';

/** The browser's sync area. */
export interface SyncArea {
  read(): Promise<Record<string, unknown>>;
  /** Throws the browser's own error. */
  write(writing: Writing): Promise<void>;
  clear(): Promise<void>;
}

export interface SyncOptions {
  db: () => Promise<Database>;
  /** Milliseconds since the epoch. */
  now: () => number;
  session: { get(): Promise<string> };
  area: SyncArea;
  local: () => Promise<Local>;
  keepSettings: (change: SettingsChange) => Promise<unknown>;
  changeRules: <T>(work: (stored: { rules: Rule[]; lists: Subscription[] }) => T) => Promise<T>;
  lock: {
    assertMayChange(what: readonly string[]): Promise<void>;
    state(): Promise<{ lockedFields: string[] }>;
  };
  /** Has `due` called then, also when this worker is dead by then. */
  schedule: (at: number) => void;
  /** Tells our pages that there is something new. */
  tell: () => Promise<void>;
  /** Lists arrived whose entries were never read. */
  onLists: () => void;
}

/** Something that cannot be done, in a sentence for the person. */
export class SyncError extends Error {
  readonly sentence: string;
  constructor(sentence: string) {
    super(sentence);
    this.name = 'SyncError';
    this.sentence = sentence;
  }
}

/** Chrome names the quota in its message; Firefox throws one sentence for all of them. */
export function problemOf(error: unknown): SyncProblem {
  const message = error instanceof Error ? error.message : String(error);
  if (/MAX_WRITE_OPERATIONS/i.test(message)) return 'busy';
  return /QUOTA_BYTES|MAX_ITEMS|quota/i.test(message) ? 'too-large' : 'failed';
}
