import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_LIST_LINES, parseList } from '../../../lib/nfaa/list-format.ts';
import { BROKEN_LABELS, BROKEN_LABELS_GOOD, LABELS, labelsText } from '../../hub/labels.ts';

const GOOD = '{"repo":"models/o/n","label":"rude"}';
const one = (line: object) => parseList(JSON.stringify(line));
const why = (line: object) => one(line).problems[0]?.why;

describe('labels.jsonl', () => {
  test('a good list, whole', () => {
    const list = parseList(labelsText(LABELS));
    expect(list).toMatchObject({ skipped: 0, problems: [] });
    expect(list.entries).toHaveLength(LABELS.length);
    expect(list.entries[1]).toMatchObject({
      kind: 'repo',
      action: 'hide',
      reason: 'Made from a tagged model',
    });
    expect(list.entries[6]).toMatchObject({
      kind: 'author',
      value: 'mallory-labs',
      at: Date.UTC(2026, 10, 1),
    });
    expect(list.entries.map(({ value }) => value.split(':')[0])).toContain('kernel');
  });

  test('broken lines are skipped and counted; the first are named by their number', () => {
    const list = parseList(BROKEN_LABELS);
    expect(list.entries).toHaveLength(BROKEN_LABELS_GOOD);
    expect(list.skipped).toBe(BROKEN_LABELS.split('\n').filter((l) => l.trim()).length - BROKEN_LABELS_GOOD);
    expect(list.problems).toHaveLength(5);
    expect(list.problems[0]).toEqual({ line: 2, why: 'It is not JSON.' });
    expect(list.problems[1]?.line).toBe(4);
  });

  test('a header describes the list; it is the first line or none', () => {
    const header = '{"labels":1,"name":"Meadow\\u202e","description":"For class"}';
    expect(parseList(`\uFEFF${header}\r\n${GOOD}\r\n`)).toMatchObject({
      name: 'Meadow',
      description: 'For class',
      skipped: 0,
      entries: [{ value: 'model:o/n' }],
    });
    expect(parseList(`${GOOD}\n${header}`)).toMatchObject({ skipped: 1, problems: [{ line: 2 }] });
    expect(parseList(`{"labels":2}\n${GOOD}`)).toMatchObject({ newer: true, entries: [] });
  });

  test('fields', () => {
    expect(one({ repo: 'https://hf.co/spaces/O/N', label: 'x', more: { to: 'come' } }).entries).toEqual([
      { kind: 'repo', value: 'space:o/n', label: 'x', action: 'cover' },
    ]);
    expect(one({ author: 'Ada', label: 'x', expires: '2027-01-01T00:00:00Z' }).entries[0]).toMatchObject({
      value: 'ada',
      until: Date.UTC(2027, 0, 1),
    });
    expect(one({ author: 'ada', label: ' a\n\u0000b ', reason: 'r'.repeat(500) }).entries[0]).toMatchObject({
      label: 'a b',
      reason: 'r'.repeat(200),
    });
    expect(why({ author: 'ada' })).toContain('label');
    expect(why({ author: 'ada', repo: 'o/n', label: 'x' })).toContain('both');
    expect(why({ label: 'x' })).toContain('neither');
    expect(why({ author: 'settings', label: 'x' })).toContain('author');
    expect(why({ author: 'ada', label: 'x', action: 'delete' })).toContain('action');
    expect(why({ author: 'ada', label: 'x', expires: 'soon' })).toContain('expiry');
    expect(why({ author: 'ada', label: 'x', reason: 'r'.repeat(5_000) })).toContain('longer');
  });

  test('no more lines than are taken', () => {
    const list = parseList(`${GOOD}\n`.repeat(MAX_LIST_LINES + 3));
    expect(list.entries).toHaveLength(MAX_LIST_LINES);
    expect(list.skipped).toBe(3);
  });

  test('whatever stands in it: nothing is thrown, and every line is an entry or counted', () => {
    const value = fc.oneof(
      fc.json(),
      fc.string(),
      fc.constant(GOOD),
      fc
        .record(
          {
            repo: fc.oneof(fc.string(), fc.constant('o/n'), fc.integer()),
            author: fc.oneof(fc.string(), fc.constant('ada')),
            label: fc.oneof(fc.string(), fc.constant(null)),
            action: fc.constantFrom('show', 'mark', 'cover', 'hide', 'x', 7),
            expires: fc.oneof(fc.string(), fc.constant('2027-01-01'), fc.constant('2027-99-99')),
            __proto__: fc.constant({ x: 1 }),
          },
          { requiredKeys: [] },
        )
        .map((line) => JSON.stringify(line)),
    );
    fc.assert(
      fc.property(fc.array(value), (lines) => {
        const text = lines.map((line) => line.replaceAll('\n', ' ')).join('\n');
        const list = parseList(text);
        const said = text
          .replace(/^\uFEFF/, '')
          .split('\n')
          .filter((line) => line.trim());
        const headers = said.slice(0, 1).filter((line) => /"labels"\s*:/.test(line)).length;
        if (list.newer) return;
        const sum = list.entries.length + list.skipped;
        expect(sum === said.length || sum === said.length - headers).toBe(true);
        expect(list.problems.length).toBe(Math.min(list.skipped, 5));
      }),
    );
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});
