/** What this device remembers of sync, in the database: no content script can open it. */
import type { Database } from '../platform/db.ts';
import type { Undo } from './sync-choice.ts';
import { inForceOf, merge, same, type Unit, type Units, withoutSpent } from './sync-format.ts';
import type { SyncProblem } from './sync-state.ts';
import { canGo, type Here, isDefault, isReadable, type Local, lockFieldOf, partOf } from './sync-units.ts';

const KEY = 'sync';

/** Arrived, and not in force here. */
export interface Held {
  /** What stands here instead, so that it is not taken for a change of the person's. */
  here: unknown;
  /** `masked`: a reveal or an administrator's list stands here, whatever it says. */
  why: 'on-its-way' | 'locked' | 'full' | 'unreadable' | 'masked';
}

export interface SyncRecord {
  /** The devices that share these settings; `null` until the person has chosen. */
  group: string | null;
  units: Units;
  held: Map<string, Held>;
  /** The area was seen with something in it. */
  seen: boolean;
  waiting: boolean;
  problem: SyncProblem | null;
  written: number | null;
  taken: number | null;
  undo: Undo | null;
}

export const newRecord = (): SyncRecord => ({
  group: null,
  units: new Map(),
  held: new Map(),
  seen: false,
  waiting: false,
  problem: null,
  written: null,
  taken: null,
  undo: null,
});

/** @returns `undefined` while sync is off */
export async function loadRecord(db: () => Promise<Database>): Promise<SyncRecord | undefined> {
  return (await (await db()).get('meta', KEY))?.value as SyncRecord | undefined;
}

export async function saveRecord(db: () => Promise<Database>, record: SyncRecord | null): Promise<void> {
  const store = await db();
  if (record) await store.put('meta', { key: KEY, value: record });
  else await store.delete('meta', KEY);
}

/** Has the person changed it here since? Then this is the newest word on it. */
function noticed(
  key: string,
  unit: Unit | undefined,
  held: Held | undefined,
  value: unknown,
  now: number,
): boolean {
  if (same(value, inForceOf(unit, now))) return false;
  if (held?.why === 'masked' ? value === undefined : held && same(value, held.here)) return false;
  // A setting that nobody ever spoke of, such as one that came with an update.
  return unit !== undefined || !isDefault(key, value);
}

/** Is nothing stored because nothing was ever changed, or because it was lost? Either way, nobody took anything away. */
const isSilent = (key: string, local: Local): boolean =>
  partOf(key) === 'rule' || partOf(key) === 'list' ? local.noRules : local.noSettings;

/** Takes note of what the person changed here. Changes the record. */
export function notice(record: SyncRecord, local: Local, here: Here, now: number): void {
  for (const key of new Set([...here.values.keys(), ...record.units.keys()])) {
    if (partOf(key) === null || here.masked.has(key) || isSilent(key, local)) continue;
    const unit = record.units.get(key);
    const value = here.values.get(key);
    if (!noticed(key, unit, record.held.get(key), value, now)) continue;
    const at = Math.max(now, (unit?.at ?? 0) + 1);
    record.units.set(key, value === undefined ? { at } : { at, value });
    record.held.delete(key);
  }
}

/**
 * Takes in what arrived. Changes the record: all that is not yet in force here is held until it is.
 * @param lockedFields what a lock holds now
 * @returns what is to be put in force
 */
export function takeIn(
  record: SyncRecord,
  arrived: Units,
  here: Here,
  lockedFields: readonly string[],
  now: number,
): Map<string, unknown> {
  record.units = withoutSpent(merge(record.units, arrived), now);
  const wanted = new Map<string, unknown>();
  for (const key of new Set([...record.units.keys(), ...record.held.keys()])) {
    const part = partOf(key);
    if (part === null) continue;
    const unit = record.units.get(key);
    const value = inForceOf(unit, now);
    const stands = here.values.get(key);
    if (here.masked.has(key) && unit) record.held.set(key, { here: undefined, why: 'masked' });
    else if (here.masked.has(key) || same(value, stands) || (!unit && !canGo(part))) record.held.delete(key);
    else if (!unit && record.held.get(key)?.why === 'masked') record.held.delete(key);
    else if (!isReadable(key, value)) record.held.set(key, { here: stands, why: 'unreadable' });
    else if (lockedFields.includes(lockFieldOf(key) ?? ''))
      record.held.set(key, { here: stands, why: 'locked' });
    else {
      record.held.set(key, { here: stands, why: 'on-its-way' });
      wanted.set(key, value);
    }
  }
  return wanted;
}
