/**
 * Opt-in sync of settings and rules through the browser's own account: compared unit by unit with what was last known, so a
 * worker that dies loses nothing, and written only where the area says something else.
 */
import { choose, compare, takeBack, undoOf } from './sync-choice.ts';
import { type Area, newGroup, pack, readArea, same, sizeOf, unitsIn, writingFor } from './sync-format.ts';
import { problemOf, SyncError, type SyncOptions } from './sync-options.ts';
import {
  type Held,
  loadRecord,
  newRecord,
  notice,
  type SyncRecord,
  saveRecord,
  takeIn,
} from './sync-record.ts';
import type { SyncState, SyncWay } from './sync-state.ts';
import { changeRules, type Here, type Local, settingsChange, unitsHere } from './sync-units.ts';

/** Changes come in bursts. */
export const WRITE_DELAY_MS = 2_000;
/** At most six writes a minute: browsers allow 120 a minute and 1,800 an hour. */
export const WRITE_GAP_MS = 10_000;
const BUSY_MS = 60_000;
const RETRY_MS = 5 * 60_000;
export const UNDO_MS = 24 * 60 * 60_000;

export type Sync = ReturnType<typeof createSync>;

export function createSync(options: SyncOptions) {
  const { db, now, area, lock } = options;
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  }

  async function look(): Promise<{ local: Local; here: Here }> {
    const [local, session] = await Promise.all([options.local(), options.session.get()]);
    return { local, here: unitsHere(local, now(), session) };
  }

  async function keep(record: SyncRecord | null): Promise<void> {
    await saveRecord(db, record);
    await options.tell();
  }

  /** Puts values in force, but for what was changed since it was looked at. @returns keys for which there was no room */
  async function apply(wanted: Map<string, unknown>, seen: Here, ids = new Map<string, string>()) {
    const { local, here } = await look();
    const fresh = new Map([...wanted].filter(([key]) => same(here.values.get(key), seen.values.get(key))));
    const change = settingsChange(fresh, local.settings.filter.per);
    if (change) await options.keepSettings(change);
    if (![...fresh.keys()].some((key) => /^[rl]:/.test(key))) return [];
    const full = await options.changeRules((stored) =>
      changeRules(stored, fresh, now(), (key) => ids.get(key) ?? crypto.randomUUID()),
    );
    if ([...fresh.keys()].some((key) => key.startsWith('l:'))) options.onLists();
    return full;
  }

  /** Joins where nothing has to be asked: there is nothing in sync, or nothing that differs. */
  function join(record: SyncRecord, { group, items }: Area, here: Here): boolean {
    const there = unitsIn(items, group);
    if (group !== null && compare(there, here, now())) return false;
    record.group = group ?? newGroup(now(), randomName());
    record.units = choose('mine', there, here, now()).units;
    record.held = new Map();
    return true;
  }

  /**
   * One look at both sides, and whatever follows from it.
   * @param write `later`: what is to be written waits for its time; `over`: a person asked to write over what is there
   */
  async function step(write: 'now' | 'later' | 'over'): Promise<void> {
    const record = await loadRecord(db);
    if (!record) return;
    let raw: Record<string, unknown>;
    try {
      raw = await area.read();
    } catch {
      return keep({ ...record, problem: 'unavailable' });
    }
    const there = readArea(raw);
    const unreadable = there.state === 'newer' || there.state === 'damaged' ? there.state : null;
    if (unreadable && write !== 'over') return keep({ ...record, problem: unreadable });
    if (there.state === 'empty' && record.seen && record.group !== null && write !== 'over')
      return keep({ ...record, problem: 'removed' });
    record.problem = null;
    const { local, here } = await look();
    // Another group that is older: this device was set up before what lay in sync had arrived.
    if (record.group !== null && there.group !== null && there.group < record.group)
      Object.assign(record, newRecord(), { taken: record.taken, written: record.written });
    if (record.group === null && !join(record, there, here)) return keep(record);
    record.seen ||= there.state !== 'empty';

    notice(record, local, here, now());
    const arrived = unitsIn(there.items, record.group);
    const wanted = takeIn(record, arrived, here, (await lock.state()).lockedFields, now());
    await keep(record);
    if (wanted.size > 0) {
      const full = await apply(wanted, here);
      for (const key of wanted.keys()) record.held.delete(key);
      for (const key of full) record.held.set(key, { here: here.values.get(key), why: 'full' });
      record.taken = now();
      await keep(record);
    }
    await send(record, raw, write);
  }

  /** Writes what the area does not say yet. */
  async function send(record: SyncRecord, raw: Record<string, unknown>, write: 'now' | 'later' | 'over') {
    const items = pack(record.units, record.group!, now());
    const writing = writingFor(raw, items, now());
    record.waiting = writing !== null;
    if (!writing) return keep(record);
    if (!sizeOf(items).fits) return keep({ ...record, problem: 'too-large' });
    if (write === 'later') {
      options.schedule(Math.max(now() + WRITE_DELAY_MS, (record.written ?? 0) + WRITE_GAP_MS));
      return keep(record);
    }
    try {
      await area.write(writing);
      Object.assign(record, { written: now(), seen: true, waiting: false });
    } catch (error) {
      record.problem = problemOf(error);
      if (record.problem !== 'too-large')
        options.schedule(now() + (record.problem === 'busy' ? BUSY_MS : RETRY_MS));
    }
    return keep(record);
  }

  /** Gives the answer that a person chose. */
  async function answer(record: SyncRecord, way: Exclude<SyncWay, 'undo'>): Promise<void> {
    const found = readArea(await taken(area.read()));
    if (found.state === 'newer') throw new SyncError(NEWER);
    if (way !== 'mine' && found.state === 'damaged')
      throw new SyncError('What lies in sync cannot be read, so it cannot be taken over.');
    if (record.group === null) {
      const { local, here } = await look();
      const there = unitsIn(found.items, found.group);
      const chosen = choose(way, there, here, now());
      record.group = found.group ?? newGroup(now(), randomName());
      record.units = chosen.units;
      record.held = new Map(
        [...chosen.pending].map(([key, value]): [string, Held] => [key, { here: value, why: 'on-its-way' }]),
      );
      record.undo = undoOf(there, chosen, idsOf(local), now());
    }
    await keep(record);
    await step('over');
  }

  async function undo(record: SyncRecord): Promise<void> {
    if (!record.undo || record.group === null || now() - record.undo.at > UNDO_MS)
      throw new SyncError('This can no longer be undone. Change the settings themselves.');
    const { here } = await look();
    const back = takeBack(record.undo, record.units, here, now());
    const raw = await taken(area.read());
    const writing = writingFor(raw, pack(back.units, record.group, now()), now());
    if (writing) await taken(area.write(writing));
    await apply(back.wanted, here, new Map(record.undo.ids));
    await keep({ ...newRecord(), written: writing ? now() : record.written, taken: record.taken });
  }

  async function state(): Promise<SyncState> {
    const record = await loadRecord(db);
    const raw = await area.read().catch(() => null);
    const found = readArea(raw ?? {});
    const isChoosing = record && record.group === null && found.state === 'sound';
    const held = [...(record?.held.values() ?? [])];
    const heldFor = (why: Held['why']) => held.filter((each) => each.why === why).length;
    return {
      on: record !== undefined,
      choice: isChoosing ? compare(unitsIn(found.items, found.group), (await look()).here, now()) : null,
      problem: raw === null ? 'unavailable' : (record?.problem ?? null),
      written: record?.written ?? null,
      taken: record?.taken ?? null,
      waiting: record?.waiting ?? false,
      held: { locked: heldFor('locked'), full: heldFor('full'), unreadable: heldFor('unreadable') },
      canUndo: Boolean(record?.undo && record.group !== null && now() - record.undo.at <= UNDO_MS),
      bytes: found.state === 'empty' ? 0 : sizeOf(new Map(Object.entries(raw ?? {}))).bytes,
    };
  }

  /** Whoever does not have the PIN neither sends these settings away nor takes others in. */
  const asPerson = (work: () => Promise<void>): Promise<SyncState> =>
    inTurn(async () => {
      await lock.assertMayChange(['rules']);
      await work();
      return state();
    });

  return {
    state,

    /** Switches sync on or off. Off leaves both sides as they are. @throws LockedError */
    set: (on: boolean): Promise<SyncState> =>
      asPerson(async () => {
        if (!on) return keep(null);
        if (!(await loadRecord(db))) await saveRecord(db, newRecord());
        await step('now');
      }),

    /** Answers the question whose settings count, writes over what cannot be read, or takes the answer back. */
    resolve: (way: SyncWay): Promise<SyncState> =>
      asPerson(async () => {
        const record = await loadRecord(db);
        if (!record) throw new SyncError('Sync is switched off. Switch it on first.');
        await (way === 'undo' ? undo(record) : answer(record, way));
      }),

    /** Empties the area and switches sync off; this device stays as it is. */
    clear: (): Promise<SyncState> =>
      asPerson(async () => {
        await taken(area.clear());
        await keep(null);
      }),

    /** Something changed, here or there: taken in at once, written a moment later. */
    changed: (): Promise<void> => inTurn(() => step('later')),

    /** The time that `schedule` was given has come, or the worker has started. */
    due: (): Promise<void> => inTurn(() => step('now')),
  };
}

const idsOf = ({ rules }: Local): [string, string][] =>
  rules.map((rule) => [`r:${rule.kind} ${rule.value.toLowerCase()}`, rule.id]);

function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => (byte % 36).toString(36)).join('');
}

const NEWER =
  'A newer version of Hub Steward wrote what lies in sync. Look for an update of this one, then choose.';

/** A person waits for this: what the browser refuses is said in a sentence. */
async function taken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch {
    throw new SyncError('Your browser’s sync did not take this; nothing was changed. Try again in a minute.');
  }
}
