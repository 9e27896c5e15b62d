/**
 * Own rules and shared lists, as the guard reads them: compiled by the worker (rules.ts) into one value of `storage.local`.
 * Tags and licences are not on a card: the worker reads them where it asks anyway, and says which watched labels a
 * repository carries.
 */
import type { RepoRef } from '../hub/ref.ts';
import { ACTIONS, type Action } from './preferences.ts';

export const RULESET_KEY = 'ruleset';

/** From wide to narrow: the narrowest of the person's own rules wins. */
export const RULE_KINDS = ['word', 'tag', 'licence', 'author', 'repo'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** One rule that may apply, with what a cover says of it. */
export interface Effect {
  /** Of the rule, or of the list that it stands in. */
  id: string;
  action: Action;
  kind: RuleKind;
  /** As the person or the list wrote it. */
  value: string;
  /** The list's name; absent on the person's own rules. */
  list?: string;
  /** What the list says about this entry. */
  reason?: string;
  /** Set by an administrator: own rules do not undo it. */
  forced?: boolean;
  /** When it ends, milliseconds since the epoch. */
  until?: number;
}

export interface RuleSet {
  v: 1;
  effects: Effect[];
  /** `repoKey` -> places in `effects`. */
  repos: Record<string, number[]>;
  /** Owner, in lower case. */
  authors: Record<string, number[]>;
  /** Watched labels: `tag:x`, `licence:y`, in lower case. */
  labels: Record<string, number[]>;
  /** In lower case; whole words of a card's text. */
  words: [word: string, effect: number][];
}

export const NO_RULES: Readonly<RuleSet> = {
  v: 1,
  effects: [],
  repos: {},
  authors: {},
  labels: {},
  words: [],
};

/** The set as stored; whatever is not one holds no rules. */
export function readRuleSet(stored: unknown): RuleSet {
  const set = stored as RuleSet | undefined;
  return set?.v === 1 && set.effects?.length > 0 ? { ...NO_RULES, ...set } : NO_RULES;
}

/**
 * The rules that apply to one repository.
 * @param labels watched labels that it carries; `undefined` while not known
 * @param text what its card says, asked only when there are rules about words
 * @param now milliseconds since the epoch
 */
export function matchRules(
  set: RuleSet,
  ref: RepoRef,
  key: string,
  labels: readonly string[] | undefined,
  text: () => string,
  now: number,
): Effect[] {
  if (set.effects.length === 0) return [];
  const owner = ref.id.slice(0, ref.id.indexOf('/')).toLowerCase();
  const places = [...(own(set.repos, key) ?? []), ...(own(set.authors, owner) ?? [])];
  for (const label of labels ?? []) places.push(...(own(set.labels, label) ?? []));
  if (set.words.length > 0) {
    const said = ` ${`${ref.id} ${text()}`.toLowerCase().replace(NO_LETTERS, ' ')} `;
    for (const [word, place] of set.words) if (said.includes(` ${word} `)) places.push(place);
  }
  return places
    .map((place) => set.effects[place])
    .filter(
      (e): e is Effect => e !== undefined && ACTIONS.includes(e.action) && !(e.until && e.until <= now),
    );
}

/** Between words: everything that is neither a letter nor a figure. Words of rules are folded the same way. */
export const NO_LETTERS = /[^\p{L}\p{N}]+/gu;

/** Does a rule need to know labels that only the Hub's API tells? */
export const watches = (set: RuleSet): boolean => Object.keys(set.labels).length > 0;

const own = (map: Record<string, number[]>, key: string): number[] | undefined =>
  Object.hasOwn(map, key) ? map[key] : undefined;
