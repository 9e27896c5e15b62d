/** Which rules of a pack the live text still has. */
import type { PolicyDocument } from '../document.ts';
import { normaliseText, walkClauses, walkSections } from '../document.ts';
import type { PolicyPack, Rule } from '../packs.ts';

/**
 * `same`: a clause of its own, word for word (or, for a rule that was a sentence of its clause, that sentence).
 * `punctuation`: the same words, other end punctuation or letter case. `within`: the words now stand inside a longer clause, or
 * run over several. `gone`: not found.
 */
export type LiveState = 'same' | 'punctuation' | 'within' | 'gone';

export interface LiveRule {
  rule: Rule;
  state: LiveState;
  /** In the live document; where it begins. `null` when gone. */
  clauseId: string | null;
}

/** Words only, for comparing: no end punctuation, no case, no "and"/"or" that lists put after a semicolon. */
function bare(textOf: string): string {
  return normaliseText(textOf)
    .toLowerCase()
    .replace(/[\s;,.:]*(?:[;,]\s*(?:and|or))?[\s;,.:]*$/, '');
}

/**
 * Finds each rule of a pack in a text that was read just now. Nothing is rewritten: a saved citation keeps its words, and this
 * says whether the live text still has them (facts/reporting.md §5.5.4).
 */
export function liveRules(document: PolicyDocument, pack: PolicyPack): LiveRule[] {
  const byHash = new Map<string, string>();
  const byWords = new Map<string, string>();
  const runs: { text: string; exact: string; starts: { at: number; clauseId: string }[] }[] = [];
  for (const section of walkSections(document)) {
    const run = { text: '', exact: '', starts: [] as { at: number; clauseId: string }[] };
    for (const clause of section.clauses) {
      if (!byHash.has(clause.hash)) byHash.set(clause.hash, clause.id);
      const words = bare(clause.text);
      if (!byWords.has(words)) byWords.set(words, clause.id);
      run.starts.push({ at: run.text.length, clauseId: clause.id });
      const normal = normaliseText(clause.text);
      run.exact += `${normal} `;
      run.text += `${normal.toLowerCase()} `;
    }
    runs.push(run);
  }
  const whole = new Set<string>();
  for (const { clause } of walkClauses(pack.document)) whole.add(`${clause.id} ${clause.hash}`);
  return pack.rules.map((rule) => {
    const same = byHash.get(rule.hash);
    if (same !== undefined) return { rule, state: 'same', clauseId: same };
    const words = bare(rule.text);
    const alike = byWords.get(words);
    if (alike !== undefined) return { rule, state: 'punctuation', clauseId: alike };
    for (const { text: run, exact, starts } of runs) {
      for (let at = run.indexOf(words); at >= 0; at = run.indexOf(words, at + 1)) {
        if (!standsAlone(run, starts, at, at + words.length)) continue;
        const clauseId = starts.findLast((start) => start.at <= at)!.clauseId;
        const sentence = exact.includes(normaliseText(rule.text)) ? 'same' : 'punctuation';
        return { rule, state: whole.has(`${rule.clauseId} ${rule.hash}`) ? 'within' : sentence, clauseId };
      }
    }
    return { rule, state: 'gone', clauseId: null };
  });
}

/** From the start of a sentence or clause to the end of one: "Content that harms others" must not be found in a longer phrase. */
function standsAlone(run: string, starts: readonly { at: number }[], from: number, to: number): boolean {
  const begins =
    starts.some((start) => start.at === from) ||
    /[.;:!?"')•–—-]$/.test(run.slice(Math.max(0, from - 3), from).trimEnd());
  // A clause ends one character, the space between, before the next begins.
  return (
    begins &&
    (/[.;:!?]/.test(run[to] ?? '.') || run.length === to + 1 || starts.some((start) => start.at === to + 1))
  );
}
