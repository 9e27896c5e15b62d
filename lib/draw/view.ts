/** What this page tells the worker (how many are covered, which rules were at work) and what it is told (the popup's and the commands' word). */
import { type MarkState, markOf } from '../guard/marks.ts';
import { shared } from '../guard/shared.ts';
import type { Decision } from '../nfaa/decide.ts';
import { ask } from '../platform/ask.ts';
import { onMessage } from '../platform/content.ts';
import { say } from './note.ts';
import { reportSelection } from './selection.ts';
import { WORDS } from './words.ts';

/** Cards come in bursts: the badge follows when one has been over for a moment, and while it lasts after the longer time. */
const COUNT_AFTER_MS = 500;
const COUNT_AT_LATEST_MS = 2_000;
const HITS_AFTER_MS = 2_000;

export interface Counts {
  covered: number;
  hidden: number;
  marked: number;
  unknown: number;
  shown: number;
}

/** What a message to a page may ask. */
export type ViewMessage =
  | { hubSteward: 'view'; off?: boolean }
  | { hubSteward: 'say'; text: string }
  | { hubSteward: 'passage'; text: string };
export interface View {
  off: boolean;
  paused: boolean;
  mayReveal: boolean;
  counts: Counts;
}

/** What was judged to be anything but safe: looking for it would go through all of a long page. */
const units = new Set<Element>();
/** The burst of judgements that is to be counted: when it began, and its last one so far. */
let burst: { began: number; last: number } | null = null;
/** A page on which nothing is covered has nothing to tell. */
const NOTHING = '0 0';
let told = NOTHING;
const hits = new Map<string, number>();
/** What was counted on this page: repository and rule. */
const counted = new Set<string>();
let telling = false;

/** Call when a card, a row, a link or a frame was judged to be anything but safe. */
export function noteUnit(unit: Element): void {
  units.add(unit);
}

/** Call whenever something was judged. */
export function countSoon(): void {
  const now = performance.now();
  if (burst) burst.last = now;
  else {
    burst = { began: now, last: now };
    setTimeout(countWhenQuiet, COUNT_AFTER_MS);
  }
}

function countWhenQuiet(): void {
  if (!burst) return;
  const end = Math.min(burst.last + COUNT_AFTER_MS, burst.began + COUNT_AT_LATEST_MS);
  const left = end - performance.now();
  if (left > 1) {
    setTimeout(countWhenQuiet, left);
    return;
  }
  burst = null;
  const { covered, hidden } = countsNow();
  const now = `${covered} ${hidden}`;
  if (now === told) return;
  told = now;
  // The badge is a convenience: nothing is lost when it is not told.
  ask('page.count', { covered, hidden }).catch(() => {});
}

export function countsNow(): Counts {
  const states: Partial<Record<MarkState, number>> = {};
  for (const unit of units) {
    const state = unit.isConnected ? markOf(unit) : null;
    // Put back, or tagged again, it is judged anew.
    if (!state || state === 'safe') units.delete(unit);
    else states[state] = (states[state] ?? 0) + 1;
  }
  const of = (state: MarkState) => states[state] ?? 0;
  return {
    covered: of('blur') + of('plain') + (pageCovered ? 1 : 0),
    hidden: of('hide'),
    marked: of('mark'),
    unknown: of('placeholder') + of('failed'),
    shown: of('shown'),
  };
}

let pageCovered = false;

/** Is the body of this page covered? Told, because looking for it would go through all of a long page. */
export function notePage(state: MarkState): void {
  pageCovered = state === 'blur' || state === 'plain';
}

/** Counts the rules that led to a decision: once a page for each repository. */
export function countHits(key: string, decision: Decision | null): void {
  for (const cause of decision?.causes ?? []) {
    if (cause.kind !== 'rule' || counted.has(`${key} ${cause.effect.id}`)) continue;
    counted.add(`${key} ${cause.effect.id}`);
    hits.set(cause.effect.id, (hits.get(cause.effect.id) ?? 0) + 1);
    if (!telling) setTimeout(tellHits, HITS_AFTER_MS);
    telling = true;
  }
}

function tellHits(): void {
  telling = false;
  const now = Object.fromEntries(hits);
  hits.clear();
  ask('rules.hits', { hits: now }).catch(() => {});
}

/** Listens to the popup, the commands and the menus; pages cannot send these. */
export function followView(): void {
  // Back from the browser's memory of pages: meanwhile the badge was another page's.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    told = NOTHING;
    countSoon();
  });
  // Where the address changes after what the page shows has, nothing else says so.
  (globalThis as { navigation?: EventTarget }).navigation?.addEventListener('currententrychange', () =>
    shared.guard?.redraw(),
  );
  onMessage((message) => {
    const asked = message as ViewMessage | null;
    const guard = shared.guard;
    if (!guard) return undefined;
    if (asked?.hubSteward === 'say') say(asked.text);
    else if (asked?.hubSteward === 'passage') reportSelection(asked.text);
    else if (asked?.hubSteward === 'view') {
      if (asked.off !== undefined) switchOff(asked.off);
      return {
        off: guard.isOff(),
        paused: !guard.isAtWork() && !guard.isOff(),
        mayReveal: guard.mayReveal(),
        counts: countsNow(),
      } satisfies View;
    }
    return undefined;
  });
}

function switchOff(off: boolean): void {
  shared.guard?.setOff(off);
  shared.guard?.redraw();
  countSoon();
  if (shared.guard?.isOff()) say(WORDS.offHere, { text: WORDS.onAgain, act: () => switchOff(false) });
  else if (off) say(WORDS.locked);
}
