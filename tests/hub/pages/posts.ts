/**
 * Posts and the comments on posts and papers: nobody's repository, so no Community tab. The paper's island, its props with
 * `comments[]` and their events are seen (public scrapers of 2026 read them from `PaperContent`); markup and the post's page
 * are inferred from the discussions'. The texts are the same in every sandbox.
 */

import { eventView } from '../api/views.ts';
import type { Ctx, Reply } from '../http.ts';
import { hash } from '../random.ts';
import { esc, renderMarkdown } from '../readme.ts';
import { findAccount } from '../store.ts';
import type { DiscussionEvent, Paper, Repo } from '../types.ts';
import { person, time } from './discussions.ts';
import { errorPage, island, page } from './shell.ts';

const WRITERS = ['tilda-brook', 'mika-vale', 'pavel-moss'];
const REMARKS = [
  'We could not get the numbers of table 3 with the published weights. What did we miss?',
  'Buy many likes for your model, cheap and fast: write to me.',
  'Thank you. The appendix answers it.',
];
const AT = '2026-08-30T09:30:00.000Z';

/** Ids are those of Mongo: 24 hex digits, the same in every run. */
const idOf = (what: string, i: number) =>
  [0, 1, 2].map((part) => hash(`${what} ${i} ${part}`).toString(16).padStart(8, '0')).join('');

function remarksOn(what: string): DiscussionEvent[] {
  return REMARKS.map((raw, i) => ({
    id: idOf(what, i),
    createdAt: AT,
    author: WRITERS[i],
    type: 'comment',
    raw,
  }));
}

const remarkHtml = (ctx: Ctx, { id, author, createdAt, raw }: DiscussionEvent) =>
  `<div class="comment" id="${id}"><div class="comment-head border rounded-t-lg">${person(ctx, author)}<a class="text-gray-400" href="#${id}">${time(createdAt)}</a><button class="icon-button" type="button" title="More actions">⋮</button></div><div class="comment-body border rounded-b-lg"><div class="prose hf-sanitized">${renderMarkdown(raw ?? '')}</div></div></div>`;

/** The comments under a paper. */
export function paperRemarks(ctx: Ctx, paper: Paper): string {
  const remarks = remarksOn(`paper ${paper.id}`);
  const nowhere = { id: '/' } as Repo;
  return island(
    ctx,
    'PaperContent',
    {
      paper: { id: paper.id, title: paper.title, upvotes: paper.upvotes },
      comments: remarks.map((one) => eventView(one, nowhere, ctx.state)),
    },
    `<div class="thread-events pt-8"><h2 class="text-lg">Community</h2>${remarks.map((one) => remarkHtml(ctx, one)).join('')}</div>`,
  );
}

/** GET /posts/{name}/{slug}: every person of the sandbox has written whatever one asks for. */
export function postPage(ctx: Ctx, name: string, slug: string): Reply {
  const author = findAccount(ctx.state, name);
  if (author?.type !== 'user' || !/^\d{15}$/.test(slug)) return errorPage(ctx, 404, 'Post not found');
  const path = `/posts/${author.name}/${slug}`;
  const remarks = remarksOn(`post ${slug}`);
  const top = island(
    ctx,
    'Post',
    { post: { slug, author: { name: author.name }, publishedAt: AT, url: path } },
    `<div class="comment"><div class="comment-head border rounded-t-lg">${person(ctx, author.name)}<a class="text-gray-400" href="${esc(path)}">${time(AT)}</a><button class="icon-button" type="button" title="More actions">⋮</button></div><div class="comment-body border rounded-b-lg"><div class="prose hf-sanitized">${renderMarkdown('A small note on what we trained this week, and on what went wrong.')}</div></div></div>`,
  );
  const below = island(
    ctx,
    'PostComments',
    { comments: remarks.length },
    `<div class="thread-events">${remarks.map((one) => remarkHtml(ctx, one)).join('')}</div>`,
  );
  return page(ctx, {
    title: `${author.name} on Sandbox Hub`,
    kind: 'PostPage',
    main: `<div class="container thread pt-8 pb-12">${top}${below}</div>`,
  });
}
