import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { findAddition, readTitle, splitTitle } from '../../../lib/nfaa/who-title.ts';

const ADDED = [
  'Add NFAA tag',
  "Update ReadMe - Add 'not-for-all-audience' tag",
  'Update README.md: added the `not-for-all-audiences` tag',
  'Adding missing not-for-all-audiences tag to the model card',
  'add tag: not-for-all-audiences',
  'Please add the "Not-For-All-Audiences" tag',
  'Tag as NFAA',
  'Mark this model as not for all audiences',
  'Label as not_for_all_audiences',
  'NFAA tag added',
  'not-for-all-audiences tag was added to README',
  'Add NFAA tag for offensive content',
  'Add NFAA tag (#12)',
  'ADD NFAA TAG',
];

const AGAINST = [
  'Remove NFAA tag',
  'Revert "Add NFAA tag"',
  'Untag NFAA',
  'Un-tag: not-for-all-audiences',
  'No longer tagged not-for-all-audiences',
  'Do not tag as NFAA',
  "Don't add NFAA tag",
  'Take off the NFAA tag',
  'Should we add the NFAA tag',
  'Add NFAA tag?',
  'Set NFAA tag to false',
  'NFAA tag removed (#3)',
  'Mark as not not-for-all-audiences',
  'Replace NFAA tag with nsfw',
  'Add safe tag instead of NFAA',
];

const NEITHER = [
  'Update README.md',
  'initial commit',
  'Add tag',
  'NFAA tag',
  'Fix typo in NFAA tag',
  'Supprimer tag NFAA',
  'удалить tag NFAA',
  'Add images tagged NFAA',
  'Add NFAA filter script',
  'Add nfaas tag',
  'Add a note for all audiences',
  'not for all, audiences vary',
];

test.each(ADDED)('says that it was added: %s', (title) => expect(readTitle(title)).toBe('added'));
test.each(AGAINST)('speaks against it: %s', (title) => expect(readTitle(title)).toBe('against'));
test.each(NEITHER)('says neither: %s', (title) => expect(readTitle(title)).toBeNull());

const UNDOING =
  'remove removes removed removing removal delete deleted drop dropped revert reverted reverts rollback undo untag untagged unmark unflag strip clear no not never without unset disable replace false'.split(
    ' ',
  );

describe('properties', () => {
  const between = fc.constantFrom(' ', '  ', ' - ', ': ', ' "', '" ', ', ', '_');
  const cased = (word: string) => fc.mixedCase(fc.constant(word));

  it('a title with a word of undoing never says that the tag was added', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ADDED),
        fc.constantFrom(...UNDOING).chain(cased),
        fc.nat(),
        between,
        (title, word, at, gap) => {
          const words = title.split(' ');
          words.splice(at % (words.length + 1), 0, word);
          expect(readTitle(words.join(gap))).not.toBe('added');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('nor does one that never names the tag', () => {
    const word = fc.constantFrom('add', 'tag', 'tagged', 'as', 'not', 'for', 'all', 'the', 'nsfw', 'readme');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        fc.pre(!/not for all audience/.test(words.join(' ')));
        expect(readTitle(words.join(' '))).toBeNull();
      }),
    );
  });

  it('whatever is written, it is read without fail', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 2_000 }), (s) => void readTitle(s)));
    // What grew with the square of its size would not come back before the runner ends it.
    expect(readTitle(`Add ${'not-for-all-'.repeat(80)}`)).toBeNull();
    expect(readTitle(`Add NFAA tag ${'x'.repeat(10_000_000)}`)).toBeNull();
  });
});

describe('which commit', () => {
  const titles = (...all: string[]) => findAddition(all.map((title, at) => ({ title, at })))?.at ?? null;

  it('is the newest that says so', () => {
    expect(titles('Update', 'Add NFAA tag', 'Tag as NFAA')).toBe(1);
    expect(titles('Add NFAA tag', 'Remove NFAA tag', 'Tag as NFAA')).toBe(0);
  });
  it('is none, where a newer one speaks against it or nothing speaks of it', () => {
    expect(titles('Update', 'Remove NFAA tag', 'Add NFAA tag')).toBeNull();
    expect(titles('Update', 'initial commit')).toBeNull();
    expect(titles()).toBeNull();
  });
});

test("a pull request's number is not part of the title", () => {
  expect(splitTitle('Add NFAA tag (#12)')).toEqual({ title: 'Add NFAA tag', pull: 12 });
  expect(splitTitle('Add NFAA tag (#0)')).toEqual({ title: 'Add NFAA tag (#0)' });
  expect(splitTitle('Add #12 tag')).toEqual({ title: 'Add #12 tag' });
});
