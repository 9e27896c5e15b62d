/**
 * Real pages of the Hub, as people kept them (../shared/data/captures, or HUB_CAPTURES): served by the sandbox Hub under
 * the real address, with the Hub's own stylesheet. They are read where they lie and never copied into the project.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { type Hub, NFAA_TAG, type Repo, type RepoType, repoPath } from '../../hub/server.ts';

const STYLE = 'style-2026-03.css';
const STYLE_PATH = '/captured/style.css';
/** Partial transcriptions left out what gives their icons a size. */
const ICONS = '<style>svg:not([class],[width]) { width: 1em; height: 1em }</style>';

/** Where they lie; `undefined` where they are absent. */
export const CAPTURES = [
  process.env.HUB_CAPTURES,
  join(import.meta.dirname, '../../../../shared/data/captures'),
].find((dir) => dir && existsSync(join(dir, STYLE)));

export const NO_CAPTURES =
  'The captured pages of the Hub are not here (../shared/data/captures, or HUB_CAPTURES): skipped.';

export const readCapture = (name: string): string => readFileSync(join(CAPTURES!, `${name}.html`), 'utf8');

export interface Changes {
  dark?: boolean;
  /** The page's own tags, as its header says them. */
  tags?: (tags: string[]) => string[];
}

/**
 * A captured page that can be served: its stylesheet is the captured one, and nothing of it loads from elsewhere
 * (no other host answers here, and a script that waits for one would hold up the page). Scripts that came with it stay.
 */
export function servable(html: string, changes: Changes = {}): string {
  const whole = /<html/i.test(html) ? html : pageAround(html);
  let page = whole
    .replace(/<script\b[^>]*\bsrc="(?!\/)[^"]*"[^>]*>[^<]*<\/script>/gi, '')
    .replace(/<link\b[^>]*\bhref="(?!\/)[^"]*"[^>]*>/gi, (link) =>
      /stylesheet|preconnect|preload/.test(link) ? '' : link,
    )
    .replace(/<link\b[^>]*\bhref="\/front\/build\/[^"]*style\.css"[^>]*>/gi, '')
    .replace(/<\/head>/i, `<link rel="stylesheet" href="${STYLE_PATH}">${ICONS}</head>`);
  page = page.replace(/<html\b[^>]*>/i, `<html class="${changes.dark ? 'dark' : ''}">`);
  return changes.tags ? retag(page, changes.tags) : page;
}

/** Some captures are a part of a page only. */
function pageAround(fragment: string): string {
  return `<!doctype html><html><head><title>Hugging Face</title></head>
    <body class="flex flex-col min-h-dvh bg-white dark:bg-gray-950 text-black"><main class="flex flex-1 flex-col">
    <div class="container py-8"><ul>${fragment}</ul></div></main></body></html>`;
}

const HEADERS = { ModelHeader: 'model', DatasetHeader: 'dataset', SpaceHeader: 'space' } as const;

/** The page as it would be if its author had written other tags into the card. */
function retag(page: string, change: (tags: string[]) => string[]): string {
  return page.replace(
    /data-target="(ModelHeader|DatasetHeader|SpaceHeader)" data-props="([^"]*)"/,
    (_, target: keyof typeof HEADERS, props: string) => {
      const said = JSON.parse(unescaped(props)) as Record<string, { tags: string[] }>;
      const repo = said[HEADERS[target]]!;
      repo.tags = change(repo.tags);
      return `data-target="${target}" data-props="${escaped(JSON.stringify(said))}"`;
    },
  );
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const unescaped = (text: string) =>
  parseHTML(`<html><body><p title="${text}"></p></body></html>`)
    .document.querySelector('p')!
    .getAttribute('title')!;

/** Serves a captured page at that path (and query) of the sandbox Hub, with its stylesheet. */
export function serveCapture(hub: Hub, path: string, html: string): void {
  hub.faults.add({
    match: ({ method, url }) => method === 'GET' && url === path,
    action: { kind: 'html', body: html },
  });
  hub.faults.add({
    match: ({ url }) => url === STYLE_PATH,
    action: {
      kind: 'status',
      code: 200,
      body: readFileSync(join(CAPTURES!, STYLE), 'utf8'),
      headers: { 'content-type': 'text/css; charset=utf-8' },
    },
  });
}

/** The Hub knows these repositories and no others; every repository of `nfaa` is tagged. */
export function stock(hub: Hub, type: RepoType, ids: readonly string[], nfaa: readonly string[] = []): void {
  const model = hub.state.repos.find((repo) => repo.type === type && !repo.private && !repo.disabledReason)!;
  hub.state.repos = ids.map((id, index) => {
    const tags = nfaa.includes(id) ? ['finance', NFAA_TAG] : ['finance'];
    return { ...structuredClone(model), _id: index.toString(16).padStart(24, '0'), id, tags } satisfies Repo;
  });
}

/** The repositories that a captured list links to, as its cards name them: read apart from the product's own code. */
export function listed(html: string, type: RepoType): string[] {
  const prefix = repoPath({ type, id: '' });
  const { document } = parseHTML(/<html/i.test(html) ? html : `<html><body>${html}</body></html>`);
  return Array.from(document.querySelectorAll('article'), (card) => {
    const href = card.querySelector('a[href]')!.getAttribute('href')!;
    return new URL(href, 'https://huggingface.co/').pathname.slice(prefix.length);
  });
}

/** What each card of a captured list calls itself. */
export function cardTitles(html: string): string[] {
  const { document } = parseHTML(/<html/i.test(html) ? html : `<html><body>${html}</body></html>`);
  return Array.from(document.querySelectorAll('article'), (card) =>
    card.querySelector('h4')!.textContent!.replace(/\s+/g, ' ').trim(),
  );
}
