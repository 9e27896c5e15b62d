/** The draft: kept 0.4 s after the last key, and at once when the page goes; loaded, thrown away, taken back. */
import { ask } from '../../lib/platform/ask.ts';
import { hasWords } from '../../lib/report/draft-text.ts';
import type { Draft, Target } from '../../lib/report/report.ts';
import { sentence } from '../ui/sentence.ts';
import type { GetState, PanelState, SetState } from './state.ts';

/** After the last keystroke. */
const AUTOSAVE_MS = 400;

export interface Keeping {
  /** Changes the draft, and keeps it in a moment. */
  keep(draft: Draft): void;
  /** Keeps it now; `false` when that failed. */
  save(): Promise<boolean>;
  load(key: string): Promise<unknown>;
  /** Forgets it; `undoable`: as something that can be taken back. */
  drop(undoable: boolean): void;
  restore(): void;
}

export function keeping(set: SetState, get: GetState): Keeping {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** One after the other: what was typed last is what is kept last, and nothing is written over a draft that is still being read. */
  let line: Promise<unknown> = Promise.resolve();

  function keep(draft: Draft): void {
    const { sha } = get().target ?? {};
    set({
      draft: { ...draft, ...(sha && !draft.sha ? { sha } : {}), savedAt: Date.now() },
      draftSaved: false,
      discarded: null,
    });
    clearTimeout(timer);
    timer = setTimeout(() => void save(), AUTOSAVE_MS);
  }

  function save(): Promise<boolean> {
    clearTimeout(timer);
    const { draft, draftSaved } = get();
    if (!draft || draftSaved) return line.then(() => get().saveProblem === null);
    const saved = line.then(async () => {
      try {
        await ask('draft.save', { draft: withPassage(draft, get().target) });
        set({ saveProblem: null, ...(get().draft === draft ? { draftSaved: true } : {}) });
        return true;
      } catch (error) {
        set({ saveProblem: sentence(error) });
        return false;
      }
    });
    line = saved;
    return saved;
  }

  function load(key: string): Promise<unknown> {
    const { handover } = get();
    line = line
      .then(() => ask('draft.load', { key }))
      .then((stored) => {
        if (!stored || get().handover !== handover) return;
        const { draft } = get();
        set(afterLoad(get(), draft ? under(stored, draft) : stored));
        if (draft) keep(get().draft!);
      })
      .catch((error) => set({ problem: sentence(error) }));
    return line;
  }

  function drop(undoable: boolean): void {
    const { draft } = get();
    clearTimeout(timer);
    set({ draft: null, draftSaved: false, saveProblem: null, discarded: undoable ? draft : null });
    if (!draft) return;
    line = line
      .then(() => ask('draft.drop', { key: draft.key }))
      .catch((error) => set({ problem: sentence(error) }));
  }

  function restore(): void {
    const { discarded } = get();
    if (!discarded) return;
    keep(discarded);
    void save();
  }

  return { keep, save, load, drop, restore };
}

/** The worker leaves it out again for topics that take no words (lib/report/draft.ts). */
function withPassage(draft: Draft, target: Target | null): Draft {
  return target?.passage ? { ...draft, passage: target.passage } : draft;
}

/** What was begun before the kept draft was read stays; words of the kept one are not lost for that. */
function under(stored: Draft, draft: Draft): Draft {
  return {
    ...draft,
    texts: { ...stored.texts, ...draft.texts },
    answers: {
      public: { ...stored.answers?.public, ...draft.answers?.public },
      private: { ...stored.answers?.private, ...draft.answers?.private },
    },
  };
}

function afterLoad({ target, handover }: PanelState, draft: Draft): Partial<PanelState> {
  // What the person looks at now comes before what they looked at then.
  const sha = handover?.seed?.sha ?? draft.sha ?? target?.sha ?? null;
  const passage = target?.passage ?? draft.passage;
  // The hash is of what the worker read at the revision that it was asked for.
  const { evidenceHash, ...place } = target ?? {};
  const holds = evidenceHash && sha === target?.sha && passage === target?.passage;
  return {
    draft,
    draftSaved: true,
    citedText: draft.citedText ?? null,
    target: target && {
      ...(place as Target),
      sha,
      ...(passage ? { passage } : {}),
      ...(holds ? { evidenceHash } : {}),
    },
  };
}

/** Would closing the panel now lose somebody's work? */
export function wouldLose({ draft, draftSaved, saveProblem }: PanelState): boolean {
  return saveProblem !== null && !draftSaved && draft !== null && hasWords(draft);
}

/** Would leaving the page do so? A copyright complaint is kept nowhere, on purpose. */
export function pageWouldLose(state: PanelState): boolean {
  return wouldLose(state) || (state.notice !== null && state.record === null);
}
