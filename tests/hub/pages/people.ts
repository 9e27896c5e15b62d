/** Profiles, collections and papers. */

import { queryRepos } from '../api/repos.ts';
import { authorView, pageItem } from '../api/views.ts';
import { card, day } from '../assets/cards.js';
import type { Ctx, Reply } from '../http.ts';
import { esc } from '../readme.ts';
import { findRepo } from '../store.ts';
import type { Account, Collection, Paper, RepoType } from '../types.ts';
import { repoPath } from '../types.ts';
import { cards, collectionCard, present, sideTitle } from './mentions.ts';
import { paperRemarks } from './posts.ts';
import { errorPage, island, page } from './shell.ts';

const SECTIONS: [RepoType, string][] = [
  ['model', 'Models'],
  ['dataset', 'Datasets'],
  ['space', 'Spaces'],
];
const SHOWN = 10;

/** GET /{name} and /{name}/models|datasets|spaces */
export function profilePage(ctx: Ctx, account: Account, only?: RepoType): Reply {
  const sections = SECTIONS.filter(([type]) => !only || type === only).map(([type, title]) => {
    const all = queryRepos(ctx.state, type, { author: account.name, sort: 'lastModified' });
    const items = (only ? all : all.slice(0, SHOWN)).map((r) => pageItem(r, ctx.state));
    const more =
      !only && all.length > SHOWN
        ? `<a class="btn" href="/${esc(account.name)}/${type}s">View all ${all.length}</a>`
        : '';
    const html = `<section id="${type}s" class="profile-section"><h2 class="section-title">${title} <span class="text-gray-400">${all.length}</span></h2><div class="grid ${type === 'space' ? 'space-grid' : 'card-grid'}">${items.map((i) => card(i)).join('')}</div>${more}</section>`;
    return { key: `${type}s`, items, html };
  });
  const collections = only ? [] : ctx.state.collections.filter((c) => c.namespace === account.name);
  const shelf =
    collections.length > 0
      ? `<section id="collections" class="profile-section"><h2 class="section-title">Collections <span class="text-gray-400">${collections.length}</span></h2><div class="grid card-grid">${collections.map((c) => collectionCard(ctx, c)).join('')}</div></section>`
      : '';
  const props = {
    [account.type]: authorView(account),
    collections: collections.map(({ id, title, items }) => ({ slug: id, title, items })),
    ...Object.fromEntries(sections.map((s) => [s.key, s.items])),
    ...(only && { repos: sections.flatMap((s) => s.items) }),
  };
  const org = account.type === 'org';
  const follow = `<button class="btn" type="button">Follow</button>`;
  const actions = org ? island(ctx, 'OrgHeaderActions', {}, `<div class="flex">${follow}</div>`) : follow;
  const aside = `<section class="profile-side"><img alt="" class="avatar-lg" src="/avatars/${esc(account.name)}.svg"><h1 class="profile-name"><span>${esc(account.fullname)}</span> <span class="font-mono text-gray-400">${esc(account.name)}</span></h1><p class="text-gray-500">${esc(account.bio)}</p><p class="text-gray-500">${account.followerCount} followers</p><p><a class="btn" href="/${esc(account.name)}/activity/all">Activity</a></p></section>`;
  const main = island(
    ctx,
    org ? 'OrgProfile' : 'UserProfile',
    props,
    `<div class="container profile">${aside}<div class="profile-main">${sections.map((s) => s.html).join('')}${shelf}</div></div>`,
  );
  return page(ctx, {
    title: `${account.name} (${account.fullname})`,
    kind: org ? 'OrgProfilePage' : 'UserProfilePage',
    main: `${main}<div class="container profile-actions">${actions}</div>`,
  });
}

/** GET /collections */
export function collectionsPage(ctx: Ctx): Reply {
  const shelf = ctx.state.collections.map((c) => collectionCard(ctx, c));
  return page(ctx, {
    title: 'Collections - Sandbox Hub',
    kind: 'CollectionsPage',
    main: `<div class="container pt-8 pb-12"><h1 class="section-title">Collections</h1><div class="grid card-grid">${shelf.join('')}</div></div>`,
  });
}

/** GET /collections/{ns}/{slug} */
export function collectionPage(ctx: Ctx, collection: Collection): Reply {
  const items = collection.items.flatMap((item) => {
    const note = item.note ? `<p class="note">${esc(item.note)}</p>` : '';
    if (item.type === 'paper') {
      const paper = ctx.state.papers.find((p) => p.id === item.id);
      return paper
        ? [`<li class="collection-item" data-id="${esc(item.id)}">${paperCard(paper)}${note}</li>`]
        : [];
    }
    const repo = findRepo(ctx.state, item.type, item.id);
    if (!repo) return [];
    const view = pageItem(repo, ctx.state);
    return [`<li class="collection-item" data-id="${esc(item.id)}">${card(view)}${note}</li>`];
  });
  const props = { collection: { slug: collection.id, title: collection.title, items: collection.items } };
  const inner = `<ul class="collection-items">${items.join('')}</ul>`;
  return page(ctx, {
    title: `${collection.title} - a ${collection.namespace} Collection`,
    kind: 'CollectionPage',
    main: `<div class="container pt-8 pb-12"><h1 class="section-title">${esc(collection.title)}</h1><p class="text-gray-500">${esc(collection.description)} By <a href="/${esc(collection.namespace)}">${esc(collection.namespace)}</a></p>${island(ctx, 'CollectionItems', props, inner)}</div>`,
  });
}

const paperCard = (p: Paper) =>
  `<article class="paper-card relative"><a href="/papers/${esc(p.id)}" class="paper-picture"><div class="paper-page">📄</div></a><div class="paper-text"><h3><a href="/papers/${esc(p.id)}">${esc(p.title)}</a></h3><div class="text-gray-400">▲ ${p.upvotes} • ${esc(day(p.publishedAt))}</div></div></article>`;

/** GET /papers: articles that are no repository cards. */
export function papersPage(ctx: Ctx): Reply {
  const { papers } = ctx.state;
  const articles = papers.map(paperCard);
  const list = island(
    ctx,
    'DailyPapers',
    { dailyPapers: papers },
    `<div class="container pt-8 pb-12"><h1 class="section-title">Daily Papers</h1><div class="grid card-grid">${articles.join('')}</div></div>`,
  );
  return page(ctx, { title: 'Daily Papers - Sandbox Hub', kind: 'DailyPapersPage', main: list });
}

/** GET /papers/{id}: names a few repositories in its text and in its sidebar. */
export function paperPage(ctx: Ctx, id: string): Reply {
  const paper = ctx.state.papers.find((p) => p.id === id);
  if (!paper) return errorPage(ctx, 404, 'Paper not found');
  const citing = present(ctx, paper.cited?.repos ?? []);
  const models = paper.cited
    ? citing.filter((r) => r.type === 'model')
    : queryRepos(ctx.state, 'model', {}).slice(0, 5);
  const links = models.map((m) => card(pageItem(m, ctx.state))).join('');
  const others = SECTIONS.slice(1).map(([type, title]) => {
    const these = citing.filter((r) => r.type === type);
    return these.length > 0 ? sideTitle(`${title} citing this paper`, these.length) + cards(ctx, these) : '';
  });
  const including = ctx.state.collections.filter((c) => paper.cited?.collections.includes(c.id));
  const shelf =
    including.length > 0
      ? `${sideTitle('Collections including this paper', including.length)}<div class="side-cards">${including.map((c) => collectionCard(ctx, c)).join('')}</div>`
      : '';
  const cites = models
    .slice(0, 2)
    .map((m) => `<a href="${esc(repoPath(m))}">${esc(m.id)}</a>`)
    .join(', ');
  const remarks = paperRemarks(ctx, paper);
  return page(ctx, {
    title: `Paper page - ${paper.title}`,
    kind: 'PaperPage',
    main: `<div class="container repo-columns"><section class="repo-main pt-8"><h1>${esc(paper.title)}</h1><p>${esc(paper.summary)}</p><p>Cites ${cites}.</p>${remarks}</section><section class="repo-side pt-8"><h2 class="side-title">Models citing this paper</h2>${links}${others.join('')}${shelf}</section></div>`,
  });
}
