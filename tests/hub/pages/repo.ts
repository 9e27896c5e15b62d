/** A repository's first page: model and dataset cards, the Space app, kernels. */

import { queryRepos } from '../api/repos.ts';
import { pageItem, subdomainOf } from '../api/views.ts';
import { card, ICONS } from '../assets/cards.js';
import type { Ctx, Reply } from '../http.ts';
import { hash } from '../random.ts';
import { esc, renderMarkdown, stripFrontMatter, thumbPath } from '../readme.ts';
import { fileAt, findRepo } from '../store.ts';
import type { Repo } from '../types.ts';
import { isNfaa, repoPath, splitId } from '../types.ts';
import { modelsOfSpace, modelTree, training } from './linked.ts';
import { interstitial, repoHeader, repoProps } from './repo-header.ts';
import { island, page } from './shell.ts';

const BODY = { model: 'ModelPage', dataset: 'DatasetPage', space: 'SpacePage', kernel: 'KernelPage' };

function readmeHtml(repo: Repo): string {
  const found = fileAt(repo, 'main', 'README.md');
  if (!found)
    return '<div class="no-card text-gray-500"><p>No card. The author has not written one yet.</p></div>';
  const rendered = withAnchors(renderMarkdown(stripFrontMatter(found.text)));
  const pictures = [1, 2, 3]
    .map((i) => `<img alt="" src="${esc(thumbPath(repo))}?${i}" width="120" height="120">`)
    .join('');
  const gallery =
    isNfaa(repo) || hash(repo.id) % 3 === 0
      ? partial('Gallery', `<div class="gallery">${pictures}</div>`)
      : '';
  const classes =
    repo.type === 'dataset'
      ? 'prose pl-6 -ml-6 hf-sanitized copiable-code-container'
      : 'model-card-content prose hf-sanitized';
  return `<div class="${classes} hf-sanitized-${hash(repo.id).toString(36)}"><!-- HTML_TAG_START -->${gallery}${rendered}<!-- HTML_TAG_END --></div>`;
}

/** Headings of cards hold a link to themselves (captured: model-1.html). */
function withAnchors(rendered: string): string {
  return rendered.replace(
    /(<h[1-6] class="relative group[^>]*>)<span>([\s\S]*?)<\/span>(?=<\/h)/g,
    (_, open, inner) => {
      const id = inner
        .replace(/<[^>]*>|&[a-z#0-9]+;/gi, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .trim()
        .replace(/ /g, '-');
      return `${open}<a rel="nofollow" href="#${id}" class="header-anchor" id="${id}"><span class="header-link text-gray-400"><svg viewBox="0 0 24 24" width="12" height="12"><path fill="none" stroke="currentColor" stroke-width="2" d="M9 15l6-6M8 10l-3 3a4 4 0 0 0 6 6l2-2M16 14l3-3a4 4 0 0 0-6-6l-2 2"></path></svg></span></a><span>${inner}</span>`;
    },
  );
}

/** Islands inside a rendered card: of another class, and not hydrated here. */
function partial(target: string, inner: string): string {
  return `<div class="SVELTE_PARTIAL_HYDRATER contents" data-target="${target}" data-props="{}">${inner}</div>`;
}

function disabledBlock(repo: Repo): string {
  return `<div class="notice"><h2>Access to this ${repo.type} has been disabled</h2><p>${esc(repo.disabledReason)}</p></div>`;
}

function gateBlock(ctx: Ctx, repo: Repo): string {
  if (!repo.gated) return '';
  const path = esc(repoPath(repo));
  const props = { gated: repo.gated, isLoggedIn: !!ctx.user, repoId: repo.id, repoType: repo.type };
  return island(
    ctx,
    'RepoGatedModal',
    props,
    `<div class="notice"><h2>You need to agree to share your contact information to access this ${repo.type}</h2><p>This repository is publicly accessible, but you have to accept the conditions to access its files and content.</p><p><a href="/login?next=${path}" class="btn">Log in</a></p></div>`,
  );
}

function linkedSpaces(ctx: Ctx, repo: Repo): string {
  const uses = ctx.state.repos.filter(
    (r) => r.type === 'space' && (r.models?.includes(repo.id) || r.datasets?.includes(repo.id)),
  );
  if (uses.length === 0) return '';
  const pills = uses
    .slice(0, 20)
    .map(
      (s) =>
        `<a href="${esc(repoPath(s))}" class="pill flex min-w-0 items-center"><div class="mr-2 flex-none">${esc(s.emoji)}</div><div class="truncate">${esc(s.id)}</div></a>`,
    );
  const list = island(
    ctx,
    'LinkedSpacesList',
    { repoName: repo.id, spaces: uses.map((s) => ({ id: s.id, emoji: s.emoji })) },
    `<nav class="pills flex max-w-full flex-wrap">${pills.join('')}</nav>`,
  );
  return `<h2 class="side-title">Spaces using <span class="font-mono">${esc(repo.id)}</span> <span class="text-gray-400">${uses.length}</span></h2>${list}`;
}

function similar(ctx: Ctx, repo: Repo): string {
  const pool = queryRepos(ctx.state, repo.type, {}).filter(
    (r) => r.id !== repo.id && r.pipeline_tag === repo.pipeline_tag,
  );
  // One sensitive neighbour on purpose: sidebars are where a filter has to work, too.
  const near = [...pool.filter(isNfaa).slice(0, 1), ...pool.filter((r) => !isNfaa(r)).slice(0, 3)];
  if (near.length === 0) return '';
  return `<h2 class="side-title">${repo.type === 'model' ? 'Models' : 'Datasets'} like this</h2><nav class="side-cards">${near.map((r) => card(pageItem(r, ctx.state))).join('')}</nav>`;
}

function cardPage(ctx: Ctx, repo: Repo): Reply {
  const header = repoHeader(ctx, repo, 'card');
  const hidden = interstitial(ctx, repo);
  const viewer =
    repo.type === 'dataset' && !hidden
      ? island(
          ctx,
          'DatasetViewer',
          { dataset: repo.id },
          `<div class="viewer"><div class="viewer-top">Dataset Viewer</div><table><thead><tr><th>image</th><th>caption</th></tr></thead><tbody>${[1, 2, 3].map((i) => `<tr><td><img alt="" src="${esc(thumbPath(repo))}?row=${i}" width="40" height="40"></td><td>Row ${i} of ${esc(splitId(repo.id).name)}</td></tr>`).join('')}</tbody></table></div>`,
        )
      : '';
  const widget =
    repo.type === 'model' && repo.pipeline_tag === 'text-to-image'
      ? island(
          ctx,
          'InferenceWidget',
          { model: repo.id },
          `<div class="widget"><div class="side-title">Examples</div><img alt="" src="${esc(thumbPath(repo))}?widget" width="120" height="120"></div>`,
        )
      : '';
  const body =
    repo.disabledReason !== undefined
      ? disabledBlock(repo)
      : `${gateBlock(ctx, repo)}${viewer}${readmeHtml(repo)}`;
  const content =
    hidden ||
    `<div class="container repo-columns"><section class="repo-main pt-8 pb-24 relative break-words copiable-code-container">${body}</section><section class="repo-side pt-8"><h3 class="side-title">Downloads last month</h3><div class="big-number">${ICONS.down} ${repo.downloads}</div>${widget}${modelTree(ctx, repo)}${training(ctx, repo)}${similar(ctx, repo)}${linkedSpaces(ctx, repo)}</section></div>`;
  return page(ctx, {
    title: `${repo.id} · Sandbox Hub`,
    kind: BODY[repo.type],
    main: header + content,
    description: repo.description,
  });
}

/** The app page of a Space: its header stands before and outside <main>. */
function spacePage(ctx: Ctx, repo: Repo): Reply {
  const before = repoHeader(ctx, repo, 'card');
  const hidden = interstitial(ctx, repo);
  const src =
    ctx.faults.spaceHost === 'hf.space'
      ? `https://${subdomainOf(repo.id)}.hf.space/?__theme=system`
      : `/docs/sandbox/space-app/${repo.id}?__theme=system`;
  const sandbox =
    'allow-downloads allow-forms allow-modals allow-pointer-lock allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-scripts allow-storage-access-by-user-activation';
  const app = `<iframe src="${esc(src)}" aria-label="Space app" class="space-iframe outline-hidden grow overflow-hidden bg-white p-0" sandbox="${sandbox}"></iframe>`;
  const content =
    repo.disabledReason !== undefined
      ? `<div class="container pt-8">${disabledBlock(repo)}</div>`
      : hidden || app + modelsOfSpace(ctx, repo);
  const props = {
    hideNFAA: hidden !== '',
    space: repoProps(repo),
    iframeSrc: src,
    canWrite: false,
    jwt: null,
  };
  return page(ctx, {
    title: `${repo.title} - a Space by ${splitId(repo.id).ns}`,
    kind: BODY.space,
    before,
    mainClass: 'space-main flex flex-1 flex-col',
    main: island(ctx, 'SpacePageInner', props, content),
    footer: false,
  });
}

/** GET /{prefix}/{ns}/{name} */
export function repoPage(ctx: Ctx, repo: Repo): Reply {
  return repo.type === 'space' ? spacePage(ctx, repo) : cardPage(ctx, repo);
}

/** The app inside a Space: a document of its own. */
export function spaceApp(ctx: Ctx, id: string): string {
  const repo = findRepo(ctx.state, 'space', id);
  if (!repo) return '<!doctype html><title>No such Space</title><p>Nothing runs here.</p>';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${esc(repo.title)}</title><style>body{font:16px system-ui,sans-serif;margin:0;padding:24px;background:#fff;color:#222}img{width:240px;height:240px;border-radius:16px}</style></head><body><h1>${esc(repo.title)}</h1><p>${esc(repo.description)}</p><img alt="" src="https://huggingface.co${esc(thumbPath(repo))}"><p><input placeholder="Type something"> <button>Run</button></p></body></html>`;
}
