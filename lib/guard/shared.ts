/**
 * What the guard, the drawing and the panel share: one object in the extension's isolated world, which pages cannot see.
 * Three scripts, so that only the first (which judges and covers) is paid for before the first paint.
 */

import type { RepoOfPage } from '../hub/page.ts';
import type { RepoRef } from '../hub/ref.ts';
import type { Decision, Verdict } from '../nfaa/decide.ts';
import type { TargetSeed } from '../report/target.ts';
import type { MarkState } from './marks.ts';
import type { RulesSide } from './rules.ts';

/** Set by the guard. */
export interface GuardSide {
  /** Reveals or covers again, in this view only; it is judged with `redraw`. @param key of `revealKey` (lib/draw/hidden.ts) */
  setRevealed(key: string, shown: boolean): void;
  isRevealed(key: string): boolean;
  /** Takes a verdict; it is judged with `redraw`. */
  learn(key: string, verdict: Verdict): void;
  /** A lock may forbid it. */
  mayReveal(): boolean;
  wantsButtons(): boolean;
  /** Judges and draws everything from the start. */
  redraw(): void;
  /** Judges everything anew, and asks once more for what could not be checked. */
  askAgain(): void;
  /** Switched off for this page only. */
  isOff(): boolean;
  /** Is judged with `redraw`. */
  setOff(off: boolean): void;
  /** Is the filter on, not paused, and not switched off here? */
  isAtWork(): boolean;
}

/** Set by the drawing. */
export interface DrawSide {
  /**
   * @param unit a card, a row, a link or a frame
   * @param isCard the first of these: it may have a Report button
   */
  card(unit: Element, ref: RepoRef, state: MarkState, decision: Decision | null, isCard: boolean): void;
  uncard(unit: Element): void;
  /** May a card that is safe and new need a Report button? Not until the drawing is there, nor once the first ones have theirs. */
  wants?: boolean;
  page(
    repo: RepoOfPage,
    state: MarkState,
    decision: Decision | null,
    inside: { media: MarkState; embed: MarkState },
  ): void;
  /** The page is no repository's any more. */
  noPage(): void;
  /** Everything is judged for now. @param url the page's address */
  settled(url: string): void;
}

/** From a pressed Report button to the panel. */
export interface Handover {
  /** Absent for what belongs to no repository: people, collections, posts, papers. */
  repo?: RepoRef;
  /** The page that is reported; a card's own address for a card. */
  url: string;
  /** What the address cannot say: which thing on the page, the passage, the commit that the page was made from. */
  seed?: TargetSeed;
  discussionsDisabled: boolean | null;
  giveBackFocus(): void;
}

export interface Shared {
  guard?: GuardSide;
  draw?: DrawSide;
  /** Set by rules.ts, where there are rules. */
  rules?: RulesSide;
  handover?: Handover;
  /** Set by the panel once it is there: a second report needs no second injection. */
  open?: (handover: Handover) => void;
}

const scope = globalThis as { hubSteward?: Shared };
scope.hubSteward ??= {};
export const shared: Shared = scope.hubSteward;
