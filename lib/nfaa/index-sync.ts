/**
 * Fetches the NFAA index: the ids of all tagged repositories, through paged queries, gently, a few pages a step.
 *
 * A request is counted before it is made, and what it brought is stored together with where to go on, each in one
 * transaction: the worker may be killed between any two lines, and the next one goes on from there. What was fetched last
 * stays in force until the next is whole.
 */
import type { HubApi } from '../hub/api.ts';
import { FRAME, frameOf } from '../hub/page.ts';
import { repoKey } from '../hub/url.ts';
import type { Database, IndexRow } from '../platform/db.ts';
import { indexHash } from './hash.ts';
import { authorKey, EXACT, inIndex, packIndex, SHORT, type StoredIndex, sortHashes } from './index-format.ts';
import { type Answer, type Chores, noteAnswer, noteFailure, type Refusal } from './index-notes.ts';
import { PAGES_A_STEP, RECHECK_MS, STEP_GAP_MS, TROUBLE_MS } from './index-pace.ts';
import { isCurrent, newState, type SyncState, type Turn, takeTurn } from './index-state.ts';

const STATE_KEY = 'nfaaIndex';
const PACKED_KEY = 'packed';
const FULL =
  'There are more labelled repositories than fit into the list; the others are looked up one by one.';

export interface IndexSyncOptions {
  db: () => Promise<Database>;
  api: Pick<HubApi, 'listRepos' | 'limits'>;
  /** Writes the guard's short form to `storage.local`, under INDEX_KEY. */
  publish: (index: StoredIndex) => Promise<void>;
  /** Is the filter at work? If not, nothing is fetched. */
  enabled?: () => Promise<boolean>;
  /** These have got the label since they were last looked at. */
  found?: (keys: string[]) => Promise<void>;
  /** Milliseconds since the epoch. */
  now?: () => number;
  random?: () => number;
}

export interface IndexStatus {
  /** Repositories in it. */
  ids: number;
  /** The state of the Hub that it holds, milliseconds since the epoch; 0 before the first time. */
  at: number;
  /** Is it being filled for the first time? (How much there is, the Hub does not say.) */
  filling: boolean;
  /** What went wrong last, for people. */
  failed?: string;
}

export interface IndexSync {
  /** Does what is due, a few requests at most. @returns when to call it again, milliseconds since the epoch */
  step(): Promise<{ nextAt: number }>;
  /** The exact index, to be consulted in the worker. */
  index(): Promise<StoredIndex | undefined>;
  status(): Promise<IndexStatus>;
}

const rowsOf = (prefix: string) => IDBKeyRange.bound(`${prefix}/`, `${prefix}/\uffff`);

export function createIndexSync(options: IndexSyncOptions): IndexSync {
  const { db, api, publish, enabled = async () => true, found = async () => {} } = options;
  const now = options.now ?? Date.now;
  const random = options.random ?? Math.random;
  const self = crypto.randomUUID();
  let exact: Promise<StoredIndex | undefined> | undefined;
  let running: Promise<{ nextAt: number }> | undefined;

  async function read(): Promise<SyncState | undefined> {
    return (await (await db()).get('meta', STATE_KEY))?.value as SyncState | undefined;
  }

  /** Reads the state, changes it, and writes it with the rows that belong to the change: all or nothing. */
  async function change<T>(work: (state: SyncState) => T, more?: (done: T) => Chores & { row?: IndexRow }) {
    const transaction = (await db()).transaction(['meta', 'index'], 'readwrite');
    const meta = transaction.objectStore('meta');
    const rows = transaction.objectStore('index');
    const stored = (await meta.get(STATE_KEY))?.value as SyncState | undefined;
    const state = stored ?? newState(Math.floor(random() * 2 ** 30));
    const done = work(state);
    const { row, drop, sweep } = more?.(done) ?? {};
    void meta.put({ key: STATE_KEY, value: state });
    if (row) void rows.put(row);
    if (drop) void rows.delete(rowsOf(drop));
    if (sweep) {
      const kept = [state.whole?.id, state.pass?.id];
      for (const key of await rows.getAllKeys())
        if (key !== PACKED_KEY && !kept.includes(key.slice(0, key.indexOf('/')))) void rows.delete(key);
    }
    await transaction.done;
    return done;
  }

  /** Packs what is stored, for the worker and for the guard. */
  async function publishIfDue(): Promise<void> {
    const store = await db();
    const state = await read();
    const set = state?.whole ?? state?.pass;
    if (!state?.unpublished || !set) return;
    const rows = await store.getAll('index', rowsOf(set.id));
    const repos = joined(rows.map(({ hashes }) => hashes));
    const all = joined([repos, ...rows.map(({ frames }) => frames)]);
    const authors = rows.map((row) => row.authors);
    const head = {
      ...({ v: 1, at: set.at, since: Math.max(0, ...Object.values(set.since)), ids: repos.length } as const),
      types: state.whole ? set.types : [],
      ...(!state.whole || set.partial ? { partial: true as const } : {}),
    };
    const whole: StoredIndex = { ...head, packed: packIndex(joined([all, ...authors]), state.salt, EXACT) };
    await store.put('index', { key: PACKED_KEY, stored: whole });
    exact = Promise.resolve(whole);
    await publish({ ...head, packed: packIndex(all, state.salt, SHORT) });
    await change((after) => {
      delete after.unpublished;
      after.ids = repos.length;
    });
  }

  /** Makes one request, and stores what came of it. */
  async function take(turn: Turn): Promise<void> {
    let answer: Awaited<ReturnType<HubApi['listRepos']>>;
    try {
      answer = await api.listRepos(turn.query, 1);
    } catch (error) {
      const failed = (state: SyncState): Chores =>
        isCurrent(state, turn) ? noteFailure(state, error as Refusal, now(), random()) : {};
      await change(failed, (chores) => chores);
      return;
    }
    const { type } = turn.query;
    const current = turn.isNewest ? await index() : undefined;
    const keys = answer.items
      .map(({ id }) => repoKey({ type, id }))
      .filter((key) => !current || !inIndex(current.packed, key));
    const noted: Answer = { ...answer, added: turn.isNewest ? keys.length : 0 };
    let isNoted = false;
    await change(
      (state) => {
        isNoted = isCurrent(state, turn);
        return { salt: state.salt, chores: isNoted ? noteAnswer(state, noted, now()) : {} };
      },
      ({ salt, chores }) => {
        if (!isNoted || keys.length === 0) return chores;
        const hash = (key: string) => indexHash(key, salt);
        const hashes = Float64Array.from(keys, hash);
        // A frame on a page shows the host of a Space's app only, which its id tells (facts/hub.md g).
        const frames = type === 'space' ? keys.map((key) => `${FRAME}:${frameOf(key.slice(6))}`) : [];
        const row = {
          key: `${turn.rows}/${turn.turn}`,
          hashes,
          frames: Float64Array.from(frames, hash),
          authors: Float64Array.from(new Set(keys.map(authorKey)), hash),
        };
        return { ...chores, row };
      },
    );
    if (isNoted && turn.isNewest && keys.length > 0) await found(keys);
  }

  async function index(): Promise<StoredIndex | undefined> {
    exact ??= (async () => (await (await db()).get('index', PACKED_KEY))?.stored)().catch(
      (error: unknown) => {
        exact = undefined;
        throw error;
      },
    );
    return exact;
  }

  async function run(): Promise<{ nextAt: number }> {
    if (!(await enabled())) return { nextAt: now() + RECHECK_MS };
    try {
      for (let pages = 0; ; pages++) {
        await publishIfDue();
        if (pages === PAGES_A_STEP) return { nextAt: now() + STEP_GAP_MS };
        const limit = api.limits().find(({ bucket, account }) => bucket === 'api' && !account);
        const turn = await change((state) => takeTurn(state, now(), limit, self, crypto.randomUUID()));
        if ('nextAt' in turn) return turn;
        await take(turn);
      }
    } finally {
      await change((state) => {
        if (state.lease?.by === self) delete state.lease;
      });
    }
  }

  return {
    step() {
      // Trouble with our own storage passes, or does not: nothing is lost by waiting.
      running ??= run()
        .catch(() => ({ nextAt: now() + TROUBLE_MS }))
        .then(({ nextAt }) => ({ nextAt: Math.max(nextAt, now() + 1_000) }))
        .finally(() => {
          running = undefined;
        });
      return running;
    },
    index,
    async status() {
      const state = await read();
      const failed = state?.problem ?? (state?.whole?.partial ? FULL : undefined);
      return {
        ids: state?.ids ?? 0,
        at: state?.whole?.at ?? 0,
        filling: state?.pass !== undefined && !state.whole,
        ...(failed ? { failed } : {}),
      };
    },
  };
}

/** All of them in one, ascending, without doubles. */
function joined(parts: readonly (Float64Array | undefined)[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + (part?.length ?? 0), 0));
  let at = 0;
  for (const part of parts) {
    if (!part) continue;
    all.set(part, at);
    at += part.length;
  }
  return sortHashes(all);
}
