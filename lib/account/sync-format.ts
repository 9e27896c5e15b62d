/**
 * What lies in the browser's sync area, and how two copies of it become one. Pure.
 *
 * A unit is what is changed by itself: one setting, one rule, one list, each with the time of its last change. Every item of
 * the area holds some units and stands alone, because browsers carry items one by one: half of an arrival is never broken.
 */
import { z } from 'zod';
import { indexHash } from '../nfaa/hash.ts';

export interface Unit {
  /** When it was last changed, milliseconds since the epoch; never before what the device knew then. */
  at: number;
  /** Absent: it was taken away. With a number under `e`, it ends by itself then. */
  value?: unknown;
}
export type Units = Map<string, Unit>;

/** Browsers allow 102,400 and 8,192 bytes (MDN and Chrome's reference, `storage.sync`), and count a little differently. */
export const MAX_BYTES = 100_000;
export const MAX_ITEM_BYTES = 8_000;
/** Browsers allow 512 items. */
const ITEMS = 64;
/** How long is remembered that something was taken away: a device that was off for longer may bring it back. */
export const KEEP_GONE_MS = 180 * 24 * 60 * 60_000;
const VERSION = 1;

const itemSchema = z.object({
  v: z.literal(VERSION),
  g: z.string().regex(/^[0-9a-z]{9}-[0-9a-z]{8}$/),
  u: z.record(
    z.string().regex(/^[a-z]:/),
    z.union([z.tuple([z.int().min(0)]), z.tuple([z.int().min(0), z.json()])]),
  ),
});
export type Item = z.infer<typeof itemSchema>;
export type Items = Map<string, Item>;

const isOurs = (name: string) => /^u\d\d$/.test(name);
const itemOf = (key: string) => `u${String(indexHash(key, 0) % ITEMS).padStart(2, '0')}`;

/**
 * Names a group of devices that share their settings; older groups sort before younger ones.
 * @param random eight small letters or figures
 */
export const newGroup = (now: number, random: string): string =>
  `${Math.max(0, Math.round(now)).toString(36).padStart(9, '0').slice(-9)}-${random}`;

export interface Area {
  /** `newer`: another version of us wrote it. `damaged`: it cannot be read. */
  state: 'empty' | 'sound' | 'newer' | 'damaged';
  /** The oldest group that wrote here. */
  group: string | null;
  items: Items;
}

/** Reads what the browser holds; what is not ours is left alone. */
export function readArea(raw: Readonly<Record<string, unknown>>): Area {
  const area: Area = { state: 'empty', group: null, items: new Map() };
  for (const [name, value] of Object.entries(raw)) {
    if (!isOurs(name)) continue;
    const item = itemSchema.safeParse(value);
    const version = (value as { v?: unknown } | null)?.v;
    if (typeof version === 'number' && version > VERSION) area.state = 'newer';
    else if (!item.success) area.state = area.state === 'newer' ? 'newer' : 'damaged';
    else {
      area.items.set(name, item.data);
      if (area.state === 'empty') area.state = 'sound';
      if (area.group === null || item.data.g < area.group) area.group = item.data.g;
    }
  }
  return area;
}

/** All units that devices of one group wrote. */
export function unitsIn(items: Items, group: string | null): Units {
  let units: Units = new Map();
  for (const { g, u } of items.values()) {
    if (g !== group) continue;
    const entries = Object.entries(u).map(([key, [at, ...value]]): [string, Unit] => [
      key,
      value.length > 0 ? { at, value: value[0] } : { at },
    ]);
    units = merge(units, new Map(entries));
  }
  return units;
}

/** The same text for the same value: browsers do not keep the order of an object's fields. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      part !== null && typeof part === 'object' && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? ''
  );
}
export const same = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && canonical(a) === canonical(b));

/** The later change; at the same moment, the same one on every device. */
function later(a: Unit, b: Unit): Unit {
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return canonical(a.value) >= canonical(b.value) ? a : b;
}

/** In whatever order and however often copies meet, the outcome is the same. */
export function merge(a: Units, b: Units): Units {
  const both = new Map(a);
  for (const [key, unit] of b) {
    const known = both.get(key);
    both.set(key, known ? later(known, unit) : unit);
  }
  return both;
}

const endOf = ({ value }: Unit): number | undefined => {
  const end = (value as { e?: unknown } | null | undefined)?.e;
  return typeof end === 'number' ? end : undefined;
};

/** What holds now: `undefined` when it was taken away or has ended. */
export const inForceOf = (unit: Unit | undefined, now: number): unknown =>
  unit && (endOf(unit) ?? Number.POSITIVE_INFINITY) > now ? unit.value : undefined;

/** Taken away or ended so long ago that no device needs to be told. */
const isSpent = (unit: Unit, now: number): boolean =>
  inForceOf(unit, now) === undefined && Math.max(unit.at, endOf(unit) ?? 0) + KEEP_GONE_MS < now;

export const withoutSpent = (units: Units, now: number): Units =>
  new Map([...units].filter(([, unit]) => !isSpent(unit, now)));

/** The items that hold these units. */
export function pack(units: Units, group: string, now: number): Items {
  const items: Items = new Map();
  const sorted = [...withoutSpent(units, now)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, { at, value }] of sorted) {
    const name = itemOf(key);
    const item = items.get(name) ?? { v: VERSION, g: group, u: {} };
    item.u[key] = value === undefined ? [at] : [at, value as z.infer<ReturnType<typeof z.json>>];
    items.set(name, item);
  }
  return items;
}

export interface Writing {
  set: Record<string, Item>;
  remove: string[];
}

/**
 * What must be written so that the area says what `wanted` does; `null` when it does already. What is spent is no reason to
 * write: clocks differ, and two devices would forget and remind each other for ever.
 */
export function writingFor(
  raw: Readonly<Record<string, unknown>>,
  wanted: Items,
  now: number,
): Writing | null {
  const { items } = readArea(raw);
  const live = (item: Item | undefined) =>
    item && canonical([item.g, [...withoutSpent(unitsIn(new Map([['', item]]), item.g), now)].sort()]);
  const set = [...wanted].filter(([name, item]) => live(items.get(name)) !== live(item));
  const remove = Object.keys(raw).filter((name) => isOurs(name) && !wanted.has(name));
  return set.length + remove.length > 0 ? { set: Object.fromEntries(set), remove } : null;
}

/** Bytes of one item as the stricter of the browsers counts: UTF-8, with "<" and ">" written as six. */
function bytesOf(name: string, item: unknown): number {
  const text = JSON.stringify(item);
  return (
    name.length + new TextEncoder().encode(text).length + 5 * (text.match(/[<>\u2028\u2029]/g)?.length ?? 0)
  );
}

export interface Size {
  bytes: number;
  /** Does the browser take it? */
  fits: boolean;
}

export function sizeOf(items: ReadonlyMap<string, unknown>): Size {
  const sizes = [...items].map(([name, item]) => bytesOf(name, item));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return { bytes, fits: bytes <= MAX_BYTES && sizes.every((size) => size <= MAX_ITEM_BYTES) };
}
