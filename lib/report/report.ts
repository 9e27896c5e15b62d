/** What a report is: the one shape that the panel fills in, `compose` writes out, `route` judges and the outbox sends. */
import { z } from 'zod';

import { MAX_TEXT } from './max-text.ts';

export { MAX_TEXT } from './max-text.ts';

export const repoTypeSchema = z.enum(['model', 'dataset', 'space', 'kernel', 'bucket']);
export const repoRefSchema = z.object({
  type: repoTypeSchema,
  id: z
    .string()
    .max(200)
    .regex(/^[\w.-]+\/[\w.-]+$/),
});

/** What is reported. */
export const targetSchema = z.object({
  repo: repoRefSchema,
  /** The page on which the person pressed Report. */
  url: z.url().max(2_000),
  /** Commit that was current then; `null` when the Hub could not say. */
  sha: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .nullable(),
  path: z.string().max(1_000).optional(),
  lines: z.object({ from: z.int().positive(), to: z.int().positive() }).optional(),
  /** Milliseconds since the epoch: when it was seen so. */
  seenAt: z.int(),
});
export type Target = z.infer<typeof targetSchema>;

export const citationSchema = z.object({
  ruleId: z.string(),
  quote: z.string().max(4_000),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  prefix: z.string(),
  suffix: z.string(),
  version: z.object({
    printedDate: z.string().nullable(),
    hash: z.string(),
    firstSeen: z.number().optional(),
  }),
  url: z.string(),
});

/** `public-api`: a Community discussion through the API. `public-form`: the Hub's own form, filled in, the person presses Create. `private-mail`: a mail to a desk. */
export const routeKindSchema = z.enum(['public-api', 'public-form', 'private-mail']);
export type RouteKind = z.infer<typeof routeKindSchema>;

export const deskSchema = z.enum(['safety', 'dmca', 'security', 'legal']);
export type Desk = z.infer<typeof deskSchema>;

export const reportSchema = z.object({
  /** Made by the panel when it opens; one press of Send, one id. */
  id: z.uuid(),
  /** Short public reference that is found again in the text on the Hub, e.g. `HS-7F3K2M9Q`. */
  reference: z.string().regex(/^HS-[0-9A-Z]{8}$/),
  topicId: z.string().max(80),
  topicName: z.string().max(120),
  citations: z.array(citationSchema).max(4),
  target: targetSchema,
  route: routeKindSchema,
  desk: deskSchema.optional(),
  /** In the person's own words; always empty for minors. */
  text: z.string().max(MAX_TEXT),
  /** The remedy asked for, in the policy's own vocabulary. */
  remedy: z.enum(['remove', 'documentation', 'nfaa', 'gating', 'private']).optional(),
  createdAt: z.int(),
});
export type Report = z.infer<typeof reportSchema>;

export const draftSchema = z.object({
  /** Repository and place: one draft each. */
  key: z.string().max(300),
  topicId: z.string().max(80).optional(),
  route: routeKindSchema.optional(),
  /** The text for `route`. */
  text: z.string().max(MAX_TEXT),
  /** Kept apart by who may see it, so that private words never turn up on a public route (draft.ts). */
  texts: z
    .object({
      public: z.string().max(MAX_TEXT).optional(),
      private: z.string().max(MAX_TEXT).optional(),
    })
    .optional(),
  remedy: reportSchema.shape.remedy,
  /** Hash of the policy text to cite, where the person chose another than the one in force. */
  citedText: z.string().max(64).optional(),
  savedAt: z.int(),
});
export type Draft = z.infer<typeof draftSchema>;

/**
 * The outbox's states.
 *
 *   queued ──lease──▶ sending ──201/200──▶ sent ──GET shows our reference──▶ confirmed
 *     ▲  ▲               │ worker died / no answer                               (isReport kept beside it)
 *     │  │               ▼
 *     │  └─not there── checking ──found on the Hub──▶ sent
 *     └─429, 5xx before the write: later, by alarm
 *   any ──the Hub says no──▶ failed (with a sentence; the person may mend it and send again)
 *   handed-over: the Hub's own form or a mail was opened, filled in; ──seen on the Hub──▶ confirmed
 *   cancelled: taken back before it left
 */
export const outboxStateSchema = z.enum([
  'queued',
  'sending',
  'checking',
  'sent',
  'confirmed',
  'failed',
  'handed-over',
  'cancelled',
]);
export type OutboxState = z.infer<typeof outboxStateSchema>;

export const outboxRecordSchema = z.object({
  id: z.uuid(),
  report: reportSchema,
  title: z.string(),
  body: z.string(),
  state: outboxStateSchema,
  /** When this state began, milliseconds since the epoch. */
  since: z.int(),
  attempts: z.int(),
  /** Not before this time, milliseconds since the epoch. */
  nextAt: z.int(),
  /** When the last POST began, milliseconds since the epoch. */
  postedAt: z.int().optional(),
  /** Highest number of a discussion there before our first POST: ours is above it. */
  after: z.int().optional(),
  /** The account that the last POST was made with, if known. */
  sender: z.string().optional(),
  /** A POST left and its fate is not known: look on the Hub before anything is sent again. */
  unanswered: z.boolean().optional(),
  /** Tries in a row without getting on, in this state; waits grow with it. */
  tries: z.int().optional(),
  /** A sentence for the person: what went wrong and what to do. */
  problem: z.string().optional(),
  /** Where it stands on the Hub. */
  url: z.string().optional(),
  discussion: z.int().optional(),
  /** Read back from the Hub; `null` until then. */
  isReport: z.boolean().nullable(),
  confirmedAt: z.int().optional(),
  history: z.array(z.object({ state: outboxStateSchema, at: z.int(), note: z.string().optional() })),
});
export type OutboxRecord = z.infer<typeof outboxRecordSchema>;
