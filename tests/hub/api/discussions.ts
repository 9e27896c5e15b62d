/** Discussions API: list, create, read, comment, status, title, pin. */

import { type Ctx, HttpError, json, jsonBody, type Reply } from '../http.ts';
import { addEvent, discussionsOf, openDiscussion, owns } from '../store.ts';
import type { Account, Discussion, Repo, RepoType } from '../types.ts';
import { repoPath } from '../types.ts';
import { followRename, requireRepo } from './repos.ts';
import { discussionRow, discussionView, eventView } from './views.ts';

const PAGE = 10;

/** Whoever writes needs a token that may: a session cookie alone is not enough (inferred: facts/hub.md d.4). */
export function requireWriter(ctx: Ctx): Account {
  const { token, user } = ctx;
  if (!token || !user) throw new HttpError(401, 'Invalid username or password.');
  const may =
    token.role === 'write' || (token.role === 'fineGrained' && token.global?.includes('discussion.write'));
  if (!may) throw new HttpError(403, 'This token does not have the permission to write discussions');
  return user;
}

function requireThread(ctx: Ctx, repo: Repo, num: number): Discussion {
  if (repo.discussionsDisabled) throw new HttpError(403, 'Discussions are disabled for this repo');
  const thread = discussionsOf(ctx.state, repo).find((d) => d.num === num);
  if (!thread) throw new HttpError(404, 'Discussion not found', 'EntryNotFound');
  return thread;
}

function list(ctx: Ctx, repo: Repo): Reply {
  if (repo.discussionsDisabled) throw new HttpError(403, 'Discussions are disabled for this repo');
  const q = ctx.url.searchParams;
  const [type, status, author, search] = [
    q.get('type'),
    q.get('status'),
    q.get('author'),
    q.get('search')?.toLowerCase(),
  ];
  const all = discussionsOf(ctx.state, repo).filter(
    (d) =>
      (!type || type === 'all' || d.isPullRequest === (type === 'pull_request')) &&
      (!author || d.author?.toLowerCase() === author.toLowerCase()) &&
      (!search ||
        d.title.toLowerCase().includes(search) ||
        d.events.some((e) => e.raw?.toLowerCase().includes(search))),
  );
  const isOpen = (d: Discussion) => d.status === 'open' || d.status === 'draft';
  const found = all.filter((d) => !status || status === 'all' || isOpen(d) === (status === 'open'));
  found.sort(
    (a, b) => Number(b.pinned) - Number(a.pinned) || b.createdAt.localeCompare(a.createdAt) || b.num - a.num,
  );
  const p = Math.max(0, Number(q.get('p') ?? 0) || 0);
  return json({
    discussions: found.slice(p * PAGE, (p + 1) * PAGE).map((d) => discussionRow(d, repo, ctx.state)),
    count: found.length,
    start: p * PAGE,
    ...(p === 0 && { numClosedDiscussions: all.filter((d) => !isOpen(d)).length }),
  });
}

function text(value: unknown, name: string, min: number, max: number): string {
  if (typeof value !== 'string') throw new HttpError(400, `${name}: Required`);
  if (value.length < min || value.length > max)
    throw new HttpError(400, `${name}: must be between ${min} and ${max} characters`);
  return value;
}

function create(ctx: Ctx, repo: Repo): Reply {
  const user = requireWriter(ctx);
  const body = jsonBody(ctx);
  const title = text(body.title, 'title', 3, 200);
  const description = text(body.description, 'description', 0, 65_536);
  const thread = openDiscussion(ctx.state, repo, {
    author: user.name,
    title,
    description,
    isReport: ctx.faults.apiReportsBecomeReports && title.startsWith('🚩'),
    ...(body.pullRequest === true && { pullRequest: 'draft' }),
  });
  return json({
    url: `https://huggingface.co${repoPath(repo)}/discussions/${thread.num}`,
    num: thread.num,
    pullRequest: thread.isPullRequest,
  });
}

function act(ctx: Ctx, repo: Repo, thread: Discussion, action: string): Reply {
  const user = requireWriter(ctx);
  const body = jsonBody(ctx);
  const owner = owns(repo, user);
  const event = (e: Parameters<typeof addEvent>[2]) =>
    eventView(addEvent(ctx.state, thread, { ...e, author: user.name }), repo, ctx.state);
  if (action === 'comment') {
    const raw = text(body.comment, 'comment', 1, 65_536);
    if (thread.locked && !owner) throw new HttpError(403, 'This discussion is locked');
    return json({ newMessage: event({ type: 'comment', raw }) }, 201);
  }
  if (!owner && (action === 'pin' || thread.author !== user.name))
    throw new HttpError(403, 'You do not have the permission to do this');
  if (action === 'title') {
    const title = text(body.title, 'title', 3, 200);
    const from = thread.title;
    thread.title = title;
    return json({ newTitle: event({ type: 'title-change', from, to: title }) });
  }
  if (action === 'pin') {
    if (typeof body.pinned !== 'boolean') throw new HttpError(400, 'pinned: Required');
    thread.pinned = body.pinned;
    event({ type: 'pinning-change', pinned: body.pinned });
    return json({});
  }
  if (body.status !== 'open' && body.status !== 'closed')
    throw new HttpError(400, 'status: must be open or closed');
  if (typeof body.comment === 'string' && body.comment) event({ type: 'comment', raw: body.comment });
  thread.status = body.status;
  return json({ newStatus: event({ type: 'status-change', status: body.status }) });
}

/** Everything under `/api/{type}s/{id}/discussions`; `rest` is what follows it. */
export function discussionsApi(ctx: Ctx, type: RepoType, id: string, rest: string): Reply {
  const moved = followRename(ctx, type, id, (to) => `/api/${type}s/${to}/discussions${rest}`);
  if (moved) return moved;
  const get = ctx.method === 'GET';
  if (!get && !ctx.user) throw new HttpError(401, 'Invalid username or password.');
  const repo = requireRepo(ctx, type, id);
  const [, num, action] = /^(?:\/(\d+))?(?:\/(comment|status|title|pin))?$/.exec(rest) ?? [
    '',
    undefined,
    'unknown',
  ];
  if (num === undefined && !action && get) return list(ctx, repo);
  if (num === undefined && !action && ctx.method === 'POST') return create(ctx, repo);
  if (num !== undefined && !action && get)
    return json(discussionView(requireThread(ctx, repo, Number(num)), repo, ctx.state));
  if (num !== undefined && action && ctx.method === 'POST')
    return act(ctx, repo, requireThread(ctx, repo, Number(num)), action);
  throw new HttpError(404, 'Sorry, we can’t find the page you are looking for.');
}
