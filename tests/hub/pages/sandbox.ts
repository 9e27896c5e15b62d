/** The sandbox's own pages: every form of a link, an endless list, and navigation without loads. */

import { queryRepos } from '../api/repos.ts';
import { pageItem, subdomainOf } from '../api/views.ts';
import { card, cardGrid } from '../assets/cards.js';
import type { Ctx, Reply } from '../http.ts';
import { esc } from '../readme.ts';
import { SPECIAL } from '../special.ts';
import { benchRef, findRepo } from '../store.ts';
import type { Repo, RepoType } from '../types.ts';
import { isNfaa, REPO_TYPES, repoPath } from '../types.ts';
import { chip } from './mentions.ts';
import { page } from './shell.ts';

/** JSON that may stand inside a script. */
const inScript = (value: unknown) => JSON.stringify(value).replace(/</g, '\\u003c');

const kindOf = (ctx: Ctx): RepoType =>
  REPO_TYPES.find((t) => t === ctx.url.searchParams.get('kind')) ?? 'model';

/** How many bench cards `/docs/sandbox/endless?ids=bench` has before it begins again. */
const BENCH = 3000;

/** GET /docs/sandbox/endless?kind=model[&ids=bench]: thirty more cards whenever the end comes into view. */
export function endlessPage(ctx: Ctx): Reply {
  const kind = kindOf(ctx);
  const items =
    ctx.url.searchParams.get('ids') === 'bench'
      ? Array.from({ length: BENCH }, (_, i) => ({
          id: benchRef(i).id,
          repoType: 'model',
          lastModified: '2026-09-01T00:00:00.000Z',
          likes: i % 90,
          downloads: i % 999,
        }))
      : queryRepos(ctx.state, kind, {}).map((r) => ({ ...pageItem(r, ctx.state), authorData: undefined }));
  return page(ctx, {
    title: `Endless ${kind}s`,
    kind: 'SandboxEndlessPage',
    main: '<div class="container pt-8 pb-12"><h1 class="section-title">Endless</h1><div class="relative" data-endless=""></div><div class="endless-end" data-sentinel="">…</div></div>',
    footer: false,
    script: `import("/front/build/endless.js").then((m) => m.endless(${inScript(items)}));`,
  });
}

/** How many cards the listing of `/docs/sandbox/spa` has. */
const SPA_CARDS = 12;

/** GET /docs/sandbox/spa?kind=model: a listing and repositories' pages, exchanged by script with pushState. */
export function spaPage(ctx: Ctx): Reply {
  const kind = kindOf(ctx);
  const items = queryRepos(ctx.state, kind, {})
    .slice(0, SPA_CARDS)
    .map((r) => pageItem(r, ctx.state));
  return page(ctx, {
    title: 'One page',
    kind: 'SandboxSpaPage',
    main: `<div class="relative" data-view="list"><div class="container pt-8 pb-12"><h1 class="section-title">One page</h1>${cardGrid(items)}</div></div>`,
    script: 'import("/front/build/spa.js").then((m) => m.start());',
  });
}

interface Form {
  name: string;
  href: (repo: Repo) => string;
  /** Only for repositories that have it. */
  only?: (repo: Repo) => boolean;
}

const odd = (text: string) =>
  [...text].map((c, i) => (i % 2 === 0 ? c.toUpperCase() : c.toLowerCase())).join('');
const prefix = (r: Repo) => (r.type === 'model' ? '/' : `/${r.type}s/`);
const isModel = (r: Repo) => r.type === 'model';

/** Every form in which a page may link to a repository. */
const FORMS: Form[] = [
  { name: 'path', href: repoPath },
  { name: 'absolute', href: (r) => `https://huggingface.co${repoPath(r)}` },
  { name: 'www', href: (r) => `https://www.huggingface.co${repoPath(r)}` },
  { name: 'hf.co', href: (r) => `https://hf.co${repoPath(r)}` },
  { name: 'protocol-relative', href: (r) => `//huggingface.co${repoPath(r)}` },
  { name: 'query', href: (r) => `https://huggingface.co${repoPath(r)}?hardware=rtx-3070` },
  { name: 'unwalled', href: (r) => `${repoPath(r)}?not-for-all-audiences=true` },
  { name: 'anchor', href: (r) => `${repoPath(r)}#uses` },
  { name: 'trailing slash', href: (r) => `${repoPath(r)}/` },
  { name: 'upper case', href: (r) => prefix(r) + r.id.toUpperCase() },
  { name: 'mixed case', href: (r) => prefix(r) + odd(r.id) },
  { name: 'escaped', href: (r) => prefix(r) + r.id.replace('e', '%65') },
  { name: '/models', href: (r) => `/models/${r.id}`, only: isModel },
  { name: 'files', href: (r) => `${repoPath(r)}/tree/main` },
  { name: 'one file', href: (r) => `${repoPath(r)}/blob/main/README.md#L1` },
  { name: 'resolve', href: (r) => `${repoPath(r)}/resolve/main/README.md` },
  { name: 'discussions', href: (r) => `${repoPath(r)}/discussions` },
  { name: 'old name', href: (r) => `/${oldName(r)}`, only: (r) => oldName(r) !== undefined },
];

const oldName = (r: Repo) =>
  ({
    [SPECIAL.renamedTo]: SPECIAL.renamedFrom,
    [SPECIAL.renamedNfaaTo]: SPECIAL.renamedNfaaFrom,
  })[isModel(r) ? r.id : ''];

const SHOWN: [RepoType, string][] = [
  ['model', SPECIAL.nfaaByOwner],
  ['model', SPECIAL.safeModel],
  ['dataset', SPECIAL.nfaaDataset],
  ['dataset', SPECIAL.safeDataset],
  ['space', SPECIAL.nfaaSpace],
  ['space', SPECIAL.safeSpace],
  ['kernel', SPECIAL.nfaaKernel],
  ['kernel', SPECIAL.kernel],
];

/** Links that name no repository, though they look like one. */
const NO_REPO = [
  `https://hf.co.evil.example/${SPECIAL.nfaaModel}`,
  `https://example.com/${SPECIAL.nfaaModel}`,
  '/nightshade-studio',
  '/nightshade-studio/models',
  '/docs/hub',
  `/collections/${SPECIAL.collection}`,
  `/papers/${SPECIAL.paper}`,
  '/spaces/category/image-generation',
  'mailto:safety@huggingface.co',
];

/** GET /docs/sandbox/links: each form as a plain link, a chip and a card, for a tagged and a safe repository of every type. */
export function linksPage(ctx: Ctx): Reply {
  const repos = SHOWN.map(([type, id]) => findRepo(ctx.state, type, id)).filter((r) => r !== undefined);
  const sections = repos.map((r) => {
    const rows = FORMS.filter((f) => f.only?.(r) ?? true).map((f) => {
      const href = esc(f.href(r));
      const whole = card(pageItem(r, ctx.state)).replace(/ href="[^"]*"/, ` href="${href}"`);
      return `<tr data-form="${esc(f.name)}"><th>${esc(f.name)}</th><td><a href="${href}">${esc(r.id)}</a></td><td>${chip(r, f.href(r))}</td><td>${whole}</td></tr>`;
    });
    return `<section class="links-of" data-repo="${r.type}:${esc(r.id)}" data-nfaa="${isNfaa(r)}"><h2 class="section-title">${esc(r.type)} <span class="text-gray-400">${isNfaa(r) ? 'tagged' : 'safe'}</span></h2><table class="links-table"><tbody>${rows.join('')}</tbody></table></section>`;
  });
  const spaces = repos
    .filter((r) => r.type === 'space')
    .map(
      (r) =>
        `<li data-form="subdomain" data-nfaa="${isNfaa(r)}"><a href="https://${subdomainOf(r.id)}.hf.space">https://${subdomainOf(r.id)}.hf.space</a></li>`,
    );
  const none = NO_REPO.map((href) => `<li data-form="none"><a href="${esc(href)}">${esc(href)}</a></li>`);
  return page(ctx, {
    title: 'Every form of a link',
    kind: 'SandboxLinksPage',
    main: `<div class="container pt-8 pb-12"><h1 class="section-title">Every form of a link</h1>${sections.join('')}<section><h2 class="section-title">Apps of Spaces</h2><ul>${spaces.join('')}</ul></section><section><h2 class="section-title">No repository</h2><ul data-none="">${none.join('')}</ul></section></div>`,
  });
}
