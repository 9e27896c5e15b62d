/** What the worker answers when it is asked about rules and lists. */
import type { RepoRef } from '../hub/ref.ts';
import type { Handlers } from '../platform/serve.ts';
import type { Lists } from './lists.ts';
import type { Rules } from './rules.ts';
import { traitsOf } from './traits.ts';

type Name = Extract<keyof Handlers, `${'rules' | 'lists'}.${string}`>;

interface Needs {
  rules: Rules;
  lists: Lists;
  /** A repository's tags; `null` where nobody can say. */
  tagsOf: (ref: RepoRef) => Promise<readonly string[] | null>;
}

export function ruleHandlers({ rules, lists, tagsOf }: Needs): Pick<Handlers, Name> {
  return {
    'rules.get': () => rules.get(),
    'rules.put': (draft) => rules.put(draft),
    'rules.remove': ({ ids }) => rules.remove(ids),
    'rules.restore': async (back) => {
      await rules.restore(back);
      void lists.due().catch(() => {});
      return {};
    },
    'rules.export': ({ reveals }) => rules.export(reveals),
    'rules.import': async ({ text, mode, dry }) => {
      const result = await rules.import(text, mode, dry);
      if (!dry) void lists.due().catch(() => {});
      return result;
    },
    'rules.quick': ({ ref, what }) => rules.quick(ref, what),
    'rules.traits': async ({ ref }) => {
      const tags = await tagsOf(ref).catch(() => null);
      return { traits: traitsOf(ref, tags), whole: tags !== null };
    },
    'rules.cover': ({ trait }) => rules.cover(trait),
    'rules.undo': async ({ ids }) => {
      await rules.undo(ids);
      return {};
    },
    'rules.hits': async ({ hits }) => {
      await rules.hits(hits);
      return {};
    },
    'lists.preview': ({ text }) => lists.preview(text),
    'lists.subscribe': ({ id, action }) => lists.subscribe(id, action),
    'lists.change': ({ id, ...change }) => lists.change(id, change),
    'lists.unsubscribe': ({ id }) => lists.unsubscribe(id),
    'lists.refresh': ({ id }) => lists.refresh(id),
  };
}
