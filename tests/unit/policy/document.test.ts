import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Piece } from '../../../lib/policy/document.ts';
import {
  buildDocument,
  documentParts,
  hashText,
  normaliseText,
  slugOf,
  tidyText,
  walkClauses,
  wordsOf,
} from '../../../lib/policy/document.ts';
import { fixture } from './shapes.ts';

const heading = (level: number, text: string): Piece => ({ kind: 'heading', level, text });
const clause = (text: string): Piece => ({ kind: 'clause', text });
const ids = (pieces: Piece[]) => [...walkClauses(buildDocument(pieces))].map((one) => one.clause.id);

describe('hashes', () => {
  test('the 18 rules have the hashes that were given: SHA-256 of the bare text, semicolon and all', () => {
    const { rules } = JSON.parse(fixture('rules-2023-08-30.json'));
    expect(rules).toHaveLength(18);
    for (const rule of rules) {
      expect(hashText(rule.text)).toBe(rule.sha256);
      expect(createHash('sha256').update(normaliseText(rule.text)).digest('hex')).toBe(rule.sha256);
    }
  });

  test('what does not show does not count; what shows does', () => {
    const plain = hashText('Content that harms "others" – don\'t;');
    for (const same of [
      ' Content  that\nharms “others” – don’t;',
      'Content\u00A0that harms \u200B„others‟ – don\u2018t;\uFE0F',
      '\uFEFFContent that \u202Eharms\u202C "others" – don\'t;',
    ]) {
      expect(hashText(same)).toBe(plain);
    }
    for (const other of ['content that harms "others" – don\'t;', 'Content that harms "others" – don\'t']) {
      expect(hashText(other)).not.toBe(plain);
    }
    expect(hashText('Cafe\u0301')).toBe(hashText('Café'));
  });

  test('normalising is idempotent and never makes two words of one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const once = normaliseText(text);
        expect(normaliseText(once)).toBe(once);
        expect(normaliseText(tidyText(text))).toBe(once);
        expect(wordsOf(text)).toEqual(once.split(' ').filter((word) => word !== ''));
      }),
      { numRuns: 300 },
    );
  });
});

describe('ids', () => {
  const base = [
    heading(1, 'Policy'),
    clause('Hello there'),
    heading(2, '🙅‍♂️ Not allowed'),
    clause('One thing;'),
    clause('Two things;'),
  ];

  test('are words, without emoji, numbers of a list or diacritics', () => {
    expect(ids(base)).toEqual(['intro/hello-there', 'not-allowed/one-thing', 'not-allowed/two-things']);
    expect(slugOf('1. Unlawful or illegal', 8)).toBe('unlawful-or-illegal');
    expect(slugOf('(b) “Café” l’été', 8)).toBe('cafe-lete');
    expect(slugOf('🤖', 8)).toBe('x');
  });

  test('come out of the quick way as out of the plain one', () => {
    const plainly = (text: string, count: number) => {
      const start = text
        .slice(0, count * 24)
        .replace(/^[^\p{L}\p{N}(]+/u, '')
        .replace(/^(?:\(?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)]\s+)/, '')
        .normalize('NFKD')
        .replace(/[\p{M}'\u2018\u2019]/gu, '')
        .toLowerCase();
      const found = start.match(/[\p{L}\p{N}]+/gu);
      return found === null ? 'x' : found.slice(0, count).join('-');
    };
    const part = fc.constantFrom(
      'a',
      'Content',
      'iv',
      '12',
      'é',
      '’',
      "'",
      '.',
      ')',
      '(',
      ' ',
      ' ',
      ' ',
      '-',
      '_',
      ',',
      '“',
      '🤗',
      'ſ',
      '\u0301',
      'e.g.',
      'İ',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 24 }), fc.integer({ min: 1, max: 8 }), (parts, count) => {
        expect(slugOf(parts.join(''), count)).toBe(plainly(parts.join(''), count));
      }),
      { numRuns: 3_000 },
    );
  });

  test('stay when something is put in, taken out or reworded elsewhere', () => {
    const before = ids(base);
    expect(ids([...base.slice(0, 3), clause('A new one;'), ...base.slice(3)])).toEqual(
      expect.arrayContaining(before),
    );
    expect(
      ids([base[0]!, clause('Hello there'), heading(2, 'New part'), clause('x y'), ...base.slice(2)]),
    ).toEqual(expect.arrayContaining(before));
    expect(ids([...base.slice(0, 4), clause('Two things, and more of them;')])[1]).toBe(
      'not-allowed/one-thing',
    );
  });

  test('tell clauses apart that begin alike, whatever their order', () => {
    const a = clause('We open a public discussion raising the issue. We hide it.');
    const b = clause('We open a public discussion raising the issue. We remove it.');
    const [first, second] = ids([heading(1, 'T'), a, b]);
    expect(ids([heading(1, 'T'), b, a])).toEqual([second, first]);
    expect(new Set(ids([heading(1, 'T'), a, a, a])).size).toBe(3);
  });

  test('are unique whatever the pieces, and no text is lost', () => {
    const text = fc.constantFrom('A', 'A a', 'B', '1. A', 'lead', 'intro', '🤖', 'A-2', 'A 2', 'x');
    const piece = fc.oneof(
      fc.record({ kind: fc.constant('heading' as const), level: fc.integer({ min: 1, max: 6 }), text }),
      fc.record({ kind: fc.constant('clause' as const), text }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const document = buildDocument(pieces);
        const all = [...walkClauses(document)].map((one) => one.clause.id);
        expect(new Set(all).size).toBe(all.length);
        expect(documentParts(document).map((part) => part.text)).toEqual(pieces.map((one) => one.text));
      }),
    );
  });
});

test('a document survives structured clone and JSON, hashes and all', () => {
  const document = buildDocument([heading(1, 'Policy'), clause('Hello there')]);
  expect(structuredClone(document)).toEqual(document);
  expect(JSON.parse(JSON.stringify(document)).sections[0].clauses[0].hash).toBe(hashText('Hello there'));
});
