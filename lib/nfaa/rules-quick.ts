/** Rules with one press, from a card's menu, and the way back from each. */
import { type RepoRef, repoKey } from '../hub/ref.ts';
import type { Database } from '../platform/db.ts';
import type { Action } from './preferences.ts';
import { checkValue, type Rule, RuleError } from './rule.ts';
import type { Quick } from './rule-views.ts';
import { place, restoreInto } from './rules-change.ts';
import type { StoredRules } from './rules-storage.ts';
import type { Trait } from './traits.ts';

const UNDO = 'undo';
const UNDO_MAX = 50;
const UNDO_AGE_MS = 60 * 60_000;
const TWICE_MS = 10_000;

/** Kept by the worker: a page of the Hub names what it made, and can bring no rule of its own along. */
interface UndoRow {
  /** Of the rule that was made. */
  id: string;
  replaced: Rule[];
  at: number;
}

interface Made {
  ids: string[];
  said: string;
}

interface QuickOptions {
  db: () => Promise<Database>;
  now: () => number;
  /** Id of this browser session. */
  session: () => Promise<string>;
  /** Changes the rules, if that is allowed and these may be made. */
  change: <T>(rules: readonly Pick<Rule, 'action'>[], work: (stored: StoredRules) => T) => Promise<T>;
}

export function createQuick({ db, now, session, change }: QuickOptions) {
  async function readUndo(): Promise<UndoRow[]> {
    const row = await (await db()).get('meta', UNDO);
    return ((row?.value ?? []) as UndoRow[]).filter(({ at }) => now() - at < UNDO_AGE_MS);
  }
  const writeUndo = async (rows: UndoRow[]): Promise<void> => {
    await (await db()).put('meta', { key: UNDO, value: rows.slice(-UNDO_MAX) });
  };

  async function make(draft: Pick<Rule, 'kind' | 'value' | 'action'>, forSession = false): Promise<string> {
    const checked = checkValue(draft.kind, draft.value);
    if (!checked.ok) throw new RuleError(checked.problem);
    const rule: Rule = { ...draft, id: crypto.randomUUID(), value: checked.value, created: now() };
    if (forSession) rule.session = await session();
    const replaced = await change([rule], ({ rules }) => place(rules, rule));
    const rows = await readUndo();
    // Asked twice because the first answer was lost: the way back leads to before the first.
    const twin = rows.find(
      ({ id, at }) => now() - at < TWICE_MS && replaced.some((r) => r.id === id && r.action === draft.action),
    );
    await writeUndo([...rows, { id: rule.id, replaced: twin?.replaced ?? replaced, at: now() }]);
    return rule.id;
  }

  return {
    /** Makes one rule. The answer is what `undo` takes it back by; `said` is for the person. */
    async quick(ref: RepoRef, what: Quick): Promise<Made> {
      const [action, about] = what.split('-') as [Action, 'session' | 'always' | 'repo' | 'author'];
      const owner = ref.id.slice(0, ref.id.indexOf('/'));
      const forSession = about === 'session';
      const id =
        about === 'author'
          ? await make({ kind: 'author', value: owner, action })
          : await make({ kind: 'repo', value: repoKey(ref), action }, forSession);
      const subject = about === 'author' ? `All of ${owner}` : ref.id;
      return { ids: [id], said: `${subject} is ${SAID[action]} ${forSession ? UNTIL : LASTING}` };
    },

    /** Covers whatever has this in common. Never shows: a page of the Hub may ask for it. */
    async cover({ kind, value }: Trait): Promise<Made> {
      const id = await make({ kind, value, action: 'cover' });
      return { ids: [id], said: `Everything ${WITH[kind]} “${value}” is covered ${LASTING}` };
    },

    /** Takes quick rules back; what they replaced is there again. */
    async undo(ids: readonly string[]): Promise<void> {
      const rows = await readUndo();
      const taken = rows.filter(({ id }) => ids.includes(id)).reverse();
      if (taken.length === 0)
        throw new RuleError(
          'This can no longer be undone here. Change it in the options, under “Own rules”.',
        );
      await change([], (stored) => {
        const without = taken.map(({ id }) => id);
        restoreInto(stored, { rules: taken.flatMap(({ replaced }) => replaced), without });
      });
      await writeUndo(rows.filter(({ id }) => !ids.includes(id)));
    },
  };
}

const SAID: Record<Action, string> = { show: 'shown', mark: 'marked', cover: 'covered', hide: 'hidden' };
const WITH: Record<Trait['kind'], string> = {
  tag: 'with the tag',
  licence: 'under the licence',
  word: 'with the word',
};
const UNTIL = 'until the browser closes.';
const LASTING = 'from now on.';
