/** What follows from the panel's state: topic, ways, text, and the report as it would be sent. Pure. */
import type { PanelRule, PanelVersion, PolicyForPanel } from '../../lib/platform/answers.ts';
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

/** One of the policy's texts with the rules that a topic rests on in it. */
export interface CitableText {
  version: PanelVersion;
  rules: PanelRule[];
}

const ORDER = ['in-force', 'upcoming', 'past'] as const;

/**
 * The texts that a report on a topic may cite, the one in force first. Another is offered only where its words are others; a text
 * that another took the place of only where no newer one is known to hold a rule.
 */
export function citableTexts(policy: PolicyForPanel, topic: Topic): CitableText[] {
  const ids = Object.values(topic.ruleIds).flat();
  const all = ids.flatMap((id) =>
    [policy.rules[id] ?? [], policy.worded.filter((rule) => rule.id === id)].flat(),
  );
  const inForce = policy.versions.find(({ standing }) => standing === 'in-force');
  const texts = policy.versions
    .map((version) => ({ version, rules: all.filter((rule) => rule.version === version.hash) }))
    .filter(({ rules }) => rules.length > 0)
    .sort((a, b) => ORDER.indexOf(a.version.standing) - ORDER.indexOf(b.version.standing));
  const current = texts.filter(
    ({ version }) => version.standing !== 'past' || isNewerInPart(version, inForce),
  );
  const words = ({ rules }: CitableText) => [...new Set(rules.map(({ hash }) => hash))].sort().join();
  const [first, ...others] = current.length > 0 ? current : texts.slice(-1);
  return first ? [first, ...others.filter((text) => words(text) !== words(first))] : [];
}

/** Lines of a text that was printed later than the newest whole one that is known, while nobody has looked at the Hub's page. */
export function isNewerInPart(version: PanelVersion, inForce: PanelVersion | undefined): boolean {
  return (
    version.standing === 'past' &&
    inForce?.seen === false &&
    (version.printedDate ?? '') > (inForce.printedDate ?? '')
  );
}

/** The text to cite: the one that was chosen, where the topic has rules in it; otherwise the first. */
export function citedText(state: PanelState, topic: Topic): CitableText | null {
  if (!state.policy) return null;
  const texts = citableTexts(state.policy, topic);
  return texts.find(({ version }) => version.hash === state.citedText) ?? texts[0] ?? null;
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
