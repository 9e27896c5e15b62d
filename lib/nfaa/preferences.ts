/**
 * What a person prefers to see. Plain data, read by the guard without zod; written only through lib/platform/settings.ts.
 */

/** What happens to a labelled repository. `hide` removes a card (with a count and a way back); on the repository's own page it covers. */
export const ACTIONS = ['show', 'mark', 'cover', 'hide'] as const;
export type Action = (typeof ACTIONS)[number];

/** How `cover` looks: blurred beyond recognition, or a plain surface. */
export const LOOKS = ['blur', 'plain'] as const;
export type Look = (typeof LOOKS)[number];

/** What stands where nothing is known yet, or where the Hub could not be asked. */
export const UNKNOWNS = ['placeholder', 'show'] as const;
export type Unknown = (typeof UNKNOWNS)[number];

export interface FilterPreferences {
  /** Master switch: off means that no page is touched. */
  on: boolean;
  action: Action;
  look: Look;
  unknown: Unknown;
}

export const DEFAULT_FILTER: Readonly<FilterPreferences> = {
  on: true,
  action: 'cover',
  look: 'blur',
  unknown: 'placeholder',
};

/** Storage key in `storage.local` of all settings, the filter's under `.filter`. */
export const SETTINGS_KEY = 'settings';

/**
 * Reads preferences from whatever storage holds. A field that is missing or damaged takes its default, so that a
 * broken store can never uncover anything: nothing is thrown.
 */
export function readFilter(settings: unknown): FilterPreferences {
  const stored = (settings as { filter?: Partial<FilterPreferences> } | null | undefined)?.filter ?? {};
  return {
    on: typeof stored.on === 'boolean' ? stored.on : DEFAULT_FILTER.on,
    action: oneOf(ACTIONS, stored.action, DEFAULT_FILTER.action),
    look: oneOf(LOOKS, stored.look, DEFAULT_FILTER.look),
    unknown: oneOf(UNKNOWNS, stored.unknown, DEFAULT_FILTER.unknown),
  };
}

function oneOf<T>(allowed: readonly T[], value: unknown, fallback: T): T {
  return allowed.includes(value as T) ? (value as T) : fallback;
}
