/** What is remembered of a report after it was made: the last look at the Hub, what was ever noticed, and the person's own notes. */
import type { RepoRef } from '../hub/url.ts';

/** Whose doing it was, as far as the Hub's own answer tells. `owner` covers members of the organisation that owns it. */
export type Role = 'staff' | 'owner' | 'you' | 'other';

export interface Who {
  /** `null`: the account does not exist any more. */
  name: string | null;
  role: Role;
  /** Also true of staff who own the repository: the clock asks for this. */
  ownerSide: boolean;
}

/** One event of a thread, without its text: words of others are not kept. */
export interface SeenEvent {
  id: string;
  type: string;
  /** The Hub's own time, milliseconds since the epoch; `null` where it could not be read. */
  at: number | null;
  by: Who | null;
  hidden?: boolean;
  hiddenReason?: string;
  status?: string;
  report?: boolean;
  locked?: boolean;
  pinned?: boolean;
  from?: string;
  to?: string;
}

export interface ThreadSeen {
  title: string;
  status: string;
  /** `null` in this and the next two: the Hub did not say. */
  isReport: boolean | null;
  locked: boolean | null;
  pinned: boolean | null;
  /** The report itself or, in a thread that was joined, our comment: everything before it is not news. `null`: not found. */
  ours: string | null;
  events: SeenEvent[];
}

export interface RepoSeen {
  /** The Hub's own spelling; another one after a rename. */
  id: string;
  /** `null` in this and the next three: the Hub did not say. */
  tags: string[] | null;
  sha: string | null;
  gated: boolean | null;
  disabled: boolean | null;
  /** Newest commits, asked for only when the files had changed while an answer of the owner was waited for. */
  commits?: { id: string; at: number | null; by: Who }[];
}

/** Why something could not be read, where that itself is an observation. */
export type Unseen = 'not-visible' | 'disabled' | 'no-discussions' | 'missing';

/** One look. A part that could not be asked (no connection, the Hub in trouble) is absent: that says nothing about it. */
export interface Snapshot {
  /** When we looked, milliseconds since the epoch. */
  at: number;
  thread?: ThreadSeen | Unseen;
  repo?: RepoSeen | Unseen;
}

export const ENTRY_KINDS = [
  ...(['seen', 'marked-report', 'unmarked-report'] as const),
  ...(['staff-reply', 'owner-reply', 'own-comment', 'reply'] as const),
  ...(['closed', 'reopened', 'locked', 'unlocked', 'pinned', 'unpinned'] as const),
  ...(['renamed-thread', 'hidden', 'comment-hidden', 'thread-missing', 'thread-back'] as const),
  ...(['discussions-off', 'nfaa-added', 'nfaa-removed', 'gated', 'ungated'] as const),
  ...(['not-visible', 'visible', 'disabled', 'enabled', 'renamed', 'files-changed', 'owner-commit'] as const),
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Something that was noticed. Never changed once it is written. */
export interface Entry {
  /** The same for the same thing, however often it is seen. */
  key: string;
  what: EntryKind;
  /** The Hub's own time for it; `null` where it gives none. */
  at: number | null;
  /** When we saw it. */
  observedAt: number;
  /** Without a time of the Hub's: the last look at which it was not so yet. */
  after?: number;
  by?: Who;
  /** For people. */
  sentence: string;
  /** Words of staff or the owner, or the thread closed or judged by them: what a person waits for. */
  answer?: true;
}

/** `none`: nothing on the Hub could be looked at (a mail). `over`: the looks have come to an end by themselves. */
export type Following = 'on' | 'stopped' | 'over' | 'none';

/** A report that was found on the Hub by its author. */
export interface Native {
  title: string;
  author: string;
  url: string;
  /** Of one of our reports, where its text holds one. */
  reference?: string;
}

export interface Follow {
  /** The report's id; of a native report an id of its own. */
  id: string;
  following: Following;
  repo: RepoRef | null;
  discussion: number | null;
  /** When the report was made: the Hub's time once it is known, else ours. */
  madeAt: number;
  /** The Hub's own time of it, for the clock. */
  hubMadeAt: number | null;
  /** Next look, milliseconds since the epoch. */
  nextAt: number;
  /** A look began then and has not ended: another worker's, or one that died. */
  lookingSince?: number;
  lookedAt: number | null;
  /** In a row. */
  failures: number;
  problem?: string;
  last: Snapshot | null;
  entries: Entry[];
  /** When something new was last seen. */
  newsAt: number;
  /** Entries up to this were shown to the person. */
  seenAt: number;
  /** The person's own; never for reports that may hold no words. */
  note: string;
  /** Of a mail, by hand. */
  sentAt?: number;
  answeredAt?: number;
  /** Made with the Hub's own form and found there. */
  native?: Native;
  /** Of a report that was handed to the Hub's dialog: the native one that it turned out to be (tie.ts). */
  tied?: Native;
  /** A tie was taken back: from then on only the person says which one it is. */
  byHand?: true;
  /** A native one that was taken off the list: kept so that it is not found again. */
  dismissed?: true;
}

/** As much as a file of reports may carry (portable.ts). */
export const MAX_NOTE = 20_000;
export const MAX_ENTRIES = 300;

/** Entries that were noticed since the person last looked; their own doing is no news. */
export function unseenOf(follow: Pick<Follow, 'entries' | 'seenAt'>): Entry[] {
  return follow.entries.filter(
    (entry) => entry.observedAt > follow.seenAt && entry.by?.role !== 'you' && entry.what !== 'seen',
  );
}

/** "2 answers to your reports since you looked"; `null` when there is none. */
export function answersWords(follows: readonly Follow[]): string | null {
  const count = follows
    .filter(({ dismissed }) => !dismissed)
    .flatMap(unseenOf)
    .filter(({ answer }) => answer).length;
  if (count === 0) return null;
  return count === 1
    ? '1 answer to your reports since you looked'
    : `${count} answers to your reports since you looked`;
}

/** The report with the newest unseen answer, for a link to it; `null` when there is none. */
export function firstAnswered(follows: readonly Follow[]): string | null {
  let best: { id: string; at: number } | null = null;
  for (const follow of follows)
    for (const entry of follow.dismissed ? [] : unseenOf(follow))
      if (entry.answer && (!best || entry.observedAt > best.at))
        best = { id: follow.id, at: entry.observedAt };
  return best?.id ?? null;
}
