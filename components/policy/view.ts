/** How a policy text is looked through. Pure: the words themselves are never changed. */
import type { PolicySectionView } from '../../lib/platform/answers.ts';

/** The search in words; every one of them must be in a clause for it to match. */
export const wordsOf = (search: string): string[] => search.toLowerCase().split(/\s+/).filter(Boolean);

/** Only what holds all words; a section whose heading does is kept whole. Sections left empty fall away. */
export function searchSections(sections: PolicySectionView[], words: readonly string[]): PolicySectionView[] {
  if (words.length === 0) return sections;
  const holds = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  return sections.flatMap((section) => {
    if (holds(section.heading)) return [section];
    const clauses = section.clauses.filter(({ text, ruleId }) => holds(`${text} ${ruleId ?? ''}`));
    const inner = searchSections(section.sections, words);
    return clauses.length || inner.length ? [{ ...section, clauses, sections: inner }] : [];
  });
}

export function countClauses(sections: readonly PolicySectionView[]): number {
  return sections.reduce(
    (sum, { clauses, sections: inner }) => sum + clauses.length + countClauses(inner),
    0,
  );
}

/** Does the text hold what an address points at, and under which id? Clauses, sections, and rules by their rule id. */
export function findAnchor(sections: readonly PolicySectionView[], wanted: string): string | null {
  for (const section of sections) {
    if (section.id === wanted) return wanted;
    const clause = section.clauses.find(({ id, ruleId }) => id === wanted || ruleId === wanted);
    if (clause) return clause.id;
    const inner = findAnchor(section.sections, wanted);
    if (inner) return inner;
  }
  return null;
}

/** A text in pieces, those that were searched for apart; joined they are the text again, letter for letter. */
export function pieces(text: string, words: readonly string[]): { text: string; hit: boolean }[] {
  const escaped = words
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .sort((a, b) => b.length - a.length);
  if (escaped.length === 0) return [{ text, hit: false }];
  return text
    .split(new RegExp(`(${escaped.join('|')})`, 'gi'))
    .map((piece, index) => ({ text: piece, hit: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}
