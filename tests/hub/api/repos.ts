/** `/api/{type}s` lists and single repositories; also the query that pages share. */

import { EXPAND, LIST_SORTS } from '../contract/hand-written.ts';
import { queryObject } from '../contract/validate.ts';
import { type Ctx, HttpError, json, type Reply, redirect } from '../http.ts';
import { benchReposOf, canSee, findRepo, renamedTo } from '../store.ts';
import type { HubState, Repo, RepoType } from '../types.ts';
import { splitId } from '../types.ts';
import { listItem, repoView } from './views.ts';

export interface Query {
  search?: string | undefined;
  author?: string | undefined;
  filters?: string[];
  sort?: string | undefined;
  ascending?: boolean;
}

/** Repositories of one type that anyone may see, filtered and sorted. */
export function queryRepos(state: HubState, type: RepoType, query: Query): Repo[] {
  const search = query.search?.toLowerCase();
  const author = query.author?.toLowerCase();
  const pool = [...state.repos, ...(author && type === 'model' ? benchReposOf(author) : [])];
  const found = pool.filter(
    (r) =>
      r.type === type &&
      !r.private &&
      r.disabledReason === undefined &&
      (!author || splitId(r.id).ns.toLowerCase() === author) &&
      (!search || r.id.toLowerCase().includes(search) || (r.title ?? '').toLowerCase().includes(search)) &&
      (query.filters ?? []).every((tag) => r.tags.includes(tag)),
  );
  return found.sort(orderBy(query.sort, query.ascending));
}

const sortKey = (sort: string | undefined) => (sort ?? 'trendingScore') as keyof Repo;

function orderBy(sort: string | undefined, ascending = false): (a: Repo, b: Repo) => number {
  const key = sortKey(sort);
  const sign = ascending ? 1 : -1;
  return (a, b) => {
    const [x, y] = [a[key] as string | number, b[key] as string | number];
    return x === y ? a.id.localeCompare(b.id) : sign * (x < y ? -1 : 1);
  };
}

const many = (value: string | string[] | undefined): string[] =>
  value === undefined
    ? []
    : [value]
        .flat()
        .flatMap((v) => v.split(','))
        .filter(Boolean);
const one = (value: string | string[] | undefined): string | undefined => many(value)[0];
const truthy = (value: string | string[] | undefined) => ['1', 'true', 'True'].includes(one(value) ?? '');

/** The values of `expand`, or the Hub's 400, which enumerates the valid ones. */
function expandOf(type: RepoType, value: string | string[] | undefined): string[] {
  const wanted = value === undefined ? [] : [value].flat();
  const valid: readonly string[] = EXPAND[type];
  const wrong = wanted.find((w) => !valid.includes(w));
  if (wrong !== undefined)
    throw new HttpError(400, `"expand" must be one of [${valid.join(', ')}], received "${wrong}"`);
  return wanted;
}

/** GET /api/models|datasets|spaces|kernels */
export function listRepos(ctx: Ctx, type: RepoType): Reply {
  const q = queryObject(ctx.url.searchParams);
  const expand = expandOf(type, q.expand);
  const limit = q.limit === undefined ? 1000 : Number(q.limit);
  if (!Number.isInteger(limit) || limit < 1) throw new HttpError(400, '"limit" must be a positive integer');
  const size = Math.min(limit, ctx.faults.maxListLimit);
  const sort = one(q.sort);
  if (sort && !LIST_SORTS.includes(sort))
    throw new HttpError(400, `"sort" must be one of [${LIST_SORTS.join(', ')}]`);
  const filters = [...many(q.filter), ...many(q.pipeline_tag)];
  const found = queryRepos(ctx.state, type, {
    search: one(q.search),
    author: one(q.author),
    filters,
    sort,
    ascending: one(q.direction) === '1',
  });
  const order = orderBy(sort, one(q.direction) === '1');
  const after = q.cursor === undefined ? undefined : decodeCursor(String(q.cursor));
  const rest = after ? found.filter((r) => order(r, after as Repo) > 0) : found;
  const page = rest.slice(0, size);
  const full = truthy(q.full) || filters.length > 0;
  const items = page.map((r) => listItem(r, ctx.state, { expand, full }));
  const last = page.at(-1);
  if (!last || page.length === rest.length) return json(items);
  const next = new URL(ctx.url);
  next.protocol = 'https:';
  next.host = 'huggingface.co';
  const cursor = { id: last.id, [sortKey(sort)]: last[sortKey(sort)] };
  next.searchParams.set('cursor', Buffer.from(JSON.stringify(cursor)).toString('base64url'));
  return json(items, 200, { link: `<${next.href}>; rel="next"` });
}

/** A cursor names the last repository that was served, not a number: what is added or removed meanwhile moves nothing. */
function decodeCursor(cursor: string): Partial<Repo> {
  try {
    const last = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Partial<Repo>;
    if (typeof last.id === 'string') return last;
  } catch {
    // falls through: a cursor that the Hub did not give out
  }
  throw new HttpError(400, 'Invalid cursor');
}

/**
 * The repository a path names, or the Hub's refusal: 401 for strangers and 404 for the signed-in when it is missing
 * or private, 403 when staff disabled it.
 */
export function requireRepo(ctx: Ctx, type: RepoType, id: string): Repo {
  const repo = findRepo(ctx.state, type, id);
  if (!repo || !canSee(repo, ctx.user)) {
    if (ctx.user) throw new HttpError(404, 'Repository not found', 'RepoNotFound');
    throw new HttpError(401, 'Invalid username or password.', 'RepoNotFound');
  }
  if (repo.disabledReason !== undefined) throw new HttpError(403, 'Access to this resource is disabled.');
  return repo;
}

/** 307 to the new id when a repository was renamed. `build` makes the new URL from the new id. */
export function followRename(
  ctx: Ctx,
  type: RepoType,
  id: string,
  build: (id: string) => string,
): Reply | undefined {
  const to = findRepo(ctx.state, type, id) ? undefined : renamedTo(ctx.state, type, id);
  return to ? redirect(build(to) + ctx.url.search, 307) : undefined;
}

/** GET /api/{type}s/{ns}/{name}[/revision/{rev}] */
export function getRepo(ctx: Ctx, type: RepoType, id: string, rev?: string): Reply {
  const tail = rev === undefined ? '' : `/revision/${encodeURIComponent(rev)}`;
  const moved = followRename(ctx, type, id, (to) => `/api/${type}s/${to}${tail}`);
  if (moved) return moved;
  const repo = requireRepo(ctx, type, id);
  if (rev !== undefined && !repo.refs[rev] && !repo.commits[rev])
    throw new HttpError(404, `Invalid rev id: ${rev}`, 'RevisionNotFound');
  const expand = expandOf(type, queryObject(ctx.url.searchParams).expand);
  if (expand.length > 0 && type !== 'kernel') return json(listItem(repo, ctx.state, { expand, full: false }));
  const view = repoView(repo, ctx.state);
  return json(rev === undefined ? view : { ...view, sha: repo.refs[rev] ?? rev });
}
