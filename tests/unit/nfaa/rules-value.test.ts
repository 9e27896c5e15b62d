import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkValue, readRepo, valueWords } from '../../../lib/nfaa/rule.ts';
import { RULE_KINDS, type RuleKind } from '../../../lib/nfaa/ruleset.ts';

const kept = (kind: RuleKind, typed: string) => {
  const checked = checkValue(kind, typed);
  return checked.ok ? checked.value : null;
};
const problem = (kind: RuleKind, typed: string) => {
  const checked = checkValue(kind, typed);
  return checked.ok ? null : checked.problem;
};

describe('what was typed or pasted', () => {
  test.each([
    ['https://huggingface.co/Owner/Name', 'model:owner/name'],
    ['https://huggingface.co/datasets/Owner/Name/tree/main?x=1#y', 'dataset:owner/name'],
    ['huggingface.co/spaces/o/n', 'space:o/n'],
    ['hf.co/o/n', 'model:o/n'],
    ['  datasets/o/n\n', 'dataset:o/n'],
    ['/kernels/o/n', 'kernel:o/n'],
    ['models/o/n', 'model:o/n'],
    ['o/n', 'model:o/n'],
    ['space:o/n', 'space:o/n'],
  ])('repository %j', (typed, value) => {
    expect(kept('repo', typed)).toBe(value);
  });

  test.each([
    'owner',
    'https://example.org/o/n',
    'settings/tokens',
    '../../o/n',
    'o/models',
    'datasets/o',
    '',
  ])('no repository: %j', (typed) => {
    expect(problem('repo', typed)).toMatch(/[.]$/);
  });

  test('authors, from names and profiles; case is kept as written', () => {
    expect(kept('author', '@Ada-Lovelace')).toBe('Ada-Lovelace');
    expect(kept('author', 'https://huggingface.co/Ada/models')).toBe('Ada');
    expect(kept('author', 'huggingface.co/ada')).toBe('ada');
    expect(problem('author', 'https://huggingface.co/ada/model')).toContain('“Repository”');
    for (const wrong of ['settings', 'a--b', 'two words', 'a/b/c', '<b>'])
      expect(problem('author', wrong), wrong).not.toBeNull();
  });

  test('tags and licences are told apart', () => {
    expect(kept('tag', ' Text-Generation ')).toBe('text-generation');
    expect(kept('tag', 'region:us')).toBe('region:us');
    expect(problem('tag', 'license:MIT')).toContain('“Licence” and enter mit');
    expect(problem('tag', 'Not-For-All-Audiences')).toContain('“Filter”');
    expect(kept('licence', 'CC-BY-NC-4.0')).toBe('cc-by-nc-4.0');
    expect(kept('licence', 'license:llama3.1')).toBe('llama3.1');
    expect(problem('licence', 'Creative Commons')).toContain('cc-by-nc-4.0');
  });

  test('words are folded as cards are; phrases may be one', () => {
    expect(kept('word', '  Deep--Fake, PICTURES! ')).toBe('deep fake pictures');
    expect(kept('word', 'Ünïcode 文字')).toBe('ünïcode 文字');
    expect(problem('word', '!?')).toContain('two letters');
    expect(problem('word', 'x'.repeat(61))).toContain('60');
  });

  test('whatever is typed: a value that stays the same when it is checked again, or a sentence', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RULE_KINDS), fc.string({ unit: 'grapheme' }), (kind, typed) => {
        const first = checkValue(kind, typed);
        if (!first.ok) expect(first.problem).toMatch(/^[A-Z“].*\.$/);
        else {
          expect(checkValue(kind, first.value)).toEqual(first);
          expect(first.value).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        }
      }),
    );
  });

  test('what people read of a repository leads back to it', () => {
    for (const value of ['model:o/n', 'dataset:o/n', 'space:o/n', 'kernel:o/n'])
      expect(kept('repo', valueWords({ kind: 'repo', value }))).toBe(value);
    expect(readRepo('')).toBeNull();
  });
});
