/** Which of the policy's texts a report may cite, and which it does. Pure. */
import type { PanelRule, PanelVersion, PolicyForPanel } from '../../lib/platform/answers.ts';
import type { Topic } from '../../lib/policy/topics.ts';
import type { PanelState } from './state.ts';

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
