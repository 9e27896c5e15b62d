import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDocument, type Piece, walkClauses } from '../../../lib/policy/document.ts';
import { classify, foldText, inOrder, markdownOf, shownNow } from '../../../lib/policy/versions.ts';
import { pack2023, shortPage, versionOf } from './kept-texts.ts';

const word = fc.stringMatching(/^[a-z]{1,9}$/);
const sentence = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
const base = versionOf(shortPage('April 10, 2025', 'Be kind.'));
const made = (texts: string[], printedDate: string | null = '2025-04-10') => {
  const pieces: Piece[] = texts.map((text) => ({ kind: 'clause', text }));
  const document = buildDocument(pieces, { printedDate });
  return { ...base, document, hash: document.hash, printedDate };
};

describe('classify', () => {
  it('a text without one before it is the first', () => {
    expect(classify(null, base)).toBe('first');
  });

  it('other words under the same printed date are silent, under another one dated', () => {
    const before = versionOf(shortPage('April 10, 2025', 'Be kind.'));
    const silent = versionOf(
      shortPage('April 10, 2025', 'Be kind.', 'Residents of Australia may write to us.'),
    );
    const dated = versionOf(shortPage('May 1, 2026', 'Be kind.'));
    expect(classify(before, silent)).toBe('silent');
    expect(classify(before, dated)).toBe('dated');
    // What came of one page by two parsers is our doing, whatever differs.
    expect(classify(before, silent, true)).toBe('technical');
  });

  it('property: case, punctuation and layout are cosmetic, a word more or less never is', () => {
    const loud = (text: string, seed: number) =>
      text
        .split(' ')
        .map((one, i) => ((seed >> (i % 20)) & 1 ? `${one.toUpperCase()};` : `“${one}”`))
        .join((seed & 1) === 1 ? '  ' : ' — ');
    fc.assert(
      fc.property(
        fc.array(sentence, { minLength: 1, maxLength: 6 }),
        fc.nat(),
        word,
        (texts, seed, extra) => {
          const before = made(texts);
          expect(classify(before, made(texts.map((text) => loud(text, seed))))).toBe('cosmetic');
          // Split otherwise, the same words still.
          expect(classify(before, made([texts.join(' ')]))).toBe('cosmetic');
          expect(classify(before, made([...texts, extra]))).toBe('silent');
          expect(classify(before, made([...texts, extra], '2026-01-01'))).toBe('dated');
          expect(classify(made([...texts, extra]), before)).toBe('silent');
        },
      ),
    );
  });

  it.each([
    ['10%', '10'],
    ['1.5', '15'],
    ['legal@huggingface.co', 'legal huggingface co'],
    ['nowhere', 'now here'],
    ['$500', '€500'],
  ])('%s is not %s', (a, b) => {
    expect(foldText(a)).not.toBe(foldText(b));
  });
});

describe('order', () => {
  it('a text that comes back is what is shown, though it was first seen before the other', () => {
    const old = { ...base, hash: 'a', firstSeen: 10, since: 300 };
    const other = { ...base, hash: 'b', firstSeen: 200, since: 200 };
    expect(shownNow([old, other], base.kind)?.hash).toBe('a');
    expect(shownNow([{ ...old, since: 10 }, other], base.kind)?.hash).toBe('b');
  });

  it('a pack that the Hub was never seen to show stands at its printed date and is never what is shown', () => {
    const pack = { ...base, hash: 'p', since: null, firstSeen: null, printedDate: '2023-08-30' };
    const read = { ...base, hash: 'r', since: Date.parse('2026-11-22') };
    expect(inOrder([read, pack]).map(({ hash }) => hash)).toEqual(['p', 'r']);
    expect(shownNow([pack], base.kind)).toBeNull();
  });
});

describe('markdownOf', () => {
  const version = {
    ...base,
    kind: 'content-policy' as const,
    hash: pack2023.version.hash,
    source: pack2023.version.source,
    document: pack2023.document,
  };
  const text = markdownOf(version);

  it('holds every clause as a quote and every fact of the version', () => {
    const quoted = text.split('\n').filter((line) => line.startsWith('> ')).length;
    expect(quoted).toBe([...walkClauses(pack2023.document)].length);
    for (const part of [pack2023.version.hash, '2025-04-10', '1970-01-01 00:00 UTC', 'Restricted Content'])
      expect(text).toContain(part);
  });

  it('what is quoted makes no links, headings or HTML', () => {
    const hostile = markdownOf(
      made(['# [x](https://evil.example) <script>alert(1)</script> **b**', '1. one']),
    );
    expect(hostile).toContain(
      '> \\# \\[x\\](https://evil.example) \\<script\\>alert(1)\\</script\\> \\*\\*b\\*\\*',
    );
    expect(hostile).toContain('> 1\\. one');
  });
});
