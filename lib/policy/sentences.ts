/** Where sentences end. Pure. */

/** The end of a sentence: marks, what closes with them, a space, and something that can begin the next. */
const END = /(?<![.!?])[.!?]+["')\]]*\s+(?=[\p{Lu}\p{N}"'(])/gu;
/** `e.g.`, `U.S.` and the like, at the end of a few characters. */
const ABBREVIATED = /(?:\b(?:e\.g|i\.e|etc|vs|no|art)|\b\p{Lu}(?:\.\p{Lu})*)\.$/iu;
const LONGEST_ABBREVIATION = 12;

/** Sentences of a clause, exactly as they stand. `e.g.` and `U.S.` end none. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const match of text.matchAll(END)) {
    const before = text.slice(Math.max(start, match.index - LONGEST_ABBREVIATION), match.index + 1);
    if (match[0].startsWith('. ') && ABBREVIATED.test(before)) continue;
    const end = match.index + match[0].length;
    sentences.push(text.slice(start, end).trim());
    start = end;
  }
  const last = text.slice(start).trim();
  return last === '' ? sentences : [...sentences, last];
}
