/**
 * From the 18 rules of 2023 to the text of 2025. Only what stands in the packs word for word is stated; where 2025 is known in
 * part, "missing" means "not among the verified lines" and never "removed". Pure.
 */
import { comparePolicies } from './compare.ts';
import type { PolicyDocument } from './document.ts';
import { liveRules, type PolicyPack } from './packs.ts';

/**
 * `kept`: the same words, marks aside. `reworded`: other words on the same. `new`: nothing like it in the text of 2023, which is
 * known whole. `no longer listed separately`: not found in a text that is known whole. `not among the verified lines`: not found in a
 * text that is known in part.
 */
export type MapStanding =
  | 'kept'
  | 'reworded'
  | 'new'
  | 'no longer listed separately'
  | 'not among the verified lines';

export interface MapEntry {
  /** Rules of the text of 2023; empty for what is new. */
  before: string[];
  /** Rules of the verified lines of 2025; empty when none of them speaks of it. */
  after: string[];
  standing: MapStanding;
  /** Groups of 2025 (`GROUPS_2025`) in which it belongs by our reading of what others report; not verified. */
  groups: number[];
  /** Ours. */
  note: string;
}

/** The five groups of 2025. Only the heading of the fifth is verified word for word; the others are as readers of the page tell. */
export const GROUPS_2025: readonly { number: number; name: string; verified: boolean }[] = [
  { number: 1, name: 'unlawful content', verified: false },
  { number: 2, name: 'fraud and malice', verified: false },
  { number: 3, name: 'harm and abuse', verified: false },
  { number: 4, name: 'privacy and intellectual property', verified: false },
  { number: 5, name: 'Platform Abuse, Security Violations and Spam', verified: true },
];

const UNKNOWN = 'Not among the verified lines of the text of 2025. That is no sign that it was dropped.';

function unverified(rule: string, groups: number[], note = UNKNOWN): MapEntry {
  return { before: [`CP2023.${rule}`], after: [], standing: 'not among the verified lines', groups, note };
}

function found(
  standing: 'kept' | 'reworded',
  rules: string[],
  lines: string[],
  groups: number[],
  note: string,
): MapEntry {
  return {
    before: rules.map((rule) => `CP2023.${rule}`),
    after: lines.map((line) => `CP2025.${line}`),
    standing,
    groups,
    note,
  };
}

function fresh(line: string, note: string): MapEntry {
  return { before: [], after: [`CP2025.${line}`], standing: 'new', groups: [5], note };
}

/** In the order of the rules of 2023, then what is new. */
export const OLD_TO_NEW: readonly MapEntry[] = [
  found(
    'reworded',
    ['P.restricted'],
    ['restricted'],
    [],
    'Both say what becomes of restricted content; only the later line speaks of immediate action.',
  ),
  unverified('R1', [1, 2]),
  unverified('R2', [3]),
  unverified('R3', [3]),
  unverified('R4', [3]),
  unverified('R5', [3]),
  unverified('R6', [3]),
  unverified('R7', [3]),
  unverified('R8', [2]),
  unverified('R9', [3, 4]),
  unverified(
    'R10',
    [5],
    'The heading of the fifth group names spam; no line on it is among the verified ones. That is no sign that it was dropped.',
  ),
  found('kept', ['R11'], ['G5.cryptomining'], [5], 'The same words with another mark at the end.'),
  unverified('R12', [4]),
  unverified('R13', [4]),
  unverified('R14', [1]),
  found(
    'reworded',
    ['R15'],
    ['G5.disruptive', 'G5.malicious-code'],
    [5],
    'The rule of 2023 spoke of code that disrupts or breaks in; the later lines speak of such content, and of malicious code.',
  ),
  found(
    'reworded',
    ['R16'],
    ['G5.malicious-code'],
    [5],
    'Malware, trojans and viruses are now the examples of malicious code.',
  ),
  found(
    'reworded',
    ['R17'],
    ['G5.bypass'],
    [5],
    'The rule of 2023 spoke of proxies; the later line names tunnels, TOR, VNC and remote desktops as well.',
  ),
  unverified('R18', [1]),
  unverified('R.unlisted', []),
  unverified('R.under-13', []),
  fresh('G5.interference', 'The text of 2023 has no such line; what it covers is listed below it.'),
  fresh('G5.bots', 'The text of 2023 names neither bot APIs nor remote management tools.'),
  fresh(
    'G5.excessive-data',
    'The text of 2023 speaks of excessive bulk activity under spam, and not of data in repositories.',
  ),
  fresh(
    'G5.metrics',
    'The text of 2023 speaks of coordinated or other inauthentic behaviour in general, and not of rewards for likes.',
  ),
];

/** What became of a rule of 2023, or what a verified line of 2025 goes back to. */
export function mapFor(ruleId: string): MapEntry[] {
  return OLD_TO_NEW.filter(({ before, after }) => before.includes(ruleId) || after.includes(ruleId));
}

export interface MappedRule {
  ruleId: string;
  standing: Exclude<MapStanding, 'new'>;
  /** In the later text. */
  clauseId?: string;
}

export interface Mapped {
  rules: MappedRule[];
  /** Clauses of the later text that go on from none of the earlier one. Empty when the earlier one is known in part. */
  fresh: string[];
}

/**
 * The same for any text that was read: what of a pack's rules stands in it. "No longer listed separately" is said of a whole text
 * only, and says no more than that: the words may be covered by a wider clause.
 */
export function mapOnto(pack: PolicyPack, document: PolicyDocument, complete: boolean): Mapped {
  const changes = comparePolicies(pack.document, document);
  const onward = new Map<string, string>();
  for (const { kind, before, after } of changes) {
    if (kind === 'added' || kind === 'removed' || before[0]!.heading) continue;
    for (const ref of before) onward.set(ref.id, after[0]!.id);
  }
  const rules = liveRules(document, pack).map(({ rule, state, clauseId }): MappedRule => {
    if (state !== 'gone' && clauseId !== null) return { ruleId: rule.id, standing: 'kept', clauseId };
    const next = onward.get(rule.clauseId);
    if (next !== undefined) return { ruleId: rule.id, standing: 'reworded', clauseId: next };
    return {
      ruleId: rule.id,
      standing: complete ? 'no longer listed separately' : 'not among the verified lines',
    };
  });
  const held = new Set(rules.map(({ clauseId }) => clauseId));
  const added = pack.version.complete
    ? changes.flatMap(({ kind, after }) => (kind === 'added' && !after[0]!.heading ? [after[0]!.id] : []))
    : [];
  return { rules, fresh: added.filter((id) => !held.has(id)) };
}
