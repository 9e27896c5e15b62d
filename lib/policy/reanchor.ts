/** Where the words of a citation stand in another text, if they do. Pure. */
import type { Citation } from './cite.ts';
import { likeness } from './compare/bags.ts';
import { plainWords } from './compare/units.ts';
import { documentParts, normaliseText, type PolicyDocument } from './document.ts';
import { sentencesOf } from './sentences.ts';

/**
 * `same`: word for word, at its place. `moved`: word for word, with other words around it. `reworded`: a clause is so much like it that
 * it may be what became of it. `gone`: none of these.
 */
export type AnchorState = 'same' | 'moved' | 'reworded' | 'gone';

export interface Anchor {
  state: AnchorState;
  /** Where it begins in the other text. */
  clauseId?: string;
  /** The words there, when they are others. */
  quote?: string;
  /** For people. */
  sentence: string;
}

/** Likeness from which a clause is offered as what became of a quote; a guess is worse than "not in the current text". */
const REWORDED = 0.6;

/**
 * Looks for a citation's words in another text, such as the one in force now. The citation itself is never changed: what was sent
 * stays as it was sent (facts/reporting.md §5.5.4).
 * @param complete false when only verified parts of that text are known: then nothing is said to be gone from it.
 */
export function reanchor(
  citation: Pick<Citation, 'quote' | 'prefix' | 'suffix'>,
  document: Pick<PolicyDocument, 'sections'>,
  complete = true,
): Anchor {
  const run = runOf(document);
  const quote = normaliseText(citation.quote);
  if (quote !== '') {
    let moved: Anchor | null = null;
    for (let at = run.text.indexOf(quote); at >= 0; at = run.text.indexOf(quote, at + 1)) {
      if (!standsAlone(run, at, at + quote.length)) continue;
      const clauseId = clauseAt(run, at);
      if (sameAround(citation, run.text, at, at + quote.length))
        return { state: 'same', clauseId, sentence: 'The current text still has these words.' };
      moved ??= {
        state: 'moved',
        clauseId,
        sentence: 'The current text still has these words, with other words around them.',
      };
    }
    if (moved !== null) return moved;
    const like = mostAlike(quote, document);
    if (like !== null) return like;
  }
  return {
    state: 'gone',
    sentence: complete
      ? 'Not in the current text.'
      : 'Not among the verified lines of that text; the rest of it is not known here.',
  };
}

interface Run {
  /** The whole text, normalised, a space between the parts. */
  text: string;
  /** Where each part begins in it, in order; `clauseId` is `null` for a heading. */
  starts: { at: number; clauseId: string | null }[];
}

function runOf(document: Pick<PolicyDocument, 'sections'>): Run {
  const texts: string[] = [];
  const starts: Run['starts'] = [];
  let at = 0;
  for (const part of documentParts(document)) {
    const text = normaliseText(part.text);
    if (text === '') continue;
    starts.push({ at, clauseId: part.clauseId });
    texts.push(text);
    at += text.length + 1;
  }
  return { text: texts.join(' '), starts };
}

/** The clause that a position is in; a heading's first clause when it is in a heading. */
function clauseAt(run: Run, at: number): string {
  const index = run.starts.findLastIndex((start) => start.at <= at);
  const from = run.starts.slice(index).find((start) => start.clauseId !== null);
  return from?.clauseId ?? run.starts.findLast((start) => start.clauseId !== null)?.clauseId ?? '';
}

/** Whole clauses or sentences: "Content that harms others" is not found in a longer phrase. */
function standsAlone({ text, starts }: Run, from: number, to: number): boolean {
  const begins =
    from === 0 ||
    starts.some((start) => start.at === from) ||
    /[.;:!?"')\]]\s?$/.test(text.slice(Math.max(0, from - 2), from));
  const ends =
    to === text.length ||
    starts.some((start) => start.at === to + 1) ||
    /[.;:!?]$/.test(text.slice(from, to));
  return begins && ends;
}

/** The words before it or after it are those that were there. At the very start or end there are none to compare. */
function sameAround(
  { prefix, suffix }: Pick<Citation, 'prefix' | 'suffix'>,
  text: string,
  from: number,
  to: number,
): boolean {
  const before = text.slice(0, from).trimEnd();
  const after = text.slice(to).trimStart();
  const begins = prefix === '' ? before === '' : before.endsWith(normaliseText(prefix));
  const ends = suffix === '' ? after === '' : after.startsWith(normaliseText(suffix));
  return begins || ends;
}

/** Of all clauses and their sentences, the one most like the quote. */
function mostAlike(quote: string, document: Pick<PolicyDocument, 'sections'>): Anchor | null {
  const bare = plainWords(quote);
  const sorted = bare.toSorted();
  let best: { score: number; clauseId: string; text: string } | null = null;
  for (const { text, clauseId } of documentParts(document)) {
    if (clauseId === null) continue;
    for (const part of new Set([text, ...sentencesOf(text)])) {
      const score = likeness(sorted, plainWords(part).sort());
      if (score >= REWORDED && score > (best?.score ?? 0)) best = { score, clauseId, text: part };
    }
  }
  if (best === null) return null;
  const sameWords = plainWords(best.text).join(' ') === bare.join(' ');
  return {
    state: 'reworded',
    clauseId: best.clauseId,
    quote: best.text,
    sentence: sameWords
      ? 'The current text has the same words, with other punctuation or capital letters.'
      : 'These words are not in the current text; this clause is the nearest to them.',
  };
}
