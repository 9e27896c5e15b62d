/**
 * Every URL shape of the Hub -> a Place. No DOM, no network; the guard, the worker and other tools call it.
 * Source of the grammar: facts/hub.md g, facts/hub-dom.md 9 (both of 2026-10).
 */

export type RepoType = 'model' | 'dataset' | 'space' | 'kernel' | 'bucket';

/** Names one repository. `id` is `namespace/name` as written; compare with `sameRepo`, which ignores case. */
export interface RepoRef {
  type: RepoType;
  id: string;
}

export interface RepoPlace extends RepoRef {
  kind: 'repo';
  /** The tab: `card` is the repository's first page. */
  view: RepoView;
  /** Branch, tag, commit or `refs/pr/N`, decoded. */
  revision?: string;
  /** Path of a file or folder inside the repository, decoded, without a leading slash. */
  path?: string;
  /** First and last line, from `#L10-L20`. */
  lines?: { from: number; to: number };
  /** Number of a discussion or pull request. */
  discussion?: number;
  /** Id of one comment, from the fragment of a discussion. */
  comment?: string;
}

export type RepoView =
  | 'card'
  | 'files'
  | 'file'
  | 'commits'
  | 'commit'
  | 'discussions'
  | 'discussion'
  | 'new-discussion'
  | 'viewer'
  | 'settings'
  | 'other';

export type Listing =
  | 'models'
  | 'datasets'
  | 'spaces'
  | 'kernels'
  | 'buckets'
  | 'collections'
  | 'papers'
  | 'posts';

export type Place =
  | RepoPlace
  | { kind: 'home' }
  | { kind: 'listing'; of: Listing }
  | { kind: 'profile'; name: string; tab?: string }
  | { kind: 'collection'; id: string }
  | { kind: 'paper'; id: string }
  | { kind: 'post'; author: string; slug: string }
  | { kind: 'policy' }
  | { kind: 'page'; name: string };

export const HUB_ORIGIN = 'https://huggingface.co';
const HUB_HOSTS = new Set(['huggingface.co', 'www.huggingface.co', 'hf.co']);

/** URL prefix -> type. Models have no prefix, but `/models/ns/name` is accepted as the Hub's own client does. */
const PREFIXES: Record<string, RepoType> = {
  models: 'model',
  datasets: 'dataset',
  spaces: 'space',
  kernels: 'kernel',
  buckets: 'bucket',
};
const LISTINGS = new Set<string>([...Object.keys(PREFIXES), 'collections', 'papers', 'posts']);

/** First segments that are never an owner: seen in links, docs and pages, with some added to be safe. */
const RESERVED = new Set(
  (
    '.well-known about activity api assets autotrain avatars billing blog brand buckets careers changelog chat classrooms ' +
    'code-of-conduct collections contact content-guidelines content-policy course datasets datasets-json datasets-server docs ' +
    'download enterprise ethics events favicon.ico feed features forgot_password forum front hardware help hub inference ' +
    'inference-endpoints inference-providers integrations jobs join js kernels landing languages learn legal login logout ' +
    'mcp metrics models models-json new new-blog new-bucket new-collection new-dataset new-model new-organization new-space ' +
    'notifications oauth organizations papers partners playground posts press pricing privacy pro reset_password robots.txt ' +
    'search security settings shop sitemap sitemap.xml spaces spaces-json sso status storage subscribe support tasks teams templates ' +
    'terms-of-service transformers trending users welcome collections-json sandbox'
  ).split(' '),
);

/** Second segments under an owner that are tabs of the profile, not models. */
const PROFILE_TABS = new Set(
  'models datasets spaces kernels buckets collections papers posts articles activity following followers likes upvotes community'.split(
    ' ',
  ),
);

/** Second segments under `/spaces`, `/datasets` that are pages of the listing, not owners. */
const LISTING_PAGES = new Set(['category', 'trending', 'launch', 'new', 'search']);

// facts/hub.md g: repo name [\w\-.]{1,96}; older namespaces may hold `_` and `.`. `--` and `..` are refused by the Hub.
const NAME = /^\w(?:[\w.-]{0,94}\w)?$/;
const validName = (s: string) => NAME.test(s) && !s.includes('--') && !s.includes('..');
const validRepoName = (s: string) => validName(s) && !s.endsWith('.git') && !s.endsWith('.ipynb');

/**
 * Reads a link of the Hub.
 * @param href absolute or relative address, as it stands in an `href` attribute
 * @param base what a relative address is relative to; the Hub's home page if absent
 * @returns the Place, or `null` for what is not a page of the Hub (other hosts, `mailto:`, malformed addresses)
 */
export function parseHubUrl(href: string, base: string = `${HUB_ORIGIN}/`): Place | null {
  let url: URL;
  try {
    url = new URL(href, base);
  } catch {
    return null;
  }
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || !HUB_HOSTS.has(url.hostname) || url.port)
    return null;
  const segments = decodeSegments(url.pathname);
  if (!segments) return null;
  const [first, second, third] = segments;
  if (first === undefined) return { kind: 'home' };

  const type = PREFIXES[first];
  if (type && second !== undefined) {
    if (LISTING_PAGES.has(second)) return { kind: 'listing', of: first as Listing };
    // `/datasets/squad` was a repository once and redirects; only the Hub can say where: never guess an id.
    if (third === undefined) return { kind: 'page', name: first };
    return repoPlace(type, second, third, segments.slice(3), url);
  }
  if (LISTINGS.has(first)) return listingPlace(first as Listing, segments);
  if (first === 'content-policy' || first === 'content-guidelines') return { kind: 'policy' };
  if (RESERVED.has(first.toLowerCase())) return { kind: 'page', name: first };
  if (!validName(first)) return { kind: 'page', name: first };
  if (second === undefined) return { kind: 'profile', name: first };
  if (PROFILE_TABS.has(second.toLowerCase()))
    return { kind: 'profile', name: first, tab: second.toLowerCase() };
  return repoPlace('model', first, second, segments.slice(2), url);
}

/** The repository that a link names, or `null`. The guard's hot path: does nothing else. */
export function repoRefOf(href: string, base?: string): RepoRef | null {
  const place = parseHubUrl(href, base);
  return place?.kind === 'repo' ? { type: place.type, id: place.id } : null;
}

/** One string per repository whatever the case it is written in: ids are compared case-insensitively (facts/hub.md g). */
export function repoKey(ref: RepoRef): string {
  return `${ref.type}:${ref.id.toLowerCase()}`;
}

export function sameRepo(a: RepoRef, b: RepoRef): boolean {
  return repoKey(a) === repoKey(b);
}

/** Reads a key written by `repoKey` (the id is lower-cased). */
export function refOfKey(key: string): RepoRef {
  const colon = key.indexOf(':');
  return { type: key.slice(0, colon) as RepoType, id: key.slice(colon + 1) };
}

/** Path of the repository's first page, e.g. `/datasets/ns/name`. */
export function repoPath(ref: RepoRef): string {
  return ref.type === 'model' ? `/${ref.id}` : `/${ref.type}s/${ref.id}`;
}

export function repoUrl(ref: RepoRef): string {
  return HUB_ORIGIN + repoPath(ref);
}

function decodeSegments(pathname: string): string[] | null {
  try {
    return pathname
      .split('/')
      .filter((s) => s !== '')
      .map(decodeURIComponent);
  } catch {
    return null;
  }
}

function listingPlace(of: Listing, segments: string[]): Place {
  const [, second, third] = segments;
  if (second === undefined) return { kind: 'listing', of };
  if (of === 'papers')
    return /^\d{4}\.\d{4,6}(v\d+)?$/.test(second) ? { kind: 'paper', id: second } : { kind: 'listing', of };
  if (of === 'collections' && third !== undefined) return { kind: 'collection', id: `${second}/${third}` };
  if (of === 'posts' && third !== undefined) return { kind: 'post', author: second, slug: third };
  return { kind: 'listing', of };
}

function repoPlace(type: RepoType, namespace: string, name: string, rest: string[], url: URL): Place {
  if (!validName(namespace) || !validRepoName(name) || RESERVED.has(namespace.toLowerCase()))
    return { kind: 'page', name: namespace };
  const place: RepoPlace = { kind: 'repo', type, id: `${namespace}/${name}`, view: 'card' };
  const [tab, ...tail] = rest;
  if (tab === undefined) return place;
  switch (tab) {
    case 'tree':
      return { ...place, view: 'files', ...revisionAndPath(tail) };
    case 'blob':
    case 'raw':
    case 'resolve':
    case 'blame':
    case 'edit':
      return { ...place, view: 'file', ...revisionAndPath(tail), ...linesOf(url.hash) };
    case 'commits':
      return { ...place, view: 'commits', ...revisionAndPath(tail) };
    case 'commit':
      return { ...place, view: 'commit', ...revisionAndPath(tail) };
    case 'viewer':
    case 'embed':
    case 'sql-console':
      return { ...place, view: 'viewer' };
    case 'settings':
      return { ...place, view: 'settings' };
    case 'discussions':
      return { ...place, ...discussionOf(tail, url.hash) };
    default:
      return { ...place, view: 'other' };
  }
}

/** `refs/pr/N` and `refs/convert/x` are single revisions although they hold slashes (facts/hub.md g). */
function revisionAndPath(tail: string[]): Pick<RepoPlace, 'revision' | 'path'> {
  const long = tail[0] === 'refs' && (tail[1] === 'pr' || tail[1] === 'convert') && tail[2] !== undefined;
  const revision = long ? tail.slice(0, 3).join('/') : tail[0];
  const path = tail.slice(long ? 3 : 1).join('/');
  return { ...(revision ? { revision } : {}), ...(path ? { path } : {}) };
}

function linesOf(hash: string): Pick<RepoPlace, 'lines'> {
  const m = /^#L(\d+)(?:-L?(\d+))?$/.exec(hash);
  if (!m) return {};
  const from = Number(m[1]);
  const to = Number(m[2] ?? m[1]);
  return { lines: { from: Math.min(from, to), to: Math.max(from, to) } };
}

function discussionOf(tail: string[], hash: string): Pick<RepoPlace, 'view' | 'discussion' | 'comment'> {
  const [num] = tail;
  if (num === undefined) return { view: 'discussions' };
  if (num === 'new') return { view: 'new-discussion' };
  if (!/^\d+$/.test(num)) return { view: 'other' };
  const comment = /^#([0-9a-f]{24})$/i.exec(hash)?.[1];
  return { view: 'discussion', discussion: Number(num), ...(comment ? { comment } : {}) };
}
