import 'fake-indexeddb/auto';
import { describe, expect, test, vi } from 'vitest';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const { createLock, LOCKABLE, UNLOCK_MS } = await import('../../../lib/account/lock.ts');
const { createLockedSettings } = await import('../../../lib/account/locked-settings.ts');
const { FIRST_WAIT_MS } = await import('../../../lib/account/pin.ts');
const { DEFAULT_FILTER } = await import('../../../lib/nfaa/preferences.ts');
const { forbidsReveal } = await import('../../../lib/nfaa/lock-state.ts');
const { createDatabase } = await import('../../../lib/platform/db.ts');
const { NOT_MANAGED } = await import('../../../lib/platform/managed.ts');
const { MESSAGES } = await import('../../../lib/platform/messages.ts');
type Managed = import('../../../lib/platform/managed.ts').Managed;
type StoredLock = import('../../../lib/nfaa/lock-state.ts').StoredLock;
type Settings = import('../../../lib/platform/settings.ts').Settings;

const PIN = '4071';
const HOUR = 3_600_000;

let count = 0;
function makeLock(policy: Partial<Managed> = {}) {
  const world = {
    now: Date.UTC(2026, 9, 6),
    session: 'one',
    managed: { ...NOT_MANAGED, ...policy } as Managed,
    told: null as StoredLock | null,
    alarms: [] as number[],
  };
  const db = createDatabase(`lock-${++count}`);
  /** Another worker on the same database. */
  const start = () =>
    createLock({
      db,
      now: () => world.now,
      session: { get: async () => world.session },
      managed: async () => world.managed,
      publish: async (stored) => {
        world.told = structuredClone(stored);
      },
      schedule: (at) => world.alarms.push(at),
      iterations: 2,
    });
  return { world, db, start, lock: start() };
}

async function withPin(noReveal = false, policy: Partial<Managed> = {}) {
  const made = makeLock(policy);
  await made.lock.setPin(PIN, { noReveal });
  return made;
}

describe('without a lock', () => {
  test('everything may be changed and revealed, and the guard is told nothing', async () => {
    const { lock, world } = makeLock();
    await lock.refresh();
    expect(world.told).toBeNull();
    expect(await lock.state()).toMatchObject({ kind: 'none', lockedFields: [], noReveal: false });
    await lock.assertMayChange(LOCKABLE);
    expect(await lock.mayReveal()).toBe(true);
    expect((await lock.unlock(PIN)).kind).toBe('none');
  });
});

describe('a PIN', () => {
  test('locks at once, for later workers too, and says what to do', async () => {
    const { lock, start } = await withPin();
    expect(await start().state()).toMatchObject({ kind: 'pin', unlockedUntil: null, lockedFields: LOCKABLE });
    for (const field of LOCKABLE)
      await expect(lock.assertMayChange([field])).rejects.toMatchObject({
        by: 'pin',
        sentence: expect.stringMatching(/locked with a PIN.*unlock/i),
      });
    await lock.assertMayChange([]);
  });

  test('is kept neither in what is stored nor in what is published', async () => {
    const { db, world } = await withPin(true);
    const rows = await (await db()).getAll('meta');
    expect(JSON.stringify([rows, world.told])).not.toContain(PIN);
  });

  test('unlocks for ten minutes, then locks by itself, and an alarm is set for it', async () => {
    const { lock, world } = await withPin();
    const state = await lock.unlock(PIN);
    expect(state).toMatchObject({ unlockedUntil: world.now + UNLOCK_MS, lockedFields: [] });
    expect(world.alarms).toEqual([world.now + UNLOCK_MS]);
    world.now += UNLOCK_MS - 1;
    await lock.assertMayChange(LOCKABLE);
    world.now += 1;
    await expect(lock.assertMayChange(['rules'])).rejects.toThrow(/PIN/);
    expect((await lock.state()).unlockedUntil).toBeNull();
  });

  test('an unlocking outlives the worker, but not the browser, “Lock now”, or a clock set back', async () => {
    const { lock, world, start } = await withPin();
    const open = async () => (await start().state()).unlockedUntil !== null;
    await lock.unlock(PIN);
    expect(await open()).toBe(true);
    world.session = 'two';
    expect(await open()).toBe(false);
    world.session = 'one';
    world.now -= 1;
    expect(await open()).toBe(false);
    world.now += 1;
    expect(await open()).toBe(true);
    await lock.relock();
    expect(await open()).toBe(false);
  });

  test('changing it needs the one before, and locks again', async () => {
    const { lock } = await withPin();
    await lock.unlock(PIN);
    await expect(lock.setPin('9999', { noReveal: false })).rejects.toThrow(/not the PIN/);
    await expect(lock.setPin('9999', { noReveal: false, current: '0000' })).rejects.toThrow(/not the PIN/);
    const state = await lock.setPin('9999', { noReveal: true, current: PIN });
    expect(state).toMatchObject({ unlockedUntil: null, pinNoReveal: true });
    await expect(lock.unlock(PIN)).rejects.toThrow(/not the PIN/);
    expect((await lock.unlock('9999')).unlockedUntil).not.toBeNull();
  });

  test('setting it may be asked twice, as a worker that died makes it', async () => {
    const { lock } = await withPin();
    expect(await lock.setPin(PIN, { noReveal: false })).toMatchObject({ kind: 'pin', triesLeft: 5 });
  });

  test('of two that are set at the same moment one stays', async () => {
    const { lock, start } = makeLock();
    const both = await Promise.allSettled([
      lock.setPin('1111', { noReveal: false }),
      start().setPin('2222', { noReveal: false }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(
      (await lock.unlock(both[0].status === 'fulfilled' ? '1111' : '2222')).unlockedUntil,
    ).not.toBeNull();
  });

  test('removing it needs it, and leaves nothing behind', async () => {
    const { lock, world, db } = await withPin(true);
    await lock.unlock(PIN);
    await expect(lock.removePin('0000')).rejects.toThrow(/not the PIN/);
    expect(world.told).not.toBeNull();
    expect((await lock.removePin(PIN)).kind).toBe('none');
    expect(world.told).toBeNull();
    expect(await (await db()).getAll('meta')).toEqual([]);
    expect((await lock.removePin(PIN)).kind).toBe('none');
  });

  test('what cannot be a PIN is not set, and costs no try', async () => {
    const { lock } = await withPin();
    await expect(lock.setPin('12', { noReveal: false, current: PIN })).rejects.toThrow(/too short/);
    await expect(lock.unlock('')).rejects.toThrow(/Type a PIN/);
    expect((await lock.state()).triesLeft).toBe(5);
  });
});

describe('guessing', () => {
  const guess = (lock: { unlock(pin: string): Promise<unknown> }) =>
    lock.unlock('0000').then(
      () => 'in',
      (error: { sentence: string }) => error.sentence,
    );

  test('says what is left, then waits; the right one does not count while it waits', async () => {
    const { lock, world } = await withPin();
    for (const left of ['4 more tries', '3 more tries', '2 more tries', 'One more try'])
      expect(await guess(lock)).toContain(left);
    expect(await guess(lock)).toMatch(/Wait/);
    expect((await lock.state()).waitUntil).toBe(world.now + FIRST_WAIT_MS);
    await expect(lock.unlock(PIN)).rejects.toThrow(/too many/);
    world.now += FIRST_WAIT_MS;
    expect((await lock.state()).waitUntil).toBeNull();
    expect((await lock.unlock(PIN)).triesLeft).toBe(5);
  });

  test('each further try waits twice as long, whichever way it is tried', async () => {
    const { lock, world } = await withPin();
    for (let i = 0; i < 5; i++) await guess(lock);
    const waits: number[] = [];
    for (let i = 0; i < 9; i++) {
      const { waitUntil } = await lock.state();
      waits.push((waitUntil! - world.now) / 1000);
      world.now = waitUntil!;
      await (i % 2
        ? lock.removePin('0000')
        : lock.setPin('1111', { noReveal: false, current: '0000' })
      ).catch(() => {});
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
  });

  test('a worker that is killed while it judges has tried all the same', async () => {
    const { start, lock } = await withPin();
    // The derivation never ends, as in a worker that the browser stopped.
    const stuck = vi.spyOn(crypto.subtle, 'deriveBits').mockImplementation(() => new Promise(() => {}));
    for (let tries = 1; tries <= 5; tries++) {
      void start().unlock('0000');
      await vi.waitFor(() => expect(stuck).toHaveBeenCalledTimes(tries));
    }
    stuck.mockRestore();
    await expect(lock.unlock(PIN)).rejects.toThrow(/too many/);
  });

  test('many at once are judged at most five times', async () => {
    const { lock } = await withPin();
    const judged = vi.spyOn(crypto.subtle, 'deriveBits');
    await Promise.all(Array.from({ length: 40 }, () => guess(lock)));
    expect(judged).toHaveBeenCalledTimes(5);
    judged.mockRestore();
  });

  test('a clock set back starts the wait again, but never more than it', async () => {
    const { lock, world, start } = await withPin();
    for (let i = 0; i < 5; i++) await guess(lock);
    world.now -= 1000 * HOUR;
    expect((await start().state()).waitUntil).toBe(world.now + FIRST_WAIT_MS);
    await expect(lock.unlock(PIN)).rejects.toThrow(/too many/);
    world.now += FIRST_WAIT_MS - 1;
    await expect(lock.unlock(PIN)).rejects.toThrow(/too many/);
    world.now += 1;
    expect((await lock.unlock(PIN)).unlockedUntil).not.toBeNull();
  });
});

describe('what the guard is told', () => {
  test('revealing is locked with the settings, lifted until the unlocking ends, and published shut again', async () => {
    const { lock, world, start } = await withPin(true);
    expect(world.told).toEqual({ v: 1, by: 'pin', noReveal: true });
    expect(forbidsReveal(world.told!, world.now)).toBe(true);
    expect(await lock.mayReveal()).toBe(false);
    await lock.unlock(PIN);
    expect(world.told).toMatchObject({ noReveal: true, liftedUntil: world.now + UNLOCK_MS });
    expect(forbidsReveal(world.told!, world.now)).toBe(false);
    expect(await lock.mayReveal()).toBe(true);
    // Nobody published anything since: what stands there ends by itself.
    expect(forbidsReveal(world.told!, world.now + UNLOCK_MS)).toBe(true);
    world.now += UNLOCK_MS;
    await start().refresh();
    expect(world.told).toEqual({ v: 1, by: 'pin', noReveal: true });
  });

  test('a PIN that leaves revealing alone', async () => {
    const { world, lock } = await withPin(false);
    expect(world.told).toEqual({ v: 1, by: 'pin', noReveal: false });
    expect(await lock.mayReveal()).toBe(true);
  });
});

describe('managed', () => {
  test('only what the administrator set is held, with what would get around it', async () => {
    const { lock, world } = makeLock({ filter: { on: true, action: 'hide' } });
    await lock.refresh();
    expect(world.told).toEqual({
      v: 1,
      by: 'managed',
      noReveal: false,
      filter: { on: true, action: 'hide', pausedUntil: 0 },
    });
    expect((await lock.state()).lockedFields.sort()).toEqual([
      'filter.action',
      'filter.on',
      'filter.pausedUntil',
      'filter.per',
    ]);
    await lock.assertMayChange(['filter.look', 'rules']);
    await expect(lock.assertMayChange(['filter.look', 'filter.on'])).rejects.toMatchObject({
      by: 'managed',
      sentence: expect.stringMatching(/Your organisation.*Ask whoever/),
    });
  });

  test.each([{ lockSettings: true }, { allowReveal: false }])('%j holds everything', async (policy) => {
    const { lock } = makeLock(policy);
    expect(await lock.state()).toMatchObject({ kind: 'managed', lockedFields: LOCKABLE });
    expect(await lock.mayReveal()).toBe(policy.allowReveal !== false);
  });

  test('a PIN neither opens nor lifts it', async () => {
    const { lock, world } = await withPin(true, { allowReveal: false });
    const state = await lock.unlock(PIN);
    expect(state).toMatchObject({ kind: 'both', noReveal: true, lockedFields: LOCKABLE });
    expect(world.told).toEqual({ v: 1, by: 'managed', noReveal: true, filter: { pausedUntil: 0 } });
    await expect(lock.assertMayChange(['filter.on'])).rejects.toMatchObject({ by: 'managed' });
  });

  test('what could not be read of it alone locks nothing, and is told', async () => {
    const { lock, world } = makeLock({ problems: ['“filter.on” is ignored.'] });
    await lock.refresh();
    expect(await lock.state()).toMatchObject({ kind: 'none', managed: { problems: [/on/] } });
    expect(world.told).toBeNull();
  });

  test('a policy that is withdrawn lets go', async () => {
    const { lock, world } = makeLock({ lockSettings: true });
    await lock.refresh();
    expect(world.told).not.toBeNull();
    world.managed = NOT_MANAGED;
    await lock.refresh();
    expect(world.told).toBeNull();
    await lock.assertMayChange(LOCKABLE);
  });
});

describe('settings under the lock', () => {
  function settingsOf(lock: Pick<ReturnType<typeof makeLock>['lock'], 'stored' | 'assertMayChange'>) {
    let stored: Settings = {
      version: 1,
      filter: { ...DEFAULT_FILTER },
      report: { buttonOnCards: true },
    };
    const change = createLockedSettings({
      lock,
      load: async () => structuredClone(stored),
      keep: async (wanted) => {
        const before = structuredClone(stored);
        await Promise.resolve();
        stored = {
          ...before,
          filter: { ...before.filter, ...wanted.filter },
          report: { ...before.report, ...wanted.report },
        };
        return stored;
      },
    });
    return { change, stored: () => stored };
  }

  test('are refused while locked, and kept while unlocked', async () => {
    const { lock } = await withPin();
    const { change, stored } = settingsOf(lock);
    await expect(change({ filter: { on: false } })).rejects.toMatchObject({ by: 'pin' });
    expect(stored().filter.on).toBe(true);
    await lock.unlock(PIN);
    expect((await change({ filter: { on: false } })).filter.on).toBe(false);
    await lock.relock();
    await expect(change({ filter: { on: true } })).rejects.toMatchObject({ by: 'pin' });
    expect(stored().filter.on).toBe(false);
  });

  test('that are no part of the filter are not locked, and neither is saying what is so already', async () => {
    const { lock } = await withPin();
    const { change, stored } = settingsOf(lock);
    await change({ report: { buttonOnCards: false }, filter: { on: true, per: {} } });
    expect(stored().report.buttonOnCards).toBe(false);
  });

  test('answer with what is in force, the administrator above the person', async () => {
    const { lock } = makeLock({ filter: { action: 'hide' } });
    const { change, stored } = settingsOf(lock);
    const answer = await change({ filter: { look: 'plain', action: 'hide' } });
    expect(answer.filter).toMatchObject({ look: 'plain', action: 'hide' });
    await expect(change({ filter: { action: 'show' } })).rejects.toMatchObject({ by: 'managed' });
    expect(stored().filter.look).toBe('plain');
  });

  test('changed at once by two pages are both kept', async () => {
    // A lock that answers at once, so that nothing but their order keeps them apart.
    const { change, stored } = settingsOf({ stored: async () => null, assertMayChange: async () => {} });
    await Promise.all([change({ filter: { look: 'plain' } }), change({ filter: { action: 'mark' } })]);
    expect(stored().filter).toMatchObject({ look: 'plain', action: 'mark' });
  });

  test('a refusal does not hold up what comes after it', async () => {
    const { lock } = await withPin();
    const { change, stored } = settingsOf(lock);
    const refused = change({ filter: { on: false } });
    const kept = change({ report: { buttonOnCards: false } });
    await expect(refused).rejects.toThrow();
    await kept;
    expect(stored().report.buttonOnCards).toBe(false);
  });

  test('travel as a part: what is not named is not touched', () => {
    const { data, from } = MESSAGES['settings.change'];
    expect(data.parse({ filter: { on: false } })).toEqual({ filter: { on: false } });
    expect(data.parse({})).toEqual({});
    expect(data.parse({ report: { buttonOnCards: false }, other: 1 })).toEqual({
      report: { buttonOnCards: false },
    });
    expect(from).toEqual(['page']);
  });
});
