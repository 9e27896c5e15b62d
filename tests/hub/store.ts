/** Look-ups and writes on the state that both the API and the pages need. */

import { HttpError } from './http.ts';
import { hash } from './random.ts';
import type { Account, Discussion, DiscussionEvent, HubState, Repo, RepoType } from './types.ts';
import { NFAA_TAG, repoKey, splitId } from './types.ts';

/** Ids of the bench page (`/docs/sandbox/many?ids=bench`): known to the API without being in the state. */
const BENCH = /^bench-(\d{1,3})\/card-(\d{1,6})$/;
export const BENCH_AUTHORS = 200;

export function benchRef(i: number): { type: 'model'; id: string; nfaa: boolean } {
  const id = `bench-${i % BENCH_AUTHORS}/card-${i}`;
  return { type: 'model', id, nfaa: hash(id) % 10 === 0 };
}

function benchRepo(id: string): Repo | undefined {
  const i = Number(BENCH.exec(id)?.[2] ?? Number.NaN);
  if (Number.isNaN(i)) return undefined;
  const { nfaa, id: canonical } = benchRef(i);
  if (canonical !== id) return undefined;
  const oid = hash(id).toString(16).padStart(8, '0').repeat(5);
  const date = '2026-09-01T00:00:00.000Z';
  return {
    _id: oid.slice(0, 24),
    type: 'model',
    id,
    tags: ['transformers', ...(nfaa ? [NFAA_TAG] : []), 'region:us'],
    likes: i % 90,
    downloads: i % 999,
    trendingScore: 0,
    createdAt: date,
    lastModified: date,
    private: false,
    gated: false,
    discussionsDisabled: false,
    description: 'A card of the bench.',
    license: 'mit',
    pipeline_tag: 'text-generation',
    library_name: 'transformers',
    refs: { main: oid },
    commits: { [oid]: { oid, parent: null, summary: 'bench', date, author: splitId(id).ns, files: {} } },
  };
}

/** The bench repositories of `bench-<n>`, or none. */
export function benchReposOf(author: string): Repo[] {
  const n = Number(/^bench-(\d{1,3})$/.exec(author)?.[1] ?? Number.NaN);
  if (Number.isNaN(n) || n >= BENCH_AUTHORS) return [];
  return Array.from({ length: 100 }, (_, k) => benchRepo(benchRef(n + k * BENCH_AUTHORS).id)).filter(
    (r) => r !== undefined,
  );
}

/** Looks ids up as the Hub does: without regard to case. */
export function findRepo(state: HubState, type: RepoType, id: string): Repo | undefined {
  const wanted = id.toLowerCase();
  return (
    state.repos.find((r) => r.type === type && r.id.toLowerCase() === wanted) ??
    (type === 'model' ? benchRepo(wanted) : undefined)
  );
}

/** New id of a renamed repository. */
export function renamedTo(state: HubState, type: RepoType, id: string): string | undefined {
  return state.renames[`${type}:${id.toLowerCase()}`];
}

export function findAccount(state: HubState, name: string): Account | undefined {
  const wanted = name.toLowerCase();
  return state.accounts.find((a) => a.name.toLowerCase() === wanted);
}

/** May this person see the repository at all? */
export function canSee(repo: Repo, user: Account | undefined): boolean {
  return (
    !repo.private ||
    (!!user && (splitId(repo.id).ns === user.name || user.orgs.includes(splitId(repo.id).ns)))
  );
}

/** Does this person own the repository (or belong to its organisation)? */
export function owns(repo: Repo, user: Account | undefined): boolean {
  return !!user && (splitId(repo.id).ns === user.name || user.orgs.includes(splitId(repo.id).ns));
}

/** 24 hex digits that no seeded object has. */
export function newId(state: HubState, length = 24): string {
  const n = (state.nextId++).toString(16);
  return `5a${n.padStart(length - 2, '0')}`;
}

export function discussionsOf(state: HubState, repo: Repo): Discussion[] {
  return state.discussions[repoKey(repo)] ?? [];
}

/** Text of a repository's file at a revision (branch, `refs/pr/N` or oid). */
export function fileAt(repo: Repo, rev: string, path: string): { oid: string; text: string } | undefined {
  const oid = repo.refs[rev] ?? (repo.commits[rev] ? rev : undefined);
  const text = oid && repo.commits[oid]?.files[path];
  return oid && text !== undefined ? { oid, text: text as string } : undefined;
}

/** Adds an event to a thread and returns it. */
export function addEvent(
  state: HubState,
  thread: Discussion,
  event: Omit<DiscussionEvent, 'id' | 'createdAt'>,
): DiscussionEvent {
  const full = { ...event, id: newId(state), createdAt: new Date().toISOString() };
  thread.events.push(full);
  return full;
}

/** Opens a discussion after the Hub's checks: enabled, title 3…200, description at most 65,536 characters. */
export function openDiscussion(
  state: HubState,
  repo: Repo,
  by: {
    author: string;
    title: string;
    description: string;
    isReport?: boolean;
    pullRequest?: 'draft' | 'open';
  },
): Discussion {
  if (repo.discussionsDisabled) throw new HttpError(403, 'Discussions are disabled for this repo');
  const title = by.title.trim();
  if (title.length < 3 || title.length > 200)
    throw new HttpError(400, 'title: must be between 3 and 200 characters');
  if (by.description.length > 65_536)
    throw new HttpError(400, 'description: must be at most 65536 characters');
  state.discussions[repoKey(repo)] ??= [];
  const list = state.discussions[repoKey(repo)] as Discussion[];
  const thread: Discussion = {
    _id: newId(state),
    num: list.length + 1,
    author: by.author,
    title,
    createdAt: new Date().toISOString(),
    status: by.pullRequest ?? 'open',
    pinned: false,
    locked: false,
    isPullRequest: by.pullRequest !== undefined,
    isReport: by.isReport ?? false,
    events: [],
  };
  addEvent(state, thread, { type: 'comment', author: by.author, raw: by.description.trim() });
  list.push(thread);
  return thread;
}
