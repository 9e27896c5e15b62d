/**
 * GET /api/search/full-text: what the search page asks for while somebody types. Not in the OpenAPI document; that answers
 * have `hits[]{name,tags,…}` is seen (facts/hub-dom.md 6), the rest is inferred.
 */

import { type Ctx, json, type Reply } from '../http.ts';
import { stripFrontMatter } from '../readme.ts';
import { fileAt } from '../store.ts';
import type { HubState, Repo, RepoType } from '../types.ts';
import { REPO_TYPES, splitId } from '../types.ts';
import { queryRepos } from './repos.ts';

/** How many hits a page of results has. */
export const HITS = 10;
const EXCERPT = 160;

export interface Hit {
  repoType: RepoType;
  repoOwner: string;
  repoName: string;
  name: string;
  tags: string[];
  fileName: string;
  excerpt: string;
}

function hit(repo: Repo): Hit {
  const { ns, name } = splitId(repo.id);
  const readme = fileAt(repo, 'main', 'README.md')?.text ?? '';
  const words = stripFrontMatter(readme)
    .replace(/<[^>]*>|!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[#*`\s]+/g, ' ')
    .trim();
  return {
    repoType: repo.type,
    repoOwner: ns,
    repoName: name,
    name: repo.id,
    tags: repo.tags,
    fileName: 'README.md',
    excerpt: words.slice(0, EXCERPT),
  };
}

/** Hits of every type in turn, so that the first page shows all of them. */
export function fullText(state: HubState, q: string, types: readonly string[] = []): Hit[] {
  if (q.length < 2) return [];
  const wanted = REPO_TYPES.filter((t) => types.length === 0 || types.includes(t));
  const lists = wanted.map((type) => queryRepos(state, type, { search: q }));
  const longest = Math.max(0, ...lists.map((l) => l.length));
  return Array.from({ length: longest }, (_, i) => lists.map((l) => l[i]))
    .flat()
    .filter((r) => r !== undefined)
    .map(hit);
}

export function fullTextApi(ctx: Ctx): Reply {
  const q = ctx.url.searchParams;
  const found = fullText(ctx.state, q.get('q') ?? '', q.getAll('type'));
  const skip = Math.max(0, Number(q.get('skip') ?? 0) || 0);
  return json({ hits: found.slice(skip, skip + HITS), estimatedTotalHits: found.length, limit: HITS, skip });
}
