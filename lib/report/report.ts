/** What a report is: the one shape that the panel fills in, `compose` writes out, `route` judges and the outbox sends. */
import { z } from 'zod';

import { MAX_ANSWER, MAX_TEXT } from './max-text.ts';
import { targetSchema } from './target-schema.ts';

export { MAX_TEXT } from './max-text.ts';

export type { Target } from './target.ts';
export { repoRefSchema, repoTypeSchema, targetSchema } from './target-schema.ts';

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

/**
 * `public-api`: a Community discussion through the API. `public-form`: the Hub's own form, filled in, the person presses Create.
 * `public-comment`: a comment with new evidence in a thread that is there already. `hub-dialog`: the Hub's own Report dialog,
 * which the person fills in and submits with our text at hand. `private-mail`: a mail to a desk.
 */
export const routeKindSchema = z.enum([
  'public-api',
  'public-form',
  'public-comment',
  'hub-dialog',
  'private-mail',
]);
export type RouteKind = z.infer<typeof routeKindSchema>;

export const deskSchema = z.enum(['safety', 'dmca', 'security', 'legal', 'privacy']);
export type Desk = z.infer<typeof deskSchema>;

/** The two categories of the policy of 2023 (facts/reporting.md D8): broadly inappropriate, or to be settled with the owner. */
export const forkSchema = z.enum(['restricted', 'moderated']);
export type Fork = z.infer<typeof forkSchema>;

/** Answers to the questions of a topic (questions.ts), by the question's id. */
export const answersSchema = z.record(z.string().max(60), z.string().max(MAX_ANSWER));
export type Answers = z.infer<typeof answersSchema>;

/** The thread that is joined instead of opening another. */
export const joinSchema = z.object({ discussion: z.int().positive(), title: z.string().max(300) });

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
  /** The remedy asked for, in the policy's own vocabulary: for repositories, then for community content (remedies.ts has the words). */
  remedy: z
    .enum([
      ...(['remove', 'documentation', 'nfaa', 'gating', 'private', 'disable', 'downgrade'] as const),
      ...(['warning', 'hide', 'restrict', 'deactivate'] as const),
    ])
    .optional(),
  fork: forkSchema.optional(),
  answers: answersSchema.optional(),
  /** Of `public-comment`. */
  join: joinSchema.optional(),
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
  fork: forkSchema.optional(),
  /** Kept apart like the texts: an answer given in private is never offered for a public route. */
  answers: z.object({ public: answersSchema.optional(), private: answersSchema.optional() }).optional(),
  join: joinSchema.optional(),
  /** The revision that it was begun at: if the current one differs, the person is told. */
  sha: targetSchema.shape.sha.optional(),
  /** The passage that was selected when it was begun; never kept for topics that take no words. */
  passage: targetSchema.shape.passage,
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

/** What follows a report in its own thread: a comment more, or the thread closed (errands.ts). */
export const errandSchema = z.object({
  kind: z.enum(['say', 'withdraw']),
  /** Id of the report that it belongs to. */
  of: z.uuid(),
  /** Its own, so that it is found again among the thread's comments. */
  reference: reportSchema.shape.reference,
  discussion: z.int().positive(),
  /** As the person wrote it; empty where a thread is closed without a word. */
  text: z.string().max(MAX_TEXT),
});

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
  /**
   * Before our first POST: the highest number of a discussion there, for ours is above it. For comments: how many of the
   * thread's comments could not be read, for ours may come to be hidden among them.
   */
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
  /** Id of our comment there: of `public-comment` and of errands. */
  comment: z.string().optional(),
  /** Only of rows in the store `errands`. */
  errand: errandSchema.optional(),
  /** Read back from the Hub; `null` until then. */
  isReport: z.boolean().nullable(),
  confirmedAt: z.int().optional(),
  /** When it was read from a file. Such a record is history: nothing is ever sent of it. */
  imported: z.int().optional(),
  history: z.array(z.object({ state: outboxStateSchema, at: z.int(), note: z.string().optional() })),
});
export type OutboxRecord = z.infer<typeof outboxRecordSchema>;

/** An errand beside its report: `at` is when its state began, milliseconds since the epoch. */
export type ErrandView = z.infer<typeof errandSchema> &
  Pick<OutboxRecord, 'id' | 'state' | 'nextAt' | 'url' | 'comment' | 'problem'> & { at: number };
/** A report with what followed it, oldest first. */
export type ReportRecord = OutboxRecord & { errands: ErrandView[] };
