import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countClauses,
  findAnchor,
  pieces,
  searchSections,
  wordsOf,
} from '../../../components/policy/view.ts';
import type { PolicySectionView } from '../../../lib/platform/answers.ts';

const section = (id: string, texts: string[], sections: PolicySectionView[] = []): PolicySectionView => ({
  id,
  heading: id,
  level: 1,
  clauses: texts.map((text, index) => ({
    id: `${id}/${index}`,
    text,
    ...(id === 'restricted' ? { ruleId: `CP.R${index}` } : {}),
  })),
  sections,
});
const TEXT = [
  section(
    'intro',
    ['Please read this.'],
    [
      section('restricted', ['Spam, such as advertising;', 'Malware;']),
      section('moderated', ['Content that needs extra scrutiny.']),
    ],
  ),
];

describe('looking through the policy', () => {
  test('without words it is the text itself', () => {
    expect(searchSections(TEXT, wordsOf('  '))).toBe(TEXT);
  });

  test('what matches stays under its headings, the rest falls away', () => {
    const found = searchSections(TEXT, wordsOf('spam ADVERTISING'));
    expect(countClauses(found)).toBe(1);
    expect(found[0]?.sections.map(({ id }) => id)).toEqual(['restricted']);
    expect(countClauses(searchSections(TEXT, wordsOf('nowhere')))).toBe(0);
  });

  test('a rule is found by its id, a section by its heading', () => {
    expect(countClauses(searchSections(TEXT, wordsOf('cp.r1')))).toBe(1);
    expect(countClauses(searchSections(TEXT, wordsOf('moderated')))).toBe(1);
  });

  test('an address may name a clause, a section or a rule', () => {
    expect(findAnchor(TEXT, 'restricted/1')).toBe('restricted/1');
    expect(findAnchor(TEXT, 'CP.R1')).toBe('restricted/1');
    expect(findAnchor(TEXT, 'moderated')).toBe('moderated');
    expect(findAnchor(TEXT, 'gone')).toBeNull();
  });

  test('marking never changes a letter of the text', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 3 }),
        (text, words) => {
          const parts = pieces(
            text,
            words.map((word) => word.toLowerCase()),
          );
          expect(parts.map((part) => part.text).join('')).toBe(text);
        },
      ),
    );
    expect(pieces('Spam (spam)', ['spam', '(']).filter(({ hit }) => hit)).toHaveLength(3);
  });
});
