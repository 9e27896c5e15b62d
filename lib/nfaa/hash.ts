/**
 * The index's hash: synchronous and tiny, because the guard computes it before the first paint.
 * Two multiply-and-xor lanes over the key, mixed by murmur3's finaliser. It need not keep a secret; it must spread well, and
 * the salt, another one in every installation, keeps anyone from naming a repository so that it collides with another's.
 */

/** 42 bits: among 100,000 entries a chance hit happens once in 44 million look-ups (100,000 / 2^42). */
export const HASH_BITS = 42;

/**
 * @param key a `repoKey`
 * @param salt a whole number below 2^30
 * @returns a whole number below 2^42
 */
export function indexHash(key: string, salt: number): number {
  let a = 0x9e3779b1 ^ salt;
  let b = 0x85ebca77 ^ salt;
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i);
    a = Math.imul(a ^ code, 0x85ebca6b);
    b = Math.imul(b ^ code ^ a, 0xc2b2ae35);
  }
  a = mix(a ^ (b >>> 15));
  b = mix(b ^ a);
  return (a >>> 0) * 1024 + (b >>> 22);
}

function mix(n: number): number {
  const half = Math.imul(n ^ (n >>> 16), 0x85ebca6b);
  const whole = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return whole ^ (whole >>> 16);
}
