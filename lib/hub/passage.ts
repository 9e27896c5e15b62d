/** What is known of a place in a text of the Hub: the heading above it, the lines of a file, the comment it stands in. */
import { WRITTEN } from './report-points.ts';

export interface Heading {
  title: string;
  id: string;
}

/** A card's heading holds a link to itself, whose fragment is its id (model-1.html: 12 of 12). */
const TO_ITSELF = 'a[href^="#"]';
const MAX_TITLE = 300;

/** @param heading any element; `null` where it is no heading of a card */
export function headingOf(heading: Element): Heading | null {
  if (!/^H[1-6]$/.test(heading.tagName) || !heading.closest(WRITTEN)) return null;
  const href = heading.querySelector(TO_ITSELF)?.getAttribute('href') ?? '';
  const title = (heading.textContent ?? '').replace(/\s+/g, ' ').trim();
  let id: string;
  try {
    id = decodeURIComponent(href.slice(1));
  } catch {
    return null;
  }
  return title && id && id.length <= MAX_TITLE ? { title: title.slice(0, MAX_TITLE), id } : null;
}

/** The heading that a place in a card stands under, or `null`. */
export function headingAbove(node: Node): Heading | null {
  const text = outermost(elementOf(node));
  if (!text) return null;
  let found: Heading | null = null;
  const all = text.ownerDocument.createTreeWalker(text);
  for (let at: Node | null = all.nextNode(); at; at = all.nextNode()) {
    if (at.nodeType === 1) found = headingOf(at as Element) ?? found;
    if (at === node) break;
  }
  return found;
}

function outermost(element: Element | null): Element | null {
  let text = element?.closest(WRITTEN) ?? null;
  for (let up = text; up; up = up.parentElement?.closest(WRITTEN) ?? null) text = up;
  return text;
}

/** The lines of a file between two places: rows have the ids `L1`, `L2` … (blob-1.html). */
export function linesBetween(from: Node, to: Node): { from: number; to: number } | null {
  const first = lineOf(from);
  const last = lineOf(to) ?? first;
  if (first === null || last === null) return null;
  return { from: Math.min(first, last), to: Math.max(first, last) };
}

function lineOf(node: Node): number | null {
  const row = elementOf(node)?.closest('[id^="L"]');
  const line = /^L([1-9]\d*)$/.exec(row?.id ?? '')?.[1];
  return line ? Number(line) : null;
}

export const elementOf = (node: Node | null): Element | null =>
  node === null ? null : node.nodeType === 1 ? (node as Element) : node.parentElement;
