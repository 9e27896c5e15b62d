/** All settings, validated at the border; kept in `storage.local`, where the guard can read the filter's part at once. */
import { z } from 'zod';
import {
  ACTIONS,
  CONTEXTS,
  DEFAULT_FILTER,
  FILTERED_TYPES,
  LOOKS,
  SETTINGS_KEY,
  UNKNOWNS,
} from '../nfaa/preferences.ts';
import { browser } from './browser.ts';

/** Every name that an exception may have: a context, a type, or both. */
export const PER_KEYS: readonly string[] = [
  ...CONTEXTS,
  ...FILTERED_TYPES,
  ...CONTEXTS.flatMap((context) => FILTERED_TYPES.map((type) => `${context} ${type}`)),
];
const isPerKey = (key: string) => PER_KEYS.includes(key);

export const filterSchema = z.object({
  on: z.boolean().catch(DEFAULT_FILTER.on),
  action: z.enum(ACTIONS).catch(DEFAULT_FILTER.action),
  look: z.enum(LOOKS).catch(DEFAULT_FILTER.look),
  unknown: z.enum(UNKNOWNS).catch(DEFAULT_FILTER.unknown),
  // A damaged exception is dropped by itself; the others stay.
  per: z
    .record(z.string(), z.unknown())
    .catch({})
    .transform((per) => {
      const sound = Object.entries(per).flatMap(([key, value]) => {
        const action = z.enum(ACTIONS).safeParse(value);
        return isPerKey(key) && action.success ? [[key, action.data] as const] : [];
      });
      return Object.fromEntries(sound);
    }),
  pausedUntil: z.number().nonnegative().catch(0),
  hints: z.boolean().catch(DEFAULT_FILTER.hints),
});

export const settingsSchema = z.object({
  version: z.literal(1).catch(1),
  filter: filterSchema.catch({ ...DEFAULT_FILTER }),
  report: z.object({ buttonOnCards: z.boolean().catch(true) }).catch({ buttonOnCards: true }),
});
export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});

/** Reads settings; what is damaged takes its default, what is sound is kept. */
export async function loadSettings(): Promise<Settings> {
  const stored = await browser.storage.local.get(SETTINGS_KEY);
  return settingsSchema.parse(stored[SETTINGS_KEY] ?? {});
}

export interface SettingsChange {
  filter?: Partial<Settings['filter']>;
  report?: Partial<Settings['report']>;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Changes some settings, one change after the other; open tabs hear of it through `storage.onChanged` and follow at once.
 * For the worker alone: two processes that do this at once lose a change.
 */
export function changeSettings(change: SettingsChange): Promise<Settings> {
  const made = last.then(() => apply(change));
  last = made.catch(() => {});
  return made;
}

async function apply(change: SettingsChange): Promise<Settings> {
  const now = await loadSettings();
  const next = settingsSchema.parse({
    ...now,
    filter: { ...now.filter, ...change.filter },
    report: { ...now.report, ...change.report },
  });
  await browser.storage.local.set({ [SETTINGS_KEY]: next });
  return next;
}

/** Calls back with the settings whenever any page or worker changed them. Returns how to stop. */
export function onSettings(listener: (settings: Settings) => void): () => void {
  const changed = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    const change = changes[SETTINGS_KEY];
    if (area === 'local' && change) listener(settingsSchema.parse(change.newValue ?? {}));
  };
  browser.storage.onChanged.addListener(changed);
  return () => browser.storage.onChanged.removeListener(changed);
}
