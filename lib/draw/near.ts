/**
 * What is drawn only when it comes near the screen, on pages that hold thousands. The browser says where each one is, in a frame
 * that it lays out anyway: once when it is new, and again when something was scrolled. Nothing is observed in between, because
 * Chromium asks after each that is in every frame.
 */

/** Pixels above, below and beside the screen. */
const NEAR_SCREEN = '800px';
/** Between two looks at all of them; for each, a little more. */
const LOOK_EVERY_MS = 100;
const LOOK_EVERY_MS_EACH = 0.1;

const far = new Map<Element, () => void>();
let observer: IntersectionObserver | undefined;
let isLooking = false;

/** Calls `come` when the unit is near the screen, unless it is forgotten before, and once. */
export function whenNear(unit: Element, come: () => void): void {
  observer ??= watch();
  // One that is observed already would not be told of again.
  forgetFar(unit);
  far.set(unit, come);
  observer.observe(unit);
}

export function forgetFar(unit: Element): void {
  if (far.delete(unit)) observer?.unobserve(unit);
}

/** Scrolling, in whichever box; what opens or moves under a pointer, a key or the focus. */
const BRINGS_NEAR = ['scroll', 'click', 'pointerover', 'focusin'];

/** Whatever may bring something near: these, and a window that grows. */
function watch(): IntersectionObserver {
  for (const event of BRINGS_NEAR)
    document.addEventListener(event, lookSoon, { passive: true, capture: true });
  addEventListener('resize', lookSoon);
  return new IntersectionObserver(comeNear, { rootMargin: NEAR_SCREEN });
}

function lookSoon(): void {
  if (isLooking || far.size === 0) return;
  isLooking = true;
  setTimeout(
    () => {
      isLooking = false;
      for (const unit of far.keys())
        if (unit.isConnected) observer?.observe(unit);
        else forgetFar(unit);
    },
    LOOK_EVERY_MS + far.size * LOOK_EVERY_MS_EACH,
  );
}

function comeNear(entries: IntersectionObserverEntry[]): void {
  for (const { isIntersecting, target } of entries) {
    observer?.unobserve(target);
    const come = isIntersecting && far.get(target);
    if (!come) continue;
    far.delete(target);
    come();
  }
}
