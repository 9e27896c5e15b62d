/**
 * Every message there is: its name, its schema, who may send it. The worker acts on nothing else (DESIGN.md, trust zones).
 * `content`: our guard or panel in a tab of the Hub. `page`: one of our own extension pages.
 */
import { z } from 'zod';
import { REDIRECT } from '../account/oauth.ts';
import { SYNC_WAYS } from '../account/sync-state.ts';
import type { RepoRef } from '../hub/ref.ts';
import { MAX_HITS_TOLD } from '../nfaa/hits.ts';
import { ACTIONS } from '../nfaa/preferences.ts';
import { LIST_ACTIONS, MAX_LISTS, MAX_NOTE, ruleSchema, subscriptionSchema } from '../nfaa/rule.ts';
import { QUICK } from '../nfaa/rule-views.ts';
import { IMPORT_MODES } from '../nfaa/rules-change.ts';
import { MAX_FILE_CHARS } from '../nfaa/rules-file.ts';
import { RULE_KINDS } from '../nfaa/ruleset.ts';
import { TRAIT_KINDS } from '../nfaa/traits.ts';
import { DOCUMENT_KINDS, MAX_TRANSFER_CHARS, MAX_VISITED_CHARS } from '../policy/version-types.ts';
import { MAX_NOTE as MAX_FOLLOW_NOTE } from '../report/follow.ts';
import { MAX_PICTURE_CHARS } from '../report/picture.ts';
import { EXPORT_FORMATS, MAX_EXPORT_IDS, MAX_IMPORT_CHARS, MAX_NAME } from '../report/portable-formats.ts';
import { draftSchema, MAX_TEXT, repoRefSchema, reportSchema, targetSchema } from '../report/report.ts';
import { filterSchema, settingsSchema } from './settings.ts';
import { pageCountsSchema } from './view.ts';

/** More in one question is not a listing but a flood; the guard asks again for the rest. */
export const MAX_REFS = 500;

/** Links of one page that are looked up by the names that people wrote. */
export const MAX_WRITTEN = 100;

const nothing = z.object({});

/** A frame of a Space's own host: its subdomain is all that a page says of the Space (lib/hub/page.ts FRAME). */
const frameSchema = z
  .object({ type: z.literal('frame'), id: z.string().regex(/^[\w-]{1,200}$/) })
  .transform((frame) => frame as unknown as RepoRef);

/** Longer than any PIN; what may be one is for lib/account/pin.ts to say, in a sentence. */
const pinSchema = z.string().max(400);

/** Of rules in one message: those of a person and the passing ones, and some more. */
const MAX_IDS = 2_000;
const ids = z.array(z.uuid()).max(MAX_IDS);
const listId = subscriptionSchema.shape.id;

/** A version of one of the Hub's texts. */
const versionKey = z.object({ kind: z.enum(DOCUMENT_KINDS), hash: z.string().regex(/^[0-9a-f]{64}$/) });

export const MESSAGES = {
  /** What is known of these repositories? Answer: `{ [repoKey]: Verdict }`. */
  'verdicts.ask': {
    from: ['content'],
    data: z.object({
      refs: z.array(repoRefSchema.or(frameSchema)).max(MAX_REFS),
      page: z.string().max(4_000),
    }),
  },
  /** Links that people wrote, to what no list names: perhaps by an old name? Answer: as above, without what is not known. */
  'verdicts.written': {
    from: ['content'],
    data: z.object({ refs: z.array(repoRefSchema).max(MAX_WRITTEN) }),
  },
  /** The repository's own page says this: the freshest word there is. Answer: `{}`. */
  'verdicts.seen': {
    from: ['content'],
    data: z.object({ ref: repoRefSchema, tags: z.array(z.string()).max(5_000) }),
  },
  /** Who put the tag there? Only when a person asks. Answer: `Who`; throws a sentence. */
  'verdicts.who': { from: ['content'], data: z.object({ ref: repoRefSchema }) },
  /** Put the panel into the tab that asks. Answer: `{}`. */
  'panel.open': { from: ['content'], data: nothing },
  /** The rules that may be cited, and the versions they are from; `fresh` waits for the Hub's text of today. Answer: `PolicyForPanel`. */
  'policy.panel': { from: ['content', 'page'], data: z.object({ fresh: z.boolean().optional() }) },
  /** Every version that is known, without its text. Answer: `Timeline`. */
  'policy.timeline': { from: ['page'], data: nothing },
  /** One version, word for word. Answer: `VersionWithText`; throws a sentence when there is none. */
  'policy.text': { from: ['page'], data: versionKey },
  /** With `refresh`, asks the Hub for one page (or all four) first; what went wrong stands in `reads`. Answer: `Timeline`. */
  'policy.read': {
    from: ['page'],
    data: z.object({ refresh: z.boolean().optional(), kind: z.enum(DOCUMENT_KINDS).optional() }),
  },
  /** The person has looked at a change: it is news no more. Answer: `Timeline`. */
  'policy.seen': { from: ['page'], data: versionKey },
  /** All versions with their texts, as a file (lib/policy/transfer.ts). Answer: its text. */
  'policy.export': { from: ['page'], data: nothing },
  /** `dry`: only what would come of it. Answer: `PolicyImport`. */
  'policy.import': {
    from: ['page'],
    data: z.object({ text: z.string().max(MAX_TRANSFER_CHARS + 1), dry: z.boolean().optional() }),
  },
  /** One of the four pages, as the person has it open. Answer: `{}`. */
  'policy.visited': {
    from: ['content'],
    data: z.object({ url: z.string().max(2_000), html: z.string().max(MAX_VISITED_CHARS) }),
  },
  /** What must be known before a report is written. Answer: `ReportContext`. */
  'report.context': { from: ['content'], data: z.object({ target: targetSchema }) },
  'draft.load': { from: ['content'], data: z.object({ key: z.string().max(300) }) },
  'draft.save': { from: ['content'], data: z.object({ draft: draftSchema }) },
  'draft.drop': { from: ['content', 'page'], data: z.object({ key: z.string().max(300) }) },
  /** Takes a picture of the tab that asks, for the draft's own record, and keeps it. Answer: `Picture`; throws a sentence. */
  'picture.take': { from: ['content'], data: z.object({ key: z.string().max(300) }) },
  /** Keeps a picture that the person chose, in base64. Answer: `Picture`; throws a sentence. */
  'picture.keep': {
    from: ['content'],
    data: z.object({ key: z.string().max(300), data: z.string().max(MAX_PICTURE_CHARS) }),
  },
  /** Answer: `Picture | null`. */
  'picture.draft': { from: ['content'], data: z.object({ key: z.string().max(300) }) },
  /** `entirely`: also from reports that were made of the draft. Answer: `{}`. */
  'picture.drop': {
    from: ['content'],
    data: z.object({ key: z.string().max(300), entirely: z.boolean().optional() }),
  },
  /** Of a report. Answer: `Picture | null`. */
  'picture.get': { from: ['page'], data: z.object({ id: z.uuid() }) },
  /** Answer: ids of the reports that have one. */
  'picture.list': { from: ['page'], data: nothing },
  'picture.forget': { from: ['page'], data: z.object({ id: z.uuid() }) },
  /** Written to the outbox before it is answered. Answer: `OutboxRecord`. */
  'report.send': { from: ['content', 'page'], data: z.object({ report: reportSchema }) },
  /** One record as it stands. Answer: `ReportRecord | null`. */
  'report.status': { from: ['content', 'page'], data: z.object({ id: z.uuid() }) },
  /** Try a failed one again, or look on the Hub now. Answer: `OutboxRecord | null`. */
  'report.retry': { from: ['content', 'page'], data: z.object({ id: z.uuid() }) },
  'report.cancel': { from: ['content', 'page'], data: z.object({ id: z.uuid() }) },
  /** Remove from our own list; what stands on the Hub stays there. */
  'report.forget': { from: ['page'], data: z.object({ id: z.uuid() }) },
  /** Closes the thread that the report opened; a report that has not left is cancelled. Answer: `ReportRecord`; throws a sentence. */
  'report.withdraw': {
    from: ['page'],
    data: z.object({ id: z.uuid(), comment: z.string().max(MAX_TEXT).optional() }),
  },
  /** A comment more in the report's thread. The same words soon after count as the same. Answer: `ReportRecord`; throws a sentence. */
  'report.say': { from: ['page'], data: z.object({ id: z.uuid(), text: z.string().max(MAX_TEXT) }) },
  /** Newest first. Answer: `ReportRecord[]`. */
  'reports.list': { from: ['page'], data: nothing },
  /** What is followed, with what was seen of it (lib/report/follow.ts). Answer: `Follow[]`. */
  'follows.list': { from: ['page'], data: nothing },
  /** The person has looked: what was noticed until now is news no more. Answer: `{}`. */
  'follows.seen': { from: ['page'], data: nothing },
  /** For the popup. Answer: `FollowNews`. */
  'follows.news': { from: ['page'], data: nothing },
  /** Looks at the Hub now. Answer of this and the next three: `Follow`; throws a sentence. */
  'follow.look': { from: ['page'], data: z.object({ id: z.uuid() }) },
  'follow.set': { from: ['page'], data: z.object({ id: z.uuid(), following: z.boolean() }) },
  /** The person's own note, kept on this device; refused for topics that take no words. */
  'follow.note': { from: ['page'], data: z.object({ id: z.uuid(), note: z.string().max(MAX_FOLLOW_NOTE) }) },
  /** What only the person can know of a mail. */
  'follow.mark': {
    from: ['page'],
    data: z.object({ id: z.uuid(), what: z.enum(['sent', 'answered']), on: z.boolean() }),
  },
  /** The native report `found` is this one, or none is (`null`). Answer: `Follow`; throws a sentence. */
  'follow.tie': { from: ['page'], data: z.object({ id: z.uuid(), found: z.uuid().nullable() }) },
  /** Takes a native report off the list. Answer: `{}`. */
  'follow.dismiss': { from: ['page'], data: z.object({ id: z.uuid() }) },
  /** One, some or all reports as a file (lib/report/export.ts). Answer: `ExportFile`; throws a sentence. */
  'reports.export': {
    from: ['page'],
    data: z.object({
      format: z.enum(EXPORT_FORMATS),
      ids: z.array(z.uuid()).max(MAX_EXPORT_IDS).optional(),
      includePrivate: z.boolean(),
      notifier: z.object({ name: z.string().max(MAX_NAME), mail: z.string().max(MAX_NAME) }).optional(),
      goodFaith: z.boolean().optional(),
    }),
  },
  /** `dry`: only what would come of it. `press`: one for each press of the button. Answer: `ImportResult`; throws a sentence. */
  'reports.import': {
    from: ['page'],
    data: z.object({ text: z.string().max(MAX_IMPORT_CHARS + 1), dry: z.boolean(), press: z.uuid() }),
  },
  /** Takes the last import back. Answer: `ImportUndone`. */
  'reports.import-undo': { from: ['page'], data: nothing },
  /** Answer: `AccountState`, never the token. */
  'account.get': { from: ['content', 'page'], data: nothing },
  /** Checks the token with the Hub before it is kept. Answer: `AccountState`; throws a sentence. */
  'account.set': { from: ['page'], data: z.object({ token: z.string().max(400), remember: z.boolean() }) },
  'account.forget': { from: ['page'], data: nothing },
  /** Signing in with the Hub. What of it is due is done first. Answer of all but `signin.web`: `SignInView`, never a secret. */
  'signin.look': { from: ['page'], data: nothing },
  /** Asks the Hub for a code that the person types there; throws a sentence. */
  'signin.device': { from: ['page'], data: z.object({ remember: z.boolean() }) },
  /** Answer: `{ url }`, where the browser is to lead the person. */
  'signin.web': {
    from: ['page'],
    data: z.object({ remember: z.boolean(), redirectUri: z.string().regex(REDIRECT) }),
  },
  /** The address that the browser came back with; throws a sentence where the Hub could not be asked. */
  'signin.finish': { from: ['page'], data: z.object({ url: z.string().max(8_000) }) },
  'signin.cancel': { from: ['page'], data: nothing },
  /** Opens one of our pages in a tab. */
  'page.open': {
    from: ['content', 'page'],
    data: z.object({
      page: z.enum(['options', 'reports', 'policy', 'welcome']),
      hash: z.string().max(200).optional(),
    }),
  },
  /** Changes settings, past the lock. Answer: `Settings` in force; throws a sentence. */
  'settings.change': {
    from: ['page'],
    data: z.object({
      filter: filterSchema.partial().optional(),
      report: settingsSchema.shape.report.unwrap().partial().optional(),
    }),
  },
  /** Answer of all that follow: `LockState`, never the PIN; all but `lock.get` and `lock.relock` may throw a sentence. */
  'lock.get': { from: ['page'], data: nothing },
  /** Sets a PIN; where there is one already, `current` is needed. */
  'lock.set': {
    from: ['page'],
    data: z.object({ pin: pinSchema, noReveal: z.boolean(), current: pinSchema.optional() }),
  },
  'lock.unlock': { from: ['page'], data: z.object({ pin: pinSchema }) },
  'lock.relock': { from: ['page'], data: nothing },
  'lock.remove': { from: ['page'], data: z.object({ pin: pinSchema }) },
  /** Answer of all four: `SyncState`; all but the first may throw a sentence. `sync.resolve`: whose settings count. */
  'sync.get': { from: ['page'], data: nothing },
  'sync.set': { from: ['page'], data: z.object({ on: z.boolean() }) },
  'sync.resolve': { from: ['page'], data: z.object({ way: z.enum(SYNC_WAYS) }) },
  'sync.clear': { from: ['page'], data: nothing },
  /** So many are covered or hidden on the page that says it: for the toolbar's badge. Answer: `{}`. */
  'page.count': { from: ['content'], data: pageCountsSchema },
  /** Answer: `RulesView`. */
  'rules.get': { from: ['page'], data: nothing },
  /** Adds a rule, or changes the one of that id. Answer: `{ rule, replaced, note? }`; throws a sentence. */
  'rules.put': {
    from: ['page'],
    data: z.object({
      id: z.uuid(),
      kind: z.enum(RULE_KINDS),
      value: z.string().max(2_000),
      action: z.enum(ACTIONS),
      expires: z.int().optional(),
      note: z.string().max(MAX_NOTE).optional(),
    }),
  },
  /** Answer: what was removed. */
  'rules.remove': { from: ['page'], data: z.object({ ids }) },
  /** Takes a removal, a replacement or an import back. Answer: `{}`. */
  'rules.restore': {
    from: ['page'],
    data: z.object({
      rules: z.array(ruleSchema).max(MAX_IDS),
      without: ids,
      lists: z.array(subscriptionSchema).max(MAX_LISTS).optional(),
      withoutLists: z.array(listId).max(MAX_LISTS).optional(),
    }),
  },
  /** Answer: the file's text. */
  'rules.export': { from: ['page'], data: z.object({ reveals: z.boolean() }) },
  /** `dry`: only what would come of it. Answer: `ImportResult`. */
  'rules.import': {
    from: ['page'],
    data: z.object({
      text: z.string().max(MAX_FILE_CHARS + 1),
      mode: z.enum(IMPORT_MODES),
      dry: z.boolean(),
    }),
  },
  /** One rule with one press. Answer: what `rules.undo` takes it back by; throws a sentence. */
  'rules.quick': { from: ['content'], data: z.object({ ref: repoRefSchema, what: z.enum(QUICK) }) },
  /** What others have in common with it. Answer: `whole: false` where the Hub could not say its tags. */
  'rules.traits': { from: ['content'], data: z.object({ ref: repoRefSchema }) },
  /** Covers all that has this in common. Answer: as `rules.quick`. */
  'rules.cover': {
    from: ['content'],
    data: z.object({ trait: z.object({ kind: z.enum(TRAIT_KINDS), value: z.string().min(1).max(200) }) }),
  },
  'rules.undo': { from: ['content'], data: z.object({ ids: ids.max(50) }) },
  /** How often rules and lists applied on a page. Answer: `{}`. */
  'rules.hits': {
    from: ['content'],
    data: z.object({
      hits: z
        .record(z.string().max(200), z.int().positive().max(100_000))
        .refine((hits) => Object.keys(hits).length <= MAX_HITS_TOLD, 'too many at a time'),
    }),
  },
  /** What a list holds, before it is subscribed to; `text` as pasted. Answer: `ListPreview`; throws a sentence. */
  'lists.preview': { from: ['page'], data: z.object({ text: z.string().max(2_000) }) },
  'lists.subscribe': { from: ['page'], data: z.object({ id: listId, action: z.enum(LIST_ACTIONS) }) },
  'lists.change': {
    from: ['page'],
    data: z.object({
      id: listId,
      enabled: z.boolean().optional(),
      action: z.enum(LIST_ACTIONS).optional(),
    }),
  },
  /** Answer: what was given up. */
  'lists.unsubscribe': { from: ['page'], data: z.object({ id: listId }) },
  /** Asks the Hub now. Answer: the subscription as it stands then. */
  'lists.refresh': { from: ['page'], data: z.object({ id: listId }) },
} as const satisfies Record<string, { from: readonly ('content' | 'page')[]; data: z.ZodType }>;

export type MessageName = keyof typeof MESSAGES;
export type MessageData<N extends MessageName> = z.infer<(typeof MESSAGES)[N]['data']>;

/** On the wire. Errors travel as a sentence for the person, never as a stack. */
export interface Envelope<N extends MessageName = MessageName> {
  name: N;
  data: MessageData<N>;
}
export type Reply<T> = { ok: true; value: T } | { ok: false; error: string };
