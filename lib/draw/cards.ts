/** What is drawn on cards: the cover with its button, a mark, the Report button. In idle time; the marks of lib/guard/marks.ts have already covered. */
import { COVERING, MARK, type MarkState, markOf } from '../guard/marks.ts';
import { shared } from '../guard/shared.ts';
import { cardAround } from '../hub/page.ts';
import { type RepoRef, repoKey, repoUrl } from '../hub/ref.ts';
import { taken, whenIdle } from './idle.ts';
import { sayHidden } from './note.ts';
import { openReport } from './open.ts';
import { button, element, type Host, icon, makeHost } from './parts.ts';
import { onTrusted } from './trusted.ts';
import { WORDS } from './words.ts';

/** So many cards get their Report button unasked; on a longer page the others get it when pointed at or focused. */
const EAGER_BUTTONS = 300;

interface Drawn extends Host {
  key: string;
  state: MarkState;
  withButton: boolean;
}

interface Wanted {
  ref: RepoRef;
  state: MarkState;
}

const drawn = new WeakMap<Element, Drawn>();
const wanted = new Map<Element, Wanted>();
/** Cards that have, or will have, nothing but their Report button. */
const eager = new Set<Element>();
/** A flood of cards must not make us look through the first ones for each. */
const PRUNE_EVERY_MS = 1_000;
let pruned = 0;

/** Queues what a card needs; drawn when there is time. */
export function drawCard(card: Element, ref: RepoRef, state: MarkState): void {
  const have = drawn.get(card);
  const current = have?.key === repoKey(ref) && have.state === state && have.withButton === wantsButtons();
  if (current && have.host.parentElement === card) {
    wanted.delete(card);
    return;
  }
  if (state === 'hide' || state === 'wait') return;
  if (state === 'safe' && !have && !(wantsButtons() && isEager(card))) return;
  wanted.set(card, { ref, state });
  whenIdle(drawWanted);
}

/** Is this one of the first cards of the page, as it is now? Those that a new list has replaced no longer count. */
function isEager(card: Element): boolean {
  if (eager.has(card)) return true;
  if (eager.size >= EAGER_BUTTONS && performance.now() - pruned > PRUNE_EVERY_MS) {
    pruned = performance.now();
    for (const one of eager) if (!one.isConnected) eager.delete(one);
  }
  if (eager.size >= EAGER_BUTTONS) return false;
  eager.add(card);
  return true;
}

/** Takes everything of ours off a card. */
export function undrawCard(card: Element): void {
  wanted.delete(card);
  drawn.get(card)?.host.remove();
  drawn.delete(card);
}

/** Draws one card that can be drawn, covers and marks before mere Report buttons; says false while the rest must wait. */
function drawWanted(): boolean {
  for (const plain of [false, true]) {
    for (const [card, want] of wanted) {
      if (!card.isConnected) {
        wanted.delete(card);
        continue;
      }
      if ((want.state === 'safe') !== plain || !taken(card)) continue;
      wanted.delete(card);
      draw(card, want);
      whenIdle(drawWanted);
      return wanted.size === 0;
    }
  }
  return wanted.size === 0;
}

/** Whoever pressed a button waits for nothing. */
function drawNow(card: Element | null): void {
  const want = card && wanted.get(card);
  if (!want) return;
  wanted.delete(card);
  draw(card, want);
}

function draw(card: Element, { ref, state }: Wanted): void {
  const before = drawn.get(card);
  const host = before?.host.parentElement === card ? before : makeHost('card');
  const focused = host.root.activeElement?.getAttribute('data-role');
  host.root.querySelectorAll('.cover,.tools,.badge').forEach((old) => {
    old.remove();
  });
  const withButton = wantsButtons();
  const covered = COVERING.includes(state);
  const parts: HTMLElement[] = [];
  if (covered && state !== 'placeholder') parts.push(coverFor(ref, state));
  if (state === 'mark') parts.push(element('span', 'badge', WORDS.nfaa));
  const toolsRow = element('div', 'tools');
  if (state === 'shown') toolsRow.append(toggle('again', WORDS.coverAgainLabel, true, ref, WORDS.coverAgain));
  if (withButton) toolsRow.append(flag(ref, covered));
  if (toolsRow.firstChild) parts.push(toolsRow);
  host.root.append(...parts);
  if (host.host.parentElement !== card) card.append(host.host);
  drawn.set(card, { ...host, key: repoKey(ref), state, withButton });
  // The button that was pressed is gone; the one that takes it back stands in for it.
  if (focused) (host.root.querySelector(`[data-role="${focused}"]`) as HTMLElement | null)?.focus();
}

function coverFor(ref: RepoRef, state: MarkState): HTMLElement {
  const failed = state === 'failed';
  const why = element('p', 'why', icon('eyeOff'), failed ? WORDS.failed : WORDS.nfaa);
  why.title = failed ? WORDS.failedWhy : WORDS.nfaaWhy;
  const show = toggle('show', failed ? WORDS.failedLabel : WORDS.coverLabel, false, ref, WORDS.show);
  show.title = failed ? WORDS.failedWhy : WORDS.nfaaWhy;
  return element('div', 'cover', why, show);
}

function toggle(className: string, label: string, shown: boolean, ref: RepoRef, text: string) {
  const made = button(className, label, text);
  made.setAttribute('aria-expanded', String(shown));
  made.setAttribute('data-role', 'toggle');
  onTrusted(made, 'click', () => {
    const card = cardAround((made.getRootNode() as ShadowRoot).host);
    shared.guard?.reveal([cardKey(ref)], !shown);
    drawNow(card);
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
  onTrusted(made, 'click', () => openReport(ref, repoUrl(ref), made));
  return made;
}

/** Cards beyond the eager ones get their button when a person points at them or tabs to them. */
export function watchForLateButtons(): void {
  const late = (event: Event) => {
    const card = event.target instanceof Element ? cardAround(event.target) : null;
    if (!card || drawn.has(card) || wanted.has(card) || !wantsButtons()) return;
    const state = markOf(card);
    const ref = state && shared.guard?.refOf(card);
    if (state !== 'safe' || !ref) return;
    wanted.set(card, { ref, state });
    whenIdle(drawWanted);
  };
  document.addEventListener('pointerover', late, { passive: true });
  document.addEventListener('focusin', late);
}

/** The same name as the guard gives it (lib/guard/state.ts revealKey). */
const cardKey = (ref: RepoRef) => `card ${repoKey(ref)}`;
const wantsButtons = () => shared.guard?.wantsButtons() === true;

let shownHere: string[] = [];

/** Keeps the note in the corner true: how many cards are hidden, and the way back. */
export function drawHidden(count: number): void {
  const guard = shared.guard;
  if (!guard) return;
  shownHere = shownHere.filter((key) => guard.isRevealed(key));
  if (count > 0) {
    sayHidden(WORDS.hidden(count), WORDS.showHidden, () => {
      const refs = Array.from(document.querySelectorAll(`[${MARK}="hide"]`), (card) => guard.refOf(card));
      shownHere = refs.filter((ref) => ref !== null).map(cardKey);
      guard.reveal(shownHere, true);
    });
  } else if (shownHere.length > 0) {
    sayHidden(WORDS.hiddenShown(shownHere.length), WORDS.hideAgain, () => guard.reveal(shownHere, false));
  } else sayHidden(null, '', () => {});
}
