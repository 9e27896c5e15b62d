/**
 * What is different between two texts of the policy, clause by clause. Pure, and quick enough for a page: equal clauses are found by
 * a map, the others among a few candidates each, so 1,000 clauses take milliseconds.
 */
import { type Match, matchUnits } from './compare/match.ts';
import { movedUnits } from './compare/order.ts';
import { type ChangeKind, type CompareOptions, type PolicyChange, summaryOf } from './compare/sentences.ts';
import { type Unit, unitsOf } from './compare/units.ts';
import { diffWords } from './diff.ts';
import type { PolicyDocument } from './document.ts';

export type { ChangeKind, CompareOptions, PolicyChange } from './compare/sentences.ts';
export { plainHeading, summariseChanges } from './compare/sentences.ts';
export type { ClauseRef } from './compare/units.ts';
export type { WordDiff } from './diff.ts';

interface Compared extends Match {
  moved: boolean;
}

/**
 * Every heading and clause of either text is in exactly one change, or stands unchanged at its place. "Unchanged" is by normalised
 * text (`normaliseText`): typographic quotes and the like do not count. In the order of the later text; what was removed stands
 * where it was.
 */
export function comparePolicies(
  before: PolicyDocument,
  after: PolicyDocument,
  options: CompareOptions = {},
): PolicyChange[] {
  const [one, other] = [unitsOf(before), unitsOf(after)];
  const compared = bothWays(one, other);
  const placed: { at: number; order: number; change: PolicyChange }[] = [];
  const anchors = new Map<number, number>();
  for (const match of compared) {
    for (const i of match.before) if (match.after.length > 0) anchors.set(i, match.after[0]!);
  }
  let anchor = -1;
  const anchorOf = one.map((_, i) => {
    anchor = anchors.get(i) ?? anchor;
    return anchor;
  });
  for (const match of compared) {
    const kind = kindOf(match, one, other);
    if (kind === null) continue;
    const gone = match.after.length === 0;
    placed.push({
      at: gone ? anchorOf[match.before[0]!]! + 0.5 : match.after[0]!,
      order: match.before[0] ?? 0,
      change: changeOf(kind, match, one, other, options),
    });
  }
  return placed.sort((x, y) => x.at - y.at || x.order - y.order).map(({ change }) => change);
}

/** Which clause of the earlier text a clause of the later one goes on from, by ids. Of pieces, the longest goes on. */
export function carryIds(before: PolicyDocument, after: PolicyDocument): Map<string, string> {
  const [one, other] = [unitsOf(before), unitsOf(after)];
  const carried = new Map<string, string>();
  for (const match of bothWays(one, other)) {
    const from = longest(match.before.map((i) => one[i]!));
    const to = longest(match.after.map((j) => other[j]!));
    if (from && to && !from.heading && !to.heading) carried.set(to.ref.id, from.ref.id);
  }
  return carried;
}

function longest(units: readonly Unit[]): Unit | undefined {
  return units.reduce<Unit | undefined>(
    (best, unit) => (best === undefined || unit.key.length > best.key.length ? unit : best),
    undefined,
  );
}

/** Compares in one fixed direction and turns the outcome round where needed: what was added one way was removed the other. */
function bothWays(one: readonly Unit[], other: readonly Unit[]): Compared[] {
  const joined = (units: readonly Unit[]) => units.map((unit) => `${unit.heading} ${unit.key}`).join('\n');
  if (joined(one) <= joined(other)) return compareUnits(one, other);
  return compareUnits(other, one).map(({ before, after, moved }) => ({
    before: after,
    after: before,
    moved,
  }));
}

function compareUnits(one: readonly Unit[], other: readonly Unit[]): Compared[] {
  const matches = matchUnits(one, other);
  const moved = movedUnits(one, other, matches);
  const [seenOne, seenOther] = [new Set<number>(), new Set<number>()];
  const compared: Compared[] = [];
  for (const match of matches) {
    for (const i of match.before) seenOne.add(i);
    for (const j of match.after) seenOther.add(j);
    compared.push({ ...match, moved: match.before.length === 1 && moved.has(match.before[0]!) });
  }
  one.forEach((_, i) => {
    if (!seenOne.has(i)) compared.push({ before: [i], after: [], moved: false });
  });
  other.forEach((_, j) => {
    if (!seenOther.has(j)) compared.push({ before: [], after: [j], moved: false });
  });
  return compared;
}

/** `null` when nothing is different. */
function kindOf(match: Compared, one: readonly Unit[], other: readonly Unit[]): ChangeKind | null {
  if (match.before.length === 0) return 'added';
  if (match.after.length === 0) return 'removed';
  if (match.after.length > 1) return 'split';
  if (match.before.length > 1) return 'merged';
  const [from, to] = [one[match.before[0]!]!, other[match.after[0]!]!];
  if (from.bare !== to.bare) return 'reworded';
  if (match.moved) return 'moved';
  return from.key === to.key ? null : 'renumbered';
}

function changeOf(
  kind: ChangeKind,
  match: Compared,
  one: readonly Unit[],
  other: readonly Unit[],
  options: CompareOptions,
): PolicyChange {
  const before = match.before.map((i) => one[i]!.ref);
  const after = match.after.map((j) => other[j]!.ref);
  const text = (refs: typeof before) => refs.map((ref) => ref.text).join(' ');
  const change: Omit<PolicyChange, 'summary'> = {
    kind,
    before,
    after,
    ...(kind === 'reworded' || kind === 'split' || kind === 'merged'
      ? { words: diffWords(text(before), text(after)) }
      : {}),
    ...(kind === 'reworded' && match.moved ? { alsoMoved: true } : {}),
  };
  return { ...change, summary: summaryOf(change, options) };
}
