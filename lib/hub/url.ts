/**
 * Every URL shape of the Hub -> a Place. No DOM, no network; the guard, the worker and other tools call it.
 * Source of the grammar: facts/hub.md g, facts/hub-dom.md 9 (both of 2026-10).
 */

import {
  hubAddress,
  isProfileTab,
  isReserved,
  LISTING_PAGES,
  PREFIXES,
  type RepoRef,
  repoOfSegments,
  segmentsOf,
  validName,
} from './ref.ts';

export {
  HUB_ORIGIN,
  type RepoRef,
  type RepoType,
  refOfKey,
  repoKey,
  repoPath,
  repoRefOf,
  repoUrl,
  sameRepo,
} from './ref.ts';

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
  /** What a dataset's viewer shows, and the row that is opened in it. */
  row?: { config?: string; split?: string; index?: number };
  /** Id of a heading of the card, from the fragment. */
  section?: string;
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
  | { kind: 'paper'; id: string; comment?: string }
  | { kind: 'post'; author: string; slug: string; comment?: string }
  | { kind: 'policy' }
  | { kind: 'page'; name: string };

/** First segments that are pages by themselves: no owner's profile (facts/hub-dom.md 9, and some added to be safe). */
const PAGES = new Set(
  (
    '.well-known about activity autotrain billing brand buckets careers changelog contact content-guidelines datasets datasets-json ' +
    'download ethics events favicon.ico features feed forgot_password forum hub js join kernels logout models models-json new-blog new-bucket ' +
    'new-collection new-dataset new-model new-organization new-space press privacy pro reset_password robots.txt ' +
    'hardware landing sitemap notifications mcp metrics trending security shop sitemap.xml spaces spaces-json status subscribe support templates terms-of-service welcome ' +
    'collections-json'
  ).split(' '),
);

const LISTINGS = new Set<string>([...PREFIXES.keys(), 'collections', 'papers', 'posts']);

/**
 * Reads a link of the Hub.
 * @param href absolute or relative address, as it stands in an `href` attribute
 * @param base what a relative address is relative to; the Hub's home page if absent
 * @returns the Place, or `null` for what is not a page of the Hub (other hosts, `mailto:`, malformed addresses)
 */
export function parseHubUrl(href: string, base?: string): Place | null {
  const url = hubAddress(href, base);
  const segments = url && segmentsOf(url.pathname);
  if (!segments) return null;
  const [first, second, third] = segments;
  if (first === undefined) return { kind: 'home' };
  const repo = repoOfSegments(segments);
  if (repo) return repoPlace(repo, segments.slice(PREFIXES.has(first) ? 3 : 2), url);
  if (PREFIXES.has(first) && second !== undefined && !LISTING_PAGES.test(second)) {
    // `/datasets/squad` was a repository once and redirects; only the Hub can say where: never guess an id.
    return { kind: 'page', name: first };
  }
  if (LISTINGS.has(first)) return listingPlace(first as Listing, segments, url.hash);
  if (first === 'content-policy' || first === 'content-guidelines') return { kind: 'policy' };
  if (isReserved(first) || PAGES.has(first.toLowerCase()) || !validName(first))
    return { kind: 'page', name: first };
  if (second === undefined) return { kind: 'profile', name: first };
  if (isProfileTab(second)) return { kind: 'profile', name: first, tab: second.toLowerCase() };
  return { kind: 'page', name: third ?? second };
}

function listingPlace(of: Listing, segments: string[], hash: string): Place {
  const [, second, third] = segments;
  if (second === undefined) return { kind: 'listing', of };
  if (of === 'papers')
    return /^\d{4}\.\d{4,6}(v\d+)?$/.test(second)
      ? { kind: 'paper', id: second, ...commentOf(hash) }
      : { kind: 'listing', of };
  if (of === 'collections' && third !== undefined) return { kind: 'collection', id: `${second}/${third}` };
  if (of === 'posts' && third !== undefined)
    return { kind: 'post', author: second, slug: third, ...commentOf(hash) };
  return { kind: 'listing', of };
}

function repoPlace({ type, id }: RepoRef, rest: string[], url: URL): RepoPlace {
  const place: RepoPlace = { kind: 'repo', type, id, view: 'card' };
  const [tab, ...tail] = rest;
  if (tab === undefined) return { ...place, ...rowOf([], url.searchParams), ...sectionOf(url.hash) };
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
    case 'sql-console':
      return { ...place, view: 'viewer', ...rowOf(tail, url.searchParams) };
    case 'embed':
      // `/embed/viewer/config/split`, and `/embed/sql-console/…`.
      return { ...place, view: 'viewer', ...rowOf(tail.slice(1), url.searchParams) };
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
  return { view: 'discussion', discussion: Number(num), ...commentOf(hash) };
}

/** Comments carry the id of their event as fragment, on discussions (facts/hub.md a), papers and posts alike [inferred]. */
function commentOf(hash: string): { comment?: string } {
  const comment = /^#([0-9a-f]{24})$/i.exec(hash)?.[1];
  return comment ? { comment: comment.toLowerCase() } : {};
}

/**
 * `/viewer/{config}/{split}?row=N`, as hundreds of links in public repositories have it; `?conversation-viewer=N` opens the
 * same row as a conversation, on the card, too; older links say `?config=…&split=…`.
 */
function rowOf([config, split]: string[], query: URLSearchParams): Pick<RepoPlace, 'row'> {
  const index = ['row', 'conversation-viewer'].map((name) => query.get(name) ?? '').find((n) => ROW.test(n));
  const row = {
    config: config ?? query.get('config') ?? undefined,
    split: split ?? query.get('split') ?? undefined,
    index: index === undefined ? undefined : Number(index),
  };
  const said = Object.entries(row).filter(([, value]) => value !== undefined && value !== '');
  return said.length > 0 ? { row: Object.fromEntries(said) } : {};
}
const ROW = /^\d{1,15}$/;

/** A heading of the card: its id is what the Hub made of its words, in any script. */
function sectionOf(hash: string): Pick<RepoPlace, 'section'> {
  if (hash.length < 2 || hash.startsWith('#:~:')) return {};
  try {
    return { section: decodeURIComponent(hash.slice(1)) };
  } catch {
    return {};
  }
}
