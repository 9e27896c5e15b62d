/** Likeness of units by their words, as numbers: what shares words with what, and how many. */
import type { Unit } from './units.ts';

/** A pair of words that stands in more units than this tells nothing. */
const COMMON = 8;
/** Looked at closely, per unit. */
const CANDIDATES = 8;

/** A unit's words as numbers, for quick counting. */
interface Bag {
  /** In order. */
  ids: Int32Array;
  /** The same, sorted. */
  sorted: Int32Array;
}

/** Numbers words in the order of their first use. */
export class Bags {
  private readonly numbers = new Map<string, number>();
  private readonly bags = new Map<Unit, Bag>();

  of(unit: Unit): Bag {
    const known = this.bags.get(unit);
    if (known !== undefined) return known;
    const ids = Int32Array.from(unit.words, (word) => this.numberOf(word));
    const bag = { ids, sorted: ids.slice().sort() };
    this.bags.set(unit, bag);
    return bag;
  }

  private numberOf(word: string): number {
    const known = this.numbers.get(word);
    if (known !== undefined) return known;
    this.numbers.set(word, this.numbers.size);
    return this.numbers.size - 1;
  }
}

/** Who shares pairs of neighbouring words with whom. */
export class Shared {
  private readonly sharers = new Map<number, number[]>();
  private readonly bags: Bags;

  constructor(bags: Bags, before: readonly Unit[], after: readonly { unit: Unit; at: number }[]) {
    this.bags = bags;
    const spread = new Map<number, number>();
    for (const unit of before)
      for (const pair of this.pairsOf(unit)) spread.set(pair, (spread.get(pair) ?? 0) + 1);
    for (const { unit, at } of after) {
      for (const pair of this.pairsOf(unit)) {
        if ((spread.get(pair) ?? COMMON + 1) > COMMON) continue;
        const list = this.sharers.get(pair);
        if (list) list.push(at);
        else this.sharers.set(pair, [at]);
      }
    }
  }

  candidatesOf(unit: Unit): number[] {
    const votes = new Map<number, number>();
    for (const pair of this.pairsOf(unit)) {
      const list = this.sharers.get(pair);
      if (list === undefined || list.length > COMMON) continue;
      for (const j of list) votes.set(j, (votes.get(j) ?? 0) + 1);
    }
    return [...votes]
      .sort((x, y) => y[1] - x[1] || x[0] - y[0])
      .slice(0, CANDIDATES)
      .map(([j]) => j);
  }

  /** Every two neighbouring words, once; a lone word stands for itself. */
  private pairsOf(unit: Unit): Set<number> {
    const { ids } = this.bags.of(unit);
    const pairs = new Set<number>();
    if (ids.length === 1) pairs.add(-1 - ids[0]!);
    for (let i = 1; i < ids.length; i++) pairs.add(ids[i - 1]! * 2 ** 24 + ids[i]!);
    return pairs;
  }
}

/** Where in `whole` the words of `piece` are that nobody has used; both sorted. */
export function foundIn(whole: Int32Array, used: Uint8Array, piece: Int32Array): number[] {
  const found: number[] = [];
  let [i, j] = [0, 0];
  while (i < whole.length && j < piece.length) {
    const [a, b] = [whole[i]!, piece[j]!];
    if (a === b && used[i] === 0) {
      found.push(i);
      j++;
    }
    if (a <= b) i++;
    else j++;
  }
  return found;
}

/** Words that two sorted lists have in common, each as often as in both. */
export function commonOf<T extends number | string>(one: ArrayLike<T>, other: ArrayLike<T>): number {
  let [i, j, common] = [0, 0, 0];
  while (i < one.length && j < other.length) {
    const [a, b] = [one[i]!, other[j]!];
    if (a === b) common++;
    if (a <= b) i++;
    if (b <= a) j++;
  }
  return common;
}

/** Dice's coefficient on sorted words: 1 for the same words in any order, 0 for none in common. */
export function likeness<T extends number | string>(one: ArrayLike<T>, other: ArrayLike<T>): number {
  const total = one.length + other.length;
  return total === 0 ? 0 : (2 * commonOf(one, other)) / total;
}
