import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTIONS } from '../../../lib/nfaa/preferences.ts';
import { checkValue, isReveal, LIST_ACTIONS, type Rule } from '../../../lib/nfaa/rule.ts';
import { exportRules, readRulesFile } from '../../../lib/nfaa/rules-file.ts';
import { RULE_KINDS } from '../../../lib/nfaa/ruleset.ts';
import { DAY, rule, T0, uuid } from './rules-fakes.ts';

const read = (text: string) => readRulesFile(text, T0, uuid);
const whole = { reveals: true, now: T0 };
const file = (more: object) => JSON.stringify({ format: 'hub-steward-rules', version: 1, ...more });
const bare = ({ id: _, ...rest }: Rule) => rest;

const VALUES = {
  word: 'deep fake',
  tag: 'region:us',
  licence: 'cc-by-nc-4.0',
  author: 'Ada',
  repo: 'space:o/n',
} as const;
const anyRule = fc
  .record({
    kind: fc.constantFrom(...RULE_KINDS),
    action: fc.constantFrom(...ACTIONS),
    created: fc.integer({ min: 0, max: T0 }),
    expires: fc.option(fc.integer({ min: T0 + 1, max: Date.UTC(9_999, 11, 31) }), { nil: undefined }),
    note: fc.option(fc.string({ minLength: 1, maxLength: 200 }), { nil: undefined }),
  })
  .map(
    ({ expires, note, ...rest }): Rule => ({
      id: uuid(),
      value: VALUES[rest.kind],
      ...rest,
      ...(expires === undefined ? {} : { expires }),
      ...(note === undefined ? {} : { note }),
    }),
  );
const anyList = fc.record({
  id: fc.constantFrom('o/n', 'meadow/labels'),
  enabled: fc.boolean(),
  action: fc.constantFrom(...LIST_ACTIONS),
  added: fc.constant(T0),
});

describe('rules as a file', () => {
  test('there and back, whatever the rules are', () => {
    fc.assert(
      fc.property(fc.array(anyRule), fc.array(anyList), (rules, lists) => {
        const back = read(exportRules(rules, lists, whole));
        expect(back.problems).toEqual([]);
        expect(back.rules.map(bare)).toEqual(rules.map(bare));
        expect(back.lists).toEqual(lists.map(({ added: _, ...rest }) => rest));
      }),
    );
  });

  test('what passes stays here, and what was revealed unless it is asked for', () => {
    const rules = [
      rule('repo', 'model:o/n', 'show'),
      rule('repo', 'model:o/m', 'show', { session: 'one' }),
      rule('repo', 'model:o/k', 'hide'),
    ];
    const text = exportRules(rules, [], { reveals: false, now: T0 });
    expect(read(text).rules.map(({ value }) => value)).toEqual(['model:o/k']);
    expect(text).not.toMatch(/session|hits|"id"/);
    expect(read(exportRules(rules, [], whole)).rules.filter(isReveal)).toHaveLength(1);
  });

  test('what was fetched of a list stays here', () => {
    const text = exportRules(
      [],
      [{ id: 'o/n', added: T0, enabled: true, action: 'cover', sha: 'abc', failed: 'No.' }],
      whole,
    );
    expect(read(text).lists).toEqual([{ id: 'o/n', enabled: true, action: 'cover' }]);
    expect(text).not.toContain('abc');
  });

  test('every rule stands for itself; what is wrong is named', () => {
    const back = read(
      file({
        rules: [
          { kind: 'author', value: 'ada', action: 'hide', later: 'field' },
          { kind: 'author', value: 'ada', action: 'explode' },
          { kind: 'colour', value: 'red', action: 'hide' },
          { kind: 'repo', value: 'https://example.org', action: 'hide' },
          { kind: 'word', value: 'old', action: 'hide', expires: new Date(T0 - DAY).toISOString() },
          { kind: 'word', value: 'odd', action: 'hide', expires: 'tomorrow' },
          null,
        ],
        lists: [{ id: 'o/n', enabled: 'yes' }, { id: '../x' }, 7],
      }),
    );
    expect(back.rules).toMatchObject([{ kind: 'author', value: 'ada', created: T0 }]);
    expect(back.lists).toEqual([{ id: 'o/n', enabled: true, action: 'as-listed' }]);
    expect(back.skipped).toBe(8);
    expect(back.problems.map(({ what, why }) => `${what}: ${why}`)).toContain('Rule 5 (old): It has ended.');
    for (const { why } of back.problems) expect(why).toMatch(/\.$/);
  });

  test.each([
    ['', 'not JSON'],
    ['null', 'no rules'],
    ['[]', 'no rules'],
    ['{"format":"other"}', 'no rules'],
    [JSON.stringify({ format: 'hub-steward-rules', version: 2 }), 'another version'],
    [`"${'x'.repeat(2_000_001)}"`, 'too large'],
  ])('no such file: %#', (text, said) => {
    expect(() => read(text)).toThrow(said);
  });

  test('whatever else is in it, only sound rules come out', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), (rules, lists) => {
        for (const each of read(file({ rules, lists })).rules)
          expect(checkValue(each.kind, each.value)).toEqual({ ok: true, value: each.value });
      }),
    );
  });
});
