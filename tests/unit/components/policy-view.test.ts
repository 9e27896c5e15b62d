import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hrefOf, parseAddress, START } from '../../../components/policy/address.ts';
import {
  comparedPair,
  findAnchor,
  hitsOf,
  pieces,
  rulesByClause,
  shownVersion,
  wordsOf,
} from '../../../components/policy/view.ts';
import { nameOf, optionWords, standingWords } from '../../../components/policy/words.ts';
import { DOCUMENT_KINDS } from '../../../lib/policy/version-types.ts';
import { rule, text, timeline } from './policy-sample.ts';

const OLD = text(
  `# Content Policy
Please read this.
## Restricted
Spam, such as advertising;
Malware;
## Moderated
Content that needs extra scrutiny.`,
  { printedDate: '2023-08-30' },
);
OLD.rules = [rule(OLD, 'CP.R1', 'Spam, such as advertising;'), rule(OLD, 'CP.R2', 'Malware;')];
const byClause = rulesByClause(OLD.rules);
const found = (search: string) => hitsOf(OLD.document, wordsOf(search), byClause);

describe('looking through the policy', () => {
  test('without words nothing is found, with words the passages that hold them all', () => {
    expect(found('  ')).toEqual([]);
    expect(found('spam ADVERTISING')).toEqual(['restricted/spam-such-as-advertising']);
    expect(found('spam malware')).toEqual([]);
  });

  test('headings and rules by their names, in reading order', () => {
    expect(found('cp.r2')).toEqual(['restricted/malware']);
    expect(found('r')).toEqual([...found('r')].sort((a, b) => order(a) - order(b)));
    expect(found('moderated')).toEqual(['moderated']);
  });
  const order = (id: string) => JSON.stringify(OLD.document).indexOf(`"${id}"`);

  test('an address may name a clause, a section or a rule', () => {
    expect(findAnchor(OLD, 'restricted/malware')).toBe('restricted/malware');
    expect(findAnchor(OLD, 'CP.R2')).toBe('restricted/malware');
    expect(findAnchor(OLD, 'moderated')).toBe('moderated');
    expect(findAnchor(OLD, 'gone')).toBeNull();
  });

  test('marking never changes a letter of the text', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 3 }),
        (words, search) => {
          const parts = pieces(
            words,
            search.map((word) => word.toLowerCase()),
          );
          expect(parts.map((part) => part.text).join('')).toBe(words);
        },
      ),
    );
    expect(pieces('Spam (spam)', ['spam', '(']).filter(({ hit }) => hit)).toHaveLength(3);
  });
});

describe('addresses', () => {
  const hash = fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: 8, maxLength: 64 })
    .map((digits) => digits.join(''));
  const clause = fc.stringMatching(/^[a-z0-9][a-z0-9/~.-]{0,30}$/);
  const address = fc.record({
    kind: fc.constantFrom(...DOCUMENT_KINDS),
    view: fc.constantFrom('text' as const, 'changes' as const, 'versions' as const, 'facts' as const),
    version: fc.option(hash),
    base: fc.option(hash),
    anchor: fc.option(clause),
  });

  test('lead where they say', () => {
    fc.assert(
      fc.property(address, (one) => {
        expect(parseAddress(hrefOf(one))).toEqual(one);
      }),
    );
  });

  test('of receipts are a rule and nothing else', () => {
    expect(parseAddress('#CP2023.R4')).toEqual({ ...START, anchor: 'CP2023.R4' });
    expect(parseAddress('#restricted-content%2Fspam')).toEqual({
      ...START,
      anchor: 'restricted-content/spam',
    });
    expect(hrefOf({ anchor: 'CP2023.R4' })).toBe('#CP2023.R4');
  });

  test('that are mangled lead to the text', () => {
    for (const hash of ['', '#', '#d=nonsense&view=x&v=zz', '#v=', '#='])
      expect(parseAddress(hash), hash).toEqual(START);
    expect(parseAddress('#%E0%A4%A')).toEqual({ ...START, anchor: '%E0%A4%A' });
  });
});

describe('which version is shown', () => {
  const now = Date.UTC(2026, 10, 22);
  const silent = text('# Content Policy\nOther words.', {
    printedDate: '2023-08-30',
    change: 'silent',
    previous: OLD.hash,
    firstSeen: now,
    lastSeen: now,
  });
  const terms = text('# Terms\nA text.', { kind: 'terms-of-service', lastSeen: now });
  const known = timeline([OLD, silent, terms], { inForce: OLD.hash, upcoming: silent.hash });

  test('the text in force, unless another is asked for', () => {
    expect(shownVersion(known, START)?.hash).toBe(OLD.hash);
    expect(shownVersion(known, { ...START, version: silent.hash.slice(0, 8) })?.hash).toBe(silent.hash);
    expect(shownVersion(known, { ...START, version: 'ffffffff' })?.hash).toBe(OLD.hash);
    expect(shownVersion(known, { ...START, kind: 'terms-of-service' })?.hash).toBe(terms.hash);
    expect(shownVersion(known, { ...START, kind: 'privacy-policy' })).toBeNull();
  });

  test('compared are the newest change and what was before it, or what was asked for', () => {
    expect(comparedPair(known, START)).toMatchObject({
      before: { hash: OLD.hash },
      after: { hash: silent.hash },
    });
    expect(comparedPair(known, { ...START, version: OLD.hash, base: silent.hash })).toMatchObject({
      before: { hash: silent.hash },
      after: { hash: OLD.hash },
    });
    expect(comparedPair(known, { ...START, kind: 'terms-of-service' })).toBeNull();
  });

  test('each is told apart by name, with its standing in words', () => {
    expect(nameOf(terms, known.versions)).toBe('no date printed');
    expect(nameOf(OLD, known.versions)).toBe(`30 August 2023, text ${OLD.hash.slice(0, 6)}`);
    expect(standingWords(silent, known)).toBe('Not in force yet');
    expect(standingWords(terms, known)).toBeNull();
    expect(optionWords({ ...OLD, complete: false }, known)).toMatch(/newest whole text known · parts only$/);
    const seen = timeline([{ ...OLD, since: now }], { inForce: OLD.hash });
    expect(standingWords(OLD, seen)).toBe('In force');
    const later = { ...terms, kind: 'content-policy' as const, printedDate: '2025-04-10' };
    expect(standingWords(later, known)).toBe('Newer, known in part');
    expect(standingWords(later, seen)).toBe('Not the text in force');
  });
});
