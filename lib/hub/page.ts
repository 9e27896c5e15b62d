/**
 * Where repositories, cards and headers are in a page of the Hub. Plain functions over any Document, one made by
 * `DOMParser` too. Every selector stands here and nowhere else; how often each must match on which captured page say `SELECTORS`
 * and `MATCHES` below, which tests/unit/hub/page.test.ts holds them to where those pages are present.
 *
 * Links first: a card is found by what it links to. Nothing is found by a class name, so a redesign that renames them all
 * changes nothing here (facts/hub-dom.md 0.5, 7, 11).
 */
import {
  hubAddress,
  isOwner,
  NFAA_TAG,
  PREFIXES,
  type RepoRef,
  type RepoType,
  repoRefOf,
  sameRepo,
  segmentsOf,
} from './ref.ts';

/** What the page says of the repository that it is about. */
export interface RepoOfPage extends RepoRef {
  /** From the header's props; `null` where the page does not say. */
  tags: string[] | null;
}

export interface CardOfPage extends RepoRef {
  element: Element;
}

/** The repository's header island; its `data-props` carry id and tags (facts/hub-dom.md 3). */
const HEADER = ['Model', 'Dataset', 'Space', 'Kernel'].map((type) => `[data-target=${type}Header]`).join();
/** Every repository card, of every kind and age, is an `article` (facts/hub-dom.md 7). Collection and organisation cards are too. */
export const CARD = 'article';
/** The Hub's own wall in front of a tagged repository (facts/hub-dom.md 5); a link that an author wrote is none. */
const HUB_WALL = `h2+p+a[href="?${NFAA_TAG}=true"]:last-child:not(.hf-sanitized *)`;
/** The base of a model, named without a link; its `data-props` say which (seen in model-1.html and model-gallery-1.html). */
const BASE = '[data-target=BaseModelDetails]';
/** Cards, and outside of them links, frames, pictures and films that are files of a repository, and names without a link. */
const MENTION = `:is(a[href],iframe[src],img[src*="/resolve/"],video,${BASE})`;
const UNIT = `article,${MENTION}:not(article *)`;
/** The kinds of element that a mention is; made once, for it is asked of every element that is added. */
const MENTIONING = `a,iframe,img,video,${BASE}`;
/** The title, where the Report button goes: its last child (facts/hub-dom.md 3a). */
const TITLE = 'h1';

/** What the page says its own address is. */
const OWN_ADDRESS = 'meta[property="og:url"],link[rel="canonical"]';

interface HeaderProps {
  [prop: string]: { id?: unknown; tags?: unknown; discussionsDisabled?: unknown } | undefined;
}

/**
 * Which repository is this page about? Header props first, then the title's link or the page's own address metadata,
 * each checked against the URL grammar; the URL alone is never believed (an error page has one too).
 * @param doc any Document
 * @param url the page's address
 */
export function repoOfPage(doc: Document, url: string): RepoOfPage | null {
  const header = headerOf(doc);
  if (header) {
    const type = typeOfHeader(header);
    const repo = propsOf(header)?.[type];
    const id = `${repo?.id}`;
    if (/^[\w.-]+\/[\w.-]+$/.test(id)) {
      const tags = Array.isArray(repo?.tags) ? repo.tags.map(String) : tagsFromWall(doc);
      return { type, id, tags };
    }
  }
  const ref = repoRefOf(url);
  if (!ref) return null;
  // A renamed repository shows its new name in the title: the page knows better than the address it was asked by.
  const named = linksIn(doc, url, `${TITLE} a[href]`).filter((r) => r?.type === ref.type);
  const vouched = named.length > 0 ? named : linksIn(doc, url, OWN_ADDRESS);
  const found = vouched.find((r) => r && sameRepo(r, ref)) ?? named[0];
  return found ? { ...found, tags: tagsFromWall(doc) } : null;
}

/** `ModelHeader` keeps its repository under `model`, and so on. */
const typeOfHeader = (header: Element) =>
  header.getAttribute('data-target')!.replace('Header', '').toLowerCase() as RepoType;

/** Are discussions switched off, in the header's words (facts/hub-dom.md 3)? `null` where the page does not say. */
export function discussionsDisabledOn(doc: Document): boolean | null {
  const header = headerOf(doc);
  const said = header && propsOf(header)?.[typeOfHeader(header)]?.discussionsDisabled;
  return typeof said === 'boolean' ? said : null;
}

/**
 * The repository cards in a part of a page: blocks that speak of one repository alone.
 * Collections, organisations and papers share the Hub's card markup; they link to no repository, or to several, and are left out.
 * @param root a document, or an element that was just added
 * @param base the page's address
 */
export function cardsIn(root: ParentNode, base: string): CardOfPage[] {
  const cards: CardOfPage[] = [];
  for (const element of cardElementsIn(root)) {
    const ref = refOfCard(element, base);
    if (ref) cards.push({ element, type: ref.type, id: ref.id });
  }
  return cards;
}

/** Every element that may be a card, a repository's or not. */
function cardElementsIn(root: ParentNode): Element[] {
  const found = Array.from(root.querySelectorAll(CARD));
  if (isElement(root) && root.matches(CARD)) found.unshift(root);
  return found;
}

/** Everything that may mention a repository: cards, and outside of them links and frames. */
export const unitsIn = (root: ParentNode): Iterable<Element> =>
  cardsAlone(root) ?? root.querySelectorAll(UNIT);

/** The children of a list, or of a batch for it, where all are cards, or `null`: no need to look into each for what is outside of cards. */
export function cardsAlone(root: ParentNode): Element[] | null {
  const cards: Element[] = [];
  for (let child = root.firstElementChild; child; child = child.nextElementSibling) {
    if (!isCard(child)) return null;
    cards.push(child);
  }
  return cards;
}

/** What a card mentions that is about several repositories, or about none: that of a collection. */
export const mentionsIn = (card: Element): Iterable<Element> => card.querySelectorAll(MENTION);

/** `localName`: for `tagName`, Chromium would make a word of capitals each time. */
export const isCard = (element: Element): boolean => element.localName === CARD;
export const isMention = (element: Element): boolean => element.matches(MENTIONING);

/** Type of what a frame of `*.hf.space` shows: the host name says less than the Space's id, so it is known by that name alone. */
export const FRAME = 'frame';

/**
 * The repository that a link or frame names, or `null`. A frame of a Space's own host, or a link to it, gives
 * `{ type: 'frame', id: subdomain }`: which owner and name that stands for cannot be told from it (facts/hub-dom.md 3).
 * @param isSuspect of several that are named at once, the first that this says of its key speaks for all
 */
export function refOfMention(
  element: Element,
  base: string,
  isSuspect?: (key: string) => boolean,
): RepoRef | null {
  const named = element.matches(BASE) && propsOf(element)?.models;
  const src = Array.isArray(named)
    ? `/${named.find((id) => isSuspect?.(`model:${id}`.toLowerCase())) ?? named[0]}`
    : addressOf(element);
  const sub = /^https:\/\/([\w-]+)\.(static\.)?hf\.space([/?#]|$)/i.exec(src)?.[1];
  return sub ? { type: FRAME as RepoType, id: sub.toLowerCase() } : repoRefOf(src, base);
}

/** Of a film in several forms, the first's. What has no address leads nowhere. */
const addressOf = (element: Element): string =>
  element.getAttribute('href') ??
  (element.querySelector('source[src]') ?? element).getAttribute('src') ??
  '/';

/** The subdomain of hf.space that a Space's app is served from (facts/hub-dom.md 3). */
export const frameOf = (id: string): string => id.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/**
 * The block that speaks of the linked repository alone: the row of a list of suggestions, of an activity, of a model tree,
 * with the pictures in it; the link itself where it stands among other words.
 */
export function blockOf(link: Element, ref: RepoRef, base: string): Element {
  let block = link;
  for (let up = link.parentElement; up?.matches(ROW); up = up.parentElement) {
    if (up.childElementCount > MAX_IN_ROW || up.hasAttribute('data-target') || up.querySelector(PROSE)) break;
    if ([...up.childNodes].some((n) => n.nodeType === 3 && n.nodeValue!.trim())) break;
    if (linksIn(up, base).some((named) => named && !sameRepo(named, ref))) break;
    block = up;
  }
  return block;
}

/** Elements that a row may be made of; everything else ends it. */
const ROW = 'div,span,li,tr,td,figure,picture,button';
const MAX_IN_ROW = 8;
/** What a text is made of, and a row is not: more than one paragraph, among others. */
const PROSE = 'p~p,pre,h1,h2,ul,ol,table';

/** The kinds of page that the Hub's mentions of repositories stand on. */
export type Surface = 'home' | 'list' | 'search' | 'profile' | 'collection' | 'link';

/** What kind of page is this? From its address alone (facts/hub-dom.md 9). */
export function surfaceOf(url: string): Surface {
  const path = hubAddress(url)?.pathname ?? '/';
  const [first, second, third] = segmentsOf(path) ?? ['/'];
  if (!first) return 'home';
  if (first === 'search') return 'search';
  if (first === 'collections') return third ? 'collection' : 'list';
  if (repoRefOf(path)) return 'link';
  if (PREFIXES.has(first)) return 'list';
  return isOwner(first, second) ? 'profile' : 'link';
}

/** The site's own header with its search box, and whatever lists suggestions. */
const SEARCH = '[data-target=MainHeader],[role=listbox]';
export const inSearch = (element: Element): boolean => !!element.closest(SEARCH);

/** The card that this node is part of, or `null`. */
export const cardAround = (node: Element): Element | null => node.closest(CARD);

/**
 * The one repository that a card is about, or `null` where it names none or several.
 * Links to other pages of the same repository and to its author do not count against it.
 */
export function refOfCard(card: Element, base: string): RepoRef | null {
  // Nearly every card is one link, in which there can be no other: no need to look through it.
  const whole = card.firstElementChild;
  const href = whole && !whole.nextElementSibling && whole.getAttribute('href');
  if (href) return repoRefOf(href, base);
  let ref: RepoRef | null = null;
  for (const named of linksIn(card, base)) {
    if (ref && named && !sameRepo(ref, named)) return null;
    ref ??= named;
  }
  return ref;
}

/** The header island of a repository page. On a Space's app page it stands before `main`: so it is looked for in the whole document. */
export function headerOf(doc: Document): Element | null {
  return doc.querySelector(HEADER);
}

/** Where the Report button goes: the title inside the header, else the page's title. */
export function titleOf(doc: Document): Element | null {
  return headerOf(doc)?.querySelector(TITLE) ?? doc.querySelector(`main ${TITLE}`);
}

/** The Hub's own wall is up: the content behind it is not in the page at all. */
export function hasHubWall(doc: Document): boolean {
  return !!doc.querySelector(HUB_WALL);
}

/**
 * Everything of a repository page that is not its header: what is covered when the repository is.
 * Inside `main`, what follows the header, at whatever depth that stands; all of `main` where the header stands outside it (Space
 * app pages). What follows a mere title may be a part of the header: there, what follows the child of `main` that holds it.
 */
export function bodyPartsOf(doc: Document): Element[] {
  // Each Space card holds a `main` of its own; the page's is the first.
  const main = doc.querySelector('main');
  const header = headerOf(doc);
  const anchor = header ?? doc.querySelector(`main ${TITLE}`);
  if (!main || !anchor) return [];
  if (!main.contains(anchor)) return [main];
  const parts: Element[] = [];
  for (let at = anchor; at !== main; at = at.parentElement!)
    if (header || at.parentElement === main)
      for (let next = at.nextElementSibling; next; next = next.nextElementSibling)
        if (!next.matches('script,style,template,link')) parts.push(next);
  return parts;
}

/** Pictures and films in a text. */
export const MEDIA = 'img,video,picture,canvas';
/** What runs or ran there: apps, widgets with their output, viewers of data. */
export const EMBEDS = 'iframe,[data-target="InferenceWidget"],[data-target="DatasetViewer"]';

/** Every selector by name. Apart from where they are used, so that this is not shipped. */
export const SELECTORS = {
  header: HEADER,
  card: CARD,
  hubWall: HUB_WALL,
  title: TITLE,
  base: BASE,
  search: SEARCH,
  embeds: EMBEDS,
} as const;

/** How often each of them, in that order, must match on each captured page. */
export const MATCHES: Readonly<Record<string, readonly number[]>> = {
  'blob-1.html': [1, 0, 0, 1, 0, 1, 0],
  'collection-fragment-1.html': [0, 12, 0, 0, 0, 0, 0],
  'dataset-header-partial-1.html': [1, 0, 0, 1, 0, 0, 0],
  'datasets-list-2.html': [0, 30, 0, 1, 0, 1, 0],
  'error-1.html': [0, 0, 0, 1, 0, 1, 0],
  'home-1.html': [0, 8, 0, 1, 0, 1, 2],
  'model-1.html': [1, 1, 0, 2, 1, 1, 1],
  'model-2.html': [1, 1, 0, 11, 1, 1, 1],
  'model-4.html': [1, 0, 0, 1, 0, 1, 1],
  'model-disabled-1.html': [1, 0, 0, 2, 0, 1, 1],
  'model-gallery-1.html': [1, 0, 0, 2, 1, 1, 1],
  'model-nfaa-1.html': [1, 0, 1, 1, 0, 1, 0],
  'model-nfaa-2.html': [1, 0, 1, 1, 0, 1, 0],
  'model-nfaa-3.html': [1, 0, 1, 1, 0, 1, 0],
  'model-nsfwtag-1.html': [1, 0, 0, 1, 0, 1, 1],
  'models-list-1.html': [0, 30, 0, 1, 0, 1, 1],
  'papers-1.html': [0, 13, 0, 1, 0, 1, 0],
  'space-app-partial-1.html': [1, 0, 0, 1, 0, 0, 1],
  'space-edit-3.html': [1, 0, 0, 1, 0, 1, 0],
  'spaces-list-2.html': [0, 24, 0, 1, 0, 1, 0],
};

/** What the links in a part of a page name; `null` for one that names no repository. */
const linksIn = (root: ParentNode, base: string, selector = 'a[href]') =>
  Array.from(root.querySelectorAll(selector), (link) => refOfLink(link, base));

/** A link without an address leads nowhere. */
const refOfLink = (link: Element, base: string) =>
  repoRefOf(link.getAttribute('href') ?? link.getAttribute('content') ?? '/', base);

/** The component of the Hub's framework that this node belongs to, or `null`. */
export function islandOf(node: Element): Element | null {
  return node.closest('[data-target][data-props]');
}

/**
 * Has the framework taken over this part of the page yet? Before that, a node put inside makes Svelte 5 throw the whole
 * component away and build it anew (facts/hub-dom.md 0.4). Server markup carries `<!--[-->` comments until then.
 */
export function isHydrated(island: Element): boolean {
  const comments = island.ownerDocument.createTreeWalker(island, 128 /* NodeFilter.SHOW_COMMENT */);
  for (let c = comments.nextNode(); c; c = comments.nextNode())
    if (c.nodeValue?.startsWith('[')) return false;
  return true;
}

/** What the server gave this component, or `null` where that is damaged. */
export function propsOf(island: Element): HeaderProps | null {
  try {
    // Where there are none: `null`, too.
    return JSON.parse(island.getAttribute('data-props')!) as HeaderProps;
  } catch {
    return null;
  }
}

function tagsFromWall(doc: Document): string[] | null {
  return hasHubWall(doc) ? [NFAA_TAG] : null;
}

function isElement(node: ParentNode): node is Element {
  return node.nodeType === 1;
}
