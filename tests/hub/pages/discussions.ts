/** The Community tab: list, thread, and the form for a new discussion. */

import { discussionRow, discussionView } from '../api/views.ts';
import { day } from '../assets/cards.js';
import { type Ctx, HttpError, type Reply, redirect } from '../http.ts';
import { esc, renderMarkdown } from '../readme.ts';
import { addEvent, canSee, discussionsOf, findAccount, findRepo, openDiscussion } from '../store.ts';
import type { Discussion, DiscussionEvent, Repo, RepoType } from '../types.ts';
import { repoPath, splitId } from '../types.ts';
import { interstitial, repoHeader } from './repo-header.ts';
import { errorPage, island, page } from './shell.ts';

export const time = (iso: string) => `<time datetime="${esc(iso.slice(0, 19))}">${esc(day(iso))}</time>`;

export function person(ctx: Ctx, name: string | undefined): string {
  if (!name) return '<span class="text-gray-400">deleted</span>';
  const staff = findAccount(ctx.state, name)?.isHf ? ' <span class="staff-badge">HF Staff</span>' : '';
  return `<a class="person" href="/${esc(name)}"><img alt="" class="avatar-sm" src="/avatars/${esc(name)}.svg"> ${esc(name)}</a>${staff}`;
}

/** GET …/discussions */
export function discussionsPage(ctx: Ctx, repo: Repo): Reply {
  const header = repoHeader(ctx, repo, 'discussions');
  const hidden = interstitial(ctx, repo);
  const title = `${repo.id} · Discussions`;
  if (hidden) return page(ctx, { title, kind: 'DiscussionsPage', main: header + hidden });
  const closed = ctx.url.searchParams.get('status') === 'closed';
  const threads = discussionsOf(ctx.state, repo)
    .filter((d) => (d.status === 'open' || d.status === 'draft') !== closed)
    .sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.createdAt.localeCompare(a.createdAt));
  const base = `${repoPath(repo)}/discussions`;
  const rows = threads.map(
    (d) =>
      `<a class="thread-row" href="${esc(base)}/${d.num}"><span class="thread-status ${d.status}">${d.isPullRequest ? '⇄' : '●'}</span><div class="thread-text"><h4 class="truncate">${d.pinned ? '📌 ' : ''}${esc(d.title)}</h4><div class="text-gray-400 text-sm">#${d.num} opened ${time(d.createdAt)} by ${esc(d.author ?? 'deleted')}</div></div><span class="text-gray-400">💬 ${d.events.filter((e) => e.type === 'comment').length}</span></a>`,
  );
  const list = island(
    ctx,
    'DiscussionsList',
    { discussions: threads.map((d) => discussionRow(d, repo, ctx.state)) },
    `<div class="thread-list border">${rows.join('') || '<p class="empty text-gray-500">No discussions yet</p>'}</div>`,
  );
  return page(ctx, {
    title,
    kind: 'DiscussionsPage',
    main: `${header}<div class="container pt-8 pb-12"><div class="list-top"><h2 class="text-lg">Discussions</h2><a class="btn" href="${esc(base)}">Open</a> <a class="btn" href="${esc(base)}?status=closed">Closed</a><a class="btn btn-dark" href="${esc(base)}/new">New discussion</a></div>${list}</div>`,
  });
}

function commentHtml(ctx: Ctx, e: DiscussionEvent, repo: Repo): string {
  const owner = e.author === splitId(repo.id).ns ? ' <span class="owner-badge">Owner</span>' : '';
  const body = e.hidden
    ? '<p class="text-gray-400">This comment has been hidden</p>'
    : renderMarkdown(e.raw ?? '');
  const reactions = (e.reactions ?? [])
    .map((r) => `<span class="reaction">${r.reaction} ${r.users.length}</span>`)
    .join('');
  return `<div class="comment" id="${e.id}"><div class="comment-head border rounded-t-lg">${person(ctx, e.author)}${owner}<a class="text-gray-400" href="#${e.id}">${time(e.createdAt)}</a><button class="icon-button" type="button" title="More actions">⋮</button></div><div class="comment-body border rounded-b-lg"><div class="prose hf-sanitized">${body}</div><div class="reactions">${reactions}</div></div></div>`;
}

function eventHtml(ctx: Ctx, e: DiscussionEvent, repo: Repo): string {
  if (e.type === 'comment') return commentHtml(ctx, e, repo);
  const who = person(ctx, e.author);
  const text: Record<string, string> = {
    'status-change': `changed discussion status to <strong>${esc(e.status)}</strong>`,
    'title-change': `changed discussion title from <strong>${esc(e.from)}</strong> to <strong>${esc(e.to)}</strong>`,
    'pinning-change': e.pinned ? 'pinned discussion' : 'unpinned discussion',
    'locking-change': e.locked ? 'locked this discussion' : 'unlocked this discussion',
    'report-status-change': e.report
      ? 'turned this discussion into a report'
      : 'turned this report into a discussion',
    commit: `added a commit <span class="font-mono">${esc(e.oid?.slice(0, 7))}</span> ${esc(e.subject)}`,
  };
  return `<div class="event text-gray-500" id="${e.id}">${who} ${text[e.type] ?? ''} ${time(e.createdAt)}</div>`;
}

/** GET …/discussions/{num} */
export function threadPage(ctx: Ctx, repo: Repo, num: number): Reply {
  const header = repoHeader(ctx, repo, 'discussions');
  const thread = discussionsOf(ctx.state, repo).find((d) => d.num === num);
  if (!thread || repo.discussionsDisabled) return errorPage(ctx, 404, 'Discussion not found');
  const title = `${repo.id} · ${thread.title}`;
  const hidden = interstitial(ctx, repo);
  if (hidden) return page(ctx, { title, kind: 'DiscussionPage', main: header + hidden });
  const view = discussionView(thread, repo, ctx.state);
  const flags = `${thread.pinned ? '<span class="flag">📌 pinned</span>' : ''}${thread.locked ? '<span class="flag">🔒 locked</span>' : ''}${thread.isReport ? '<span class="flag flag-red">🚩 report</span>' : ''}`;
  const top = island(
    ctx,
    'DiscussionHeader',
    { discussion: view, repo: { name: repo.id, type: repo.type } },
    `<div class="thread-head"><h2><span>${esc(thread.title)}</span> <span class="text-gray-400">#${thread.num}</span></h2><div class="thread-meta"><span class="thread-status ${thread.status}">${thread.status}</span> opened ${time(thread.createdAt)} by ${person(ctx, thread.author)} ${flags}</div></div>`,
  );
  const events = island(
    ctx,
    'DiscussionEvents',
    { discussion: view },
    `<div class="thread-events">${thread.events.map((e) => eventHtml(ctx, e, repo)).join('')}</div>`,
  );
  return page(ctx, {
    title,
    kind: 'DiscussionPage',
    main: `${header}<div class="container thread pt-8 pb-12">${top}${events}${replyForm(ctx, repo, thread)}</div>`,
  });
}

const action = (repo: Repo, rest: string) => `/docs/sandbox/discussions/${repo.type}/${repo.id}${rest}`;

function replyForm(ctx: Ctx, repo: Repo, thread: Discussion): string {
  if (thread.locked) return '<div class="notice"><p>This discussion has been locked</p></div>';
  if (!ctx.user)
    return `<div class="notice"><p><a class="btn" href="/login?next=${esc(ctx.url.pathname)}">Log in</a> to comment.</p></div>`;
  return `<form class="comment-form" method="post" action="${esc(action(repo, `/${thread.num}`))}"><textarea class="input" name="comment" rows="4" required="" placeholder="Comment"></textarea><button class="btn btn-dark" type="submit">Comment</button></form>`;
}

/** GET …/discussions/new: `title` and `description` fill the form in. */
export function newDiscussionPage(ctx: Ctx, repo: Repo): Reply {
  const header = repoHeader(ctx, repo, 'discussions');
  const title = `New discussion · ${repo.id}`;
  const hidden = interstitial(ctx, repo);
  if (hidden) return page(ctx, { title, kind: 'DiscussionNewPage', main: header + hidden });
  if (repo.discussionsDisabled) return errorPage(ctx, 403, 'Discussions are disabled for this repo');
  const q = ctx.url.searchParams;
  const next = esc(encodeURIComponent(ctx.url.pathname + ctx.url.search));
  const form = ctx.user
    ? island(
        ctx,
        'NewDiscussion',
        { repo: { name: repo.id, type: repo.type } },
        `<form class="discussion-form" method="post" action="${esc(action(repo, ''))}"><label>Title<input class="input" name="title" minlength="3" maxlength="200" required="" value="${esc(q.get('title') ?? '')}"></label><label>Description<textarea class="input" name="description" rows="12" maxlength="65536">\n${esc(q.get('description') ?? '')}</textarea></label><button class="btn btn-dark" type="submit">Create discussion</button></form>`,
      )
    : `<div class="notice"><p><a class="btn" href="/login?next=${next}">Log in</a> or <a class="btn" href="/join">Sign Up</a> to open a discussion.</p></div>`;
  return page(ctx, {
    title,
    kind: 'DiscussionNewPage',
    main: `${header}<div class="container thread pt-8 pb-12"><h2 class="text-lg">New discussion</h2>${form}</div>`,
  });
}

/** POST /docs/sandbox/discussions/… and /docs/sandbox/report/…: what the pages' own forms send. */
export function formPost(ctx: Ctx): Reply {
  const m =
    /^\/docs\/sandbox\/(discussions|report)\/(model|dataset|space|kernel)\/([^/]+\/[^/]+)(?:\/(\d+))?$/.exec(
      ctx.path,
    );
  const repo = m && findRepo(ctx.state, m[2] as RepoType, m[3] as string);
  if (!repo || !canSee(repo, ctx.user)) throw new HttpError(404, 'Repository not found');
  if (!ctx.user) return redirect('/login', 303);
  const form = new URLSearchParams(ctx.request.body);
  const field = (name: string) => (form.get(name) ?? '').replace(/\r\n/g, '\n');
  const num = Number(m?.[4] ?? 0);
  if (num) {
    const thread = discussionsOf(ctx.state, repo).find((d) => d.num === num);
    if (!thread || thread.locked || !field('comment')) throw new HttpError(403, 'You cannot comment here');
    addEvent(ctx.state, thread, { type: 'comment', author: ctx.user.name, raw: field('comment') });
    return redirect(`${repoPath(repo)}/discussions/${num}`, 303);
  }
  const isReport = m?.[1] === 'report';
  const title = isReport ? `🚩 Report: ${field('reason') || 'Other'}` : field('title');
  const made = openDiscussion(ctx.state, repo, {
    author: ctx.user.name,
    title,
    description: field('description'),
    isReport,
  });
  return redirect(`${repoPath(repo)}/discussions/${made.num}`, 303);
}
