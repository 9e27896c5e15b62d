import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LockedError } from '../../../lib/account/lock.ts';
import { WRITE_DELAY_MS, WRITE_GAP_MS } from '../../../lib/account/sync.ts';
import { KEEP_GONE_MS, readArea } from '../../../lib/account/sync-format.ts';
import {
  type Cloud,
  DAY,
  type Device,
  list,
  MINUTE,
  newCloud,
  newDevice,
  rule,
  settle,
  shared,
  T0,
} from './sync-fakes.ts';

const written = (device: Device) => JSON.stringify([...device.area]);

/** Two devices that share their settings. */
async function pair(): Promise<{ a: Device; b: Device; cloud: Cloud; settle: () => Promise<number> }> {
  const cloud = newCloud();
  const [a, b] = [newDevice(), newDevice()];
  await a.sync.set(true);
  a.meet(cloud);
  b.meet(cloud);
  await b.sync.set(true);
  return { a, b, cloud, settle: () => settle([a, b], cloud) };
}

describe('off', () => {
  test('nothing is read in or written out', async () => {
    const a = newDevice();
    a.put(rule('author', 'Someone', 'hide'));
    await a.sync.changed();
    await a.sync.due();
    expect(a.writes).toBe(0);
    expect(await a.sync.state()).toMatchObject({ on: false, choice: null, problem: null, bytes: 0 });
  });

  test('switching off leaves both sides as they are; what arrives later is left alone', async () => {
    const { a, b, cloud } = await pair();
    await b.sync.set(false);
    a.change({ action: 'hide' });
    await a.sync.due();
    a.meet(cloud);
    b.meet(cloud);
    await b.sync.changed();
    expect(b.local.settings.filter.action).toBe('cover');
    expect(b.area.size).toBeGreaterThan(0);
    expect(await b.sync.state()).toMatchObject({ on: false });
  });
});

describe('two devices', () => {
  test('the second one with the same settings joins without a question', async () => {
    const { b } = await pair();
    expect(await b.sync.state()).toMatchObject({ on: true, choice: null, problem: null, waiting: false });
  });

  test('a setting, a rule, an exception and a list arrive; and so does that they were taken away', async () => {
    const { a, b, settle } = await pair();
    a.now = b.now = T0 + MINUTE;
    a.change({ action: 'hide', per: { home: 'mark', 'search space': 'show' } });
    a.put(rule('author', 'Some-One', 'cover', { note: 'loud', expires: T0 + DAY }));
    a.local.lists = [list('Team/Labels', { action: 'mark' })];
    await settle();
    expect(shared(b)).toEqual(shared(a));
    expect(b.local.settings.filter).toMatchObject({ action: 'hide', per: { home: 'mark' } });
    expect(b.local.rules[0]).toMatchObject({ value: 'Some-One', note: 'loud', expires: T0 + DAY });
    expect((await b.sync.state()).taken).toBe(T0 + MINUTE);
    b.now = a.now = T0 + 2 * MINUTE;
    b.change({ per: { home: 'mark' } });
    b.drop('Some-One');
    b.local.lists = [];
    await settle();
    expect(a.local.rules).toEqual([]);
    expect(a.local.lists).toEqual([]);
    expect(a.local.settings.filter.per).toEqual({ home: 'mark' });
    expect(await settle()).toBe(1);
  });

  test('a rule that another device changed keeps its id here, and its counts with it', async () => {
    const { a, b, settle } = await pair();
    a.put(rule('tag', 'gore', 'cover'));
    await settle();
    const { id } = b.local.rules[0]!;
    a.now = b.now = T0 + MINUTE;
    a.put({ ...a.local.rules[0]!, action: 'hide' });
    await settle();
    expect(b.local.rules).toMatchObject([{ id, action: 'hide' }]);
  });

  test('a pause stays where it was made', async () => {
    const { a, b, settle } = await pair();
    a.change({ pausedUntil: T0 + DAY });
    await settle();
    expect(b.local.settings.filter.pausedUntil).toBe(0);
    expect(a.local.settings.filter.pausedUntil).toBe(T0 + DAY);
  });

  test('a rule that has ended is not taken for one that was removed, and comes back with a new end', async () => {
    const { a, b, settle } = await pair();
    a.put(rule('word', 'spoiler', 'hide', { expires: T0 + DAY }));
    await settle();
    a.now = b.now = T0 + 2 * DAY;
    a.drop('spoiler');
    const before = written(a);
    await settle();
    expect(written(a)).toBe(before);
    b.drop('spoiler');
    b.put(rule('word', 'spoiler', 'hide', { expires: T0 + 4 * DAY }));
    await settle();
    expect(a.local.rules).toMatchObject([{ value: 'spoiler', expires: T0 + 4 * DAY }]);
  });

  test('a device whose clock is behind still has the last word on what it has seen', async () => {
    const { a, b, settle } = await pair();
    a.now = T0 + 5 * DAY;
    a.change({ action: 'hide' });
    await settle();
    b.change({ action: 'mark' });
    await settle();
    expect(a.local.settings.filter.action).toBe('mark');
  });

  test('what was lost here takes nothing away elsewhere', async () => {
    const { a, b, settle } = await pair();
    a.put(rule('author', 'Someone', 'hide'));
    a.change({ action: 'hide' });
    await settle();
    a.local.rules = [];
    a.local.settings = newDevice().local.settings;
    Object.assign(a.local, { noRules: true, noSettings: true });
    await settle();
    expect(b.local.rules).toHaveLength(1);
    expect(shared(a)).toEqual(shared(b));
  });

  test('converge, whatever is changed when, and however items and workers come and go', async () => {
    const ops = fc.oneof(
      fc.record({
        op: fc.constant('set' as const),
        action: fc.constantFrom('show', 'mark', 'cover', 'hide'),
      }),
      fc.record({
        op: fc.constant('per' as const),
        place: fc.constantFrom('home', 'space', 'home space'),
        action: fc.constantFrom('mark', 'hide', undefined),
      }),
      fc.record({
        op: fc.constant('put' as const),
        value: fc.constantFrom('ada', 'bob', 'eve'),
        action: fc.constantFrom('mark', 'hide', 'show'),
      }),
      fc.record({
        op: fc.constant('reveal' as const),
        kind: fc.constantFrom('show' as const, 'cover' as const),
      }),
      fc.record({
        op: fc.constant('drop' as const),
        value: fc.constantFrom('ada', 'bob', 'model:ada/secret'),
      }),
      fc.record({ op: fc.constant('list' as const), on: fc.boolean() }),
      fc.record({ op: fc.constant('step' as const) }),
      fc.record({ op: fc.constant('due' as const) }),
      fc.record({ op: fc.constant('restart' as const) }),
      fc.record({ op: fc.constant('meet' as const), odd: fc.option(fc.boolean()) }),
      fc.record({ op: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 50_000 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), ops), { maxLength: 40 }), async (script) => {
        const { a, b, cloud } = await pair();
        for (const [first, one] of script) {
          const device = first ? a : b;
          const act = one as Extract<typeof one, { op: string }> & Record<string, never>;
          if (act.op === 'set') device.change({ action: act.action });
          if (act.op === 'per') {
            const { [act.place]: _, ...per } = device.local.settings.filter.per;
            device.change({ per: act.action ? { ...per, [act.place]: act.action } : per });
          }
          if (act.op === 'put') device.put(rule('author', act.value, act.action));
          if (act.op === 'reveal') device.put(rule('repo', 'model:ada/secret', act.kind));
          if (act.op === 'drop') device.drop(act.value);
          if (act.op === 'list') device.local.lists = act.on ? [list('Team/Labels')] : [];
          if (act.op === 'step') await device.sync.changed();
          if (act.op === 'due') await device.sync.due();
          if (act.op === 'restart') device.restart();
          if (act.op === 'meet')
            device.meet(cloud, (name) => act.odd === null || (Number(name.slice(1)) % 2 === 1) === act.odd);
          if (act.op === 'wait') device.now += act.ms;
        }
        expect(await settle([a, b], cloud, 10)).toBeLessThan(6);
        const reveals = (device: Device) =>
          device.local.rules.some(({ kind, action }) => kind === 'repo' && action === 'show');
        const seen = (device: Device) => {
          const all = shared(device);
          // Where one has chosen to see it, what the other does about it is each one's own.
          return reveals(a) || reveals(b)
            ? { ...all, rules: all.rules.filter((each) => !each.includes('secret')) }
            : all;
        };
        expect(seen(a)).toEqual(seen(b));
        const writes = a.writes + b.writes;
        for (let n = 0; n < 3; n++) await settle([a, b], cloud);
        expect(a.writes + b.writes).toBe(writes);
      }),
      { numRuns: 60 },
    );
  });
});

describe('never', () => {
  test('is a reveal written, nor that something of this session was seen', async () => {
    const repo = fc.stringMatching(/^[a-z]{6,12}$/);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(repo, { minLength: 2, maxLength: 6 }), async (names) => {
        const { a, b, settle } = await pair();
        for (const [n, name] of names.entries())
          a.put(
            n % 2 === 0
              ? rule('repo', `model:someone/${name}`, 'show')
              : rule('repo', `model:someone/${name}`, n % 3 === 0 ? 'show' : 'hide', { session: 'one' }),
          );
        a.put(rule('author', 'kept', 'show'));
        a.local.settings.filter.per = { home: 'mark' };
        await settle();
        // Nor when it is taken back.
        for (const name of names) a.drop(`model:someone/${name}`);
        await settle();
        for (const name of names) expect(written(a)).not.toContain(name);
        expect(written(a)).toContain('kept');
        expect(b.local.rules).toHaveLength(1);
      }),
      { numRuns: 30 },
    );
  });

  test('does a reveal here take a rule away there; that rule is back when the reveal is gone', async () => {
    const { a, b, settle } = await pair();
    a.put(rule('repo', 'model:someone/thing', 'cover'));
    await settle();
    const before = written(a);
    a.put(rule('repo', 'model:someone/thing', 'show'));
    await settle();
    expect(written(a)).toBe(before);
    expect(b.local.rules).toMatchObject([{ action: 'cover' }]);
    b.now = T0 + MINUTE;
    b.put({ ...b.local.rules[0]!, action: 'hide' });
    await settle();
    expect(a.local.rules).toMatchObject([{ action: 'show' }]);
    a.drop('model:someone/thing');
    await settle();
    expect(a.local.rules).toMatchObject([{ action: 'hide' }]);
  });

  test('is a reveal taken over, whoever wrote it', async () => {
    const { a, b, cloud } = await pair();
    a.put(rule('repo', 'model:someone/thing', 'cover'));
    await a.sync.due();
    for (const [name, item] of a.area)
      a.area.set(name, JSON.parse(JSON.stringify(item).replace('"a":"cover"', '"a":"show"')));
    for (const [name, item] of a.area) cloud.items.set(name, { value: item, version: ++cloud.version });
    b.meet(cloud);
    await b.sync.due();
    expect(b.local.rules).toEqual([]);
    expect((await b.sync.state()).held.unreadable).toBe(1);
  });

  test('are an administrator’s lists written, or ours changed by them', async () => {
    const { a, b, settle } = await pair();
    a.local.lists = [list('Team/Ours', { enabled: false })];
    await settle();
    a.local.lists = [list('Team/Ours', { managed: 'also' }), list('School/Theirs', { managed: 'only' })];
    await settle();
    expect(written(a)).not.toContain('School');
    expect(b.local.lists).toMatchObject([{ id: 'Team/Ours', enabled: false }]);
  });
});

describe('where another device has settings already', () => {
  async function meeting() {
    const cloud = newCloud();
    const [a, b] = [newDevice(), newDevice()];
    a.change({ action: 'hide', per: { home: 'mark' } });
    a.put(rule('author', 'Theirs', 'hide'));
    a.put(rule('author', 'Both', 'hide'));
    await a.sync.set(true);
    a.meet(cloud);
    b.meet(cloud);
    b.now = T0 + MINUTE;
    b.change({ look: 'plain' });
    b.put(rule('author', 'Mine', 'cover'));
    b.put(rule('author', 'Both', 'cover'));
    b.put(rule('repo', 'model:someone/thing', 'show'));
    b.local.lists = [list('Team/Mine')];
    const state = await b.sync.set(true);
    return { a, b, cloud, state, settle: () => settle([a, b], cloud) };
  }
  const authors = ({ local }: Device) =>
    local.rules
      .filter(({ kind }) => kind === 'author')
      .map(({ value, action }) => `${value} ${action}`)
      .sort();

  test('a choice is asked for, and nothing is touched before', async () => {
    const { a, b, state, settle } = await meeting();
    expect(state).toMatchObject({ on: true, written: null });
    expect(state.choice).toEqual({
      newest: T0,
      settings: [
        { key: 'f:action', here: 'cover', there: 'hide' },
        { key: 'f:look', here: 'plain', there: 'blur' },
      ],
      exceptions: { here: 0, there: 1, differ: 0 },
      rules: { here: 1, there: 1, differ: 1 },
      lists: { here: 1, there: 0, differ: 0 },
    });
    const before = [shared(a), shared(b), written(b)];
    await settle();
    expect([shared(a), shared(b), written(b)]).toEqual(before);
  });

  test('theirs', async () => {
    const { a, b, settle } = await meeting();
    expect(await b.sync.resolve('theirs')).toMatchObject({ choice: null, canUndo: true });
    expect(authors(b)).toEqual(['Both hide', 'Theirs hide']);
    expect(b.local.settings.filter).toMatchObject({ action: 'hide', look: 'blur', per: { home: 'mark' } });
    // What was chosen to be seen stays, and is nobody else's business.
    expect(b.local.rules).toContainEqual(expect.objectContaining({ kind: 'repo', action: 'show' }));
    expect(written(b)).not.toContain('Mine');
    await settle();
    expect(shared(a)).toEqual(shared(b));
  });

  test('mine', async () => {
    const { a, b, settle } = await meeting();
    await b.sync.resolve('mine');
    expect(authors(b)).toEqual(['Both cover', 'Mine cover']);
    await settle();
    expect(shared(a)).toEqual(shared(b));
    expect(a.local.settings.filter).toMatchObject({ action: 'cover', look: 'plain', per: {} });
  });

  test('both', async () => {
    const { a, b, settle } = await meeting();
    await b.sync.resolve('both');
    await settle();
    expect(shared(a)).toEqual(shared(b));
    expect(authors(a)).toEqual(['Both hide', 'Mine cover', 'Theirs hide']);
    expect(a.local.settings.filter).toMatchObject({ action: 'hide', look: 'blur', per: { home: 'mark' } });
    expect(a.local.lists).toMatchObject([{ id: 'Team/Mine' }]);
  });

  test.each(['theirs', 'mine', 'both'] as const)(
    '%s, taken back: all is as before, there too, and it can be answered anew',
    async (way) => {
      const { a, b, settle, state } = await meeting();
      const before = [shared(a), shared(b)];
      const ids = b.local.rules.map(({ id }) => id).sort();
      await b.sync.resolve(way);
      await settle();
      b.now = T0 + 2 * MINUTE;
      const back = await b.sync.resolve('undo');
      expect(back).toMatchObject({ on: true, canUndo: false });
      expect({ ...back.choice, newest: 0 }).toEqual({ ...state.choice, newest: 0 });
      await settle();
      expect([shared(a), shared(b)]).toEqual(before);
      expect(b.local.rules.map(({ id }) => id).sort()).toEqual(ids);
      await b.sync.resolve('both');
      await settle();
      expect(shared(a)).toEqual(shared(b));
    },
  );

  test('a way back that the browser refuses changes nothing, and can be tried again', async () => {
    const { b } = await meeting();
    await b.sync.resolve('mine');
    const before = [shared(b), written(b)];
    b.broken = new Error('disk full');
    await expect(b.sync.resolve('undo')).rejects.toMatchObject({
      sentence: expect.stringMatching(/Try again/),
    });
    expect([shared(b), written(b)]).toEqual(before);
    b.broken = null;
    expect((await b.sync.resolve('undo')).choice).not.toBeNull();
  });

  test('what a person changed after the answer survives its taking back', async () => {
    const { b } = await meeting();
    await b.sync.resolve('theirs');
    b.now = T0 + 2 * MINUTE;
    b.change({ action: 'show' });
    b.put(rule('author', 'Later', 'hide'));
    await b.sync.due();
    await b.sync.resolve('undo');
    expect(b.local.settings.filter).toMatchObject({ action: 'show', look: 'plain' });
    expect(authors(b)).toContain('Later hide');
    expect(authors(b)).toContain('Mine cover');
  });

  test('an answer can be taken back for a day', async () => {
    const { b } = await meeting();
    await b.sync.resolve('theirs');
    b.now += 2 * DAY;
    expect((await b.sync.state()).canUndo).toBe(false);
    await expect(b.sync.resolve('undo')).rejects.toMatchObject({ sentence: expect.any(String) });
  });

  test('that arrive only after this one was set up: it asks then, and the older set is not lost', async () => {
    const cloud = newCloud();
    const [a, b] = [newDevice(), newDevice()];
    a.change({ action: 'hide' });
    a.put(rule('author', 'Theirs', 'hide'));
    await a.sync.set(true);
    a.meet(cloud);
    b.now = T0 + DAY;
    b.put(rule('author', 'Mine', 'hide'));
    await b.sync.set(true);
    expect(await b.sync.state()).toMatchObject({ choice: null });
    await settle([b, a], cloud);
    expect((await b.sync.state()).choice).toMatchObject({ rules: { here: 1, there: 1, differ: 0 } });
    expect((await a.sync.state()).choice).toBeNull();
    expect(a.local.settings.filter.action).toBe('hide');
    expect(b.local.settings.filter.action).toBe('cover');
    await b.sync.resolve('both');
    await settle([a, b], cloud);
    expect(shared(a)).toEqual(shared(b));
    expect(authors(a)).toEqual(['Mine hide', 'Theirs hide']);
  });
});

describe('a lock', () => {
  test('holds what arrives for locked fields, says so, and lets it in when it opens', async () => {
    const { a, b, settle } = await pair();
    b.locked = ['filter.action', 'rules'];
    a.now = b.now = T0 + MINUTE;
    a.change({ action: 'show', look: 'plain' });
    a.put(rule('author', 'Someone', 'show'));
    await settle();
    expect(b.local.settings.filter).toMatchObject({ action: 'cover', look: 'plain' });
    expect(b.local.rules).toEqual([]);
    expect((await b.sync.state()).held).toEqual({ locked: 2, full: 0, unreadable: 0 });
    // What is held is not written back as if it were this device's word.
    expect(a.local.settings.filter.action).toBe('show');
    b.restart();
    b.locked = [];
    await b.sync.changed();
    expect(b.local.settings.filter.action).toBe('show');
    expect(b.local.rules).toHaveLength(1);
    expect((await b.sync.state()).held.locked).toBe(0);
    await settle();
    expect(shared(a)).toEqual(shared(b));
  });

  test('lets nobody switch, choose or clear', async () => {
    const { b } = await pair();
    const state = await b.sync.state();
    b.refusal = new LockedError('pin', 'This is locked with a PIN.');
    for (const act of [
      () => b.sync.set(false),
      () => b.sync.resolve('theirs'),
      () => b.sync.resolve('undo'),
      () => b.sync.clear(),
    ])
      await expect(act()).rejects.toMatchObject({ by: 'pin' });
    expect(await b.sync.state()).toEqual(state);
  });
});

describe('what cannot be read', () => {
  const spoil = (device: Device, change: (item: Record<string, unknown>) => unknown) => {
    const [name, item] = [...device.area][0]!;
    device.area.set(name, change(item as Record<string, unknown>));
  };

  test('of a newer version: nothing is taken over or written, until it can be read', async () => {
    const { a } = await pair();
    const [name, item] = [...a.area][0]!;
    spoil(a, (old) => ({ ...old, v: 2, more: 1 }));
    const before = written(a);
    a.now = T0 + MINUTE;
    a.change({ action: 'hide' });
    await a.sync.due();
    expect(written(a)).toBe(before);
    expect(await a.sync.state()).toMatchObject({ problem: 'newer', on: true });
    for (const way of ['theirs', 'mine', 'both'] as const)
      await expect(a.sync.resolve(way)).rejects.toMatchObject({ sentence: expect.any(String) });
    expect(written(a)).toBe(before);
    a.area.set(name, item);
    await a.sync.due();
    expect(await a.sync.state()).toMatchObject({ problem: null, waiting: false });
    expect(written(a)).toContain('"hide"');
  });

  test('damaged: said, left alone, and written over when asked', async () => {
    const { a } = await pair();
    spoil(a, () => 'nonsense');
    const before = written(a);
    await a.sync.due();
    expect(written(a)).toBe(before);
    expect(await a.sync.state()).toMatchObject({ problem: 'damaged' });
    expect(await a.sync.resolve('mine')).toMatchObject({ problem: null, waiting: false });
    expect(readArea(Object.fromEntries(a.area)).state).toBe('sound');
    expect(a.area.size).toBe(newestSize(await pair()));
  });

  test('damaged before this device joined: nothing is overwritten before it is asked for', async () => {
    const a = newDevice();
    a.area.set('u01', { v: 1, g: 'x' });
    expect(await a.sync.set(true)).toMatchObject({ problem: 'damaged', choice: null });
    expect(written(a)).toContain('"g":"x"');
    expect(await a.sync.resolve('mine')).toMatchObject({ problem: null, on: true });
  });

  test('a setting or a kind of unit of a newer version is kept for those who know it', async () => {
    const { a, b, cloud, settle } = await pair();
    const name = [...a.area.keys()][0]!;
    const item = a.area.get(name) as { u: Record<string, unknown> };
    const more = { ...item, u: { ...item.u, 'z:new': [T0, { deep: 1 }], 'f:look': [T0 + 1, 'sepia'] } };
    cloud.items.set(name, { value: more, version: ++cloud.version });
    a.now = b.now = T0 + MINUTE;
    a.put(rule('author', 'Someone', 'hide'));
    await settle();
    expect(b.local.settings.filter.look).toBe('blur');
    expect(written(a)).toContain('z:new');
    expect((await b.sync.state()).held.unreadable).toBe(1);
    b.change({ look: 'plain' });
    await settle();
    expect(a.local.settings.filter.look).toBe('plain');
  });
});

const newestSize = ({ a }: { a: Device }) => a.area.size;

describe('writing', () => {
  test('waits for the end of a burst, and for its time', async () => {
    const { a } = await pair();
    a.now = T0 + 3_000;
    a.change({ action: 'hide' });
    await a.sync.changed();
    expect(await a.sync.state()).toMatchObject({ waiting: true });
    expect(a.scheduled.at(-1)).toBe(T0 + WRITE_GAP_MS);
    a.now = T0 + MINUTE;
    await a.sync.changed();
    expect(a.scheduled.at(-1)).toBe(T0 + MINUTE + WRITE_DELAY_MS);
    const { writes } = a;
    // The worker died meanwhile.
    a.restart();
    await a.sync.due();
    expect(a.writes).toBe(writes + 1);
    expect(written(a)).toContain('"hide"');
    expect(await a.sync.state()).toMatchObject({ waiting: false, written: T0 + MINUTE });
  });

  test('nothing is written where nothing has changed', async () => {
    const { a } = await pair();
    const { writes } = a;
    for (let n = 0; n < 5; n++) {
      a.now += DAY;
      await a.sync.changed();
      await a.sync.due();
    }
    expect(a.writes).toBe(writes);
  });

  test('too much for sync: said; this device keeps its own, and still takes over', async () => {
    const { a, b, cloud } = await pair();
    for (let n = 0; n < 600; n++) a.put(rule('author', `owner-${n}`, 'hide', { note: 'x'.repeat(190) }));
    const before = written(a);
    await a.sync.due();
    expect(await a.sync.state()).toMatchObject({ problem: 'too-large', waiting: true });
    expect(written(a)).toBe(before);
    expect(a.local.rules).toHaveLength(600);
    b.now = a.now = T0 + MINUTE;
    b.change({ action: 'mark' });
    await b.sync.due();
    b.meet(cloud);
    a.meet(cloud);
    await a.sync.changed();
    expect(a.local.settings.filter.action).toBe('mark');
    a.local.rules = a.local.rules.slice(0, 10);
    await a.sync.due();
    expect(await a.sync.state()).toMatchObject({ problem: null, waiting: false });
  });

  test.each([
    ['This request exceeds the MAX_WRITE_OPERATIONS_PER_MINUTE quota.', 'busy', true],
    ['QUOTA_BYTES quota exceeded', 'too-large', false],
    ['QuotaExceededError: storage.sync API call exceeded its quota limitations.', 'too-large', false],
    ['disk full', 'failed', true],
  ])('%s: %s', async (message, problem, again) => {
    const { a } = await pair();
    a.change({ action: 'hide' });
    a.broken = new Error(message);
    const times = a.scheduled.length;
    await a.sync.due();
    expect(await a.sync.state()).toMatchObject({ problem, waiting: true });
    expect(a.scheduled.length > times).toBe(again);
    a.broken = null;
    await a.sync.due();
    expect(await a.sync.state()).toMatchObject({ problem: null, waiting: false });
  });

  test('no room here: what arrived is held, said, and comes in when there is room', async () => {
    const { a, b, settle } = await pair();
    b.local.lists = Array.from({ length: 50 }, (_, n) => list(`School/List-${n}`, { managed: 'only' }));
    a.local.lists = [list('Team/New')];
    await settle();
    expect((await b.sync.state()).held.full).toBe(1);
    expect(a.local.lists).toHaveLength(1);
    b.local.lists = [];
    await b.sync.changed();
    expect(b.local.lists).toMatchObject([{ id: 'Team/New' }]);
  });
});

describe('the copy', () => {
  test('removed: gone, off, and this device as it was; another asks before it writes again', async () => {
    const { a, b, cloud } = await pair();
    a.put(rule('author', 'Someone', 'hide'));
    await settle([a, b], cloud);
    expect(await a.sync.clear()).toMatchObject({ on: false, bytes: 0, problem: null });
    expect(a.local.rules).toHaveLength(1);
    a.meet(cloud);
    b.meet(cloud);
    await b.sync.due();
    expect(await b.sync.state()).toMatchObject({ on: true, problem: 'removed', bytes: 0 });
    expect(b.local.rules).toHaveLength(1);
    expect(await b.sync.resolve('mine')).toMatchObject({ problem: null });
    expect(written(b)).toContain('omeone');
  });

  test('a device that was away for a year brings nothing back that was removed within half a year', async () => {
    const { a, b, settle } = await pair();
    a.put(rule('author', 'Someone', 'hide'));
    await settle();
    a.now = T0 + KEEP_GONE_MS;
    a.drop('Someone');
    await a.sync.due();
    a.now = b.now = T0 + 2 * KEEP_GONE_MS - DAY;
    await settle();
    expect(a.local.rules).toEqual([]);
    expect(b.local.rules).toEqual([]);
  });
});
