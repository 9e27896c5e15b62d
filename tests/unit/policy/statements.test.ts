import { describe, expect, test } from 'vitest';
import { documentParts, normaliseText, walkClauses } from '../../../lib/policy/document.ts';
import { sentencesOf } from '../../../lib/policy/sentences.ts';
import {
  allStatements,
  disagreements,
  matterName,
  REPORTED,
  type Statement,
  statementsOf,
} from '../../../lib/policy/statements.ts';
import { windowClauseOf } from '../../../lib/policy/window.ts';
import { haveTerms, made, terms, termsFiles } from './compare-texts.ts';
import { pack2023, pack2025, shippedPacks } from './shipped.ts';

const printed = statementsOf(pack2023);
const of = (about: string) => printed.filter((one) => one.about === about);

describe('what the text of 2023 prints', () => {
  test.each([
    [
      'owner-time',
      'clock',
      '72 hours',
      'we typically allow approximately 72 hours for the Repository owner to respond.',
    ],
    ['changes-take-effect', 'clock', '10 days', 'Changes will be effective 10 days following posting'],
    ['posting-limit', 'clock', '48 h', 'We might also restrict your posting in the Community tab for 48h.'],
    ['intervention-a', 'tier', 'A', 'A. Community features:'],
    ['intervention-b', 'tier', 'B', 'B. "Not-for-all-Audiences" tag:'],
    ['intervention-c', 'tier', 'C', 'C. Hugging Face tools:'],
    ['measure-1', 'tier', '1', 'A private, written warning'],
    ['measure-2', 'tier', '2', 'A warning with consequences'],
    ['measure-3', 'tier', '3', 'A deactivation from any public interaction'],
    ['rights', 'contact', 'dmca@huggingface.co', 'you may send your complaint to dmca@huggingface.co'],
    [
      'questions',
      'contact',
      'legal@huggingface.co',
      'contact us at legal@huggingface.co with any question or concern!',
    ],
  ])('%s', (about, kind, value, words) => {
    const [first] = of(about);
    expect(first).toMatchObject({
      kind,
      value,
      name: matterName(first!.about),
      version: { printedDate: '2023-08-30', hash: pack2023.version.hash },
    });
    expect(first!.quote).toContain(words);
  });

  test('and nothing on appeals or counter-notices', () => {
    expect([of('appeals'), of('counter-notice')]).toEqual([[], []]);
  });
});

test('every quote stands in its clause, word for word, in every text', () => {
  const texts = [...shippedPacks.map(({ document }) => document)];
  if (haveTerms) texts.push(...termsFiles().map(terms));
  for (const document of texts) {
    const clauses = new Map([...walkClauses(document)].map(({ clause }) => [clause.id, clause.text]));
    const ids = new Set<string>();
    for (const one of statementsOf(document)) {
      expect(clauses.get(one.clauseId)).toContain(one.quote);
      expect(one.quote).toContain(one.kind === 'contact' ? '@' : '');
      ids.add(one.id);
    }
    expect(ids.size).toBe(statementsOf(document).length);
  }
});

test('nothing is claimed of the lines of 2025: they print no time, tier or address', () => {
  expect(statementsOf(pack2025)).toEqual([]);
});

describe('what is only reported', () => {
  test('is marked, has a source, and no words of any policy text', () => {
    const all = normaliseText(
      shippedPacks
        .flatMap(({ document }) => documentParts(document))
        .map(({ text }) => text)
        .join(' '),
    );
    for (const one of REPORTED) {
      expect(one.standing).toBe('reported');
      expect(one).not.toHaveProperty('quote');
      expect(one.source).toMatch(/not checked by us/);
      expect(all).not.toContain(one.words);
      expect(one.name).toBe(matterName(one.about));
    }
    expect(new Set(REPORTED.map(({ id }) => id)).size).toBe(REPORTED.length);
  });

  test('sources that differ on appeals are shown as differing', () => {
    const { disagreements: found } = allStatements(shippedPacks.map(({ document }) => document));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ about: 'appeals', of: '2025-04-10' });
    expect(found[0]!.sentence).toBe(
      'To contest a decision: the sources differ (legal@huggingface.co or safety@huggingface.co). ' +
        'Check the page itself before you rely on either.',
    );
  });
});

describe('disagreements', () => {
  const text = (date: string, ...lines: string[]) => ({ ...made('# Policy', ...lines), printedDate: date });
  const appeal = (address: string) => `To contest a decision, write to ${address}.`;

  test('none between years, none within one text, none by silence', () => {
    const statements: Statement[] = [
      ...statementsOf(text('2023-08-30', appeal('legal@huggingface.co'))),
      ...statementsOf(text('2025-04-10', appeal('safety@huggingface.co'), appeal('legal@huggingface.co'))),
      ...statementsOf(text('2026-01-01', 'Nothing on that.')),
    ];
    expect(disagreements(statements)).toEqual([]);
  });

  test('two texts of one printed date, and a text that was read against reports', () => {
    const one = statementsOf(text('2025-04-10', appeal('legal@huggingface.co')));
    const other = statementsOf(text('2025-04-10', appeal('safety@huggingface.co'), 'More words.'));
    expect(disagreements([...one, ...other])).toHaveLength(1);
    expect(disagreements([...other, ...REPORTED])[0]?.sentence).toContain(
      'The text that was read prints safety@huggingface.co.',
    );
  });
});

describe('times and addresses in other words', () => {
  test.each([
    ['We wait 14 U.S. business days after a counter-notice.', 'counter-notice', '14 u.s. business days'],
    ['You may appeal within 6 days.', 'other-time', '6 days'],
    ['If you disagree with a decision, write to safety@huggingface.co.', 'appeals', 'safety@huggingface.co'],
    ['Copyright holders write to ip@huggingface.co.', 'rights', 'ip@huggingface.co'],
    ['Bills: billing@huggingface.co', 'other-contact', 'billing@huggingface.co'],
  ])('%s', (line, about, value) => {
    expect(statementsOf(made(line))).toMatchObject([{ about, value, quote: line }]);
  });
});

test('sentences end where they end', () => {
  expect(sentencesOf('See e.g. A and U.S. law. Then (more). "Quoted." End')).toEqual([
    'See e.g. A and U.S. law.',
    'Then (more).',
    '"Quoted."',
    'End',
  ]);
  expect(sentencesOf('')).toEqual([]);
});

test.each(['a', 'a.', '. ', '"', 'e.g. A ', '1 ', 'x@', 'effective 1 days '])(
  'a clause of nothing but %j takes no time',
  (part) => {
    const document = made(part.repeat(Math.ceil(300_000 / part.length)));
    // What grew with the square of its size would take minutes here, and the runner ends it.
    statementsOf(document);
    windowClauseOf(document);
  },
);
