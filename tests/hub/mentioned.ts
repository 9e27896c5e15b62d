/** Which repositories a page of the sandbox mentions, read from its HTML: what `places.ts` is checked against. */

import { parseHTML } from 'linkedom';
import { repoRefOf } from '../../lib/hub/ref.ts';
import { subdomainOf } from './api/views.ts';
import { findRepo, renamedTo } from './store.ts';
import type { HubState, RepoType } from './types.ts';
import { isNfaa, repoKey } from './types.ts';

/** Keys of repositories, by the way in which they are mentioned. */
export interface Mentions {
  /** The repository that the page is about. */
  page: Set<string>;
  /** Cards, rows, chips, links, buttons: names. The page's own repository is left out. */
  links: Set<string>;
  /** Apps and pages of Spaces in frames. */
  embeds: Set<string>;
  /** Pictures out of repositories, in cards and comments. */
  media: Set<string>;
}

function canonical(state: HubState, type: RepoType, id: string): string | undefined {
  const repo = findRepo(state, type, renamedTo(state, type, id) ?? id);
  return repo && repoKey(repo);
}

function fromUrl(state: HubState, url: string): string | undefined {
  const app = /^https:\/\/([\w-]+)\.hf\.space/.exec(url)?.[1];
  if (app) {
    const space = state.repos.find((r) => r.type === 'space' && subdomainOf(r.id) === app);
    return space && repoKey(space);
  }
  const upload = /\/production\/uploads\/\w+\/(\w+)\.png$/.exec(url)?.[1];
  const pictured = upload && state.repos.find((r) => r._id === upload);
  if (pictured) return repoKey(pictured);
  const thumb = /^\/docs\/sandbox\/thumb\/(\w+)\/(.+)\.svg/.exec(url);
  if (thumb) return canonical(state, thumb[1] as RepoType, thumb[2] as string);
  const ref = repoRefOf(url, 'https://huggingface.co/');
  return ref && ref.type !== 'bucket' ? canonical(state, ref.type, ref.id) : undefined;
}

const HEADERS = ['ModelHeader', 'DatasetHeader', 'SpaceHeader', 'KernelHeader'];

export function mentionsIn(html: string, state: HubState): Mentions {
  const { document } = parseHTML(html);
  const found: Mentions = { page: new Set(), links: new Set(), embeds: new Set(), media: new Set() };
  const add = (set: Set<string>, key: string | undefined) => key && set.add(key);
  const header = document.querySelector(HEADERS.map((h) => `[data-target="${h}"]`).join(','));
  if (header) {
    const type = header.getAttribute('data-target')?.replace('Header', '').toLowerCase() as RepoType;
    const { id } = JSON.parse(header.getAttribute('data-props') as string)[type];
    add(found.page, canonical(state, type, id));
  }
  for (const a of document.querySelectorAll('a[href]'))
    add(found.links, fromUrl(state, a.getAttribute('href') as string));
  for (const details of document.querySelectorAll('[data-target="BaseModelDetails"]'))
    for (const id of JSON.parse(details.getAttribute('data-props') as string).models)
      add(found.links, canonical(state, 'model', id));
  for (const frame of document.querySelectorAll('iframe'))
    add(found.embeds, fromUrl(state, frame.getAttribute('src') as string));
  const pictures =
    '.hf-sanitized img, [data-target="InferenceWidget"] img, [data-target="DatasetViewer"] img, [data-target="Gallery"] img';
  for (const img of document.querySelectorAll(pictures))
    add(found.media, fromUrl(state, img.getAttribute('src') as string));
  for (const key of found.page) found.links.delete(key);
  // Cards that a script of the page will add at once: the first batch of the endless list.
  const endless = /m\.endless\((\[.*\])\)/.exec(html)?.[1];
  if (endless)
    for (const item of (JSON.parse(endless) as { id: string; repoType: RepoType }[]).slice(0, 30))
      add(found.links, canonical(state, item.repoType, item.id));
  return found;
}

/** Splits keys by whether their repository is tagged. */
export function byTag(state: HubState, keys: Iterable<string>): { nfaa: string[]; safe: string[] } {
  const out: { nfaa: string[]; safe: string[] } = { nfaa: [], safe: [] };
  for (const key of [...keys].sort()) {
    const repo = state.repos.find((r) => repoKey(r) === key);
    if (repo) (isNfaa(repo) ? out.nfaa : out.safe).push(key);
  }
  return out;
}
