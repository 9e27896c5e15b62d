/**
 * HTML in, `PolicyDocument` out. Streaming and flat (htmlparser2, no tree, no recursion), so it runs in a service worker, in
 * time that grows with the page and no faster.
 *
 *   tags and text ──▶ pieces (heading | clause, with what is known of the markup) ──▶ the container's range of them
 *                 ──▶ furniture out ──▶ is it a policy at all? ──▶ `buildDocument`
 *
 * It reads what is there: a text block becomes one clause, no rule is guessed, no visible word of the container is lost.
 * What is not a policy text is refused with a sentence that says what came instead, for the person to read.
 */
import type { PolicyDocument } from './document.ts';
import { buildDocument } from './document.ts';
import { printedDateOf } from './parse/date.ts';
import { isContent, type Range, readMarkup } from './parse/markup.ts';
import type { PagePiece } from './parse/refuse.ts';
import { MAX_HTML, refuse, refuseUnlessPolicy } from './parse/refuse.ts';

/**
 * The version of this reading of pages, kept with every text that it reads. Raise it whenever the same page comes out with other
 * words, other clauses or other ids, on purpose: a version of a text that differs in this number only is "technical", and no
 * news (facts/reporting.md 5.5.2). A test pins what it makes of a fixed page.
 */
export const EXTRACTOR_VERSION = 1;

/** Characters. Of a longer text only the ends are searched for a date, and its words are estimated. */
const LONG_TEXT = 40_000;

/**
 * Reads a policy page.
 *
 * @param html the page's HTML, or a fragment of it, up to 5 MB. 1 MB takes under 50 ms on a desktop.
 * @returns title, printed date (`null` when the text prints none), sections and clauses in reading order.
 * @throws Error with a sentence for people when this is not a whole policy text: a sign-in page, a WAF challenge, an error page,
 *   an empty or cut-off page, JSON, another page. `error.name` is `PolicyPageError` and `error.kind` says which.
 * @remarks The Hub's page and its `<main>`: facts/hub.md h; leading tab links before the title are its navigation.
 */
export function parsePolicy(html: string): PolicyDocument {
  if (typeof html !== 'string')
    throw refuse('not-html', `expected the page's HTML as text, got ${typeof html}`);
  if (html.length > MAX_HTML)
    throw refuse('too-large', `the page has ${html.length} characters; a policy has far fewer`);
  const { pieces, ranges, signs } = readMarkup(html);
  const content = withoutFurniture(pieces, ranges, container(pieces, ranges));
  const headed = content.some((piece) => piece.level > 0) ? content : boldAsHeadings(content);
  const chars = sizeOf(headed, 0, headed.length) + Math.max(0, headed.length - 1);
  const text = chars <= LONG_TEXT ? headed.map((piece) => piece.text).join(' ') : endsOf(headed);
  const effective = printedDateOf(text, true);
  refuseUnlessPolicy(headed, {
    ...signs,
    html,
    effective: effective !== null,
    words: chars <= LONG_TEXT ? countWords(text) : Math.round(chars / 6),
  });
  return buildDocument(
    headed.map((piece) =>
      piece.level > 0
        ? { kind: 'heading', level: piece.level, text: piece.text }
        : { kind: 'clause', text: piece.text },
    ),
    { title: titleFrom(signs.title), printedDate: effective ?? printedDateOf(text) },
  );
}

/** Of a tidy text: one more than its spaces. */
function countWords(text: string): number {
  return text === '' ? 0 : text.split(' ').length;
}

/** The first and the last blocks, where a date would stand: there is no need to look through all of a book. */
function endsOf(pieces: readonly PagePiece[]): string {
  const take = (order: readonly PagePiece[], chars: number) => {
    const taken: string[] = [];
    for (let i = 0, size = 0; i < order.length && size < chars; i++) {
      taken.push(order[i]!.text);
      size += order[i]!.text.length + 1;
    }
    return taken;
  };
  return [...take(pieces, LONG_TEXT), '…', ...take(pieces.toReversed(), LONG_TEXT / 2).toReversed()].join(
    ' ',
  );
}

function titleFrom(title: string): string {
  return title.replace(/\s*[–—|·-]\s*Hugging Face\s*$/i, '');
}

const sizeOf = (pieces: readonly PagePiece[], from: number, to: number) => {
  let size = 0;
  for (let i = from; i < to; i++) size += pieces[i]!.text.length;
  return size;
};

/**
 * Where the text is: `main`, else `article`, else `.prose`; the largest of its kind, when it holds at least half of what the page
 * says (several small articles are not the text: then it is the whole page).
 */
function container(pieces: readonly PagePiece[], ranges: readonly Range[]): { from: number; to: number } {
  const whole = { from: 0, to: pieces.length };
  const enough = sizeOf(pieces, 0, pieces.length) / 2;
  for (const kind of ['main', 'article', '.prose']) {
    let best: { range: Range; size: number } | undefined;
    for (const range of ranges) {
      if (range.as !== kind) continue;
      const size = sizeOf(pieces, range.from, range.to);
      if (best === undefined || size > best.size) best = { range, size };
    }
    if (best !== undefined && best.size >= enough && best.size > 0) return best.range;
  }
  return whole;
}

/**
 * Leaves out what is round the text, not of it: the page's own header, footer and aside; and blocks of nothing but links before
 * the first heading (the Hub's tabs from one legal text to another).
 */
function withoutFurniture(
  pieces: readonly PagePiece[],
  ranges: readonly Range[],
  { from, to }: { from: number; to: number },
): PagePiece[] {
  const out = new Uint8Array(pieces.length);
  for (const range of ranges) {
    if (!isContent(range.as) && isFurniture(pieces, range)) out.fill(1, range.from, range.to);
  }
  const firstHeading = pieces.findIndex((piece, i) => i >= from && i < to && piece.level > 0 && out[i] === 0);
  for (let i = from; i < firstHeading; i++) if (pieces[i]!.onlyLinks) out[i] = 1;
  return pieces.slice(from, to).filter((_, i) => out[from + i] === 0);
}

function isFurniture(pieces: readonly PagePiece[], range: Range): boolean {
  if (!range.inside) return true;
  if (range.as === 'aside' || range.sectioned) return false;
  if (range.as === 'footer') return true;
  // `<main><header>`: often the title and its date.
  return !pieces.slice(range.from, range.to).some((piece) => piece.level > 0 || /\b\d{4}\b/.test(piece.text));
}

/** A text without a single heading: short bold blocks of their own stand for them; the very first for the title. */
function boldAsHeadings(pieces: readonly PagePiece[]): PagePiece[] {
  return pieces.map((piece, i) => {
    const heads = piece.bold && piece.text.length <= 80 && !/[.;:,]$|\d{4}$/.test(piece.text);
    return heads ? { ...piece, level: i === 0 ? 1 : 2 } : piece;
  });
}
