import { describe, expect, test } from 'vitest';
import { ChangeList } from '../../../components/policy/ChangeList.tsx';
import { Comparison } from '../../../components/policy/Comparison.tsx';
import { factsOf } from '../../../components/policy/facts.ts';
import { clauseHistory } from '../../../components/policy/history.ts';
import { folded, groupsOf, isUnknown } from '../../../components/policy/rows.ts';
import { comparePolicies } from '../../../lib/policy/compare.ts';
import { draw } from './dom.ts';
import { text } from './policy-sample.ts';

const BEFORE = text(`# Content Policy
Please read this text from its beginning to its very end.
## Restricted
Spam, such as advertising a product or service;
Malware, trojan horses and other malicious code;
Cryptomining practices of any kind whatsoever;
## Contact
Write to legal@huggingface.co with any question.`);
const AFTER = text(
  `# Content Policy
Please read this text from its beginning to its very end.
Repositories must not consist of test suites alone.
## Restricted
Spam, such as advertising a product or a service of yours;
Cryptomining practices of any kind whatsoever;
## Contact
Write to legal@huggingface.co with any question.`,
  { change: 'silent', previous: BEFORE.hash },
);
const changes = comparePolicies(BEFORE.document, AFTER.document);

describe('a comparison', () => {
  test('has each change once, in its place, and all that stayed the same', () => {
    const groups = groupsOf(BEFORE.document, AFTER.document, changes);
    expect(groups.map(({ heading }) => heading)).toEqual(['Content Policy', 'Restricted', 'Contact']);
    expect(
      groups.map(({ rows }) => rows.map((row) => (row.kind === 'same' ? row.texts.length : row.change.kind))),
    ).toEqual([[1, 'added'], ['reworded', 'removed', 1], [1]]);
    const told = groups.flatMap(({ rows }) => rows.filter((row) => row.kind === 'change'));
    expect(told).toHaveLength(changes.length);
    expect(new Set(told.map(({ id }) => id)).size).toBe(changes.length);
  });

  test('folds sections without a change together', () => {
    const groups = groupsOf(BEFORE.document, AFTER.document, changes);
    expect(folded(groups, () => true).map(({ kind }) => kind)).toEqual(['group', 'group', 'same']);
    expect(folded(groups, () => false)).toMatchObject([{ kind: 'same', groups: [{}, {}, {}] }]);
  });

  test('of a text with itself is nothing but the same', () => {
    const groups = groupsOf(BEFORE.document, BEFORE.document, []);
    expect(groups.flatMap(({ rows }) => rows.map((row) => row.kind))).toEqual(['same', 'same', 'same']);
  });

  test('says nothing of what a partial text does not hold', () => {
    const part = { complete: false };
    const whole = { complete: true };
    expect(isUnknown({ kind: 'removed' }, { before: whole, after: part })).toBe(true);
    expect(isUnknown({ kind: 'added' }, { before: part, after: whole })).toBe(true);
    expect(isUnknown({ kind: 'reworded' }, { before: part, after: part })).toBe(false);
    expect(isUnknown({ kind: 'removed' }, { before: part, after: whole })).toBe(false);
  });

  test('is told in words: what was, what is, what came and went', async () => {
    const pair = { before: BEFORE, after: AFTER };
    const groups = groupsOf(BEFORE.document, AFTER.document, changes);
    const side = await draw(<Comparison groups={groups} pair={pair} layout="side" />);
    const reworded = side.find('[data-kind=reworded].compare-change')!.textContent!;
    expect(reworded).toMatch(/Reworded.*Was.*Now/s);
    expect(reworded).toContain('[added: ');
    expect(side.find('[data-kind=added].compare-change')!.textContent).toMatch(/Added.*test suites/s);
    expect(side.find('[data-kind=removed].compare-change')!.textContent).toMatch(/Removed.*Malware/s);
    await side.remove();
    const inline = await draw(<Comparison groups={groups} pair={pair} layout="inline" />);
    expect(inline.root.querySelectorAll('[data-kind=reworded] .compare-cell')).toHaveLength(1);
    await inline.remove();
  });

  test('lists its changes, but for those that cannot be known', async () => {
    const whole = await draw(<ChangeList changes={changes} pair={{ before: BEFORE, after: AFTER }} />);
    expect(whole.root.querySelectorAll('li')).toHaveLength(3);
    await whole.remove();
    const partly = { before: BEFORE, after: { ...AFTER, complete: false } };
    const part = await draw(<ChangeList changes={changes} pair={partly} />);
    expect(part.root.querySelectorAll('li')).toHaveLength(2);
    expect(part.text()).toContain('One passage of one text is not among the verified lines of the other');
    await part.remove();
  });
});

describe('the history of a clause', () => {
  const part = text('# Content Policy\n## Restricted\nCryptomining practices of any kind whatsoever;', {
    complete: false,
    printedDate: '2025-04-10',
  });
  const all = [BEFORE, part, AFTER];
  const states = (hash: string, id: string) => clauseHistory(all, hash, id).map(({ state }) => state);
  const idOf = (version: typeof BEFORE, words: string) =>
    /"id":"([^"]+)","text":"WORDS/.exec(JSON.stringify(version.document).replace(words, 'WORDS'))![1]!;

  test('says in which versions it stood, and how it read', () => {
    const spam = idOf(AFTER, 'Spam, such');
    expect(states(AFTER.hash, spam)).toEqual(['other', 'unknown', 'same']);
    expect(clauseHistory(all, AFTER.hash, spam)[0]?.clause?.text).toBe(
      'Spam, such as advertising a product or service;',
    );
    expect(states(BEFORE.hash, idOf(BEFORE, 'Cryptomining'))).toEqual(['same', 'same', 'same']);
    expect(states(BEFORE.hash, idOf(BEFORE, 'Malware'))).toEqual(['same', 'unknown', 'absent']);
    expect(states(AFTER.hash, idOf(AFTER, 'Repositories'))).toEqual(['absent', 'unknown', 'same']);
  });

  test('of what is not there is empty', () => {
    expect(states(BEFORE.hash, 'nothing')).toEqual([]);
    expect(states('0'.repeat(64), 'nothing')).toEqual([]);
  });
});

describe('times and contacts', () => {
  test('each sentence once, with every version that prints it', () => {
    const facts = factsOf([BEFORE, AFTER], 'contact');
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({
      value: 'legal@huggingface.co',
      quote: 'Write to legal@huggingface.co with any question.',
    });
    expect(facts[0]?.places.map(({ version }) => version.hash)).toEqual([BEFORE.hash, AFTER.hash]);
  });
});
