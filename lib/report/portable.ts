/**
 * The shape of `hub-steward.export/1`: reports as a file that can be read back. The published JSON Schema
 * (public/schema/export-1.json) is made from it by scripts/write-schemas.ts; a test compares the two.
 * Times are milliseconds since the epoch, UTC, so that they come back exactly as they were.
 */
import { z } from 'zod';
import { EXPORT_SCHEMA, MAX_IMPORT_RECORDS } from './portable-formats.ts';
import { outboxRecordSchema, outboxStateSchema, reportSchema } from './report.ts';

const time = z.int().nonnegative();
const line = z.string().max(2_000);
/** Longer than any discussion that the Hub takes. */
const MAX_BODY = 70_000;

export const exportRecordSchema = z.object({
  id: z.uuid(),
  report: reportSchema,
  title: z.string().max(1_000).describe('Title of the discussion, or subject of the mail.'),
  body: z.string().max(MAX_BODY).describe('The exact text that was sent or handed over.'),
  state: outboxStateSchema,
  since: time.describe('When this state began.'),
  history: z.array(z.object({ state: outboxStateSchema, at: time, note: line.optional() })).max(200),
  isReport: outboxRecordSchema.shape.isReport.describe(
    'Does the Hub mark the thread as a report? null: not known.',
  ),
  url: z.string().max(2_000).optional().describe('Where it stands on the Hub.'),
  discussion: z.int().positive().optional(),
  comment: z.string().max(60).optional().describe('Id of the comment, of reports that joined a thread.'),
  confirmedAt: time.optional().describe('When it was read back from the Hub.'),
  problem: line.optional().describe('What went wrong, in a sentence.'),
  sender: z.string().max(200).optional().describe('The account that it was sent with.'),
  note: z.string().max(20_000).optional().describe('The person’s own note; never sent anywhere.'),
  timeline: z
    .array(z.object({ at: time, text: line }))
    .max(500)
    .optional()
    .describe('What was seen on the Hub since, as observed from this browser.'),
  redacted: z
    .array(z.string().max(200))
    .max(200)
    .describe('Fields in which “[redacted]” stands in place of what was there.'),
});
export type ExportRecord = z.infer<typeof exportRecordSchema>;

export const exportFileSchema = z.object({
  schema: z.literal(EXPORT_SCHEMA),
  exportedAt: z.iso.datetime(),
  private: z
    .enum(['redacted', 'included'])
    .describe('What the person chose. Reports about minors hold no words in either case.'),
  records: z.array(exportRecordSchema).max(MAX_IMPORT_RECORDS),
});
export type ExportedFile = z.infer<typeof exportFileSchema>;
