/**
 * What an administrator set: `storage.managed`, filled by the browser from its policies (lib/account/managed.md). Read only.
 * Chrome checks it against public/managed-schema.json and drops a whole entry that does not fit; Firefox checks nothing and
 * reads it at its start only (facts: developer.chrome.com "Manifest for managed storage"; MDN `storage.managed`).
 * So the schema there is lenient, and each field is checked here by itself: one mistake never opens the rest.
 */
import { z } from 'zod';
import { ACTIONS, type FilterPreferences, LOOKS, UNKNOWNS } from '../nfaa/preferences.ts';
import { RULE_KINDS } from '../nfaa/ruleset.ts';
import { repoRefSchema } from '../report/report.ts';
import { browser } from './browser.ts';
import type { Database } from './db.ts';
import { PER_KEYS } from './settings.ts';

export const MAX_MANAGED_RULES = 2_000;
export const MAX_MANAGED_LISTS = 50;

const managedRuleSchema = z.object({
  kind: z.enum(RULE_KINDS),
  value: z.string().trim().min(1).max(200),
  action: z.enum(ACTIONS),
  reason: z.string().max(500).optional(),
});
export type ManagedRule = z.infer<typeof managedRuleSchema>;

export type ManagedFilter = Partial<Pick<FilterPreferences, 'on' | 'action' | 'look' | 'unknown' | 'per'>>;

export interface Managed {
  /** Values above the person's own. */
  filter: ManagedFilter;
  /** `false`: covers cannot be opened. */
  allowReveal: boolean;
  /** None of the filter's settings can be changed here. */
  lockSettings: boolean;
  rules: ManagedRule[];
  /** Ids of dataset repositories whose lists are followed: `owner/name`. */
  lists: string[];
  /** Sentences about what was ignored. */
  problems: string[];
}

export const NOT_MANAGED: Readonly<Managed> = {
  filter: {},
  allowReveal: true,
  lockSettings: false,
  rules: [],
  lists: [],
  problems: [],
};

/** In the registry a number is the only way to say yes or no; Firefox hands it on as it is. */
const flag = z.union([z.boolean(), z.literal([0, 1]).transform((number) => number === 1)]);
const FLAG = 'true or false';
const oneOf = (names: readonly string[]) => `one of ${names.join(', ')}`;

type Fields = Record<string, unknown>;

/** Reads field by field; what is wrong is left out, and named in `problems`. */
function createReader(problems: string[]) {
  const ignored = (what: string, why: string) => problems.push(`${what} is ignored: ${why}.`);
  function read<T>(from: Fields, path: string, schema: z.ZodType<T>, is: string): T | undefined {
    const name = path.slice(path.indexOf('.') + 1);
    const value = Object.hasOwn(from, name) ? from[name] : undefined;
    if (value === undefined) return undefined;
    const sound = schema.safeParse(value);
    if (!sound.success) ignored(`“${path}”`, `it must be ${is}`);
    return sound.data;
  }
  return {
    ignored,
    read,
    choice: <T extends string>(from: Fields, path: string, names: readonly T[]) =>
      read(from, path, z.enum(names), oneOf(names)),
    object: (from: Fields, path: string): Fields =>
      read(from, path, z.record(z.string(), z.unknown()), 'an object') ?? {},
    /** Of a list the sound entries count. */
    entries<T>(from: Fields, path: string, schema: z.ZodType<T>, max: number, is: string): T[] {
      const list = read(from, path, z.array(z.unknown()), 'a list') ?? [];
      if (list.length > max) problems.push(`“${path}” is cut: only the first ${max} entries count.`);
      return list.slice(0, max).flatMap((entry, place) => {
        const sound = schema.safeParse(entry);
        if (sound.success) return [sound.data];
        ignored(`Entry ${place + 1} of “${path}”`, `it must be ${is}`);
        return [];
      });
    },
    noOthers(from: Fields, names: readonly string[], prefix = '') {
      for (const name of Object.keys(from))
        if (!names.includes(name)) ignored(`“${prefix}${name}”`, 'there is no setting of this name');
    },
  };
}
type Reader = ReturnType<typeof createReader>;

/**
 * Reads what the browser hands over. A field that is wrong is left out and named; nothing is thrown.
 * @param stored all of `storage.managed`
 */
export function parseManaged(stored: unknown): Managed {
  const all = (typeof stored === 'object' && stored !== null ? stored : {}) as Fields;
  const problems: string[] = [];
  const reader = createReader(problems);
  reader.noOthers(all, ['filter', 'allowReveal', 'lockSettings', 'rules', 'lists']);
  return {
    filter: filterOf(reader.object(all, 'filter'), reader),
    allowReveal: reader.read(all, 'allowReveal', flag, FLAG) ?? true,
    lockSettings: reader.read(all, 'lockSettings', flag, FLAG) ?? false,
    rules: reader.entries(all, 'rules', managedRuleSchema, MAX_MANAGED_RULES, A_RULE),
    lists: reader.entries(all, 'lists', repoRefSchema.shape.id, MAX_MANAGED_LISTS, A_LIST),
    problems,
  };
}

const A_RULE = `an object with kind (${RULE_KINDS.join(', ')}), value and action (${ACTIONS.join(', ')})`;
const A_LIST = 'the id of a dataset, such as owner/name';

function filterOf(given: Fields, reader: Reader): ManagedFilter {
  reader.noOthers(given, ['on', 'action', 'look', 'unknown', 'per'], 'filter.');
  const per = Object.entries(reader.object(given, 'filter.per')).flatMap(([key, value]) => {
    const path = `“filter.per.${key}”`;
    const action = z.enum(ACTIONS).safeParse(value);
    if (!PER_KEYS.includes(key)) reader.ignored(path, 'there is no place or type of this name');
    else if (!action.success) reader.ignored(path, `it must be ${oneOf(ACTIONS)}`);
    else return [[key, action.data] as const];
    return [];
  });
  const filter: ManagedFilter = {
    on: reader.read(given, 'filter.on', flag, FLAG),
    action: reader.choice(given, 'filter.action', ACTIONS),
    look: reader.choice(given, 'filter.look', LOOKS),
    unknown: reader.choice(given, 'filter.unknown', UNKNOWNS),
    per: per.length > 0 ? Object.fromEntries(per) : undefined,
  };
  // What was not set is not there at all: it stays the person's own.
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** What is managed now. Firefox throws where nobody manages anything, and so does a browser without managed storage. */
export async function readManaged(): Promise<Managed> {
  try {
    return parseManaged(await browser.storage.managed.get(null));
  } catch {
    return NOT_MANAGED;
  }
}

/** Where the last answer is kept, in `meta`. */
const KEPT = 'managed';

export interface ManagedOptions {
  db: () => Promise<Database>;
  read: () => Promise<Managed>;
  /** Something else holds now than what was known. */
  onChange: () => void;
}

/**
 * What is managed, at once. Chromium answers only seconds after it was started (measured: 2 to 4), and a lock must neither
 * be open nor hold everything up until then: so the last answer counts until there is a new one.
 */
export function createManaged({ db, read, onChange }: ManagedOptions) {
  let known: Managed | undefined;
  const get = async (): Promise<Managed> =>
    known ?? ((await (await db()).get('meta', KEPT))?.value as Managed | undefined) ?? NOT_MANAGED;
  return {
    get,
    /** Asks the browser: at every start of the worker, and when it says that something changed. */
    async refresh(): Promise<void> {
      const before = await get();
      known = await read();
      if (JSON.stringify(known) === JSON.stringify(before)) return;
      await (await db()).put('meta', { key: KEPT, value: known });
      onChange();
    },
  };
}

/** Calls back when the administrator changed something while the browser runs; Firefox never does. Returns how to stop. */
export function onManaged(listener: () => void): () => void {
  const changed = (_: unknown, area: string) => {
    if (area === 'managed') listener();
  };
  browser.storage.onChanged.addListener(changed);
  return () => browser.storage.onChanged.removeListener(changed);
}
