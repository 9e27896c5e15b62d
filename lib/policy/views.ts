/** What the panel and the reader are shown of the policy. Pure. */
import type {
  PanelRule,
  PolicyForPanel,
  PolicyForReader,
  PolicySectionView,
  PolicyVersionView,
} from '../platform/answers.ts';
import { cite } from './cite.ts';
import type { Section } from './document.ts';
import { liveRules, type PolicyPack } from './packs.ts';
import type { LiveVersion } from './watch.ts';

/** The rules that a report may cite, each with whether the Hub's text of today still has it. */
export function forPanel(pack: PolicyPack, live: LiveVersion | null): PolicyForPanel {
  const states = new Map(
    live ? liveRules(live.document, pack).map(({ rule, state }) => [rule.id, state !== 'gone']) : [],
  );
  const rules: Record<string, PanelRule> = {};
  for (const rule of pack.rules) {
    rules[rule.id] = {
      id: rule.id,
      text: rule.text,
      hash: rule.hash,
      inLiveText: live ? (states.get(rule.id) ?? false) : null,
      citation: cite(rule, pack),
    };
  }
  return { printedDate: pack.version.printedDate, url: pack.version.url, rules };
}

/** The whole text that ships with us, and the one that the Hub showed when it was last read. */
export function forReader(pack: PolicyPack, live: LiveVersion | null, problem?: string): PolicyForReader {
  const packIds = new Map<string, string>();
  for (const rule of pack.rules) if (rule.group === 'restricted') packIds.set(rule.clauseId, rule.id);
  const liveIds = new Map<string, string>();
  if (live) {
    for (const { rule, clauseId } of liveRules(live.document, pack)) {
      if (clauseId && rule.group === 'restricted') liveIds.set(clauseId, rule.id);
    }
  }
  const packView: PolicyVersionView = {
    printedDate: pack.version.printedDate,
    hash: pack.version.hash,
    source: pack.version.source,
    firstSeen: pack.version.firstSeen ?? null,
    lastSeen: null,
    sections: pack.document.sections.map((section) => sectionView(section, packIds)),
  };
  const liveView: PolicyVersionView | null = live && {
    printedDate: live.document.printedDate,
    hash: live.document.hash,
    source: live.url,
    firstSeen: live.firstSeen,
    lastSeen: live.lastSeen,
    sections: live.document.sections.map((section) => sectionView(section, liveIds)),
  };
  return {
    pack: packView,
    live: liveView,
    same: live ? live.document.hash === pack.version.hash : null,
    ...(problem ? { problem } : {}),
  };
}

function sectionView(section: Section, ids: Map<string, string>): PolicySectionView {
  return {
    id: section.id,
    heading: section.heading,
    level: section.level,
    clauses: section.clauses.map(({ id, text }) => ({
      id,
      text,
      ...(ids.has(id) ? { ruleId: ids.get(id)! } : {}),
    })),
    sections: section.sections.map((one) => sectionView(one, ids)),
  };
}
