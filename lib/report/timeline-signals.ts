/** The Hub's answers as what a look keeps of them: no text of anybody, only what happened and whose account did it. Pure. */
import type { Commit, Discussion } from '../hub/api.ts';
import { HubError } from '../hub/errors.ts';
import type { DiscussionEvent } from '../hub/schemas.ts';
import type { RepoRef } from '../hub/url.ts';
import type { RepoSeen, SeenEvent, ThreadSeen, Unseen, Who } from './follow.ts';

/** A repository's public state. `gated` and `disabled` only where the Hub was asked for them and said it. */
export interface RepoStanding {
  id: string;
  tags: string[] | null;
  sha: string | null;
  gated?: boolean | null;
  disabled?: boolean | null;
}

/** What some events say beside what every event does (facts/hub.md a "Details"). */
type EventData = NonNullable<DiscussionEvent['data']> & {
  locked?: boolean | undefined;
  pinned?: boolean | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

interface Ours {
  repo: RepoRef;
  /** Found again by this in our text; absent of native reports, whose first comment it is. */
  reference?: string | undefined;
  /** Id of our comment in a thread that was joined. */
  comment?: string | undefined;
  /** As found by an earlier look: a text that is hidden now cannot be found by its words. */
  before?: string | null | undefined;
  /** The account it was sent with, if known. */
  you?: string | undefined;
}

const timeOf = (written: string | undefined): number | null => {
  const at = Date.parse(written ?? '');
  return Number.isNaN(at) ? null : at;
};

const same = (a: string | null | undefined, b: string | null | undefined) =>
  typeof a === 'string' && a.toLowerCase() === b?.toLowerCase();

/** Whose account it is, as far as the answer tells. The repository's namespace is its owner's name. */
function whoOf(author: DiscussionEvent['author'], repo: RepoRef, you: string | undefined): Who {
  if (!author) return { name: null, role: 'other', ownerSide: false };
  const { name } = author;
  const ownerSide =
    author.isOwner === true || author.isOrgMember === true || same(name, repo.id.split('/')[0]);
  if (same(name, you)) return { name, role: 'you', ownerSide };
  if (author.isHf || author.isHfAdmin || author.isMod) return { name, role: 'staff', ownerSide };
  return { name, role: ownerSide ? 'owner' : 'other', ownerSide };
}

/** A thread as a look keeps it. */
export function threadSeen(thread: Discussion, { repo, reference, comment, before, you }: Ours): ThreadSeen {
  const comments = thread.events.filter(({ type }) => type === 'comment');
  const has = (id: string | null | undefined) => comments.find((event) => event.id === id);
  const ours =
    has(comment) ??
    has(before) ??
    (reference === undefined
      ? comments[0]
      : comments.find(({ data }) => data?.latest?.raw?.includes(reference)));
  const me = you ?? ours?.author?.name;
  return {
    title: thread.title,
    status: thread.status,
    isReport: thread.isReport ?? null,
    locked: thread.locked ?? null,
    pinned: thread.pinned ?? null,
    ours: ours?.id ?? null,
    events: thread.events.map((event) => eventSeen(event, repo, me)),
  };
}

function eventSeen(event: DiscussionEvent, repo: RepoRef, you: string | undefined): SeenEvent {
  const data: EventData = event.data ?? {};
  const { hidden, hiddenReason, status, report, locked, pinned, from, to } = data;
  const kept = { hidden: hidden || undefined, hiddenReason, status, report, locked, pinned, from, to };
  return {
    id: event.id,
    type: event.type,
    at: timeOf(event.createdAt),
    by: whoOf(event.author, repo, you),
    ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)),
  };
}

export function repoSeen(standing: RepoStanding): RepoSeen {
  const { id, tags, sha, gated = null, disabled = null } = standing;
  return { id, tags, sha, gated, disabled };
}

/** Commits since the report, with whose they are: names on commits are what git was told, so only a name that is known counts. */
export function commitsSeen(
  commits: readonly Commit[],
  repo: RepoRef,
  since: number,
  thread: ThreadSeen | null,
  you: string | undefined,
): NonNullable<RepoSeen['commits']> {
  const ownerSide = new Set([
    repo.id.split('/')[0]!.toLowerCase(),
    ...(thread?.events ?? []).flatMap(({ by }) => (by?.ownerSide && by.name ? [by.name.toLowerCase()] : [])),
  ]);
  return commits.flatMap(({ id, date, authors }) => {
    const name = authors.find((author) => ownerSide.has(author.toLowerCase()));
    if (id === undefined || name === undefined || date === undefined || date < since) return [];
    return [
      { id, at: date, by: { name, role: same(name, you) ? 'you' : 'owner', ownerSide: true } as const },
    ];
  });
}

/** What a refusal shows of a repository or its thread; `null` where it shows nothing but trouble. */
export function unseenOf(error: unknown, part: 'thread' | 'repo'): Unseen | null {
  if (!(error instanceof HubError)) return null;
  switch (error.kind) {
    case 'gone-or-private':
      return 'not-visible';
    case 'not-found':
      return part === 'thread' ? 'missing' : 'not-visible';
    case 'disabled':
      return 'disabled';
    case 'discussions-disabled':
      return part === 'thread' ? 'no-discussions' : null;
    default:
      return null;
  }
}
