/** Devices with a sync area each, and the account's server between them: items travel one by one, whenever they are let. */
import { createSync, type Sync } from '../../../lib/account/sync.ts';
import type { SyncOptions } from '../../../lib/account/sync-options.ts';
import type { Local } from '../../../lib/account/sync-units.ts';
import { DEFAULT_FILTER } from '../../../lib/nfaa/preferences.ts';
import type { Rule, Subscription } from '../../../lib/nfaa/rule.ts';
import type { Database } from '../../../lib/platform/db.ts';
import type { SettingsChange } from '../../../lib/platform/settings.ts';

export const T0 = Date.UTC(2026, 10, 1, 12);
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

let ids = 0;
export const uuid = (): string => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;
export const rule = (kind: Rule['kind'], value: string, action: Rule['action'], more = {}): Rule => ({
  id: uuid(),
  kind,
  value,
  action,
  created: T0,
  ...more,
});
export const list = (id: string, more: Partial<Subscription> = {}): Subscription => ({
  id,
  added: T0,
  enabled: true,
  action: 'as-listed',
  ...more,
});

/** The account's server: the last to commit an item has it. */
export interface Cloud {
  items: Map<string, { value: unknown; version: number }>;
  version: number;
}
export const newCloud = (): Cloud => ({ items: new Map(), version: 0 });

export interface Device {
  sync: Sync;
  /** Another worker: nothing in memory. */
  restart(): void;
  local: Local & { rules: Rule[]; lists: Subscription[] };
  area: Map<string, unknown>;
  now: number;
  locked: string[];
  refusal: Error | null;
  writes: number;
  scheduled: number[];
  /** Thrown by the next writes. */
  broken: Error | null;
  change(filter: Partial<Local['settings']['filter']>): void;
  put(rule: Rule): void;
  drop(value: string): void;
  /** Up and down, for these items or for all. */
  meet(cloud: Cloud, only?: (item: string) => boolean): void;
}

export function newDevice(): Device {
  const rows = new Map<string, unknown>();
  const db = {
    get: async (_: string, key: string) => structuredClone(rows.get(key)),
    put: async (_: string, row: { key: string }) => void rows.set(row.key, structuredClone(row)),
    delete: async (_: string, key: string) => void rows.delete(key),
  } as unknown as Database;
  const known = new Map<string, number>();
  const dirty = new Set<string>();
  const options: SyncOptions = {
    db: async () => db,
    now: () => device.now,
    session: { get: async () => 'one' },
    area: {
      read: async () => structuredClone(Object.fromEntries(device.area)),
      write: async ({ set, remove }) => {
        if (device.broken) throw device.broken;
        device.writes++;
        for (const [name, value] of Object.entries(set)) {
          device.area.set(name, structuredClone(value));
          dirty.add(name);
        }
        for (const name of remove) {
          device.area.delete(name);
          dirty.add(name);
        }
      },
      clear: async () => {
        for (const name of device.area.keys()) dirty.add(name);
        device.area.clear();
      },
    },
    local: async () => structuredClone(device.local),
    keepSettings: async ({ filter, report }: SettingsChange) => {
      const { settings } = device.local;
      device.local.noSettings = false;
      device.local.settings = {
        filter: { ...settings.filter, ...filter },
        report: { ...settings.report, ...report },
      };
    },
    changeRules: async (work) => {
      const stored = { rules: [...device.local.rules], lists: structuredClone(device.local.lists) };
      const result = work(stored);
      Object.assign(device.local, stored, { noRules: false });
      return result;
    },
    lock: {
      assertMayChange: async () => {
        if (device.refusal) throw device.refusal;
      },
      state: async () => ({ lockedFields: device.locked }),
    },
    schedule: (at) => device.scheduled.push(at),
    tell: async () => {},
    onLists: () => {},
  };
  const device: Device = {
    sync: createSync(options),
    restart: () => {
      device.sync = createSync(options);
    },
    local: {
      settings: { filter: { ...DEFAULT_FILTER, per: {} }, report: { buttonOnCards: true } },
      rules: [],
      lists: [],
      noSettings: false,
      noRules: false,
    },
    area: new Map(),
    now: T0,
    locked: [],
    refusal: null,
    writes: 0,
    scheduled: [],
    broken: null,
    change: (filter) => {
      const { settings } = device.local;
      device.local.settings = { ...settings, filter: { ...settings.filter, ...filter } };
    },
    put: (one) => {
      const about = (each: Rule) => `${each.kind} ${each.value.toLowerCase()}`;
      device.local.rules = [...device.local.rules.filter((each) => about(each) !== about(one)), one];
    },
    drop: (value) => {
      device.local.rules = device.local.rules.filter((each) => each.value !== value);
    },
    meet: (cloud, only = () => true) => {
      for (const name of [...dirty].filter(only)) {
        cloud.items.set(name, { value: device.area.get(name), version: ++cloud.version });
        known.set(name, cloud.version);
        dirty.delete(name);
      }
      for (const [name, { value, version }] of cloud.items) {
        if (dirty.has(name) || !only(name) || (known.get(name) ?? 0) >= version) continue;
        known.set(name, version);
        if (value === undefined) device.area.delete(name);
        // As Chrome does: in the order of the alphabet.
        else device.area.set(name, sorted(value));
      }
    },
  };
  return device;
}

const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, part]) => [key, sorted(part)]),
      )
    : Array.isArray(value)
      ? value.map(sorted)
      : structuredClone(value);

/** Lets everything travel until nobody has anything to say any more. @returns how many rounds that took */
export async function settle(devices: readonly Device[], cloud: Cloud, most = 12): Promise<number> {
  for (let round = 0; round < most; round++) {
    const before = devices.map(({ writes }) => writes).join();
    for (const device of devices) {
      device.meet(cloud);
      await device.sync.due();
      device.meet(cloud);
    }
    if (devices.map(({ writes }) => writes).join() === before && round > 0) return round;
  }
  return most;
}

/** What two devices must agree on, without what is each one's own. */
export const shared = ({ local: { settings, rules, lists } }: Device) => ({
  filter: { ...settings.filter, pausedUntil: 0, per: Object.entries(settings.filter.per).sort() },
  report: settings.report,
  rules: rules
    .filter(({ session, kind, action }) => session === undefined && !(kind === 'repo' && action === 'show'))
    .map(({ id: _, ...one }) => JSON.stringify(Object.entries(one).sort()))
    .sort(),
  lists: lists.map(({ id, enabled, action }) => `${id} ${enabled} ${action}`).sort(),
});
