/**
 * The person's own rules, and what they chose to see: kept, checked, compiled for the guard. The worker alone writes them.
 * What the person chose to see is never synced (lib/account/sync-units.ts), and nothing is put into an address.
 */
import type { Database } from '../platform/db.ts';
import { compile, type Fitting, fitIn, type ListInForce, watched } from './compile.ts';
import { addHits, type Hit, keepHits, readHits } from './hits.ts';
import { keepRows, readRow } from './list-rows.ts';
import {
  checkValue,
  forcedRules,
  hasEnded,
  type ManagedRules,
  type Rule,
  RuleError,
  valueWords,
} from './rule.ts';
import type { RuleDraft, RulesView } from './rule-views.ts';
import {
  followLists,
  type ImportMode,
  type ImportResult,
  importInto,
  place,
  type Restore,
  restoreInto,
} from './rules-change.ts';
import { exportRules, readRulesFile } from './rules-file.ts';
import { createQuick } from './rules-quick.ts';
import {
  createRulesStorage,
  keep,
  type LocalStore,
  type RulesStorage,
  type StoredRules,
} from './rules-storage.ts';
import { RULESET_KEY, readRuleSet } from './ruleset.ts';

export { compile, watched } from './compile.ts';

export interface RulesOptions {
  db: () => Promise<Database>;
  store: LocalStore;
  session: { get(): Promise<string> };
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** What an administrator set. */
  managed?: () => Promise<ManagedRules>;
  /** Throws a sentence where a lock forbids the change of `rules` or `lists`. */
  assertMayChange?: (what: readonly string[]) => Promise<void>;
  mayReveal?: () => Promise<boolean>;
}

/** What the rule set was last made for. */
const MADE = 'ruleset';
interface Made {
  session: string;
  managed: string;
  problems: string[];
}

export type Rules = ReturnType<typeof createRules>;

export function createRules(options: RulesOptions) {
  const { db, store, session, now = Date.now } = options;
  const managed = options.managed ?? (async () => ({ rules: [], lists: [] }));
  const forced = async () => forcedRules(await managed());

  const storage: RulesStorage = createRulesStorage(store, publish);

  /** What still holds: expired rules and those of another session are gone. */
  async function live(stored: StoredRules): Promise<Rule[]> {
    const id = await session.get();
    return stored.rules.filter((rule) => !hasEnded(rule, now(), id));
  }

  /** Writes the rule set for the guard, if it says something else than before. */
  async function publish(stored: StoredRules): Promise<void> {
    const lists: ListInForce[] = [];
    for (const list of stored.lists) {
      const row = list.enabled ? await readRow(db, list.id) : null;
      if (row) lists.push({ ...list, entries: row.entries, forced: list.managed !== undefined });
    }
    const fitting = fitIn(lists, now());
    const set = compile(await live(stored), lists, await forced(), now(), fitting);
    const before = await store.get(RULESET_KEY);
    if (JSON.stringify(before) !== JSON.stringify(set)) await keep(store, RULESET_KEY, set);
    const made: Made = { ...(await madeFor()), problems: fitting.flatMap(cutSentence) };
    await (await db()).put('meta', { key: MADE, value: made });
  }

  /** What the rule set hangs on besides the rules. */
  const madeFor = async () => ({ session: await session.get(), managed: JSON.stringify(await managed()) });
  const lastMade = async () => (await (await db()).get('meta', MADE))?.value as Made | undefined;

  /** Every change by a person: allowed, and without what has ended. */
  async function change<T>(work: (stored: StoredRules) => T | Promise<T>, what = ['rules']): Promise<T> {
    await options.assertMayChange?.(what);
    return storage.change(async (stored) => {
      stored.rules = await live(stored);
      return work(stored);
    });
  }

  /** A rule that shows is a reveal. */
  async function mayShow(rules: readonly Pick<Rule, 'action'>[]): Promise<void> {
    if (!rules.some(({ action }) => action === 'show')) return;
    if (options.mayReveal && !(await options.mayReveal()))
      throw new RuleError('Hub Steward is locked here: nothing that is covered can be opened.');
  }

  /** What has ended goes; what an administrator has followed is followed. */
  const follow = () =>
    storage.change(async (stored) => {
      stored.rules = await live(stored);
      followLists(stored, (await managed()).lists, now());
    });

  const quick = createQuick({
    db,
    now,
    session: () => session.get(),
    change: async (rules, work) => {
      await mayShow(rules);
      return change(work);
    },
  });

  return {
    ...quick,

    /** For lists.ts, which keeps its subscriptions beside the rules. */
    storage,

    /** All of it, as the options show it. */
    async get(): Promise<RulesView> {
      const stored = await storage.read();
      const hits = await readHits(db);
      const withHit = <T extends { id: string }>(item: T): T & { hit?: Hit } => {
        const hit = hits.get(item.id);
        return hit ? { ...item, hit } : item;
      };
      return {
        rules: (await live(stored)).map(withHit),
        lists: stored.lists.map(withHit),
        forced: await forced(),
        problems: (await lastMade())?.problems ?? [],
      };
    },

    /** Adds a rule, or changes the one of that id. Another rule about the same thing gives way; `replaced` is for an undo. */
    async put(draft: RuleDraft): Promise<{ rule: Rule; replaced: Rule[]; note?: string }> {
      const checked = checkValue(draft.kind, draft.value);
      if (!checked.ok) throw new RuleError(checked.problem);
      if (draft.expires !== undefined && draft.expires <= now())
        throw new RuleError('The end of a rule must lie in the future. Choose a later day.');
      await mayShow([draft]);
      return change((stored) => {
        const before = stored.rules.find(({ id }) => id === draft.id);
        const rule: Rule = {
          id: draft.id,
          kind: draft.kind,
          value: checked.value,
          action: draft.action,
          created: before?.created ?? now(),
          ...(draft.expires === undefined ? {} : { expires: draft.expires }),
          ...(draft.note ? { note: draft.note } : {}),
        };
        const replaced = place(stored.rules, rule).filter(({ id }) => id !== rule.id);
        const older = replaced.find((each) => each.session === undefined);
        const note = older && `There was a rule about ${valueWords(rule)} already; this one takes its place.`;
        return { rule, replaced: before ? [before, ...replaced] : replaced, ...(note ? { note } : {}) };
      });
    },

    /** Answers what was removed, for an undo. */
    async remove(ids: readonly string[]): Promise<Rule[]> {
      return change((stored) => {
        const gone = stored.rules.filter(({ id }) => ids.includes(id));
        stored.rules = stored.rules.filter(({ id }) => !ids.includes(id));
        return gone;
      });
    },

    /** Takes a removal, a replacement or an import back. */
    async restore(back: Restore): Promise<void> {
      await mayShow(back.rules);
      const lists = [...(back.lists ?? []), ...(back.withoutLists ?? [])];
      await change((stored) => restoreInto(stored, back), touched(lists));
    },

    /** The rules as a file. @param reveals also what the person chose to see */
    async export(reveals: boolean): Promise<string> {
      const stored = await storage.read();
      return exportRules(await live(stored), stored.lists, { reveals, now: now() });
    },

    /** Takes a file in, or only says what would come of it. */
    async import(text: string, mode: ImportMode, dry: boolean): Promise<ImportResult> {
      const file = readRulesFile(text, now(), () => crypto.randomUUID());
      if (dry) {
        const stored = await storage.read();
        return importInto({ ...stored, rules: await live(stored) }, file, mode, now());
      }
      await mayShow(file.rules);
      const lists = mode === 'replace' ? ['all'] : file.lists;
      return change((stored) => importInto(stored, file, mode, now()), touched(lists));
    },

    /** What pages tell of rules and lists that applied; others than ours are not counted. */
    async hits(told: Readonly<Record<string, number>>): Promise<void> {
      const { rules, lists } = await storage.read();
      const ours = new Set([...rules, ...lists, ...(await forced())].map(({ id }) => id));
      const counted = Object.entries(told).filter(([id]) => ours.has(id));
      if (counted.length > 0) await addHits(db, Object.fromEntries(counted), now());
    },

    /** At every start of the worker: what has ended goes. After the browser or an administrator changed, all is made anew. */
    async start(): Promise<void> {
      await follow();
      const { session: then, managed: before } = (await lastMade()) ?? {};
      const today = await madeFor();
      if (then !== today.session || before !== today.managed) await storage.settle();
    },

    /** What has ended goes, with all that hangs on it. */
    async daily(): Promise<void> {
      await follow();
      await storage.settle();
      const { rules, lists } = await storage.read();
      await keepHits(db, new Set([...rules, ...lists, ...(await forced())].map(({ id }) => id)));
      const subscribed = lists.map(({ id }) => id);
      await keepRows(db, subscribed, now());
    },

    /** After something else changed that the rule set is made of: what an administrator set, a list's entries. */
    async recompile(): Promise<void> {
      await follow();
      await storage.settle();
    },

    /** The labels that a look-up must read for the rules in force. */
    async watched(hints: () => boolean): Promise<string[]> {
      return watched(readRuleSet(await store.get(RULESET_KEY)), hints);
    },
  };
}

const touched = (lists: readonly unknown[]): string[] => (lists.length > 0 ? ['rules', 'lists'] : ['rules']);

const cutSentence = ({ list, entries, of }: Fitting): string[] =>
  entries.length === of
    ? []
    : [
        `Of ${list.name ?? list.id}, the first ${entries.length.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')} entries are in force: all lists together are more than can be read on every page. Switch a list off to make room.`,
      ];
