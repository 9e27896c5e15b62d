/** What a change does to the stored rules: one rule in, a file in, something back again. Pure but for what it is given to change. */
import {
  isReveal,
  MAX_LISTS,
  MAX_RULES,
  MAX_SESSION_RULES,
  type Rule,
  RuleError,
  type Subscription,
  sameThing,
  valueWords,
} from './rule.ts';
import type { RulesFile } from './rules-file.ts';
import type { StoredRules } from './rules-storage.ts';

/** `merge` adds to what is there; `replace` removes it first, but for what the person chose to see. */
export const IMPORT_MODES = ['merge', 'replace'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/** What takes a change back. */
export interface Restore {
  rules: Rule[];
  /** Ids of rules that the change brought. */
  without: string[];
  lists?: Subscription[] | undefined;
  withoutLists?: string[] | undefined;
}

export interface ImportResult {
  /** Numbers of rules. `same`: there already, word for word. */
  added: number;
  replaced: number;
  same: number;
  removed: number;
  listsAdded: number;
  listsRemoved: number;
  skipped: number;
  problems: { what: string; why: string }[];
  undo: Restore;
}

const TOO_MANY = `You have ${MAX_RULES.toLocaleString('en-GB')} rules, the most that Hub Steward keeps. Remove some first.`;

const lasting = (rules: readonly Rule[]) => rules.filter(({ session }) => session === undefined).length;

/**
 * Puts a rule in the place of those about the same thing; answers what gave way. A reveal for this session leaves the
 * lasting rule alone, which comes back after it.
 */
export function place(rules: Rule[], rule: Rule): Rule[] {
  const about = sameThing(rule);
  const gone = rules.filter(
    (each) =>
      each.id === rule.id ||
      (sameThing(each) === about && (rule.session === undefined || each.session !== undefined)),
  );
  if (rule.session === undefined && lasting(rules) - lasting(gone) >= MAX_RULES)
    throw new RuleError(TOO_MANY);
  const at = rules.findIndex(({ id }) => id === rule.id);
  rules.splice(at < 0 ? rules.length : at, at < 0 ? 0 : 1, rule);
  remove(rules, (each) => each !== rule && gone.includes(each));
  const passing = rules.filter(({ session }) => session !== undefined);
  const tooMany = new Set(passing.slice(0, Math.max(0, passing.length - MAX_SESSION_RULES)));
  remove(rules, (each) => tooMany.has(each));
  return gone;
}

/** Takes a file in; answers what came of it, and what takes it back. */
export function importInto(
  stored: StoredRules,
  file: RulesFile,
  mode: ImportMode,
  now: number,
): ImportResult {
  const result: ImportResult = {
    added: 0,
    replaced: 0,
    same: 0,
    removed: 0,
    listsAdded: 0,
    listsRemoved: 0,
    skipped: file.skipped,
    problems: [...file.problems],
    undo: { rules: [], without: [], lists: [], withoutLists: [] },
  };
  const { undo } = result;
  const before = new Set(stored.rules);
  const inFile = new Set(file.rules.map(sameThing));
  if (mode === 'replace') {
    const isGone = (rule: Rule) =>
      rule.session === undefined && !isReveal(rule) && !inFile.has(sameThing(rule));
    undo.rules.push(...stored.rules.filter(isGone));
    remove(stored.rules, isGone);
    result.removed = undo.rules.length;
  }
  // One pass, because a file may hold a thousand: by what they are about, the last of the file counts.
  const about = Map.groupBy(stored.rules, sameThing);
  let room = MAX_RULES - lasting(stored.rules);
  for (const rule of file.rules) {
    const there = about.get(sameThing(rule)) ?? [];
    const old = there.find(({ session }) => session === undefined);
    if (old && saysTheSame(old, rule)) result.same++;
    else if (!old && room < 1) {
      if (result.skipped++ === file.skipped) result.problems.push({ what: valueWords(rule), why: TOO_MANY });
    } else {
      about.set(sameThing(rule), [rule]);
      undo.rules.push(...there.filter((each) => before.has(each)));
      undo.without.push(rule.id);
      if (old) result.replaced++;
      else {
        result.added++;
        room--;
      }
    }
  }
  stored.rules = [...about.values()].flat();
  importLists(stored, file, mode, now, result);
  return result;
}

function importLists(
  stored: StoredRules,
  file: RulesFile,
  mode: ImportMode,
  now: number,
  result: ImportResult,
): void {
  const { undo } = result;
  const has = (lists: readonly { id: string }[], id: string) =>
    lists.some((list) => list.id.toLowerCase() === id.toLowerCase());
  if (mode === 'replace') {
    const gone = stored.lists.filter(({ id, managed }) => !managed && !has(file.lists, id));
    stored.lists = stored.lists.filter((list) => !gone.includes(list));
    undo.lists = gone;
    result.listsRemoved = gone.length;
  }
  for (const { id, name, enabled, action } of file.lists) {
    if (has(stored.lists, id)) continue;
    if (stored.lists.length >= MAX_LISTS) {
      result.skipped++;
      result.problems.push({ what: id, why: TOO_MANY_LISTS });
      continue;
    }
    stored.lists.push({ id, enabled, action, added: now, ...(name ? { name } : {}) });
    undo.withoutLists!.push(id);
    result.listsAdded++;
  }
}

/** Lists that an administrator has followed are subscriptions that only they can end. */
export function followLists(stored: StoredRules, ids: readonly string[], now: number): void {
  const same = (id: string) => (other: string) => other.toLowerCase() === id.toLowerCase();
  stored.lists = stored.lists.filter(({ id, managed }) => managed !== 'only' || ids.some(same(id)));
  for (const list of stored.lists) {
    if (ids.some(same(list.id))) Object.assign(list, { managed: list.managed ?? 'also', enabled: true });
    else delete list.managed;
  }
  for (const id of ids)
    if (!stored.lists.some((list) => same(id)(list.id)))
      stored.lists.push({ id, enabled: true, action: 'as-listed', added: now, managed: 'only' });
}

/** Takes a change back. */
export function restoreInto(stored: StoredRules, back: Restore): void {
  remove(stored.rules, ({ id }) => back.without.includes(id));
  for (const rule of back.rules) place(stored.rules, rule);
  const { lists = [], withoutLists = [] } = back;
  stored.lists = stored.lists.filter(({ id, managed }) => managed || !withoutLists.includes(id));
  for (const list of lists)
    if (!stored.lists.some(({ id }) => id === list.id)) {
      if (stored.lists.length >= MAX_LISTS) throw new RuleError(TOO_MANY_LISTS);
      stored.lists.push(list);
    }
}

export const TOO_MANY_LISTS = `You have ${MAX_LISTS} lists, the most that Hub Steward keeps. Remove one first.`;

const saysTheSame = (a: Rule, b: Rule): boolean =>
  a.value === b.value && a.action === b.action && a.expires === b.expires && a.note === b.note;

function remove<T>(items: T[], isGone: (item: T) => boolean): void {
  const kept = items.filter((item) => !isGone(item));
  items.splice(0, items.length, ...kept);
}
