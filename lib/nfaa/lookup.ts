/**
 * Who to ask about a repository, cheapest first: memory, then one query that mirrors the listing the person looks at,
 * then single look-ups. (Page props come before all of these, in the guard; the NFAA index is issue 3.)
 * Works logged out; nothing but repository ids that are on the page is ever asked for.
 */
import type { HubApi } from '../hub/api.ts';
import { mirrorListing } from '../hub/api.ts';
import { type RepoRef, repoKey } from '../hub/url.ts';
import { type Verdict, verdictFromTags } from './decide.ts';
import type { Memory } from './memory.ts';

/** Single look-ups for one question: what a home page or a collection needs; a longer list is no place for single questions. */
export const MAX_SINGLES = 50;
/** Single look-ups stop when this share of what the Hub allows in five minutes is left: the rest is for the person's own doing. */
const KEEP_OF_QUOTA = 0.5;

export interface Lookup {
  /** Answers for every repository asked about; `failed` where the Hub could not say. */
  ask(refs: readonly RepoRef[], page: string): Promise<Record<string, Verdict>>;
}

export function createLookup(memory: Memory, api: HubApi, now: () => number = Date.now): Lookup {
  /** Two tabs, or two chunks of one page, that need the same listing wait for the same query. */
  const inFlight = new Map<string, Promise<Map<string, boolean>>>();

  async function mirror(page: string): Promise<Map<string, boolean>> {
    const query = mirrorListing(page);
    if (!query) return new Map();
    const name = JSON.stringify(query);
    const running = inFlight.get(name);
    if (running) return running;
    const asked = (async () => {
      const found = new Map<string, boolean>();
      const { items } = await api.listRepos(query);
      for (const { id, tags } of items) {
        const { nfaa } = verdictFromTags(tags ?? null, 'listing', now());
        if (nfaa !== null) found.set(repoKey({ type: query.type, id }), nfaa);
      }
      await memory.remember(found);
      return found;
    })();
    inFlight.set(name, asked);
    return asked.finally(() => inFlight.delete(name));
  }

  return {
    async ask(refs, page) {
      const answers: Record<string, Verdict> = {};
      const wanted = new Map(refs.map((ref) => [repoKey(ref), ref]));
      const settle = (key: string, verdict: Verdict) => {
        answers[key] = verdict;
        wanted.delete(key);
      };

      for (const [key, verdict] of await memory.recall([...wanted.keys()])) settle(key, verdict);
      if (wanted.size === 0) return answers;

      let hubIsDown = false;
      try {
        for (const [key, nfaa] of await mirror(page)) {
          if (wanted.has(key)) settle(key, { nfaa, source: 'listing', at: now() });
        }
      } catch (error) {
        // A listing that cannot be mirrored says nothing about single repositories; a Hub that cannot be reached does.
        hubIsDown = isHubDown(error);
      }

      const singles = [...wanted].slice(0, MAX_SINGLES);
      const learnt = new Map<string, boolean>();
      await Promise.all(
        singles.map(async ([key, ref]) => {
          // Asked again before each one: other questions may have used up the quota meanwhile.
          if (hubIsDown || isQuotaLow(api)) return;
          try {
            const { nfaa } = verdictFromTags(await api.repoTags(ref), 'lookup', now());
            if (nfaa === null) return;
            learnt.set(key, nfaa);
            settle(key, { nfaa, source: 'lookup', at: now() });
          } catch (error) {
            hubIsDown ||= isHubDown(error);
          }
        }),
      );
      if (learnt.size > 0) await memory.remember(learnt);
      for (const key of [...wanted.keys()])
        settle(key, { nfaa: null, source: 'none', at: now(), failed: true });
      return answers;
    },
  };
}

function isQuotaLow(api: Pick<HubApi, 'limits'>): boolean {
  const limit = api.limits().find(({ bucket, account }) => bucket === 'api' && !account);
  if (!limit || limit.resetAt < Date.now()) return false;
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
