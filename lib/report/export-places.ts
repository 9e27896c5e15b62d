/** Exact addresses of what was reported, built anew from its parts: an address that was stored is never passed on as it is. Pure. */
import { HUB_ORIGIN, parseHubUrl, repoUrl } from '../hub/url.ts';
import { encoded, encodedPath, fileUrl, revisionUrl, sectionUrl, viewerUrl } from './compose-places.ts';
import type { Target } from './report.ts';
import { inRepo, kindOf, nameOf } from './target.ts';

export interface Addresses {
  /** Of the thing itself: file, discussion, profile. */
  page: string;
  /** The file, or the repository's files, as they were at the commit. */
  pinned: string | null;
}

/** Where it is, without what an address may tell of a search. `page` is the Hub's own front page where nothing is left of it. */
export function addressesOf(target: Target): Addresses {
  return { page: pageOf(target), pinned: pinnedOf(target) };
}

/** All of them, the most exact first, none twice. */
export function allAddresses(target: Target): string[] {
  const { page, pinned } = addressesOf(target);
  return [...new Set(pinned === null ? [page] : [pinned, page])];
}

function pageOf(target: Target): string {
  if (!inRepo(target)) return bare(target.url);
  const base = repoUrl(target.repo);
  if (target.discussion !== undefined)
    return `${base}/discussions/${target.discussion}${target.comment ? `#${encoded(target.comment)}` : ''}`;
  if (target.row) return viewerUrl(target) ?? base;
  const file = target.path === undefined ? null : encodedPath(target.path);
  if (file !== null && target.sha === null)
    return `${base}/blob/${encoded(target.revision ?? 'main')}/${file}`;
  return sectionUrl(target) ?? base;
}

const pinnedOf = (target: Target): string | null => fileUrl(target) ?? revisionUrl(target);

/** An address of the Hub, or of an app that it hosts, without query and fragment. */
function bare(href: string): string {
  try {
    const { origin, pathname, protocol, hostname } = new URL(href);
    if (protocol === 'https:' && (origin === HUB_ORIGIN || /(^|\.)hf\.space$/.test(hostname)))
      return origin + pathname.replace(/[()[\]<>'*~!]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
  } catch {
    // Told below: nothing of it may be passed on.
  }
  return `${HUB_ORIGIN}/`;
}

/** A thread's address as the Hub told it, if it is one of the Hub's; `null` otherwise. */
export function threadAddress(url: string | undefined): string | null {
  const place = url === undefined ? null : parseHubUrl(url);
  if (place?.kind !== 'repo' || place.discussion === undefined) return null;
  return `${repoUrl(place)}/discussions/${place.discussion}${place.comment ? `#${encoded(place.comment)}` : ''}`;
}

const KINDS: Record<ReturnType<typeof kindOf>, string> = {
  repo: 'a repository',
  revision: 'a revision',
  file: 'a file',
  row: 'a row of a dataset',
  section: 'a section of the card',
  app: 'an app',
  discussion: 'a discussion',
  'pull-request': 'a pull request',
  comment: 'a comment',
  user: 'a user',
  organization: 'an organisation',
  collection: 'a collection',
  post: 'a post',
  'paper-comment': 'a comment on a paper',
};

/** "a file of owner/name": for headings and sentences. */
export function placeWords(target: Target): string {
  const kind = kindOf(target);
  if (kind === 'repo') return nameOf(target);
  return inRepo(target) ? `${KINDS[kind]}, ${nameOf(target)}` : `${KINDS[kind]}: ${nameOf(target)}`;
}

/** ISO 8601, UTC; `null` for what is no time. */
export function isoTime(ms: number): string | null {
  const time = new Date(ms);
  return Number.isNaN(time.getTime()) || time.getUTCFullYear() > 9999 || time.getUTCFullYear() < 1
    ? null
    : time.toISOString();
}
