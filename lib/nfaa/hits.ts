/** How often each rule and list applied: in IndexedDB, because it changes with every page that is read. */
import type { Database } from '../platform/db.ts';

/** What a page tells at a time: every rule and every list, once. */
export const MAX_HITS_TOLD = 1_100;
const MOST_ROWS = 2_000;
const KEY = 'hits';

export interface Hit {
  count: number;
  /** Milliseconds since the epoch. */
  last: number;
}
export type Hits = Record<string, Hit>;

const read = (value: unknown): Map<string, Hit> =>
  new Map(Object.entries((value as { value?: Hits } | undefined)?.value ?? {}));

export async function readHits(db: () => Promise<Database>): Promise<Map<string, Hit>> {
  return read(await (await db()).get('meta', KEY));
}

/** Adds up; the longest unused make room. */
export async function addHits(
  db: () => Promise<Database>,
  told: Readonly<Record<string, number>>,
  now: number,
): Promise<void> {
  await changeHits(db, (hits) => {
    for (const [id, count] of Object.entries(told)) {
      const before = hits.get(id)?.count ?? 0;
      hits.delete(id);
      hits.set(id, { count: Math.min(before + count, Number.MAX_SAFE_INTEGER), last: now });
    }
    for (const id of hits.keys()) {
      if (hits.size <= MOST_ROWS) break;
      hits.delete(id);
    }
  });
}

/** Forgets the hits of what is not there any more. */
export async function keepHits(db: () => Promise<Database>, ids: ReadonlySet<string>): Promise<void> {
  await changeHits(db, (hits) => {
    for (const id of hits.keys()) if (!ids.has(id)) hits.delete(id);
  });
}

async function changeHits(
  db: () => Promise<Database>,
  change: (hits: Map<string, Hit>) => void,
): Promise<void> {
  const transaction = (await db()).transaction('meta', 'readwrite');
  const hits = read(await transaction.store.get(KEY));
  change(hits);
  await transaction.store.put({ key: KEY, value: Object.fromEntries(hits) });
  await transaction.done;
}
