/** Asking the Hub about repositories: a listing's own query, an author's, single ones. What it says is remembered. */
import { type HubApi, type ListedType, MAX_LIST_LIMIT, mirrorListing } from '../hub/api.ts';
import { createGate } from '../hub/limits.ts';
import { NFAA_TAG } from '../hub/ref.ts';
import { type RepoRef, repoKey } from '../hub/url.ts';
import { type VerdictSource, verdictFromTags } from './decide.ts';
import type { AskOptions } from './lookup.ts';
import type { Learnt, Memory } from './memory.ts';

/** Requests for one question: what a home page needs; a longer list is no place for single look-ups. */
export const MAX_ASKED = 50;
/** From so many on, one query for the author is cheaper than one for each. */
const FEW_OF_AUTHOR = 2;
/** Of authors, and of single look-ups. */
const AT_ONCE = 4;
/** Where all of an author's repositories come with their tags: as many of the newest as one would look at. */
const NEWEST_OF_AUTHOR = 200;
/** Look-ups stop when this share of what the Hub allows in five minutes is left: the rest is for the person's own doing. */
const KEEP_OF_QUOTA = 0.5;

export interface Found {
  nfaa: boolean;
  tags?: readonly string[];
}

type Take = (found: Map<string, Found>, source: VerdictSource) => void;

export interface Asking {
  /**
   * Asks until nothing is `open`, or the Hub cannot say more. `take` is told what was found, and closes what it settles.
   * @returns keys of what the Hub says is not there, or not for everybody
   */
  run(open: Map<string, RepoRef>, page: string, options: AskOptions, take: Take): Promise<Set<string>>;
}

export function createAsking(
  memory: Pick<Memory, 'remember'>,
  api: Pick<HubApi, 'listRepos' | 'lookUpRepo' | 'limits'>,
  now: () => number,
): Asking {
  const authors = createGate(AT_ONCE);
  const singles = createGate(AT_ONCE);
  /** Chunks of one page that need the same list wait for the same query. */
  const inFlight = new Map<string, Promise<{ found: Map<string, Found>; whole: boolean }>>();

  /** Tags take room: they are remembered only where somebody watches labels. */
  const remember = (found: Map<string, Found>, withTags: boolean) =>
    memory.remember(
      Array.from(
        found,
        ([key, { nfaa, tags }]): Learnt => (withTags && tags ? [key, nfaa, tags] : [key, nfaa]),
      ),
    );

  async function list(query: Parameters<HubApi['listRepos']>[0], withTags: boolean) {
    const name = JSON.stringify([query, withTags]);
    const running = inFlight.get(name);
    if (running) return running;
    const asked = (async () => {
      const { items, next } = await api.listRepos(query);
      const found = new Map<string, Found>();
      for (const { id, tags } of items) {
        const { nfaa } = verdictFromTags(tags, 'listing', now());
        if (nfaa !== null) found.set(repoKey({ type: query.type, id }), { nfaa, tags: tags! });
      }
      await remember(found, withTags);
      return { found, whole: next === undefined };
    })().finally(() => inFlight.delete(name));
    inFlight.set(name, asked);
    return asked;
  }

  const ofAuthor = ({ type, id }: RepoRef) =>
    ({ type: type as ListedType, author: id.slice(0, id.indexOf('/')) }) as const;

  /**
   * Which of an author's repositories carry the tag? If none does, these do not either. If some do, a name that is not
   * among them may still be what one of them was called before it was renamed: no list has such names.
   */
  async function askTagged(refs: RepoRef[]) {
    const query = { ...ofAuthor(refs[0]!), filter: [NFAA_TAG], limit: MAX_LIST_LIMIT };
    const { found, whole } = await list(query, false);
    if (found.size > 0 || !whole) return found;
    const safe = new Map<string, Found>(refs.map((ref) => [repoKey(ref), { nfaa: false }]));
    await remember(safe, false);
    return safe;
  }

  /** What tags do the newest of an author's repositories carry? What is listed counts, not what is missing. */
  async function askNewest(refs: RepoRef[], withTags: boolean) {
    const newest = { sort: 'lastModified', direction: -1, limit: NEWEST_OF_AUTHOR } as const;
    return (await list({ ...ofAuthor(refs[0]!), ...newest, filter: [] }, withTags)).found;
  }

  async function askSingly(ref: RepoRef, withTags: boolean): Promise<Map<string, Found>> {
    const { id, tags } = await api.lookUpRepo(ref);
    const { nfaa } = verdictFromTags(tags, 'lookup', now());
    const found = new Map<string, Found>();
    if (nfaa === null) return found;
    // After a rename the Hub answers with the new name: the next page may write either.
    for (const name of [ref.id, id]) found.set(repoKey({ type: ref.type, id: name }), { nfaa, tags: tags! });
    await remember(found, withTags);
    return found;
  }

  return {
    async run(open, page, options, take) {
      const withTags = (options.watched?.length ?? 0) > 0;
      let left = MAX_ASKED;
      let hubIsDown = false;
      const missing = new Set<string>();
      /** Asked again before each request: other questions may have used up the quota meanwhile. */
      const mayAsk = () => !hubIsDown && !isQuotaLow(api, now());
      const ask = async (source: VerdictSource, refs: RepoRef[], job: () => Promise<Map<string, Found>>) => {
        if (left === 0 || !mayAsk() || !refs.some((ref) => open.has(repoKey(ref)))) return;
        left--;
        try {
          take(await job(), source);
        } catch (error) {
          // A list that cannot be had says nothing about single repositories; a Hub that cannot be reached does.
          hubIsDown ||= isHubDown(error);
          const [ref] = refs;
          if (source === 'lookup' && ref && isMissing(error)) missing.add(repoKey(ref));
        }
      };

      const all = [...open.values()];
      const mirror = mirrorListing(page);
      if (mirror) await ask('listing', all, async () => (await list(mirror, withTags)).found);
      const askAuthor = async (refs: RepoRef[]) => {
        const one = (job: () => Promise<Map<string, Found>>) => authors(() => ask('author', refs, job));
        const isSingle = SINGLE.has(refs[0]!.type);
        // With labels to watch all tags are wanted; and kernels have no document of their own to fall back upon.
        if (isSingle && !withTags) await one(() => askTagged(refs));
        const rest = refs.filter((ref) => open.has(repoKey(ref)));
        if (!isSingle || rest.length >= FEW_OF_AUTHOR) await one(() => askNewest(refs, withTags));
      };
      const ofAuthors = [...byAuthor(open, options)].map(askAuthor);
      await Promise.all(ofAuthors);
      const alone = all
        .filter(({ type }) => SINGLE.has(type))
        .map((ref) => singles(() => ask('lookup', [ref], () => askSingly(ref, withTags))));
      await Promise.all(alone);
      return missing;
    },
  };
}

/** Types whose own document tells tags. A kernel's does not, its list does; a bucket has none (OpenAPI copy of 2026-08-17). */
const SINGLE = new Set(['model', 'dataset', 'space']);
const LISTED = new Set([...SINGLE, 'kernel']);

/** Repositories of one author and type that are worth a query of their own. */
function* byAuthor(open: Map<string, RepoRef>, { written }: AskOptions): Iterable<RepoRef[]> {
  const groups = new Map<string, RepoRef[]>();
  for (const [key, ref] of open) {
    const group = key.slice(0, key.indexOf('/'));
    groups.set(group, [...(groups.get(group) ?? []), ref]);
  }
  for (const refs of groups.values()) {
    const { type } = refs[0]!;
    if (!LISTED.has(type)) continue;
    // Where an absence says nothing, a query for the author may have been for nothing.
    if (!SINGLE.has(type) || (refs.length >= FEW_OF_AUTHOR && !written)) yield refs;
  }
}

function isQuotaLow(api: Pick<HubApi, 'limits'>, now: number): boolean {
  const limit = api.limits().find(({ bucket, account }) => bucket === 'api' && !account);
  if (!limit || limit.resetAt < now) return false;
  return limit.remaining < (limit.quota ?? 500) * KEEP_OF_QUOTA;
}

/** No use in asking on: the network, the Hub or our quota is gone. */
function isHubDown(error: unknown): boolean {
  const kind = (error as { kind?: string } | null)?.kind;
  return (
    kind === 'network' ||
    kind === 'timeout' ||
    kind === 'rate-limited' ||
    kind === 'server' ||
    kind === 'not-json'
  );
}

/** The Hub says so itself: gone, or not for everybody. */
function isMissing(error: unknown): boolean {
  const kind = (error as { kind?: string } | null)?.kind;
  return kind === 'gone-or-private' || kind === 'not-found';
}
