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
import { Parser } from 'htmlparser2';
import type { PolicyDocument } from './document.ts';
import { buildDocument, tidyText } from './document.ts';
import { printedDateOf } from './parse/date.ts';
import type { PagePiece, PageSigns } from './parse/refuse.ts';
import { MAX_HTML, refuse, refuseUnlessPolicy } from './parse/refuse.ts';

/** Deeper than this, browsers flatten too; it also keeps a hostile page from costing quadratic time. */
const MAX_DEPTH = 512;

const words = (list: string) => new Set(list.split(' '));
const BLOCK = words(
  'address article aside blockquote body br button caption center dd details dialog div dl dt fieldset figcaption figure ' +
    'footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre search section ' +
    'summary table tbody td tfoot th thead title tr ul',
);
/** A heading cannot hold these; when one opens inside, the heading's end tag was forgotten. */
const ENDS_HEADING = words(
  'article blockquote dd details dl dt li main ol p section table tbody td th tr ul',
);
/** Never shown as text, or no part of a text. */
const DROPPED = words(
  'audio canvas datalist embed iframe math-field meter nav noscript object progress script select style svg template textarea title video',
);
const LANDMARK: Record<string, string> = {
  banner: 'header',
  navigation: 'nav',
  contentinfo: 'footer',
  main: 'main',
};
/** Their end tags may be left out; any other element still open at the end of the page means that it was cut off. */
const MAY_STAY_OPEN = words(
  'html body p li dt dd tr td th tbody thead tfoot option optgroup colgroup caption head',
);

interface Open {
  name: string;
  /** What it is for us: its tag, or the tag that its role stands for. */
  as: string;
  dropped: boolean;
  link: boolean;
  bold: boolean;
  heading: number;
  from: number;
}

/** A stretch of pieces that came out of one element. */
interface Range {
  as: string;
  from: number;
  to: number;
  /** Within `main`, `article` or `.prose`: content, not page furniture. */
  inside: boolean;
  /** Within `article`, `section` or `.prose`: its header and footer are then the text's, not the page's (as HTML has it). */
  sectioned: boolean;
}

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
  const { pieces, ranges, signs } = read(html);
  const content = withoutFurniture(pieces, ranges, container(pieces, ranges));
  const headed = content.some((piece) => piece.level > 0) ? content : boldAsHeadings(content);
  const text = headed.map((piece) => piece.text).join(' ');
  const printedDate = printedDateOf(text);
  refuseUnlessPolicy(headed, {
    ...signs,
    html,
    effective: printedDateOf(text, true) !== null,
    words: countWords(text),
  });
  return buildDocument(
    headed.map((piece) =>
      piece.level > 0
        ? { kind: 'heading', level: piece.level, text: piece.text }
        : { kind: 'clause', text: piece.text },
    ),
    { title: titleFrom(signs.title), printedDate },
  );
}

/** Of a tidy text: one more than its spaces; of a long one, about. */
function countWords(text: string): number {
  if (text.length > 50_000) return Math.round(text.length / 6);
  return text === '' ? 0 : text.split(' ').length;
}

function titleFrom(title: string): string {
  return title.replace(/\s*[–—|·-]\s*Hugging Face\s*$/i, '');
}

/** One pass over the tags. Every block boundary ends a piece; inline markup does not. */
function read(html: string): { pieces: PagePiece[]; ranges: Range[]; signs: PageSigns } {
  const pieces: PagePiece[] = [];
  const ranges: Range[] = [];
  const signs: PageSigns = { title: '', signIn: false, cutOff: /<[a-z!/][^>]*$/i.test(html.slice(-2000)) };
  const stack: Open[] = [];
  let text = '';
  let title = '';
  let plain = false; // some of the text is outside links
  let thin = false; // some of it is not bold
  let listed = false; // it stands in a list item or table cell
  let [drops, links, bolds, cells, insides, sectioned, heading] = [0, 0, 0, 0, 0, 0, 0];
  let inTitle = false;
  let ended = false;

  const flush = () => {
    const shown = text === '' ? '' : tidyText(text);
    if (shown !== '') {
      pieces.push({ level: heading, text: shown, onlyLinks: !plain, bold: !thin && !listed });
    }
    text = '';
    plain = thin = listed = false;
  };
  const isCell = (as: string) => as === 'li' || as === 'td' || as === 'th' || as === 'dd' || as === 'dt';

  const parser = new Parser({
    onopentag(name, attributes) {
      const as = LANDMARK[attributes.role ?? ''] ?? name;
      if (BLOCK.has(as) || as.includes('-')) {
        // A block inside a heading (`<h2><div>`) only separates words, unless the heading should have ended long ago.
        if (heading > 0 && !ENDS_HEADING.has(as) && !/^h[1-6]$/.test(as)) text += ' ';
        else flush();
        if (heading > 0 && ENDS_HEADING.has(as)) heading = 0;
      }
      if (name === 'input' && attributes.type?.toLowerCase() === 'password') signs.signIn = true;
      if (name === 'title' && signs.title === '') inTitle = true;
      if (stack.length >= MAX_DEPTH)
        throw refuse('not-html', `its elements are nested more than ${MAX_DEPTH} deep`);
      const classes = attributes.class === undefined ? [] : attributes.class.split(/\s+/);
      const open: Open = {
        name,
        as: as === 'div' && classes.includes('prose') ? 'prose' : as,
        dropped: DROPPED.has(as) || isHidden(name, attributes, classes),
        link: name === 'a',
        bold: name === 'b' || name === 'strong',
        heading: headingLevel(name, attributes),
        from: pieces.length,
      };
      if (open.dropped) drops++;
      if (open.link) links++;
      if (open.bold) bolds++;
      if (isCell(as)) cells++;
      if (isContent(open.as)) insides++;
      if (isSection(open.as)) sectioned++;
      if (open.heading > 0) {
        flush();
        heading = open.heading;
      }
      stack.push(open);
    },
    ontext(data) {
      if (inTitle) title += data;
      if (drops > 0) return;
      text += data;
      if (/^\s*$/.test(data)) return;
      if (links === 0) plain = true;
      if (bolds === 0) thin = true;
      if (cells > 0) listed = true;
    },
    onclosetag(name, implied) {
      const open = stack.at(-1);
      if (open === undefined || open.name !== name) return;
      if (ended && ((implied && name === 'html') || !MAY_STAY_OPEN.has(name))) signs.cutOff = true;
      if (name === 'title') {
        if (inTitle) signs.title = tidyText(title);
        inTitle = false;
      }
      if (open.heading > 0 && heading > 0) {
        flush();
        heading = 0;
      } else if (BLOCK.has(open.as) || open.as === 'prose' || open.as.includes('-')) {
        if (heading > 0) text += ' ';
        else flush();
      }
      stack.pop();
      if (open.dropped) drops--;
      if (open.link) links--;
      if (open.bold) bolds--;
      if (isCell(open.as)) cells--;
      if (isContent(open.as)) insides--;
      if (isSection(open.as)) sectioned--;
      if (isContent(open.as) || open.as === 'header' || open.as === 'footer' || open.as === 'aside') {
        ranges.push({
          as: open.as,
          from: open.from,
          to: pieces.length,
          inside: insides > 0,
          sectioned: sectioned > 0,
        });
      }
    },
  });
  parser.write(html);
  ended = true;
  parser.end();
  flush();
  return { pieces, ranges, signs };
}

function headingLevel(name: string, attributes: Record<string, string>): number {
  if (/^h[1-6]$/.test(name)) return Number(name[1]);
  if (attributes.role !== 'heading') return 0;
  const level = Number(attributes['aria-level'] ?? 2);
  return Number.isInteger(level) && level >= 1 && level <= 6 ? level : 2;
}

function isHidden(name: string, attributes: Record<string, string>, classes: string[]): boolean {
  if (attributes.hidden !== undefined && attributes.hidden !== 'until-found') return true;
  if (classes.includes('sr-only')) return true;
  if (name === 'dialog' && attributes.open === undefined) return true;
  return (
    attributes.style !== undefined && /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attributes.style)
  );
}

function isContent(as: string): boolean {
  return as === 'main' || as === 'article' || as === 'prose';
}

function isSection(as: string): boolean {
  return as === 'section' || as === 'article' || as === 'prose';
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
  for (const kind of ['main', 'article', 'prose']) {
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
