/** Two devices that both have settings when they meet: compared, chosen between, and the way back. Pure. */
import { inForceOf, same, type Unit, type Units } from './sync-format.ts';
import type { Apart, SyncChoice, SyncWay } from './sync-state.ts';
import { canGo, type Here, isReadable, partOf } from './sync-units.ts';

/** Only what can be compared: not what is masked here, nor what only another version of us can read. */
function* comparable(there: Units, { values, masked }: Here, now: number) {
  for (const key of new Set([...values.keys(), ...there.keys()])) {
    const part = partOf(key);
    if (part === null || masked.has(key)) continue;
    const theirs = inForceOf(there.get(key), now);
    if (theirs !== undefined && !isReadable(key, theirs)) continue;
    yield { key, part, mine: values.get(key), theirs };
  }
}

/** What differs; `null`: nothing does. */
export function compare(there: Units, here: Here, now: number): SyncChoice | null {
  const apart = (): Apart => ({ here: 0, there: 0, differ: 0 });
  const choice: SyncChoice = {
    newest: Math.max(0, ...[...there.values()].map(({ at }) => at)),
    settings: [],
    exceptions: apart(),
    rules: apart(),
    lists: apart(),
  };
  let differences = 0;
  for (const { key, part, mine, theirs } of comparable(there, here, now)) {
    // A setting of which sync says nothing stays as it is.
    if (same(mine, theirs) || (!canGo(part) && theirs === undefined)) continue;
    differences++;
    if (part === 'setting' || part === 'report') choice.settings.push({ key, here: mine, there: theirs });
    else {
      const where = mine === undefined ? 'there' : theirs === undefined ? 'here' : 'differ';
      choice[part === 'exception' ? 'exceptions' : part === 'rule' ? 'rules' : 'lists'][where]++;
    }
  }
  return differences > 0 ? choice : null;
}

export interface Chosen {
  /** What holds for all devices from now on. */
  units: Units;
  /** What stands here and has to change, as it stands. */
  pending: Map<string, unknown>;
}

/** What comes of an answer. `both`: the union of rules, lists and exceptions; where the two differ, those in sync count. */
export function choose(way: Exclude<SyncWay, 'undo'>, there: Units, here: Here, now: number): Chosen {
  const units: Units = new Map(there);
  const pending = new Map<string, unknown>();
  const write = (key: string, value: unknown) => {
    const at = Math.max(now, (there.get(key)?.at ?? 0) + 1);
    units.set(key, value === undefined ? { at } : { at, value });
  };
  for (const { key, part, mine, theirs } of comparable(there, here, now)) {
    if (same(mine, theirs)) continue;
    const onlyMine = theirs === undefined;
    if (way === 'mine') write(key, mine);
    else if (onlyMine && (way === 'both' || !canGo(part))) write(key, mine);
    else pending.set(key, mine);
  }
  return { units, pending };
}

/** Kept for a while: what an answer changed, on either side. */
export interface Undo {
  /** When the answer was given, milliseconds since the epoch. */
  at: number;
  here: [key: string, before: unknown, after: unknown][];
  there: [key: string, before: Unit | undefined, after: Unit | undefined][];
  /** Ids of the rules that were here, so that their counts find them again. */
  ids: [key: string, id: string][];
}

export function undoOf(
  there: Units,
  { units, pending }: Chosen,
  ids: readonly [key: string, id: string][],
  now: number,
): Undo {
  const changed = [...units].filter(([key, unit]) => !same(there.get(key), unit));
  return {
    at: now,
    here: [...pending].map(([key, before]) => [key, before, inForceOf(units.get(key), now)]),
    there: changed.map(([key, after]) => [key, there.get(key), after]),
    ids: ids.filter(([key]) => pending.has(key)),
  };
}

/**
 * The way back: what was changed since by a person, on either side, stays.
 * @param units what holds now
 */
export function takeBack(
  undo: Undo,
  units: Units,
  { values }: Here,
  now: number,
): { wanted: Map<string, unknown>; units: Units } {
  const wanted = new Map<string, unknown>();
  for (const [key, before, after] of undo.here) if (same(values.get(key), after)) wanted.set(key, before);
  const back: Units = new Map(units);
  for (const [key, before, after] of undo.there) {
    const unit = units.get(key);
    if (!unit || !same(unit.value, after?.value)) continue;
    const at = Math.max(now, unit.at + 1);
    back.set(key, before?.value === undefined ? { at } : { at, value: before.value });
  }
  return { wanted, units: back };
}
