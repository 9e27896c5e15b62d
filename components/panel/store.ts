/** All that the panel knows, in one place: so that closing and opening it again, or losing the worker, loses nothing. */
import { create } from 'zustand';
import type { Handover } from '../../lib/guard/shared.ts';
import { parseHubUrl } from '../../lib/hub/url.ts';
import type { AccountState, PolicyForPanel, ReportContext } from '../../lib/platform/answers.ts';
import { ask } from '../../lib/platform/ask.ts';
import { newReference } from '../../lib/report/compose.ts';
import { draftKey, textFor } from '../../lib/report/draft-text.ts';
import type { Draft, OutboxRecord, Report, RouteKind, Target } from '../../lib/report/report.ts';
import { isPublic } from '../../lib/report/route.ts';
import { sentence } from '../ui/sentence.ts';
import { currentRoute, isMoving, reportOf } from './derived.ts';

export type Step = 'topic' | 'write' | 'preview' | 'sent';

/** After the last keystroke. */
const AUTOSAVE_MS = 400;
/** How often the outbox is asked while a report is on its way. */
const WATCH_MS = 700;

export interface PanelState {
  open: boolean;
  step: Step;
  handover: Handover | null;
  target: Target | null;
  policy: PolicyForPanel | null;
  /** Hash of the policy text to cite; `null`: the one in force. */
  citedText: string | null;
  /** `null` until the worker has said whether a token is kept: no route is known before. */
  account: AccountState | null;
  context: ReportContext | null;
  problem: string | null;
  draft: Draft | null;
  draftSaved: boolean;
  /** The person ticked that they know it will be public. */
  confirmedPublic: boolean;
  record: OutboxRecord | null;
  sending: boolean;
  id: string;
  reference: string;
}

interface PanelActions {
  begin(handover: Handover): void;
  close(): void;
  goTo(step: Step): void;
  chooseTopic(id: string): void;
  citeText(hash: string): void;
  chooseRoute(kind: RouteKind): void;
  confirmPublic(yes: boolean): void;
  write(text: string): void;
  askFor(remedy: Report['remedy']): void;
  send(): Promise<void>;
  retry(): Promise<void>;
  cancel(): Promise<void>;
  /** Back to the text after the Hub said no; the next Send is a new report. */
  mend(): void;
  again(): void;
}

const NO_ACCOUNT: AccountState = { name: null, canReport: null, remembered: false };

const EMPTY: PanelState = {
  open: false,
  step: 'topic',
  handover: null,
  target: null,
  policy: null,
  citedText: null,
  account: null,
  context: null,
  problem: null,
  draft: null,
  draftSaved: false,
  confirmedPublic: false,
  record: null,
  sending: false,
  id: '',
  reference: '',
};

let saving: ReturnType<typeof setTimeout> | undefined;
let watching: ReturnType<typeof setTimeout> | undefined;

export const usePanel = create<PanelState & PanelActions>((set, get) => {
  const fail = (error: unknown) => set({ problem: sentence(error), sending: false });

  function keep(draft: Draft): void {
    set({ draft: { ...draft, savedAt: Date.now() }, draftSaved: false });
    clearTimeout(saving);
    saving = setTimeout(() => void save(), AUTOSAVE_MS);
  }

  async function save(): Promise<void> {
    clearTimeout(saving);
    const { draft } = get();
    if (!draft) return;
    try {
      await ask('draft.save', { draft });
      set({ draftSaved: true });
    } catch (error) {
      fail(error);
    }
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
        if (now?.state === 'confirmed' || now?.state === 'sent') dropDraft();
      } catch (error) {
        fail(error);
      }
      watch();
    }, WATCH_MS);
  }

  /** The text is on the Hub now: the draft has done its work. */
  function dropDraft(): void {
    const { draft } = get();
    if (!draft) return;
    clearTimeout(saving);
    set({ draft: null });
    ask('draft.drop', { key: draft.key }).catch(fail);
  }

  /** What the Hub says of the place and the account, now. */
  async function learn(): Promise<void> {
    const { handover, target } = get();
    if (!target) return;
    try {
      const context = await ask('report.context', { target });
      if (get().handover !== handover) return;
      const sha = context.sha ?? target.sha;
      set({ context, account: context.account, target: { ...target, sha } });
    } catch (error) {
      fail(error);
    }
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
      const target = targetOf(handover);
      set({
        ...EMPTY,
        open: true,
        handover,
        target,
        id: crypto.randomUUID(),
        reference: newReference(),
        policy: get().policy,
      });
      const key = draftKey(target);
      ask('draft.load', { key })
        .then((draft) => {
          if (get().handover !== handover || get().draft) return;
          set({ draft, draftSaved: draft !== null, citedText: draft?.citedText ?? null });
        })
        .catch(fail);
      // At once with what is known, then again with whether the Hub's text of today still says so.
      ask('policy.panel', {})
        .then((policy) => {
          set({ policy });
          return ask('policy.panel', { fresh: true });
        })
        .then((policy) => set({ policy }))
        .catch(fail);
      // Apart from the rest, which waits for the Hub: who would send it decides the routes, and those come before the words.
      ask('account.get', {})
        .then((account) => {
          if (get().handover === handover && !get().account) set({ account });
        })
        .catch((error) => {
          fail(error);
          if (!get().account) set({ account: NO_ACCOUNT });
        });
      void learn();
    },

    close() {
      const { handover } = get();
      void save();
      clearTimeout(watching);
      set({ open: false });
      handover?.giveBackFocus();
    },

    goTo: (step) => set({ step, problem: null }),

    chooseTopic(id) {
      const { target, draft, citedText } = get();
      if (!target) return;
      const same = draft?.topicId === id;
      keep({
        ...(draft ?? emptyDraft(target)),
        topicId: id,
        citedText: citedText ?? undefined,
        // Another topic may have another audience: the route is chosen anew, knowingly.
        ...(same ? {} : { route: undefined, remedy: undefined }),
      });
      if (!same) set({ confirmedPublic: false });
    },

    citeText(hash) {
      const { draft } = get();
      set({ citedText: hash });
      if (draft) keep({ ...draft, citedText: hash });
    },

    chooseRoute(kind) {
      const { draft } = get();
      if (draft) keep({ ...draft, route: kind, text: textFor(draft, kind) });
      set({ confirmedPublic: false });
    },

    confirmPublic: (yes) => set({ confirmedPublic: yes }),

    write(text) {
      const { draft } = get();
      const route = currentRoute(get());
      if (!draft || !route?.allowsText) return;
      // Kept apart by who may read it: what was written in private never turns up on a public route.
      const texts = { ...draft.texts, [isPublic(route.kind) ? 'public' : 'private']: text };
      keep({ ...draft, route: route.kind, text, texts });
    },

    askFor(remedy) {
      const { draft } = get();
      if (draft) keep({ ...draft, remedy });
    },

    async send() {
      const report = reportOf(get());
      if (!report || get().sending) return;
      set({ sending: true, problem: null });
      await save();
      try {
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

function targetOf(handover: Handover): Target {
  const place = parseHubUrl(handover.url);
  const { path, lines } = place?.kind === 'repo' ? place : {};
  return {
    repo: handover.repo,
    url: handover.url,
    sha: null,
    seenAt: Date.now(),
    ...(path ? { path } : {}),
    ...(lines ? { lines } : {}),
  };
}
