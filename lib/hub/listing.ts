/** From the address of a listing page to the one API query that covers what the page shows. Pure. */
import { NFAA_TAG } from './ref.ts';
import { parseHubUrl } from './url.ts';

/** Types that the Hub's list endpoints are used for. */
export type ListedType = 'model' | 'dataset' | 'space' | 'kernel';

export interface ListQuery {
  type: ListedType;
  /** Tags that all must be there; sent as repeated `filter`. */
  filter: string[];
  author?: string;
  search?: string;
  sort?: ListSort;
  direction?: 1 | -1;
  /** How many in one answer, 1 to 1000. */
  limit: number;
  /** From an earlier answer's `next`. */
  cursor?: string;
  /** Query parameters that the page and the API name alike. */
  params?: Record<string, string>;
  /** What each item is to carry besides its id; tags if absent. */
  expand?: readonly ListedField[];
}

export type ListedField = 'tags' | 'lastModified';

export type ListSort = 'trendingScore' | 'likes' | 'downloads' | 'createdAt' | 'lastModified';

/** More than one answer holds (facts/hub.md c: hfh asks for up to 1000). */
export const MAX_LIST_LIMIT = 1_000;
/** facts/hub-dom.md 7: `numItemsPerPage: 30`. */
const PER_PAGE = 30;
/** facts/hub-dom.md 7: 24 Spaces and 8 featured. A page lists running Spaces only [inferred], so twice as many are asked for. */
const SPACES_PER_PAGE = 48;
/** A profile shows its newest, and links to the rest [inferred]; one generous answer covers nearly all of them. */
const PROFILE_LIMIT = 100;

/** The page's names for orders -> the API's (facts/hub.md c: expand keys; hfh `list_models(sort)`). */
const SORTS: Record<string, ListSort> = {
  trending: 'trendingScore',
  likes: 'likes',
  downloads: 'downloads',
  created: 'createdAt',
  modified: 'lastModified',
};

/**
 * Filters of the page that are tags in the API. The value is the prefix that the tag has: written out on datasets
 * (`task_categories=task_categories%3A…`, facts/hub-dom.md 4), perhaps left out elsewhere [inferred], so it is added if missing.
 */
const TAG_FILTERS: Record<ListedType, Record<string, string>> = {
  model: {
    other: '',
    library: '',
    language: '',
    license: 'license:',
    dataset: 'dataset:',
    region: 'region:',
  },
  dataset: {
    other: '',
    task_categories: 'task_categories:',
    task_ids: 'task_ids:',
    language: 'language:',
    license: 'license:',
    size_categories: 'size_categories:',
    modality: 'modality:',
    format: 'format:',
    library: 'library:',
  },
  space: { other: '' },
  kernel: {},
};

/** Filters that the API takes under the same name (hfh `list_models`). */
const SAME_NAME: Record<ListedType, Set<string>> = {
  model: new Set(['pipeline_tag', 'inference_provider', 'num_parameters', 'apps']),
  dataset: new Set(),
  space: new Set(),
  kernel: new Set(),
};

/** Change what is counted or opened, not what is listed. */
const IGNORED = new Set(['p', 'sort', 'withCount', NFAA_TAG]);

/**
 * The one API query that holds every repository on a listing page, or `null` where no single query is known to:
 * unknown filters, Spaces found by meaning (`search`, categories), pages too far down, pages that are no listing.
 *
 * Covered: `/models`, `/datasets`, `/spaces` with their filters, and profiles (`/name`: its models; `/name/datasets`, `/name/spaces`).
 * Facts: facts/hub-dom.md 4, 6 and 7, facts/hub.md c. Inferred: several values of a filter are joined with commas and all must hold.
 * @param pageUrl absolute address of the page
 */
export function mirrorListing(pageUrl: string): ListQuery | null {
  const place = URL.canParse(pageUrl) ? parseHubUrl(pageUrl) : null;
  if (!place) return null;
  const url = new URL(pageUrl);
  const query = url.searchParams;
  const p = query.get('p') ?? '0';
  if (!/^\d{1,4}$/.test(p)) return null;
  const pages = Number(p) + 1;

  if (place.kind === 'profile') {
    const type = listedType(place.tab ?? 'models');
    if (!type) return null;
    const sort = SORTS[query.get('sort') ?? 'modified'];
    const limit = Math.max(PER_PAGE * pages, PROFILE_LIMIT);
    if (!sort || limit > MAX_LIST_LIMIT) return null;
    return {
      type,
      filter: [],
      author: place.name,
      ...searchOf(query),
      sort,
      direction: -1,
      limit,
    };
  }

  if (place.kind !== 'listing' || url.pathname.split('/').filter(Boolean).length !== 1) return null;
  const type = listedType(place.of);
  if (!type) return null;
  const sort = SORTS[query.get('sort') ?? 'trending'];
  const limit = (type === 'space' ? SPACES_PER_PAGE : PER_PAGE) * pages;
  if (!sort || limit > MAX_LIST_LIMIT) return null;
  // Their list knows no order of making (OpenAPI copy of 2026-08-17).
  if (type === 'kernel' && sort === 'createdAt') return null;
  // The search box of Spaces finds by meaning (facts/hub-dom.md 7: `spacesSemantcSearch`); the API finds by name.
  if (type === 'space' && query.get('search')) return null;

  const filter: string[] = [];
  const params: Record<string, string> = {};
  let author: string | undefined;
  for (const [key, value] of query) {
    if (IGNORED.has(key) || key === 'search' || key.startsWith('utm_') || value === '') continue;
    const prefix = TAG_FILTERS[type][key];
    if (prefix !== undefined)
      for (const one of value.split(',').filter(Boolean))
        filter.push(one.startsWith(prefix) ? one : prefix + one);
    else if (SAME_NAME[type].has(key)) params[key] = value;
    else if (key === 'author') author = value;
    else return null;
  }
  return {
    type,
    filter,
    ...(author ? { author } : {}),
    ...searchOf(query),
    sort,
    direction: -1,
    limit,
    ...(Object.keys(params).length > 0 ? { params } : {}),
  };
}

function listedType(plural: string): ListedType | null {
  return plural === 'models'
    ? 'model'
    : plural === 'datasets'
      ? 'dataset'
      : plural === 'spaces'
        ? 'space'
        : plural === 'kernels'
          ? 'kernel'
          : null;
}

function searchOf(query: URLSearchParams): { search?: string } {
  const search = query.get('search')?.trim();
  return search ? { search } : {};
}
