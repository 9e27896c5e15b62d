/**
 * A policy text as data: headings, clauses, and the hashes that pin them.
 *
 * Two forms of a text live side by side. The *shown* text (`tidyText`) is what a person reads and what is quoted: the
 * original's characters, with whitespace folded and invisible marks gone. The *normalised* text (`normaliseText`) is what is
 * hashed and compared: typographic quotes, emoji presentation and the like do not count there.
 * Pure: no DOM, no network, no clock.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export interface Clause {
  /** `<section id>/<first words>`; see `buildDocument`. */
  id: string;
  /** As it is shown: a paragraph, list item or table cell; the original's typos stay. */
  text: string;
  /** SHA-256 (hex) of the normalised text. */
  hash: string;
}

export interface Section {
  id: string;
  /** As it is shown, emoji and all; empty for text that stands before any heading. */
  heading: string;
  /** 1–6 as in HTML; 0 for text before any heading. */
  level: number;
  clauses: Clause[];
  sections: Section[];
}

export interface PolicyDocument {
  title: string;
  /** The date that the text prints about itself, `YYYY-MM-DD`; a label, never a key (facts/reporting.md §0.2). */
  printedDate: string | null;
  /** SHA-256 (hex) of all words in order, so a new layout of the same words keeps it. */
  hash: string;
  sections: Section[];
}

/** What a reader of some format hands to `buildDocument`, in reading order. */
export type Piece = { kind: 'heading'; level: number; text: string } | { kind: 'clause'; text: string };

/** Soft hyphen, zero-width space, word joiner, BOM, direction marks: never seen, and able to make equal texts differ. */
const INVISIBLE = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;
const encoder = new TextEncoder();

const NOT_PLAIN = /[^ -~]| {2}/;

/** Printable ASCII with single spaces inside: nothing to fold. This is asked of every character of a page. */
function isPlain(text: string): boolean {
  return text[0] !== ' ' && text.at(-1) !== ' ' && !NOT_PLAIN.test(text);
}

/** The text as it is shown: invisible marks removed, every run of whitespace (no-break space too) one space, trimmed. */
export function tidyText(text: string): string {
  const trimmed = text.trim();
  return isPlain(trimmed) ? trimmed : trimmed.replace(INVISIBLE, '').trim().replace(/\s+/g, ' ');
}

/**
 * The text as it is hashed: `tidyText`, then NFC, emoji variation selectors dropped (U+FE0E, U+FE0F), typographic quotation
 * marks and apostrophes made straight, no-break hyphen made a hyphen. Case, dashes and punctuation stay: a changed `;` is a
 * change. Idempotent. Plain ASCII with single spaces is its own normal form, which is why the rule hashes in
 * facts/reporting.md §2 (SHA-256 of the bare rule, trailing `;` included) equal ours.
 */
export function normaliseText(text: string): string {
  if (isPlain(text)) return text;
  return tidyText(
    tidyText(text)
      .replace(/[\uFE0E\uFE0F]/g, '')
      .normalize('NFC')
      .replace(/[\u201C-\u201F]/g, '"')
      .replace(/[\u2018-\u201B]/g, "'")
      .replace(/\u2011/g, '-'),
  );
}

/** SHA-256 of the normalised text, 64 hex digits. Synchronous, so that parsing stays so. */
export function hashText(text: string): string {
  return hashNormal(normaliseText(text));
}

function hashNormal(normal: string): string {
  return bytesToHex(sha256(encoder.encode(normal)));
}

/** The words of a text: what is left between whitespace after normalising. */
export function wordsOf(text: string): string[] {
  const normal = normaliseText(text);
  return normal === '' ? [] : normal.split(' ');
}

/** `1. `, `(2) `, `a) `, `B. ` at the start: a number that shifts when a rule is put in before it, so no part of an id. */
const ORNAMENT = /^[^\p{L}\p{N}(]+/u;
const ENUMERATOR = /^(?:\(?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)]\s+)/;

/**
 * A readable id from the first words of a text: lower case, no diacritics, no emoji, no leading enumerator.
 * `x` when the text has no letter or digit at all.
 */
export function slugOf(text: string, maxWords: number): string {
  let start = text.slice(0, maxWords * 24);
  if (!/^[A-Za-z]{2,} /.test(start)) start = start.replace(ORNAMENT, '').replace(ENUMERATOR, '');
  const plain = plainWords(maxWords);
  plain.lastIndex = 0;
  // `test` leaves where the words end, and makes no list of groups as `exec` does.
  if (plain.test(start))
    return start
      .slice(0, plain.lastIndex)
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-');
  start = start.normalize('NFKD').replace(/[\p{M}'\u2018\u2019]/gu, '');
  const words = start.toLowerCase().match(/[\p{L}\p{N}]+/gu);
  return words === null ? 'x' : words.slice(0, maxWords).join('-');
}

const plainPatterns = new Map<number, RegExp>();

/** So many words of ASCII letters and digits, or all there are when fewer, with nothing but ASCII punctuation between and after. */
function plainWords(count: number): RegExp {
  const known = plainPatterns.get(count);
  if (known !== undefined) return known;
  const [word, gap] = ['[A-Za-z0-9]+', '[ -&(-/:-@[-`{-~]+'];
  const more = (times: string) => `(?:${gap}${word}){${times}}`;
  const all = `${word}${more(`${count - 1}`)}(?=${gap})`;
  const fewer = `${word}${more(`0,${count - 1}`)}(?=(?:${gap})?$)`;
  const made = new RegExp(`${all}|${fewer}`, 'y');
  plainPatterns.set(count, made);
  return made;
}

/** Every section, in reading order, parents before children. */
export function* walkSections(document: Pick<PolicyDocument, 'sections'>): Generator<Section> {
  const waiting = [...document.sections].reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    for (let i = next.sections.length - 1; i >= 0; i--) waiting.push(next.sections[i]!);
  }
}

/** Every clause with its section, in reading order. */
export function* walkClauses(
  document: Pick<PolicyDocument, 'sections'>,
): Generator<{ clause: Clause; section: Section }> {
  for (const section of walkSections(document)) {
    for (const clause of section.clauses) yield { clause, section };
  }
}

/** All shown texts in reading order, each heading before its clauses; `clauseId` is `null` for a heading. */
export function documentParts(
  document: Pick<PolicyDocument, 'sections'>,
): { text: string; clauseId: string | null }[] {
  const parts: { text: string; clauseId: string | null }[] = [];
  for (const section of walkSections(document)) {
    if (section.heading !== '') parts.push({ text: section.heading, clauseId: null });
    for (const clause of section.clauses) parts.push({ text: clause.text, clauseId: clause.id });
  }
  return parts;
}

/** The hash of a whole document: of its words in order, one space between, whatever the markup around them. */
export function hashDocument(document: Pick<PolicyDocument, 'sections'>): string {
  // Normal forms joined by spaces are the normal form of the whole: nothing combines across a space.
  const parts = documentParts(document).map((part) => normaliseText(part.text));
  return hashNormal(parts.filter((part) => part !== '').join(' '));
}

/**
 * Puts pieces together as sections and clauses, and names them.
 *
 * Ids are made of words, never of positions, so that a change in one place leaves the ids of all others alone:
 * - the title's section is `intro` and no part of its children's ids; text before any heading is `lead`;
 * - a section is its heading's words below its parent's id; a second one of the same name gets `-2`;
 * - a clause is its section and its first six words, so most rewordings keep it; clauses that begin alike are told apart by six
 *   digits of their own hash, and only truly equal ones by their order.
 */
export function buildDocument(
  pieces: readonly Piece[],
  about: { title?: string; printedDate?: string | null } = {},
): PolicyDocument {
  const headings = pieces.filter((piece) => piece.kind === 'heading');
  const titlePiece = titleOf(headings);
  const sections: Section[] = [];
  const open: Section[] = [];
  const used = new Map<string, number>();

  for (const piece of pieces) {
    if (piece.kind === 'clause') {
      let section = open.at(-1);
      if (section === undefined) {
        section = { id: 'lead', heading: '', level: 0, clauses: [], sections: [] };
        used.set('lead', 1);
        sections.push(section);
        open.push(section);
      }
      section.clauses.push(clauseOf(piece.text));
      continue;
    }
    while (open.length > 0 && (open.at(-1)!.level >= piece.level || open.at(-1)!.level === 0)) open.pop();
    const parent = open.at(-1);
    const base = piece === titlePiece ? 'intro' : `${prefixOf(parent)}${slugOf(piece.text, 8)}`;
    const section = {
      id: once(used, base, '-'),
      heading: piece.text,
      level: piece.level,
      clauses: [],
      sections: [],
    };
    (parent?.sections ?? sections).push(section);
    open.push(section);
  }

  for (const section of walkSections({ sections })) nameClauses(section);
  const title = titlePiece?.text ?? about.title ?? headings[0]?.text ?? '';
  let hash: string | undefined;
  return {
    title,
    printedDate: about.printedDate ?? null,
    get hash() {
      hash ??= hashDocument({ sections });
      return hash;
    },
    sections,
  };
}

/**
 * Worked out when first asked for, as thousands of small hashes are the dearest part of a long text; copies hold it plainly. One
 * getter for all clauses, as one for each costs more than the rest of a clause.
 */
const hashedLater: PropertyDescriptor & ThisType<Clause> = {
  enumerable: true,
  configurable: true,
  get() {
    const value = hashText(this.text);
    Object.defineProperty(this, 'hash', { value, enumerable: true, configurable: true, writable: true });
    return value;
  },
};

function clauseOf(text: string): Clause {
  return Object.defineProperty({ id: '', text } as Clause, 'hash', hashedLater);
}

/** The title is the first heading, when it is the only one of its level and none is above it. */
function titleOf(headings: Extract<Piece, { kind: 'heading' }>[]): Piece | undefined {
  const first = headings[0];
  if (first === undefined || headings.length === 1) return first?.level === 1 ? first : undefined;
  return headings.every((heading, i) => i === 0 || heading.level > first.level) ? first : undefined;
}

function prefixOf(parent: Section | undefined): string {
  return parent === undefined || parent.id === 'intro' ? '' : `${parent.id}/`;
}

function once(used: Map<string, number>, base: string, mark: string): string {
  const count = (used.get(base) ?? 0) + 1;
  used.set(base, count);
  return count === 1 ? base : once(used, `${base}${mark}${count}`, mark);
}

function nameClauses(section: Section): void {
  const slugs = section.clauses.map((clause) => slugOf(clause.text, 6));
  const alike = new Map<string, number>();
  for (const slug of slugs) alike.set(slug, (alike.get(slug) ?? 0) + 1);
  const used = new Map<string, number>();
  section.clauses.forEach((clause, i) => {
    const slug = slugs[i]!;
    // Nothing without `~` or `.` is like anything with it: a slug has neither.
    const name = alike.get(slug) === 1 ? slug : once(used, `${slug}~${clause.hash.slice(0, 6)}`, '.');
    clause.id = `${section.id}/${name}`;
  });
}
