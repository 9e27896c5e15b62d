/** Own rules, an administrator's and lists -> the one value that the guard reads (ruleset.ts). Pure. */
import type { ListEntry } from './list-format.ts';
import { type ForcedRule, type ListAction, type Rule, sameThing, valueWords } from './rule.ts';
import type { Effect, RuleKind, RuleSet } from './ruleset.ts';

/**
 * Entries of all lists together that are in force. The guard reads them on every page before it judges, so size counts:
 * 20,000 entries under a few labels are 0.9 MB (held in tests/unit/nfaa/rules-compile.test.ts).
 */
export const RULESET_MAX = 20_000;
/** Lists that give every entry a reason of its own are cut by size instead: storage.local holds 10 MB for all of us. */
export const RULESET_MAX_CHARS = 2_000_000;

/** A list that is subscribed to and switched on. */
export interface ListInForce {
  id: string;
  name?: string;
  action: ListAction;
  entries: readonly ListEntry[];
  /** An administrator has it followed. */
  forced?: boolean;
}

/** What of a list is in force: the first `entries` of so many. */
export interface Fitting {
  list: ListInForce;
  entries: ListEntry[];
  of: number;
}

/**
 * Builds the rule set. Rules that have ended must be gone before; a reveal for this session stands in for the lasting rule
 * about the same repository, which comes back after it.
 * @param now milliseconds since the epoch
 */
export function compile(
  rules: readonly Rule[],
  lists: readonly ListInForce[],
  forced: readonly ForcedRule[],
  now: number,
  fitting = fitIn(lists, now),
): RuleSet {
  const set = new Builder();
  for (const rule of forced) set.addRule(rule, { ...effectOf(rule), forced: true });
  const passing = new Set(rules.filter(({ session }) => session !== undefined).map(sameThing));
  for (const rule of rules)
    if (rule.session !== undefined || !passing.has(sameThing(rule))) set.addRule(rule, effectOf(rule));
  for (const { list, entries } of fitting)
    for (const entry of entries) set.addEntry(entry, listEffect(list, entry));
  return set.build();
}

/** Which entries of each list are in force: ended ones and those that only show are left out, and so is what is too much. */
export function fitIn(lists: readonly ListInForce[], now: number): Fitting[] {
  let room = RULESET_MAX;
  let chars = RULESET_MAX_CHARS;
  const effects = new Set<string>();
  return lists.map((list) => {
    // A list never uncovers anything, so an entry that asks for `show` does nothing.
    const live = list.entries.filter(
      (e) => e.action !== 'show' && !(e.until !== undefined && e.until <= now),
    );
    let count = 0;
    for (const entry of live) {
      const effect = JSON.stringify(listEffect(list, entry));
      const size = entry.value.length + PLACE_CHARS + (effects.has(effect) ? 0 : effect.length + 1);
      if (room < 1 || chars < size) break;
      effects.add(effect);
      room--;
      chars -= size;
      count++;
    }
    return { list, entries: live.slice(0, count), of: live.length };
  });
}

/** `"":[12345],` around a key. */
const PLACE_CHARS = 11;

/** The labels that the worker must look for in a repository's tags. @param hints is "related to a tagged model" wanted? */
export function watched(set: RuleSet, hints: () => boolean): string[] {
  return [...Object.keys(set.labels), ...(hints() ? ['related'] : [])];
}

const effectOf = (rule: ForcedRule & Pick<Partial<Rule>, 'expires'>): Effect => ({
  id: rule.id,
  action: rule.action,
  kind: rule.kind,
  value: valueWords(rule),
  ...(rule.note ? { reason: rule.note } : {}),
  ...(rule.expires === undefined ? {} : { until: rule.expires }),
});

/** Says nothing of the one repository, so that all entries under one label share it: a fifth of the size. */
const listEffect = (list: ListInForce, entry: ListEntry): Effect => ({
  id: list.id,
  action: list.action === 'as-listed' ? entry.action : list.action,
  kind: entry.kind,
  value: entry.label,
  list: list.name ?? list.id,
  reason: entry.reason ? `${entry.label}: ${entry.reason}` : entry.label,
  ...(list.forced ? { forced: true } : {}),
  ...(entry.until === undefined ? {} : { until: entry.until }),
});

class Builder {
  readonly #effects: Effect[] = [];
  readonly #places = new Map<string, number>();
  // Maps, because `constructor` and `__proto__` are names that an author can have.
  readonly #repos = new Map<string, number[]>();
  readonly #authors = new Map<string, number[]>();
  readonly #labels = new Map<string, number[]>();
  readonly #words: [string, number][] = [];

  addRule({ kind, value }: { kind: RuleKind; value: string }, effect: Effect): void {
    const place = this.#place(effect);
    if (kind === 'word') this.#words.push([value, place]);
    else if (kind === 'repo') push(this.#repos, value, place);
    else if (kind === 'author') push(this.#authors, value.toLowerCase(), place);
    else push(this.#labels, `${kind}:${value.toLowerCase()}`, place);
  }

  addEntry({ kind, value }: ListEntry, effect: Effect): void {
    push(kind === 'repo' ? this.#repos : this.#authors, value, this.#place(effect));
  }

  build(): RuleSet {
    return {
      v: 1,
      effects: this.#effects,
      repos: Object.fromEntries(this.#repos),
      authors: Object.fromEntries(this.#authors),
      labels: Object.fromEntries(this.#labels),
      words: this.#words,
    };
  }

  #place(effect: Effect): number {
    const name = JSON.stringify(effect);
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    this.#places.set(name, this.#effects.length);
    return this.#effects.push(effect) - 1;
  }
}

function push(map: Map<string, number[]>, key: string, place: number): void {
  const places = map.get(key);
  if (!places) map.set(key, [place]);
  else if (!places.includes(place)) places.push(place);
}
