/** The whole decision: what the tag asks for, the person's own rules, lists, an administrator's rules, hints. Pure. */
import { type Decision, decide, placeholder, RELATED, type Verdict } from './decide.ts';
import {
  ACTIONS,
  type Action,
  type Context,
  type FilterPreferences,
  isActive,
  shields,
} from './preferences.ts';
import { type Effect, RULE_KINDS } from './ruleset.ts';

export interface Rest {
  /** Rules that apply (ruleset.ts `matchRules`). */
  effects: readonly Effect[];
  /** Are there rules about labels that would shield? Then a repository whose labels are not known is not known. */
  watching: boolean;
}

const weight = (action: Action): number => ACTIONS.indexOf(action);

/**
 * `decide`, with everything that a person, their lists and their organisation have added.
 *
 * An administrator's rules stand above all. Then: the narrowest of the person's own rules, if it says `show`, shows.
 * Otherwise the strongest of: what was chosen for the tag here, their own rule, the lists. A list never uncovers anything.
 */
export function weigh(
  verdict: Verdict,
  preferences: FilterPreferences,
  context: Context,
  type: string,
  canReveal: boolean,
  now: number,
  { effects, watching }: Rest,
): Decision {
  const base = decide(verdict, preferences, context, type, canReveal, now);
  if (!isActive(preferences, now)) return base;
  const forced = effects.some((effect) => effect.forced);
  const mine = narrowest(effects.filter((effect) => !effect.list && !effect.forced));
  if (mine?.action === 'show' && !forced)
    return { ...base, action: 'show', placeholder: false, causes: [{ kind: 'rule', effect: mine }] };

  const counting = effects
    .filter((effect) => effect.forced || effect.list || effect === mine)
    .sort((a, b) => weight(b.action) - weight(a.action));
  const strongest = counting[0];
  const causes = counting.map((effect) => ({ kind: 'rule' as const, effect }));
  const action = strongest?.action === 'hide' && context === 'page' ? 'cover' : (strongest?.action ?? 'show');

  // What is known against it tells more than that something else is not known.
  if (shields(action) && (base.placeholder || weight(action) > weight(base.action)))
    return {
      ...base,
      action,
      look: preferences.look,
      placeholder: false,
      causes: [...causes, ...tagOnly(base)],
    };
  if (shields(base.action)) return base.placeholder ? base : { ...base, causes: [...base.causes, ...causes] };
  if (watching && !verdict.labels && preferences.unknown !== 'show') return placeholder(verdict, canReveal);

  const related = verdict.nfaa ? undefined : verdict.labels?.find((label) => label.startsWith(RELATED));
  if (related && preferences.hints && action === 'show')
    return { ...base, action: 'mark', causes: [{ kind: 'related', to: related.slice(RELATED.length) }] };
  return weight(action) > weight(base.action)
    ? { ...base, action, causes: [...causes, ...tagOnly(base)] }
    : { ...base, causes: [...base.causes, ...causes] };
}

const tagOnly = ({ causes }: Decision) => causes.filter(({ kind }) => kind === 'tag');

function narrowest(effects: readonly Effect[]): Effect | undefined {
  let best: Effect | undefined;
  for (const effect of effects) {
    const by = best ? RULE_KINDS.indexOf(effect.kind) - RULE_KINDS.indexOf(best.kind) : 1;
    if (by > 0 || (by === 0 && weight(effect.action) > weight(best!.action))) best = effect;
  }
  return best;
}
