/**
 * What we read of the Hub's answers, and nothing else: fields that we do not use may change or go.
 * Source: facts/hub.md a (discussions), c (repositories), d.2 (whoami).
 */
import { z } from 'zod';

/** A tag that is no string is left out rather than failing the whole list. */
const tagsSchema = z.array(z.unknown()).transform((tags) => tags.filter((t) => typeof t === 'string'));

export const repoInfoSchema = z.object({
  id: z.string(),
  tags: tagsSchema.optional(),
  sha: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .optional()
    .catch(undefined),
  lastModified: z.string().optional().catch(undefined),
});

export const repoStandingSchema = repoInfoSchema.extend({
  /** `false`, or by what it is gated. */
  gated: z
    .union([z.boolean(), z.string().transform(() => true)])
    .optional()
    .catch(undefined),
  disabled: z.boolean().optional().catch(undefined),
});

/** An item that names no repository is left out rather than failing the whole list. */
export const repoListSchema = z
  .array(z.unknown())
  .transform((items) => items.flatMap((item) => repoInfoSchema.safeParse(item).data ?? []));

/** Absent when the account was deleted. */
const authorSchema = z
  .object({
    name: z.string(),
    isHf: z.boolean().optional(),
    isHfAdmin: z.boolean().optional(),
    isMod: z.boolean().optional(),
    isOwner: z.boolean().optional(),
    isOrgMember: z.boolean().optional(),
  })
  .optional()
  .catch(undefined);

const discussionItemSchema = z.object({
  num: z.int(),
  title: z.string(),
  status: z.string(),
  createdAt: z.string(),
  isPullRequest: z.boolean().optional().default(false),
  pinned: z.boolean().optional().default(false),
  numComments: z.number().optional(),
  numReactionUsers: z.number().optional().catch(undefined),
  repoOwner: z.object({ isParticipating: z.boolean().optional() }).optional().catch(undefined),
  author: authorSchema,
});
export type DiscussionItem = z.infer<typeof discussionItemSchema>;

export const discussionListSchema = z.object({
  discussions: z.array(discussionItemSchema),
  count: z.int(),
  start: z.int().optional().default(0),
});
export type DiscussionList = z.infer<typeof discussionListSchema>;

const eventSchema = z.object({
  id: z.string(),
  type: z.string(),
  createdAt: z.string(),
  author: authorSchema,
  data: z
    .object({
      hidden: z.boolean().optional(),
      hiddenReason: z.string().optional(),
      isReport: z.boolean().optional(),
      latest: z.object({ raw: z.string().optional() }).optional(),
      /** Of `status-change`. */
      status: z.string().optional(),
      /** Of `report-status-change`. */
      report: z.boolean().optional(),
      /** Of `locking-change`, `pinning-change` and `title-change`. */
      locked: z.boolean().optional().catch(undefined),
      pinned: z.boolean().optional().catch(undefined),
      from: z.string().optional().catch(undefined),
      to: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});
export type DiscussionEvent = z.infer<typeof eventSchema>;

export const discussionSchema = z.object({
  num: z.int(),
  title: z.string(),
  status: z.string(),
  createdAt: z.string(),
  isPullRequest: z.boolean().optional().default(false),
  /** Only on discussions that are not pull requests; absent means that the Hub did not say. */
  isReport: z.boolean().optional(),
  pinned: z.boolean().optional(),
  locked: z.boolean().optional(),
  author: authorSchema,
  events: z.array(eventSchema),
});
export type Discussion = z.infer<typeof discussionSchema>;

export const createdSchema = z.object({ num: z.int().positive(), url: z.string() });

export const commentedSchema = z.object({ newMessage: z.object({ id: z.string() }) });

export const statusChangedSchema = z.object({ newStatus: z.object({ id: z.string() }) });

export const whoamiSchema = z.object({
  name: z.string().min(1),
  type: z.string(),
  emailVerified: z.boolean().optional(),
  auth: z.object({
    type: z.string(),
    accessToken: z
      .object({
        displayName: z.string().optional(),
        role: z.string(),
        fineGrained: z
          .object({
            global: z.array(z.string()).optional(),
            scoped: z.array(z.object({ permissions: z.array(z.string()) })).optional(),
            canReadGatedRepos: z.boolean().optional(),
          })
          .optional(),
      })
      .optional(),
  }),
});
export type Whoami = z.infer<typeof whoamiSchema>;

/** One of `authors` is `{user, avatar?}`; a commit that names none of them has an empty list. */
const commitSchema = z.object({
  id: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .optional()
    .catch(undefined),
  title: z.string().catch(''),
  authors: z
    .array(z.object({ user: z.string() }).transform(({ user }) => user))
    .optional()
    .default([])
    .catch([]),
  date: z.string().optional().catch(undefined),
});
export const commitListSchema = z.array(commitSchema);

/** Of `GET /api/users/{name}/overview`: `orgs` may be absent, which does not mean that there are none. */
export const userOverviewSchema = z.object({
  user: z.string(),
  orgs: z
    .array(z.object({ name: z.string() }).transform(({ name }) => name))
    .optional()
    .catch(undefined),
});

/** `{error: "…"}`, `{error: {code, message}}` or `{message}`: facts/hub.md e. */
export const errorBodySchema = z
  .object({
    error: z.union([z.string(), z.object({ message: z.string().optional() })]).optional(),
    message: z.string().optional(),
  })
  .transform(({ error, message }) => (typeof error === 'string' ? error : error?.message) ?? message ?? '');
