import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { notedKeys, notesFor } from '../../../lib/policy/clause-notes.ts';
import { documentParts, normaliseText } from '../../../lib/policy/document.ts';
import { topicById } from '../../../lib/policy/topics.ts';
import { LEFT_OUT, NOTES, PLACES } from '../../../scripts/lib/policy-places.ts';
import { CHECKLIST_FILE, checklist, items, tableOf } from '../../../scripts/policy-checklist.ts';
import { shippedPacks } from './shipped.ts';

const ROOT = new URL('../../../', import.meta.url);
const rows = checklist(shippedPacks);

describe('the extraction checklist, E1–E7 and E11', () => {
  test('is whole', () => {
    expect(items().map(({ item }) => item)).toEqual([
      ...Array.from({ length: 109 }, (_, i) => `E${String(i + 1).padStart(3, '0')}`),
      ...Array.from({ length: 30 }, (_, i) => `E${131 + i}`),
    ]);
  });

  test('every item is shown, or is left out for a reason', () => {
    for (const row of rows) {
      const places = row.clauses.length + row.notes.length + row.places.length + (row.leftOut ? 1 : 0);
      expect(`${row.item} ${places > 0}`).toBe(`${row.item} true`);
    }
  });

  test('the policy’s words stand in a clause of a pack; rules are in the panel', () => {
    for (const { item, of, clauses } of rows)
      if (of === 'policy') expect(`${item} ${clauses.length > 0}`).toBe(`${item} true`);
    for (let number = 42; number <= 59; number++) {
      const row = rows.find(({ item }) => item === `E0${number}`)!;
      expect(row.rules).toContain(`CP2023.R${number - 41}`);
      expect(row.topics.length).toBeGreaterThan(0);
    }
    for (let number = 136; number <= 143; number++)
      expect(rows.find(({ item }) => item === `E${number}`)!.topics.length).toBeGreaterThan(0);
  });

  test('clauses of other platforms are in no pack', () => {
    const texts = shippedPacks.map(({ document }) =>
      normaliseText(
        documentParts(document)
          .map(({ text }) => text)
          .join(' '),
      ),
    );
    const foreign = rows.filter(({ of }) => of === 'other');
    expect(foreign).toHaveLength(3);
    for (const { quote } of foreign)
      for (const text of texts) expect(text).not.toContain(normaliseText(quote));
  });

  test.each(
    [...new Set(Object.values(PLACES).flat())].map(({ words, file, has }) => [words, file, has] as const),
  )('%s: %s', (_, file, has) => {
    const url = new URL(file, ROOT);
    expect(existsSync(url)).toBe(true);
    expect(readFileSync(url, 'utf8')).toContain(has);
  });

  test('topics, notes and items that are named exist', () => {
    const notes = new Set(notedKeys().flatMap((key) => notesFor(key).map(({ id }) => id)));
    for (const row of rows) {
      for (const id of row.topics) expect(topicById(id)).toBeDefined();
      for (const id of row.notes) expect(notes).toContain(id);
    }
    const known = new Set(rows.map(({ item }) => item));
    for (const item of [PLACES, NOTES, LEFT_OUT].flatMap((one) => Object.keys(one)))
      expect(known).toContain(item);
  });

  test('docs/policy-checklist.md is up to date (node scripts/policy-checklist.ts)', () => {
    expect(readFileSync(CHECKLIST_FILE, 'utf8')).toBe(tableOf(rows));
  });
});
