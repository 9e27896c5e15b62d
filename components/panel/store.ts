/** All that the panel knows, in one place: so that closing and opening it again, or losing the worker, loses nothing. */
import { create } from 'zustand';
import { ask } from '../../lib/platform/ask.ts';
import { newReference } from '../../lib/report/compose.ts';
import { classOf, draftKey, isWordless, textFor, textsOf } from '../../lib/report/draft-text.ts';
import type { Draft, Target } from '../../lib/report/report.ts';
import { isPrivateOnlyTopic } from '../../lib/report/route.ts';
import { targetOf } from '../../lib/report/target-of.ts';
import { sentence } from '../ui/sentence.ts';
import { currentRoute, isMoving, reportOf } from './derived.ts';
import { keeping, wouldLose } from './keeping.ts';
import { learning } from './learning.ts';
import { picturing } from './picturing.ts';
import { EMPTY, type PanelActions, type PanelState } from './state.ts';

export type { PanelState, Step } from './state.ts';

/** How often the outbox is asked while a report is on its way. */
const WATCH_MS = 700;

let watching: ReturnType<typeof setTimeout> | undefined;

export const usePanel = create<PanelState & PanelActions>((set, get) => {
  const fail = (error: unknown) => set({ problem: sentence(error), sending: false });
  const kept = keeping(set, get);
  const { learn, learnAccount, learnPolicy } = learning(set, get, fail);
  const pictures = picturing(set, get, kept.save);

  /** Changes a draft that may hold words; nothing happens where the topic takes none. */
  function change(how: (draft: Draft) => Draft): void {
    const { draft } = get();
    if (draft && !isWordless(draft)) kept.keep(how(draft));
  }

  /** Follows a report until there is nothing left to wait for; asking also wakes a worker that died. */
  function watch(): void {
    clearTimeout(watching);
    const { record, open } = get();
    if (!record || !open || !isMoving(record)) return;
    watching = setTimeout(async () => {
      try {
        const now = await ask('report.status', { id: record.id });
        if (get().record?.id === record.id && now) set({ record: now, problem: null });
        // The text is on the Hub now: the draft has done its work.
        if (now?.state === 'confirmed' || now?.state === 'sent') kept.drop(false);
      } catch (error) {
        fail(error);
      }
      watch();
    }, WATCH_MS);
  }

  async function act(name: 'report.retry' | 'report.cancel'): Promise<void> {
    const { record } = get();
    if (!record) return;
    try {
      set({ record: (await ask(name, { id: record.id })) ?? record, problem: null });
      watch();
    } catch (error) {
      fail(error);
    }
  }

  return {
    ...EMPTY,

    begin(handover) {
      const target = targetOf(handover, Date.now());
      const { policy, notice, target: last } = get();
      const key = draftKey(target);
      set({
        ...EMPTY,
        open: true,
        handover,
        target,
        id: crypto.randomUUID(),
        reference: newReference(),
        policy,
        // Closed and opened again on the same page: what was typed for it is still there.
        notice: last && draftKey(last) === key ? notice : null,
      });
      void kept.load(key).then(() => pictures.load(key));
      void learnPolicy();
      void learnAccount();
      void learn();
    },

    async close() {
      const { handover, draft, draftSaved } = get();
      if (draft && !draftSaved && !(await kept.save()) && wouldLose(get())) {
        set({ asking: 'close' });
        return;
      }
      if (get().handover === handover) get().closeAnyway();
    },

    closeAnyway() {
      const { handover, open } = get();
      clearTimeout(watching);
      set({ open: false, asking: null, discarded: null });
      if (open) handover?.giveBackFocus();
    },

    stay: () => set({ asking: null }),

    goTo: (step) => set({ step, problem: null }),

    chooseTopic(id) {
      const { target, draft, citedText } = get();
      if (!target) return;
      const same = draft?.topicId === id;
      // What was typed for the topic before is kept as that topic's: with one that takes no words, nothing is kept any more.
      if (draft && isPrivateOnlyTopic(id)) void kept.save();
      const before = { ...(draft ?? emptyDraft(target)), citedText: citedText ?? undefined };
      if (same) {
        kept.keep(before);
        pictures.settle();
        return;
      }
      // Another topic may have another audience: the route is chosen anew, knowingly.
      const { route: _, remedy: __, fork: ___, join: ____, ...rest } = before;
      const now = { ...rest, topicId: id, texts: textsOf(before) };
      kept.keep({ ...now, text: textFor(now, undefined) });
      set({ confirmedPublic: false });
      pictures.settle();
    },

    chooseFork: (fork) =>
      change((draft) => ({ ...draft, fork, ...(draft.fork === fork ? {} : { remedy: undefined }) })),

    citeText(hash) {
      const { draft } = get();
      set({ citedText: hash });
      if (draft) kept.keep({ ...draft, citedText: hash });
      pictures.settle();
    },

    chooseRoute(kind) {
      const { draft } = get();
      if (!draft) return;
      const join = kind === 'public-comment' ? draft.join : undefined;
      kept.keep({ ...draft, route: kind, join, text: textFor(draft, kind) });
      set({ confirmedPublic: false });
    },

    confirmPublic: (yes) => set({ confirmedPublic: yes }),
    goOnUnhurried: () => set({ unhurried: true }),

    join(thread) {
      change((draft) => {
        const route = thread ? ('public-comment' as const) : undefined;
        const join = thread
          ? { discussion: thread.discussion, title: thread.title.slice(0, 300) }
          : undefined;
        return { ...draft, route, join, text: textFor(draft, route) };
      });
      set({ confirmedPublic: false });
    },

    write(text) {
      const route = currentRoute(get());
      if (!route?.allowsText) return;
      // Kept apart by who may read it: what was written in private never turns up on a public route.
      change((draft) => ({
        ...draft,
        route: route.kind,
        text,
        texts: { ...draft.texts, [classOf(route.kind)]: text },
      }));
    },

    answer(question, words) {
      const route = currentRoute(get());
      if (!route?.allowsText) return;
      change((draft) => {
        const audience = classOf(route.kind);
        const answers = { ...draft.answers?.[audience], [question]: words };
        return {
          ...draft,
          route: route.kind,
          text: textFor(draft, route.kind),
          answers: { ...draft.answers, [audience]: answers },
        };
      });
    },

    fillNotice: (notice) => set({ notice }),
    askFor: (remedy) => change((draft) => ({ ...draft, remedy })),

    dropPassage() {
      const { target, draft } = get();
      if (!target) return;
      const { passage: _, evidenceHash: __, ...rest } = target;
      set({ target: rest });
      if (draft) kept.keep({ ...draft, passage: undefined });
    },

    takeCurrent() {
      const { target, context, draft } = get();
      if (!target || !context?.sha) return;
      const { evidenceHash: _, ...rest } = target;
      set({ target: { ...rest, sha: context.sha, seenAt: Date.now() } });
      if (draft) kept.keep({ ...draft, sha: context.sha });
    },

    takePicture: pictures.take,
    choosePicture: pictures.choose,
    removePicture: pictures.remove,
    restorePicture: pictures.restore,

    save: () => kept.save(),
    discard() {
      const { picture } = get();
      kept.drop(true);
      set({ picture: null, pictureRemoved: picture, pictureProblem: null });
      set({ step: 'topic', confirmedPublic: false, citedText: null, notice: null });
    },
    restore() {
      const { discarded } = get();
      kept.restore();
      if (!discarded) return;
      set({ citedText: discarded.citedText ?? null, step: discarded.topicId ? 'write' : 'topic' });
      void pictures.restore();
    },

    async send() {
      const report = reportOf(get());
      if (!report || get().sending) return;
      set({ sending: true, problem: null });
      pictures.settle();
      await kept.save();
      try {
        await pictures.settled();
        const record = await ask('report.send', { report });
        set({ record, step: 'sent', sending: false, problem: null });
        watch();
      } catch (error) {
        fail(error);
      }
    },

    retry: () => act('report.retry'),
    cancel: () => act('report.cancel'),

    mend() {
      set({ step: 'write', record: null, problem: null, id: crypto.randomUUID(), reference: newReference() });
      // Why it was refused may close some of the ways: they are asked for anew.
      void learn();
    },

    again() {
      const { handover } = get();
      if (handover) get().begin(handover);
    },
  };
});

function emptyDraft(target: Target): Draft {
  return { key: draftKey(target), text: '', texts: {}, savedAt: Date.now() };
}
