/** Makes packs (`public/policy/*.json`) out of checked texts and tables of rules; a pack is never written by hand. */
import { readFileSync } from 'node:fs';
import type { Piece } from '../../lib/policy/document.ts';
import { buildDocument, hashText, walkClauses } from '../../lib/policy/document.ts';
import type { PolicyPack, Rule, RuleGroup } from '../../lib/policy/packs.ts';
import { parsePack } from '../../lib/policy/packs.ts';

export interface PackSource {
  /** In `public/policy/`. */
  file: string;
  /** In `tests/fixtures/policy/`, where SOURCE.md says where each is from. */
  text: string;
  /** Of the ids of its rules. */
  prefix: string;
  printedDate: string;
  /** For a text without a heading of its own. */
  title?: string;
  source: string;
  complete: boolean;
  piecesOf(text: string): Piece[];
  rulesOf(pieces: readonly Piece[]): { name: string; group: RuleGroup; text: string; number?: number }[];
}

export const PACKS_FOLDER = new URL('../../public/policy/', import.meta.url);
const TEXTS_FOLDER = new URL('../../tests/fixtures/policy/', import.meta.url);

export function textOf(source: PackSource): string {
  return readFileSync(new URL(source.text, TEXTS_FOLDER), 'utf8');
}

/** @throws Error when a rule's words are not in the text, or the pack does not hold together. */
export function makePack(source: PackSource, text = textOf(source)): PolicyPack {
  const pieces = source.piecesOf(text);
  const { printedDate, title } = source;
  const document = buildDocument(pieces, title === undefined ? { printedDate } : { printedDate, title });
  const clauses = [...walkClauses(document)].map(({ clause }) => clause);
  const rules = source.rulesOf(pieces).map(({ name, group, text: words, number }): Rule => {
    const holder =
      clauses.find((clause) => clause.text === words) ??
      clauses.find((clause) => clause.text.includes(words));
    const id = `${source.prefix}.${name}`;
    if (holder === undefined) throw new Error(`${id} is not in the text: ${words}`);
    const rule: Rule = { id, clauseId: holder.id, text: words, hash: hashText(words), group };
    return number === undefined ? rule : { ...rule, number };
  });
  return parsePack({
    version: {
      printedDate,
      hash: document.hash,
      url: 'https://huggingface.co/content-policy',
      source: source.source,
      complete: source.complete,
    },
    document,
    rules,
  });
}

/** What stands in the file, byte for byte. */
export function packJson(source: PackSource): string {
  return `${JSON.stringify(makePack(source), null, 1)}\n`;
}
