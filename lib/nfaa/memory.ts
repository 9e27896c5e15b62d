/** Remembered verdicts: all of them in IndexedDB, bounded and aged; the newest in `storage.local`, where the guard reads them first. */
import type { Database } from '../platform/db.ts';
import type { Verdict } from './decide.ts';
import { KNOWN_MAX, type KnownSet, packVerdict, VERDICT_AGE_MS } from './known.ts';

/** About 60 bytes each: 3 MB at most. */
export const MEMORY_MAX = 50_000;
/** Verdicts arrive in bursts; the start-up set is written once after each. */
const WRITE_DELAY_MS = 500;

export interface Memory {
  /** What is remembered and still young enough. */
  recall(keys: readonly string[]): Promise<Map<string, Verdict>>;
  remember(learnt: Iterable<[key: string, nfaa: boolean]>): Promise<void>;
  /** Writes the start-up set now. */
  flush(): Promise<void>;
}

/**
 * @param publish writes the start-up set where the guard finds it
 * @param now milliseconds since the epoch
 */
export function createMemory(
  db: () => Promise<Database>,
  publish: (known: KnownSet) => Promise<void>,
  now: () => number = Date.now,
): Memory {
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const store = await db();
    const known: KnownSet = {};
    let count = 0;
    const transaction = store.transaction('verdicts', 'readwrite');
    for await (const cursor of transaction.store.index('at').iterate(null, 'prev')) {
      count++;
      const { key, nfaa, at } = cursor.value;
      if (count > MEMORY_MAX || now() - at > VERDICT_AGE_MS) await cursor.delete();
      else if (count <= KNOWN_MAX) known[key] = packVerdict(nfaa, at);
    }
    await transaction.done;
    await publish(known);
  }

  return {
    async recall(keys) {
      const found = new Map<string, Verdict>();
      const transaction = (await db()).transaction('verdicts');
      await Promise.all(
        keys.map(async (key) => {
          const row = await transaction.store.get(key);
          if (row && now() - row.at <= VERDICT_AGE_MS && row.at <= now() + 60_000) {
            found.set(key, { nfaa: row.nfaa, source: 'memory', at: row.at });
          }
        }),
      );
      return found;
    },
    async remember(learnt) {
      const transaction = (await db()).transaction('verdicts', 'readwrite');
      const at = now();
      for (const [key, nfaa] of learnt) void transaction.store.put({ key, nfaa, at });
      await transaction.done;
      timer ??= setTimeout(() => void flush().catch(() => {}), WRITE_DELAY_MS);
    },
    flush,
  };
}
