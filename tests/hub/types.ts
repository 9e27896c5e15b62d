/** The sandbox Hub's state: plain data only, so that tests may change it and `reset()` can put it back. */

import type { LegalPath } from './legal.ts';

export type RepoType = 'model' | 'dataset' | 'space' | 'kernel';
export const REPO_TYPES: readonly RepoType[] = ['model', 'dataset', 'space', 'kernel'];
export const NFAA_TAG = 'not-for-all-audiences';

export interface Account {
  _id: string;
  type: 'user' | 'org';
  name: string;
  fullname: string;
  isPro: boolean;
  isHf: boolean;
  isHfAdmin: boolean;
  isMod: boolean;
  followerCount: number;
  createdAt: string;
  /** Organisations this user belongs to, by name. */
  orgs: string[];
  bio: string;
}

export interface Commit {
  oid: string;
  parent: string | null;
  summary: string;
  date: string;
  author: string;
  /** Others that the API names as authors, as on a merged pull request [inferred]. */
  coAuthors?: string[];
  /** What follows the summary. */
  message?: string;
  /** Whole tree at this commit: path -> text. A picture's text is `PICTURE` and is drawn when it is asked for. */
  files: Record<string, string>;
}

/** How a model comes from its base: the words of the Hub's `base_model:<relation>:<id>` tags. */
export type BaseRelation = 'finetune' | 'adapter' | 'quantized' | 'merge';

export interface Repo {
  _id: string;
  type: RepoType;
  id: string;
  tags: string[];
  likes: number;
  downloads: number;
  trendingScore: number;
  createdAt: string;
  lastModified: string;
  private: boolean;
  gated: false | 'auto' | 'manual';
  discussionsDisabled: boolean;
  /** Reason shown when staff disabled the repository. */
  disabledReason?: string;
  description: string;
  license: string;
  pipeline_tag?: string;
  library_name?: string;
  numParameters?: number;
  // Spaces only
  title?: string;
  emoji?: string;
  colorFrom?: string;
  colorTo?: string;
  sdk?: 'gradio' | 'docker' | 'static' | 'streamlit';
  models?: string[];
  /** What a Space uses, or a model was trained on. */
  datasets?: string[];
  /** A Space that was copied from this one. */
  duplicatedFrom?: string;
  /** A Space whose page lists the models that it uses. */
  listsModels?: boolean;
  /** Models: what the card says it was made from. */
  baseModels?: { relation: BaseRelation; ids: string[] };
  /** Branches and `refs/pr/N` -> commit oid. */
  refs: Record<string, string>;
  commits: Record<string, Commit>;
}

export type DiscussionStatus = 'draft' | 'open' | 'closed' | 'merged';

export interface DiscussionEvent {
  id: string;
  createdAt: string;
  /** Account name; absent when the account was deleted. */
  author?: string;
  type:
    | 'comment'
    | 'status-change'
    | 'title-change'
    | 'pinning-change'
    | 'locking-change'
    | 'report-status-change'
    | 'commit';
  raw?: string;
  hidden?: boolean;
  reactions?: { reaction: string; users: string[] }[];
  status?: DiscussionStatus;
  reason?: string;
  from?: string;
  to?: string;
  pinned?: boolean;
  locked?: boolean;
  report?: boolean;
  subject?: string;
  oid?: string;
}

export interface Discussion {
  _id: string;
  num: number;
  /** Account name; absent when the account was deleted. */
  author?: string;
  title: string;
  createdAt: string;
  status: DiscussionStatus;
  pinned: boolean;
  locked: boolean;
  isPullRequest: boolean;
  isReport: boolean;
  events: DiscussionEvent[];
}

export interface Token {
  value: string;
  displayName: string;
  user: string;
  role: 'read' | 'write' | 'fineGrained';
  global?: ('discussion.write' | 'post.write')[];
  revoked?: boolean;
  createdAt: string;
}

export interface Collection {
  id: string;
  namespace: string;
  slug: string;
  title: string;
  description: string;
  items: { type: RepoType | 'paper'; id: string; note?: string }[];
}

export interface Paper {
  id: string;
  title: string;
  summary: string;
  upvotes: number;
  publishedAt: string;
  /** What names this paper; absent: the page names the most trending models. */
  cited?: { repos: { type: RepoType; id: string }[]; collections: string[] };
}

export interface HubState {
  seed: number;
  accounts: Account[];
  repos: Repo[];
  /** `type:old/id` in lower case -> new id. */
  renames: Record<string, string>;
  /** `type:ns/name` -> discussions, oldest first. */
  discussions: Record<string, Discussion[]>;
  tokens: Token[];
  collections: Collection[];
  papers: Paper[];
  /** Inner HTML of `/content-policy`; tests replace it to make the policy change. */
  policyHtml: string;
  /** The same for the Hub's other texts, by path. */
  legalHtml: Record<Exclude<LegalPath, '/content-policy'>, string>;
  /** Counter behind ids made at run time. */
  nextId: number;
}

/** Key of a repository in `state.discussions`. */
export function repoKey(repo: { type: RepoType; id: string }): string {
  return `${repo.type}:${repo.id}`;
}

/** Web path of a repository: `/ns/name`, `/datasets/ns/name`… */
export function repoPath(repo: { type: RepoType; id: string }): string {
  return repo.type === 'model' ? `/${repo.id}` : `/${repo.type}s/${repo.id}`;
}

/** `ns/name` -> its two halves. */
export function splitId(id: string): { ns: string; name: string } {
  const [ns = '', name = ''] = id.split('/');
  return { ns, name };
}

export function isNfaa(repo: { tags: string[] }): boolean {
  return repo.tags.includes(NFAA_TAG);
}
