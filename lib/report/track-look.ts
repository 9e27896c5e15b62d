/** One look at one report's thread and repository: what to ask, and what a row becomes by what was seen. */
import type { HubApi } from '../hub/api.ts';
import { HubError } from '../hub/errors.ts';
import type { RepoRef } from '../hub/url.ts';
import {
  type Follow,
  MAX_ENTRIES,
  type RepoSeen,
  type Snapshot,
  type ThreadSeen,
  type Unseen,
} from './follow.ts';
import { NEVER, nextWait, retryWait } from './follow-waits.ts';
import type { OutboxRecord } from './report.ts';
import { merged, newEntries, placeOf } from './timeline.ts';
import { ownerClock } from './timeline-clock.ts';
import { commitsSeen, type RepoStanding, repoSeen, threadSeen, unseenOf } from './timeline-signals.ts';

export type FollowApi = Pick<HubApi, 'discussion' | 'repoSha' | 'commits' | 'listDiscussions' | 'limits'> & {
  /** Tags, revision, gating and disabling in one request; without it, gating is not followed. */
  repoStanding?: (ref: RepoRef) => Promise<RepoStanding>;
};

const MAX_COMMITS = 20;

const isSeen = <T extends object>(part: T | Unseen | undefined): part is T => typeof part === 'object';

/** A part of a look: what was seen, or what its refusal shows. @throws HubError for plain trouble */
async function partOf<T>(part: 'thread' | 'repo', ask: () => Promise<T>): Promise<T | Unseen> {
  try {
    return await ask();
  } catch (error) {
    const unseen = unseenOf(error, part);
    if (unseen === null) throw error;
    return unseen;
  }
}

/**
 * @param repo asked once for all reports of a repository
 * @throws HubError when neither part could be asked
 */
export async function lookAt(
  api: FollowApi,
  row: Follow & { repo: RepoRef; discussion: number },
  record: OutboxRecord | null,
  repo: () => Promise<RepoStanding>,
  now: () => number,
): Promise<Snapshot> {
  const was = row.last;
  const before = isSeen(was?.thread) ? was.thread.ours : null;
  const ours = {
    repo: row.repo,
    before,
    // The Hub's own dialog opened the thread for this report alone, with whatever text.
    reference: record?.report.route === 'hub-dialog' ? undefined : record?.report.reference,
    comment: record?.comment,
    you: record?.sender ?? (row.native ?? row.tied)?.author,
  };
  const [thread, standing] = await Promise.allSettled([
    partOf('thread', async () => threadSeen(await api.discussion(row.repo, row.discussion), ours)),
    partOf('repo', async () => repoSeen(await repo())),
  ]);
  if (thread.status === 'rejected' && standing.status === 'rejected') throw thread.reason;
  const seenThread = thread.status === 'fulfilled' ? thread.value : undefined;
  let seenRepo = standing.status === 'fulfilled' ? standing.value : undefined;
  if (isSeen(seenRepo) && changedSince(row, record, seenRepo))
    seenRepo = await withCommits(api, row, seenRepo, isSeen(seenThread) ? seenThread : null, ours.you);
  return {
    at: now(),
    ...(seenThread === undefined ? {} : { thread: seenThread }),
    ...(seenRepo === undefined ? {} : { repo: seenRepo }),
  };
}

/** Have the files changed while an answer of the owner is waited for? */
function changedSince(row: Follow, record: OutboxRecord | null, { sha }: RepoSeen): boolean {
  const before = isSeen(row.last?.repo) ? row.last.repo.sha : record?.report.target.sha;
  return Boolean(sha && before && sha !== before) && ownerClock(row, null, 0).stopped === null;
}

async function withCommits(
  api: FollowApi,
  row: Follow & { repo: RepoRef },
  repo: RepoSeen,
  thread: ThreadSeen | null,
  you: string | undefined,
): Promise<RepoSeen> {
  try {
    const commits = await api.commits(row.repo, 'main', MAX_COMMITS);
    return { ...repo, commits: commitsSeen(commits, row.repo, row.hubMadeAt ?? row.madeAt, thread, you) };
  } catch {
    // Who changed the files stays open; that they changed is seen all the same.
    return repo;
  }
}

/** The row after a look. */
export function afterLook(row: Follow, snapshot: Snapshot, random?: () => number): Follow {
  const fresh = newEntries(row.entries, row.last, snapshot);
  const room = row.entries.length < MAX_ENTRIES;
  const entries = [...row.entries, ...fresh.filter((entry) => room || entry.answer)];
  const { thread, repo } = snapshot;
  const closed = typeof thread === 'string' || (thread !== undefined && thread.status !== 'open');
  // By when it happened: what is old news today is no reason to come back in minutes.
  const newsAt = Math.max(row.newsAt, ...fresh.filter(({ what }) => what !== 'seen').map(placeOf));
  const wait = nextWait(snapshot.at - Math.max(newsAt, row.madeAt), closed, random);
  const ours = isSeen(thread) ? thread.events.find(({ id }) => id === thread.ours) : undefined;
  const { lookingSince: _, problem: __, ...rest } = row;
  return {
    ...rest,
    // A new name is asked for from now on: the old one may be taken by somebody else.
    repo: row.repo && isSeen(repo) && repo.id !== row.repo.id ? { ...row.repo, id: repo.id } : row.repo,
    hubMadeAt: row.hubMadeAt ?? ours?.at ?? null,
    lookedAt: snapshot.at,
    failures: 0,
    last: merged(row.last, snapshot),
    entries,
    newsAt,
    // A look by hand does not start the looks again.
    ...(row.following !== 'on'
      ? { nextAt: NEVER }
      : wait === null
        ? { following: 'over' as const, nextAt: NEVER }
        : { nextAt: snapshot.at + wait }),
  };
}

/** The row after a look that failed. */
export function afterFailure(row: Follow, error: unknown, now: number): Follow {
  const failures = row.failures + 1;
  const asked = error instanceof HubError ? (error.retryAt ?? 0) : 0;
  const { lookingSince: _, ...rest } = row;
  return {
    ...rest,
    failures,
    problem: sentenceOf(error),
    nextAt: row.following === 'on' ? Math.max(now + retryWait(failures), asked) : NEVER,
  };
}

export const sentenceOf = (error: unknown): string =>
  error instanceof HubError ? error.sentence : 'The look could not be kept. Try again in a moment.';
