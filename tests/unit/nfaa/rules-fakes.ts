/** A worker's surroundings for the rules: storage, a database, a clock, a session of the browser. */
import 'fake-indexeddb/auto';
import type { ManagedRules, Rule } from '../../../lib/nfaa/rule.ts';
import { createRules, type RulesOptions } from '../../../lib/nfaa/rules.ts';
import type { LocalStore } from '../../../lib/nfaa/rules-storage.ts';
import { RULESET_KEY, type RuleSet, readRuleSet } from '../../../lib/nfaa/ruleset.ts';
import { createDatabase } from '../../../lib/platform/db.ts';

export const T0 = Date.UTC(2026, 10, 1, 12);
export const DAY = 24 * 60 * 60_000;

let count = 0;
export function makeWorld(extra: Partial<RulesOptions> = {}) {
  const world = {
    now: T0,
    session: 'one',
    managed: { rules: [], lists: [] } as ManagedRules,
    stored: new Map<string, unknown>(),
    writes: [] as string[],
    full: false,
  };
  const store: LocalStore = {
    get: async (key) => structuredClone(world.stored.get(key)),
    set: async (key, value) => {
      if (world.full) throw new Error('QUOTA_BYTES quota exceeded');
      world.writes.push(key);
      world.stored.set(key, structuredClone(value));
    },
  };
  const db = createDatabase(`rules-${++count}`);
  /** A new worker: nothing in memory. */
  const start = () =>
    createRules({
      db,
      store,
      now: () => world.now,
      session: { get: async () => world.session },
      managed: async () => world.managed,
      ...extra,
    });
  const ruleSet = (): RuleSet => readRuleSet(world.stored.get(RULESET_KEY));
  return { world, store, db, start, rules: start(), ruleSet };
}

let ids = 0;
export const uuid = (): string => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;

export const rule = (kind: Rule['kind'], value: string, action: Rule['action'], more = {}): Rule => ({
  id: uuid(),
  kind,
  value,
  action,
  created: T0,
  ...more,
});
