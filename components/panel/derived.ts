/** What follows from the panel's state: topic, ways, text, and the report as it would be sent. Pure. */
import { TOPICS, type Topic } from '../../lib/policy/topics.ts';
import { textFor } from '../../lib/report/draft-text.ts';
import type { OutboxRecord, Report } from '../../lib/report/report.ts';
import { type Route, routesFor } from '../../lib/report/route.ts';
import type { PanelState } from './store.ts';

/** Cited at most; a report that quotes the whole policy cites none of it. */
const MAX_CITATIONS = 3;

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
