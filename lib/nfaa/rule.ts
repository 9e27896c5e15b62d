/** What own rules and subscriptions look like, and what may stand in them. Pure. */
import { z } from 'zod';
import { isReserved, NFAA_TAG, type RepoRef, repoKey, repoRefOf, validName } from '../hub/ref.ts';
import { parseHubUrl, refOfKey } from '../hub/url.ts';
import { ACTIONS } from './preferences.ts';
import { NO_LETTERS, RULE_KINDS, type RuleKind } from './ruleset.ts';

/** What the options page can still show, and the guard read at once. */
export const MAX_RULES = 1_000;
/** Reveals for this session; the oldest make room. */
export const MAX_SESSION_RULES = 500;
export const MAX_LISTS = 50;
export const MAX_NOTE = 200;
const MAX_VALUE = 200;
const SHORTEST_WORD = 2;
const LONGEST_WORD = 60;
/** The last moment that has a year of four figures: files write times as ISO does. */
const LAST_MS = Date.UTC(10_000, 0) - 1;

const timeSchema = z.int().min(0).max(LAST_MS);

export const ruleSchema = z.object({
  id: z.uuid(),
  kind: z.enum(RULE_KINDS),
  /** In the form that `checkValue` gives. */
  value: z.string().min(1).max(MAX_VALUE),
  action: z.enum(ACTIONS),
  /** Milliseconds since the epoch, as is `expires`. */
  created: timeSchema,
  expires: timeSchema.optional(),
  /** The browser session that it ends with; only reveals ("show it during this session") have one. */
  session: z.string().max(100).optional(),
  note: z.string().max(MAX_NOTE).optional(),
});
export type Rule = z.infer<typeof ruleSchema>;

/** A rule that an administrator set. */
export type ForcedRule = Pick<Rule, 'id' | 'kind' | 'value' | 'action' | 'note'>;

/** What an administrator hands over (lib/platform/managed.ts). */
export interface ManagedRules {
  rules: readonly (Pick<Rule, 'kind' | 'value' | 'action'> & { reason?: string | undefined })[];
  /** Ids of datasets whose lists are followed. */
  lists: readonly string[];
}

/** What is done about a list's entries: what the list asks, or one thing for all. */
export const LIST_ACTIONS = ['as-listed', 'mark', 'cover', 'hide'] as const;
export type ListAction = (typeof LIST_ACTIONS)[number];

export const subscriptionSchema = z.object({
  /** Of the dataset repository, as the Hub spells it. */
  id: z
    .string()
    .max(200)
    .refine((id) => repoRefOf(`/datasets/${id}`)?.id === id),
  name: z.string().max(100).optional(),
  /** Milliseconds since the epoch, as are all times here. */
  added: timeSchema,
  enabled: z.boolean(),
  action: z.enum(LIST_ACTIONS).catch('as-listed'),
  /** Commit that the entries are from. */
  sha: z.string().max(100).optional(),
  /** When the Hub last answered for it, and when its entries last changed. */
  checked: timeSchema.optional(),
  changed: timeSchema.optional(),
  entries: z.int().min(0).optional(),
  /** Lines that could not be read. */
  skipped: z.int().min(0).optional(),
  /** Why the last refresh failed; the entries before it stay in force. */
  failed: z.string().max(1_000).optional(),
  /** Failures in a row. */
  fails: z.int().min(0).optional(),
  /** When it was last asked for, answered or not. */
  tried: timeSchema.optional(),
  /** When it is asked for again. */
  next: timeSchema.optional(),
  /** The Hub wants no question before this, not even a person's. */
  retryAt: timeSchema.optional(),
  /** Only the account's token could read it. */
  private: z.boolean().optional(),
  /** An administrator has it followed; `also`: the person did before. */
  managed: z.enum(['only', 'also']).optional().catch(undefined),
});
export type Subscription = z.infer<typeof subscriptionSchema>;

/** One string per thing that a rule speaks of. */
export const sameThing = (rule: Pick<Rule, 'kind' | 'value'>): string =>
  `${rule.kind} ${rule.value.toLowerCase()}`;

/** One that lets a repository be seen: listed apart, as a choice about that repository. */
export const isReveal = (rule: Pick<Rule, 'kind' | 'action'>): boolean =>
  rule.kind === 'repo' && rule.action === 'show';

/** Has it ended? @param session id of this browser session */
export const hasEnded = (rule: Rule, now: number, session: string): boolean =>
  (rule.expires !== undefined && rule.expires <= now) ||
  (rule.session !== undefined && rule.session !== session);

/** Something that cannot be, in a sentence for the person. */
export class RuleError extends Error {
  readonly sentence: string;
  constructor(sentence: string) {
    super(sentence);
    this.name = 'RuleError';
    this.sentence = sentence;
  }
}

export type Checked = { ok: true; value: string } | { ok: false; problem: string };
const good = (value: string): Checked => ({ ok: true, value });
const bad = (problem: string): Checked => ({ ok: false, problem });

/** Controls and marks that turn the direction of text have no place in what is shown as a name. */
export const tidy = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();

/** Brings what was typed or pasted into the one form that is kept, or says in a sentence why it cannot be. */
export function checkValue(kind: RuleKind, typed: string): Checked {
  const value = tidy(typed.normalize('NFC'));
  if (!value) return bad(EMPTY[kind]);
  if (value.length > MAX_VALUE) return bad(`This is longer than ${MAX_VALUE} characters.`);
  return CHECKS[kind](value);
}

const EMPTY: Record<RuleKind, string> = {
  word: 'Enter a word or a phrase.',
  tag: 'Enter a tag, as it stands on the Hub.',
  licence: 'Enter a licence, for example cc-by-nc-4.0.',
  author: 'Enter the name of an author or organisation.',
  repo: 'Paste the link of a repository.',
};

const CHECKS: Record<RuleKind, (value: string) => Checked> = {
  word(value) {
    const folded = value.toLowerCase().replace(NO_LETTERS, ' ').trim();
    if (folded.length < SHORTEST_WORD)
      return bad('A word needs at least two letters or figures; other signs do not count.');
    return folded.length > LONGEST_WORD
      ? bad(`A word or phrase can have at most ${LONGEST_WORD} characters.`)
      : good(folded);
  },
  tag(value) {
    const tag = value.toLowerCase();
    const licence = /^licen[cs]e:(.+)$/.exec(tag)?.[1];
    if (licence) return bad(`This is a licence. Choose “Licence” and enter ${licence.trim()}.`);
    if (tag === NFAA_TAG)
      return bad('What happens to repositories with this label is set under “Filter”, for all of them.');
    return good(tag);
  },
  licence(value) {
    const licence = value.toLowerCase().replace(/^licen[cs]e:\s*/, '');
    return /^[a-z0-9][a-z0-9.+_-]{0,79}$/.test(licence)
      ? good(licence)
      : bad(
          'Licences are written as on the Hub: small letters, figures and hyphens, for example cc-by-nc-4.0.',
        );
  },
  author(value) {
    const place = /[/:]/.test(value) ? parseHubUrl(absolute(value)) : null;
    if (place?.kind === 'repo')
      return bad('This is a repository. Choose “Repository”, or leave only the name of its owner.');
    const name = place?.kind === 'profile' ? place.name : value.replace(/^@/, '');
    return validName(name) && !isReserved(name)
      ? good(name)
      : bad(
          'This is not the name of an author or organisation. It stands before the slash in a repository’s name.',
        );
  },
  repo(value) {
    const ref = readRepo(value);
    return ref
      ? good(repoKey(ref))
      : bad(
          'This is not a repository. Paste its link, or write owner/name, datasets/owner/name or spaces/owner/name.',
        );
  },
};

/** Reads a repository from a link, from `ns/name`, `datasets/ns/name`, or from a key of ours. */
export function readRepo(text: string): RepoRef | null {
  if (/(?:^|\/)\.\.?(?:\/|$)/.test(text)) return null;
  const key = /^(model|dataset|space|kernel|bucket):([^/:]+\/[^/:]+)$/.exec(text);
  return repoRefOf(key ? `/${key[1]}s/${key[2]}` : absolute(text));
}

/** `huggingface.co/x` and `hf.co/x`, as people copy them, are no addresses without a protocol. */
function absolute(text: string): string {
  if (/^https?:\/\//i.test(text)) return text;
  if (/^(?:www\.)?(?:huggingface\.co|hf\.co)\//i.test(text)) return `https://${text}`;
  return text.startsWith('/') ? text : `/${text}`;
}

/** The value as people read it. */
export function valueWords(rule: Pick<Rule, 'kind' | 'value'>): string {
  if (rule.kind !== 'repo') return rule.value;
  const { type, id } = refOfKey(rule.value);
  return type === 'model' ? id : `${type}s/${id}`;
}

/** An administrator's rules in the form that is kept; what cannot be read is left out. */
export const forcedRules = ({ rules }: ManagedRules): ForcedRule[] =>
  rules.flatMap(({ kind, value, action, reason }, place) => {
    const checked = checkValue(kind, value);
    if (!checked.ok) return [];
    return [
      { id: `managed-${place + 1}`, kind, value: checked.value, action, ...(reason ? { note: reason } : {}) },
    ];
  });
