/** Rules and lists as the worker knows them, what is being done about them, and the way back. */
import { create } from 'zustand';
import type { ListAction, Rule } from '../../../lib/nfaa/rule.ts';
import type { ListPreview, RuleDraft, RulesView } from '../../../lib/nfaa/rule-views.ts';
import { onRules } from '../../../lib/nfaa/rules-browser.ts';
import type { ImportMode, ImportResult } from '../../../lib/nfaa/rules-change.ts';
import { ask } from '../../../lib/platform/ask.ts';
import { sentence } from '../../ui/sentence.ts';
import { count, importWords, ruleWords } from './words.ts';

/** Where on the page something was done: it is said there. */
export type Where = 'rules' | 'seen' | 'file' | 'lists';

interface Said {
  where: Where;
  text: string;
}
interface Done extends Said {
  undo?: () => Promise<unknown>;
}

interface RulesStore {
  /** `null` until the worker has answered. */
  view: RulesView | null;
  /** Why they could not be read. */
  problem: string | null;
  /** Why what was just asked for was not done. */
  refused: Said | null;
  /** What was just done. */
  done: Done | null;
  /** What is under way: the id of a rule or list, or the name of what is done. */
  busy: string | null;
  load: () => Promise<void>;
  /** True when it was kept. */
  put: (draft: RuleDraft) => Promise<boolean>;
  remove: (rules: readonly Rule[], where: Where) => Promise<boolean>;
  undo: () => Promise<boolean>;
  /** What would come of a file; `null` when it is none. */
  look: (text: string, mode: ImportMode) => Promise<ImportResult | null>;
  take: (text: string, mode: ImportMode) => Promise<boolean>;
  /** The file's text. */
  save: (reveals: boolean) => Promise<string | null>;
  preview: (text: string) => Promise<ListPreview | null>;
  subscribe: (list: ListPreview, action: ListAction) => Promise<boolean>;
  changeList: (id: string, change: { enabled?: boolean; action?: ListAction }) => Promise<boolean>;
  unsubscribe: (id: string) => Promise<boolean>;
  refresh: (id: string) => Promise<boolean>;
}

const NOTHING = { rules: [], without: [] };

export const useRules = create<RulesStore>()((set, get) => {
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: nothing that was asked for is lost. What is refused is said where it was asked for. */
  function run<T>(
    where: Where,
    busy: string,
    work: () => Promise<[T, Omit<Done, 'where'> | null]>,
  ): Promise<{ result: T } | null> {
    const doing = last.then(async () => {
      set({ busy, refused: null, done: null });
      try {
        const [result, said] = await work();
        await get().load();
        set({ busy: null, done: said && { where, ...said } });
        return { result };
      } catch (error) {
        await get().load();
        set({ busy: null, refused: { where, text: sentence(error) } });
        return null;
      }
    });
    last = doing;
    return doing;
  }
  const succeeded = (answer: unknown): boolean => answer !== null;

  return {
    view: null,
    problem: null,
    refused: null,
    done: null,
    busy: null,

    load: async () => {
      try {
        set({ view: await ask('rules.get', {}), problem: null });
      } catch (error) {
        set({ problem: sentence(error) });
      }
    },

    put: async (draft) =>
      succeeded(
        await run('rules', draft.id, async () => {
          const { rule, replaced, note } = await ask('rules.put', draft);
          const text = note ?? `In force: ${ruleWords(rule)}.`;
          const undo = () => ask('rules.restore', { rules: replaced, without: [rule.id] });
          return [true, { text, undo }];
        }),
      ),

    remove: async (rules, where) =>
      succeeded(
        await run(where, rules.length === 1 ? rules[0]!.id : 'removing', async () => {
          const gone = await ask('rules.remove', { ids: rules.map(({ id }) => id) });
          const what = gone.length === 1 ? ruleWords(gone[0]!) : count(gone.length, 'rule');
          return [
            true,
            { text: `Removed: ${what}.`, undo: () => ask('rules.restore', { rules: gone, without: [] }) },
          ];
        }),
      ),

    undo: async () => {
      const { done } = get();
      if (!done?.undo) return false;
      const { where, undo } = done;
      return succeeded(
        await run(where, 'undoing', async () => {
          await undo();
          return [true, { text: 'It is as it was before.' }];
        }),
      );
    },

    look: async (text, mode) => {
      const answer = await run('file', 'looking', async () => [
        await ask('rules.import', { text, mode, dry: true }),
        null,
      ]);
      return answer?.result ?? null;
    },

    take: async (text, mode) =>
      succeeded(
        await run('file', 'taking', async () => {
          const result = await ask('rules.import', { text, mode, dry: false });
          const { undo } = result;
          return [
            true,
            { text: importWords(result, 'done').join(' '), undo: () => ask('rules.restore', undo) },
          ];
        }),
      ),

    save: async (reveals) => {
      const answer = await run('file', 'saving', async () => [
        await ask('rules.export', { reveals }),
        { text: 'The file is made; your browser saves it among your downloads.' },
      ]);
      return answer?.result ?? null;
    },

    preview: async (text) => {
      const answer = await run('lists', 'looking at a list', async () => [
        await ask('lists.preview', { text }),
        null,
      ]);
      return answer?.result ?? null;
    },

    subscribe: async ({ id, name }, action) =>
      succeeded(
        await run('lists', 'subscribing', async () => {
          await ask('lists.subscribe', { id, action });
          return [true, { text: `You follow ${name ?? id}. Its entries are in force.` }];
        }),
      ),

    changeList: async (id, change) =>
      succeeded(
        await run('lists', id, async () => {
          const { name, enabled } = await ask('lists.change', { id, ...change });
          return [true, { text: `${name ?? id} is ${enabled ? 'in force' : 'switched off'}.` }];
        }),
      ),

    unsubscribe: async (id) =>
      succeeded(
        await run('lists', id, async () => {
          const gone = await ask('lists.unsubscribe', { id });
          const undo = () => ask('rules.restore', { ...NOTHING, lists: [gone] });
          return [true, { text: `You no longer follow ${gone.name ?? id}.`, undo }];
        }),
      ),

    refresh: async (id) =>
      succeeded(
        await run('lists', id, async () => {
          const { failed, name, entries = 0 } = await ask('lists.refresh', { id });
          if (failed) throw new Error(failed);
          return [true, { text: `${name ?? id} is up to date: ${count(entries, 'entry', 'entries')}.` }];
        }),
      ),
  };
});

/** Reads once, and again whenever rules change or the page is looked at again. Returns how to stop. */
export function followRules(): () => void {
  const look = () => void useRules.getState().load();
  const shown = () => {
    if (document.visibilityState === 'visible') look();
  };
  look();
  document.addEventListener('visibilitychange', shown);
  const stop = onRules(look);
  return () => {
    document.removeEventListener('visibilitychange', shown);
    stop();
  };
}
