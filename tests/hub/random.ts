/** Deterministic randomness: the same seed must give the same Hub on every machine. */

export interface Random {
  /** Next float in [0, 1). */
  float(): number;
  int(min: number, max: number): number;
  pick<T>(from: readonly T[]): T;
  chance(p: number): boolean;
  /** `n` hex digits. */
  hex(n: number): string;
}

export function makeRandom(seed: number): Random {
  let s = seed >>> 0;
  // mulberry32: small, fast and good enough for test data.
  const float = () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = s;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (min: number, max: number) => min + Math.floor(float() * (max - min + 1));
  return {
    float,
    int,
    pick: (from) => from[int(0, from.length - 1)] as (typeof from)[number],
    chance: (p) => float() < p,
    hex: (n) => Array.from({ length: n }, () => int(0, 15).toString(16)).join(''),
  };
}

/** Stable 32-bit hash of a string (FNV-1a), for colours and shapes that belong to a name. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
