/**
 * Who may change the filter's settings and open covers: everybody, whoever knows the PIN, or the administrator alone.
 *
 * The PIN's record, the tries and the unlocking lie in IndexedDB, which no content script can open. What the guard has to know
 * is published to `storage.local` (lib/nfaa/lock-state.ts), where an unlocking carries its own end: a dead worker prolongs nothing.
 */
import type { StoredLock } from '../nfaa/lock-state.ts';
import { DEFAULT_FILTER } from '../nfaa/preferences.ts';
import type { LockState } from '../platform/answers.ts';
import type { Database } from '../platform/db.ts';
import type { Managed } from '../platform/managed.ts';
import {
  hashPin,
  NO_TRIES,
  PIN_ITERATIONS,
  type PinRecord,
  type PinTries,
  pinProblem,
  settled,
  triesLeft,
  verifyPin,
  waitUntil,
} from './pin.ts';

/** How long the right PIN unlocks the settings. */
export const UNLOCK_MS = 10 * 60_000;

/** Everything that a lock can hold, by the names that `assertMayChange` takes. */
export const LOCKABLE: readonly string[] = [
  ...Object.keys(DEFAULT_FILTER).map((name) => `filter.${name}`),
  'rules',
  'lists',
];

const PIN = 'lock.pin';
const TRIES = 'lock.tries';
const OPEN = 'lock.open';

interface KeptPin {
  record: PinRecord;
  noReveal: boolean;
}

/** An unlocking: by the clock it was given at, within the browser session it was given in. */
interface Opening {
  from: number;
  until: number;
  session: string;
}

export interface LockOptions {
  db: () => Promise<Database>;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** A mark that is the same until the browser closes (lib/platform/session.ts). */
  session: { get(): Promise<string> };
  managed: () => Promise<Managed>;
  /** Tells the guard; `null`: there is no lock. */
  publish: (lock: StoredLock | null) => Promise<void>;
  /** Has `refresh` called then, so that open tabs follow when an unlocking ends. */
  schedule: (atMs: number) => void;
  /** Fewer only in tests. */
  iterations?: number;
}

/** A refusal: who locked, and what to do. */
export class LockedError extends Error {
  readonly by: 'pin' | 'managed';
  readonly sentence: string;
  constructor(by: 'pin' | 'managed', sentence: string) {
    super(sentence);
    this.name = 'LockedError';
    this.by = by;
    this.sentence = sentence;
  }
}

const BY_ADMINISTRATOR =
  'Your organisation has set this, so it cannot be changed here. Ask whoever looks after this browser.';
const BY_PIN = 'This is locked with a PIN. Open the options, unlock it under Lock, then try again.';
const WAITING = 'There were too many wrong tries. Wait until the time shown is over, then try again.';
const CHANGED = 'The PIN was changed meanwhile. Try again with the new one.';

export type Lock = ReturnType<typeof createLock>;

export function createLock(options: LockOptions) {
  const { db, now, session, managed, publish, schedule, iterations = PIN_ITERATIONS } = options;
  let publishing: Promise<void> = Promise.resolve();

  async function look() {
    const [store, mark, policy] = await Promise.all([db(), session.get(), managed()]);
    const transaction = store.transaction('meta', 'readwrite');
    const read = async <T>(key: string) => (await transaction.store.get(key))?.value as T | undefined;
    const pin = await read<KeptPin>(PIN);
    const opening = await read<Opening>(OPEN);
    const seen = (await read<PinTries>(TRIES)) ?? NO_TRIES;
    const tries = settled(seen, now());
    if (tries !== seen) await transaction.store.put({ key: TRIES, value: tries });
    await transaction.done;
    const open =
      pin && opening?.session === mark && opening.from <= now() && now() < opening.until
        ? opening.until
        : null;
    return { pin, open, tries, policy };
  }
  type View = Awaited<ReturnType<typeof look>>;

  function stateOf({ pin, open, tries, policy }: View): LockState {
    const fields = managedFields(policy);
    const byPolicy = isManaged(policy);
    return {
      kind: pin ? (byPolicy ? 'both' : 'pin') : byPolicy ? 'managed' : 'none',
      unlockedUntil: open,
      noReveal: !mayRevealIn({ pin, open, policy }),
      pinNoReveal: pin?.noReveal ?? false,
      waitUntil: pin ? waitUntil(tries, now()) : null,
      triesLeft: triesLeft(tries),
      lockedFields: pin && open === null ? [...LOCKABLE] : fields,
      managed: {
        fields,
        noReveal: !policy.allowReveal,
        rules: policy.rules.length,
        lists: policy.lists,
        problems: policy.problems,
      },
    };
  }

  /** Counts the try first, then judges it. @returns what is kept, or `undefined` when there is no PIN */
  async function judge(pin: string): Promise<KeptPin | undefined> {
    const problem = pinProblem(pin);
    if (problem) throw new LockedError('pin', problem);
    const transaction = (await db()).transaction('meta', 'readwrite');
    const kept = (await transaction.store.get(PIN))?.value as KeptPin | undefined;
    if (!kept) return undefined;
    const before = settled(
      ((await transaction.store.get(TRIES))?.value as PinTries | undefined) ?? NO_TRIES,
      now(),
    );
    const waits = waitUntil(before, now()) !== null;
    const tries: PinTries = waits ? before : { count: before.count + 1, at: now() };
    await transaction.store.put({ key: TRIES, value: tries });
    await transaction.done;
    if (waits) throw new LockedError('pin', WAITING);
    if (!(await verifyPin(pin, kept.record))) throw new LockedError('pin', wrong(tries, now()));
    await (await db()).delete('meta', TRIES);
    return kept;
  }

  /** Publishes the lock as it stands, one after the other, so that the last look is the one that stays. */
  function refresh(): Promise<void> {
    publishing = publishing.catch(() => {}).then(async () => publish(storedOf(await look())));
    return publishing;
  }

  async function settle(): Promise<LockState> {
    await refresh();
    return stateOf(await look());
  }

  return {
    /** How things stand now. */
    state: async (): Promise<LockState> => stateOf(await look()),

    /** What the guard was told, or would be. */
    stored: async (): Promise<StoredLock | null> => storedOf(await look()),

    /** To be called at every start, when an unlocking ends, and when the administrator changed something. */
    refresh,

    /**
     * Sets a PIN, or another one: that needs the one before. Locks at once.
     * @throws LockedError with a sentence
     */
    async setPin(pin: string, { noReveal, current }: { noReveal: boolean; current?: string | undefined }) {
      const problem = pinProblem(pin);
      if (problem) throw new LockedError('pin', problem);
      // Asked twice (a worker that died in between), the PIN that was just set proves itself.
      const before = await judge(current ?? pin);
      const value: KeptPin = { record: await hashPin(pin, iterations), noReveal };
      const transaction = (await db()).transaction('meta', 'readwrite');
      const kept = (await transaction.store.get(PIN))?.value as KeptPin | undefined;
      if (String(kept?.record.salt) !== String(before?.record.salt)) throw new LockedError('pin', CHANGED);
      await transaction.store.put({ key: PIN, value });
      await transaction.store.delete(OPEN);
      await transaction.store.delete(TRIES);
      await transaction.done;
      return settle();
    },

    /** Unlocks the settings for a while. @throws LockedError with a sentence */
    async unlock(pin: string): Promise<LockState> {
      if (await judge(pin)) {
        const from = now();
        const value: Opening = { from, until: from + UNLOCK_MS, session: await session.get() };
        await (await db()).put('meta', { key: OPEN, value });
        schedule(value.until);
      }
      return settle();
    },

    /** Locks again before the time is over. */
    async relock(): Promise<LockState> {
      await (await db()).delete('meta', OPEN);
      return settle();
    },

    /** @throws LockedError with a sentence */
    async removePin(pin: string): Promise<LockState> {
      await judge(pin);
      const transaction = (await db()).transaction('meta', 'readwrite');
      for (const key of [PIN, OPEN, TRIES]) await transaction.store.delete(key);
      await transaction.done;
      return settle();
    },

    /**
     * Whoever changes settings asks first.
     * @param fields names of `LOCKABLE`
     * @throws LockedError that says who locked and what to do
     */
    async assertMayChange(fields: readonly string[]): Promise<void> {
      const { pin, open, policy } = await look();
      const fixed = managedFields(policy);
      if (fields.some((field) => fixed.includes(field))) throw new LockedError('managed', BY_ADMINISTRATOR);
      if (pin && open === null && fields.some((field) => LOCKABLE.includes(field)))
        throw new LockedError('pin', BY_PIN);
    },

    /** May covers be opened now? */
    mayReveal: async (): Promise<boolean> => mayRevealIn(await look()),
  };

  function storedOf(view: View): StoredLock | null {
    const { pin, open, policy } = view;
    if (!pin && !isManaged(policy)) return null;
    const byPin = pin?.noReveal === true && policy.allowReveal;
    const stored: StoredLock = {
      v: 1,
      by: isManaged(policy) && !byPin ? 'managed' : 'pin',
      noReveal: byPin || !policy.allowReveal,
    };
    if (byPin && open !== null) stored.liftedUntil = open;
    const filter: StoredLock['filter'] = { ...policy.filter };
    // A pause that was begun before everything was locked would be a way around it.
    if (managedFields(policy).includes('filter.pausedUntil')) filter.pausedUntil = 0;
    if (Object.keys(filter).length > 0) stored.filter = filter;
    return stored;
  }
}

const mayRevealIn = ({ pin, open, policy }: { pin?: KeptPin; open: number | null; policy: Managed }) =>
  policy.allowReveal && (!pin?.noReveal || open !== null);

const isManaged = ({ filter, allowReveal, lockSettings, rules, lists }: Managed): boolean =>
  Object.keys(filter).length > 0 || !allowReveal || lockSettings || rules.length > 0 || lists.length > 0;

/** What the administrator holds. A filter that can be switched off covers nothing, so covers that stay shut hold all of it. */
function managedFields({ filter, allowReveal, lockSettings }: Managed): string[] {
  if (lockSettings || !allowReveal) return [...LOCKABLE];
  const fields = new Set(Object.keys(filter).map((name) => `filter.${name}`));
  if (filter.on !== undefined) fields.add('filter.pausedUntil');
  if (filter.action !== undefined) fields.add('filter.per');
  return [...fields];
}

function wrong(tries: PinTries, now: number): string {
  if (waitUntil(tries, now) !== null)
    return 'This is not the PIN. Wait until the time shown is over, then try again.';
  const left = triesLeft(tries);
  return `This is not the PIN. ${left === 1 ? 'One more try' : `${left} more tries`} before you have to wait.`;
}
