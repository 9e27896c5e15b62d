/** Reports as one file, in the format that was chosen. Pure; the worker hands in what it has (portable-handlers.ts). */
import { toCsv } from './csv.ts';
import { toDsaFile } from './dsa.ts';
import { toMarkdown } from './export-markdown.ts';
import { isAbuseOffence, type Portable, shareable } from './export-redact.ts';
import { type ExportedFile, exportFileSchema } from './portable.ts';
import {
  EXPORT_SCHEMA,
  type ExportChoice,
  type ExportFile,
  MAX_IMPORT_RECORDS,
  MAX_NAME,
  type Notifier,
} from './portable-formats.ts';
import { toXarf } from './xarf.ts';

/** Says in a sentence what is missing for this format. */
export class ExportError extends Error {
  readonly sentence: string;
  constructor(sentence: string) {
    super(sentence);
    this.sentence = sentence;
  }
}

/**
 * @param at when, milliseconds since the epoch
 * @throws ExportError with a sentence and a way on
 */
export function exportReports(given: readonly Portable[], choice: ExportChoice, at: number): ExportFile {
  const { format, includePrivate } = choice;
  const chosen = choice.ids && new Set(choice.ids);
  const portables = given.filter(({ record }) => !chosen || chosen.has(record.id));
  if (portables.length === 0)
    throw new ExportError('There is no report to export. Choose at least one that is in the list.');
  const records = portables.map((one) => shareable(one, includePrivate));
  const day = new Date(at).toISOString().slice(0, 10);
  const stem =
    records.length === 1 ? `hub-steward-${records[0]!.report.reference}` : `hub-steward-reports-${day}`;
  const file = (name: string, type: string, text: string, bom = false): ExportFile => ({
    name,
    type,
    text,
    bom,
    count: records.length,
    redacted: records.filter(({ redacted }) => redacted.length > 0).length,
  });
  switch (format) {
    case 'markdown':
      return file(`${stem}.md`, 'text/markdown', toMarkdown(records, includePrivate, at));
    case 'csv':
      // The mark costs a careful reader nothing, and without it the best known spreadsheet garbles every other script.
      return file(`${stem}.csv`, 'text/csv', toCsv(records), true);
    case 'json': {
      if (records.length > MAX_IMPORT_RECORDS)
        throw new ExportError(
          `One file holds at most ${MAX_IMPORT_RECORDS} reports, so that it can be read back. Export some of them at a time.`,
        );
      const data: ExportedFile = {
        schema: EXPORT_SCHEMA,
        exportedAt: new Date(at).toISOString(),
        private: includePrivate ? 'included' : 'redacted',
        records,
      };
      return file(`${stem}.json`, 'application/json', json(exportFileSchema.parse(data)));
    }
    case 'dsa': {
      if (!choice.goodFaith)
        throw new ExportError(
          'A notice needs your statement of good faith. Tick it if it is true, or choose another format.',
        );
      const needsNobody = portables.every(({ record }) => isAbuseOffence(record.report));
      const notifier = needsNobody ? undefined : checked(choice.notifier);
      return file(`${stem}-dsa-notice.json`, 'application/json', json(toDsaFile(records, notifier, at)));
    }
    case 'xarf': {
      const [record] = records;
      if (records.length > 1 || !record)
        throw new ExportError('XARF holds one report a file. Choose a single report, or another format.');
      const notifier = checked(choice.notifier);
      let made: ReturnType<typeof toXarf>;
      try {
        made = toXarf(record, notifier ?? NOBODY);
      } catch (error) {
        throw new ExportError((error as Error).message);
      }
      if (!notifier)
        throw new ExportError(
          'XARF requires a name and a mail address of who reports. Fill in both, or choose another format.',
        );
      return file(`${stem}-xarf.json`, 'application/json', json(made));
    }
  }
}

const NOBODY: Notifier = { name: '', mail: '' };

/** What was given, tidied; `undefined` when nothing was. A half or a slip is told. */
function checked(given: Notifier | undefined): Notifier | undefined {
  const name = given?.name.trim().slice(0, MAX_NAME) ?? '';
  const mail = given?.mail.trim() ?? '';
  if (name === '' && mail === '') return undefined;
  if (name === '' || mail === '') throw new ExportError('Give both a name and a mail address, or neither.');
  // What can be written to: the rest is for the receiver to find out.
  if (!/^[^\s@<>"(),:;\\[\]]+@[a-z\d-]+(\.[a-z\d-]+)+$/i.test(mail) || mail.length > MAX_NAME)
    throw new ExportError('That is no mail address. Correct it, or leave name and address empty.');
  return { name, mail };
}

const json = (data: unknown) => `${JSON.stringify(data, null, 2)}\n`;
