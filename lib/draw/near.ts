/**
 * What is drawn only when it is near the screen, on pages that hold thousands. Where each one is, is read once when it is new, and
 * again when something was scrolled; all at once, between two frames, when the browser has laid out the page anyway. No
 * IntersectionObserver: to begin to observe costs a frame, in which Chromium asks after everything that the page observes, too, such
 * as each of its lazy pictures.
 */
import { isSliceOver, whenIdle } from './idle.ts';

/** Pixels above, below and beside the screen. */
const NEAR_SCREEN = 800;
/** Between two looks at all of them; for each, a little more. */
const LOOK_EVERY_MS = 100;
const LOOK_EVERY_MS_EACH = 0.1;

const far = new Map<Element, () => void>();
/** Of these, those to be looked at next. */
const due = new Set<Element>();
let watching = false;
let isLooking = false;

/** Calls `come` when the unit is near the screen, unless it is forgotten before, and once. */
export function whenNear(unit: Element, come: () => void): void {
  watch();
  far.set(unit, come);
  due.add(unit);
  whenIdle(look);
}

export function forgetFar(unit: Element): void {
  far.delete(unit);
  due.delete(unit);
}

/** Scrolling, in whichever box; what opens or moves under a pointer, a key or the focus. */
const BRINGS_NEAR = ['scroll', 'click', 'pointerover', 'focusin'];

/** Whatever may bring something near: these, and a window that grows. */
function watch(): void {
  if (watching) return;
  watching = true;
  for (const event of BRINGS_NEAR)
    document.addEventListener(event, lookSoon, { passive: true, capture: true });
  addEventListener('resize', lookSoon);
}

function lookSoon(): void {
  if (isLooking || far.size === 0) return;
  isLooking = true;
  setTimeout(
    () => {
      isLooking = false;
      for (const unit of far.keys())
        if (unit.isConnected) due.add(unit);
        else forgetFar(unit);
      whenIdle(look);
    },
    LOOK_EVERY_MS + far.size * LOOK_EVERY_MS_EACH,
  );
}

/** Reads all before anything is written, or the browser would lay out the page after each. */
function look(): boolean {
  const near: Element[] = [];
  for (const unit of due) {
    due.delete(unit);
    if (isNear(unit.getBoundingClientRect())) near.push(unit);
    if (isSliceOver()) break;
  }
  for (const unit of near) {
    const come = far.get(unit);
    far.delete(unit);
    come?.();
  }
  return due.size === 0;
}

/** What is not displayed has no size. */
const isNear = ({ width, height, top, bottom, left, right }: DOMRect): boolean =>
  (width > 0 || height > 0) &&
  bottom > -NEAR_SCREEN &&
  top < innerHeight + NEAR_SCREEN &&
  right > -NEAR_SCREEN &&
  left < innerWidth + NEAR_SCREEN;
