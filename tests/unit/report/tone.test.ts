import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hintsFor, MAX_HINTS } from '../../../lib/report/tone.ts';

const kinds = (text: string) => hintsFor(text).map(({ kind }) => kind);
const marked = (text: string) => hintsFor(text).map(({ from, to }) => text.slice(from, to));

describe('private data', () => {
  test.each([
    ['write to ann.lee+x@mail.example.org now', 'ann.lee+x@mail.example.org'],
    ['call +49 30 1234 5678.', '+49 30 1234 5678'],
    ['call (030) 1234-5678', '(030) 1234-5678'],
    ['call 0171 2345678', '0171 2345678'],
    ['IBAN DE89 3704 0044 0532 0130 00 please', 'DE89 3704 0044 0532 0130 00'],
    ['card 4111 1111 1111 1111', '4111 1111 1111 1111'],
    ['from 203.0.113.7 it came', '203.0.113.7'],
    ['from 2001:db8::8a2e:370:7334', '2001:db8::8a2e:370:7334'],
    ['lives at 221b Baker Street', '221b Baker Street'],
    ['wohnt in der Lindenstraße 12', 'Lindenstraße 12'],
    ['habite 12 rue Lepic', '12 rue Lepic'],
    [`token hf_${'a1B2'.repeat(8)} there`, `hf_${'a1B2'.repeat(8)}`],
    ['key AKIAIOSFODNN7EXAMPLE', 'AKIAIOSFODNN7EXAMPLE'],
    ['password: hunter22', 'password: hunter22'],
    ['-----BEGIN RSA PRIVATE KEY-----', '-----BEGIN RSA PRIVATE KEY-----'],
  ])('%j', (text, found) => {
    expect(kinds(text)).toEqual(['private-data']);
    expect(marked(text)).toEqual([found]);
  });
  test.each([
    'Lines 10-20 of data/train-00001-of-00010.parquet at 0123456789abcdef0123456789abcdef01234567',
    'Seen 2026-10-06 12:00, 1,234,567 rows, 0.123456789 loss, version 4.57.1, 1.2.3',
    'It listens on 127.0.0.1:7860 and 192.168.0.1',
    'HS-7F3K2M9Q and sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'std::vector<int> a::b, 12:30:45',
    'DE88 3704 0044 0532 0130 00',
    '4111 1111 1111 1112',
    'The card says 300.400.500.600 and 2026.10.06.1',
    'NVIDIA CUDA GPU, JSON and YAML',
    'The model is disgusting to look at.',
    'See https://huggingface.co/owner/name/discussions/3 and models/foo@main',
  ])('nothing in %j', (text) => expect(hintsFor(text)).toEqual([]));
});

describe('tone', () => {
  test.each([
    ['You are so stupid', 'attack'],
    ['the owner is an idiot', 'attack'],
    ['I will find you', 'attack'],
    ['THIS MUST STOP RIGHT NOW', 'shouting'],
    ['Please act!!!', 'shouting'],
    ['The author is clearly a criminal', 'accusation'],
    ['they have stolen it', 'accusation'],
    ['This is obviously illegal.', 'accusation'],
    ['@owner look at this', 'mention'],
  ] as const)('%j: %s', (text, kind) => expect(kinds(text)).toEqual([kind]));
  test.each([
    'pictures of naked children',
    'it makes nsfw images of a 12 year old',
    'this is csam and the owner is an idiot',
    'loli stuff',
  ])('%j: nothing but the way to the topic that is meant', (text) => {
    for (const routeClass of ['public', 'private'] as const) {
      const [only, ...others] = hintsFor(text, routeClass);
      expect(only).toMatchObject({ kind: 'minors', sentence: expect.stringMatching(/do not describe it/) });
      expect(others).toEqual([]);
    }
  });
  test.each([
    'A dataset of children’s books is copied',
    'NSFW pictures without the tag',
    'an explicit licence',
  ])('not in %j', (text) => expect(kinds(text)).not.toContain('minors'));
  test('every sentence says what to do, without shouting itself', () => {
    const all = hintsFor('You are an idiot. THIS MUST STOP NOW!!! The owner is a thief. a@b.example @bob');
    expect(all.length).toBeGreaterThan(4);
    for (const { sentence } of all) {
      expect(sentence.length).toBeGreaterThan(30);
      expect(sentence).not.toContain('!');
    }
  });
  test('in private: keys and attacks only', () => {
    const text = `a@b.example @bob +49 30 1234 5678 hf_${'x'.repeat(34)} you idiot`;
    expect(hintsFor(text, 'private').map(({ kind }) => kind)).toEqual(['private-data', 'attack']);
  });
});

const pieces = fc.constantFrom(
  ...[
    'a',
    'A',
    '1',
    '0',
    '+',
    '-',
    ' ',
    '.',
    ':',
    '@',
    '/',
    '(',
    ')',
    '!',
    '\n',
    'hf_',
    'eyJ',
    'sk-',
    'AKIA',
    '::',
  ],
  ...[
    'DE89',
    'STOP ',
    'you are ',
    'the owner is ',
    'Street',
    '12 ',
    'straße ',
    'password:',
    '\u00a0',
    '🚩',
    'é',
  ],
);

test('in order, apart, inside the text, few; whatever the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.array(pieces, { maxLength: 80 }).map((parts) => parts.join('')),
      ),
      (text) => {
        const hints = hintsFor(text);
        expect(hints.length).toBeLessThanOrEqual(MAX_HINTS);
        let last = 0;
        for (const { from, to } of hints) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
          last = to;
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('long texts made to be slow are read at once', () => {
  // What grew with the square of its size would take minutes here, and the runner ends it.
  const most = 200_000;
  for (const piece of [
    'teen nude ',
    'nude a b ',
    'nude      x',

    'a',
    'A ',
    '1',
    '1 ',
    '0-',
    '-eyJ',
    'a.',
    'a@',
    'a@a.',
    'A1',
    'f:',
    '::',
    '1.',
    'Aa ',
    '1 Aa ',
    'you are ',
    '(0',
    ' ',
    '@a',
    'DE89 ',
    'sk-',
  ]) {
    const text = piece.repeat(Math.ceil(most / piece.length));
    expect(hintsFor(text).length, piece).toBeLessThanOrEqual(MAX_HINTS);
  }
});
