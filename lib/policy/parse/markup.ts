/** Markup in, pieces of text out: one pass over the tags. Every block boundary ends a piece; inline markup does not. */
import { Parser, type Tokenizer } from 'htmlparser2';
import { tidyText } from '../document.ts';
import type { PagePiece, PageSigns } from './refuse.ts';
import { refuse } from './refuse.ts';
import { QuickTokenizer, UNUSUAL } from './tokens.ts';

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
const CELL = words('li td th dd dt');
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

/** What a tag's name says; worked out once for each name of a page. */
interface Kind {
  /** What it is for us: its tag, or the tag that its role stands for. */
  as: string;
  block: boolean;
  endsHeading: boolean;
  dropped: boolean;
  cell: boolean;
  content: boolean;
  section: boolean;
  /** 1–6 for `h1` to `h6`. */
  heading: number;
  /** Kept as a range. */
  ranged: boolean;
}

interface Open {
  name: string;
  kind: Kind;
  dropped: boolean;
  link: boolean;
  bold: boolean;
  heading: number;
  from: number;
}

/** A stretch of pieces that came out of one element. */
export interface Range {
  as: string;
  from: number;
  to: number;
  /** Within `main`, `article` or `.prose`: content, not page furniture. */
  inside: boolean;
  /** Within `article`, `section` or `.prose`: its header and footer are then the text's, not the page's (as HTML has it). */
  sectioned: boolean;
}

export interface Markup {
  pieces: PagePiece[];
  ranges: Range[];
  signs: PageSigns;
}

/** @throws PolicyPageError when elements are nested without end. */
export function readMarkup(html: string): Markup {
  try {
    // It has what the parser asks of a tokenizer; the type asks for private members too.
    return read(html, QuickTokenizer as unknown as typeof Tokenizer);
  } catch (error) {
    if (error !== UNUSUAL) throw error;
    return read(html);
  }
}

/** @param Tokens htmlparser2's own when not given. */
export function read(html: string, Tokens?: typeof Tokenizer): Markup {
  const pieces: PagePiece[] = [];
  const ranges: Range[] = [];
  const signs: PageSigns = { title: '', signIn: false, cutOff: /<[a-z!/][^>]*$/i.test(html.slice(-2000)) };
  const kinds = new Map<string, Kind>();
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
    if (text === '') return;
    const shown = tidyText(text);
    if (shown !== '') pieces.push({ level: heading, text: shown, onlyLinks: !plain, bold: !thin && !listed });
    text = '';
    plain = thin = listed = false;
  };
  const kindOf = (as: string) => {
    const known = kinds.get(as);
    if (known !== undefined) return known;
    const kind = kindFor(as);
    kinds.set(as, kind);
    return kind;
  };

  const handler = {
    onopentag(name: string, attributes: Record<string, string>) {
      const role = attributes.role;
      let kind = kindOf(role === undefined ? name : (LANDMARK[role] ?? name));
      if (kind.block) {
        // A block inside a heading (`<h2><div>`) only separates words, unless the heading should have ended long ago.
        if (heading > 0 && !kind.endsHeading && kind.heading === 0) text += ' ';
        else flush();
        if (heading > 0 && kind.endsHeading) heading = 0;
      }
      if (stack.length >= MAX_DEPTH)
        throw refuse('not-html', `its elements are nested more than ${MAX_DEPTH} deep`);
      if (name === 'input' && attributes.type?.toLowerCase() === 'password') signs.signIn = true;
      if (name === 'title' && signs.title === '') inTitle = true;
      const classes = attributes.class;
      const hidden = kind.dropped || isHidden(name, attributes);
      if (kind.as === 'div' && classes !== undefined && hasClass(classes, 'prose')) kind = kindOf('.prose');
      const level = headingLevel(name, attributes);
      const open: Open = {
        name,
        kind,
        dropped: hidden,
        link: name === 'a',
        bold: name === 'b' || name === 'strong',
        heading: level,
        from: pieces.length,
      };
      if (open.dropped) drops++;
      if (open.link) links++;
      if (open.bold) bolds++;
      if (kind.cell) cells++;
      if (kind.content) insides++;
      if (kind.section) sectioned++;
      if (level > 0) {
        flush();
        heading = level;
      }
      stack.push(open);
    },
    ontext(data: string) {
      if (inTitle) title += data;
      if (drops > 0) return;
      text += data;
      if (plain && thin && (listed || cells === 0)) return;
      if (isBlank(data)) return;
      if (links === 0) plain = true;
      if (bolds === 0) thin = true;
      if (cells > 0) listed = true;
    },
    onclosetag(name: string, implied: boolean) {
      const open = stack.at(-1);
      if (open === undefined || open.name !== name) return;
      const { kind } = open;
      if (ended && ((implied && name === 'html') || !MAY_STAY_OPEN.has(name))) signs.cutOff = true;
      if (name === 'title') {
        if (inTitle) signs.title = tidyText(title);
        inTitle = false;
      }
      if (open.heading > 0 && heading > 0) {
        flush();
        heading = 0;
      } else if (kind.block) {
        if (heading > 0) text += ' ';
        else flush();
      }
      stack.pop();
      if (open.dropped) drops--;
      if (open.link) links--;
      if (open.bold) bolds--;
      if (kind.cell) cells--;
      if (kind.content) insides--;
      if (kind.section) sectioned--;
      if (kind.ranged) {
        ranges.push({
          as: kind.as,
          from: open.from,
          to: pieces.length,
          inside: insides > 0,
          sectioned: sectioned > 0,
        });
      }
    },
  };
  const parser = new Parser(handler, Tokens === undefined ? {} : { Tokenizer: Tokens });
  parser.write(html);
  ended = true;
  parser.end();
  flush();
  return { pieces, ranges, signs };
}

function kindFor(as: string): Kind {
  const content = isContent(as);
  return {
    as,
    // Elements of the page's own making stand for blocks, as most of them are.
    block: BLOCK.has(as) || as === '.prose' || as.includes('-'),
    endsHeading: ENDS_HEADING.has(as),
    dropped: DROPPED.has(as),
    cell: CELL.has(as),
    content,
    section: as === 'section' || as === 'article' || as === '.prose',
    heading: levelOfTag(as),
    ranged: content || as === 'header' || as === 'footer' || as === 'aside',
  };
}

function levelOfTag(name: string): number {
  return name.length === 2 && name >= 'h1' && name <= 'h6' ? Number(name[1]) : 0;
}

function headingLevel(name: string, attributes: Record<string, string>): number {
  const level = levelOfTag(name);
  if (level > 0 || attributes.role !== 'heading') return level;
  const told = Number(attributes['aria-level'] ?? 2);
  return Number.isInteger(told) && told >= 1 && told <= 6 ? told : 2;
}

function hasClass(classes: string, name: string): boolean {
  return classes.includes(name) && classes.split(/\s+/).includes(name);
}

function isHidden(name: string, { hidden, class: classes, open, style }: Record<string, string>): boolean {
  if (hidden !== undefined && hidden !== 'until-found') return true;
  if (classes !== undefined && hasClass(classes, 'sr-only')) return true;
  if (name === 'dialog' && open === undefined) return true;
  return style !== undefined && /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style);
}

/** The largest of these is taken for the text. */
export function isContent(as: string): boolean {
  return as === 'main' || as === 'article' || as === '.prose';
}

function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  return !(first > 0x20 && first < 0x7f) && text.trim() === '';
}
