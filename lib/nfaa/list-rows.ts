/** What was read of each list, in IndexedDB: the entries belong to the ETag that they came with. */
import type { Database } from '../platform/db.ts';
import type { ParsedList } from './list-format.ts';

export interface ListRow extends ParsedList {
  etag?: string;
  sha?: string;
  /** When the Hub last confirmed it; milliseconds since the epoch, as is `changed`. */
  checked: number;
  changed?: number;
  /** Only the account's token could read it. */
  private?: boolean;
}

type OpenDatabase = () => Promise<Database>;
const keyOf = (id: string) => `list:${id.toLowerCase()}`;

export async function readRow(db: OpenDatabase, id: string): Promise<ListRow | null> {
  const row = await (await db()).get('meta', keyOf(id));
  return (row?.value as ListRow | undefined) ?? null;
}

export async function hasRow(db: OpenDatabase, id: string): Promise<boolean> {
  return (await (await db()).getKey('meta', keyOf(id))) !== undefined;
}

export async function writeRow(db: OpenDatabase, id: string, row: ListRow): Promise<void> {
  await (await db()).put('meta', { key: keyOf(id), value: row });
}

/** A list that is just looked at, or was just given up and may be taken back. */
const KEPT_MS = 60 * 60_000;

/** Forgets what was read of every other list. @param now milliseconds since the epoch */
export async function keepRows(db: OpenDatabase, ids: readonly string[], now: number): Promise<void> {
  const kept = new Set(ids.map(keyOf));
  const transaction = (await db()).transaction('meta', 'readwrite');
  // `;` follows `:`.
  for (const { key, value } of await transaction.store.getAll(IDBKeyRange.bound('list:', 'list;')))
    if (!kept.has(key) && now - (value as ListRow).checked > KEPT_MS) await transaction.store.delete(key);
  await transaction.done;
}
