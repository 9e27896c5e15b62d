/** Markdown and CSV: what is quoted in them can change neither. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CSV_COLUMNS, csvCell, toCsv } from '../../../lib/report/csv.ts';
import { toMarkdown } from '../../../lib/report/export-markdown.ts';
import { addressesOf } from '../../../lib/report/export-places.ts';
import { shareable } from '../../../lib/report/export-redact.ts';
import { SHA, T0 } from './fakes.ts';
import { makeRecord, NOW, record } from './portable-arb.ts';

/** RFC 4180, read back. `;` as well where a spreadsheet of another country would cut. */
function readCsv(text: string, separators: RegExp): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === '"') {
      if (quoted && text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = !quoted;
    } else if (!quoted && separators.test(character)) {
      rows.at(-1)!.push(cell);
      cell = '';
    } else if (!quoted && character === '\n') {
      rows.at(-1)!.push(cell.replace(/\r$/, ''));
      cell = '';
      rows.push([]);
    } else cell += character;
  }
  return rows.slice(0, -1);
}

/** A careless reader: cuts at every separator and line end, quotes or not. */
const crumbs = (text: string) => text.split(/[;\t\n]|","/).map((piece) => piece.replace(/^[\s"]+/, ''));

const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/;

describe('CSV', () => {
  test('every record is one row of as many cells, with CRLF', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 3 }), fc.boolean(), (records, all) => {
        const text = toCsv(records.map((one) => shareable({ record: one }, all)));
        const rows = readCsv(text, /,/);
        expect(rows).toHaveLength(records.length + 1);
        for (const row of rows) expect(row).toHaveLength(CSV_COLUMNS.length);
        expect(text.endsWith('\r\n')).toBe(true);
      }),
    );
  });

  test('no cell is a formula, nor any piece that a careless reader cuts', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc
            .array(
              fc.constantFrom('=', '+', '-', '@', '＝', ' ', '\t', '\n', '\r', '"', ';', ',', 'a', '\u200b'),
              { maxLength: 12 },
            )
            .map((l) => l.join('')),
        ),
        (value) => {
          const cell = csvCell(value);
          const [[back = ''] = []] = readCsv(`${cell}\r\n`, /,/);
          expect(back.trimStart()).not.toMatch(FORMULA);
          for (const crumb of crumbs(cell)) expect(crumb).not.toMatch(FORMULA);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('ordinary words come back as they were', () => {
    for (const value of ['a, "b"', 'plain', 'two\nlines', 'naïve 日本', '1 - 2'])
      expect(readCsv(`${csvCell(value)}\r\n`, /,/)).toEqual([[value]]);
    expect(csvCell('=HYPERLINK("x")')).toBe('"\'=HYPERLINK(""x"")"');
    expect(csvCell(null)).toBe('""');
    expect(csvCell(false)).toBe('"false"');
  });
});

describe('Markdown', () => {
  test('whatever is quoted makes no heading, link, image, HTML, fence, mention or table', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 3 }), (records) => {
        const text = toMarkdown(
          records.map((one) => shareable({ record: one }, true)),
          true,
          NOW,
        );
        expect(text.match(/^ {0,3}#{1,6}(?:\s|$)/gm)).toHaveLength(records.length + 1);
        expect(text).not.toMatch(/^ {0,3}(?:```|~~~|<(?!https:))/m);
        // What is in pointed brackets is an address of the Hub's, made by us.
        for (const [, inner] of text.matchAll(/(?<!\\)<([^>]*)>/g))
          expect(inner).toMatch(/^https:\/\/(?:huggingface\.co|[\w.-]+\.hf\.space)\/[^\s<>]*$/);
        for (const [, href] of text.matchAll(/(?<!\\)\]\(([^)]*)\)/g))
          expect(href).toMatch(/^https:\/\/huggingface\.co\/content-policy/);
        expect(text).not.toMatch(/(?<!\\)!\[/);
        expect(text.replace(/<https:[^>]*>|\(https:[^)]*\)|https?:\/\/\S+/g, '')).not.toMatch(/@(?!\u2060)/);
        expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
      }),
      { numRuns: 300 },
    );
  });

  test('a dossier to read', () => {
    const one = makeRecord({
      report: {
        reference: 'HS-7F3K2M9Q',
        target: {
          repo: { type: 'dataset', id: 'owner/name' },
          url: 'https://huggingface.co/datasets/owner/name/blob/main/a%20b.txt',
          sha: SHA,
          seenAt: T0,
          path: 'a b.txt',
          lines: { from: 3, to: 5 },
        },
        remedy: 'documentation',
      },
    });
    const timeline = [{ at: T0 + 5_000, text: 'ada, on the owner’s side, replied' }];
    const text = toMarkdown(
      [shareable({ record: one, timeline, note: 'ask again in May' }, true)],
      true,
      NOW,
    );
    expect(text).toContain('## Spam: a file, owner/name');
    expect(text).toContain(`<https://huggingface.co/datasets/owner/name/blob/${SHA}/a%20b.txt#L3-L5>`);
    expect(text).toContain('> Spam or excessive bulk activity;');
    expect(text).toContain('> The card advertises a casino.');
    expect(text).toContain('- On the Hub: <https://huggingface.co/owner/name/discussions/3>');
    expect(text).toContain('2026-10-06 12:00 UTC: ada, on the owner’s side, replied');
    expect(text).toContain('> ask again in May');
  });
});

describe('addresses', () => {
  test('are built anew, whatever was stored', () => {
    fc.assert(
      fc.property(record, ({ report: { target } }) => {
        const { page, pinned } = addressesOf(target);
        for (const address of pinned === null ? [page] : [page, pinned]) {
          const { origin, href } = new URL(address);
          expect(origin).toBe('https://huggingface.co');
          expect(href).not.toMatch(/[\s<>"]/);
          if (!target.row) expect(address).not.toContain('?');
        }
      }),
    );
  });

  test('of a row, a comment, an account and of what is not the Hub', () => {
    const at = { url: 'https://huggingface.co/x?q=1', sha: null, seenAt: T0 };
    const repo = { type: 'dataset' as const, id: 'o/n' };
    expect(addressesOf({ ...at, repo, row: { config: 'de', split: 'train', index: 4 } }).page).toBe(
      'https://huggingface.co/datasets/o/n/viewer/de/train?row=4',
    );
    expect(addressesOf({ ...at, repo, discussion: 3, comment: 'a1' }).page).toBe(
      'https://huggingface.co/datasets/o/n/discussions/3#a1',
    );
    expect(addressesOf({ ...at, subject: 'x' }).page).toBe('https://huggingface.co/x');
    expect(addressesOf({ ...at, subject: 'x', url: 'https://evil.example/a' }).page).toBe(
      'https://huggingface.co/',
    );
    expect(addressesOf({ ...at, repo, path: '../../other', sha: SHA }).pinned).toBe(
      `https://huggingface.co/datasets/o/n/tree/${SHA}`,
    );
  });
});
