/** The repository's own page: which repository it is, and its body's cover. The wall before it is drawn later (lib/draw). */
import {
  bodyPartsOf,
  FRAME,
  frameOf,
  hasHubWall,
  headerOf,
  type RepoOfPage,
  repoOfPage,
} from '../hub/page.ts';
import { type RepoRef, repoKey, repoRefOf, sameRepo } from '../hub/ref.ts';
import { verdictFromTags } from '../nfaa/decide.ts';
import { shields } from '../nfaa/preferences.ts';
import { send } from '../platform/send.ts';
import {
  BODY_MARK,
  EMBED_MARK,
  isOurs,
  type MarkState,
  MEDIA_MARK,
  markPart,
  stateOf,
  toggleInert,
} from './marks.ts';
import { shared } from './shared.ts';
import { decisionFor, isShown, isUnknown, learn, verdictOf } from './state.ts';

/** What was read last: from which address and header, of a page that was complete or not. */
let readUrl = '';
let readHeader: Element | null = null;
let wasComplete = false;
/** Does the address name a repository? */
let isRepo = false;
let repo: RepoOfPage | null = null;
/** What it said of itself last. */
let told = '';
/** What was judged last as the page's body, and the title that stood above it. */
let body: Element[] = [];
let title: Element | null = null;

/** A page's links to itself are no mentions. */
export function isPagesOwn(ref: RepoRef): boolean {
  const own = repo ?? repoRefOf(location.href);
  if (!own) return false;
  return (ref.type as string) === FRAME
    ? own.type === 'space' && frameOf(own.id) === ref.id
    : sameRepo(own, ref);
}

/**
 * Judges the page, after it was read, and covers its body; cheap when nothing changed.
 * @returns the repository whose verdict is needed, or `null`
 */
export function judgePage(): RepoOfPage | null {
  if (!repo) {
    // The address has left the repository, and its title is gone: what stays in the page is another's.
    if (body[0] && !isRepo && !title?.isConnected) {
      markBody();
      body = [];
      shared.draw?.noPage();
    }
    return null;
  }
  title = document.querySelector('h1');
  const decision = decisionFor(repo, 'page', title);
  const walled = hasHubWall(document);
  const revealed = isShown(repo, 'page');
  // The Hub's own wall is up: the content is not in the page, and one wall is enough.
  const state = walled ? 'safe' : stateOf(decision, revealed);
  // Whoever asked to see the page has asked for what is in it.
  const open = walled || revealed;
  const inside = (context: 'media' | 'embed') =>
    open || !decision || shields(decision.action)
      ? 'safe'
      : stateOf(decisionFor(repo!, context), isShown(repo!, context));
  const media = inside('media');
  const embed = inside('embed');
  body = bodyPartsOf(document).filter((part) => !isOurs(part));
  markBody(state, media, embed);
  shared.draw?.page(repo, state, decision, { media, embed });
  return repo;
}

/** Without states, takes our attributes off. */
function markBody(state?: MarkState, media?: MarkState, embed?: MarkState): void {
  for (const part of body) {
    markPart(part, BODY_MARK, state);
    // Pictures and apps are taken out of reach by the drawing.
    toggleInert(part, state === 'blur');
    markPart(part, MEDIA_MARK, media);
    markPart(part, EMBED_MARK, embed);
  }
}

/** Finds out which repository this page is about; cheap when nothing changed. */
export function readPage(url: string): void {
  const same = readUrl === url;
  if (same && !isRepo) return;
  const header = headerOf(document);
  const complete = document.readyState !== 'loading';
  if (same && readHeader === header && wasComplete === complete) return;
  isRepo = !!repoRefOf(url);
  readUrl = url;
  readHeader = header;
  wasComplete = complete;
  repo = isRepo ? repoOfPage(document, url) : null;
  const before = told;
  told = repo?.tags ? `${repoKey(repo)} ${repo.tags}` : '';
  if (!repo?.tags || told === before) return;
  const { tags } = repo;
  const key = repoKey(repo);
  const verdict = verdictFromTags(tags, 'page', Date.now());
  // Its labels are the worker's to read, unless they are known already.
  const { labels } = verdictOf(key);
  learn(key, labels && !isUnknown(key) ? { ...verdict, labels } : verdict);
  // The freshest word there is: every other tab learns it from the worker's memory. Losing it costs one look-up.
  // The repository as it is: the worker leaves out what it does not know of it.
  send('verdicts.seen', { ref: repo, tags }).catch(() => {});
}
