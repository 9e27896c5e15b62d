/**
 * The published shape of a report as JSON. `public/schema/report-1.json` is made of this and ships with the extension; a test
 * holds the two together. Readers ignore what they do not know: fields may be added to `hub-steward.report/1`.
 */
import { z } from 'zod';
import { forkSchema, reportSchema } from './report.ts';
import { repoRefSchema, targetKindSchema, targetSchema } from './target-schema.ts';

const place = targetSchema.shape;
const time = z.iso.datetime().nullable().describe('ISO 8601, UTC; null if not known');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const reportDataSchema = z
  .object({
    schema: z.literal('hub-steward.report/1'),
    reference: reportSchema.shape.reference.describe('Public reference, also in the text beside it'),
    topic: z
      .object({ id: z.string(), name: z.string() })
      .describe('Category of Hub Steward, not of Hugging Face'),
    target: z
      .object({
        kind: targetKindSchema,
        repo: repoRefSchema.optional().describe('Absent for profiles, collections, posts and papers'),
        subject: place.subject.describe('Name of a user, collection, post or paper'),
        url: z.url().nullable().describe('Page of the thing itself; null if not known'),
        sha: place.sha.describe('Commit that was current when it was seen'),
        revision: place.revision.describe('Branch or tag, as the address had it'),
        path: place.path,
        lines: place.lines,
        row: place.row.describe('Row of a dataset'),
        section: place.section.describe('Heading of the README'),
        discussion: place.discussion,
        comment: place.comment,
        seenAt: time,
      })
      .describe('What is reported, and where'),
    rules: z
      .array(
        z.object({
          id: z.string(),
          quote: z.string().describe('Word for word'),
          hash: z.string().describe('SHA-256 of the quoted rule'),
          version: z.object({
            printedDate: z.string().nullable(),
            hash: z.string().describe('SHA-256 of the whole text'),
          }),
        }),
      )
      .describe('Rules of the Content Policy, with the version that prints them'),
    evidence: z
      .object({
        links: z.array(z.url()),
        passage: place.passage.describe('Reported words, word for word'),
        sha256: sha256.optional().describe('Of the passage, or of the lines at the commit'),
      })
      .optional(),
    fork: forkSchema
      .optional()
      .describe('restricted: to be removed; moderated: to be made safe with the owner'),
    remedy: reportSchema.shape.remedy.describe('What is asked for, in the policy’s vocabulary'),
    answers: z
      .array(z.object({ id: z.string(), question: z.string(), answer: z.string() }))
      .optional()
      .describe('Answers to the questions of the topic'),
    join: z.object({ discussion: z.int().positive() }).optional().describe('Thread that it adds to'),
    text: z.string().describe('In the reporter’s words'),
    createdAt: time,
  })
  .describe('A report made with Hub Steward, an unofficial extension for the Hugging Face Hub');

export type ReportData = z.infer<typeof reportDataSchema>;

/** JSON Schema, draft 2020-12. */
export function reportJsonSchema(): object {
  return {
    ...z.toJSONSchema(reportDataSchema, { target: 'draft-2020-12', io: 'input' }),
    $id: 'urn:hub-steward:schema:report:1',
    title: 'hub-steward.report/1',
  };
}
