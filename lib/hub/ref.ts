/**
 * Which repository does a link name? The small half of the URL grammar, loaded before the first paint of every page;
 * url.ts has the rest. No DOM, no network. Source: facts/hub.md g, facts/hub-dom.md 9 (both of 2026-10).
 */

export type RepoType = 'model' | 'dataset' | 'space' | 'kernel' | 'bucket';

/** Names one repository. `id` is `namespace/name` as written; compare with `sameRepo`, which ignores case. */
export interface RepoRef {
  type: RepoType;
  id: string;
}

/** The tag as authors and staff write it in the card's metadata, and as the Hub's wall asks for it in an address (facts/hub.md c). */
export const NFAA_TAG = 'not-for-all-audiences';

export const HUB_ORIGIN = 'https://huggingface.co';
const HUB_PAGES = `${HUB_ORIGIN}/`;
/** An origin names its port where that is not the usual one. */
const HUB_ORIGINS = /^https?:\/\/((www\.)?huggingface|hf)\.co$/;

/** URL prefix -> type. Models have no prefix, but `/models/ns/name` is accepted as the Hub's own client does. */
export const PREFIXES: ReadonlyMap<string, RepoType> = new Map(
  (['model', 'dataset', 'space', 'kernel', 'bucket'] as const).map((type) => [`${type}s`, type]),
);

/** Sets, not patterns: the browser compiles a pattern of so many words anew on every page, which takes most of a millisecond. */
const words = (text: string) => new Set(text.split(' '));

const RESERVED = words(
  'api assets avatars blog brand changelog chat classrooms code-of-conduct collections contact content-policy course datasets-server ' +
    'docs download enterprise event events feed forum front help inference integrations jobs join js landing languages learn legal ' +
    'login logout mcp metrics new notifications oauth organizations papers partners playground posts press pricing reset_password ' +
    'resources search settings sitemap sso storage subscribe support tasks teams transformers trending users',
);

/**
 * Is this a first segment that is never an owner, of those that links with more segments begin with (the captured pages have
 * `join`, `tasks`, `front` …)? url.ts has the others.
 */
export const isReserved = (first: string): boolean =>
  RESERVED.has(first.toLowerCase()) || /^(inference|new)-\w+$/i.test(first);

const PROFILE_TABS = words(
  'collections papers posts articles activity following followers likes upvotes community',
);
/** Is this second segment under an owner a tab of the profile, not a model? */
export function isProfileTab(second: string): boolean {
  const tab = second.toLowerCase();
  return PREFIXES.has(tab) || PROFILE_TABS.has(tab);
}

/** Second segments under `/spaces`, `/datasets` that are pages of the listing, not owners. */
export const LISTING_PAGES = /^(category|trending|launch|new|search)$/;

/** facts/hub.md g: repo name [\w\-.]{1,96}; older namespaces may hold `_` and `.`. `--` and `..` are refused by the Hub. */
const NAME = /^(?!.*(--|\.\.))\w([\w.-]{0,94}\w)?$/;
export const validName = (s: string): boolean => NAME.test(s);
/** Made once: a pattern that is written in a function is made at every call. */
const FILE_NAME = /\.(git|ipynb)$/;
const isRepoName = (s: string) => validName(s) && !FILE_NAME.test(s);

/**
 * The address of a link that leads to the Hub, or `null` for every other host, protocol or malformed text.
 * @param base what a relative link is relative to; the Hub's home page if absent
 */
export function hubAddress(href: string, base: string = HUB_PAGES): URL | null {
  try {
    const url = new URL(href, base);
    return HUB_ORIGINS.test(url.origin) ? url : null;
  } catch {
    return null;
  }
}

/** The decoded segments of a path, or `null` where it cannot be decoded. */
export function segmentsOf(path: string): string[] | null {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return null;
  }
}

/** Is this a profile, or a tab of one? */
export const isOwner = (first: string, second: string | undefined): boolean =>
  !isReserved(first) && validName(first) && (!second || isProfileTab(second));

/** The repository that a path names, whatever comes after it; `null` for everything else that the Hub has. */
export function repoOfSegments(segments: string[]): RepoRef | null {
  const type = PREFIXES.get(segments[0]!);
  const namespace = segments[type ? 1 : 0];
  const name = segments[type ? 2 : 1];
  if (!namespace || !name) return null;
  if (type ? LISTING_PAGES.test(namespace) : isProfileTab(name)) return null;
  if (isReserved(namespace) || !validName(namespace) || !isRepoName(name)) return null;
  return { type: type ?? 'model', id: `${namespace}/${name}` };
}

/** A plain path, as nearly every link of the Hub has: no need for the URL parser, which costs more than all the rest. */
const PLAIN_PATH = /^(?:\/[\w-][\w.-]*)+(?=$|[?#])/;

/** Pages name the same repositories again and again; the same address gives the same object. */
const read = new Map<string, RepoRef | null>();
/** The page that was asked from last, and whether it is one of the Hub's. */
let asker = '';
let here = false;

/** The repository that a link names, or `null`. The guard's hot path. */
export function repoRefOf(href: string, base: string = HUB_PAGES): RepoRef | null {
  if (asker !== base) {
    asker = base;
    here = base.startsWith(HUB_PAGES);
  }
  const before = read.get(href);
  if (here && before !== undefined) return before;
  const plain = here && PLAIN_PATH.exec(href)?.[0];
  const segments = plain ? plain.slice(1).split('/') : segmentsOf(hubAddress(href, base)?.pathname ?? '');
  const ref = segments && repoOfSegments(segments);
  if (plain) read.set(href, ref);
  return ref;
}

/** One string per repository whatever the case it is written in: ids are compared case-insensitively (facts/hub.md g). */
export const repoKey = (ref: RepoRef): string => `${ref.type}:${ref.id.toLowerCase()}`;

export const sameRepo = (a: RepoRef, b: RepoRef): boolean => repoKey(a) === repoKey(b);

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
