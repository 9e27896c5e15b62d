/** Listings: /models, /datasets, /spaces, /kernels, and the JSON that they fetch. */

import { type Query, queryRepos } from '../api/repos.ts';
import { pageItem } from '../api/views.ts';
import { card, cardGrid, pagination, words } from '../assets/cards.js';
import { type Ctx, json, type Reply } from '../http.ts';
import { esc } from '../readme.ts';
import type { Account, Repo, RepoType } from '../types.ts';
import { NFAA_TAG } from '../types.ts';
import { feed } from './activity.ts';
import { island, page } from './shell.ts';

const KIND: Record<RepoType, { island: string; body: string; title: string; perPage: number }> = {
  model: { island: 'ModelList', body: 'ModelsPage', title: 'Models', perPage: 30 },
  dataset: { island: 'DatasetList', body: 'DatasetsPage', title: 'Datasets', perPage: 30 },
  space: { island: 'SpaceList', body: 'SpacesPage', title: 'Spaces', perPage: 24 },
  kernel: { island: 'KernelList', body: 'KernelsPage', title: 'Kernels', perPage: 30 },
};

const SORTS: Record<string, string> = {
  trending: 'trendingScore',
  likes: 'likes',
  downloads: 'downloads',
  created: 'createdAt',
  modified: 'lastModified',
};
const FILTER_PARAMS = ['other', 'pipeline_tag', 'library', 'license', 'sdk'];

/** A listing's own query, in the terms of the API. */
export function listingQuery(params: URLSearchParams): Query {
  const filters = FILTER_PARAMS.flatMap((name) =>
    params
      .getAll(name)
      .flatMap((v) => v.split(','))
      .map((v) => (name === 'license' ? `license:${v}` : v)),
  );
  return {
    search: params.get('search') ?? undefined,
    author: params.get('author') ?? undefined,
    filters,
    sort: SORTS[params.get('sort') ?? 'trending'] ?? 'trendingScore',
  };
}

function slice(ctx: Ctx, type: RepoType): { items: Repo[]; total: number; p: number } {
  const found = queryRepos(ctx.state, type, listingQuery(ctx.url.searchParams));
  const p = Math.max(0, Number(ctx.url.searchParams.get('p') ?? 0) || 0);
  const n = KIND[type].perPage;
  return { items: found.slice(p * n, (p + 1) * n), total: found.length, p };
}

/** GET /models-json and its like: what the listing fetches. No tags. */
export function listingJson(ctx: Ctx, type: RepoType): Reply {
  const { items, total, p } = slice(ctx, type);
  return json({
    [`${type}s`]: items.map((r) => pageItem(r, ctx.state)),
    numItemsPerPage: KIND[type].perPage,
    numTotalItems: total,
    pageIndex: p,
  });
}

function tagLinks(ctx: Ctx, type: RepoType): string {
  const q = ctx.url.searchParams;
  const groups: [string, string, string[]][] = [
    [
      'Tasks',
      'pipeline_tag',
      type === 'model'
        ? [
            'text-generation',
            'text-to-image',
            'text-classification',
            'object-detection',
            'text-to-video',
            'text-to-speech',
          ]
        : [],
    ],
    ['Libraries', 'library', type === 'model' ? ['transformers', 'diffusers', 'timm', 'espnet'] : []],
    ['SDK', 'sdk', type === 'space' ? ['gradio', 'docker', 'static'] : []],
    ['Other', 'other', ['art', 'music', 'climate', NFAA_TAG]],
  ];
  return groups
    .filter(([, , values]) => values.length > 0)
    .map(([title, name, values]) => {
      const links = values.map((value) => {
        const active = q.get(name) === value ? ' data-active=""' : '';
        return `<a class="mb-1 mr-1 rounded-lg" href="/${type}s?${name}=${value}" data-filter="${name}=${value}"${active}><div class="tag tag-white"><span>${esc(words(value))}</span></div></a>`;
      });
      return `<div class="filter-group mb-3"><div class="filter-title">${title}</div><div class="flex flex-wrap">${links.join('')}</div></div>`;
    })
    .join('');
}

/** GET /models, /datasets, /spaces, /kernels */
export function listing(ctx: Ctx, type: RepoType): Reply {
  const kind = KIND[type];
  const { items, total, p } = slice(ctx, type);
  const q = ctx.url.searchParams;
  const views = items.map((r) => pageItem(r, ctx.state));
  const sortBy = q.get('sort') ?? 'trending';
  const initialValues = {
    activeFilters: Object.fromEntries(FILTER_PARAMS.map((n) => [n, q.getAll(n)])),
    [`${type}s`]: views,
    numItemsPerPage: kind.perPage,
    numTotalItems: total,
    pageIndex: p,
    searchQuery: q.get('search') ?? '',
    sortBy,
  };
  const options = Object.keys(SORTS).map(
    (s) => `<option value="${s}"${s === sortBy ? ' selected=""' : ''}>Sort: ${words(s)}</option>`,
  );
  const query = q.get('library') ? { query: `library=${q.get('library')}` } : undefined;
  const featured =
    type === 'space' && q.size === 0 ? queryRepos(ctx.state, 'space', { sort: 'likes' }).slice(0, 8) : [];
  const featuredViews = featured.map((r) => pageItem(r, ctx.state));
  const featuredHtml =
    featured.length > 0
      ? `<div class="featured" data-featured=""><h2 class="section-title">Spaces of the week</h2><div class="grid space-grid">${featuredViews.map((i) => card(i, { featured: true })).join('')}</div><h2 class="section-title">All running apps</h2></div>`
      : '';
  const search = `<div class="relative w-full"><input class="input list-search" placeholder="${type === 'space' ? 'Ask anything you want to do with AI' : 'Filter by name'}" type="search" value="${esc(q.get('search') ?? '')}"></div>`;
  const inner = `<div class="container listing"><section class="filters">${tagLinks(ctx, type)}</section><section class="results pt-8 pb-12"><div class="list-top"><div class="flex items-center gap-x-3 text-lg"><h1>${kind.title}</h1><div class="text-gray-400" data-count="">${total}</div></div>${search}<select class="btn">${options.join('')}</select></div>${featuredHtml}<div class="relative"><!--[-->${cardGrid(views, query)}<!--]--></div>${pagination(ctx.url.search, p, Math.ceil(total / kind.perPage))}</section></div>`;
  const props = { kind: type, initialValues, ...(type === 'space' && { featuredSpaces: featuredViews }) };
  return page(ctx, {
    title: `${kind.title} - Sandbox Hub`,
    kind: kind.body,
    main: island(ctx, kind.island, props, inner),
  });
}

/** Card of an organisation: shares its class with repositories' cards and names none (facts/hub-dom.md 7). */
const orgCard = (org: Account) =>
  `<article class="overview-card-wrapper "><a class="flex items-center p-2" href="/${esc(org.name)}"><img alt="${esc(org.fullname)}'s profile picture" class="avatar-sm flex-none" src="/avatars/${esc(org.name)}.svg"><div class="org-card-text"><h4 class="flex items-center" title="${esc(org.fullname)}"><span class="truncate">${esc(org.fullname)}</span></h4><div class="truncate text-sm text-gray-400">${org.followerCount} followers</div></div></a></article>`;

/** GET / : the trending grid; `?feed=1` adds the feed that the signed-in have. */
export function home(ctx: Ctx): Reply {
  const column = (type: RepoType, title: string) => {
    const top = queryRepos(ctx.state, type, {}).slice(0, 8);
    const cards = top.map((r) => card(pageItem(r, ctx.state))).join('');
    return `<div class="relative col-span-1 flex flex-col items-stretch text-center"><h3 class="section-title">${title}</h3><div class="home-cards">${cards}</div><a class="btn" href="/${type}s">Browse ${title.toLowerCase()}</a></div>`;
  };
  const above = ctx.url.searchParams.has('feed') ? feed(ctx) : '';
  const orgs = ctx.state.accounts.filter((a) => a.type === 'org' && !a.isHf).slice(2, 6);
  return page(ctx, {
    title: 'Sandbox Hub – where nothing is real',
    kind: 'HomePage',
    main: `<div class="container home"><div class="hero"><h1>The sandbox Hub</h1><p class="text-gray-500">Invented models, datasets and Spaces to try things on.</p></div>${above}<h2 class="section-title">Trending on <span>the sandbox</span> this week</h2><div class="home-grid">${column('model', 'Models')}${column('space', 'Spaces')}${column('dataset', 'Datasets')}</div><div class="home-orgs">${orgs.map(orgCard).join('')}</div></div>`,
  });
}
