/** Commits on a repository's main branch, and the tag that comes and goes by them. */

import { newId } from './store.ts';
import type { Commit, HubState, Repo } from './types.ts';
import { isNfaa, NFAA_TAG } from './types.ts';

export interface CommitBy {
  author: string;
  coAuthors?: string[];
  summary: string;
  message?: string;
  /** When; now if absent. */
  date?: string;
  /** Absent: a new one from the state's counter. */
  oid?: string;
}

/** Commits files to main. The repository's `lastModified` follows. */
export function commitTo(state: HubState, repo: Repo, by: CommitBy, files: Record<string, string>): Commit {
  const parent = repo.refs.main as string;
  const commit: Commit = {
    oid: by.oid ?? newId(state, 40),
    parent,
    summary: by.summary,
    date: by.date ?? new Date().toISOString(),
    author: by.author,
    ...(by.coAuthors && { coAuthors: by.coAuthors }),
    ...(by.message && { message: by.message }),
    files: { ...repo.commits[parent]?.files, ...files },
  };
  repo.commits[commit.oid] = commit;
  repo.refs.main = commit.oid;
  repo.lastModified = commit.date;
  return commit;
}

/** A card's text with the tag in its front matter, or without it. */
export function cardWithTag(readme: string, on: boolean): string {
  const line = `- ${NFAA_TAG}\n`;
  const bare = readme.replace(line, '');
  if (!on) return bare.replace(/^tags:\n(?!- )/m, '');
  if (/^tags:\n/m.test(bare)) return bare.replace(/^tags:\n/m, `tags:\n${line}`);
  return bare.startsWith('---\n')
    ? bare.replace('\n---\n', `\ntags:\n${line}---\n`)
    : `---\ntags:\n${line}---\n${bare}`;
}

/** Puts the NFAA tag on a repository or takes it off, by a commit to its card as people do it. */
export function setNfaa(state: HubState, repo: Repo, on: boolean, by: CommitBy): void {
  const readme = repo.commits[repo.refs.main as string]?.files['README.md'] ?? '';
  commitTo(state, repo, by, { 'README.md': cardWithTag(readme, on) });
  if (on === isNfaa(repo)) return;
  repo.tags = on ? [NFAA_TAG, ...repo.tags] : repo.tags.filter((t) => t !== NFAA_TAG);
}
