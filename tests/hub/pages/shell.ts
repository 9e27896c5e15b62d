/** What every page has: head, MainHeader, footer, islands and the script that hydrates them. */

import { ICONS } from '../assets/cards.js';
import { type Ctx, html, type Reply } from '../http.ts';
import { esc } from '../readme.ts';

const VOID = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'wbr',
]);
const TAG = /<!--[\s\S]*?-->|<\/([a-zA-Z][\w-]*)\s*>|<([a-zA-Z][\w-]*)(?:\s+[^\s=>/]+(?:="[^"]*")?)*\s*\/?>/g;

/** Element structure of well-formed HTML, in the words of `shapeOf` in assets/hydrate.js. */
export function shapeOfHtml(text: string): string {
  type Node = { name: string; children: Node[] };
  const root: Node = { name: '', children: [] };
  const stack = [root];
  for (const [, close, open] of text.matchAll(TAG)) {
    const top = stack[stack.length - 1] as Node;
    if (close && stack.length > 1) stack.pop();
    else if (open) {
      const node = { name: open.toLowerCase(), children: [] };
      top.children.push(node);
      if (!VOID.has(node.name)) stack.push(node);
    }
  }
  const show = (n: Node): string =>
    n.children.length > 0 ? `${n.name}(${n.children.map(show).join(',')})` : n.name;
  return root.children.map(show).join(',');
}

/** An island: server-rendered, hydrated later. The markers are those that Svelte 5 leaves. */
export function island(ctx: Ctx, target: string, props: unknown, inner: string): string {
  const index = ctx.islands.push(`<!--[-->${inner}<!--]-->`) - 1;
  return `<div class="SVELTE_HYDRATER contents" data-target="${target}" data-props="${esc(JSON.stringify(props))}" data-island="${index}">${ctx.islands[index]}</div>`;
}

const NAV = [
  ['Models', '/models'],
  ['Datasets', '/datasets'],
  ['Spaces', '/spaces'],
  ['Collections', '/collections'],
  ['Papers', '/papers'],
];

function mainHeader(ctx: Ctx): string {
  const session = ctx.user
    ? `<li><a class="nav-link" href="/${esc(ctx.user.name)}"><img alt="" class="avatar-sm" src="/avatars/${esc(ctx.user.name)}.svg"> ${esc(ctx.user.name)}</a></li>`
    : '<li><a class="nav-link" href="/login">Log In</a></li><li><a class="nav-link nav-button" href="/join">Sign Up</a></li>';
  const links = NAV.map(
    ([text, href]) => `<li><a class="nav-link group" href="${href}">${text}</a></li>`,
  ).join('');
  const props = {
    classNames: '',
    isWide: false,
    isZh: false,
    ...(ctx.user && { user: { name: ctx.user.name, type: 'user' } }),
  };
  return island(
    ctx,
    'MainHeader',
    props,
    `<header class="main-header border-b border-gray-100"><div class="container flex h-16 items-center"><a class="logo flex flex-none items-center" href="/"><span class="logo-mark">🧑‍🌾</span> <span class="logo-text">Sandbox Hub</span></a><div class="search-box relative flex-1"><input autocomplete="off" class="input" name="" placeholder="Search models, datasets, users..." spellcheck="false" type="text" value=""></div><button class="nav-toggle" type="button" data-nav-toggle="" title="Menu">☰</button><nav aria-label="Main" class="main-nav"><ul>${links}<li><hr class="nav-rule"></li>${session}</ul></nav></div></header>`,
  );
}

function footer(ctx: Ctx): string {
  const theme = island(
    ctx,
    'ThemeSwitcher',
    { classNames: '', theme: 'system' },
    '<div class="theme-switcher relative"><button class="btn" type="button" title="Switch theme">◐ <span>Theme</span></button></div>',
  );
  return `<footer class="site-footer border-t border-gray-100"><div class="container">${theme}<a href="/content-policy">Content Policy</a><a href="/code-of-conduct">Code of Conduct</a><span class="text-gray-500">A sandbox: nothing here reaches the real Hub.</span></div></footer>`;
}

/** Runs before first paint (facts/hub-dom.md 2). */
const THEME_SCRIPT = `const guestTheme = document.cookie.match(/theme=(\\w+)/)?.[1]; document.documentElement.classList.toggle('dark', guestTheme === 'dark' || ((!guestTheme || guestTheme === 'system') && window.matchMedia('(prefers-color-scheme: dark)').matches));`;

export interface PageParts {
  title: string;
  /** Last class of <body>: the kind of page. */
  kind: string;
  main: string;
  /** Between MainHeader and <main>: a Space's header on its app page. */
  before?: string;
  mainClass?: string;
  status?: number;
  description?: string;
  footer?: boolean;
  script?: string;
}

/** A whole page. Call after building the islands of `main`: their order is the order of calls, not of the document. */
export function page(ctx: Ctx, parts: PageParts): Reply {
  const top = mainHeader(ctx);
  const bottom = parts.footer === false ? '' : footer(ctx);
  const monitor = island(ctx, 'SystemThemeMonitor', { isLoggedIn: !!ctx.user }, '');
  const sso = island(ctx, 'SSOBanner', {}, '');
  const shapes = JSON.stringify(ctx.islands.map(shapeOfHtml));
  const canonical = `https://huggingface.co${esc(ctx.url.pathname)}`;
  const scrambled = ctx.faults.scrambleClasses;
  return html(
    `<!doctype html>
<html class="">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1.0"><title>${esc(parts.title)}</title>
<meta name="description" content="${esc(parts.description ?? 'The sandbox Hub.')}"><meta property="og:title" content="${esc(parts.title)}"><meta property="og:url" content="${canonical}">
<link rel="canonical" href="${canonical}"><link rel="icon" href="/favicon.ico"><link rel="stylesheet" href="/front/build/style.css${scrambled ? '?s' : ''}">
<script>${THEME_SCRIPT}</script>${scrambled ? '<script>window.__scrambled = true;</script>' : ''}</head>
<body class="flex flex-col min-h-dvh bg-white dark:bg-gray-950 text-black ${parts.kind}">
<div class="page flex min-h-dvh flex-col">${monitor}${top}${sso}${parts.before ?? ''}<main class="${parts.mainClass ?? 'flex flex-1 flex-col'}">${parts.main}</main>${bottom}</div>
<script>setTimeout(() => { import("/front/build/hydrate.js").then((m) => m.hydrateAll(${shapes})); }, ${ctx.faults.hydrationDelayMs}); window.moonSha = "sandbox/";${parts.script ?? ''}</script>
</body>
</html>`,
    parts.status ?? 200,
  );
}

/** The Hub's error page. */
export function errorPage(ctx: Ctx, status: number, message: string): Reply {
  ctx.islands.length = 0;
  return page(ctx, {
    title: `${status} – Sandbox Hub`,
    kind: 'ErrorPage',
    status,
    main: `<div class="flex-1"><div class="container error-box text-center"><div><h1>${status}</h1><p class="text-gray-500">${esc(message)}</p></div></div></div>`,
  });
}

export const kebab = (extra = '') =>
  `<div class="relative "><button class="btn px-1.5 py-1.5 ${extra}" type="button" data-kebab="">${ICONS.dots}</button></div>`;
