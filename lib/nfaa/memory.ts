/** Remembered verdicts: all of them in IndexedDB, bounded and aged; the newest in `storage.local`, where the guard reads them first. */
import type { Database, VerdictRow } from '../platform/db.ts';
import { indexVerdict, type StoredIndex } from './index-format.ts';
import { KNOWN_MAX, type KnownLabels, type KnownSet, packVerdict, VERDICT_AGE_MS, watchId } from './known.ts';
import { labelsOf, tagsToKeep } from './labels.ts';

/** About 60 bytes each, 3 MB at most; with tags, for those who have rules about them, some 300. */
export const MEMORY_MAX = 50_000;
/** Verdicts arrive in bursts; the start-up set is written once after each. */
const WRITE_DELAY_MS = 500;
/** What is further in the future than this comes from a clock that was wrong. */
const MINUTE_MS = 60_000;

/** One repository: tagged or not, and its tags where somebody watches labels. */
export type Learnt = [key: string, nfaa: boolean, tags?: readonly string[]];

export interface Remembered {
  nfaa: boolean;
  /** When it was learnt, milliseconds since the epoch. */
  at: number;
  tags?: string[];
}

export interface Memory {
  /** What is remembered and still young enough. */
  recall(keys: readonly string[]): Promise<Map<string, Remembered>>;
  /**
   * Tags that are not given now stay as they were, for as long as they would have.
   * @param at when it was learnt, if not now: what was learnt later stays
   */
  remember(learnt: Iterable<Learnt>, at?: number): Promise<void>;
  /** These are tagged now: whatever is remembered to the contrary is put right; nothing is added. */
  correct(tagged: readonly string[]): Promise<void>;
  /** Writes the start-up set now: after a change of rules, too. */
  flush(): Promise<void>;
}

export interface MemoryOptions {
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** The labels that rules watch now. */
  watched?: () => Promise<readonly string[]>;
  /** For `related`: the exact index. */
  index?: () => Promise<StoredIndex | undefined>;
}

/** @param publish writes the start-up set where the guard finds it, under KNOWN_KEY and LABELS_KEY */
export function createMemory(
  db: () => Promise<Database>,
  publish: (known: KnownSet, labels: KnownLabels) => Promise<void>,
  { now = Date.now, watched = async () => [], index = async () => undefined }: MemoryOptions = {},
): Memory {
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isYoung = (at: number) => now() - at <= VERDICT_AGE_MS && at <= now() + MINUTE_MS;
  const tagsOf = ({ tags, tagsAt }: VerdictRow) => (tags && isYoung(tagsAt ?? 0) ? tags : undefined);

  /** Drops what is too old, and the oldest of what is too much. */
  async function prune(): Promise<void> {
    const transaction = (await db()).transaction('verdicts', 'readwrite');
    const { store } = transaction;
    const byAge = store.index('at');
    const gone = new Set(await byAge.getAllKeys(IDBKeyRange.upperBound(now() - VERDICT_AGE_MS, true)));
    const over = (await store.count()) - MEMORY_MAX;
    if (over > 0) for (const key of await byAge.getAllKeys(null, over)) gone.add(key);
    for (const key of gone) void store.delete(key);
    await transaction.done;
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    await prune();
    const [labels, stored] = await Promise.all([watched(), index()]);
    const newest: VerdictRow[] = [];
    const byAge = (await db()).transaction('verdicts').store.index('at');
    for await (const { value } of byAge.iterate(null, 'prev')) {
      newest.push(value);
      if (newest.length === KNOWN_MAX) break;
    }
    const tagged = new Set(newest.filter(({ nfaa }) => nfaa).map(({ key }) => key));
    const isTagged = (key: string) => tagged.has(key) || indexVerdict(stored, key, now()) === true;
    const known: KnownSet = {};
    const carried: Record<string, string[]> = {};
    for (const row of newest) {
      const tags = labels.length > 0 ? tagsOf(row) : undefined;
      known[row.key] = packVerdict(row.nfaa, row.at, tags !== undefined);
      const carries = tags ? labelsOf(tags, labels, isTagged) : [];
      if (carries.length > 0) carried[row.key] = carries;
    }
    await publish(known, { watch: watchId(labels), labels: carried });
  }

  const flushSoon = () => {
    timer ??= setTimeout(() => void flush().catch(() => {}), WRITE_DELAY_MS);
  };

  return {
    async recall(keys) {
      const found = new Map<string, Remembered>();
      const { store } = (await db()).transaction('verdicts');
      await Promise.all(
        keys.map(async (key) => {
          const row = await store.get(key);
          if (!row || !isYoung(row.at)) return;
          const tags = tagsOf(row);
          found.set(key, { nfaa: row.nfaa, at: row.at, ...(tags ? { tags } : {}) });
        }),
      );
      return found;
    },
    async remember(learnt, learntAt) {
      const transaction = (await db()).transaction('verdicts', 'readwrite');
      const { store } = transaction;
      const at = learntAt ?? now();
      await Promise.all(
        Array.from(learnt, async ([key, nfaa, tags]) => {
          const before = tags && learntAt === undefined ? undefined : await store.get(key);
          if (learntAt !== undefined && before && before.at > learntAt) return;
          const kept = before && tagsOf(before);
          const withTags = tags
            ? { tags: tagsToKeep(tags), tagsAt: at }
            : kept
              ? { tags: kept, tagsAt: before.tagsAt! }
              : {};
          await store.put({ key, nfaa, at, ...withTags });
        }),
      );
      await transaction.done;
      flushSoon();
    },
    async correct(tagged) {
      const transaction = (await db()).transaction('verdicts', 'readwrite');
      const { store } = transaction;
      let wrong = 0;
      for (const key of tagged) {
        const row = await store.get(key);
        if (!row || row.nfaa) continue;
        wrong++;
        // Its tags have changed, too.
        void store.put({ key, nfaa: true, at: now() });
      }
      await transaction.done;
      if (wrong > 0) flushSoon();
    },
    flush,
  };
}
