/**
 * Reports as a table: RFC 4180, UTF-8, CRLF, every cell in quotes. A cell can never become a formula in a spreadsheet,
 * also not where the spreadsheet cuts cells at `;` or at line ends. Pure.
 */
import { addressesOf, isoTime, threadAddress } from './export-places.ts';
import { cleanText } from './neutralise.ts';
import type { ExportRecord } from './portable.ts';
import { kindOf } from './target.ts';

/** What begins a formula somewhere, also as a full-width character. */
const FORMULA = /(^|[\n;|"]|\t)([^\S\n]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** One cell, in quotes. An apostrophe stands before whatever could begin a formula; spreadsheets show the text after it. */
export function csvCell(value: string | number | boolean | null | undefined): string {
  const text = cleanText(value === null || value === undefined ? '' : String(value)).replace(
    FORMULA,
    (_, before: string, space: string) => `${before}${space}'`,
  );
  return `"${text.replace(/"/g, '""')}"`;
}

type Cell = string | number | boolean | null | undefined;

const COLUMNS: [name: string, of: (record: ExportRecord) => Cell][] = [
  ['reference', ({ report }) => report.reference],
  ['id', ({ id }) => id],
  ['topic_id', ({ report }) => report.topicId],
  ['topic', ({ report }) => report.topicName],
  ['rules', ({ report }) => report.citations.map(({ ruleId }) => ruleId).join(' ')],
  [
    'policy_dates',
    ({ report }) => report.citations.map(({ version }) => version.printedDate ?? '?').join(' '),
  ],
  ['target_kind', ({ report }) => kindOf(report.target)],
  ['repository_type', ({ report }) => report.target.repo?.type],
  ['repository', ({ report }) => report.target.repo?.id],
  ['subject', ({ report }) => report.target.subject],
  ['path', ({ report }) => report.target.path],
  ['lines', ({ report: { target } }) => target.lines && `${target.lines.from} to ${target.lines.to}`],
  ['commit', ({ report }) => report.target.sha],
  ['page', ({ report }) => addressesOf(report.target).page],
  ['page_as_it_was', ({ report }) => addressesOf(report.target).pinned],
  ['seen_at', ({ report }) => isoTime(report.target.seenAt)],
  ['made_at', ({ report }) => isoTime(report.createdAt)],
  ['route', ({ report }) => report.route],
  ['desk', ({ report }) => report.desk],
  ['state', ({ state }) => state],
  ['state_since', ({ since }) => isoTime(since)],
  ['thread', ({ url }) => threadAddress(url)],
  ['marked_as_report', ({ isReport }) => isReport],
  ['confirmed_at', ({ confirmedAt }) => (confirmedAt === undefined ? null : isoTime(confirmedAt))],
  ['asked_for', ({ report }) => report.remedy],
  ['text', ({ report }) => report.text],
  [
    'answers',
    ({ report }) =>
      Object.entries(report.answers ?? {})
        .map(([id, said]) => `${id}: ${said}`)
        .join('\n'),
  ],
  ['passage', ({ report }) => report.target.passage],
  ['note', ({ note }) => note],
  ['sender', ({ sender }) => sender],
  ['problem', ({ problem }) => problem],
  ['left_out', ({ redacted }) => redacted.join(' ')],
];

export const CSV_COLUMNS = COLUMNS.map(([name]) => name);

/** A header and one line a report. The byte order mark is for whoever makes a file of it (`ExportFile.bom`). */
export function toCsv(records: readonly ExportRecord[]): string {
  const lines = [
    CSV_COLUMNS.map(csvCell).join(','),
    ...records.map((record) => COLUMNS.map(([, of]) => csvCell(of(record))).join(',')),
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}
