/**
 * The entries "Report" beside what has no repository's header: files, threads, comments, profiles, collections … (where they
 * belong is lib/hub/report-points.ts's to say). Looked for only on pages that can have them, when the page has changed and
 * there is time; of many comments, those near the screen.
 */
import { BODY_MARK, COVERING, MARK, type MarkState, markOf } from '../guard/marks.ts';
import { mayHavePoints, type PointKind, type ReportPoint, reportPointsIn } from '../hub/report-points.ts';
import { taken, whenIdle } from './idle.ts';
import { openReportHere } from './open.ts';
import { button, element, type Host, icon, makeHost } from './parts.ts';
import { onTrusted } from './trusted.ts';
import { pointLabel, WORDS } from './words.ts';

/** A page changes in bursts: it is looked through once for each. */
const LOOK_AFTER_MS = 200;
/** Looking through a thread of hundreds of comments may take this share of the time, and no more. */
const LOOK_SHARE = 0.02;
/** A page that keeps removing our entry wants it gone: no endless fight (facts/extensions.md 4.iii). */
const MAX_REINSERTS = 10;
const REINSERT_WINDOW_MS = 10_000;
/** Comments that are no further from the screen than this have their entry. */
const NEAR_SCREEN = '600px';

interface Drawn extends Host {
  label: string;
  inserts: number[];
}

const drawn = new Map<string, Drawn>();
/** Entries to be put into the page. */
const wanted = new Map<string, ReportPoint>();
let far = new Map<Element, ReportPoint>();
const near = new WeakSet<Element>();
let nearScreen: IntersectionObserver | undefined;
let address = { href: '', mayHave: false };
let looking = false;
let lastTook = 0;

/** Call whenever the page was judged anew, which is whenever it has changed. */
export function lookForPointsSoon(url: string): void {
  if (address.href !== url) address = { href: url, mayHave: mayHavePoints(url) };
  if (looking || (!address.mayHave && drawn.size === 0)) return;
  looking = true;
  setTimeout(
    () => {
      looking = false;
      whenIdle(look);
    },
    Math.max(LOOK_AFTER_MS, lastTook / LOOK_SHARE),
  );
}

function look(): boolean {
  const began = performance.now();
  const points = reportPointsIn(document, location.href).filter(({ parent }) => !isCovered(parent));
  lastTook = performance.now() - began;
  const keys = new Set(points.map(({ key }) => key));
  for (const [key, { host }] of drawn) {
    if (keys.has(key)) continue;
    host.remove();
    drawn.delete(key);
  }
  wanted.clear();
  far = new Map();
  for (const point of points) {
    const have = drawn.get(point.key);
    if (have && isInPlace(have, point)) continue;
    if (point.around && !have && !near.has(point.around)) watch(point.around, point);
    else wanted.set(point.key, point);
  }
  if (wanted.size > 0) whenIdle(drawWanted);
  return true;
}

function watch(around: Element, point: ReportPoint): void {
  far.set(around, point);
  nearScreen ??= new IntersectionObserver(comeNear, { rootMargin: NEAR_SCREEN });
  nearScreen.observe(around);
}

function comeNear(entries: IntersectionObserverEntry[]): void {
  for (const { isIntersecting, target } of entries) {
    const point = isIntersecting && far.get(target);
    if (!point) continue;
    nearScreen?.unobserve(target);
    far.delete(target);
    near.add(target);
    wanted.set(point.key, point);
  }
  if (wanted.size > 0) whenIdle(drawWanted);
}

/** Nothing of ours stands where a cover lies, and no name is told there. */
function isCovered(node: Element): boolean {
  const hides = (state: MarkState | null) =>
    state !== null && (COVERING.includes(state) || state === 'hide' || state === 'wait');
  const body = node.closest(`[${BODY_MARK}]`);
  const unit = node.closest(`[${MARK}]`);
  return (body !== null && hides(markOf(body, BODY_MARK))) || (unit !== null && hides(markOf(unit)));
}

const isInPlace = ({ host, label }: Drawn, point: ReportPoint): boolean =>
  host.parentElement === point.parent &&
  host.nextElementSibling === point.before &&
  label === pointLabel(point.kind, point.author);

/** Says false while the framework has not taken over all of them. */
function drawWanted(): boolean {
  for (const [key, point] of wanted) {
    if (!point.parent.isConnected) wanted.delete(key);
    else if (taken(point.parent)) {
      wanted.delete(key);
      put(point);
    }
  }
  return wanted.size === 0;
}

function put(point: ReportPoint): void {
  const label = pointLabel(point.kind, point.author);
  const at = Date.now();
  let have = drawn.get(point.key);
  if (have?.label !== label) {
    have?.host.remove();
    have = { ...makeHost('point'), label, inserts: have?.inserts ?? [] };
    have.root.append(entryFor(point, label));
    drawn.set(point.key, have);
  }
  have.inserts = have.inserts.filter((one) => at - one < REINSERT_WINDOW_MS);
  if (have.inserts.length >= MAX_REINSERTS) return;
  have.inserts.push(at);
  const { parent, before } = point;
  parent.insertBefore(have.host, before?.parentElement === parent ? before : null);
}

/** How each looks at home: like the links of a file's bar, like a comment's menu, like the buttons of a title. */
const LOOKS: Record<PointKind, 'point-link' | 'point-icon' | 'title-report' | 'point-row'> = {
  file: 'point-link',
  row: 'point-row',
  // A Space's header has no room for words: its title is in the same row.
  app: 'point-icon',
  discussion: 'title-report',
  'pull-request': 'title-report',
  comment: 'point-icon',
  'paper-comment': 'point-icon',
  post: 'point-icon',
  user: 'title-report',
  organization: 'title-report',
  collection: 'title-report',
};

function entryFor({ kind, comment }: ReportPoint, label: string): HTMLElement {
  const look = LOOKS[kind];
  const made = button(look === 'point-row' ? 'title-report' : look, label, icon('flag'));
  if (look === 'point-icon') made.title = label;
  else made.append(kind === 'file' ? WORDS.report.toLowerCase() : WORDS.report);
  made.setAttribute('data-role', `report-${kind}`);
  onTrusted(made, 'click', () => {
    // What the address says is read now: a viewer changes it with every row, a file with every line.
    const hash = comment ?? (kind === 'file' ? null : '');
    openReportHere({ kind: kindToReport(kind, comment), ...(comment ? { comment } : {}) }, made, hash);
  });
  return look === 'point-row' ? element('div', 'point-row', made) : made;
}

/** A post's comment belongs to the post: what belongs to no repository has no Community tab either. */
const kindToReport = (kind: PointKind, comment: string | undefined) =>
  kind === 'comment' && comment && location.pathname.startsWith('/posts/') ? 'post' : kind;
