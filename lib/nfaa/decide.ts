/**
 * From what is known of a repository to what is done about it. Pure: data in, data out.
 * A decision is a value with its causes, asked per context (the pattern of atproto's moderation, facts/reporting.md 4.1).
 * What the tag alone asks for is here, on the guard's hot path; own rules and lists are weighed in weigh.ts.
 */
import { NFAA_TAG } from '../hub/ref.ts';
import {
  type Action,
  actionFor,
  type Context,
  type FilterPreferences,
  isActive,
  type Look,
  shields,
} from './preferences.ts';
import type { Effect } from './ruleset.ts';

/** Who told us. `none`: nobody was asked yet, or the asking failed. */
export type VerdictSource = 'page' | 'memory' | 'index' | 'listing' | 'author' | 'lookup' | 'none';

/** What is known of a repository. */
export interface Verdict {
  /** Does it carry the tag? `null` while that is not known. */
  nfaa: boolean | null;
  /** Which of the watched labels it carries (ruleset.ts); absent while its tags are not known. */
  labels?: string[];
  source: VerdictSource;
  /** When it was learnt, milliseconds since the epoch. */
  at: number;
  /** The Hub was asked and gave no usable answer. */
  failed?: boolean;
  /** From the index in its short form, where 1 of some hundred untagged ones seems tagged: the worker knows for certain. */
  unsure?: boolean;
  /** It said that there is none, or none that everybody may see (facts/hub.md e: 401 on a repository means either). */
  missing?: boolean;
}

export type Cause =
  /** The tag stands in the repository's card; who put it there (owner, or staff by a commit) the tag itself does not say. */
  | { kind: 'tag'; source: VerdictSource }
  /** The person's own rule, or an entry of a list. */
  | { kind: 'rule'; effect: Effect }
  /** It was made from a tagged repository (a hint, never more than a mark). */
  | { kind: 'related'; to: string }
  | { kind: 'unknown' }
  | { kind: 'failed' };

export interface Decision {
  action: Action;
  look: Look;
  /** A neutral stand-in, not a warning: nothing is known against this repository. */
  placeholder?: boolean;
  /** What led to the action, the weightiest first. */
  causes: Cause[];
  /** May the person reveal it? A lock says no. */
  canReveal: boolean;
}

/** Prefix of the label that names a tagged repository which this one was made from (labels.ts). */
export const RELATED = 'related:';

export const UNKNOWN_VERDICT: Readonly<Verdict> = { nfaa: null, source: 'none', at: 0 };

/** Reads the verdict from a repository's tags; `null` tags mean that the page or answer did not carry any. */
export function verdictFromTags(tags: readonly string[] | null, source: VerdictSource, at: number): Verdict {
  return { nfaa: tags ? tags.some((t) => t.toLowerCase() === NFAA_TAG) : null, source, at };
}

/** What stands in for content that is not known yet, or could not be asked about. */
export const placeholder = (verdict: Verdict, canReveal: boolean): Decision => ({
  action: 'cover',
  look: 'plain',
  placeholder: true,
  causes: [{ kind: verdict.failed ? 'failed' : 'unknown' }],
  canReveal,
});

/**
 * What to do with one repository in one place, for its tag alone.
 * @param verdict what is known; `UNKNOWN_VERDICT` when nothing is
 * @param preferences the person's own, with the lock's above them
 * @param context where it is mentioned; on the repository's own page `hide` would leave nothing to stand on: it covers
 * @param now milliseconds since the epoch
 */
export function decide(
  verdict: Verdict,
  preferences: FilterPreferences,
  context: Context,
  type: string,
  canReveal: boolean,
  now: number,
): Decision {
  let action = actionFor(preferences, context, type);
  const active = isActive(preferences, now);
  // Whoever would not be shielded from tagged content needs no shield from the unknown either.
  if (active && verdict.nfaa === null && preferences.unknown !== 'show' && shields(action))
    return placeholder(verdict, canReveal);
  if (context === 'page' && action === 'hide') action = 'cover';
  const tagged = active && verdict.nfaa;
  return {
    action: tagged ? action : 'show',
    look: preferences.look,
    causes: tagged ? [{ kind: 'tag', source: verdict.source }] : [],
    canReveal,
  };
}
