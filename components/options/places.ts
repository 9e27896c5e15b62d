/** Exceptions from the filter's action by place and by type, in words and as changes. Pure. */
import {
  ACTIONS,
  type Action,
  actionFor,
  type Context,
  FILTERED_TYPES,
  type FilteredType,
  type FilterPreferences,
} from '../../lib/nfaa/preferences.ts';

export type Exceptions = FilterPreferences['per'];

/** `null`: everywhere. */
export interface PlaceRow {
  context: Context | null;
  name: string;
}

/** `null`: all types. */
export interface TypeColumn {
  type: FilteredType | null;
  name: string;
}

const PLACES: Record<Context, string> = {
  list: 'Lists',
  search: 'Search',
  home: 'Home page',
  profile: 'Profiles and activity',
  collection: 'Collections',
  link: 'Links and chips',
  page: 'Repository pages',
  embed: 'Embedded apps and widgets',
  media: 'Images in texts and discussions',
};
const TYPES: Record<FilteredType, string> = {
  model: 'Models',
  dataset: 'Datasets',
  space: 'Spaces',
  kernel: 'Kernels',
};

export const ROWS: readonly PlaceRow[] = [
  { context: null, name: 'Everywhere' },
  ...(Object.keys(PLACES) as Context[]).map((context) => ({ context, name: PLACES[context] })),
];
export const COLUMNS: readonly TypeColumn[] = [
  { type: null, name: 'All types' },
  ...FILTERED_TYPES.map((type) => ({ type, name: TYPES[type] })),
];

/** One choice of the table. */
export interface Cell {
  /** Name of the exception; `null` for everywhere and all types, which is the filter's own action. */
  key: string | null;
  /** For whoever hears it. */
  name: string;
  /** The exception that is set, as it works here. */
  own: Action | null;
  /** What holds without one, as it works here. */
  inherited: Action;
  /** What can be chosen: on its own page nothing can be left out, so hiding covers there. */
  choices: readonly Action[];
}

export function cellOf(filter: FilterPreferences, { context, name }: PlaceRow, column: TypeColumn): Cell {
  const key = [context, column.type].filter(Boolean).join(' ') || null;
  const here = (action: Action): Action => (context === 'page' && action === 'hide' ? 'cover' : action);
  const own = key === null ? undefined : filter.per[key];
  return {
    key,
    name: `${name}, ${column.name}`,
    own: own ? here(own) : null,
    inherited: here(effective(withoutOwn(filter, key), context, column.type)),
    choices: ACTIONS.filter((action) => here(action) === action),
  };
}

const withoutOwn = (filter: FilterPreferences, key: string | null): FilterPreferences =>
  key === null ? filter : { ...filter, per: withException(filter.per, key, null) };

/** For all types, or everywhere, there is one step less to ask. */
function effective(filter: FilterPreferences, context: Context | null, type: FilteredType | null): Action {
  if (context) return actionFor(filter, context, type ?? '');
  return (type && filter.per[type]) ?? filter.action;
}

/** The exceptions with one of them set, or, for `null`, taken away. The given ones stay as they are. */
export function withException(per: Exceptions, key: string, action: Action | null): Exceptions {
  const { [key]: _, ...rest } = per;
  return action === null ? rest : { ...rest, [key]: action };
}
