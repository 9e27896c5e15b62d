/** A document as a row of units: every heading and every clause in reading order. */
import { normaliseText, type PolicyDocument, type Section } from '../document.ts';

/** A heading or clause of one document, for people and for links. */
export interface ClauseRef {
  /** Of the clause; of the section for a heading. */
  id: string;
  sectionId: string;
  /** The headings above it, outermost first; for a clause its own section's is the last. */
  path: string[];
  /** As it is printed before the words: `(a)`, `2.1`, `B.`. */
  number?: string;
  text: string;
  /** Set for a heading. */
  heading?: true;
}

export interface Unit {
  ref: ClauseRef;
  heading: boolean;
  /** Positions of the headings above it, outermost first; for a clause its own section's is the last. */
  above: number[];
  /** Its normalised text; equal keys are equal words. */
  key: string;
  /** The same without its number. */
  bare: string;
  /** Lower case, letters and digits only: for likeness. Worked out when first asked for. */
  readonly words: readonly string[];
}

/** `1.`, `2.1.3`, `(a)`, `iv)`, `B.` at the start, before words. */
const NUMBER =
  /^(\(?(?:\d{1,3}|[A-Za-z]|[ivxl]{1,5})[.)]|\(?\d{1,3}(?:\.\d{1,3}){1,4}[.)]?|§{1,2}\s?\d{1,3}(?:\.\d{1,3})*[.)]?)\s+(?=\S)/;

/** Words of a text for likeness; marks and case do not count. */
export function plainWords(text: string): string[] {
  return (
    normaliseText(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  );
}

export function unitsOf(document: Pick<PolicyDocument, 'sections'>): Unit[] {
  const units: Unit[] = [];
  const waiting: { section: Section; above: number[]; path: string[] }[] = [];
  const queue = (sections: readonly Section[], above: number[], path: string[]) => {
    for (let i = sections.length - 1; i >= 0; i--) waiting.push({ section: sections[i]!, above, path });
  };
  queue(document.sections, [], []);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { section } = next;
    let { above, path } = next;
    if (section.heading !== '') {
      units.push(unitOf(section.heading, section.id, section.id, above, path, true));
      above = [...above, units.length - 1];
      path = [...path, section.heading];
    }
    for (const clause of section.clauses)
      units.push(unitOf(clause.text, clause.id, section.id, above, path, false));
    queue(section.sections, above, path);
  }
  return units;
}

function unitOf(
  text: string,
  id: string,
  sectionId: string,
  above: number[],
  path: string[],
  heading: boolean,
): Unit {
  const key = normaliseText(text);
  const number = NUMBER.exec(key)?.[1];
  let words: string[] | undefined;
  return {
    ref: {
      id,
      sectionId,
      path,
      ...(number === undefined ? {} : { number }),
      text,
      ...(heading ? { heading } : {}),
    },
    heading,
    above,
    key,
    bare: number === undefined ? key : key.slice(number.length).trimStart(),
    get words() {
      words ??= plainWords(this.bare);
      return words;
    },
  };
}
