import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

type Changed = (changes: Record<string, unknown>, area: string) => void;
const changed: Changed[] = [];
const rung: ((alarm: { name: string }) => void)[] = [];
const local: Record<string, unknown> = {};
const sync = {
  set: vi.fn(async () => {}),
  remove: vi.fn(async () => {}),
  setAccessLevel: vi.fn(async () => {}),
};
const create = vi.fn();
vi.mock('webextension-polyfill', () => ({
  default: {
    alarms: {
      create,
      onAlarm: { addListener: (one: (alarm: { name: string }) => void) => rung.push(one) },
    },
    storage: {
      sync,
      local: { get: async () => structuredClone(local) },
      onChanged: {
        addListener: (one: Changed) => changed.push(one),
        removeListener: (one: Changed) => changed.splice(changed.indexOf(one), 1),
      },
    },
  },
}));

const { createSyncClock, listenForSync, localSide, onSync, SYNC_ALARM, syncArea } = await import(
  '../../../lib/platform/sync.ts'
);

const NOW = Date.UTC(2026, 10, 1);
beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  vi.clearAllMocks();
  changed.length = rung.length = 0;
  for (const key of Object.keys(local)) delete local[key];
});
afterEach(() => {
  vi.useRealTimers();
});

test('one write for all items, and no call that changes nothing', async () => {
  await syncArea.write({ set: { u01: { v: 1, g: '', u: {} } }, remove: [] });
  expect(sync.set).toHaveBeenCalledTimes(1);
  expect(sync.remove).not.toHaveBeenCalled();
  await syncArea.write({ set: {}, remove: ['u01', 'u02'] });
  expect(sync.set).toHaveBeenCalledTimes(1);
  expect(sync.remove).toHaveBeenCalledWith(['u01', 'u02']);
});

describe('the clock', () => {
  test('rings in this worker, and has an alarm for the next one', async () => {
    const due = vi.fn(async () => {});
    createSyncClock(due)(NOW + 2_000);
    expect(create).toHaveBeenCalledWith(SYNC_ALARM, { when: NOW + 30_000 });
    await vi.advanceTimersByTimeAsync(1_999);
    expect(due).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(due).toHaveBeenCalledTimes(1);
  });

  test('is not put off by a burst that never ends', async () => {
    const due = vi.fn(async () => {});
    const schedule = createSyncClock(due);
    for (let n = 0; n < 30; n++) {
      schedule(Date.now() + 2_000);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(due).toHaveBeenCalledTimes(1);
  });
});

test('follows both sides, and nothing else', () => {
  const followed = { changed: vi.fn(async () => {}), due: vi.fn(async () => {}) };
  listenForSync(followed);
  expect(sync.setAccessLevel).toHaveBeenCalledWith({ accessLevel: 'TRUSTED_CONTEXTS' });
  for (const [changes, area] of [
    [{ known: {} }, 'local'],
    [{ settings: {} }, 'session'],
    [{}, 'managed'],
  ] as const)
    changed[0]!(changes, area);
  expect(followed.changed).not.toHaveBeenCalled();
  for (const key of ['settings', 'rules', 'lock']) changed[0]!({ [key]: {} }, 'local');
  changed[0]!({ u01: {} }, 'sync');
  expect(followed.changed).toHaveBeenCalledTimes(4);
  rung[0]!({ name: 'outbox' });
  expect(followed.due).not.toHaveBeenCalled();
  rung[0]!({ name: SYNC_ALARM });
  expect(followed.due).toHaveBeenCalledTimes(1);
});

test('what was never stored is told from what was emptied', async () => {
  const rules = { read: async () => ({ version: 1 as const, rules: [], lists: [] }) };
  const side = () => localSide(rules as unknown as Parameters<typeof localSide>[0]);
  expect(await side()).toMatchObject({ noRules: true, noSettings: true, rules: [] });
  local.rules = { version: 1, rules: [], lists: [] };
  expect(await side()).toMatchObject({ noRules: false, noSettings: true });
});

test('pages hear of what arrives and of what the worker did, until they stop', () => {
  const heard = vi.fn();
  const stop = onSync(heard);
  changed[0]!({ u01: {} }, 'sync');
  changed[0]!({ 'sync-told': {} }, 'session');
  changed[0]!({ settings: {} }, 'local');
  expect(heard).toHaveBeenCalledTimes(2);
  stop();
  expect(changed).toEqual([]);
});
