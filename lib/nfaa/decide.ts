/**
 * From what is known of a repository to what is done about it. Pure: data in, data out.
 * A decision is a value with its causes, asked per context (the pattern of atproto's moderation, facts/reporting.md 4.1).
 */
import type { Action, FilterPreferences, Look } from './preferences.ts';

/** The tag as authors and staff write it in the card's metadata (facts/hub.md c). */
export const NFAA_TAG = 'not-for-all-audiences';

/** Who told us. `none`: nobody was asked yet, or the asking failed. */
export type VerdictSource = 'page' | 'memory' | 'listing' | 'lookup' | 'none';

/** What is known of a repository. */
export interface Verdict {
  /** Does it carry the tag? `null` while that is not known. */
  nfaa: boolean | null;
  source: VerdictSource;
  /** When it was learnt, milliseconds since the epoch. */
  at: number;
  /** The Hub was asked and gave no usable answer. */
  failed?: boolean;
}

export type Context = 'card' | 'page';

export type Cause =
  /** The tag stands in the repository's card; who put it there (owner, or staff by a commit) the tag itself does not say. */
  { kind: 'tag'; tag: typeof NFAA_TAG; source: VerdictSource } | { kind: 'unknown' } | { kind: 'failed' };

export interface Decision {
  action: Action;
  look: Look;
  /** A neutral stand-in, not a warning: nothing is known against this repository. */
  placeholder: boolean;
  causes: Cause[];
  /** May the person reveal it? (A lock will say no: issue 3.) */
  canReveal: boolean;
}

export const UNKNOWN_VERDICT: Readonly<Verdict> = { nfaa: null, source: 'none', at: 0 };

/** Reads the verdict from a repository's tags; `null` tags mean that the page or answer did not carry any. */
export function verdictFromTags(tags: readonly string[] | null, source: VerdictSource, at: number): Verdict {
  return { nfaa: tags ? tags.some((t) => t.toLowerCase() === NFAA_TAG) : null, source, at };
}

/**
 * What to do with one repository in one place.
 * @param verdict what is known; `UNKNOWN_VERDICT` when nothing is
 * @param preferences the person's own
 * @param context a card in a list, or the repository's own page (where `hide` would leave nothing to stand on: it covers)
 */
export function decide(verdict: Verdict, preferences: FilterPreferences, context: Context): Decision {
  const shown: Decision = {
    action: 'show',
    look: preferences.look,
    placeholder: false,
    causes: [],
    canReveal: true,
  };
  if (!preferences.on) return shown;

  if (verdict.nfaa === null) {
    const causes: Cause[] = [{ kind: verdict.failed ? 'failed' : 'unknown' }];
    // Whoever would not be shielded from tagged content needs no shield from the unknown either.
    const open =
      preferences.unknown === 'show' || preferences.action === 'show' || preferences.action === 'mark';
    return open
      ? { ...shown, causes }
      : { ...shown, action: 'cover', look: 'plain', placeholder: true, causes };
  }
  if (!verdict.nfaa) return shown;

  const causes: Cause[] = [{ kind: 'tag', tag: NFAA_TAG, source: verdict.source }];
  const action = context === 'page' && preferences.action === 'hide' ? 'cover' : preferences.action;
  return { ...shown, action, causes };
}
