/** The rows of what is followed: one a report. Every change is one transaction on the row as it stands then. */
import type { RepoRef } from '../hub/url.ts';
import type { Database } from '../platform/db.ts';
import { type Follow, MAX_NOTE, type Native } from './follow.ts';
import { NEVER } from './follow-waits.ts';
import type { NativeReport } from './native.ts';
import type { OutboxRecord } from './report.ts';
import { isPrivateOnly, isPublic } from './route.ts';
import { inRepo } from './target.ts';
import { isDialog } from './tie.ts';

/** The first look: a moment after it was seen there. */
const FIRST_LOOK_MS = 2 * 60_000;

/** Is there anything on the Hub that could be looked at? Never for a report that must stay private. */
function threadOf({ report, discussion }: OutboxRecord): number | null {
  return isPublic(report.route) && !isPrivateOnly(report) && inRepo(report.target)
    ? (discussion ?? null)
    : null;
}

function freshRow(record: OutboxRecord, now: number): Follow {
  const { report } = record;
  return {
    id: record.id,
    following: 'none',
    repo: report.target.repo ?? null,
    discussion: null,
    madeAt: report.createdAt,
    hubMadeAt: null,
    nextAt: NEVER,
    lookedAt: null,
    failures: 0,
    last: null,
    entries: [],
    newsAt: report.createdAt,
    seenAt: now,
    note: '',
  };
}

/** A native row and a report's turned out to be the same thread: all that was seen and noted there goes with the report. */
function absorbed(
  row: Follow,
  { native, dismissed, ...found }: NativeRow,
  record: OutboxRecord,
  now: number,
) {
  const { problem: _, lookingSince: __, ...seen } = found;
  // Whoever stopped following either has said so.
  const stopped = row.following === 'stopped' || (seen.following === 'stopped' && !dismissed);
  const { route, reference } = record.report;
  const taken: Follow = {
    ...seen,
    id: row.id,
    following: stopped ? 'stopped' : 'on',
    nextAt: stopped ? NEVER : now,
    note: [row.note, seen.note].filter(Boolean).join('\n\n').slice(0, MAX_NOTE),
  };
  // Our own reference in its text leaves no doubt that could be taken back.
  return route === 'hub-dialog' && native.reference !== reference ? { ...taken, tied: native } : taken;
}

/** The tie was taken back: the report waits as before, and the native one is an entry of its own again. */
function parted({ tied, ...row }: Follow & { tied: Native }, now: number): [waiting: Follow, found: Follow] {
  const nothing = { discussion: null, hubMadeAt: null, lookedAt: null, last: null, entries: [] };
  const nextAt = row.following === 'on' ? now + FIRST_LOOK_MS : NEVER;
  return [
    { ...row, ...nothing, nextAt, byHand: true },
    { ...row, id: crypto.randomUUID(), note: '', native: tied },
  ];
}

type NativeRow = Follow & { native: Native };
const isTwin = (row: Follow, { repo, discussion }: Follow): row is NativeRow =>
  row.native !== undefined &&
  row.discussion === discussion &&
  row.repo?.type === repo?.type &&
  row.repo?.id.toLowerCase() === repo?.id.toLowerCase();

export type Rows = ReturnType<typeof createRows>;

export function createRows(db: () => Promise<Database>, now: () => number) {
  const all = async (): Promise<Follow[]> => (await db()).getAll('follows');

  /** Changes a row; one that is not there is made first, if `make` says of what. `null`: there is none, or nothing was changed. */
  async function change(
    id: string,
    change: (row: Follow) => Follow | null,
    make?: OutboxRecord | null,
  ): Promise<Follow | null> {
    const transaction = (await db()).transaction('follows', 'readwrite');
    const row = (await transaction.store.get(id)) ?? (make ? freshRow(make, now()) : undefined);
    const next = row ? change(row) : null;
    if (next) await transaction.store.put(next);
    await transaction.done;
    return next;
  }

  return {
    all,
    change,
    get: async (id: string): Promise<Follow | null> => (await (await db()).get('follows', id)) ?? null,

    /** Rows as the outbox wants them: new for what stands on the Hub, none for what was removed from the list. */
    async follow(records: readonly OutboxRecord[]): Promise<Follow[]> {
      const at = now();
      const transaction = (await db()).transaction('follows', 'readwrite');
      const rows = new Map((await transaction.store.getAll()).map((row) => [row.id, row]));
      const ids = new Set(records.map(({ id }) => id));
      for (const row of rows.values())
        if (!row.native && !ids.has(row.id)) {
          await transaction.store.delete(row.id);
          rows.delete(row.id);
        }
      for (const record of records) {
        const discussion = threadOf(record);
        const row = rows.get(record.id);
        if (discussion === null && row?.tied) {
          for (const one of parted({ ...row, tied: row.tied }, at)) {
            await transaction.store.put(one);
            rows.set(one.id, one);
          }
          continue;
        }
        if (discussion === null && !isDialog(record)) continue;
        if (row && (row.following !== 'none' || row.discussion !== null)) {
          // Where the thread of a dialog's report was found meanwhile.
          if (row.discussion !== null || discussion === null) continue;
        }
        const next: Follow = {
          ...(row ?? freshRow(record, at)),
          following: 'on',
          discussion,
          nextAt: at + FIRST_LOOK_MS,
        };
        const twin =
          discussion === null
            ? undefined
            : [...rows.values()].find((one): one is NativeRow => isTwin(one, next));
        const kept = twin ? absorbed(row ?? next, twin, record, at) : next;
        if (twin) {
          await transaction.store.delete(twin.id);
          rows.delete(twin.id);
        }
        await transaction.store.put(kept);
        rows.set(kept.id, kept);
      }
      await transaction.done;
      return [...rows.values()];
    },

    /** A native report, once a thread. */
    async addNative(repo: RepoRef, author: string, found: NativeReport): Promise<void> {
      const at = now();
      const transaction = (await db()).transaction('follows', 'readwrite');
      const before = await transaction.store.getAll();
      const { discussion, title, url } = found;
      const createdAt = Date.parse(found.createdAt) || 0;
      const known = before.some(
        (row) => row.discussion === discussion && row.repo?.id === repo.id && row.repo.type === repo.type,
      );
      if (!known)
        await transaction.store.put({
          id: crypto.randomUUID(),
          following: 'on',
          repo,
          discussion,
          madeAt: createdAt || at,
          hubMadeAt: createdAt || null,
          nextAt: at,
          lookedAt: null,
          failures: 0,
          last: null,
          entries: [],
          newsAt: createdAt || at,
          seenAt: at,
          note: '',
          native: { title, author, url, ...(found.reference ? { reference: found.reference } : {}) },
        });
      await transaction.done;
    },

    /** Everything that was shown is news no more. */
    async seen(at: number): Promise<void> {
      const transaction = (await db()).transaction('follows', 'readwrite');
      for (const row of await transaction.store.getAll())
        if (row.entries.some(({ observedAt }) => observedAt > row.seenAt && observedAt <= at))
          await transaction.store.put({ ...row, seenAt: at });
      await transaction.done;
    },
  };
}
