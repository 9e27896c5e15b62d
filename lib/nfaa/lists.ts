/**
 * Shared lists: `labels.jsonl` in dataset repositories of the Hub. Asked for politely: once a day each and not all at once,
 * with the ETag of what is known, later after failures and when the Hub says so. What was read last stays in force meanwhile.
 */
import type { HubApi } from '../hub/api.ts';
import { HubError } from '../hub/errors.ts';
import type { RepoHead } from '../hub/file.ts';
import type { Database } from '../platform/db.ts';
import { LIST_FILE, MAX_LIST_BYTES, parseList } from './list-format.ts';
import { hasRow, type ListRow, readRow, writeRow } from './list-rows.ts';
import { datasetOf, GONE, isRefusal, MANAGED, NEWER, refusal, TOO_LARGE, UNREADABLE } from './list-words.ts';
import { type ListAction, MAX_LISTS, RuleError, type Subscription } from './rule.ts';
import type { ListPreview } from './rule-views.ts';
import type { Rules } from './rules.ts';
import { TOO_MANY_LISTS } from './rules-change.ts';

export const REFRESH_MS = 24 * 60 * 60_000;
/** Added at random, so that not everybody asks at the same hour. */
const JITTER_MS = 2 * 60 * 60_000;
const FIRST_BACKOFF_MS = 15 * 60_000;
/** Between two refreshes that a person asks for. */
export const MIN_GAP_MS = 60_000;
/** A preview so young needs not be asked for again when it is subscribed to. */
const FRESH_MS = 10 * 60_000;
const SAMPLE = 5;

export interface ListsOptions {
  db: () => Promise<Database>;
  api: Pick<HubApi, 'repoFile' | 'repoHead'>;
  rules: Pick<Rules, 'storage' | 'recompile'>;
  /** The account's token: used only where the Hub does not show the list without one. */
  token: () => Promise<string | null>;
  /** Have `due` called at this time, milliseconds since the epoch. */
  schedule: (at: number) => void;
  now?: () => number;
  /** From 0 to 1. */
  random?: () => number;
  assertMayChange?: (what: readonly string[]) => Promise<void>;
}

export type Lists = ReturnType<typeof createLists>;

export function createLists(options: ListsOptions) {
  const { db, api, rules, token, now = Date.now, random = Math.random } = options;
  const mayChange = () => options.assertMayChange?.(['lists']) ?? Promise.resolve();
  const refreshing = new Map<string, Promise<void>>();

  /** Without a token first: most lists are public, and it is nobody's business who reads them. */
  async function reading<T>(
    needsToken: boolean,
    read: (token?: string) => Promise<T>,
  ): Promise<[T, boolean]> {
    if (!needsToken)
      try {
        return [await read(), false];
      } catch (error) {
        if (!isRefusal(error) || !(await token())) throw error;
      }
    const own = await token();
    return [await read(own ?? undefined), own !== null];
  }

  /** Asks the Hub for a list. What was known stays as it is where nothing changed. @param head when it is known already */
  async function fetchList(id: string, needsToken: boolean, head?: RepoHead): Promise<ListRow> {
    const ref = { type: 'dataset', id } as const;
    const known = await readRow(db, id);
    const [read, isPrivate] = await reading(needsToken, async (own): Promise<ListRow | null> => {
      if (known && !known.etag && known.sha) {
        // Served without an ETag: the commit says as well whether anything changed.
        head ??= await api.repoHead(ref, own);
        if (head.sha === known.sha) return null;
      }
      const answer = await api.repoFile(ref, LIST_FILE, {
        mostBytes: MAX_LIST_BYTES,
        ...(known?.etag ? { etag: known.etag } : {}),
        ...(own ? { token: own } : {}),
      });
      if (answer.kind === 'too-large') throw new RuleError(TOO_LARGE);
      if (answer.kind === 'unchanged') return null;
      const parsed = parseList(answer.text);
      if (parsed.newer) throw new RuleError(NEWER);
      if (parsed.entries.length === 0 && parsed.skipped > 0) throw new RuleError(UNREADABLE);
      head ??= await api.repoHead(ref, own).catch(() => undefined);
      const sha = answer.sha ?? head?.sha;
      return {
        ...parsed,
        checked: now(),
        changed: head?.changed ?? now(),
        ...(answer.etag ? { etag: answer.etag } : {}),
        ...(sha ? { sha } : {}),
      };
    });
    const row = { ...(read ?? known!), checked: now(), private: isPrivate };
    await writeRow(db, id, row);
    return row;
  }

  const nextTime = () => now() + REFRESH_MS + Math.round(random() * JITTER_MS);

  /** Refreshes one list that is subscribed to, and notes what came of it. Never throws for the Hub's sake. */
  async function refreshOne(id: string): Promise<void> {
    const running = refreshing.get(id);
    if (running) return running;
    const job = (async () => {
      const before = (await rules.storage.read()).lists.find((list) => list.id === id);
      if (!before) return;
      let note: Partial<Subscription>;
      try {
        note = { ...noteOf(await fetchList(id, before.private === true)), next: nextTime() };
      } catch (error) {
        const fails = (before.fails ?? 0) + 1;
        const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** (fails - 1), REFRESH_MS);
        const retryAt = error instanceof HubError ? error.retryAt : undefined;
        note = {
          failed: refusal(error, (await token()) !== null),
          fails,
          next: Math.max(now() + backoff, retryAt ?? 0),
          ...(retryAt === undefined ? {} : { retryAt }),
        };
      }
      await rules.storage.change(({ lists }) => {
        const list = lists.find((each) => each.id === id);
        if (!list) return;
        for (const field of ['failed', 'fails', 'retryAt'] as const) delete list[field];
        Object.assign(list, note, { tried: now() });
      });
    })().finally(() => refreshing.delete(id));
    refreshing.set(id, job);
    return job;
  }

  async function scheduleNext(): Promise<void> {
    const { lists } = await rules.storage.read();
    const due = await Promise.all(lists.filter(({ enabled }) => enabled).map(dueAt));
    if (due.length > 0) options.schedule(Math.max(Math.min(...due), now()));
  }

  /** One whose entries are not there is due; a time too far ahead comes from a changed clock. */
  async function dueAt({ id, next, failed }: Subscription): Promise<number> {
    if (next === undefined || next > now() + REFRESH_MS + JITTER_MS) return now();
    return failed || (await hasRow(db, id)) ? next : now();
  }

  return {
    /** What a list holds, before it is subscribed to. @param text link or id of a dataset, as pasted */
    async preview(text: string): Promise<ListPreview> {
      const asked = datasetOf(text);
      const known = (await rules.storage.read()).lists;
      try {
        const ref = { type: 'dataset', id: asked } as const;
        const [head, isPrivate] = await reading(false, (own) => api.repoHead(ref, own));
        const row = await fetchList(head.id, isPrivate, head);
        return {
          id: head.id,
          ...(row.name ? { name: row.name } : {}),
          ...(row.description ? { description: row.description } : {}),
          entries: row.entries.length,
          skipped: row.skipped,
          problems: row.problems,
          ...(row.changed === undefined ? {} : { changed: row.changed }),
          sample: row.entries.slice(0, SAMPLE),
          subscribed: known.some(({ id }) => id.toLowerCase() === head.id.toLowerCase()),
        };
      } catch (error) {
        throw new RuleError(refusal(error, (await token()) !== null));
      }
    },

    /** From now on in force. @param id as the preview gave it */
    async subscribe(id: string, action: ListAction): Promise<Subscription> {
      await mayChange();
      const asked = datasetOf(id);
      let row = await readRow(db, asked);
      if (!row || now() - row.checked < 0 || now() - row.checked >= FRESH_MS)
        try {
          row = await fetchList(asked, row?.private === true);
        } catch (error) {
          throw new RuleError(refusal(error, (await token()) !== null));
        }
      const note = { ...noteOf(row), next: nextTime() };
      const made = await rules.storage.change(({ lists }) => {
        const before = lists.find((list) => list.id.toLowerCase() === asked.toLowerCase());
        if (before?.managed) throw new RuleError(MANAGED);
        if (before) return Object.assign(before, note, { action, enabled: true });
        if (lists.length >= MAX_LISTS) throw new RuleError(TOO_MANY_LISTS);
        const list: Subscription = { id: asked, added: now(), enabled: true, action, ...note };
        lists.push(list);
        return list;
      });
      // A list that was there already may have changed no more than its entries.
      await rules.recompile();
      await scheduleNext();
      return made;
    },

    /** Switches it on or off, or says what is done about its entries. */
    async change(id: string, change: { enabled?: boolean | undefined; action?: ListAction | undefined }) {
      await mayChange();
      const changed = await rules.storage.change(({ lists }) => {
        const list = lists.find((each) => each.id === id);
        if (!list) throw new RuleError(GONE);
        if (list.managed) throw new RuleError(MANAGED);
        if (change.enabled !== undefined) list.enabled = change.enabled;
        if (change.action) list.action = change.action;
        return list;
      });
      await scheduleNext();
      return changed;
    },

    /** Answers what was given up, for an undo. */
    async unsubscribe(id: string): Promise<Subscription> {
      await mayChange();
      return rules.storage.change((stored) => {
        const gone = stored.lists.find((list) => list.id === id);
        if (!gone) throw new RuleError(GONE);
        if (gone.managed) throw new RuleError(MANAGED);
        stored.lists = stored.lists.filter((list) => list !== gone);
        return gone;
      });
    },

    /** Asks the Hub now, because a person wants to know. */
    async refresh(id: string): Promise<Subscription> {
      const list = (await rules.storage.read()).lists.find((each) => each.id === id);
      if (!list) throw new RuleError(GONE);
      const age = now() - Math.max(list.tried ?? 0, list.checked ?? 0);
      if (age >= 0 && age < MIN_GAP_MS)
        throw new RuleError('This list was looked at less than a minute ago. Try again in a minute.');
      const wait = (list.retryAt ?? 0) - now();
      if (wait > 0 && wait <= REFRESH_MS)
        throw new RuleError(`The Hub asks us to slow down. Try again in ${minutes(wait)}.`);
      await refreshOne(id);
      await scheduleNext();
      return (await rules.storage.read()).lists.find((each) => each.id === id) ?? list;
    },

    /** Refreshes what is due, one after the other. */
    async due(): Promise<void> {
      for (const list of (await rules.storage.read()).lists)
        if (list.enabled && (await dueAt(list)) <= now()) await refreshOne(list.id);
      await scheduleNext();
    },

    /** Sets the alarm: browsers forget theirs, and an import brings lists that were never read. */
    schedule: scheduleNext,
  };
}

const noteOf = (row: ListRow): Partial<Subscription> => ({
  checked: row.checked,
  entries: row.entries.length,
  skipped: row.skipped,
  private: row.private === true,
  ...(row.name ? { name: row.name } : {}),
  ...(row.sha ? { sha: row.sha } : {}),
  ...(row.changed === undefined ? {} : { changed: row.changed }),
});

function minutes(ms: number): string {
  const count = Math.ceil(ms / 60_000);
  return count === 1 ? 'a minute' : `${count} minutes`;
}
