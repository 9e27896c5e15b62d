/**
 * Drawing waits: until the browser is idle, and until the framework has taken over the page (a node put inside an island
 * before that makes it render everything anew; facts/hub-dom.md 0.4). Work that is not ready says so and is tried again.
 */

import { isHydrated, islandOf } from '../hub/page.ts';

/** Between two looks whether the framework has taken over. */
const RETRY_MS = 100;
/** So often it is waited for; then we draw all the same, and put back what it takes away. By the clock, a machine that stalls would leave it no time. */
const HYDRATION_WAITS = 20;
const SLICE_MS = 4;

/** Returns false when it is too early. */
type Work = () => boolean;

const works = new Set<Work>();
let sliceEnd = 0;
/** Has this stretch of work lasted long enough? A work with much to do asks, and goes on in the next. */
export const isSliceOver = (): boolean => performance.now() > sliceEnd;
let waits = 0;
let scheduled = false;

const takenIslands = new WeakSet<Element>();

/** Has the framework taken over this part of the page, or had time enough to? */
export function taken(node: Element): boolean {
  const island = islandOf(node);
  if (!island || takenIslands.has(island)) return true;
  if (!isHydrated(island) && waits < HYDRATION_WAITS) return false;
  takenIslands.add(island);
  return true;
}

/** Runs `work` when there is time; the same function queued twice runs once. */
export function whenIdle(work: Work): void {
  works.add(work);
  schedule(0);
}

function schedule(delay: number): void {
  if (scheduled) return;
  scheduled = true;
  const run = () => requestIdleCallback(runAll, { timeout: 500 });
  if (document.readyState === 'loading')
    document.addEventListener('DOMContentLoaded', () => setTimeout(run), { once: true });
  else if (delay > 0) setTimeout(run, delay);
  else run();
}

function runAll(): void {
  scheduled = false;
  sliceEnd = performance.now() + SLICE_MS;
  let early = 0;
  for (const work of works) {
    if (work()) works.delete(work);
    else early++;
    if (isSliceOver()) break;
  }
  if (works.size === 0) return;
  const allEarly = early === works.size;
  if (allEarly) waits++;
  schedule(allEarly ? RETRY_MS : 0);
}
