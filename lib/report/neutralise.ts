/**
 * Text of others, made safe to stand inside our Markdown: it may look like anything, but it cannot become structure, HTML,
 * a picture, a link with a false face, or a ping. What a reader sees stays as it was written. Pure.
 */

/** Reverses, hides or splits text without being seen. Joiners and variation selectors stay: Persian and emoji need them. */
const INVISIBLE = /(?!\u200c|\u200d|[\ufe00-\ufe0f])\p{Default_Ignorable_Code_Point}|(?![\n\t])\p{Cc}/gu;
const WORD_JOINER = '\u2060';
const SPECIAL = /[\\`[\]|<>&#~!$]/g;
/** Bare addresses stay usable: there, marks are percent-encoded instead of escaped. */
const ADDRESS = /https?:\/\/[^\s<>"'`\\[\]|]+/gi;

/** Removes what cannot be seen and evens out line ends; half characters become U+FFFD. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\v\f\u2028\u2029]/g, '\n')
    .replace(INVISIBLE, '')
    .replace(/[^\S\n]+$/gm, '');
}

/** As `cleanText`, on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}

/**
 * Paragraphs, lists and emphasis stay; headings, rules, quotes, code, tables, HTML, images and links do not.
 * No mention pings: a word joiner stands behind every `@`.
 */
export function neutralBlock(text: string): string {
  return cleanText(text)
    .trim()
    .replace(/\n{3,}/g, '\n\n')
    .split('\n')
    .map((line) => neutralLine(line))
    .join('\n');
}

/** One line of text inside a sentence, a link's face or a table-less list. */
export function neutralInline(text: string): string {
  return neutralLine(cleanLine(text)).replace(/[*_]/g, '\\$&');
}

/** A quotation: every line of it, and nothing else, stands behind `>`. */
export function neutralQuote(text: string): string {
  return neutralBlock(text)
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

/**
 * An address that stands for itself, every mark in it percent-encoded; `null` for what is no http(s) address. Credentials in it
 * are dropped.
 */
export function neutralAddress(text: string): string | null {
  let url: URL;
  try {
    url = new URL(cleanLine(text));
  } catch {
    return null;
  }
  if (!/^https?:$/.test(url.protocol)) return null;
  url.username = url.password = '';
  return url.href.replace(/[^\w\-./:?#=&%+,]/gu, percentOf);
}

function percentOf(mark: string): string {
  return Array.from(
    new TextEncoder().encode(mark),
    (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('');
}

function neutralLine(line: string): string {
  // Lines of dashes, equals signs, stars or underscores would be rules or make a heading of the line above,
  // also inside a list item, or a list in one.
  if (/^(?:\s|[-=*_+]|\d+[.)])*$/.test(line) && line.trim() !== '')
    return line.trim().replace(/[-=*_+.)]/g, '\\$&');
  // Four columns of space would make code, at the start of a line or behind a list's mark.
  const indented = line
    .replace(/(?<=\S)[ \t]+/g, ' ')
    .replace(/^\s+/, (indent) => ' '.repeat(Math.min(indent.replace(/\t/g, '  ').length, 3)));
  let out = '';
  let end = 0;
  for (const match of indented.matchAll(ADDRESS)) {
    out += escapeMarks(indented.slice(end, match.index)) + encodeMarks(match[0]);
    end = match.index + match[0].length;
  }
  return out + escapeMarks(indented.slice(end));
}

function escapeMarks(text: string): string {
  return text.replace(SPECIAL, (mark) => ENTITIES[mark] ?? `\\${mark}`).replace(/@/g, `@${WORD_JOINER}`);
}

const ENTITIES: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

function encodeMarks(address: string): string {
  return address
    .replace(/[@~$!*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/&(?=#|\w+;)/g, '%26');
}
