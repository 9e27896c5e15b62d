/** Made-up and real texts for comparing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  buildDocument,
  type Piece,
  type PolicyDocument,
  type Section,
} from '../../../lib/policy/document.ts';
import { parsePolicy } from '../../../lib/policy/parse.ts';
import { markdownPage } from './markdown.ts';

/** `# Heading`, `## Heading`, anything else a clause. */
export function made(...lines: string[]): PolicyDocument {
  return buildDocument(lines.map(pieceOf));
}

/** The same without ids of words and without hashes, for when 100,000 of them are made. */
export function light(lines: readonly string[]): PolicyDocument {
  const sections: Section[] = [{ id: 'lead', heading: '', level: 0, clauses: [], sections: [] }];
  lines.map(pieceOf).forEach((piece, i) => {
    const id = `u${i}`;
    if (piece.kind === 'clause') sections.at(-1)!.clauses.push({ id, text: piece.text, hash: '' });
    else sections.push({ id, heading: piece.text, level: piece.level, clauses: [], sections: [] });
  });
  return { title: '', printedDate: null, hash: '', sections };
}

function pieceOf(line: string): Piece {
  const heading = /^(#{1,6}) (.*)$/.exec(line);
  return heading
    ? { kind: 'heading', level: heading[1]!.length, text: heading[2]! }
    : { kind: 'clause', text: line };
}

const WORDS =
  'content that harms others is not allowed here any law model data space owner may report team will decide when people agree 72 hours x'.split(
    ' ',
  );

/** Clauses of few words out of few, so that repeated and similar ones are common; numbers, marks and odd characters, too. */
const clause = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 14 })
      .map((list) => list.join(' ')),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('1. ', '(a) ', '2.1 ', 'B. '), fc.constantFrom(...WORDS))
      .map((pair) => pair.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }) },
);
const heading = fc
  .tuple(
    fc.constantFrom('# ', '## ', '### '),
    fc.constantFrom('Rules', 'Scope', 'Contact', 'Other rules', '🙅 Rules'),
  )
  .map((pair) => pair.join(''));

export const anyLines: fc.Arbitrary<string[]> = fc.array(
  fc.oneof({ weight: 4, arbitrary: clause }, { weight: 1, arbitrary: heading }),
  { maxLength: 14 },
);

export const anyDocument: fc.Arbitrary<PolicyDocument> = anyLines.map((list) => made(...list));

/** The Terms as recorded on nine days; outside of the repository, so they may be absent. */
const TERMS = new URL('../../../../shared/data/policy/terms-of-service/', import.meta.url);
export const haveTerms = existsSync(TERMS);

export function termsFiles(): string[] {
  return readdirSync(TERMS)
    .filter((name) => name.endsWith('.md'))
    .sort();
}

/** As a page and through our own reading of pages, like the texts that are compared in life. */
export function terms(file: string): PolicyDocument {
  const markdown = readFileSync(new URL(file, TERMS), 'utf8');
  // The recordings changed their own way of writing lists once.
  const even = markdown.replace(/^(\s*)(\*|\d+\.)\s+(?=\S)/gm, '$1$2   ');
  return parsePolicy(markdownPage(even, 'Terms of Service – Hugging Face'));
}
