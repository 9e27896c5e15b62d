/**
 * The attributes that the guard writes on the Hub's elements; guard.css does the rest.
 * Nothing else of the page is changed, so nothing is lost when a framework renders anew.
 */
import { isMention } from '../hub/page.ts';
import type { Decision } from '../nfaa/decide.ts';

/** On a card, a row, a link or a frame: its state. */
export const MARK = 'data-steward';
/**
 * Beside it, where what is inside may not be seen. A name of its own: browsers tell by names alone that an element has no such
 * ancestor, and so pass over the rules for all that is inside.
 */
export const VEIL = `${MARK}-veil`;
/** On a part of a repository page's body: its state. */
export const BODY_MARK = `${MARK}-body`;
/** On the same: the state of the pictures, or of the apps and widgets, in it. */
export const MEDIA_MARK = `${MARK}-media`;
export const EMBED_MARK = `${MARK}-embed`;
type Mark = typeof MARK | typeof BODY_MARK | typeof MEDIA_MARK | typeof EMBED_MARK;
/** On a page that the browser keeps for coming back to, while it is away: nothing of it is painted. */
export const HOLD = `${MARK}-hold`;
/** On a card or a row that came near the screen: its cover may be one that is costly to paint. */
export const NEAR = `${MARK}-near`;
/** On every element that we add to a page. */
export const OURS = `${MARK}-ui`;
export const isOurs = (element: Element): boolean => element.hasAttribute(OURS);

/**
 * wait: not judged yet, visible only where the registered style sheet says so · placeholder: asked, no answer yet ·
 * failed: could not be checked · blur, plain: covered · hide · mark · shown: revealed by the person · safe: nothing to do;
 * where there are many, those carry no mark at all
 */
export type MarkState =
  | 'wait'
  | 'placeholder'
  | 'failed'
  | 'blur'
  | 'plain'
  | 'hide'
  | 'mark'
  | 'shown'
  | 'safe';

/** All that cover, and `wait`: by their first letters, which no other state has. */
const VEILED = /^[bfpw]/;
export const COVERING: readonly MarkState[] = ['placeholder', 'failed', 'blur', 'plain'];

export function stateOf(decision: Decision | null, revealed: boolean): MarkState {
  if (!decision) return 'wait';
  if (decision.action === 'show') return 'safe';
  if (decision.action === 'mark') return 'mark';
  if (revealed) return 'shown';
  if (decision.action === 'hide') return 'hide';
  if (decision.placeholder) return decision.causes[0]?.kind === 'failed' ? 'failed' : 'placeholder';
  return decision.look;
}

export const markOf = (element: Element, attribute: Mark = MARK): MarkState | null =>
  element.getAttribute(attribute) as MarkState | null;

/** Where the browser knows this property, guard.css takes what is blurred out of reach: one attribute less for each. */
const INERT_BY_SHEET = globalThis.CSS?.supports('interactivity:inert');

/**
 * Writes a state, and takes what a blur leaves visible out of reach of keyboard, pointer, find-in-page and screen readers:
 * all of a link or a frame, which may hold bare words; of a card or a row the children, because our button is one of them.
 * @param state `null`: takes our attributes off an element that mentions no repository
 */
export function mark(unit: Element, state: MarkState | null): void {
  const was = write(unit, MARK, state);
  unit.toggleAttribute(VEIL, VEILED.test(`${state}`));
  // Plain covers and placeholders are `visibility: hidden` in the style sheet, which needs no `inert`.
  const blur = state === 'blur';
  // Nearly every card: nothing in it was out of reach.
  if (INERT_BY_SHEET || (!blur && was !== 'blur')) return;
  if (isMention(unit)) toggleInert(unit, blur);
  else
    for (let part = unit.firstElementChild; part; part = part.nextElementSibling)
      if (!isOurs(part)) toggleInert(part, blur || markOf(part) === 'blur');
}

/** The state of a part of a page: of its body, or of the pictures or apps in it. */
export function markPart(part: Element, attribute: Mark, state?: MarkState): void {
  write(part, attribute, state === 'safe' ? null : state);
}

/** @returns what stood there */
function write(element: Element, attribute: Mark, state?: MarkState | null): MarkState | null {
  const was = markOf(element, attribute);
  if (!state) element.removeAttribute(attribute);
  else if (was !== state) element.setAttribute(attribute, state);
  return was;
}

/** Tells ours from the page's own: with any value, an element is inert. */
const BY_US = 'steward';

export function toggleInert(element: Element, on: boolean): void {
  const value = element.getAttribute('inert');
  if (on && value === null) element.setAttribute('inert', BY_US);
  else if (!on && value === BY_US) element.removeAttribute('inert');
}
