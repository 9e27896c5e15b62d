/** Our JSON read back: what is planned of it, and what never is. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportReports } from '../../../lib/report/export.ts';
import { isUnderWay, planImport } from '../../../lib/report/import.ts';
import { MAX_IMPORT_CHARS, MAX_IMPORT_RECORDS, REDACTED } from '../../../lib/report/portable-formats.ts';
import type { OutboxRecord } from '../../../lib/report/report.ts';
import { isPrivateOnly } from '../../../lib/report/route.ts';
import { NEVER } from '../../../lib/report/waits.ts';
import { T0 } from './fakes.ts';
import { makeRecord, marked, NOW, record } from './portable-arb.ts';

const exported = (records: readonly OutboxRecord[], includePrivate = true) =>
  exportReports(
    records.map((one) => ({ record: one })),
    { format: 'json', includePrivate },
    NOW,
  ).text;
const landed = (text: string) => planImport(text, [], NOW).add.map((each) => each.record);
const entriesOf = (text: string) => JSON.parse(text).records as OutboxRecord[];
const unique = (records: OutboxRecord[]) => [...new Map(records.map((one) => [one.id, one])).values()];

describe('there and back', () => {
  test('export → import → export: what was at rest is the same, the rest is the same from then on', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 4 }), fc.boolean(), (given, includePrivate) => {
        const records = unique(given);
        const first = exported(records, includePrivate);
        const once = landed(first);
        expect(once).toHaveLength(records.length);
        const second = exported(once, includePrivate);
        const atRest = (text: string) =>
          entriesOf(text).filter(({ id }) => {
            const { state } = records.find((one) => one.id === id)!;
            return ['confirmed', 'cancelled', 'sent', 'handed-over'].includes(state);
          });
        expect(atRest(second)).toEqual(atRest(first));
        expect(entriesOf(exported(landed(second), includePrivate))).toEqual(entriesOf(second));
      }),
      { numRuns: 200 },
    );
  });

  test('nothing that comes in is ever sent: no state that sends, nothing planned', () => {
    fc.assert(
      fc.property(record, (one) => {
        for (const back of landed(exported([one]))) {
          expect(['sent', 'confirmed', 'handed-over', 'cancelled']).toContain(back.state);
          expect(back.nextAt).toBe(NEVER);
          expect(back.imported).toBe(NOW);
          expect(back.unanswered).toBeUndefined();
          expect(isUnderWay(back)).toBe(false);
        }
      }),
    );
  });

  test('a queued one becomes history, with a sentence and its way so far', () => {
    const one = makeRecord({ state: 'queued', history: [{ state: 'queued', at: T0 }], nextAt: T0 });
    const [back] = landed(exported([one]));
    expect(back).toMatchObject({ state: 'cancelled', since: NOW, attempts: 0 });
    expect(back!.problem).toMatch(/waiting to be sent.*not sent from here/);
    expect(back!.history.map(({ state }) => state)).toEqual(['queued', 'cancelled']);
  });

  test('what was redacted is read back as such', () => {
    const made = marked({ topicId: 'harassment', route: 'private-mail' });
    const [back] = landed(exported([made.record], false));
    expect(back!.report.text).toBe(REDACTED);
    expect(back!.body).toBe(REDACTED);
  });

  test('a note comes along, a redacted one does not', () => {
    const text = (includePrivate: boolean) =>
      exportReports([{ record: makeRecord(), note: 'mine' }], { format: 'json', includePrivate }, NOW).text;
    expect(planImport(text(true), [], NOW).add[0]!.note).toBe('mine');
    expect(planImport(text(false), [], NOW).add[0]!.note).toBeUndefined();
  });
});

describe('the lock on minors', () => {
  test('words that somebody wrote into a file are taken out, wherever they stand', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('minors-sexual', 'childrens-data', 'minor-x'),
        fc.constantFrom('queued', 'confirmed', 'failed', 'handed-over'),
        (topicId, state) => {
          const made = marked({});
          const [entry] = entriesOf(exported([made.record]));
          Object.assign(entry!.report, { topicId, topicName: 'Zq70xPrivate70' });
          entry!.report.citations[0]!.quote = 'Zq71xPrivate71';
          Object.assign(entry!, {
            state,
            note: 'Zq72xPrivate72',
            timeline: [{ at: 1, text: 'Zq73xPrivate73' }],
          });
          const file = JSON.stringify({ ...JSON.parse(exported([made.record])), records: [entry] });
          const [landing] = planImport(file, [], NOW).add;
          expect(JSON.stringify(landing)).not.toMatch(/Zq\d+xPrivate/);
          expect(isPrivateOnly(landing!.record.report)).toBe(true);
          expect(landing!.record.report.text).toBe('');
        },
      ),
    );
  });
});

describe('beside what is here', () => {
  const one = makeRecord({ state: 'handed-over', isReport: null });
  const file = exported([one]);

  test('the same again brings nothing', () => {
    expect(planImport(file, [one], NOW)).toMatchObject({ add: [], update: [], known: 1, underWay: 0 });
  });

  test.each(['queued', 'sending', 'checking'] as const)('%s here is never touched', (state) => {
    const here = { ...one, state, nextAt: T0 };
    const newer = exported([{ ...one, state: 'confirmed' as const, since: NOW }]);
    expect(planImport(newer, [here], NOW)).toMatchObject({ add: [], update: [], known: 1, underWay: 1 });
  });

  test('neither is what is still looked for', () => {
    const newer = exported([{ ...one, state: 'confirmed' as const, since: NOW }]);
    for (const here of [
      { ...one, state: 'sent' as const, nextAt: T0 },
      { ...one, state: 'handed-over' as const, nextAt: T0 },
      { ...one, state: 'failed' as const, unanswered: true },
    ])
      expect(planImport(newer, [here], NOW)).toMatchObject({ update: [], underWay: 1 });
  });

  test('further on in the file: its way is taken over, the words here stay', () => {
    const newer = exported([{ ...one, state: 'confirmed' as const, since: NOW, isReport: true }], false);
    const plan = planImport(newer, [one], NOW);
    expect(plan).toMatchObject({ add: [], known: 0 });
    expect(plan.update).toHaveLength(1);
    expect(plan.update[0]).toMatchObject({ id: one.id, to: { state: 'confirmed', isReport: true } });
    expect(plan.update[0]!.to).not.toHaveProperty('body');
    expect(plan.update[0]!.to).not.toHaveProperty('report');
  });

  test('no further: nothing is taken over', () => {
    const here = { ...one, state: 'confirmed' as const, isReport: true };
    expect(planImport(file, [here], NOW)).toMatchObject({ update: [], known: 1 });
  });

  test('never: a record here falls back, or comes to be sent', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        const theirs = { ...b, id: a.id, report: a.report };
        const plan = planImport(exported([theirs]), [a], NOW);
        expect(plan.add).toEqual([]);
        for (const { to } of plan.update) {
          expect(['handed-over', 'sent', 'confirmed']).toContain(to.state);
          expect(isUnderWay(a)).toBe(false);
        }
      }),
    );
  });

  test('another report under the same number is refused', () => {
    const other = makeRecord({ id: one.id, report: { id: one.id, createdAt: T0 - 1 } });
    expect(planImport(exported([other]), [one], NOW)).toMatchObject({ refused: 1, update: [], known: 0 });
  });
});

describe('files that are not right', () => {
  const file = JSON.parse(exported([makeRecord(), makeRecord()])) as { records: Record<string, unknown>[] };
  const with_ = (change: (copy: typeof file) => void) => {
    const copy = structuredClone(file);
    change(copy);
    return JSON.stringify(copy);
  };

  test.each([
    ['', /empty/],
    ['   ', /empty/],
    ['{"schema": "hub-steward.export/1",\n  "records": [}', /not JSON \(line 2, column \d+\)/],
    ['{"schema": "hub-steward.export/1"', /not JSON \(line 1/],
    ['[]', /does not hold reports/],
    ['null', /does not hold reports/],
    ['7', /does not hold reports/],
    ['{"schema":"hub-steward.export/2","records":[]}', /newer version.*format 2.*Update/],
    ['{"schema":"hub-steward.export/0","records":[]}', /never released/],
    ['{"schema":"hub-steward.export/1"}', /no list “records”/],
    ['{"schema":"hub-steward.dsa-notice/1","notices":[]}', /notice for others/],
    ['{"xarf_version":"4.0.0"}', /notice for others/],
    ['{"schema":"hub-steward.report/1"}', /part for machines/],
    ['{"format":"hub-steward-policy-versions"}', /policy page/],
    ['reference,id\r\n', /not JSON/],
  ])('%j', (text, sentence) => {
    expect(() => planImport(text, [], NOW)).toThrow(sentence);
  });

  test('a byte order mark does no harm', () => {
    expect(planImport(`\ufeff${JSON.stringify(file)}`, [], NOW).add).toHaveLength(2);
  });

  test('too large, too many', () => {
    expect(() => planImport(' '.repeat(MAX_IMPORT_CHARS + 1), [], NOW)).toThrow(/larger than 25 million/);
    const records = Array.from({ length: MAX_IMPORT_RECORDS + 1 }, () => 0);
    expect(() => planImport(JSON.stringify({ ...file, records }), [], NOW)).toThrow(/more than 5000/);
  });

  test.each<[string, (copy: typeof file) => void, RegExp]>([
    ['a field missing', ({ records }) => delete records[1]!.title, /^Report 2: its “title” is missing/],
    [
      'a field deep inside',
      ({ records }) => ((records[1] as never as OutboxRecord).report.target.sha = 'x'),
      /^Report 2: its “report.target.sha”/,
    ],
    ['not an object', ({ records }) => ((records as unknown[])[1] = 'x'), /^Report 2: it is no report/],
    [
      'a state of tomorrow',
      ({ records }) => (records[1]!.state = 'answered'),
      /state “answered” is not known/,
    ],
    ['twice', ({ records }) => (records[1] = records[0]!), /^Report 2: it is in the file twice/],
    [
      'another site',
      ({ records }) => ((records[1] as never as OutboxRecord).report.target.url = 'https://evil.example/'),
      /not one of the Hub’s/,
    ],
    [
      'a script',
      ({ records }) => ((records[1] as never as OutboxRecord).report.target.url = 'javascript:alert(1)'),
      /Hub’s|report.target.url/,
    ],
    ['the future', ({ records }) => (records[1]!.since = NOW * 2), /in the future/],
    ['two numbers', ({ records }) => (records[1]!.id = crypto.randomUUID()), /two numbers differ/],
  ])('%s: told with its place, the rest stands', (_, change, sentence) => {
    const plan = planImport(with_(change), [], NOW);
    expect(plan.add).toHaveLength(1);
    expect(plan.refused).toBe(1);
    expect(plan.problems[0]).toMatch(sentence);
  });

  test('links that are not the Hub’s do not come in', () => {
    const [back] = landed(
      with_(({ records: [first] }) => {
        first!.url = 'https://evil.example/owner/name/discussions/3';
        (first as never as OutboxRecord).report.citations[0]!.url = 'https://evil.example/content-policy';
      }),
    );
    expect(back!.url).toBeUndefined();
    expect(back!.report.citations[0]!.url).toBe('https://huggingface.co/content-policy');
  });

  test('many problems are told shortly', () => {
    const records = Array.from({ length: 120 }, () => 0);
    const plan = planImport(JSON.stringify({ ...file, records }), [], NOW);
    expect(plan.refused).toBe(120);
    expect(plan.problems).toHaveLength(51);
    expect(plan.problems.at(-1)).toMatch(/70 more/);
  });

  test('any text at all: a plan or a sentence', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.object().map((o) => JSON.stringify({ ...file, records: [o, null, [o]] })),
        ),
        (text) => {
          try {
            expect(planImport(text, [], NOW).add).toEqual([]);
          } catch (error) {
            expect((error as { sentence?: string }).sentence).toMatch(/\.$/);
          }
        },
      ),
    );
  });
});
