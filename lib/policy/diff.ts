/** Word differences between two texts: Myers on words, bounded. Pure. */

/** A stretch of words. All `same` and `removed` joined are the text before, letter for letter; all `same` and `added` the one after. */
export interface WordDiff {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** More edits than this between two texts, and the differing middle is given as removed and added as a whole. */
const MAX_EDITS = 800;
/** Longer texts than this are not looked at word by word; in tokens of both, after equal beginnings and ends are off. */
const MAX_TOKENS = 20_000;

/** A word or a mark, and the white space before it. The last one of a text has no word: only what white space is left. */
interface Token {
  lead: string;
  word: string;
}

const TOKEN = /(\s*)([\p{L}\p{N}\p{M}]+(?:['’\-‑][\p{L}\p{N}\p{M}]+)*|[^\s])/gu;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    tokens.push({ lead: match[1]!, word: match[2]! });
    end = match.index + match[0].length;
  }
  tokens.push({ lead: text.slice(end), word: '' });
  return tokens;
}

/** What became of the words of one text in another. Time is bounded by `MAX_EDITS` times the length. */
export function diffWords(before: string, after: string): WordDiff[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const [a, b] = [tokensOf(before), tokensOf(after)];
  let start = 0;
  while (start < a.length - 1 && start < b.length - 1 && a[start]!.word === b[start]!.word) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1]!.word === b[endB - 1]!.word) {
    endA--;
    endB--;
  }
  const pairs: [number, number][] = [];
  for (let i = 0; i < start; i++) pairs.push([i, i]);
  for (const [i, j] of middlePairs(a.slice(start, endA), b.slice(start, endB)))
    pairs.push([start + i, start + j]);
  for (let i = 0; endA + i < a.length; i++) pairs.push([endA + i, endB + i]);
  return written(a, b, withoutStragglers(a, pairs));
}

/** Myers' greedy algorithm: which tokens stand in both, in order. Empty when the texts have too little in common. */
function middlePairs(a: readonly Token[], b: readonly Token[]): [number, number][] {
  const [n, m] = [a.length, b.length];
  if (n === 0 || m === 0 || n + m > MAX_TOKENS) return [];
  const limit = Math.min(n + m, MAX_EDITS);
  const furthest = new Int32Array(2 * limit + 3);
  const at = (k: number) => k + limit + 1;
  const rounds: Int32Array[] = [];
  for (let d = 0; d <= limit; d++) {
    rounds.push(furthest.slice(at(-d) - 1, at(d) + 2));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && furthest[at(k - 1)]! < furthest[at(k + 1)]!);
      let x = down ? furthest[at(k + 1)]! : furthest[at(k - 1)]! + 1;
      while (x < n && x - k < m && a[x]!.word === b[x - k]!.word) x++;
      furthest[at(k)] = x;
      if (x >= n && x - k >= m) return backtrack(rounds, n, m);
    }
  }
  return [];
}

function backtrack(rounds: readonly Int32Array[], n: number, m: number): [number, number][] {
  const pairs: [number, number][] = [];
  let [x, y] = [n, m];
  for (let d = rounds.length - 1; d >= 0; d--) {
    const round = rounds[d]!;
    const value = (k: number) => round[k + d + 1]!;
    const k = x - y;
    const down = k === -d || (k !== d && value(k - 1) < value(k + 1));
    const fromX = d === 0 ? 0 : value(down ? k + 1 : k - 1);
    const fromY = d === 0 ? 0 : fromX - (down ? k + 1 : k - 1);
    while (x > fromX && y > fromY) {
      x--;
      y--;
      pairs.push([x, y]);
    }
    [x, y] = [fromX, fromY];
  }
  return pairs.reverse();
}

/** A lone little word or mark between two rewritten stretches is no help to a reader: it is taken as rewritten, too. */
function withoutStragglers(a: readonly Token[], pairs: [number, number][]): [number, number][] {
  const kept: [number, number][] = [];
  for (let i = 0; i < pairs.length; ) {
    let end = i + 1;
    while (
      end < pairs.length &&
      pairs[end]![0] === pairs[end - 1]![0] + 1 &&
      pairs[end]![1] === pairs[end - 1]![1] + 1
    )
      end++;
    const run = pairs.slice(i, end);
    const letters = run.reduce((sum, [x]) => sum + a[x]!.word.length, 0);
    const [before, after] = [pairs[i - 1], pairs[end]];
    const lonely =
      before !== undefined &&
      after !== undefined &&
      letters <= 3 &&
      gap(before, run[0]!) >= 4 &&
      gap(run.at(-1)!, after) >= 4;
    if (!lonely) kept.push(...run);
    i = end;
  }
  return kept;
}

/** Tokens that changed between two pairs, on both sides together. */
function gap(from: [number, number], to: [number, number]): number {
  return to[0] - from[0] - 1 + (to[1] - from[1] - 1);
}

function written(a: readonly Token[], b: readonly Token[], pairs: readonly [number, number][]): WordDiff[] {
  const parts: WordDiff[] = [];
  const push = (kind: WordDiff['kind'], text: string) => {
    if (text === '') return;
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += text;
    else parts.push({ kind, text });
  };
  const full = (tokens: readonly Token[], from: number, to: number) => {
    let text = '';
    for (let i = from; i < to; i++) text += tokens[i]!.lead + tokens[i]!.word;
    return text;
  };
  let [x, y] = [0, 0];
  for (const [i, j] of pairs) {
    const [one, other] = [a[i]!, b[j]!];
    const sameLead = one.lead === other.lead;
    push('removed', full(a, x, i) + (sameLead ? '' : one.lead));
    push('added', full(b, y, j) + (sameLead ? '' : other.lead));
    push('same', (sameLead ? one.lead : '') + one.word);
    [x, y] = [i + 1, j + 1];
  }
  push('removed', full(a, x, a.length));
  push('added', full(b, y, b.length));
  return parts;
}

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’\-‑][\p{L}\p{N}\p{M}]+)*/gu;

/** How many words (not marks) were added and removed. */
export function countWords(parts: readonly WordDiff[]): { added: number; removed: number } {
  const count = { added: 0, removed: 0 };
  for (const { kind, text } of parts) {
    if (kind === 'same') continue;
    count[kind] += text.match(WORD)?.length ?? 0;
  }
  return count;
}

/** The text before (`removed`) or after (`added`), from its parts. */
export function applied(parts: readonly WordDiff[], side: 'removed' | 'added'): string {
  return parts
    .filter((part) => part.kind === 'same' || part.kind === side)
    .map((part) => part.text)
    .join('');
}
