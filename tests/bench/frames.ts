/**
 * What was on the screen, frame by frame. A tagged repository's thumbnail has a colour that nothing else has, but pictures come
 * late: so the probe paints whatever links to one in the same colour, and a frame with its name alone counts too. Safe cards
 * get an edge, which our covers leave alone, and a ground, which they do not: an edge without its ground is a covered card.
 */
import { hash } from 'node:crypto';
import type { Page } from 'puppeteer-core';
import { parseColour } from '../e2e/support/pixels.ts';
import type { Hub } from '../hub/server.ts';
import { NFAA_COLOUR } from '../hub/special.ts';
import { isNfaa, repoPath } from '../hub/types.ts';
import { readPng } from './png.ts';

/** Far from each other, from NFAA_COLOUR and from whatever else the sandbox paints. */
const EDGE = '#0000ff';
const EDGE_OF_WAITING = '#ffff00';
const GROUND = '#00ff00';
/** As in tests/e2e: what a blur leaves of the colour is not it. */
const TOLERANCE = 40;
const EDGE_PX = 8;
/** Shorter pieces of an edge are cut off by the window's end, or by round corners. */
const RUN_PX = 12;

/** What a frame shows. */
export interface Seen {
  /** Pixels of the colour that only tagged repositories have. */
  tagged: number;
  /** Safe cards on the screen. */
  safe: number;
  /** Those of them that were covered, or stood behind a placeholder. */
  covered: number;
  /** Those that were blank still: the guard had not read its storage, so that nothing was known to it. */
  blank: number;
}

/** The colours, as a style sheet of the page's own; it is adopted before the page has an element. */
function probeSheet(hub: Hub): string {
  // Whole addresses, as the pages that are looked at write them: 5,000 cards are matched with each.
  const tagged = hub.state.repos.filter(isNfaa).map((repo) => `[href="${repoPath(repo)}"]`);
  const link = `a:is(${tagged.join()})`;
  return `${link} { background: ${NFAA_COLOUR} !important; }
article:not(:has(${link})) { border-left: ${EDGE_PX}px solid ${EDGE} !important; border-radius: 0 !important; }
article[data-steward="wait"]:not(:has(${link})) { border-left-color: ${EDGE_OF_WAITING} !important; }
article:not(:has(${link})) > a { background: ${GROUND} !important; border-radius: 0 !important; }`;
}

/** @param follow keep the page's end in view: what is appended is painted, too */
export async function probe(page: Page, hub: Hub, follow = false): Promise<void> {
  await page.evaluateOnNewDocument(
    (css: string, toEnd: boolean) => {
      const sheet = new CSSStyleSheet();
      // A repository's own page may say its name.
      sheet.replaceSync(css.replaceAll(`[href="${location.pathname}"]`, '[href=""]'));
      document.adoptedStyleSheets.push(sheet);
      if (!toEnd) return;
      const step = () => {
        scrollTo({ top: document.documentElement?.scrollHeight ?? 0, behavior: 'instant' });
        requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    },
    probeSheet(hub),
    follow,
  );
}

/** What a pixel may be: bits, as tables by channel, because half a million pixels are asked in each frame. */
const TAGGED = 1;
const EDGE_BIT = 2;
const WAITING_BIT = 4;
const GROUND_BIT = 8;
const EITHER_EDGE = EDGE_BIT | WAITING_BIT;
const BITS = new Map([
  [NFAA_COLOUR, TAGGED],
  [EDGE, EDGE_BIT],
  [EDGE_OF_WAITING, WAITING_BIT],
  [GROUND, GROUND_BIT],
]);
const [REDS, GREENS, BLUES] = [0, 1, 2].map((channel) =>
  Uint8Array.from({ length: 256 }, (_, value) => {
    let bits = 0;
    for (const [colour, bit] of BITS)
      if (Math.abs(value - parseColour(colour)[channel]!) <= TOLERANCE) bits |= bit;
    return bits;
  }),
) as [Uint8Array, Uint8Array, Uint8Array];

/** A piece of a card's edge: where it began and goes on, how much of it has its ground, and whether the card waits. */
interface Piece {
  from: number;
  last: number;
  grounded: number;
  waits: boolean;
}

/** Looks at one painted frame. */
export function look(png: Uint8Array): Seen {
  const { data, width, height, step } = readPng(png);
  const seen: Seen = { tagged: 0, safe: 0, covered: 0, blank: 0 };
  const bitsAt = (i: number) => REDS[data[i]!]! & GREENS[data[i + 1]!]! & BLUES[data[i + 2]!]!;
  /** By the column in which it ends. */
  const pieces = new Map<number, Piece>();
  const finish = ({ from, last, grounded, waits }: Piece) => {
    const length = last - from + 1;
    if (length < RUN_PX) return;
    seen.safe++;
    if (grounded >= length / 2) return;
    if (waits) seen.blank++;
    else seen.covered++;
  };
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * width * step;
    for (let i = y * width * step, x = 0; i < end; i += step, x++) {
      const bits = bitsAt(i);
      if (bits === 0) continue;
      if (bits & TAGGED) seen.tagged++;
      const edge = bits & EITHER_EDGE;
      // Its last column, beside which the card itself begins.
      if (!edge || i + 3 * step >= end || bitsAt(i + step) & edge) continue;
      const grounded = bitsAt(i + 3 * step) & GROUND_BIT ? 1 : 0;
      const waits = edge === WAITING_BIT;
      const piece = pieces.get(x);
      if (piece?.last === y - 1 && piece.waits === waits) {
        piece.last = y;
        piece.grounded += grounded;
      } else {
        if (piece) finish(piece);
        pieces.set(x, { from: y, last: y, grounded, waits });
      }
    }
  }
  for (const piece of pieces.values()) finish(piece);
  return seen;
}

/** Looks at all of them; pictures that are the same are looked at once. */
export function lookAtAll(frames: readonly Uint8Array[]): Seen[] {
  const looked = new Map<string, Seen>();
  return frames.map((png) => {
    const key = hash('sha1', png);
    const seen = looked.get(key) ?? look(png);
    looked.set(key, seen);
    return seen;
  });
}
