/**
 * What the guard, the drawing and the panel share: one object in the extension's isolated world, which pages cannot see.
 * Three scripts, so that only the first (which judges and covers) is paid for before the first paint.
 */

import type { RepoOfPage } from '../hub/page.ts';
import type { RepoRef } from '../hub/ref.ts';
import type { MarkState } from './marks.ts';

/** Set by the guard. */
export interface GuardSide {
  /** Reveals or covers again, in this view only, and judges anew. */
  reveal(keys: readonly string[], shown: boolean): void;
  isRevealed(key: string): boolean;
  refOf(card: Element): RepoRef | null;
  wantsButtons(): boolean;
  /** Draws everything from the start: called once when the drawing has arrived. */
  redraw(): void;
}

/** Set by the drawing. */
export interface DrawSide {
  card(card: Element, ref: RepoRef, state: MarkState): void;
  uncard(card: Element): void;
  page(repo: RepoOfPage | null, state: MarkState): void;
  /** How many cards are hidden now. */
  hidden(count: number): void;
}

/** From a pressed Report button to the panel. */
export interface Handover {
  repo: RepoRef;
  /** The page that is reported; a card's own address for a card. */
  url: string;
  discussionsDisabled: boolean | null;
  giveBackFocus(): void;
}

export interface Shared {
  guard?: GuardSide;
  draw?: DrawSide;
  handover?: Handover;
  /** Set by the panel once it is there: a second report needs no second injection. */
  open?: (handover: Handover) => void;
}

const scope = globalThis as { hubSteward?: Shared };
scope.hubSteward ??= {};
export const shared: Shared = scope.hubSteward;
