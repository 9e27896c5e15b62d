/**
 * The quick way through a page's markup, for htmlparser2's parser: it jumps from one `<` to the next instead of looking at every
 * character, some five times as fast. It only knows well-formed, everyday markup. At anything else it throws `UNUSUAL`, and the
 * page is read again by htmlparser2's own tokenizer; so there is one set of rules for odd pages, and it is not ours.
 */
import type { Tokenizer } from 'htmlparser2';

/** Thrown at markup that is left to htmlparser2; no error, as it is no news and costs nothing. */
export const UNUSUAL = Symbol('markup for htmlparser2');

type Listener = ConstructorParameters<typeof Tokenizer>[1];

/** The only attributes that are told; no others are looked at (parse.ts). */
export const ATTRIBUTES_READ = new Set(['aria-level', 'class', 'hidden', 'open', 'role', 'style', 'type']);
/** Their content is no markup. `plaintext` is unusual. */
const RAW_TEXT = ['iframe', 'noembed', 'noframes', 'script', 'style', 'xmp'];
const TEXT_ONLY = new Map(
  [...RAW_TEXT, 'textarea', 'title'].map((name) => [name, new RegExp(`</${name}[ \\n\\t\\f\\r/>]`, 'gi')]),
);
const DOCTYPE = /<!doctype[^>]*>/iy;
const COMMENT_END = /--!?>/g;
/** An everyday attribute; `name = value` with spaces, and stray quotes, are unusual. Groups: name, "value", 'value', value. */
const ATTRIBUTE =
  /[ \n\t\f\r]+([a-zA-Z@:_][\w:.@-]*)(?:=(?:"([^"]*)"|'([^']*)'|([^ \n\t\f\r"'=<>`]+(?=[ \n\t\f\r>])))|(?=[ \n\t\f\r/>])(?![ \n\t\f\r]+=))/y;
const TAG_END = /[ \n\t\f\r]*(\/?)>/y;
const ENTITY = /&(?:#(\d{2,6})|#[xX]([\da-fA-F]{2,5})|([a-z]{2,6}));/y;
const NAMED: Record<string, number> = {
  amp: 0x26,
  lt: 0x3c,
  gt: 0x3e,
  quot: 0x22,
  apos: 0x27,
  nbsp: 0xa0,
  copy: 0xa9,
  reg: 0xae,
  laquo: 0xab,
  raquo: 0xbb,
  middot: 0xb7,
  sect: 0xa7,
  ndash: 0x2013,
  mdash: 0x2014,
  lsquo: 0x2018,
  rsquo: 0x2019,
  ldquo: 0x201c,
  rdquo: 0x201d,
  bull: 0x2022,
  hellip: 0x2026,
  times: 0xd7,
  trade: 0x2122,
};
/** `QuoteType` of htmlparser2: nothing of ours asks which. */
const QUOTED = 3;

const isLetter = (code: number) => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
const isSpace = (code: number) =>
  code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0c || code === 0x0d;

/** Takes the page in one piece, as `readMarkup` gives it. Tells tags, the attributes above and text; comments and the doctype carry nothing. */
export class QuickTokenizer {
  running = true;
  readonly #to: Listener;
  #html = '';
  /** Where the next `&` is; the length of the page when there is none. */
  #amp = -1;

  constructor(_options: unknown, to: Listener) {
    this.#to = to;
  }

  write(html: string): void {
    this.#html = html;
    for (let at = 0; at < html.length; ) {
      let open = html.indexOf('<', at);
      if (open < 0) open = html.length;
      if (at < open) this.#text(at, open);
      at = open === html.length ? open : this.#markup(open);
    }
  }

  end(): void {
    this.#to.onend();
  }

  #text(from: number, to: number): void {
    const html = this.#html;
    if (this.#amp < from) this.#seekAmp(from);
    while (this.#amp < to) {
      const at = this.#amp;
      ENTITY.lastIndex = at;
      const found = ENTITY.exec(html);
      if (found === null) {
        if (!isSpace(html.charCodeAt(at + 1))) throw UNUSUAL;
        this.#seekAmp(at + 1);
        continue;
      }
      if (from < at) this.#to.ontext(from, at);
      from = ENTITY.lastIndex;
      this.#to.ontextentity(codeOf(found), from);
      this.#seekAmp(from);
    }
    if (from < to) this.#to.ontext(from, to);
  }

  #seekAmp(from: number): void {
    const at = this.#html.indexOf('&', from);
    this.#amp = at < 0 ? this.#html.length : at;
  }

  /** @returns where the text goes on. */
  #markup(at: number): number {
    const next = this.#html.charCodeAt(at + 1);
    if (isLetter(next)) return this.#openTag(at + 1);
    if (next === 0x2f) return this.#closeTag(at + 2);
    if (next === 0x21) return this.#declaration(at);
    throw UNUSUAL;
  }

  #nameEnd(at: number): number {
    const html = this.#html;
    for (; at < html.length; at++) {
      const code = html.charCodeAt(at);
      if (code === 0x3e || code === 0x2f || isSpace(code)) return at;
    }
    throw UNUSUAL;
  }

  #closeTag(from: number): number {
    if (!isLetter(this.#html.charCodeAt(from))) throw UNUSUAL;
    const end = this.#nameEnd(from);
    const close = this.#html.indexOf('>', end);
    if (close < 0) throw UNUSUAL;
    this.#to.onclosetag(from, end);
    return close + 1;
  }

  #declaration(at: number): number {
    const html = this.#html;
    if (html.startsWith('--', at + 2)) {
      if (html.startsWith('>', at + 4) || html.startsWith('->', at + 4)) throw UNUSUAL;
      COMMENT_END.lastIndex = at + 4;
      if (!COMMENT_END.test(html)) throw UNUSUAL;
      return COMMENT_END.lastIndex;
    }
    DOCTYPE.lastIndex = at;
    if (!DOCTYPE.test(html)) throw UNUSUAL;
    return DOCTYPE.lastIndex;
  }

  #openTag(from: number): number {
    const html = this.#html;
    let at = this.#nameEnd(from);
    const textOnly = this.#to.isInForeignContext?.() ? undefined : this.#textOnly(from, at);
    this.#to.onopentagname(from, at);
    if (html.charCodeAt(at) !== 0x3e) at = this.#attributes(at);
    TAG_END.lastIndex = at;
    const end = TAG_END.exec(html);
    if (end === null) throw UNUSUAL;
    at = TAG_END.lastIndex;
    if (end[1] === '') this.#to.onopentagend(at - 1);
    else this.#to.onselfclosingtag(at - 1);
    return textOnly === undefined ? at : this.#rawText(at, textOnly);
  }

  #attributes(at: number): number {
    ATTRIBUTE.lastIndex = at;
    for (let found = ATTRIBUTE.exec(this.#html); found !== null; found = ATTRIBUTE.exec(this.#html)) {
      const end = ATTRIBUTE.lastIndex;
      const name = found[1]!;
      if (ATTRIBUTES_READ.has(name.toLowerCase())) {
        const start = at + found[0].indexOf(name);
        const value = found[2] ?? found[3] ?? found[4];
        this.#to.onattribname(start, start + name.length);
        const valueEnd = found[4] === undefined ? end - 1 : end;
        if (value !== undefined) this.#value(valueEnd - value.length, valueEnd);
        this.#to.onattribend(QUOTED, end);
      }
      at = end;
    }
    return at;
  }

  #value(from: number, to: number): void {
    const html = this.#html;
    for (let at = html.indexOf('&', from); at >= 0 && at < to; at = html.indexOf('&', at + 1)) {
      ENTITY.lastIndex = at;
      const found = ENTITY.exec(html);
      if (found === null) {
        // `[&_p]` in a class is no entity.
        if (!/[ _>*:.,)\]]/.test(html.charAt(at + 1))) throw UNUSUAL;
        continue;
      }
      this.#to.onattribdata(from, at);
      this.#to.onattribentity(codeOf(found));
      from = ENTITY.lastIndex;
    }
    this.#to.onattribdata(from, to);
  }

  #textOnly(from: number, to: number): RegExp | undefined {
    const length = to - from;
    if (length < 3 || length > 9) return undefined;
    const name = this.#html.slice(from, to).toLowerCase();
    if (name === 'plaintext') throw UNUSUAL;
    return TEXT_ONLY.get(name);
  }

  #rawText(from: number, ending: RegExp): number {
    ending.lastIndex = from;
    const end = ending.exec(this.#html);
    if (end === null) throw UNUSUAL;
    if (from < end.index) {
      if (/^<\/t/i.test(end[0])) this.#text(from, end.index);
      else this.#to.ontext(from, end.index);
    }
    return this.#closeTag(end.index + 2);
  }
}

function codeOf([, decimal, hex, name]: RegExpExecArray): number {
  const code =
    name === undefined ? Number.parseInt(decimal ?? hex!, decimal === undefined ? 16 : 10) : NAMED[name];
  const usual =
    code !== undefined &&
    ((code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code < 0xd800) || (code >= 0xe000 && code < 0x110000));
  if (!usual) throw UNUSUAL;
  return code;
}
