/** All that the panel knows, in one place: so that closing and opening it again, or losing the worker, loses nothing. */
import { create } from 'zustand';
import type { Handover } from '../../lib/guard/shared.ts';
import { parseHubUrl } from '../../lib/hub/url.ts';
import type { AccountState, PolicyForPanel, ReportContext } from '../../lib/platform/answers.ts';
import { ask } from '../../lib/platform/ask.ts';
import type { Topic } from '../../lib/policy/topics.ts';
import { TOPICS } from '../../lib/policy/topics.ts';
import { newReference } from '../../lib/report/compose.ts';
import { draftKey, textFor } from '../../lib/report/draft-text.ts';
import type { Draft, OutboxRecord, Report, RouteKind, Target } from '../../lib/report/report.ts';
import { isPublic, type Route, routesFor } from '../../lib/report/route.ts';
import { sentence } from '../ui/sentence.ts';

export type Step = 'topic' | 'write' | 'preview' | 'sent';

/** Cited at most; a report that quotes the whole policy cites none of it. */
const MAX_CITATIONS = 3;
/** After the last keystroke. */
const AUTOSAVE_MS = 400;
/** How often the outbox is asked while a report is on its way. */
const WATCH_MS = 700;

interface PanelState {
  open: boolean;
  step: Step;
  handover: Handover | null;
  target: Target | null;
  policy: PolicyForPanel | null;
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
          set({ draft, draftSaved: draft !== null });
        })
        .catch(fail);
      ask('policy.panel', {})
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
      ask('report.context', { target })
        .then((context) => {
          if (get().handover === handover)
            set({ context, account: context.account, target: { ...target, sha: context.sha } });
          // The Hub's text of today is read while the panel opens; by now it may be there.
          return ask('policy.panel', {}).then((policy) => set({ policy }));
        })
        .catch(fail);
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
      const { target, draft } = get();
      if (!target) return;
      const same = draft?.topicId === id;
      keep({
        ...(draft ?? emptyDraft(target)),
        topicId: id,
        // Another topic may have another audience: the route is chosen anew, knowingly.
        ...(same ? {} : { route: undefined, remedy: undefined }),
      });
      if (!same) set({ confirmedPublic: false });
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
    },

    again() {
      const { handover } = get();
      if (handover) get().begin(handover);
    },
  };
});

/** Still on its way, so worth watching. */
export function isMoving(record: OutboxRecord): boolean {
  return (
    record.state === 'queued' ||
    record.state === 'sending' ||
    record.state === 'checking' ||
    record.state === 'sent'
  );
}

export function topicOf(state: PanelState): Topic | null {
  return TOPICS.find((topic) => topic.id === state.draft?.topicId) ?? null;
}

export function routes(state: PanelState): Route[] {
  const topic = topicOf(state);
  if (!topic) return [];
  return routesFor({
    topic: { id: topic.id, defaultRoute: topic.defaultRoute, desk: topic.privateDesk },
    target: {
      ...(state.target ? { type: state.target.repo.type } : {}),
      discussionsDisabled: state.context?.discussionsDisabled ?? state.handover?.discussionsDisabled ?? null,
    },
    account: {
      name: state.account?.name ?? null,
      canReport: state.account?.canReport ?? null,
    },
  });
}

/** The chosen route, or the default one; never one that is not there for this topic. */
export function currentRoute(state: PanelState): Route | null {
  const all = routes(state);
  const chosen = all.find((route) => route.kind === state.draft?.route && route.available);
  return (
    chosen ??
    all.find((route) => route.default && route.available) ??
    all.find((route) => route.available) ??
    null
  );
}

export function currentText(state: PanelState): string {
  const route = currentRoute(state);
  return state.draft && route?.allowsText ? textFor(state.draft, route.kind) : '';
}

/** The report as it would be sent now, or `null` while something is missing. */
export function reportOf(state: PanelState): Report | null {
  const { target, policy, draft, id, reference } = state;
  const topic = topicOf(state);
  const route = currentRoute(state);
  if (!target || !topic || !route || !draft) return null;
  const citations = Object.values(topic.ruleIds)
    .flat()
    .map((ruleId) => policy?.rules[ruleId]?.citation)
    .filter((citation) => citation !== undefined)
    .slice(0, MAX_CITATIONS);
  return {
    id,
    reference,
    topicId: topic.id,
    topicName: topic.name,
    citations,
    target,
    route: route.kind,
    ...(route.desk ? { desk: route.desk } : {}),
    text: currentText(state).trim(),
    ...(draft.remedy && topic.kind !== 'restricted' ? { remedy: draft.remedy } : {}),
    createdAt: draft.savedAt,
  };
}

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
