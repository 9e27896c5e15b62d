/**
 * Where on a page of the Hub an entry "Report" belongs: beside each thing's own menu. Plain functions over any Document.
 * Structure and links first: islands (`data-target`), what links lead to, what stands beside a time. The repository's own
 * header is page.ts's. What is known of the real pages stands in facts/hub-dom.md 3 and 8; what is not is marked [inferred],
 * and where nothing is found, there is no entry.
 */
import { propsOf } from './page.ts';
import { type Place, parseHubUrl, type RepoPlace } from './url.ts';

export type PointKind =
  | 'file'
  | 'row'
  | 'app'
  | 'discussion'
  | 'pull-request'
  | 'comment'
  | 'user'
  | 'organization'
  | 'collection'
  | 'post'
  | 'paper-comment';

export interface ReportPoint {
  kind: PointKind;
  /** One string for the thing that is reported, unique on its page. */
  key: string;
  /** The entry stands in this element, before that child; without one, as the last. */
  parent: Element;
  before: Element | null;
  /** The whole comment: of comments, which may be many, only those near the screen get their entry. */
  around?: Element;
  /** Id of the comment. */
  comment?: string;
  /** Who wrote it. */
  author?: string;
}

/** `/o/n/blob/main/x`: its props carry the revision, the path, and the commit of each branch. */
const FILE = '[data-target="ViewerHeader"]';
/** `/o/n/discussions/3` [3p 22286707413, 70539093052]. */
const THREAD = '[data-target="DiscussionHeader"]';
/** `/spaces/o/n`: the frame of the app. */
const APP = '[data-target="SpacePageInner"] iframe';
/** `/datasets/o/n/viewer/default/train` [3p 2026]. */
const VIEWER = '[data-target="DatasetViewer"]';
/** `/name`, of a person and of an organisation [3p 2025-07 .. 2026]. */
const PROFILES = {
  organization: '[data-target="OrgProfile"]',
  user: '[data-target="UserProfile"]',
} as const;

/** How often each selector must match on which captured page. Apart from the selectors, so that it is not shipped. */
export const POINT_SELECTORS = {
  file: { css: FILE, matches: { 'blob-1.html': 1, 'model-1.html': 0 } },
  thread: { css: THREAD, matches: { 'model-1.html': 0, 'blob-1.html': 0 } },
  app: { css: APP, matches: { 'space-app-partial-1.html': 1, 'space-edit-3.html': 0 } },
  viewer: { css: VIEWER, matches: { 'model-1.html': 0 } },
  user: { css: PROFILES.user, matches: { 'model-1.html': 0, 'home-1.html': 0 } },
  organization: { css: PROFILES.organization, matches: { 'model-1.html': 0, 'home-1.html': 0 } },
} as const;

/** Text that people wrote: what it links to or looks like says nothing about the page. */
export const WRITTEN = '.hf-sanitized,.prose';
const COMMENT_ID = /#([0-9a-f]{24})$/i;
const HEADING = 'h1,h2,h3';

/** May this page have entries at all? From its address alone, so that all other pages cost nothing. */
export function mayHavePoints(url: string): boolean {
  const place = parseHubUrl(url);
  return place !== null && FINDERS[kindOfPlace(place)] !== undefined;
}

/**
 * Every entry that belongs on a page.
 * @param doc any Document
 * @param url the page's address
 */
export function reportPointsIn(doc: Document, url: string): ReportPoint[] {
  const place = parseHubUrl(url);
  const main = doc.querySelector('main');
  if (!place || !main) return [];
  return FINDERS[kindOfPlace(place)]?.(doc, main, place as never) ?? [];
}

const kindOfPlace = (place: Place): string =>
  place.kind !== 'repo' ? place.kind : place.view === 'card' && place.type === 'space' ? 'app' : place.view;

type Finder = (doc: Document, main: Element, place: never) => ReportPoint[];
const FINDERS: Record<string, Finder> = {
  // An address is like any other.
  __proto__: null as never,
  file: (_, main, place: RepoPlace) => fileIn(main, place),
  app: (doc, _, place: RepoPlace) => appIn(doc, place),
  viewer: (_, main) => viewerIn(main),
  discussion: (doc, main, place: RepoPlace) => [
    ...threadIn(doc, main, place),
    ...commentsIn(main, 'comment'),
  ],
  profile: (_, main, place: Place & { kind: 'profile' }) => profileIn(main, place.name),
  collection: (_, main, { id }: Place & { kind: 'collection' }) =>
    headingPoint(main.querySelector(HEADING), { kind: 'collection', key: `collection ${id}` }),
  post: (_, main, place: Place & { kind: 'post' }) => [
    ...postIn(main, place),
    ...commentsIn(main, 'comment'),
  ],
  paper: (_, main) => commentsIn(main, 'paper-comment'),
};

/** In the bar with "raw", "history", "blame", behind the last of them (seen in blob-1.html); else in the path's own header. */
function fileIn(main: Element, { revision, path }: RepoPlace): ReportPoint[] {
  if (path === undefined) return [];
  const point = { kind: 'file', key: `file ${revision} ${path}` } as const;
  const links = Array.from(main.querySelectorAll('a[href*="/raw/"],a[href*="/resolve/"],a[href*="/blame/"]'));
  const own = links.find((link) => {
    const to = !link.closest(WRITTEN) && parseHubUrl(link.getAttribute('href') ?? '');
    return to && to.kind === 'repo' && to.path === path;
  });
  if (own?.parentElement) {
    const last = Array.from(own.parentElement.children).findLast((one) => one.tagName === 'A') ?? own;
    return [{ ...point, parent: own.parentElement, before: next(last) }];
  }
  const header = main.querySelector(FILE)?.firstElementChild;
  return header ? [{ ...point, parent: header, before: null }] : [];
}

/** Behind the tabs of the Space's header, which stands outside of `main` on its app page. */
function appIn(doc: Document, { id }: RepoPlace): ReportPoint[] {
  if (!doc.querySelector(APP)) return [];
  const links = doc.querySelectorAll('[data-target="SpaceHeader"] a[href]');
  const tab = Array.from(links).find((link) => {
    const to = !link.closest('h1') && parseHubUrl(link.getAttribute('href')!);
    return to && to.kind === 'repo' && to.view === 'card' && to.id.toLowerCase() === id.toLowerCase();
  });
  const parent = tab?.parentElement;
  return parent ? [{ kind: 'app', key: `app ${id}`, parent, before: null }] : [];
}

/** Above the table. The viewer changes its address with what it shows, so one entry speaks of whatever row is open. */
function viewerIn(main: Element): ReportPoint[] {
  const viewer = main.querySelector(VIEWER);
  const parent = viewer?.parentElement;
  return viewer && parent ? [{ kind: 'row', key: 'row', parent, before: viewer }] : [];
}

/** In its title: only the page can say whether it is a pull request. */
function threadIn(doc: Document, main: Element, { discussion }: RepoPlace): ReportPoint[] {
  const island = main.querySelector(THREAD);
  const kind = isPullRequest(doc) ? 'pull-request' : 'discussion';
  return headingPoint(island?.querySelector(HEADING), { kind, key: `${kind} ${discussion}` });
}

/** From the props of the thread; without them, from the tab "Files changed" that only pull requests have. */
function isPullRequest(doc: Document): boolean {
  const island = doc.querySelector(THREAD);
  if (!island) return false;
  const raw = island.getAttribute('data-props') ?? '';
  const known = pulls.get(island);
  if (known?.raw === raw) return known.is;
  const said = propsOf(island)?.discussion as { isPullRequest?: unknown } | undefined;
  const is =
    typeof said?.isPullRequest === 'boolean'
      ? said.isPullRequest
      : doc.querySelector('main a[href*="/discussions/"][href$="/files"]:not(.hf-sanitized *)') !== null;
  pulls.set(island, { raw, is });
  return is;
}
/** A long thread's props are long, and a page changes often. */
const pulls = new WeakMap<Element, { raw: string; is: boolean }>();

function profileIn(main: Element, name: string): ReportPoint[] {
  for (const kind of ['organization', 'user'] as const) {
    const island = main.querySelector(PROFILES[kind]);
    if (island) return headingPoint(island.querySelector('h1'), { kind, key: `${kind} ${name}` });
  }
  return [];
}

/** Beside the post's own menu, or behind its time [inferred: no capture of a post's page]. */
function postIn(main: Element, { author, slug }: Place & { kind: 'post' }): ReportPoint[] {
  const point = { kind: 'post', key: `post ${author}/${slug}`, author } as const;
  // Only what stands above the text is the post's own.
  for (const one of main.querySelectorAll(`time,${WRITTEN}`)) {
    if (one.tagName !== 'TIME' || COMMENT_ID.test(one.closest('a')?.getAttribute('href') ?? '')) break;
    return [{ ...point, ...spotBeside(menuBeside(one, main), one) }];
  }
  return headingPoint(main.querySelector(HEADING), point);
}

/**
 * Every comment: found by the link to itself (`#` and the id of its event, facts/hub.md a), which holds its time, or by an
 * element that bears such an id. In its head, behind the Hub's own menu.
 */
function commentsIn(main: Element, kind: 'comment' | 'paper-comment'): ReportPoint[] {
  const points = new Map<string, ReportPoint>();
  const links = new Map<string, Element>();
  for (const link of main.querySelectorAll('a[href*="#"]')) {
    const id = COMMENT_ID.exec(link.getAttribute('href')!)?.[1]?.toLowerCase();
    if (id && !links.has(id) && link.querySelector('time') && !link.closest(WRITTEN)) links.set(id, link);
  }
  const all = new Set(links.values());
  const take = (id: string, around: Element, anchor: Element | null) => {
    if (points.has(id)) return;
    const time = anchor ?? outsideText(around, 'time')[0];
    const menu = time ? menuBeside(time, around) : null;
    // Events ("changed the title") have an id and a time, too, but neither a menu nor a text.
    if (!time || (!menu && !around.querySelector(WRITTEN))) return;
    const author = outsideText(around, 'a[href]').map(personOf).find(Boolean);
    points.set(id, {
      kind,
      key: `${kind} ${id}`,
      ...spotBeside(menu, time),
      around,
      comment: id,
      ...(author ? { author } : {}),
    });
  };
  for (const element of main.querySelectorAll('[id]'))
    if (COMMENT_ID.test(`#${element.id}`) && !element.closest(WRITTEN))
      take(element.id.toLowerCase(), element, links.get(element.id.toLowerCase()) ?? null);
  for (const [id, link] of links) take(id, blockAround(link, all, main), link);
  return Array.from(points.values());
}

/** The largest block around a comment's link that holds no other comment's. */
function blockAround(link: Element, others: ReadonlySet<Element>, main: Element): Element {
  let block = link;
  for (let up = link.parentElement; up && up !== main; up = up.parentElement) {
    if (up.hasAttribute('data-target')) break;
    const inside = Array.from(up.querySelectorAll('a[href*="#"]'));
    if (inside.some((one) => one !== link && others.has(one))) break;
    block = up;
  }
  return block;
}

/** The last button of the row that the time stands in, above the text: the Hub's own menu. */
function menuBeside(time: Element, around: Element): Element | null {
  const text = around.querySelector(WRITTEN);
  for (let up = time.parentElement; up && around.contains(up); up = up.parentElement) {
    if (text && up.contains(text)) return null;
    const buttons = outsideText(up, 'button');
    if (buttons.length > 0) return buttons.at(-1)!;
    if (up === around) return null;
  }
  return null;
}

function spotBeside(menu: Element | null, time: Element): Pick<ReportPoint, 'parent' | 'before'> {
  return menu ? { parent: menu.parentElement!, before: next(menu) } : behind(time);
}

/** Behind a time; behind the link that it is in, never inside it. */
function behind(time: Element): Pick<ReportPoint, 'parent' | 'before'> {
  const link = time.closest('a') ?? time;
  return { parent: link.parentElement!, before: next(link) };
}

function headingPoint(
  heading: Element | null | undefined,
  point: Omit<ReportPoint, 'parent' | 'before'>,
): ReportPoint[] {
  return heading && !heading.closest(WRITTEN) ? [{ ...point, parent: heading, before: null }] : [];
}

/** What we put there ourselves is no neighbour. */
function next(element: Element): Element | null {
  let after = element.nextElementSibling;
  while (after?.hasAttribute('data-steward-ui')) after = after.nextElementSibling;
  return after;
}

const outsideText = (root: Element, selector: string): Element[] =>
  Array.from(root.querySelectorAll(selector)).filter((one) => !one.closest(WRITTEN));

function personOf(link: Element): string | undefined {
  const place = parseHubUrl(link.getAttribute('href') ?? '');
  return place?.kind === 'profile' && place.tab === undefined ? place.name : undefined;
}

/**
 * The commit that this page was made from, where it says so: the file viewer's header names the commit of each branch
 * (blob-1.html, 2025-12), a Space's header that of its own (space-edit-3.html, 2026-04). `null` elsewhere.
 */
export function shaOfPage(doc: Document, url: string): string | null {
  const place = parseHubUrl(url);
  if (place?.kind !== 'repo') return null;
  const revision = place.revision ?? 'main';
  const viewer = doc.querySelector(FILE);
  const refs = viewer && (propsOf(viewer) as { refs?: Record<string, unknown> } | null)?.refs;
  const all = Object.values(refs ?? {}).flatMap((list) => (Array.isArray(list) ? list : []));
  const named = all.find((one: { name?: unknown } | null) => one?.name === revision)?.targetCommit;
  const header = revision === 'main' && doc.querySelector('[data-target="SpaceHeader"]');
  const sha = named ?? (header && (propsOf(header)?.space as { sha?: unknown } | undefined)?.sha);
  return typeof sha === 'string' && /^[0-9a-f]{40}$/.test(sha) ? sha : null;
}
