/**
 * Every message there is: its name, its schema, who may send it. The worker acts on nothing else (DESIGN.md, trust zones).
 * `content`: our guard or panel in a tab of the Hub. `page`: one of our own extension pages.
 */
import { z } from 'zod';
import { draftSchema, repoRefSchema, reportSchema, targetSchema } from '../report/report.ts';

/** More in one question is not a listing but a flood; the guard asks again for the rest. */
export const MAX_REFS = 500;

const nothing = z.object({});

export const MESSAGES = {
  /** What is known of these repositories? Answer: `{ [repoKey]: Verdict }`. */
  'verdicts.ask': {
    from: ['content'],
    data: z.object({ refs: z.array(repoRefSchema).max(MAX_REFS), page: z.string().max(4_000) }),
  },
  /** The repository's own page says this: the freshest word there is. Answer: `{}`. */
  'verdicts.seen': { from: ['content'], data: z.object({ ref: repoRefSchema, nfaa: z.boolean() }) },
  /** Put the panel into the tab that asks. Answer: `{}`. */
  'panel.open': { from: ['content'], data: nothing },
  /** The rules that may be cited, and the version they are from; `fresh` waits for the Hub's text of today. Answer: `PolicyForPanel`. */
  'policy.panel': { from: ['content', 'page'], data: z.object({ fresh: z.boolean().optional() }) },
  /** All that the policy reader shows. Answer: `PolicyForReader`. */
  'policy.read': { from: ['page'], data: z.object({ refresh: z.boolean().optional() }) },
  /** What must be known before a report is written. Answer: `ReportContext`. */
  'report.context': { from: ['content'], data: z.object({ target: targetSchema }) },
  'draft.load': { from: ['content'], data: z.object({ key: z.string().max(300) }) },
  'draft.save': { from: ['content'], data: z.object({ draft: draftSchema }) },
  'draft.drop': { from: ['content', 'page'], data: z.object({ key: z.string().max(300) }) },
  /** Written to the outbox before it is answered. Answer: `OutboxRecord`. */
  'report.send': { from: ['content'], data: z.object({ report: reportSchema }) },
  /** One record as it stands. Answer: `OutboxRecord | null`. */
  'report.status': { from: ['content', 'page'], data: z.object({ id: z.uuid() }) },
  /** Try a failed one again, or look on the Hub now. Answer: `OutboxRecord | null`. */
  'report.retry': { from: ['content', 'page'], data: z.object({ id: z.uuid() }) },
  'report.cancel': { from: ['content', 'page'], data: z.object({ id: z.uuid() }) },
  /** Remove from our own list; what stands on the Hub stays there. */
  'report.forget': { from: ['page'], data: z.object({ id: z.uuid() }) },
  /** Newest first. Answer: `OutboxRecord[]`. */
  'reports.list': { from: ['page'], data: nothing },
  /** Answer: `AccountState`, never the token. */
  'account.get': { from: ['content', 'page'], data: nothing },
  /** Checks the token with the Hub before it is kept. Answer: `AccountState`; throws a sentence. */
  'account.set': { from: ['page'], data: z.object({ token: z.string().max(400), remember: z.boolean() }) },
  'account.forget': { from: ['page'], data: nothing },
  /** Opens one of our pages in a tab. */
  'page.open': {
    from: ['content', 'page'],
    data: z.object({
      page: z.enum(['options', 'reports', 'policy', 'welcome']),
      hash: z.string().max(200).optional(),
    }),
  },
} as const satisfies Record<string, { from: readonly ('content' | 'page')[]; data: z.ZodType }>;

export type MessageName = keyof typeof MESSAGES;
export type MessageData<N extends MessageName> = z.infer<(typeof MESSAGES)[N]['data']>;

/** On the wire. Errors travel as a sentence for the person, never as a stack. */
export interface Envelope<N extends MessageName = MessageName> {
  name: N;
  data: MessageData<N>;
}
export type Reply<T> = { ok: true; value: T } | { ok: false; error: string };
