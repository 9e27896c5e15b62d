/**
 * What is drawn on cards and rows, and after links: the cover with its button, a mark, the Report button, the menu.
 * In idle time; the marks of lib/guard/marks.ts have already covered.
 */
import { COVERING, MARK, type MarkState, markOf, NEAR, OURS } from '../guard/marks.ts';
import { shared } from '../guard/shared.ts';
import { placeOf } from '../guard/state.ts';
import { cardAround, isMention, refOfCard } from '../hub/page.ts';
import { type RepoRef, repoKey, repoUrl, sameRepo } from '../hub/ref.ts';
import type { Decision } from '../nfaa/decide.ts';
import { askAgainLater, noteFailed } from './again.ts';
import { choicesFor } from './choices.ts';
import { noteHidden, revealKey, tellHiddenSoon } from './hidden.ts';
import { hush } from './hush.ts';
import { isSliceOver, taken, whenIdle } from './idle.ts';
import { openMenu } from './menu.ts';
import { forgetFar, whenNear } from './near.ts';
import { openReport } from './open.ts';
import { button, element, type Host, icon, makeHost } from './parts.ts';
import { reveal } from './reveal.ts';
import { onTrusted } from './trusted.ts';
import { countHits, countSoon, noteUnit } from './view.ts';
import { labelOf, titleOf, WORDS, whyOf } from './words.ts';
import { checkWritten, isFrame } from './written.ts';

/**
 * So many cards get their Report button unasked: more than a page of a list holds (facts/hub.md c: 30). On a longer page the
 * others get it when pointed at or focused.
 */
const EAGER_BUTTONS = 40;

interface Wanted {
  ref: RepoRef;
  state: MarkState;
  decision: Decision | null;
  /** Of a repository: it has a Report button and a menu. */
  isCard: boolean;
}

interface Drawn extends Host {
  key: string;
  state: MarkState;
  /** What it says: another reason is drawn anew. */
  why: string;
  withButton: boolean;
}

const drawn = new WeakMap<Element, Drawn>();
const wanted = new Map<Element, Wanted>();
/** Cards that have, or will have, nothing but their Report button. */
const eager = new Set<Element>();

/** Queues what a card, a row, a link or a frame needs; drawn when there is time. */
export function drawCard(
  unit: Element,
  ref: RepoRef,
  state: MarkState,
  decision: Decision | null,
  isCard: boolean,
): void {
  if (state !== 'safe') noteUnit(unit);
  if (state === 'hide') noteHidden(unit, ref);
  if (state === 'failed') noteFailed();
  const want = { ref, state, decision, isCard: isCard && !isFrame(ref) };
  // The judgement that is running need not wait for what shows nothing of a name or only adds a button.
  if (!drawn.has(unit) && (state === 'safe' || COVERING.includes(state))) {
    // How many buttons there are to be is known before they are made: the guard leaves the rest alone at once.
    if (state === 'safe' && want.isCard) isWorthDrawing(unit);
    wanted.delete(unit);
    forgetFar(unit);
    if (later.size === 0) setTimeout(() => whenIdle(placeLater), placed + PLACE_EVERY_MS - performance.now());
    later.set(unit, want);
  } else place(unit, want);
}

/** Judged, but not looked at yet: on a long page they come in bursts, and below the screen. */
const PLACE_EVERY_MS = 100;
const later = new Map<Element, Wanted>();
let placed = Number.NEGATIVE_INFINITY;

function placeLater(): boolean {
  placed = performance.now();
  for (const [unit, want] of later) {
    later.delete(unit);
    if (unit.isConnected) place(unit, want);
    if (isSliceOver()) break;
  }
  if (later.size > 0) whenIdle(placeLater);
  return later.size === 0;
}

function place(unit: Element, want: Wanted): void {
  const { ref, state, decision, isCard } = want;
  const key = repoKey(ref);
  const have = drawn.get(unit);
  // Whatever it was to become before.
  wanted.delete(unit);
  later.delete(unit);
  forgetFar(unit);
  hush(unit, COVERING.includes(state));
  const withButton = isCard && wantsButtons();
  if (decision) countHits(key, decision);
  if (state === 'safe' && !isCard) checkWritten(unit, ref);
  const current =
    have?.key === key &&
    have.state === state &&
    have.withButton === withButton &&
    have.why === whyText(decision);
  if (current && isInPlace(unit, have)) return;
  if (state === 'hide' || state === 'wait' || (state === 'safe' && !isCard)) {
    undrawCard(unit);
    return;
  }
  if (state === 'safe' && !have && !isWorthDrawing(unit)) return;
  const drawSoon = () => {
    // At once: what is drawn may have to wait for the framework. On a link it would mean nothing.
    if (COVERING.includes(state) && !isMention(unit)) unit.setAttribute(NEAR, '');
    wanted.set(unit, want);
    whenIdle(drawWanted);
  };
  if (have || state === 'safe') drawSoon();
  else whenNear(unit, drawSoon);
}

/** Has a safe card a Report button unasked? */
const isWorthDrawing = (card: Element): boolean => (wantsButtons() ? isEager(card) : enough());

/** Is this one of the first cards of the page, as it is now? Those that a new list has replaced no longer count. */
function isEager(card: Element): boolean {
  if (eager.has(card)) return true;
  if (!shared.draw?.wants) return false;
  if (eager.size >= EAGER_BUTTONS) for (const one of eager) if (!one.isConnected) eager.delete(one);
  if (eager.size >= EAGER_BUTTONS) return enough();
  eager.add(card);
  return true;
}

/** Tells the guard that safe cards need nothing more, until cards went or settings changed. @returns false: nor does this one */
function enough(): false {
  if (shared.draw) shared.draw.wants = false;
  return false;
}

/** Takes everything of ours off a card, or from behind a link. */
export function undrawCard(unit: Element): void {
  hush(unit, false);
  wanted.delete(unit);
  later.delete(unit);
  forgetFar(unit);
  unit.removeAttribute(NEAR);
  drawn.get(unit)?.host.remove();
  drawn.delete(unit);
}

/** Draws what can be drawn, covers and marks before mere Report buttons; says false while the rest must wait. */
function drawWanted(): boolean {
  for (const plain of [false, true]) {
    for (const [card, want] of wanted) {
      if (!card.isConnected) {
        wanted.delete(card);
        continue;
      }
      if ((want.state === 'safe') !== plain || !taken(card)) continue;
      wanted.delete(card);
      // Nobody tells of an untagged card that has become another's meanwhile.
      if (!plain || isStillOf(card, want.ref)) draw(card, want);
      if (!isSliceOver()) continue;
      if (wanted.size > 0) whenIdle(drawWanted);
      return wanted.size === 0;
    }
  }
  return wanted.size === 0;
}

function isStillOf(card: Element, ref: RepoRef): boolean {
  const now = refOfCard(card, location.href);
  return !!now && sameRepo(now, ref);
}

/** Whoever pressed a button waits for nothing. */
function drawNow(card: Element | null): void {
  const want = card && wanted.get(card);
  if (!want) return;
  wanted.delete(card);
  draw(card, want);
}

function draw(unit: Element, { ref, state, decision, isCard }: Wanted): void {
  const before = drawn.get(unit);
  const inline = isMention(unit);
  const host = before && isInPlace(unit, before) ? before : makeHost(inline ? 'link' : 'card');
  if (before && host !== before) before.host.remove();
  const focused = host.root.activeElement?.getAttribute('data-role');
  host.root.querySelectorAll('.cover,.tools,.badge,.row-mark,.beside').forEach((old) => {
    old.remove();
  });
  const withButton = isCard && wantsButtons();
  const covered = COVERING.includes(state);
  const parts: HTMLElement[] = [];
  if (inline) parts.push(...beside(unit, ref, state, decision));
  else {
    if (covered && state !== 'placeholder') parts.push(coverFor(unit, ref, decision, isCard));
    if (state === 'mark') {
      const badge = badgeFor(decision, 'badge');
      parts.push(isCard ? badge : element('span', 'row-mark', badge));
    }
    const tools = element('div', 'tools');
    if (state === 'shown')
      tools.append(toggle(unit, 'again', WORDS.coverAgainLabel, true, ref, WORDS.coverAgain));
    if (withButton) tools.append(flag(ref, covered));
    if (isCard && state !== 'placeholder' && (withButton || state !== 'safe'))
      tools.append(more(ref, covered || state === 'shown'));
    if (tools.firstChild) parts.push(tools);
  }
  host.root.append(...parts);
  if (!inline && !markOf(unit)) unit.setAttribute(MARK, 'safe');
  if (!isInPlace(unit, host)) {
    if (inline) unit.after(host.host);
    else unit.append(host.host);
  }
  drawn.set(unit, { ...host, key: repoKey(ref), state, withButton, why: whyText(decision) });
  // The button that was pressed is gone; the one that takes it back stands in for it.
  if (focused) (host.root.querySelector(`[data-role="${focused}"]`) as HTMLElement | null)?.focus();
}

/** On a card and a row: inside, as the last child. After a link or a frame: right behind it. */
function isInPlace(unit: Element, { host }: Host): boolean {
  return isMention(unit)
    ? unit.nextElementSibling === host
    : host.parentElement === unit && host.getAttribute(OURS) === 'card';
}

const whyText = (decision: Decision | null): string =>
  decision ? `${decision.canReveal} ${whyOf(decision.causes[0])}` : '';

function coverFor(unit: Element, ref: RepoRef, decision: Decision | null, isCard: boolean): HTMLElement {
  const className = isCard ? 'cover' : 'cover row';
  const cause = decision?.causes[0];
  const why = element('p', 'why', icon('eyeOff'), titleOf(cause));
  why.title = whyOf(cause);
  if (decision && !decision.canReveal) {
    why.append(element('span', 'unseen', `. ${whyOf(cause)} ${WORDS.locked}.`));
    return element('div', className, why);
  }
  const show = toggle(unit, 'show', labelOf(cause), false, ref, WORDS.show);
  show.title = whyOf(cause);
  return element('div', className, why, show);
}

/** Behind a covered link or frame: one small button that says why and shows it, or covers it again. */
function beside(unit: Element, ref: RepoRef, state: MarkState, decision: Decision | null): HTMLElement[] {
  const cause = decision?.causes[0];
  if (state === 'placeholder') return [];
  if (state === 'mark') {
    return [badgeFor(decision, 'beside inline')];
  }
  if (state === 'shown')
    return [
      element('span', 'beside', toggle(unit, 'small', WORDS.coverAgainLabel, true, ref, icon('eyeOff'))),
    ];
  if (decision && !decision.canReveal) {
    const locked = element('span', 'beside inline', titleOf(cause));
    locked.title = `${whyOf(cause)} ${WORDS.locked}.`;
    return [locked];
  }
  const isLink = unit.tagName === 'A';
  const words = isLink ? WORDS.show : `${titleOf(cause)} · ${WORDS.show}`;
  const label = isLink ? labelOf(cause) : `${words}. ${whyOf(cause)}`;
  const show = toggle(unit, 'small', label, false, ref, icon('eyeOff'), words);
  show.title = `${titleOf(cause)}. ${whyOf(cause)}`;
  return [element('span', 'beside', show)];
}

function badgeFor(decision: Decision | null, className: string): HTMLElement {
  const words = element('span', '', titleOf(decision?.causes[0]));
  const badge = element('span', className, icon('eyeOff'), words);
  badge.title = whyOf(decision?.causes[0]);
  return badge;
}

function toggle(
  unit: Element,
  className: string,
  label: string,
  shown: boolean,
  ref: RepoRef,
  ...children: (Node | string)[]
) {
  const made = button(className, label, ...children);
  made.setAttribute('aria-expanded', String(shown));
  made.setAttribute('data-role', 'toggle');
  onTrusted(made, 'click', () => {
    reveal([revealKey(ref, placeOf(unit))], !shown);
    drawNow(unit);
  });
  return made;
}

function flag(ref: RepoRef, covered: boolean): HTMLElement {
  // A covered card's name is not read out by its Report button either.
  const made = button(
    'flag',
    covered ? WORDS.reportCovered : WORDS.reportRepo(ref.id),
    icon('flag'),
    element('span', '', WORDS.report),
  );
  made.setAttribute('data-role', 'flag');
  onTrusted(made, 'click', () => openReport({ repo: ref, url: repoUrl(ref), from: made }));
  return made;
}

function more(ref: RepoRef, covered: boolean): HTMLElement {
  const made = button('flag more', WORDS.more, icon('dots'));
  made.setAttribute('aria-haspopup', 'menu');
  made.setAttribute('aria-expanded', 'false');
  made.setAttribute('data-role', 'more');
  onTrusted(made, 'click', () => openMenu(made, choicesFor(ref, covered, made)));
  return made;
}

/** Cards beyond the eager ones get their button when a person points at them or tabs to them. */
export function watchForLateButtons(): void {
  const late = (event: Event) => {
    const card = event.target instanceof Element ? cardAround(event.target) : null;
    if (!card || drawn.has(card) || wanted.has(card) || later.has(card) || !wantsButtons()) return;
    // Beyond the first ones, what is safe has no mark either.
    const ref = (markOf(card) ?? 'safe') === 'safe' && refOfCard(card, location.href);
    if (!ref || isFrame(ref)) return;
    wanted.set(card, { ref, state: 'safe', decision: null, isCard: true });
    whenIdle(drawWanted);
  };
  document.addEventListener('pointerover', late, { passive: true });
  document.addEventListener('focusin', late);
}

const wantsButtons = () => shared.guard?.wantsButtons() === true;

/** After every judgement: keeps the badge and the note in the corner true. */
export function drawSettled(): void {
  countSoon();
  askAgainLater();
  tellHiddenSoon();
}
