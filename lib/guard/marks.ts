/**
 * The attributes that the guard writes on the Hub's elements; style.css beside the entrypoint does the rest.
 * Nothing else of the page is changed, so nothing is lost when a framework renders anew.
 */
import type { Decision } from '../nfaa/decide.ts';

/** On a card: its state. */
export const MARK = 'data-steward';
/** On a part of a repository page's body: its state. */
export const BODY_MARK = 'data-steward-body';
type Mark = typeof MARK | typeof BODY_MARK;
/** On every element that we add to a page. */
export const OURS = 'data-steward-ui';

/**
 * wait: not judged yet, visible only where the registered style sheet says so · placeholder: asked, no answer yet ·
 * failed: could not be checked · blur, plain: covered · hide · mark · shown: revealed by the person · safe: nothing to do
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

export const COVERING: readonly MarkState[] = ['placeholder', 'failed', 'blur', 'plain'];

export function stateOf(decision: Decision | null, revealed: boolean): MarkState {
  if (!decision) return 'wait';
  if (decision.action === 'show') return 'safe';
  if (decision.action === 'mark') return 'mark';
  if (revealed) return 'shown';
  if (decision.action === 'hide') return 'hide';
  if (decision.placeholder)
    return decision.causes.some((c) => c.kind === 'failed') ? 'failed' : 'placeholder';
  return decision.look;
}

export const markOf = (element: Element, attribute: Mark = MARK): MarkState | null =>
  element.getAttribute(attribute) as MarkState | null;

/** Writes the state of a card, and takes what a blur leaves visible out of reach of keyboard, pointer, find-in-page and screen readers. */
export function markCard(card: Element, state: MarkState): void {
  write(card, MARK, state);
  // Plain covers and placeholders are `visibility: hidden` in the style sheet, which needs no attribute.
  for (const child of card.children) if (!child.hasAttribute(OURS)) toggleInert(child, state === 'blur');
}

/** The same for one part of a repository page's body. */
export function markBody(part: Element, state: MarkState): void {
  if (state === 'safe') part.removeAttribute(BODY_MARK);
  else write(part, BODY_MARK, state);
  toggleInert(part, state === 'blur');
}

/** Takes our attributes off an element that is no card of a repository. */
export function unmark(element: Element): void {
  if (!element.hasAttribute(MARK)) return;
  element.removeAttribute(MARK);
  for (const child of element.children) toggleInert(child, false);
}

function write(element: Element, attribute: Mark, state: MarkState): void {
  if (element.getAttribute(attribute) !== state) element.setAttribute(attribute, state);
}

const INERT_BY_US = 'data-steward-inert';

function toggleInert(element: Element, on: boolean): void {
  if (on && !element.hasAttribute('inert')) {
    element.setAttribute('inert', '');
    element.setAttribute(INERT_BY_US, '');
  } else if (!on && element.hasAttribute(INERT_BY_US)) {
    element.removeAttribute('inert');
    element.removeAttribute(INERT_BY_US);
  }
}
