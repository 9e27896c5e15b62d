import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cite, quoteUrl, verifyCitation } from '../../../lib/policy/cite.ts';
import { documentParts, hashText, normaliseText, wordsOf } from '../../../lib/policy/document.ts';
import type { PolicyPack } from '../../../lib/policy/packs.ts';
import { isReportable, liveRules, parsePack } from '../../../lib/policy/packs.ts';
import { parsePolicy } from '../../../lib/policy/parse.ts';
import { citationSchema } from '../../../lib/report/report.ts';
import { PACK_FILE, packFiles } from '../../../scripts/make-pack.ts';
import { PACKS_FOLDER } from '../../../scripts/policy/pack.ts';
import { fixture, policyLines, prose, SHAPES } from './shapes.ts';

const json = () => JSON.parse(readFileSync(PACK_FILE, 'utf8'));
const pack = parsePack(json());
const rule = (id: string) => pack.rules.find((one) => one.id === id)!;

test.each(packFiles())('%s is what the script makes of the verbatim text, to the byte', (name, content) => {
  expect(readFileSync(new URL(name, PACKS_FOLDER), 'utf8')).toBe(content);
});

describe('the pack of 30 August 2023', () => {
  test('has every word of the text, in order', () => {
    const words = documentParts(pack.document).flatMap((part) => wordsOf(part.text));
    expect(words).toEqual(policyLines().flatMap((line) => wordsOf(line.text)));
  });

  test('has the 18 rules with the hashes that were given', () => {
    const { rules } = JSON.parse(fixture('rules-2023-08-30.json'));
    const restricted = pack.rules.filter((one) => one.number !== undefined);
    expect(restricted.map(({ id, text, hash }) => ({ id, text, sha256: hash }))).toEqual(rules);
    expect(restricted.map((one) => one.number)).toEqual(rules.map((_: unknown, i: number) => i + 1));
  });

  test('keeps the original’s slips', () => {
    const text = documentParts(pack.document)
      .map((part) => part.text)
      .join(' ');
    for (const slip of [
      'two levels of intervention',
      'requests or concerts',
      'Dataset cards , and',
      'act accordingly to',
    ]) {
      expect(text).toContain(slip);
    }
  });

  test('holds every quote of the extraction checklist (E001–E130)', () => {
    const text = normaliseText(
      documentParts(pack.document)
        .map((part) => part.text)
        .join(' '),
    );
    const { quotes } = JSON.parse(fixture('checklist-2023-08-30.json')) as {
      quotes: { item: string; quote: string }[];
    };
    expect(quotes).toHaveLength(130);
    expect(quotes.filter(({ quote }) => !text.includes(normaliseText(quote)))).toEqual([]);
  });
});

describe('a pack that is not right is refused, with the place', () => {
  test.each<[string, (broken: PolicyPack) => void, RegExp]>([
    [
      'a changed word',
      (p) => (p.document.sections[0]!.clauses[0]!.text += '!'),
      /document\.sections\[0\]\.clauses\[0\]\.hash: expected the hash of its text/,
    ],
    [
      'a rule not in its clause',
      (p) => (p.rules[0]!.text = 'Something else;'),
      /rules\[0\]\.text: expected words of/,
    ],
    ['a rule of an unknown clause', (p) => (p.rules[0]!.clauseId = 'nowhere'), /rules\[0\]\.clauseId/],
    ['a rule twice', (p) => p.rules.push(p.rules[0]!), /rule id: expected each only once, got "CP2023\.R1"/],
    [
      'an unknown group',
      (p) => (p.rules[0]!.group = 'x' as 'rights'),
      /rules\[0\]\.group: expected one of restricted/,
    ],
    ['another version', (p) => (p.version.hash = '0'.repeat(64)), /version\.hash/],
    [
      'a date that is none',
      (p) => (p.version.printedDate = 'August'),
      /version\.printedDate: expected YYYY-MM-DD or null/,
    ],
    ['a foreign address', (p) => (p.version.url = 'https://huggingface.co.evil.example/'), /version\.url/],
    ['a missing clause', (p) => p.document.sections[0]!.clauses.pop(), /document\.hash/],
  ])('%s', (_, breakIt, message) => {
    const broken = json();
    breakIt(broken);
    expect(() => parsePack(broken)).toThrow(message);
  });

  test.each([null, undefined, 'x', 1, [], {}, { version: {} }])('%j', (value) => {
    expect(() => parsePack(value)).toThrow(/^Policy pack, /);
  });
});

describe('liveRules', () => {
  test.each(Object.entries(SHAPES))('finds all in the same text as %s', (_, render) => {
    const live = liveRules(parsePolicy(render()), pack);
    expect(live.filter((one) => one.state !== 'same')).toEqual([]);
    expect(live).toHaveLength(pack.rules.length);
  });

  test('tells new punctuation, joined clauses and gone rules apart', () => {
    const lines = policyLines().flatMap((line) => {
      if (line.text === rule('CP2023.R11').text) return [{ ...line, text: 'Cryptomining practices, and' }];
      if (line.text === rule('CP2023.R2').text)
        return [{ ...line, text: 'Content that harms others in a game;' }];
      if (line.text === rule('CP2023.R13').text) return [{ ...line, text: `See: ${line.text} and more;` }];
      return [line];
    });
    const live = new Map(liveRules(parsePolicy(prose(lines)), pack).map((one) => [one.rule.id, one]));
    expect(live.get('CP2023.R11')?.state).toBe('punctuation');
    expect(live.get('CP2023.R2')).toMatchObject({ state: 'gone', clauseId: null });
    expect(live.get('CP2023.R13')?.state).toBe('within');
    expect(live.get('CP2023.R1')?.state).toBe('same');
    expect(live.get('CP2023.P.owner-time')?.state).toBe('same');
  });
});

describe('citations', () => {
  test('of every rule fit the report’s schema and verify', () => {
    for (const one of pack.rules) {
      const citation = cite(one, pack);
      expect(citationSchema.parse(citation)).toEqual(citation);
      expect(verifyCitation(citation, pack)).toEqual({ ok: true, problems: [] });
      const text = normaliseText(
        documentParts(pack.document)
          .map((part) => part.text)
          .join(' '),
      );
      const around = [citation.prefix, normaliseText(citation.quote), citation.suffix].filter(
        (part) => part !== '',
      );
      expect(text).toContain(around.join(' '));
    }
  });

  test('changed in any part do not verify', () => {
    const citation = cite(rule('CP2023.R10'), pack);
    const changed = [
      { ...citation, quote: 'Spam;' },
      { ...citation, quote: 'Spam;', hash: hashText('Spam;') },
      { ...citation, ruleId: 'CP2023.R11' },
      { ...citation, ruleId: 'CP2025.G5' },
      { ...citation, prefix: 'x' },
      { ...citation, version: { ...citation.version, hash: '0'.repeat(64) } },
    ];
    for (const one of changed)
      expect(verifyCitation(one, pack)).toEqual({
        ok: false,
        problems: expect.arrayContaining([expect.any(String)]),
      });
    expect(() => cite({ ...rule('CP2023.R1'), text: 'no such words' }, pack)).toThrow(
      /CP2023\.R1 is not in this policy text/,
    );
  });

  test('link to the words, encoded so that neither the browser nor Markdown misreads them', () => {
    expect(quoteUrl(cite(rule('CP2023.R11'), pack))).toBe(
      'https://huggingface.co/content-policy#:~:text=Cryptomining%20practices',
    );
    const long = quoteUrl(cite(rule('CP2023.M.nfaa'), pack));
    expect(long).toMatch(/#:~:text=[^,]+,[^,]+$/);
    for (const one of pack.rules) {
      const text = quoteUrl(cite(one, pack)).split('#:~:text=')[1]!;
      expect(text).toMatch(/^(?:[\w.]|%[0-9A-F]{2})+(?:,(?:[\w.]|%[0-9A-F]{2})+)?$/);
      const [start, end] = text.split(',').map(decodeURIComponent);
      expect(one.text.startsWith(start!)).toBe(true);
      if (end !== undefined) expect(one.text.replace(/[;.,:]+$/, '').endsWith(end)).toBe(true);
    }
  });
});

test('what can be reported is told from what explains', () => {
  expect(pack.rules.filter(isReportable).every((one) => !/\.(?:A|P)\./.test(one.id))).toBe(true);
});
