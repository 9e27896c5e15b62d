/** Where own rules and subscriptions are kept: `storage.local`, written by the worker alone, one change after the other. */
import { z } from 'zod';
import { type Rule, RuleError, ruleSchema, type Subscription, subscriptionSchema } from './rule.ts';

export const RULES_KEY = 'rules';

export interface StoredRules {
  version: 1;
  rules: Rule[];
  lists: Subscription[];
}

/** The two things that the rules need of the browser; tests bring their own. */
export interface LocalStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
}

/** Writes, or says what to do when there is no room. */
export async function keep(store: LocalStore, key: string, value: unknown): Promise<void> {
  try {
    await store.set(key, value);
  } catch {
    throw new RuleError(
      'The browser could not keep this; perhaps it has no room left. Remove rules or lists that you do not need, then try again.',
    );
  }
}

export interface RulesStorage {
  read(): Promise<StoredRules>;
  /** Reads, changes and writes; whoever comes meanwhile waits. What is thrown leaves all as it was. */
  change<T>(work: (stored: StoredRules) => Promise<T> | T): Promise<T>;
  /** As after a write, in turn with the others: what hangs on the rules is made anew. */
  settle(): Promise<void>;
}

/** @param changed called after every write, before the next change begins */
export function createRulesStorage(
  store: LocalStore,
  changed: (stored: StoredRules) => Promise<void>,
): RulesStorage {
  let last: Promise<unknown> = Promise.resolve();
  const read = async () => readStored(await store.get(RULES_KEY));
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  }
  return {
    read,
    change: (work) =>
      inTurn(async () => {
        const stored = await read();
        const before = JSON.stringify(stored);
        const result = await work(stored);
        if (JSON.stringify(stored) !== before) {
          await keep(store, RULES_KEY, stored);
          await changed(stored);
        }
        return result;
      }),
    settle: () => inTurn(async () => changed(await read())),
  };
}

const listOf = <S extends z.ZodType>(schema: S) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((items) =>
      items.flatMap((item): z.output<S>[] => {
        const parsed = schema.safeParse(item);
        return parsed.success ? [parsed.data] : [];
      }),
    );

const storedSchema = z.object({ rules: listOf(ruleSchema), lists: listOf(subscriptionSchema) });

/** What is damaged is left out by itself; the rest stays. */
function readStored(value: unknown): StoredRules {
  const { rules, lists } = storedSchema.parse(typeof value === 'object' && value !== null ? value : {});
  return { version: 1, rules, lists };
}
