/** The header of a repository's pages: the `*Header` island, one per type, with the props that the Hub gives it. */

import { authorView, cardData, runtimeView, subdomainOf } from '../api/views.ts';
import { ICONS, words } from '../assets/cards.js';
import type { Ctx } from '../http.ts';
import { esc } from '../readme.ts';
import { discussionsOf, findAccount } from '../store.ts';
import type { Repo } from '../types.ts';
import { isNfaa, NFAA_TAG, repoPath, splitId } from '../types.ts';
import { island, kebab } from './shell.ts';

export type Tab = 'card' | 'files' | 'discussions';

const TARGET = {
  model: 'ModelHeader',
  dataset: 'DatasetHeader',
  space: 'SpaceHeader',
  kernel: 'KernelHeader',
};
const NOUN = { model: 'Model card', dataset: 'Dataset card', space: 'App', kernel: 'Kernel card' };

function tagObjects(repo: Repo): { id: string; label: string; type: string }[] {
  return repo.tags.map((id) => {
    const type =
      id === repo.pipeline_tag
        ? 'pipeline_tag'
        : id === repo.library_name
          ? 'library'
          : (/^(license|region):/.exec(id)?.[1] ?? 'other');
    return {
      id,
      label:
        id === NFAA_TAG ? 'Not-For-All-Audiences' : id.includes(':') ? id.replace(/^\w+:/, '') : words(id),
      type,
    };
  });
}

/** `props.model`, `props.dataset`, `props.space`: the repository as its pages say it. */
export function repoProps(repo: Repo): Record<string, unknown> {
  const common = {
    author: splitId(repo.id).ns,
    cardData: cardData(repo),
    cardExists: repo.commits[repo.refs.main ?? '']?.files['README.md'] !== undefined,
    createdAt: repo.createdAt,
    discussionsDisabled: repo.discussionsDisabled,
    gated: repo.gated,
    hasBlockedOids: false,
    id: repo.id,
    isLikedByUser: false,
    lastModified: repo.lastModified,
    likes: repo.likes,
    private: repo.private,
    repoType: repo.type,
    tags: repo.tags,
  };
  if (repo.type === 'space')
    return {
      ...common,
      title: repo.title,
      emoji: repo.emoji,
      sdk: repo.sdk,
      subdomain: subdomainOf(repo.id),
      runtime: runtimeView(repo),
      shortDescription: repo.description,
    };
  return {
    ...common,
    tag_objs: tagObjects(repo),
    downloads: repo.downloads,
    ...(repo.pipeline_tag && { pipeline_tag: repo.pipeline_tag }),
  };
}

function tags(repo: Repo): string {
  // The page's chips leave out what its sidebar says (captured: a model with `base_model` in its card has no such chip).
  const shown = tagObjects(repo).filter((t) => !t.id.startsWith('base_model:'));
  const chips = shown.map((t) => {
    const label = `<span>${esc(t.label)}</span>`;
    // The one chip that is no link, with a red icon (facts/hub-dom.md 4).
    if (t.id === NFAA_TAG)
      return `<div class="tag tag-white  mr-1 mb-1"><svg viewBox="0 0 12 12" width="12" height="12" class="text-red-500"><path fill="currentColor" d="M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1zm-.6 2h1.200v4H5.400zm0 5h1.200v1.200H5.400z"></path></svg> ${label}</div>`;
    const param = { pipeline_tag: 'pipeline_tag', library: 'library' }[t.type] ?? 'other';
    return `<a class="mb-1 mr-1 rounded-lg" href="/${repo.type}s?${param}=${esc(encodeURIComponent(t.id))}"><div class="tag tag-white "><span>${esc(t.label)}</span></div></a>`;
  });
  return `<div class="tags mb-3 flex flex-wrap md:mb-4">${chips.join('')}</div>`;
}

function tabs(repo: Repo, active: Tab, open: number): string {
  const base = repoPath(repo);
  const tab = (id: Tab, href: string, text: string) =>
    `<a class="tab-alternate${id === active ? ' active' : ' '}" href="${esc(href)}">${text}</a>`;
  const count = open > 0 ? `<div class="tab-count">${open}</div>` : '';
  return `<div class="tabs -mb-px flex h-12 items-center overflow-x-auto overflow-y-hidden ">${tab('card', base, NOUN[repo.type])}${tab('files', `${base}/tree/main`, '<span class="xl:hidden">Files</span>')}${repo.discussionsDisabled ? '' : tab('discussions', `${base}/discussions`, `Community ${count}`)}</div>`;
}

function title(repo: Repo): string {
  const { ns, name } = splitId(repo.id);
  const prefix =
    repo.type === 'model'
      ? ''
      : `<a href="/${repo.type}s" class="h1-kind group flex items-center"><span class="text-gray-400">${repo.type === 'space' ? 'Spaces' : `${words(repo.type)}s`}:</span></a>`;
  const stage = repo.type === 'space' ? '<div class="stage-pill font-mono">Running</div>' : '';
  // A Space has its menu twice: in the title for narrow screens, after the tabs for wide ones.
  const narrowMenu = repo.type === 'space' ? `<div class="only-narrow">${kebab('px-1 py-1')}</div>` : '';
  // In the title, before the title's own link, and shown on hover only (captured in 2025-11).
  const from = repo.duplicatedFrom;
  const duplicated = from
    ? `<p class="duplicated-from text-sm text-gray-400">Duplicated from <a href="/spaces/${esc(from)}" class="font-mono">${esc(from)}</a></p>`
    : '';
  return `<h1 class="flex flex-wrap items-center leading-tight mb-3 text-lg max-sm:gap-y-1.5 md:text-xl">${prefix}<div class="group flex flex-none items-center"><div class="relative mr-1.5 flex items-center">${duplicated}<a href="/${esc(ns)}"><img alt="" class="avatar-xs flex-none" src="/avatars/${esc(ns)}.svg"></a></div><a href="/${esc(ns)}" class="text-gray-400 hover:text-blue-600">${esc(ns)}</a><div class="mx-0.5 text-gray-300">/</div></div><div class="max-w-full "><a class="break-words font-mono font-semibold hover:text-blue-600 " href="${esc(repoPath(repo))}">${esc(name)}</a><button class="icon-button" title="Copy ${repo.type} name to clipboard" type="button">${ICONS.copy}</button></div><div class="like-group inline-flex items-center overflow-hidden whitespace-nowrap rounded-md border bg-white text-sm leading-none text-gray-500  mr-2"><button class="like-button" title="Like" type="button">${ICONS.heart}<span>like</span></button><button class="like-count" title="See users who liked this repository" type="button">${repo.likes}</button></div>${stage}${narrowMenu}</h1>`;
}

/** The header island of a repository's page. */
export function repoHeader(ctx: Ctx, repo: Repo, active: Tab): string {
  const threads = discussionsOf(ctx.state, repo);
  const open = threads.filter((d) => d.status === 'open' || d.status === 'draft').length;
  const account = findAccount(ctx.state, splitId(repo.id).ns);
  const props = {
    activeTab: repo.type === 'space' && active === 'card' ? 'spaceApp' : active,
    author: account ? authorView(account) : { name: splitId(repo.id).ns, type: 'user' },
    canDisable: false,
    canReadRepoSettings: false,
    canWriteRepoContent: false,
    discussionsStats: { closed: threads.length - open, open, total: threads.length },
    query: Object.fromEntries(ctx.url.searchParams),
    [repo.type]: repoProps(repo),
  };
  const actions =
    repo.type === 'model'
      ? `<div class="actions relative mb-1.5 flex flex-wrap gap-1.5 lg:mb-0"><div class="order-last sm:order-first">${kebab()}</div><button class="btn" type="button">Deploy</button><button class="btn btn-dark" type="button">Use this model</button></div>`
      : repo.type === 'space'
        ? `<div class="only-wide mt-2">${kebab('px-1 py-1')}</div>`
        : '';
  return island(
    ctx,
    TARGET[repo.type],
    props,
    `<header class="repo-header border-b border-gray-100 pt-6"><div class="container relative ">${title(repo)}${repo.type === 'space' ? '' : tags(repo)}<div class="tabs-row">${tabs(repo, active, open)}${actions}</div></div><dialog class="shadow-alternate"></dialog></header>`,
  );
}

/** The block that stands in place of a sensitive repository's content (facts/hub-dom.md 5); '' when it may be shown. */
export function interstitial(ctx: Ctx, repo: Repo): string {
  if (!isNfaa(repo) || ctx.url.searchParams.get('not-for-all-audiences') === 'true') return '';
  return `<div class="container relative flex flex-col"><section class="pt-8 border-gray-100 md:relative md:col-span-12"><div class="interstitial shadow-alternate"><h2 class="flex items-center text-lg font-semibold">Not-For-All-Audiences</h2><p class="text-gray-500">This repository has been marked as containing sensitive content and may contain potentially harmful and sensitive
information.
</p><a href="?not-for-all-audiences=true" class="btn !mt-6 self-start">View content</a></div></section></div>`;
}
