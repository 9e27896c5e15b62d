/**
 * Which unit of one text is which of the other. Equal words first, by a map; what is left by likeness, among candidates that share
 * pairs of words, so that nothing is compared with everything.
 */
import { Bags, commonOf, foundIn, likeness, Shared } from './bags.ts';
import type { Unit } from './units.ts';

/** One unit with one, one with several (split), several with one (merged). Positions, in order. */
export interface Match {
  before: number[];
  after: number[];
}

/** Units to each side of the same place that are candidates whatever their words. */
const NEAR = 2;
/** Of the words that two units have, the share that they have in common (Dice). */
const ALIKE = 0.5;
const ALIKE_AT_THE_SAME_PLACE = 0.4;
const ALIKE_UNDER_THE_SAME_ID = 0.3;
/** A piece of a split clause: this share of its words is from the whole; all pieces hold this share of the whole. */
const FROM_THE_WHOLE = 0.75;
const WHOLE_HELD = 0.6;
const MAX_PIECES = 12;
/** A piece is shorter than the whole by so much at least. */
const PIECE_OF = 0.9;

export function matchUnits(before: readonly Unit[], after: readonly Unit[]): Match[] {
  const state = new Matching(before, after);
  state.equal((unit) => `${unit.heading} ${unit.key}`);
  state.equal((unit) => `${unit.heading} ${unit.bare}`);
  // A heading that became a line of text, or the other way round, as after a redesign.
  state.equal((unit) => unit.key);
  state.alike();
  state.headingsByContents();
  return state.matches;
}

class Matching {
  readonly matches: Match[] = [];
  /** Position of the partner; -1 is none yet, -2 a piece of a split or merger. */
  private readonly toAfter: Int32Array;
  private readonly toBefore: Int32Array;
  private readonly bags = new Bags();

  private readonly before: readonly Unit[];
  private readonly after: readonly Unit[];

  constructor(before: readonly Unit[], after: readonly Unit[]) {
    this.before = before;
    this.after = after;
    this.toAfter = new Int32Array(before.length).fill(-1);
    this.toBefore = new Int32Array(after.length).fill(-1);
  }

  private take(match: Match): void {
    const alone = match.before.length === 1 && match.after.length === 1;
    for (const i of match.before) this.toAfter[i] = alone ? match.after[0]! : -2;
    for (const j of match.after) this.toBefore[j] = alone ? match.before[0]! : -2;
    this.matches.push(match);
  }

  /** Pairs units of equal keys. Where a key stands more than once: same headings above, then same neighbours, then in order. */
  equal(keyOf: (unit: Unit) => string): void {
    const groups = new Map<string, { before: number[]; after: number[] }>();
    this.before.forEach((unit, i) => {
      if (this.toAfter[i] !== -1) return;
      const group = groups.get(keyOf(unit));
      if (group) group.before.push(i);
      else groups.set(keyOf(unit), { before: [i], after: [] });
    });
    this.after.forEach((unit, j) => {
      if (this.toBefore[j] === -1) groups.get(keyOf(unit))?.after.push(j);
    });
    const several: { before: number[]; after: number[] }[] = [];
    for (const group of groups.values()) {
      if (group.before.length === 1 && group.after.length === 1) this.take(group);
      else if (group.after.length > 0) several.push(group);
    }
    const path = (unit: Unit) => unit.ref.path.join('\n');
    const previous = (units: readonly Unit[], i: number) => units[i - 1]?.key ?? '';
    const next = (units: readonly Unit[], i: number) => units[i + 1]?.key ?? '';
    const contexts: ((units: readonly Unit[], i: number) => string)[] = [
      (units, i) => `${path(units[i]!)}\n\n${previous(units, i)}\n\n${next(units, i)}`,
      (units, i) => `${path(units[i]!)}\n\n${previous(units, i)}`,
      (units, i) => `${path(units[i]!)}\n\n${next(units, i)}`,
      (units, i) => path(units[i]!),
      previous,
      next,
      () => '',
    ];
    for (const group of several) {
      for (const context of contexts) this.pairUp(group, context);
    }
  }

  private pairUp(
    group: { before: number[]; after: number[] },
    context: (units: readonly Unit[], i: number) => string,
  ): void {
    const open = new Map<string, number[]>();
    for (const j of group.after) {
      if (this.toBefore[j] !== -1) continue;
      const key = context(this.after, j);
      const list = open.get(key);
      if (list) list.push(j);
      else open.set(key, [j]);
    }
    for (const list of open.values()) list.reverse();
    for (const i of group.before) {
      if (this.toAfter[i] !== -1) continue;
      const j = open.get(context(this.before, i))?.pop();
      if (j !== undefined) this.take({ before: [i], after: [j] });
    }
  }

  /** What is left, the most alike first: pairs, splits and mergers in one contest. */
  alike(): void {
    const left = (partners: Int32Array) => [...partners.keys()].filter((i) => partners[i] === -1);
    const [fromBefore, fromAfter] = [left(this.toAfter), left(this.toBefore)];
    if (fromBefore.length === 0 || fromAfter.length === 0) return;
    const shared = new Shared(
      this.bags,
      fromBefore.map((i) => this.before[i]!),
      fromAfter.map((at) => ({ unit: this.after[at]!, at })),
    );
    const near = this.samePlace();
    const proposals: { score: number; match: Match }[] = [];
    const back = new Map<number, number[]>();
    for (const i of fromBefore) {
      const candidates = new Set([...shared.candidatesOf(this.before[i]!), ...(near.get(i) ?? [])]);
      for (const j of candidates) {
        const [one, other] = [this.before[i]!, this.after[j]!];
        const score = likeness(this.bags.of(one).sorted, this.bags.of(other).sorted);
        const enough = near.get(i)?.includes(j)
          ? ALIKE_AT_THE_SAME_PLACE
          : one.ref.id === other.ref.id
            ? ALIKE_UNDER_THE_SAME_ID
            : ALIKE;
        if (one.heading === other.heading && score >= enough)
          proposals.push({ score, match: { before: [i], after: [j] } });
        const list = back.get(j);
        if (list) list.push(i);
        else back.set(j, [i]);
      }
      const split = this.pieces(this.before[i]!, this.after, candidates, this.toBefore);
      if (split) proposals.push({ score: split.score, match: { before: [i], after: split.positions } });
    }
    for (const [j, candidates] of back) {
      const merged = this.pieces(this.after[j]!, this.before, candidates, this.toAfter);
      if (merged) proposals.push({ score: merged.score, match: { before: merged.positions, after: [j] } });
    }
    proposals.sort(
      (x, y) =>
        y.score - x.score || x.match.before[0]! - y.match.before[0]! || x.match.after[0]! - y.match.after[0]!,
    );
    for (const { match } of proposals) {
      const free =
        match.before.every((i) => this.toAfter[i] === -1) &&
        match.after.every((j) => this.toBefore[j] === -1);
      if (free) this.take(match);
    }
  }

  /** For each unit that is left, those of the other text that stand at about the same place between the same neighbours. */
  private samePlace(): Map<number, number[]> {
    const near = new Map<number, number[]>();
    let i = 0;
    while (i < this.before.length) {
      if (this.toAfter[i] !== -1) {
        i++;
        continue;
      }
      let end = i;
      while (end < this.before.length && this.toAfter[end] === -1) end++;
      const from = i === 0 ? 0 : this.toAfter[i - 1]! + 1;
      let to = from;
      while (to < this.after.length && this.toBefore[to] === -1) to++;
      if (from > 0 || i === 0) {
        for (let k = i; k < end; k++) {
          const list: number[] = [];
          const middle = from + k - i;
          for (let j = Math.max(from, middle - NEAR); j < Math.min(to, middle + NEAR + 1); j++) list.push(j);
          near.set(k, list);
        }
      }
      i = end;
    }
    return near;
  }

  /** The run of free clauses that one clause was split into (or, seen the other way, merged from), if there is one. */
  private pieces(
    whole: Unit,
    units: readonly Unit[],
    candidates: Iterable<number>,
    partners: Int32Array,
  ): { positions: number[]; score: number } | null {
    const { sorted } = this.bags.of(whole);
    if (whole.heading || sorted.length < 2) return null;
    const mayBe = (j: number): boolean => {
      const unit = units[j];
      if (unit === undefined || unit.heading || partners[j] !== -1) return false;
      const piece = this.bags.of(unit).sorted;
      if (piece.length === 0 || piece.length > PIECE_OF * sorted.length) return false;
      return commonOf(sorted, piece) >= FROM_THE_WHOLE * piece.length;
    };
    let best: { positions: number[]; score: number } | null = null;
    const tried = new Set<number>();
    for (const start of candidates) {
      if (tried.has(start) || !(mayBe(start) && (mayBe(start - 1) || mayBe(start + 1)))) continue;
      const used = new Uint8Array(sorted.length);
      let [from, length] = [0, 0];
      const fits = (j: number): boolean => {
        if (!mayBe(j)) return false;
        const piece = this.bags.of(units[j]!).sorted;
        const found = foundIn(sorted, used, piece);
        if (found.length < FROM_THE_WHOLE * piece.length) return false;
        for (const at of found) used[at] = 1;
        from += found.length;
        length += piece.length;
        return true;
      };
      if (!fits(start)) continue;
      const positions = [start];
      for (let j = start - 1; positions.length < MAX_PIECES && fits(j); j--) positions.unshift(j);
      for (let j = start + 1; positions.length < MAX_PIECES && fits(j); j++) positions.push(j);
      for (const j of positions) tried.add(j);
      if (positions.length < 2 || from < WHOLE_HELD * sorted.length) continue;
      const score = (2 * from) / (length + sorted.length);
      if (best === null || score > best.score) best = { positions, score };
    }
    return best;
  }

  /** A heading with other words over the same clauses is the same heading, reworded. */
  headingsByContents(): void {
    const shared = new Map<number, Map<number, number>>();
    const sizes = [contents(this.before), contents(this.after)] as const;
    this.toAfter.forEach((j, i) => {
      if (j < 0) return;
      const [one, other] = [this.before[i]!.above.at(-1), this.after[j]!.above.at(-1)];
      if (one === undefined || other === undefined) return;
      if (this.toAfter[one] !== -1 || this.toBefore[other] !== -1) return;
      const counts = shared.get(one) ?? new Map<number, number>();
      counts.set(other, (counts.get(other) ?? 0) + 1);
      shared.set(one, counts);
    });
    for (const [one, counts] of shared) {
      for (const [other, count] of counts) {
        const most = Math.max(sizes[0].get(one) ?? 0, sizes[1].get(other) ?? 0);
        if (count * 2 > most && this.toAfter[one] === -1 && this.toBefore[other] === -1)
          this.take({ before: [one], after: [other] });
      }
    }
  }
}

/** How many units stand right under each heading. */
function contents(units: readonly Unit[]): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const unit of units) {
    const owner = unit.above.at(-1);
    if (owner !== undefined) sizes.set(owner, (sizes.get(owner) ?? 0) + 1);
  }
  return sizes;
}
