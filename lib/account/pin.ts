/**
 * A PIN or passphrase: what one may be, how it is kept, how fast it may be guessed. Pure but for WebCrypto.
 * It stops a glance, not an administrator: whoever may remove the extension or open the profile's files gets around it.
 */

/** PBKDF2-HMAC-SHA-256. Kept with each record, so that it can be raised without shutting anybody out. */
export const PIN_ITERATIONS = 600_000;
export const PIN_MIN = 4;
export const PIN_MAX = 64;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

export interface PinRecord {
  v: 1;
  iterations: number;
  salt: Uint8Array<ArrayBuffer>;
  hash: Uint8Array<ArrayBuffer>;
}

/** The same characters typed on another keyboard are the same PIN. */
const folded = (pin: string): string => pin.normalize('NFKC');

/** Why this cannot be a PIN, in a sentence; `null` when it can. */
export function pinProblem(pin: string): string | null {
  const length = [...folded(pin)].length;
  if (length === 0) return 'Type a PIN first.';
  if (length < PIN_MIN) return `This is too short. Use ${PIN_MIN} characters or more; digits will do.`;
  if (length > PIN_MAX) return `This is too long. Use ${PIN_MAX} characters or fewer.`;
  return null;
}

/** What is kept instead of the PIN. @param iterations fewer only in tests */
export async function hashPin(pin: string, iterations = PIN_ITERATIONS): Promise<PinRecord> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  return { v: 1, iterations, salt, hash: await derive(pin, salt, iterations) };
}

/** Is this the PIN? Takes as long for a wrong one as for the right one. */
export async function verifyPin(pin: string, { salt, hash, iterations }: PinRecord): Promise<boolean> {
  const given = await derive(pin, salt, iterations);
  let difference = given.length ^ hash.length;
  for (let i = 0; i < given.length; i++) difference |= given[i]! ^ (hash[i] ?? 0);
  return difference === 0;
}

async function derive(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number) {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(folded(pin)), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    key,
    HASH_BYTES * 8,
  );
  return new Uint8Array(bits);
}

/** Wrong tries before the first wait. */
export const FREE_TRIES = 5;
export const FIRST_WAIT_MS = 30_000;
export const LONGEST_WAIT_MS = 60 * 60_000;

/** Tries since the right PIN was last given. Written before a try is judged: whoever kills the worker has tried all the same. */
export interface PinTries {
  count: number;
  /** When the last one was, or when the clock was last seen set back; milliseconds since the epoch. */
  at: number;
}
export const NO_TRIES: Readonly<PinTries> = { count: 0, at: 0 };

/** How long to wait after so many wrong tries, in milliseconds. */
export const waitAfter = (count: number): number =>
  count < FREE_TRIES ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (count - FREE_TRIES), LONGEST_WAIT_MS);

/** Until when to wait, milliseconds since the epoch; `null` when a try is free now. */
export function waitUntil({ count, at }: PinTries, now: number): number | null {
  const until = at + waitAfter(count);
  return until > now && count >= FREE_TRIES ? until : null;
}

/** Tries that are left before the next wait: at least the one that each wait earns. */
export const triesLeft = ({ count }: PinTries): number => Math.max(1, FREE_TRIES - count);

/**
 * The tries as they count now. A clock that was set back shortens nothing: the whole wait begins again from there. That also
 * keeps a clock that once stood years ahead from shutting its owner out. A clock set ahead cannot be told from time that passed.
 */
export const settled = (tries: PinTries, now: number): PinTries =>
  tries.at > now ? { ...tries, at: now } : tries;
