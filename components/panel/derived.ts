/** What follows from the panel's state: topic, ways, text, and the report as it would be sent. Pure. */
import type { ExistingThread } from '../../lib/platform/answers.ts';
import { TOPICS, type Topic } from '../../lib/policy/topics.ts';
import { answersFor, classOf, textFor } from '../../lib/report/draft-text.ts';
import { answerProblem, type Question, questionsFor } from '../../lib/report/questions.ts';
import { forksFor, isRemedyFor } from '../../lib/report/remedies.ts';
import type { Answers, Fork, OutboxRecord, Report } from '../../lib/report/report.ts';
import { isPrivateOnly, isPrivateOnlyTopic, type Route, routesFor } from '../../lib/report/route.ts';
import { bareTarget, kindOf } from '../../lib/report/target.ts';
import { citedText } from './cited.ts';
import type { PanelState } from './state.ts';

/** Cited at most; a report that quotes the whole policy cites none of it. */
const MAX_CITATIONS = 3;
/** Of topics that ask whether an attack is running now. */
const LIVE = 'live';

/** Still on its way, so worth watching. */
export function isMoving(record: Pick<OutboxRecord, 'state'>): boolean {
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

/** Remove it, or make it safe; `undefined` where nothing is asked for (minors). */
export function currentFork(state: PanelState): Fork | undefined {
  const topic = topicOf(state);
  if (!topic) return undefined;
  const { options, default: first } = forksFor(topic.id);
  return options.find(({ value }) => value === state.draft?.fork)?.value ?? first ?? undefined;
}

export function routes(state: PanelState): Route[] {
  const topic = topicOf(state);
  if (!topic) return [];
  const { target, context, handover, account, draft } = state;
  const urgent = [draft?.answers?.private, draft?.answers?.public].some((given) => given?.[LIVE] === 'yes');
  return routesFor({
    topic: {
      id: topic.id,
      defaultRoute: topic.defaultRoute,
      desk: topic.privateDesk,
      ...(urgent ? { urgent } : {}),
    },
    target: {
      ...(target ? { kind: kindOf(target) } : {}),
      ...(target?.repo ? { type: target.repo.type } : {}),
      discussionsDisabled: context?.discussionsDisabled ?? handover?.discussionsDisabled ?? null,
      state: context?.state ?? null,
    },
    account: { name: account?.name ?? null, canReport: account?.canReport ?? null },
    ...(draft?.join ? { join: draft.join } : {}),
  });
}

/** The chosen route, or the default one; never one that is not there for this topic. */
export function currentRoute(state: PanelState): Route | null {
  const all = routes(state);
  const form = all.some(({ kind, available }) => kind === 'public-form' && available);
  const chosen = all.find(
    ({ kind, available }) =>
      // Without a token a thread can still be joined by hand.
      kind === state.draft?.route && (available || (kind === 'public-comment' && form)),
  );
  return (
    chosen ??
    all.find((route) => route.default && route.available) ??
    all.find((route) => route.available) ??
    null
  );
}

/** Public, although the topic is private unless decided otherwise, and nobody has decided yet. */
export function waitsForYes(state: PanelState): boolean {
  return currentRoute(state)?.needsConfirmation === true && !state.confirmedPublic;
}

export function currentText(state: PanelState): string {
  const route = currentRoute(state);
  return state.draft && route?.allowsText ? textFor(state.draft, route.kind) : '';
}

/** Answers as they may be shown now. */
export function currentAnswers(state: PanelState): Answers {
  const route = currentRoute(state);
  return state.draft && route?.allowsText ? answersFor(state.draft, route.kind) : {};
}

/** What the topic needs to know, for those who will read it. */
export function currentQuestions(state: PanelState): Question[] {
  const topic = topicOf(state);
  const route = currentRoute(state);
  if (!topic || !state.target || !route?.allowsText) return [];
  return questionsFor(topic.id, currentFork(state), classOf(route.kind), kindOf(state.target));
}

/** Questions without whose answer the report cannot go this way. */
export function missing(state: PanelState): Question[] {
  const given = currentAnswers(state);
  return currentQuestions(state).filter(
    (question) => answerProblem(question, given[question.id] ?? '') !== null,
  );
}

/** Can a comment be written in this repository's threads, by us or by the person's own hand? */
export function communityOpen(state: PanelState): boolean {
  const topic = topicOf(state);
  if (!topic || isPrivateOnlyTopic(topic.id)) return false;
  return routes(state).some(({ kind, available }) => kind === 'public-form' && available);
}

/** Threads that say the same or what staff want read first; staff's pinned ones are in front (existing.ts). */
export function threads(state: PanelState): ExistingThread[] {
  return state.context?.existing ?? [];
}

/** The report as it would be sent now, or `null` while something is missing. */
export function reportOf(state: PanelState): Report | null {
  const { target, draft, id, reference } = state;
  const topic = topicOf(state);
  const route = currentRoute(state);
  if (!target || !topic || !route || !draft) return null;
  const citations = (citedText(state, topic)?.rules ?? [])
    .map(({ citation }) => citation)
    .slice(0, MAX_CITATIONS);
  const report: Report = {
    id,
    reference,
    topicId: topic.id,
    topicName: topic.name,
    citations,
    target: bareTarget(target),
    route: route.kind,
    ...(route.desk ? { desk: route.desk } : {}),
    text: '',
    createdAt: draft.savedAt,
  };
  if (isPrivateOnlyTopic(topic.id) || !route.allowsText) return report;
  // A rule that is private only, cited under another topic: no way to make it public, and no words.
  if (isPrivateOnly(report)) return route.kind === 'private-mail' ? report : null;
  return { ...report, target, ...wordsOf(state) };
}

/** May a picture be kept for the person's own record? Never where the report must stay private. */
export function takesPicture(state: PanelState): boolean {
  const topic = topicOf(state);
  if (!state.draft || !topic || isPrivateOnlyTopic(topic.id)) return false;
  const cited = citedText(state, topic)?.rules ?? [];
  return !isPrivateOnly({ topicId: topic.id, citations: cited.map(({ citation }) => citation) });
}

/** All that the person said, as far as those who will read it may know it. */
function wordsOf(state: PanelState): Pick<Report, 'text' | 'fork' | 'remedy' | 'answers' | 'join'> {
  const { draft, target } = state;
  const fork = currentFork(state);
  const given = currentAnswers(state);
  const answers = Object.fromEntries(
    currentQuestions(state).flatMap(({ id }) => {
      const words = given[id]?.trim();
      return words ? [[id, words]] : [];
    }),
  );
  // Who says "remove it" asks for that, unless they ask for something else of it.
  const remedy = draft?.remedy ?? (fork === 'restricted' ? 'remove' : undefined);
  const joins = currentRoute(state)?.kind === 'public-comment';
  return {
    text: currentText(state).trim(),
    ...(fork ? { fork } : {}),
    ...(remedy && fork && target && isRemedyFor(remedy, fork, kindOf(target)) ? { remedy } : {}),
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
    ...(joins && draft?.join ? { join: draft.join } : {}),
  };
}
