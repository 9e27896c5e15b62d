/** What a card's menu offers rules about. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RepoRef } from '../../../lib/hub/ref.ts';
import { checkValue } from '../../../lib/nfaa/rule.ts';
import { traitsOf } from '../../../lib/nfaa/traits.ts';

const REF: RepoRef = { type: 'model', id: 'Owner/Wild-Tales_7B-v2' };
const words = (ref: RepoRef, tags: readonly string[] | null) =>
  traitsOf(ref, tags).map(({ kind, value }) => `${kind} ${value}`);

test('its own tags, its licence, the words of its name', () => {
  const tags = ['Roleplay', 'roleplay', 'license:cc-by-nc-4.0', 'not-nice'];
  expect(words(REF, tags)).toEqual([
    'tag roleplay',
    'tag not-nice',
    'licence cc-by-nc-4.0',
    'word wild',
    'word tales',
  ]);
});

test('not what half of the Hub has, what the library says of itself, or what the filter has a setting for', () => {
  const tags = ['transformers', 'safetensors', 'region:us', 'base_model:o/n', 'not-for-all-audiences', 'en'];
  expect(words(REF, tags)).toEqual(['word wild', 'word tales']);
});

test('where nobody can say the tags, the name still speaks; where it says nothing, nothing is offered', () => {
  expect(words(REF, null)).toEqual(['word wild', 'word tales']);
  expect(words({ type: 'space', id: 'wild/a-7b' }, null)).toEqual([]);
});

test('whatever the tags and the name: few, each once, each a rule that can be made as it stands', () => {
  const name = fc.stringMatching(/^[\w.-]{1,90}$/);
  fc.assert(
    fc.property(
      name,
      fc.array(fc.oneof(fc.string({ unit: 'binary' }), name), { maxLength: 100 }),
      (id, tags) => {
        const traits = traitsOf({ type: 'model', id: `o/${id}` }, tags);
        expect(traits.length).toBeLessThanOrEqual(18);
        expect(new Set(traits.map((trait) => JSON.stringify(trait))).size).toBe(traits.length);
        for (const { kind, value } of traits) expect(checkValue(kind, value)).toEqual({ ok: true, value });
      },
    ),
  );
});
