/**
 * The pictures that are kept for the person's own record: in a store of their own, on this device. One belongs to a draft, then to
 * the reports that were made of it, and goes with the last of them. For what must stay private none is kept.
 */
import type { IDBPObjectStore, IDBPTransaction, StoreNames } from 'idb';
import type { Database, HubStewardSchema } from '../platform/db.ts';
import { draftKey, isWordless } from './draft-text.ts';
import type { PictureType } from './picture.ts';
import { checkedPicture, MAX_ALL_PICTURES_BYTES, MAX_PICTURES, PICTURE_SENTENCES } from './picture.ts';
import type { Report } from './report.ts';
import { isPrivateOnly } from './route.ts';

export interface PictureRow {
  id: string;
  /** `draft:` and the draft's key, `report:` and the report's id: it is kept as long as one of them is. */
  owners: string[];
  bytes: Uint8Array<ArrayBuffer>;
  type: PictureType;
  /** In bytes; a column of its own, so that all can be added up without reading them. */
  size: number;
  /** Milliseconds since the epoch. */
  at: number;
}

type OpenDatabase = () => Promise<Database>;
type Names = ArrayLike<StoreNames<HubStewardSchema>>;
type Store<N extends Names> = IDBPObjectStore<HubStewardSchema, N, 'pictures', 'readwrite'>;
type Reading<N extends Names, M extends IDBTransactionMode> = IDBPTransaction<HubStewardSchema, N, M>;

const DRAFT = 'draft:';
const REPORT = 'report:';
export const ofDraft = (key: string): string => DRAFT + key;
export const ofReport = (id: string): string => REPORT + id;

/** Its owner is gone: the picture goes, too, unless somebody else has it. */
export async function release<N extends Names>(pictures: Store<N>, owner: string): Promise<void> {
  for (const id of await pictures.index('owner').getAllKeys(owner)) {
    const row = (await pictures.get(id))!;
    const owners = row.owners.filter((one) => one !== owner);
    if (owners.length > 0) await pictures.put({ ...row, owners });
    else await pictures.delete(id);
  }
}

/** Takes a picture away, whoever else has it. */
export async function wipe<N extends Names>(pictures: Store<N>, owner: string): Promise<void> {
  for (const id of await pictures.index('owner').getAllKeys(owner)) await pictures.delete(id);
}

/** A report was made of the draft: its picture is the report's, too. In the transaction that takes the report into the outbox. */
export async function handOver<N extends Names>(pictures: Store<N>, report: Report): Promise<void> {
  const owner = ofDraft(draftKey(report.target));
  if (isPrivateOnly(report)) return wipe(pictures, owner);
  const row = await pictures.index('owner').get(owner);
  if (row) await pictures.put({ ...row, owners: [...row.owners, ofReport(report.id)] });
}

/** May there be a picture of this draft? A sentence, if not. */
async function refusal<N extends Names, M extends IDBTransactionMode>(
  transaction: Reading<N, M>,
  key: string,
): Promise<string | null> {
  const drafts = transaction.objectStore('drafts' as N[number] & 'drafts');
  const draft = await drafts.get(key);
  if (!draft) return PICTURE_SENTENCES.noDraft;
  return isWordless(draft) ? PICTURE_SENTENCES.never : null;
}

/** @throws Error with a sentence where no picture may be kept for this draft: asked before one is taken at all */
export async function assertMayPicture(db: OpenDatabase, key: string): Promise<void> {
  const no = await refusal((await db()).transaction(['drafts']), key);
  if (no) throw new Error(no);
}

/**
 * Keeps the picture of a draft, in the place of the one before. All or nothing.
 * @param now milliseconds since the epoch
 * @throws Error with a sentence: not a picture, too large, too many, no draft, no room
 */
export async function keepPicture(
  db: OpenDatabase,
  key: string,
  bytes: Uint8Array<ArrayBuffer>,
  now: number,
): Promise<PictureRow> {
  const type = checkedPicture(bytes);
  const owner = ofDraft(key);
  const row: PictureRow = {
    id: crypto.randomUUID(),
    owners: [owner],
    bytes,
    type,
    size: bytes.length,
    at: now,
  };
  const transaction = (await db()).transaction(['drafts', 'pictures'], 'readwrite', {
    durability: 'strict',
  });
  const done = transaction.done;
  // A write that is refused ends both.
  done.catch(() => {});
  const pictures = transaction.objectStore('pictures');
  try {
    let no = await refusal(transaction, key);
    if (!no) {
      await release(pictures, owner);
      await pictures.put(row);
      no = await overBudget(pictures);
    }
    if (no) throw new Error(no);
    await done;
  } catch (error) {
    undo(transaction);
    throw (error as Error | null)?.name === 'QuotaExceededError' ? new Error(PICTURE_SENTENCES.full) : error;
  }
  return row;
}

/** What was done until then is undone; what the browser has ended itself, it has undone. */
function undo(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // Ended already.
  }
}

async function overBudget<N extends Names>(pictures: Store<N>): Promise<string | null> {
  let count = 0;
  let bytes = 0;
  for (let at = await pictures.index('size').openKeyCursor(); at; at = await at.continue()) {
    count++;
    bytes += at.key;
  }
  return count > MAX_PICTURES || bytes > MAX_ALL_PICTURES_BYTES ? PICTURE_SENTENCES.tooMany : null;
}

/** The picture of a draft; none, and none kept, where the draft's topic allows none. */
export async function pictureOfDraft(db: OpenDatabase, key: string): Promise<PictureRow | null> {
  const transaction = (await db()).transaction(['drafts', 'pictures'], 'readwrite');
  const pictures = transaction.objectStore('pictures');
  const no = await refusal(transaction, key);
  if (no === PICTURE_SENTENCES.never) await wipe(pictures, ofDraft(key));
  const row = no ? undefined : await pictures.index('owner').get(ofDraft(key));
  await transaction.done;
  return row ?? null;
}

export async function pictureOfReport(db: OpenDatabase, id: string): Promise<PictureRow | null> {
  return (await (await db()).getFromIndex('pictures', 'owner', ofReport(id))) ?? null;
}

/**
 * Takes a picture from its draft or its report. `entirely`: from all that have it, because it must not be kept.
 * @param owner `ofDraft(key)` or `ofReport(id)`
 */
export async function dropPicture(db: OpenDatabase, owner: string, entirely = false): Promise<void> {
  const transaction = (await db()).transaction('pictures', 'readwrite');
  await (entirely ? wipe : release)(transaction.store, owner);
  await transaction.done;
}

/** Ids of the reports that have one; reads no picture. */
export async function reportsWithPicture(db: OpenDatabase): Promise<string[]> {
  const ids: string[] = [];
  const index = (await db()).transaction('pictures').store.index('owner');
  const range = IDBKeyRange.bound(REPORT, `${REPORT}\uffff`);
  for (let at = await index.openKeyCursor(range); at; at = await at.continue())
    ids.push(at.key.slice(REPORT.length));
  return ids;
}

/** Forgets pictures whose draft and reports are gone, and any that belongs to what must stay private. */
export async function sweepPictures(db: OpenDatabase): Promise<void> {
  const transaction = (await db()).transaction(['drafts', 'outbox', 'pictures'], 'readwrite');
  const pictures = transaction.objectStore('pictures');
  const owners = new Set<string>();
  for (let at = await pictures.index('owner').openKeyCursor(); at; at = await at.continue())
    owners.add(at.key);
  for (const owner of owners) {
    if (owner.startsWith(DRAFT)) {
      const draft = await transaction.objectStore('drafts').get(owner.slice(DRAFT.length));
      if (!draft) await release(pictures, owner);
      else if (isWordless(draft)) await wipe(pictures, owner);
    } else {
      const record = await transaction.objectStore('outbox').get(owner.slice(REPORT.length));
      if (!record) await release(pictures, owner);
      else if (isPrivateOnly(record.report)) await wipe(pictures, owner);
    }
  }
  await transaction.done;
}
