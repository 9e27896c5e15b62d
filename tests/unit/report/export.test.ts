/** What leaves in a file, and what never does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportReports } from '../../../lib/report/export.ts';
import { shareable } from '../../../lib/report/export-redact.ts';
import {
  EXPORT_FORMATS,
  type ExportChoice,
  type ExportFormat,
  REDACTED,
} from '../../../lib/report/portable-formats.ts';
import { routeKindSchema } from '../../../lib/report/report.ts';
import { isPrivateOnly } from '../../../lib/report/route.ts';
import { makeRecord, marked, NOW, record, topicId } from './portable-arb.ts';

const ADA = { name: 'Ada Example', mail: 'ada@example.org' };

const choice = (format: ExportFormat, change: Partial<ExportChoice> = {}): ExportChoice => ({
  format,
  includePrivate: false,
  goodFaith: true,
  notifier: ADA,
  ...change,
});

/** The text, or nothing where the format refuses. */
function textOf(given: Parameters<typeof exportReports>[0], chosen: ExportChoice): string {
  try {
    return exportReports(given, chosen, NOW).text;
  } catch (error) {
    expect((error as { sentence?: string }).sentence).toMatch(/\.$/);
    return '';
  }
}

describe('redaction', () => {
  const timeline = [{ at: NOW, text: 'Zq99xPrivate99' }];

  test.each(EXPORT_FORMATS)('no private words in a redacted %s, whatever the topic', (format) => {
    fc.assert(
      fc.property(topicId, fc.constantFrom('private-mail', 'hub-dialog'), (id, route) => {
        const made = marked({ topicId: id, topicName: 'A topic', route: route as 'private-mail' });
        const text = textOf([{ ...made, timeline }], choice(format));
        for (const where of ['text', 'answer', 'answer2', 'passage', 'title', 'body', 'sender', 'note'])
          expect(text, `${where} in ${format}`).not.toContain(made.marks[where]);
        expect(text).not.toContain('Zq99xPrivate99');
        // A short passage could be guessed from it.
        expect(text).not.toContain('e'.repeat(64));
      }),
      { numRuns: 60 },
    );
  });

  test.each(EXPORT_FORMATS)(
    'reports about minors hold no words in %s, also when all is asked for',
    (format) => {
      fc.assert(
        fc.property(
          fc.constantFrom('minors-sexual', 'minors', 'Minors ', 'childrens-data'),
          fc.constantFrom(...routeKindSchema.options),
          fc.boolean(),
          (id, route, includePrivate) => {
            const made = marked({ topicId: id, topicName: 'Zq50xPrivate50', route });
            made.record.report.citations[0]!.quote = 'Zq51xPrivate51';
            const text = textOf([{ ...made, timeline }], choice(format, { includePrivate }));
            expect(text).not.toMatch(/Zq\d+xPrivate/);
            expect(text).not.toContain('searched');
            expect(text).not.toContain('e'.repeat(64));
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  test('a rule about minors that is cited under another topic closes the words, too', () => {
    const made = marked({ topicId: 'spam' });
    made.record.report.citations[0]!.ruleId = 'CP2023.R6';
    for (const format of EXPORT_FORMATS)
      expect(textOf([made], choice(format, { includePrivate: true }))).not.toMatch(/Zq\d+xPrivate/);
  });

  test('public words stay, the account and the notes go', () => {
    const made = marked({ route: 'public-api' });
    const text = textOf([made], choice('json'));
    expect(text).toContain(made.marks.text);
    expect(text).toContain(made.marks.passage);
    expect(text).not.toContain(made.marks.sender);
    expect(text).not.toContain(made.marks.note);
  });

  test('an explicit choice takes everything along, and it is said which', () => {
    const made = marked({ topicId: 'harassment', route: 'private-mail' });
    const json = textOf([made], choice('json', { includePrivate: true }));
    for (const mark of Object.values(made.marks)) expect(json).toContain(mark);
    expect(JSON.parse(json)).toMatchObject({ private: 'included', records: [{ redacted: [] }] });
  });

  test('what was left out can be seen in the file', () => {
    const made = marked({ topicId: 'harassment', route: 'private-mail' });
    const file = exportReports([made], choice('json'), NOW);
    expect(file).toMatchObject({ count: 1, redacted: 1 });
    const [entry] = JSON.parse(file.text).records;
    expect(entry.report.text).toBe(REDACTED);
    expect(entry.redacted).toEqual(
      expect.arrayContaining(['report.text', 'report.answers.who', 'report.target.passage', 'body', 'note']),
    );
    expect(textOf([made], choice('markdown'))).toContain('_[redacted]_');
    expect(textOf([made], choice('csv'))).toContain('"[redacted]"');
    expect(JSON.parse(textOf([made], choice('dsa'))).notices[0]).toMatchObject({
      reasons: { explanation: REDACTED },
      redacted: expect.arrayContaining(['report.text']),
    });
  });

  test('nothing of what a search was leaves, in any format', () => {
    const made = marked({});
    for (const format of ['markdown', 'csv', 'dsa'] as const)
      expect(textOf([made], choice(format, { includePrivate: true }))).not.toContain('searched');
  });

  test('how this browser got on with it is in no file', () => {
    fc.assert(
      fc.property(record, fc.boolean(), (one, includePrivate) => {
        const made = shareable({ record: one }, includePrivate);
        for (const key of [
          'attempts',
          'nextAt',
          'postedAt',
          'after',
          'unanswered',
          'tries',
          'imported',
          'errand',
        ])
          expect(made).not.toHaveProperty(key);
        if (isPrivateOnly(one.report)) {
          expect(made.report.text).toBe('');
          expect(made.report).not.toHaveProperty('answers');
        }
      }),
    );
  });

  test('the quotations that reports without words may hold are those of the pack', async () => {
    const { QUOTES_WITHOUT_WORDS } = await import('../../../lib/report/export-redact.ts');
    const pack = JSON.parse(
      readFileSync(
        join(import.meta.dirname, '../../../public/policy/content-policy-2023-08-30.json'),
        'utf8',
      ),
    ) as { rules: { id: string; hash: string; text: string }[] };
    const rules = pack.rules.filter(({ id }) =>
      ['CP2023.R6', 'CP2023.R13', 'CP2023.R.under-13'].includes(id),
    );
    expect([...QUOTES_WITHOUT_WORDS].sort()).toEqual(rules.map(({ hash }) => hash).sort());
    const one = makeRecord({ report: { topicId: 'minors-sexual', route: 'private-mail' } });
    one.report.citations[0]!.quote = rules[0]!.text;
    expect(shareable({ record: one }, false).report.citations[0]!.quote).toBe(rules[0]!.text);
  });
});

describe('which reports', () => {
  const two = [makeRecord(), makeRecord()];
  const portables = two.map((each) => ({ record: each }));

  test('one, some or all; the file is named after it', () => {
    const one = exportReports(portables, choice('json', { ids: [two[1]!.id] }), NOW);
    expect(JSON.parse(one.text).records.map(({ id }: { id: string }) => id)).toEqual([two[1]!.id]);
    expect(one.name).toBe(`hub-steward-${two[1]!.report.reference}.json`);
    const all = exportReports(portables, choice('markdown'), NOW);
    expect(all).toMatchObject({ count: 2, name: 'hub-steward-reports-2026-10-07.md', bom: false });
  });

  test('none is told, not an empty file', () => {
    expect(() => exportReports(portables, choice('csv', { ids: [] }), NOW)).toThrow(/no report to export/);
  });
});
