/**
 * What is drawn only when it comes near the screen, on pages that hold thousands. Looked for when there is time, all at
 * once: an IntersectionObserver asks after each of its elements in every frame.
 */
import { whenIdle } from './idle.ts';

/** Pixels above and below the screen. */
const NEAR_PX = 1_500;
/** At once, and then no more often than this. */
const LOOK_EVERY_MS = 100;
/** Looking asks where each one is: on a long page it may take this share of the time, and no more; but so soon in any case. */
const LOOK_SHARE = 0.01;
const LATEST_MS = 500;

const far = new Map<Element, (unit: Element) => void>();
let isWatching = false;
let isLooking = false;
let looked = Number.NEGATIVE_INFINITY;
let lastTook = 0;

/** Calls `come` when the unit is near the screen, unless it is forgotten before, and once. */
export function whenNear(unit: Element, come: (unit: Element) => void): void {
  far.set(unit, come);
  if (!isWatching) watch();
  lookSoon();
}

export const forgetFar = (unit: Element): boolean => far.delete(unit);

/**
 * Whatever may bring something near: scrolling, in whichever box; a window that grows; something that opens. Not a
 * ResizeObserver of the page: where it has something to say, Chromium prepares the whole page's painting twice.
 */
function watch(): void {
  isWatching = true;
  document.addEventListener('scroll', lookSoon, { passive: true, capture: true });
  document.addEventListener('click', lookSoon, { passive: true, capture: true });
  addEventListener('resize', lookSoon);
}

/** Call when the page has changed. */
export function lookSoon(): void {
  if (isLooking || far.size === 0) return;
  isLooking = true;
  const next = looked + Math.min(Math.max(LOOK_EVERY_MS, lastTook / LOOK_SHARE), LATEST_MS);
  setTimeout(() => whenIdle(look), next - performance.now());
}

function look(): boolean {
  isLooking = false;
  // What the page has still to lay out, it lays out now instead of a moment later.
  const { innerHeight } = window;
  document.documentElement.getBoundingClientRect();
  const began = performance.now();
  const near: Element[] = [];
  for (const unit of far.keys()) {
    const { top, bottom } = unit.getBoundingClientRect();
    if (!unit.isConnected) far.delete(unit);
    else if (bottom > -NEAR_PX && top < innerHeight + NEAR_PX && unit.getClientRects().length > 0)
      near.push(unit);
  }
  looked = performance.now();
  lastTook = looked - began;
  for (const unit of near) {
    const come = far.get(unit);
    far.delete(unit);
    come?.(unit);
  }
  return true;
}
