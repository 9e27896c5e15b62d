import fc from 'fast-check';
import { expect, test } from 'vitest';
import { basesOf, labelsOf, MAX_TAG_CHARS, MAX_TAGS, tagsToKeep } from '../../../lib/nfaa/labels.ts';

const TAGS = ['gguf', 'Uncensored', 'license:CC-BY-NC-4.0', 'region:us'];

test.each([
  [['tag:uncensored'], ['tag:uncensored']],
  [
    ['tag:uncensored', 'tag:gguf', 'tag:other'],
    ['tag:uncensored', 'tag:gguf'],
  ],
  [['licence:cc-by-nc-4.0'], ['licence:cc-by-nc-4.0']],
  [['licence:mit', 'tag:uncens', 'tag:cc-by-nc-4.0'], []],
  // A tag may hold colons itself.
  [['tag:region:us'], ['tag:region:us']],
  [['related'], []],
  [[], []],
])('%j', (watched, carried) => expect(labelsOf(TAGS, watched)).toEqual(carried));

test.each([
  ['base_model:Owner/Base', 'model:owner/base'],
  ['base_model:finetune:Owner/Base', 'model:owner/base'],
  ['base_model:quantized:Owner/Base', 'model:owner/base'],
  ['base_model:adapter:Owner/Base', 'model:owner/base'],
  ['base_model:merge:Owner/Base', 'model:owner/base'],
])('%s names its base model', (tag, key) => {
  expect(basesOf([tag])).toEqual([key]);
  expect(labelsOf([tag], ['related'], (asked) => asked === key)).toEqual([`related:${key}`]);
  expect(labelsOf([tag], ['related'], () => false)).toEqual([]);
  expect(labelsOf([tag], ['tag:x'], () => true)).toEqual([]);
});

test.each(['base_model:gpt2', 'base_model:other:a/b', 'base_model:', 'base_model:a/b/c', 'dataset:a/b'])(
  '%s names none',
  (tag) => expect(basesOf([tag])).toEqual([]),
);

test('what is tagged itself is no relative', () => {
  expect(labelsOf(['base_model:a/b', 'Not-For-All-Audiences'], ['related'], () => true)).toEqual([]);
});

test('no label comes of what no tag says', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), (tags, watched) =>
      labelsOf(tags, watched).every((label) => watched.includes(label)),
    ),
  );
});

test('of too many tags the licence and the base models are kept', () => {
  const many = Array.from({ length: 200 }, (_, i) => `tag-${i}`);
  const kept = tagsToKeep([...many, 'x'.repeat(MAX_TAG_CHARS + 1), 'base_model:merge:a/b', 'license:mit']);
  expect(kept).toHaveLength(MAX_TAGS);
  expect(kept.slice(0, 3)).toEqual(['license:mit', 'base_model:merge:a/b', 'tag-0']);
});
