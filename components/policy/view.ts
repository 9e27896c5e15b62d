/** How a policy text is looked through. Pure: the words themselves are never changed. */
import { type PolicyDocument, walkClauses, walkSections } from '../../lib/policy/document.ts';
import type { Rule } from '../../lib/policy/packs.ts';
import type { Timeline, Version, VersionWithText } from '../../lib/policy/version-types.ts';
import type { Address } from './address.ts';

/** The search in words; every one of them must be in a passage for it to match. */
export const wordsOf = (search: string): string[] => search.toLowerCase().split(/\s+/).filter(Boolean);

/** Ids of the headings and clauses that hold all words, in reading order; a clause also by the id of a rule in it. */
export function hitsOf(
  document: Pick<PolicyDocument, 'sections'>,
  words: readonly string[],
  rules: ReadonlyMap<string, readonly Rule[]> = new Map(),
): string[] {
  if (words.length === 0) return [];
  const holds = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const hits: string[] = [];
  for (const section of walkSections(document)) {
    if (holds(section.heading)) hits.push(section.id);
    for (const { id, text } of section.clauses) {
      const named = rules.get(id)?.map((rule) => rule.id) ?? [];
      if (holds([text, ...named].join(' '))) hits.push(id);
    }
  }
  return hits;
}

/** A text's rules by the clause that they stand in. */
export function rulesByClause(rules: readonly Rule[]): Map<string, Rule[]> {
  const found = new Map<string, Rule[]>();
  for (const rule of rules) found.set(rule.clauseId, [...(found.get(rule.clauseId) ?? []), rule]);
  return found;
}

/** What an address points at, as the id that it has in this text; `null` when it is not there. */
export function findAnchor(
  { document, rules }: Pick<VersionWithText, 'document' | 'rules'>,
  wanted: string,
): string | null {
  for (const section of walkSections(document)) if (section.id === wanted) return wanted;
  for (const { clause } of walkClauses(document)) if (clause.id === wanted) return wanted;
  return rules.find((rule) => rule.id === wanted)?.clauseId ?? null;
}

/** A text in pieces, those that were searched for apart; joined they are the text again, letter for letter. */
export function pieces(text: string, words: readonly string[]): { text: string; hit: boolean }[] {
  const escaped = words
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .sort((a, b) => b.length - a.length);
  if (escaped.length === 0) return [{ text, hit: false }];
  return text
    .split(new RegExp(`(${escaped.join('|')})`, 'gi'))
    .map((piece, index) => ({ text: piece, hit: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}

/** Oldest first, as the worker tells them. */
export const versionsOf = (timeline: Timeline, { kind }: Pick<Address, 'kind'>): Version[] =>
  timeline.versions.filter((version) => version.kind === kind);

/** What the Hub's page said when it was last seen; `null` while nobody has seen it. */
export function onTheHub(versions: readonly Version[]): Version | null {
  return versions.reduce<Version | null>(
    (best, one) => (one.lastSeen !== null && one.lastSeen > (best?.lastSeen ?? 0) ? one : best),
    null,
  );
}

const named = (versions: readonly Version[], hash: string | null): Version | null =>
  hash ? (versions.find((version) => version.hash.startsWith(hash)) ?? null) : null;

/** The version to read: the one asked for; otherwise the text in force; of the other documents the newest. */
export function shownVersion(timeline: Timeline, address: Address): Version | null {
  const versions = versionsOf(timeline, address);
  return (
    named(versions, address.version) ??
    named(versions, timeline.inForce) ??
    onTheHub(versions) ??
    versions.at(-1) ??
    null
  );
}

/** Two versions to compare: those asked for; otherwise the newest change and what was before it. */
export function comparedPair(
  timeline: Timeline,
  address: Address,
): { before: Version; after: Version } | null {
  const versions = versionsOf(timeline, address);
  const unseen = timeline.unseen.find(({ kind }) => kind === address.kind)?.hash ?? null;
  const newest =
    onTheHub(versions.filter((version) => version.previous !== null)) ??
    versions.findLast((version) => version.previous !== null) ??
    versions.at(-1);
  const after = named(versions, address.version) ?? named(versions, unseen) ?? newest;
  if (!after) return null;
  const before =
    named(versions, address.base) ??
    named(versions, after.previous) ??
    versions.findLast((version) => version.hash !== after.hash);
  return before && before.hash !== after.hash ? { before, after } : null;
}
