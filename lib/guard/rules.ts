/**
 * Own rules, lists and hints in a page: a script of its own, registered only while there are any (lib/nfaa/registration.ts),
 * so that nobody pays for them who has none. Until it is here, every card waits.
 */
import { type RepoRef, repoKey } from '../hub/ref.ts';
import type { Decision, Verdict } from '../nfaa/decide.ts';
import { type KnownLabels, LABELS_KEY, watchId } from '../nfaa/known.ts';
import { LOCK_KEY, type StoredLock } from '../nfaa/lock-state.ts';
import { type Context, type FilterPreferences, shields } from '../nfaa/preferences.ts';
import { matchRules, NO_RULES, RULESET_KEY, type RuleSet, readRuleSet } from '../nfaa/ruleset.ts';
import { weigh } from '../nfaa/weigh.ts';
import { shared } from './shared.ts';

let rules: RuleSet = NO_RULES;
/** Rules about labels that would shield: what is not known may be meant. */
let watching = false;
/** Labels are of use: for rules, or for hints. */
let asking = false;
/** Where an administrator forbids revealing, a person's own rules reveal nothing either. */
let ownMayShow = true;
let labels: Record<string, string[]> | undefined;

export interface RulesSide {
  /** Reads what storage holds; call whenever it changed. */
  take(stored: Record<string, unknown>, preferences: FilterPreferences): void;
  /** The labels that are remembered of it; `undefined` when none were read against today's rules. */
  labelsOf(key: string): string[] | undefined;
  /** Must the Hub be asked for its labels? */
  lacksLabels(verdict: Verdict): boolean;
  decide(
    ref: RepoRef,
    verdict: Verdict,
    preferences: FilterPreferences,
    context: Context,
    canReveal: boolean,
    unit?: Element | null,
  ): Decision;
}

export function startRules(): void {
  if (shared.rules) return;
  shared.rules = {
    take(stored, preferences) {
      rules = readRuleSet(stored[RULESET_KEY]);
      const watched = Object.keys(rules.labels);
      asking = watched.length > 0 || preferences.hints;
      watching = Object.values(rules.labels).some((places) =>
        places.some((place) => shields(rules.effects[place]?.action ?? 'show')),
      );
      const known = stored[LABELS_KEY] as KnownLabels | undefined;
      const today = watchId([...watched, ...(preferences.hints ? ['related'] : [])]);
      labels = known?.watch === today ? known.labels : undefined;
      const lock = stored[LOCK_KEY] as StoredLock | undefined;
      ownMayShow = lock?.by !== 'managed' || !lock.noReveal;
    },
    labelsOf: (key) => labels && (labels[key] ?? []),
    lacksLabels: (verdict) => asking && !verdict.labels,
    decide(ref, verdict, preferences, context, canReveal, unit) {
      const now = Date.now();
      const text = () => unit?.textContent ?? '';
      const matching = matchRules(rules, ref, repoKey(ref), verdict.labels, text, now);
      const effects = matching.filter((effect) => ownMayShow || effect.forced || effect.action !== 'show');
      return weigh(verdict, preferences, context, ref.type, canReveal, now, { effects, watching });
    },
  };
  shared.guard?.redraw();
}
