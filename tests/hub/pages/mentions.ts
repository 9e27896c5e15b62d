/** How a repository is mentioned outside cards: chips, rows, pills, and the cards of collections that list some. */

import { pageItem } from '../api/views.ts';
import { card } from '../assets/cards.js';
import type { Ctx } from '../http.ts';
import { esc, thumbPath } from '../readme.ts';
import { findRepo } from '../store.ts';
import type { Collection, Repo, RepoType } from '../types.ts';
import { repoPath } from '../types.ts';

/** How many items the card of a collection shows. */
const PREVIEW = 4;

export const plural = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;

export const sideTitle = (text: string, count?: number) =>
  `<h2 class="side-title">${text}${count === undefined ? '' : ` <span class="text-gray-400">${count}</span>`}</h2>`;

/** A repository's picture, small, as it stands beside its name. */
export const thumbImg = (repo: { type: string; id: string }) =>
  `<img alt="" class="mention-thumb flex-none" src="${esc(thumbPath(repo))}">`;

/** A link with picture and name in one line. `href` is the repository's path unless another form is wanted. */
export function chip(repo: { type: RepoType; id: string }, href = repoPath(repo)): string {
  return `<a class="chip inline-flex items-center" href="${esc(href)}">${thumbImg(repo)}<span class="truncate font-mono">${esc(repo.id)}</span></a>`;
}

export const cards = (ctx: Ctx, repos: Repo[]) =>
  `<nav class="side-cards">${repos.map((r) => card(pageItem(r, ctx.state))).join('')}</nav>`;

/** Repositories behind references; what is gone or private is left out. */
export function present(ctx: Ctx, refs: readonly { type: RepoType | 'paper'; id: string }[]): Repo[] {
  return refs.flatMap((r) => {
    const repo = r.type === 'paper' ? undefined : findRepo(ctx.state, r.type, r.id);
    return repo && !repo.private ? [repo] : [];
  });
}

/** Card of a collection: no repository's card, though it links to some (`article ul > li`: facts/hub-dom.md 7). */
export function collectionCard(ctx: Ctx, collection: Collection): string {
  const items = present(ctx, collection.items)
    .slice(0, PREVIEW)
    .map(
      (r) =>
        `<li class="collection-preview-item"><a class="flex items-center" href="${esc(repoPath(r))}">${thumbImg(r)}<span class="truncate">${esc(r.id)}</span></a></li>`,
    );
  return `<article class="overview-card-wrapper group/collection "><a class="block p-2" href="/collections/${esc(collection.id)}"><header class="flex items-center" title="${esc(collection.title)}"><h4 class="text-md">${esc(collection.title)}</h4></header><div class="text-gray-400 text-sm">${esc(collection.namespace)} • ${plural(collection.items.length, 'item')}</div></a><ul class="collection-preview">${items.join('')}</ul></article>`;
}
