/** Which of the units that both texts have stands at another place. */
import type { Match } from './match.ts';
import type { Unit } from './units.ts';

/**
 * A unit has moved when it stands under another heading, or in another order among what both texts have under that heading.
 * A heading that came or went moves nothing: what stood below it is seen under the nearest heading that both texts have.
 * @returns positions in `before` of what moved; of one-to-one matches only.
 */
export function movedUnits(
  before: readonly Unit[],
  after: readonly Unit[],
  matches: readonly Match[],
): Set<number> {
  const toAfter = new Map<number, number>();
  const toBefore = new Map<number, number>();
  for (const match of matches) {
    if (match.before.length !== 1 || match.after.length !== 1) continue;
    toAfter.set(match.before[0]!, match.after[0]!);
    toBefore.set(match.after[0]!, match.before[0]!);
  }
  const leads = (i: number) => before[i]!.heading || after[toAfter.get(i)!]!.heading;
  const ownersBefore = owners(before, (i) => toAfter.has(i) && leads(i));
  const ownersAfter = owners(after, (j) => toBefore.has(j) && leads(toBefore.get(j)!));
  const moved = new Set<number>();
  const groups = new Map<string, number[]>();
  for (const i of [...toAfter.keys()].sort((x, y) => x - y)) {
    const j = toAfter.get(i)!;
    const heading = before[i]!.heading;
    // A heading in one layout, a line in the other: there is no telling what it stands under.
    if (heading !== after[j]!.heading) continue;
    const [one, other] = [ownersBefore[i]!, ownersAfter[j]!];
    if ((one === -1 ? -1 : toAfter.get(one)) !== other) {
      moved.add(i);
      continue;
    }
    const key = `${heading} ${one}`;
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  }
  for (const group of groups.values()) {
    const inOrder = longestIncreasing(group.map((i) => toAfter.get(i)!));
    group.forEach((i, k) => {
      if (!inOrder.has(k)) moved.add(i);
    });
  }
  return moved;
}

/** For a clause the last leading unit before it; for a heading the nearest one above it; -1 for none. */
function owners(units: readonly Unit[], leads: (i: number) => boolean): number[] {
  let last = -1;
  return units.map((unit, i) => {
    const owner = unit.heading ? (unit.above.findLast(leads) ?? -1) : last;
    if (leads(i)) last = i;
    return owner;
  });
}

/** Positions of a longest increasing subsequence. */
export function longestIncreasing(values: readonly number[]): Set<number> {
  const tails: number[] = [];
  const previous: number[] = [];
  values.forEach((value, i) => {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[tails[middle]!]! < value) low = middle + 1;
      else high = middle;
    }
    previous[i] = low > 0 ? tails[low - 1]! : -1;
    tails[low] = i;
  });
  const kept = new Set<number>();
  for (let i = tails.at(-1) ?? -1; i >= 0; i = previous[i]!) kept.add(i);
  return kept;
}
