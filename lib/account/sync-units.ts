/**
 * What of this device is synced, unit by unit, and how units become settings again. Pure.
 *
 * Never synced: what the person chose to see, a pause, whatever belongs to this session, an administrator's rules and lists.
 */
import {
  ACTIONS,
  type Action,
  CONTEXTS,
  DEFAULT_FILTER,
  FILTERED_TYPES,
  readFilter,
} from '../nfaa/preferences.ts';
import {
  checkValue,
  hasEnded,
  isReveal,
  LIST_ACTIONS,
  type ListAction,
  MAX_LISTS,
  MAX_RULES,
  type Rule,
  ruleSchema,
  type Subscription,
  sameThing,
  subscriptionSchema,
} from '../nfaa/rule.ts';
import { RULE_KINDS, type RuleKind } from '../nfaa/ruleset.ts';
import type { Settings, SettingsChange } from '../platform/settings.ts';
import { same } from './sync-format.ts';

/** What there is on this device. */
export interface Local {
  settings: Pick<Settings, 'filter' | 'report'>;
  rules: readonly Rule[];
  lists: readonly Subscription[];
  /** Storage holds none at all: that is no word of a person, and takes nothing away elsewhere. */
  noSettings: boolean;
  noRules: boolean;
}

/** Kinds of units, by the letter before the colon. */
const FILTER = 'f:';
const PLACE = 'p:';
const REPORT = 's:';
const RULE = 'r:';
const LIST = 'l:';

const FILTER_FIELDS = ['on', 'action', 'look', 'unknown', 'hints'] as const;
const REPORT_FIELDS = ['buttonOnCards'] as const;
const REPORT_DEFAULTS: Settings['report'] = { buttonOnCards: true };

/** What a unit is about. */
export type Part = 'setting' | 'exception' | 'report' | 'rule' | 'list';

/** `null`: of a version of us that knows more. */
export function partOf(key: string): Part | null {
  const name = key.slice(2);
  if (key.startsWith(FILTER)) return FILTER_FIELDS.some((field) => field === name) ? 'setting' : null;
  if (key.startsWith(REPORT)) return REPORT_FIELDS.some((field) => field === name) ? 'report' : null;
  if (key.startsWith(PLACE)) return isPlace(name) ? 'exception' : null;
  if (key.startsWith(RULE)) return RULE_KINDS.some((kind) => name.startsWith(`${kind} `)) ? 'rule' : null;
  return key.startsWith(LIST) ? 'list' : null;
}

/** Settings always say something; the others can be taken away. */
export const canGo = (part: Part): boolean => part !== 'setting' && part !== 'report';

function isPlace(name: string): boolean {
  const words = name.split(' ');
  const type = words.at(-1)!;
  const hasType = FILTERED_TYPES.some((each) => each === type);
  const context = words[0]!;
  return words.length > 2
    ? false
    : words.length === 2
      ? hasType && CONTEXTS.some((each) => each === context)
      : hasType || CONTEXTS.some((each) => each === context);
}

/** The lock's name for what a unit changes; `null` where no lock holds it. */
export function lockFieldOf(key: string): string | null {
  const part = partOf(key);
  if (part === 'setting') return `filter.${key.slice(2)}`;
  if (part === 'exception') return 'filter.per';
  return part === 'rule' ? 'rules' : part === 'list' ? 'lists' : null;
}

const ruleKey = (rule: Pick<Rule, 'kind' | 'value'>): string => RULE + sameThing(rule);
const listKey = ({ id }: Pick<Subscription, 'id'>): string => LIST + id.toLowerCase();

/** As short as can be: a thousand rules have to fit. */
interface RuleValue {
  a: Action;
  /** The value, where the key has it in another case. */
  v?: string;
  /** Made, ends: milliseconds since the epoch. */
  c: number;
  e?: number;
  n?: string;
}
interface ListValue {
  /** Spelt as on the Hub. */
  i: string;
  o: boolean;
  a: ListAction;
}

const ruleValue = ({ kind, value, action, created, expires, note }: Rule): RuleValue => ({
  a: action,
  c: created,
  ...(sameThing({ kind, value }) === `${kind} ${value}` ? {} : { v: value }),
  ...(expires === undefined ? {} : { e: expires }),
  ...(note ? { n: note } : {}),
});

/** A rule out of a unit; `null` for what is none, and for a reveal: nobody else decides what is seen here. */
function readRule(key: string, value: unknown, id: string): Rule | null {
  const name = key.slice(2);
  const kind = name.slice(0, name.indexOf(' ')) as RuleKind;
  const { a, v, c, e, n } = (value ?? {}) as Partial<RuleValue>;
  const parsed = ruleSchema.safeParse({
    id,
    kind,
    value: v ?? name.slice(kind.length + 1),
    action: a,
    created: c,
    ...(e === undefined ? {} : { expires: e }),
    ...(n === undefined ? {} : { note: n }),
  });
  if (!parsed.success || isReveal(parsed.data) || ruleKey(parsed.data) !== key) return null;
  const checked = checkValue(kind, parsed.data.value);
  return checked.ok && checked.value === parsed.data.value ? parsed.data : null;
}

function readList(key: string, value: unknown, now: number): Subscription | null {
  const { i, o, a } = (value ?? {}) as Partial<ListValue>;
  if (!LIST_ACTIONS.some((each) => each === a)) return null;
  const parsed = subscriptionSchema.safeParse({ id: i, enabled: o, action: a, added: now });
  return parsed.success && listKey(parsed.data) === key ? parsed.data : null;
}

/** Can this be put in force here? */
export function isReadable(key: string, value: unknown): boolean {
  const part = partOf(key);
  const name = key.slice(2);
  if (part === null) return false;
  if (value === undefined) return canGo(part);
  if (part === 'setting') return same(Reflect.get(readFilter({ filter: { [name]: value } }), name), value);
  if (part === 'report') return typeof value === 'boolean';
  if (part === 'exception') return ACTIONS.some((action) => action === value);
  return part === 'rule'
    ? readRule(key, value, '00000000-0000-4000-8000-000000000000') !== null
    : readList(key, value, 0) !== null;
}

/** A setting that nobody has changed. */
export const isDefault = (key: string, value: unknown): boolean =>
  same(
    value,
    key.startsWith(FILTER)
      ? Reflect.get(DEFAULT_FILTER, key.slice(2))
      : key.startsWith(REPORT)
        ? Reflect.get(REPORT_DEFAULTS, key.slice(2))
        : undefined,
  );

export interface Here {
  values: Map<string, unknown>;
  /** About these something stands here that is nobody else's: a reveal, an administrator's list. Sync leaves them alone. */
  masked: Set<string>;
}

/** Everything of this device that is synced. @param session id of this browser session */
export function unitsHere({ settings, rules, lists }: Local, now: number, session: string): Here {
  const values = new Map<string, unknown>();
  const masked = new Set<string>();
  for (const field of FILTER_FIELDS) values.set(FILTER + field, settings.filter[field]);
  for (const field of REPORT_FIELDS) values.set(REPORT + field, settings.report[field]);
  for (const [place, action] of Object.entries(settings.filter.per))
    if (isPlace(place)) values.set(PLACE + place, action);
  for (const rule of rules) {
    if (rule.session !== undefined || hasEnded(rule, now, session)) continue;
    if (isReveal(rule)) masked.add(ruleKey(rule));
    else values.set(ruleKey(rule), ruleValue(rule));
  }
  for (const { id, enabled, action, managed } of lists) {
    if (managed) masked.add(listKey({ id }));
    else values.set(listKey({ id }), { i: id, o: enabled, a: action } satisfies ListValue);
  }
  for (const key of masked) values.delete(key);
  return { values, masked };
}

/** The change of settings that these values ask for. @param per the exceptions as they are */
export function settingsChange(
  wanted: ReadonlyMap<string, unknown>,
  per: Readonly<Record<string, Action>>,
): SettingsChange | null {
  const filter: Record<string, unknown> = {};
  const report: Record<string, unknown> = {};
  let places: Record<string, Action> | undefined;
  for (const [key, value] of wanted) {
    const part = partOf(key);
    const name = key.slice(2);
    if (part === 'setting') filter[name] = value;
    if (part === 'report') report[name] = value;
    if (part !== 'exception') continue;
    places ??= { ...per };
    if (value === undefined) delete places[name];
    else places[name] = value as Action;
  }
  if (places) filter.per = places;
  const change: Record<string, unknown> = {
    ...(Object.keys(filter).length > 0 ? { filter } : {}),
    ...(Object.keys(report).length > 0 ? { report } : {}),
  };
  return Object.keys(change).length > 0 ? (change as SettingsChange) : null;
}

/**
 * Puts rules and lists in force. What was revealed for this session stays revealed.
 * @param idOf the id of a rule that comes anew
 * @returns keys for which there was no room
 */
export function changeRules(
  stored: { rules: Rule[]; lists: Subscription[] },
  wanted: ReadonlyMap<string, unknown>,
  now: number,
  idOf: (key: string) => string,
): string[] {
  const full: string[] = [];
  let room = MAX_RULES - stored.rules.filter(({ session }) => session === undefined).length;
  for (const [key, value] of wanted) {
    const part = partOf(key);
    if (part === 'list') changeList(stored, key, value, now, full);
    if (part !== 'rule') continue;
    const isOld = (rule: Rule) => rule.session === undefined && ruleKey(rule) === key;
    const at = stored.rules.findIndex(isOld);
    const rule = readRule(key, value, at < 0 ? idOf(key) : stored.rules[at]!.id);
    const before = stored.rules.length;
    if (!rule) {
      stored.rules = stored.rules.filter((each) => !isOld(each));
      room += before - stored.rules.length;
    } else if (at >= 0) stored.rules[at] = rule;
    else if (room < 1) full.push(key);
    else {
      stored.rules.push(rule);
      room--;
    }
  }
  return full;
}

function changeList(
  stored: { lists: Subscription[] },
  key: string,
  value: unknown,
  now: number,
  full: string[],
): void {
  const list = readList(key, value, now);
  const known = stored.lists.find((each) => listKey(each) === key);
  if (known?.managed) return;
  if (!list) stored.lists = stored.lists.filter((each) => each !== known);
  else if (known) Object.assign(known, { enabled: list.enabled, action: list.action });
  else if (stored.lists.length >= MAX_LISTS) full.push(key);
  else stored.lists.push(list);
}
