/**
 * Reports as notices with what Article 16(2) of Regulation (EU) 2022/2065 asks for: (a) reasons, (b) exact addresses,
 * (c) who makes it, never for the sexual abuse of children, (d) the statement of good faith. Our own shape,
 * `hub-steward.dsa-notice/1` (public/schema/dsa-notice-1.json): the regulation prescribes none. Pure.
 */
import { z } from 'zod';
import { policyUrl } from './compose-places.ts';
import { DSA_CATEGORIES, DSA_OF_REMEDY, dsaOf } from './dsa-map.ts';
import { allAddresses, isoTime, placeWords, threadAddress } from './export-places.ts';
import { isAbuseOffence } from './export-redact.ts';
import type { ExportRecord } from './portable.ts';
import { DSA_SCHEMA, MAX_NAME, type Notifier } from './portable-formats.ts';
import { citationSchema, outboxStateSchema, routeKindSchema, targetSchema } from './report.ts';

const time = z.iso.datetime();

const noticeSchema = z.object({
  id: z.uuid(),
  reference: z.string(),
  reasons: z
    .object({
      topic: z.string(),
      explanation: z.string().describe('In the notifier’s words; “[redacted]” where they were left out.'),
      answers: z.record(z.string(), z.string()).optional(),
      rules: z.array(
        z.object({
          id: citationSchema.shape.ruleId,
          quote: citationSchema.shape.quote,
          printedDate: z.string().nullable(),
          textHash: z.string(),
          url: z.string(),
        }),
      ),
    })
    .describe('Article 16(2)(a).'),
  location: z
    .object({
      urls: z.array(z.string()).min(1),
      description: z.string(),
      repository: targetSchema.shape.repo,
      commit: z.string().nullable(),
      path: z.string().optional(),
      lines: targetSchema.shape.lines,
      row: targetSchema.shape.row,
      sha256: z.string().optional().describe('Of the passage or lines that are reported.'),
      seenAt: time.nullable(),
    })
    .describe('Article 16(2)(b).'),
  notifier: z
    .object({ name: z.string().max(MAX_NAME), mail: z.string().max(MAX_NAME) })
    .nullable()
    .describe('Article 16(2)(c); null for the sexual abuse of children, where no name is asked for.'),
  notifierLeftOut: z.enum(['child-sexual-abuse', 'not-given']).optional(),
  goodFaith: z
    .object({ statement: z.string(), confirmedAt: time })
    .describe('Article 16(2)(d): ticked by the person when the file was made.'),
  classification: z
    .object({
      source: z.literal('SOURCE_ARTICLE_16'),
      category: z.enum(DSA_CATEGORIES.map((name) => `STATEMENT_CATEGORY_${name}` as const)),
      possibleKeywords: z.array(z.string()),
      requested: z.string().optional(),
    })
    .describe('In the values of the DSA Transparency Database; derived by us from the topic.'),
  report: z
    .object({
      route: routeKindSchema,
      state: outboxStateSchema,
      createdAt: time.nullable(),
      thread: z.string().optional(),
    })
    .describe('What became of the report that this notice is made from.'),
  redacted: z.array(z.string()),
});

export const dsaFileSchema = z.object({
  schema: z.literal(DSA_SCHEMA),
  regulation: z.literal('Regulation (EU) 2022/2065, Article 16'),
  exportedAt: time,
  notices: z.array(noticeSchema),
});
export type DsaFile = z.infer<typeof dsaFileSchema>;
export type DsaNotice = z.infer<typeof noticeSchema>;

export const GOOD_FAITH =
  'I have a good-faith belief that the information and the allegations in this notice are accurate and complete.';

/**
 * @param at when the person ticked the statement and made the file, milliseconds since the epoch
 */
export function toDsaFile(
  records: readonly ExportRecord[],
  notifier: Notifier | undefined,
  at: number,
): DsaFile {
  const exportedAt = isoTime(at)!;
  return {
    schema: DSA_SCHEMA,
    regulation: 'Regulation (EU) 2022/2065, Article 16',
    exportedAt,
    notices: records.map((record) => noticeOf(record, notifier, exportedAt)),
  };
}

function noticeOf(record: ExportRecord, notifier: Notifier | undefined, confirmedAt: string): DsaNotice {
  const { report } = record;
  const { target, answers } = report;
  const { category, keywords } = dsaOf(report.topicId);
  const abuse = isAbuseOffence(report);
  const thread = threadAddress(record.url);
  const named = !abuse && notifier !== undefined;
  return {
    id: record.id,
    reference: report.reference,
    reasons: {
      topic: report.topicName,
      explanation: report.text,
      ...(answers && Object.keys(answers).length > 0 ? { answers } : {}),
      rules: report.citations.map(({ ruleId, quote, version, url }) => ({
        id: ruleId,
        quote,
        printedDate: version.printedDate,
        textHash: version.hash,
        url: policyUrl(url),
      })),
    },
    location: {
      urls: allAddresses(target),
      description: placeWords(target),
      ...(target.repo ? { repository: target.repo } : {}),
      commit: target.sha,
      ...(target.path === undefined ? {} : { path: target.path }),
      ...(target.lines ? { lines: target.lines } : {}),
      ...(target.row ? { row: target.row } : {}),
      ...(target.evidenceHash ? { sha256: target.evidenceHash } : {}),
      seenAt: isoTime(target.seenAt),
    },
    notifier: named ? { name: notifier.name, mail: notifier.mail } : null,
    ...(named ? {} : { notifierLeftOut: abuse ? 'child-sexual-abuse' : 'not-given' }),
    goodFaith: { statement: GOOD_FAITH, confirmedAt },
    classification: {
      source: 'SOURCE_ARTICLE_16',
      category: `STATEMENT_CATEGORY_${category}`,
      possibleKeywords: keywords.map((keyword) => `KEYWORD_${keyword}`),
      ...(report.remedy ? { requested: DSA_OF_REMEDY[report.remedy] } : {}),
    },
    report: {
      route: report.route,
      state: record.state,
      createdAt: isoTime(report.createdAt),
      ...(thread === null ? {} : { thread }),
    },
    // Of what a notice holds: the account, the mail's text and the person's notes are in none.
    redacted: record.redacted.filter(
      (path) => path.startsWith('report.text') || path.startsWith('report.answers'),
    ),
  };
}
