/** Where the reported thing is, as links and words that are safe in Markdown: built anew from its parts, never passed on as given. Pure. */
import { HUB_ORIGIN, parseHubUrl, repoUrl, sameRepo } from '../hub/url.ts';
import { cleanLine } from './neutralise.ts';
import { inRepo, kindOf, nameOf, type Target, type TargetKind } from './target.ts';

/** In front of a kind's name in a list of facts; repositories have their own line. */
export const KIND_WORDS: Record<TargetKind, string> = {
  repo: 'repository',
  revision: 'revision of a repository',
  file: 'file',
  row: 'row of a dataset',
  section: 'section of the card',
  app: 'app of the Space',
  discussion: 'discussion',
  'pull-request': 'pull request',
  comment: 'comment',
  user: 'user',
  organization: 'organisation',
  collection: 'collection',
  post: 'post',
  'paper-comment': 'comment on a paper',
};

/** `path`, and the lines of it. */
export function fileWords({ path, lines }: Target): string | null {
  if (path === undefined) return null;
  if (!lines) return path;
  return lines.from === lines.to ? `${path}, line ${lines.from}` : `${path}, lines ${lines.from}–${lines.to}`;
}

export function rowWords({ row }: Target): string | null {
  if (!row) return null;
  const parts = [
    row.config === undefined ? '' : `subset ${cleanLine(row.config)}`,
    row.split === undefined ? '' : `split ${cleanLine(row.split)}`,
    row.index === undefined ? '' : `row ${row.index}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(', ');
}

/** The file as it was then; `null` without a revision, or for a path that would lead elsewhere. */
export function fileUrl(target: Target): string | null {
  const { sha, path, lines } = target;
  if (!inRepo(target) || sha === null || path === undefined) return null;
  const file = encodedPath(path);
  if (file === null) return null;
  const fragment = lines ? `#L${lines.from}${lines.to === lines.from ? '' : `-L${lines.to}`}` : '';
  return `${repoUrl(target.repo)}/blob/${sha}/${file}${fragment}`;
}

/** The files as they were then; `null` without a revision. */
export function revisionUrl(target: Target): string | null {
  return inRepo(target) && target.sha !== null ? `${repoUrl(target.repo)}/tree/${target.sha}` : null;
}

/** The card's section. */
export function sectionUrl(target: Target): string | null {
  return inRepo(target) && target.section ? `${repoUrl(target.repo)}#${encoded(target.section.id)}` : null;
}

/** The page of the thing itself, rebuilt: queries tell what somebody searched for. `null` where nothing of it is certain. */
export function pageUrl(target: Target): string | null {
  if (!inRepo(target)) return subjectUrl(target);
  const { repo, discussion, comment } = target;
  if (discussion !== undefined) return threadUrl(repoUrl(repo), discussion, comment);
  if (kindOf(target) === 'row') return viewerUrl(target);
  const place = parseHubUrl(target.url);
  if (place?.kind !== 'repo' || !sameRepo(place, repo)) return null;
  return place.discussion === undefined
    ? repoUrl(repo)
    : threadUrl(repoUrl(repo), place.discussion, place.comment);
}

function threadUrl(base: string, discussion: number, comment: string | undefined): string {
  return `${base}/discussions/${discussion}${comment === undefined ? '' : commentFragment(comment)}`;
}

/** Comments have ids of 24 hexadecimal digits (facts/hub.md g); nothing else becomes part of an address. */
function commentFragment(comment: string): string {
  return /^[0-9a-f]{24}$/i.test(comment) ? `#${comment.toLowerCase()}` : '';
}

/** `/viewer/{config}/{split}?row=N` (lib/hub/url.ts `rowOf`). */
export function viewerUrl(target: Target): string | null {
  if (!inRepo(target)) return null;
  const { config, split, index } = target.row ?? {};
  const way = [config, config === undefined ? undefined : split].filter((part) => part !== undefined);
  if (way.some((part) => /^\.{0,2}$/.test(part))) return `${repoUrl(target.repo)}/viewer`;
  return `${[`${repoUrl(target.repo)}/viewer`, ...way.map(encoded)].join('/')}${index === undefined ? '' : `?row=${index}`}`;
}

const NAME = /^[\w.-]{1,100}$/;
const OWNED = /^[\w.-]{1,100}\/[\w.-]{1,200}$/;
const PAPER = /^\d{4}\.\d{4,6}(?:v\d+)?$/;

/** Profiles, collections, posts and papers, from the name that the target carries; otherwise from its address. */
function subjectUrl(target: Target): string | null {
  const fragment = target.comment === undefined ? '' : commentFragment(target.comment);
  const path = subjectPath(kindOf(target), target.subject ?? '') ?? subjectOfUrl(target.url);
  return path === null ? null : `${HUB_ORIGIN}${path}${fragment}`;
}

function subjectPath(kind: TargetKind, subject: string): string | null {
  if (/(?:^|\/)\.{1,2}(?:$|\/)/.test(subject)) return null;
  if (kind === 'user' || kind === 'organization') return NAME.test(subject) ? `/${subject}` : null;
  if (kind === 'collection') return OWNED.test(subject) ? `/collections/${subject}` : null;
  if (kind === 'post') return OWNED.test(subject) ? `/posts/${subject}` : null;
  return PAPER.test(subject) ? `/papers/${subject}` : null;
}

function subjectOfUrl(url: string): string | null {
  const place = parseHubUrl(url);
  if (place?.kind === 'profile') return subjectPath('user', place.name);
  if (place?.kind === 'collection') return subjectPath('collection', place.id);
  if (place?.kind === 'post') return subjectPath('post', `${place.author}/${place.slug}`);
  return place?.kind === 'paper' ? subjectPath('paper-comment', place.id) : null;
}

/** The links that are evidence, the most exact first; the repository's own page only where nothing is more exact. */
export function evidenceLinks(target: Target): string[] {
  const page = pageUrl(target);
  const whole = inRepo(target) ? repoUrl(target.repo) : null;
  const exact = [fileUrl(target), sectionUrl(target), page === whole ? null : page].filter(
    (link) => link !== null,
  );
  if (exact.length > 0 && fileUrl(target) !== null) return exact;
  const rest = [exact.length === 0 ? page : null, revisionUrl(target)].filter((link) => link !== null);
  return [...exact, ...rest];
}

/** Its name on one line; never an address that was not rebuilt. */
export function subjectWords(target: Target): string {
  const name = cleanLine(target.repo?.id ?? target.subject ?? '');
  return name === '' ? KIND_WORDS[kindOf(target)] : cleanLine(nameOf(target));
}

/** `null` for a path that would lead elsewhere. */
export function encodedPath(path: string): string | null {
  const segments = path.toWellFormed().split('/');
  return segments.some((segment) => /^\.{0,2}$/.test(segment)) ? null : segments.map(encoded).join('/');
}

export function encoded(text: string): string {
  return percent(text.toWellFormed(), /[^\w.-]/gu);
}

function percent(text: string, what: RegExp): string {
  return text.replace(what, (c) =>
    encodeURIComponent(c).replace(/^[!'()*~]$/, (m) => `%${m.charCodeAt(0).toString(16)}`),
  );
}

const POLICY_URL = `${HUB_ORIGIN}/content-policy`;

/** The policy's page, with the citation's own place in it; nothing else is ever linked as the policy. */
export function policyUrl(url: string): string {
  if (parseHubUrl(url)?.kind !== 'policy') return POLICY_URL;
  return POLICY_URL + percent(new URL(url).hash, /[^\w#:~=,%.-]/gu);
}
