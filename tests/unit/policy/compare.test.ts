import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unitsOf } from '../../../lib/policy/compare/units.ts';
import {
  carryIds,
  comparePolicies,
  type PolicyChange,
  plainHeading,
  summariseChanges,
} from '../../../lib/policy/compare.ts';
import { applied } from '../../../lib/policy/diff.ts';
import type { PolicyDocument } from '../../../lib/policy/document.ts';
import { anyDocument, anyLines, haveTerms, light, made, terms, termsFiles } from './compare-texts.ts';

const BASE = [
  '# Policy',
  'Please read these rules with care before you post.',
  '## Restricted Content',
  'Content that harms others;',
  'Content that violates the privacy of a third party;',
  'Cryptomining practices;',
  'Spam, such as advertising a product or service, or excessive bulk activity;',
  '## Reporting',
  'You can flag content with the button on the page. A public discussion is opened then, and the team is told of it.',
  'Reports are content as well.',
  '## Contact',
  'Write to us at any time.',
];
const base = made(...BASE);
const edited = (change: (list: string[]) => void) => {
  const list = [...BASE];
  change(list);
  return made(...list);
};
const replaced = (from: string, ...to: string[]) =>
  edited((list) => list.splice(list.indexOf(from), 1, ...to));
const told = (changes: PolicyChange[]) => changes.map(({ kind, summary }) => `${kind}: ${summary}`);

describe('comparePolicies tells', () => {
  test('nothing of the same text, nor of other quotation marks', () => {
    expect(comparePolicies(base, base)).toEqual([]);
    expect(comparePolicies(made('Say "yes" and don\'t'), made('Say “yes” and don’t'))).toEqual([]);
  });

  test('an added clause', () => {
    const after = edited((list) => list.splice(5, 0, 'Proxies that bypass restrictions of a provider;'));
    expect(comparePolicies(base, after)).toMatchObject([
      {
        kind: 'added',
        before: [],
        after: [
          {
            text: 'Proxies that bypass restrictions of a provider;',
            path: ['Policy', 'Restricted Content'],
            sectionId: 'restricted-content',
          },
        ],
        summary: 'One clause under ‘Restricted Content’ was added.',
      },
    ]);
    expect(told(comparePolicies(after, base))).toEqual([
      'removed: One clause under ‘Restricted Content’ was removed.',
    ]);
  });

  test('a reworded clause, with its words', () => {
    const changes = comparePolicies(
      base,
      replaced(
        'Spam, such as advertising a product or service, or excessive bulk activity;',
        'Spam, such as advertising a product, or any excessive or automated bulk activity;',
      ),
    );
    expect(told(changes)).toEqual([
      'reworded: One clause under ‘Restricted Content’ was reworded: 3 words added, 2 removed.',
    ]);
    expect(changes[0]!.words).toEqual([
      { kind: 'same', text: 'Spam, such as advertising a product' },
      { kind: 'removed', text: ' or service' },
      { kind: 'same', text: ', or' },
      { kind: 'added', text: ' any' },
      { kind: 'same', text: ' excessive' },
      { kind: 'added', text: ' or automated' },
      { kind: 'same', text: ' bulk activity;' },
    ]);
  });

  test('marks alone', () => {
    expect(
      told(comparePolicies(base, replaced('Cryptomining practices;', 'Cryptomining practices.'))),
    ).toEqual([
      'reworded: One clause under ‘Restricted Content’ was reworded: only marks between the words differ.',
    ]);
  });

  test('a clause elsewhere in its section, and in another one', () => {
    expect(
      told(
        comparePolicies(
          base,
          edited((list) => list.splice(3, 0, ...list.splice(6, 1))),
        ),
      ),
    ).toEqual(['moved: One clause under ‘Restricted Content’ moved to another place there.']);
    expect(
      told(
        comparePolicies(
          base,
          edited((list) => list.splice(8, 0, ...list.splice(5, 1))),
        ),
      ),
    ).toEqual(['moved: One clause under ‘Restricted Content’ now stands under ‘Reporting’.']);
  });

  test('a clause that was reworded and moved, as one change', () => {
    const after = edited((list) => {
      list.splice(6, 1);
      list.splice(8, 0, 'Spam, such as advertising a product or service, or excessive activity in bulk;');
    });
    expect(told(comparePolicies(base, after))).toEqual([
      'reworded: One clause under ‘Restricted Content’ was reworded: 2 words added, 1 removed, and now stands under ‘Reporting’.',
    ]);
  });

  test('a section that moved, once', () => {
    const after = edited((list) => list.splice(2, 0, ...list.splice(7, 3)));
    expect(told(comparePolicies(base, after))).toEqual([
      'moved: The section ‘Reporting’ moved to another place there.',
    ]);
  });

  test('new numbers', () => {
    const before = made('# R', '(a) Content that harms others;', '(b) Spam of any kind;');
    const after = made('# R', '(a) Malware;', '(b) Content that harms others;', '(c) Spam of any kind;');
    expect(told(comparePolicies(before, after))).toEqual([
      'added: One clause under ‘R’ was added.',
      'renumbered: One clause under ‘R’ was renumbered: (a) became (b).',
      'renumbered: One clause under ‘R’ was renumbered: (b) became (c).',
    ]);
  });

  test('a split and a merger', () => {
    const long =
      'You can flag content with the button on the page. A public discussion is opened then, and the team is told of it.';
    const after = replaced(
      long,
      'You can flag content with the button on the page.',
      'A public discussion is opened then, and the team is told of it.',
    );
    const [split] = comparePolicies(base, after);
    expect(split).toMatchObject({ kind: 'split', summary: 'One clause under ‘Reporting’ was split into 2.' });
    expect([split!.before.length, split!.after.length]).toEqual([1, 2]);
    expect(told(comparePolicies(after, base))).toEqual(['merged: 2 clauses under ‘Reporting’ became one.']);
  });

  test('headings: reworded, added, removed, without moving what is below', () => {
    expect(told(comparePolicies(base, replaced('## Contact', '## How to reach us')))).toEqual([
      'reworded: The heading ‘Contact’ now reads ‘How to reach us’.',
    ]);
    const without = edited((list) => list.splice(7, 1));
    expect(told(comparePolicies(base, without))).toEqual(['removed: A heading was removed: ‘Reporting’.']);
    expect(told(comparePolicies(without, base))).toEqual(['added: A heading was added: ‘Reporting’.']);
    expect(comparePolicies(base, without)[0]!.before[0]).toMatchObject({ heading: true, id: 'reporting' });
  });

  test('nothing of a new layout of the same words', () => {
    const flat = made(...BASE.map((line) => line.replace(/^#+ /, '')));
    expect(comparePolicies(base, flat)).toEqual([]);
    const deeper = made(...BASE.map((line) => line.replace(/^#/, '##')));
    expect(comparePolicies(base, deeper)).toEqual([]);
  });

  test('no removal where only verified lines are known', () => {
    const part = made('# Policy', '## Restricted Content', 'Cryptomining practices;');
    const words = comparePolicies(base, part, { afterComplete: false }).map(({ summary }) => summary);
    expect(words.filter((one) => one.includes('removed'))).toEqual([]);
    expect(words).toContain('One clause under ‘Contact’ is not among the verified lines of the later text.');
    expect(
      comparePolicies(part, base, { beforeComplete: false }).filter(({ summary }) =>
        summary.includes('added'),
      ),
    ).toEqual([]);
  });

  test('all in one line', () => {
    expect(summariseChanges([])).toBe('The words are the same.');
    const after = edited((list) => {
      list.splice(9, 3);
      list[3] = 'Content that gravely harms others;';
      list.push('A wholly new sentence stands at the end.');
    });
    expect(summariseChanges(comparePolicies(base, after))).toBe(
      '1 clause added, 2 removed, 1 reworded, 1 heading removed.',
    );
    expect(plainHeading('🙅‍♂️ Restricted Content')).toBe('Restricted Content');
    expect(plainHeading('🤗')).toBe('🤗');
  });
});

describe('carryIds', () => {
  test('follows a clause through new words, a new place and a new heading', () => {
    const after = edited((list) => {
      list[3] = 'Any content that harms others;';
      list[10] = '## Reach us';
      list.splice(8, 0, ...list.splice(5, 1));
    });
    const carried = carryIds(base, after);
    expect(carried.get('restricted-content/any-content-that-harms-others')).toBe(
      'restricted-content/content-that-harms-others',
    );
    expect(carried.get('reporting/cryptomining-practices')).toBe('restricted-content/cryptomining-practices');
    expect(carried.get('reach-us/write-to-us-at-any-time')).toBe('contact/write-to-us-at-any-time');
  });

  test('gives no id to two clauses', () => {
    fc.assert(
      fc.property(anyDocument, anyDocument, (one, other) => {
        const carried = [...carryIds(one, other).values()];
        expect(new Set(carried).size).toBe(carried.length);
      }),
    );
  });
});

/** Every unit is in one change at most; what is in none has an equal partner. The words of a change give both its texts back. */
function expectSound(before: PolicyDocument, after: PolicyDocument): PolicyChange[] {
  const changes = comparePolicies(before, after);
  const key = (ref: { id: string; heading?: true }) => `${ref.heading ?? false} ${ref.id}`;
  const named = (side: 'before' | 'after') => changes.flatMap((change) => change[side].map(key));
  const [from, to] = [named('before'), named('after')];
  expect(new Set(from).size).toBe(from.length);
  expect(new Set(to).size).toBe(to.length);
  const left = (document: PolicyDocument, used: readonly string[]) =>
    unitsOf(document)
      .filter(({ ref }) => !used.includes(key(ref)))
      .map((unit) => unit.key)
      .sort();
  expect(left(before, from)).toEqual(left(after, to));
  for (const change of changes) {
    if (change.words === undefined) continue;
    expect(applied(change.words, 'removed')).toBe(change.before.map(({ text }) => text).join(' '));
    expect(applied(change.words, 'added')).toBe(change.after.map(({ text }) => text).join(' '));
    expect(change.kind !== 'reworded' || change.words.length > 0).toBe(true);
  }
  for (const { summary } of changes) expect(summary).toMatch(/^[^\n]+\.$/su);
  return changes;
}

const TURNED: Record<string, string> = {
  added: 'removed',
  removed: 'added',
  split: 'merged',
  merged: 'split',
};
const kinds = (changes: PolicyChange[], turn: (kind: string) => string = (kind) => kind) =>
  changes.map((change) => `${turn(change.kind)} ${change.before.length} ${change.after.length}`).sort();

describe('any two texts', () => {
  test('equal ones have no changes', () => {
    fc.assert(
      fc.property(anyLines, (list) => {
        expect(comparePolicies(made(...list), made(...list))).toEqual([]);
      }),
    );
  });

  test('are accounted for, whole', () => {
    fc.assert(
      fc.property(anyDocument, anyDocument, (one, other) => void expectSound(one, other)),
      { numRuns: 1500 },
    );
  });

  test('turned round, give the changes turned round', () => {
    fc.assert(
      fc.property(anyDocument, anyDocument, (one, other) => {
        const there = comparePolicies(one, other);
        const back = comparePolicies(other, one).map((change) => ({
          ...change,
          before: change.after,
          after: change.before,
        }));
        expect(kinds(back, (kind) => TURNED[kind] ?? kind)).toEqual(kinds(there));
      }),
      { numRuns: 600 },
    );
  });

  test('a single edit gives one change of its kind', () => {
    const plain = fc.uniqueArray(fc.integer({ min: 0, max: 5000 }), { minLength: 3, maxLength: 12 });
    const sentence = (n: number) =>
      `Rule${n} says${n} that${n} nobody${n} may${n} do${n} this${n} without${n} leave${n}.`;
    fc.assert(
      fc.property(
        plain,
        fc.nat(),
        fc.constantFrom('added', 'removed', 'reworded'),
        (numbers, where, kind) => {
          const list = numbers.map(sentence);
          const at = where % list.length;
          const next = [...list];
          if (kind === 'added') next.splice(at, 0, sentence(9999));
          if (kind === 'removed') next.splice(at, 1);
          if (kind === 'reworded') next[at] = `${next[at]!.replace(/^\S+/, 'Law')} Always`;
          expect(comparePolicies(made(...list), made(...next)).map((change) => change.kind)).toEqual([kind]);
        },
      ),
    );
  });
});

// A comparison of all with all, word by word, would take minutes here, and the runner ends it.
describe('cost', () => {
  const long = (change: (i: number) => string | null) =>
    made(
      ...Array.from({ length: 1000 }, (_, i) => (i % 25 === 0 ? `## Part ${i}` : change(i))).filter(
        (line) => line !== null,
      ),
    );
  const text = (i: number) =>
    `Content of kind ${i} that is posted on our Platform by Users of the Hub, model ${i * 7} or dataset ${i * 13}, is not allowed when it harms people who did not agree to it in writing before clause ${i * 3}.`;

  test.each<[string, (i: number) => string | null]>([
    ['nothing in common', (i) => `Quite other words ${i * 31} here ${i * 17} and there ${i}.`],
    ['every clause reworded', (i) => text(i).replace('Users of the Hub', `members ${i} and guests`)],
    ['every clause alike', () => 'Content of any kind that is posted on our Platform by Users of the Hub.'],
    ['every second clause gone', (i) => (i % 2 === 0 ? text(i) : null)],
    ['all in reverse', (i) => text(1000 - i)],
  ])('1,000 clauses, %s', (_, change) => {
    expectSound(long(text), long(change));
  });

  test('two huge clauses are given up on word by word, not on', () => {
    const words = (seed: number) =>
      Array.from({ length: 60_000 }, (_, i) => `w${(i * seed) % 9973}`).join(' ');
    expectSound(made('# A', words(7)), made('# A', words(11)));
  });
});

describe('100,000 mutations', () => {
  /** A small generator of its own: fast-check's shrinking would cost more than all the rest. */
  function random(seed: number): () => number {
    let state = seed;
    return () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
  }

  test('without a throw or a hang, every fiftieth looked at closely', { timeout: 120_000 }, () => {
    const next = random(20261122);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
    const mutations: ((list: string[], at: number) => void)[] = [
      (list, at) => list.splice(at, 1),
      (list, at) => list.splice(at, 0, pick(BASE)),
      (list, at) => list.splice(at, 0, ...list.splice(Math.floor(next() * list.length), 1)),
      (list, at) =>
        (list[at] = `${list[at]} ${pick(['more', 'or less', '(a)', '🤗', ';', '\u00ad', '\ud83d'])}`),
      (list, at) => (list[at] = (list[at] ?? '').split(' ').reverse().join(' ')),
      (list, at) => (list[at] = `${list[at] ?? ''} ${list.splice(at + 1, 1)[0] ?? ''}`),
      (list, at) => {
        const words = (list[at] ?? '').split(' ');
        const half = Math.floor(words.length / 2);
        list.splice(at, 1, words.slice(0, half).join(' '), words.slice(half).join(' '));
      },
      (list, at) => (list[at] = `${pick(['# ', '## ', '1. ', '(b) '])}${list[at] ?? ''}`),
    ];
    let before = BASE.slice(0, 8);
    let first = light(before);
    for (let i = 0; i < 100_000; i++) {
      const list = next() < 0.02 ? BASE.slice(0, 8) : [...before];
      pick(mutations)(list, Math.floor(next() * list.length));
      const kept = list.filter((line) => line !== undefined && line.length < 300).slice(0, 10);
      const second = light(kept);
      if (i % 50 === 0) expectSound(first, second);
      else comparePolicies(first, second);
      [before, first] = [kept, second];
    }
  });
});

describe.skipIf(!haveTerms)('the Terms as recorded on nine days (skipped where they are not at hand)', () => {
  test('each with the next: few changes, sound, and quick', () => {
    const files = termsFiles();
    expect(files.length).toBeGreaterThanOrEqual(9);
    for (let i = 1; i < files.length; i++) {
      const changes = expectSound(terms(files[i - 1]!), terms(files[i]!));
      expect(changes.length).toBeLessThan(12);
    }
  });

  test('under one printed date', () => {
    const texts = termsFiles().map(terms);
    expect(new Set(texts.map(({ printedDate }) => printedDate))).toEqual(new Set(['2022-09-15']));
    expect(new Set(texts.map(({ hash }) => hash)).size).toBeGreaterThan(2);
  });
});
