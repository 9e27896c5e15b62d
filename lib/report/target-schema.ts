/** The schemas of target.ts: apart from it, so that zod stays out of content scripts. */
import { z } from 'zod';
import { MAX_PASSAGE } from './max-text.ts';
import { TARGET_KINDS } from './target.ts';

/** As a pattern: what is a URL to one validator is none to another, and the published schema says the same as we do. */
const ADDRESS = /^https:\/\/[\w.-]+(?::\d+)?(?:[/?#]\S*)?$/;

export const repoTypeSchema = z.enum(['model', 'dataset', 'space', 'kernel', 'bucket']);
export const repoRefSchema = z.object({
  type: repoTypeSchema,
  id: z
    .string()
    .max(200)
    .regex(/^[\w.-]+\/[\w.-]+$/),
});

export const targetKindSchema = z.enum(TARGET_KINDS);

const place = {
  /** The page on which the person pressed Report, without what tells of a search. */
  url: z.string().max(2_000).regex(ADDRESS),
  /** Commit that was current then; `null` when the Hub could not say, or for what has no commits. */
  sha: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .nullable(),
  /** Milliseconds since the epoch: when it was seen so. */
  seenAt: z.int(),
  /** Branch, tag or `refs/pr/N`, as the page's address has it. */
  revision: z.string().max(200).optional(),
  path: z.string().max(1_000).optional(),
  lines: z.object({ from: z.int().positive(), to: z.int().positive() }).optional(),
  /** A row of a dataset, as the viewer's address has it. */
  row: z
    .object({
      config: z.string().max(200).optional(),
      split: z.string().max(200).optional(),
      index: z.int().nonnegative().optional(),
    })
    .optional(),
  /** A heading of the README: its text, and its id in the page. */
  section: z.object({ title: z.string().max(300), id: z.string().max(300) }).optional(),
  /** Number of a discussion or pull request. */
  discussion: z.int().positive().optional(),
  /** Id of one comment. */
  comment: z.string().max(60).optional(),
  /** The passage that the person selected, word for word. */
  passage: z.string().max(MAX_PASSAGE).optional(),
  /** SHA-256 of the passage, or of the lines as they are at `sha`: lower-case hex. */
  evidenceHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
};

export const targetSchema = z.object({
  /** Absent in reports of before there were kinds: `kindOf` answers for them. */
  kind: targetKindSchema.optional(),
  /** The repository that it belongs to; absent for people, collections, posts and papers. */
  repo: repoRefSchema.optional(),
  /** Without a repository: name of the user or organisation, `owner/slug` of a collection or post, number of a paper. */
  subject: z.string().max(300).optional(),
  ...place,
});
