/** Citations: a rule quoted and pinned, so that it can be checked years later against the version it was taken from. */
import { documentParts, hashText, normaliseText } from './document.ts';
import type { PolicyPack, Rule } from './packs.ts';

export { type Anchor, type AnchorState, reanchor } from './reanchor.ts';

/** The same shape as `citationSchema` in lib/report/report.ts. */
export interface Citation {
  ruleId: string;
  /** Word for word. */
  quote: string;
  /** SHA-256 (hex) of the normalised quote. */
  hash: string;
  /** What stands right before and after it in the text, up to 48 characters, whole words; empty at the ends. */
  prefix: string;
  suffix: string;
  version: {
    printedDate: string | null;
    hash: string;
    /** Milliseconds since the epoch. */
    firstSeen?: number;
  };
  url: string;
}

const CONTEXT = 48;

/**
 * Quotes a rule with its version and its surroundings.
 * @throws Error when the rule's words are not in the pack's text: then it is another pack's rule.
 */
export function cite(rule: Rule, pack: PolicyPack): Citation {
  const around = surroundings(rule.clauseId, rule.text, pack);
  if (around === null)
    throw new Error(`Rule ${rule.id} is not in this policy text (${pack.version.printedDate ?? 'no date'})`);
  const { printedDate, hash, firstSeen, url } = pack.version;
  return {
    ruleId: rule.id,
    quote: rule.text,
    hash: rule.hash,
    ...around,
    version: { printedDate, hash, ...(firstSeen === undefined ? {} : { firstSeen }) },
    url,
  };
}

export interface Verification {
  ok: boolean;
  /** What does not hold, in sentences for people; empty when all does. */
  problems: string[];
}

/** Checks a citation against a pack, offline. Never changes it. */
export function verifyCitation(citation: Citation, pack: PolicyPack): Verification {
  const problems: string[] = [];
  if (hashText(citation.quote) !== citation.hash) problems.push('The quote does not match its own hash.');
  if (citation.version.hash !== pack.version.hash)
    problems.push('It cites another version of the policy than this one.');
  const rule = pack.rules.find((one) => one.id === citation.ruleId);
  if (rule === undefined) problems.push(`This version has no rule ${citation.ruleId}.`);
  else if (rule.hash !== citation.hash) problems.push(`Rule ${rule.id} reads otherwise in this version.`);
  else {
    const around = surroundings(rule.clauseId, citation.quote, pack);
    if (around === null || around.prefix !== citation.prefix || around.suffix !== citation.suffix) {
      problems.push('The words around the quote differ.');
    }
  }
  return { ok: problems.length === 0, problems };
}

function surroundings(
  clauseId: string,
  quote: string,
  pack: PolicyPack,
): { prefix: string; suffix: string } | null {
  const parts = documentParts(pack.document);
  const index = parts.findIndex((part) => part.clauseId === clauseId);
  const clause = parts[index]?.text ?? '';
  const at = clause.indexOf(quote);
  if (at < 0) return null;
  const beside = (from: number, to: number) =>
    parts
      .slice(Math.max(0, from), to)
      .map((part) => part.text)
      .join(' ');
  return {
    prefix: lastWords(normaliseText(`${beside(index - 8, index)} ${clause.slice(0, at)}`)),
    suffix: firstWords(normaliseText(`${clause.slice(at + quote.length)} ${beside(index + 1, index + 9)}`)),
  };
}

function firstWords(text: string): string {
  return text.length <= CONTEXT ? text : text.slice(0, CONTEXT + 1).replace(/\s+\S*$/, '');
}

function lastWords(text: string): string {
  return text.length <= CONTEXT ? text : text.slice(-CONTEXT - 1).replace(/^\S*\s+/, '');
}

/** Quotes longer than this are pointed at by their first and last words. */
const LONG_QUOTE = 200;

/**
 * A link that scrolls to the quote on the policy page and marks it, as a text fragment (WICG Scroll to Text Fragment). The page
 * shows the text in force: when it no longer has the words, the browser just opens the page.
 */
export function quoteUrl(citation: Citation): string {
  const words = citation.quote.replace(/[\s;,.:]+$/, '').split(/\s+/);
  const text =
    citation.quote.length <= LONG_QUOTE || words.length <= 12
      ? encodeTerm(words.join(' '))
      : `${encodeTerm(words.slice(0, 5).join(' '))},${encodeTerm(words.slice(-5).join(' '))}`;
  return `${citation.url.split('#')[0]}#:~:text=${text}`;
}

/** `-`, `,` and `&` mean something in a text fragment; brackets and the like would end a link in Markdown. */
function encodeTerm(text: string): string {
  return encodeURIComponent(text).replace(
    /[-!'()*_~]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
