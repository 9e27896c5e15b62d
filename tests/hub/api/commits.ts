/** GET /api/{type}s/{ns}/{name}/commits/{rev}: who changed a repository, and how it came by its tag. */

import { queryObject } from '../contract/validate.ts';
import { type Ctx, HttpError, json, type Reply } from '../http.ts';
import type { Commit, Repo, RepoType } from '../types.ts';
import { followRename, requireRepo } from './repos.ts';
import { avatarUrl } from './views.ts';

/** Commits of a revision, newest first. */
export function historyOf(repo: Repo, rev: string): Commit[] {
  const found: Commit[] = [];
  let at: string | null = repo.refs[rev] ?? rev;
  for (let next = repo.commits[at]; next; next = at ? repo.commits[at] : undefined) {
    found.push(next);
    at = next.parent;
  }
  return found;
}

/** One page of the history: `p` counts from 0, `limit` is 50 unless told. `X-Total-Count` and `Link` as the contract says. */
export function commits(ctx: Ctx, type: RepoType, id: string, rev: string): Reply {
  const moved = followRename(ctx, type, id, (to) => `/api/${type}s/${to}/commits/${encodeURIComponent(rev)}`);
  if (moved) return moved;
  const repo = requireRepo(ctx, type, id);
  const all = historyOf(repo, rev);
  if (all.length === 0) throw new HttpError(404, `Invalid rev id: ${rev}`, 'RevisionNotFound');
  const q = ctx.url.searchParams;
  const limit = Math.min(1000, Math.max(1, Number(q.get('limit') ?? 50) || 50));
  const p = Math.max(0, Number(q.get('p') ?? 0) || 0);
  const formatted = [queryObject(q).expand ?? []].flat().includes('formatted');
  const items = all.slice(p * limit, (p + 1) * limit).map((c) => ({
    id: c.oid,
    title: c.summary,
    message: c.message ?? '',
    authors: [c.author, ...(c.coAuthors ?? [])].map((user) => ({ user, avatar: avatarUrl(user) })),
    date: c.date,
    ...(formatted && { formatted: { title: c.summary, message: c.message ?? '' } }),
  }));
  const headers: Record<string, string> = { 'x-total-count': String(all.length) };
  if ((p + 1) * limit < all.length) {
    const next = new URL(ctx.url);
    next.searchParams.set('p', String(p + 1));
    headers.link = `<https://huggingface.co${next.pathname}${next.search}>; rel="next"`;
  }
  return json(items, 200, headers);
}
