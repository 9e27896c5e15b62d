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

/**
 * Where the Hub mentions a repository: cards in listings, search results and suggestions, the home page, profiles with their
 * activity, collections, links and chips (model tree, "Spaces using this model", papers), the repository's own page,
 * embedded Spaces and widget output, images in a labelled repository's texts and discussions.
 */
export const CONTEXTS = [
  'list',
  'search',
  'home',
  'profile',
  'collection',
  'link',
  'page',
  'embed',
  'media',
] as const;
export type Context = (typeof CONTEXTS)[number];

/** Types that can have an action of their own. */
export const FILTERED_TYPES = ['model', 'dataset', 'space', 'kernel'] as const;
export type FilteredType = (typeof FILTERED_TYPES)[number];

export interface FilterPreferences {
  /** Master switch: off means that no page is touched. */
  on: boolean;
  action: Action;
  look: Look;
  unknown: Unknown;
  /** Exceptions from `action`, by `context`, by type, or by both: `home`, `space`, `home space`. The narrowest counts. */
  per: Record<string, Action>;
  /** No page is touched before this time, milliseconds since the epoch; 0: not paused. */
  pausedUntil: number;
  /** Mark untagged repositories that were made from a tagged one. */
  hints: boolean;
}

export const DEFAULT_FILTER: Readonly<FilterPreferences> = {
  on: true,
  action: 'cover',
  look: 'blur',
  unknown: 'placeholder',
  per: {},
  pausedUntil: 0,
  hints: false,
};

/** Storage key in `storage.local` of all settings, the filter's under `.filter`. */
export const SETTINGS_KEY = 'settings';

/** A pause ends by itself; a stored one that would last longer comes from a changed clock and does not count. */
export const LONGEST_PAUSE_MS = 24 * 60 * 60_000;

/**
 * Reads preferences from whatever storage holds. A field that is missing or damaged takes its default, so that a
 * broken store can never uncover anything: nothing is thrown.
 */
export function readFilter(settings: unknown): FilterPreferences {
  return overlay(DEFAULT_FILTER, (settings as { filter?: unknown } | null | undefined)?.filter);
}

const BOOLEANS = [true, false] as const;
const ALLOWED: Partial<Record<keyof FilterPreferences, readonly unknown[]>> = {
  on: BOOLEANS,
  action: ACTIONS,
  look: LOOKS,
  unknown: UNKNOWNS,
  hints: BOOLEANS,
};

/** `base` with every sound field of `over`; what is missing or damaged stays as it is in `base`. */
export function overlay(base: FilterPreferences, over: unknown): FilterPreferences {
  const stored = { ...(over as Partial<FilterPreferences>) };
  const both: Record<string, unknown> = { ...base, per: { ...base.per } };
  for (const [field, allowed] of Object.entries(ALLOWED)) {
    const value = stored[field as keyof FilterPreferences];
    if (allowed.includes(value)) both[field] = value;
  }
  for (const [key, action] of Object.entries({ ...stored.per }))
    if (ACTIONS.includes(action)) (both.per as Record<string, Action>)[key] = action;
  if (typeof stored.pausedUntil === 'number') both.pausedUntil = stored.pausedUntil;
  return both as unknown as FilterPreferences;
}

/** Is the filter at work now? @param now milliseconds since the epoch */
export const isActive = ({ on, pausedUntil }: FilterPreferences, now: number): boolean =>
  on && !isPaused(pausedUntil, now);

export const isPaused = (pausedUntil: number, now: number): boolean =>
  pausedUntil > now && pausedUntil <= now + LONGEST_PAUSE_MS;

/** What the person chose for labelled repositories of this type in this place. */
export const actionFor = (filter: FilterPreferences, context: Context, type: string): Action =>
  filter.per[`${context} ${type}`] ?? filter.per[context] ?? filter.per[type] ?? filter.action;

/** Does `action` keep content from being seen? */
export const shields = (action: Action): boolean => action === 'cover' || action === 'hide';
