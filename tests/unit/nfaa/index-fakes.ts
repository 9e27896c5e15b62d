/** A Hub that only lists tagged repositories, by its own clock, and counts who asks. */
import { HubError, type ListedRepo, type ListedType, type ListQuery } from '../../../lib/hub/api.ts';
import type { Limit } from '../../../lib/hub/limits.ts';
import { repoKey } from '../../../lib/hub/url.ts';
import { inIndex, type StoredIndex } from '../../../lib/nfaa/index-format.ts';
import { createIndexSync, type IndexSync } from '../../../lib/nfaa/index-sync.ts';
import type { Database } from '../../../lib/platform/db.ts';

export const T0 = Date.UTC(2026, 10, 22, 12);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const WINDOW = 300_000;

export class FakeHub {
  clock = { now: T0 };
  repos: Record<ListedType, { id: string; lastModified?: number }[]> = {
    ...{ model: [], dataset: [], space: [], kernel: [] },
  };
  asked: { at: number; query: ListQuery }[] = [];
  /** Requests of others that count against the same quota, in the present window. */
  others = 0;
  quota = 500;
  pageSize = 1_000;
  /** Thrown instead of an answer, once for each. */
  errors: (HubError | undefined)[] = [];
  refusedTypes: ListedType[] = [];
  #limit: Limit | undefined;

  fill(type: ListedType, count: number, at = T0 - HOUR, apart = 10 * MINUTE): string[] {
    const before = this.repos[type].length;
    const made = Array.from({ length: count }, (_, i) => ({
      id: `Owner-${i % 7}/${type}.${before + i}`,
      lastModified: at - i * apart,
    }));
    this.repos[type].push(...made);
    return made.map(({ id }) => repoKey({ type, id }));
  }

  get keys(): string[] {
    return (Object.keys(this.repos) as ListedType[]).flatMap((type) =>
      this.repos[type].map(({ id }) => repoKey({ type, id })),
    );
  }

  async listRepos(query: ListQuery): Promise<{ items: ListedRepo[]; next?: string }> {
    const { now } = this.clock;
    this.asked.push({ at: now, query });
    const begins = now - (now % WINDOW);
    const used = this.asked.filter(({ at }) => at >= begins).length + this.others;
    this.#limit = {
      ...{ bucket: 'api', account: false, resetAt: begins + WINDOW },
      ...{ remaining: Math.max(0, this.quota - used), quota: this.quota, windowSeconds: WINDOW / 1_000 },
    };
    const error = this.errors.shift();
    if (error) throw error;
    if (this.refusedTypes.includes(query.type)) throw refused(404);
    const sorted = this.repos[query.type].toSorted((a, b) => (b.lastModified ?? 0) - (a.lastModified ?? 0));
    let from = 0;
    if (query.cursor !== undefined) {
      from = sorted.findIndex(({ id }) => id === query.cursor) + 1;
      if (from === 0) throw refused(400);
    }
    const size = Math.min(query.limit, this.pageSize);
    const items = sorted.slice(from, from + size).map((repo) => ({ ...repo, tags: null }));
    return from + size < sorted.length ? { items, next: items.at(-1)!.id } : { items };
  }

  limits = (): Limit[] => (this.#limit ? [this.#limit] : []);

  /** The most requests in any window of five minutes. */
  most(): number {
    return Math.max(
      0,
      ...this.asked.map(({ at }) => this.asked.filter((one) => one.at <= at && one.at > at - WINDOW).length),
    );
  }
}

export const refused = (status: number) =>
  new HubError({ kind: status === 400 ? 'invalid' : 'not-found', wrote: 'no', status });

export interface World {
  hub: FakeHub;
  db: () => Promise<Database>;
  /** What the guard would read. */
  published: StoredIndex[];
  found: string[];
  enabled: boolean;
  /** Another worker on the same database. */
  worker(over?: Partial<Parameters<typeof createIndexSync>[0]>): IndexSync;
}

export function makeWorld(db: () => Promise<Database>): World {
  const hub = new FakeHub();
  const world: World = {
    ...{ hub, db, published: [], found: [], enabled: true },
    worker: (over = {}) =>
      createIndexSync({
        ...{ db, api: hub, now: () => hub.clock.now, random: () => 0.5 },
        publish: async (index) => void world.published.push(index),
        enabled: async () => world.enabled,
        found: async (keys) => void world.found.push(...keys),
        ...over,
      }),
  };
  return world;
}

/** Steps, at the times that it asks for, until then. @returns how often */
export async function runUntil(
  world: World,
  sync: IndexSync,
  end: () => boolean | Promise<boolean>,
  most = 2_000,
) {
  for (let steps = 0; steps < most; steps++) {
    if (await end()) return steps;
    const { nextAt } = await sync.step();
    if (await end()) return steps;
    if (nextAt <= world.hub.clock.now) throw new Error('asks to be called in the past');
    world.hub.clock.now = nextAt;
  }
  throw new Error('does not come to an end');
}

export const isWhole = (world: World) => () =>
  world.published.at(-1)?.partial === undefined && world.published.length > 0;

/** Does it hold these, and nothing else? */
export async function holds(
  sync: IndexSync,
  keys: readonly string[],
  others: readonly string[] = [],
): Promise<boolean> {
  const index = await sync.index();
  if (!index || index.ids !== new Set(keys).size) return false;
  return keys.every((key) => inIndex(index.packed, key)) && !others.some((key) => inIndex(index.packed, key));
}
