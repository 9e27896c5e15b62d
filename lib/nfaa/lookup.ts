/**
 * Who to ask about a repository, cheapest first: memory, the index, one query that mirrors the listing the person looks
 * at, at most two for each author of several, then single look-ups. (Page props come before all of these, in the guard.)
 * Works logged out; nothing but repositories that are on the page, and their authors, is ever asked for.
 */
import type { HubApi } from '../hub/api.ts';
import { type RepoRef, repoKey } from '../hub/url.ts';
import { type Asking, createAsking, type Found } from './asking.ts';
import type { Verdict, VerdictSource } from './decide.ts';
import { authorKey, indexVerdict, inIndex, type StoredIndex } from './index-format.ts';
import { basesOf, HINT, labelsOf } from './labels.ts';
import type { Learnt, Memory } from './memory.ts';

export interface AskOptions {
  /** Labels that rules watch. If any, a verdict comes with `labels`, or without when the Hub could not say. */
  watched?: readonly string[];
  /**
   * These are links that people wrote, perhaps with names from before a rename, which no list holds: where their author has
   * tagged repositories, that a list does not hold them says nothing.
   */
  written?: boolean;
}

export interface Lookup {
  /** Answers for every repository asked about; `failed` where the Hub could not say. */
  ask(refs: readonly RepoRef[], page: string, options?: AskOptions): Promise<Record<string, Verdict>>;
}

export interface LookupOptions {
  /** The exact index, not the guard's short form. */
  index?: () => Promise<StoredIndex | undefined>;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

interface Known extends Found {
  source: VerdictSource;
  at: number;
}

type Answers = Map<string, Verdict>;

export function createLookup(
  memory: Memory,
  api: Pick<HubApi, 'listRepos' | 'lookUpRepo' | 'limits'>,
  { index = async () => undefined, now = Date.now }: LookupOptions = {},
): Lookup {
  const asking: Asking = createAsking(memory, api, now);
  /** Two tabs that ask about the same repository at the same time wait for the same answer. */
  const inFlight = new Map<string, Promise<Answers>>();

  async function find(wanted: Map<string, RepoRef>, page: string, options: AskOptions): Promise<Answers> {
    const watched = options.watched ?? [];
    const known = new Map<string, Known>();
    const open = new Map(wanted);
    const take = (key: string, found: Known) => {
      if (!wanted.has(key)) return;
      known.set(key, found);
      if (watched.length === 0 || found.tags) open.delete(key);
    };
    const takeAll = (found: Map<string, Found>, source: VerdictSource) => {
      for (const [key, one] of found) take(key, { ...one, source, at: now() });
    };

    const [remembered, stored] = await Promise.all([memory.recall([...wanted.keys()]), index()]);
    for (const [key, { type }] of wanted) {
      // Buckets have no tags, neither in their document nor in their list (OpenAPI copy of 2026-08-17).
      if (type === 'bucket') {
        take(key, { nfaa: false, tags: [], source: 'none', at: now() });
        continue;
      }
      const row = remembered.get(key);
      const listed = indexVerdict(stored, key, now());
      // Its author has tagged repositories: that it is not among them says nothing, whoever remembers it. Later word would.
      const isDoubtful = listed === false && options.written && inIndex(stored!.packed, authorKey(key));
      // Whichever was learnt later.
      const isRemembered = isDoubtful
        ? row && (row.nfaa || row.at > stored!.at)
        : row && (listed === null || row.at >= stored!.at);
      if (isRemembered) take(key, { ...row!, source: 'memory' });
      else if (listed !== null && !isDoubtful)
        take(key, {
          ...(row?.tags ? { tags: row.tags } : {}),
          nfaa: listed,
          source: 'index',
          at: stored!.at,
        });
    }

    const missing = open.size > 0 ? await asking.run(open, page, options, takeAll) : null;
    if (!options.written) await rememberMisses(known, stored);
    const isTagged = await taggedBases(known, watched, stored);

    const answers: Answers = new Map();
    for (const key of wanted.keys()) {
      const one = known.get(key);
      if (!one) {
        const gone = missing?.has(key) ? { missing: true } : {};
        answers.set(key, { nfaa: null, source: 'none', at: now(), failed: true, ...gone });
      } else {
        const { nfaa, source, at, tags } = one;
        const labels = watched.length > 0 && tags ? { labels: labelsOf(tags, watched, isTagged) } : {};
        // Rules about labels could not be asked: for those who have some, that is a failure to say.
        const unsaid = watched.length > 0 && !tags ? { failed: true } : {};
        answers.set(key, { nfaa, source, at, ...labels, ...unsaid });
      }
    }
    return answers;
  }

  /**
   * What the exact index does not hold is asked about where the guard's short form took it for tagged, by chance: remembered,
   * it is not covered again. As old as the index, so that the next one is believed and it ends with this one.
   */
  async function rememberMisses(known: Map<string, Known>, stored: StoredIndex | undefined): Promise<void> {
    const misses: Learnt[] = [];
    for (const [key, { nfaa, source }] of known)
      if (source === 'index' && nfaa === false) misses.push([key, false]);
    // What cannot be kept can still be told.
    if (misses.length > 0) await memory.remember(misses, stored!.at).catch(() => {});
  }

  /** Which of the models that these were made from are tagged, as far as it is known here: nobody is asked for a hint. */
  async function taggedBases(
    known: Map<string, Known>,
    watched: readonly string[],
    stored: StoredIndex | undefined,
  ): Promise<(key: string) => boolean> {
    if (!watched.includes(HINT)) return () => false;
    const bases = [...known.values()].flatMap(({ tags }) => basesOf(tags ?? []));
    const remembered = await memory.recall(bases);
    return (key) =>
      remembered.get(key)?.nfaa ?? known.get(key)?.nfaa ?? indexVerdict(stored, key, now()) === true;
  }

  return {
    async ask(refs, page, options = {}) {
      const kind = JSON.stringify([options.watched ?? [], options.written ?? false]);
      const mine = new Map<string, RepoRef>();
      const running = new Set<Promise<Answers>>();
      const keys = new Set<string>();
      for (const ref of refs) {
        const key = repoKey(ref);
        keys.add(key);
        const other = inFlight.get(kind + key);
        if (other) running.add(other);
        else mine.set(key, ref);
      }
      if (mine.size > 0) {
        const own = find(mine, page, options).finally(() => {
          for (const key of mine.keys()) inFlight.delete(kind + key);
        });
        for (const key of mine.keys()) inFlight.set(kind + key, own);
        running.add(own);
      }
      const answers: Record<string, Verdict> = {};
      for (const found of await Promise.all(running))
        for (const [key, verdict] of found) if (keys.has(key)) answers[key] = verdict;
      return answers;
    },
  };
}
