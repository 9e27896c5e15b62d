/**
 * Reports out to a file and in from one, for our own pages. An import is one transaction; what it did is written down beside it,
 * so that it can be undone, also after the page was closed. Nothing here sends anything, or plans that it is sent.
 */
import type { Database } from '../platform/db.ts';
import type { Handlers } from '../platform/serve.ts';
import { exportReports } from './export.ts';
import { stateWordsOf } from './export-markdown.ts';
import { placeWords } from './export-places.ts';
import { type ImportPlan, PROGRESS, type Progress, pickProgress, planImport } from './import.ts';
import type { ImportResult, ImportUndone, TimelineLine } from './portable-formats.ts';
import type { OutboxRecord } from './report.ts';
import { NEVER } from './waits.ts';

/** What is kept of reports elsewhere. */
export interface PortableExtras {
  /** By the report's id. */
  all: () => Promise<ReadonlyMap<string, { note?: string | undefined; timeline?: readonly TimelineLine[] }>>;
  /** Keeps the person's own note; an empty one forgets it. */
  keepNote: (id: string, note: string) => Promise<void>;
}

interface Needs {
  db: () => Promise<Database>;
  /** Milliseconds since the epoch. */
  now: () => number;
  extras?: PortableExtras | undefined;
}

const UNDO_KEY = 'reports-import';
const MAX_SAMPLE = 5;

/** Of the last import. Without words of the person's: what is taken back is deleted, not remembered. */
interface UndoRow {
  /** Of the press: the same question again is answered the same way, and done once. */
  press: string;
  at: number;
  result: ImportResult;
  added: string[];
  updated: { id: string; from: Progress; to: Progress }[];
}

export type PortableName = Extract<keyof Handlers, 'reports.export' | `reports.import${string}`>;

export function portableHandlers({ db, now, extras }: Needs): Pick<Handlers, PortableName> {
  return {
    'reports.export': async (choice) => {
      const records = await (await db()).getAll('outbox');
      const beside = await extras?.all();
      const newestFirst = records.sort((a, b) => b.report.createdAt - a.report.createdAt);
      return exportReports(
        newestFirst.map((record) => ({ record, ...beside?.get(record.id) })),
        choice,
        now(),
      );
    },

    'reports.import': async ({ text, press, dry }) => {
      const at = now();
      if (dry) return resultOf(planImport(text, await (await db()).getAll('outbox'), at));
      const transaction = (await db()).transaction(['outbox', 'meta'], 'readwrite');
      const outbox = transaction.objectStore('outbox');
      const meta = transaction.objectStore('meta');
      const before = (await meta.get(UNDO_KEY))?.value as UndoRow | undefined;
      if (before?.press === press) {
        await transaction.done;
        return before.result;
      }
      let plan: ImportPlan;
      try {
        plan = planImport(text, await outbox.getAll(), at);
      } catch (error) {
        await transaction.done;
        throw error;
      }
      const result = resultOf(plan);
      for (const { record } of plan.add) await outbox.add(record);
      for (const { id, to } of plan.update) await outbox.put(withProgress((await outbox.get(id))!, to));
      const value: UndoRow = {
        press,
        at,
        result,
        added: plan.add.map(({ record }) => record.id),
        updated: plan.update.map(({ id, seen, to }) => ({ id, from: seen, to })),
      };
      if (plan.add.length + plan.update.length > 0) await meta.put({ key: UNDO_KEY, value });
      await transaction.done;
      for (const { record, note } of plan.add)
        if (note !== undefined) await extras?.keepNote(record.id, note).catch(() => {});
      return result;
    },

    'reports.import-undo': async () => {
      const transaction = (await db()).transaction(['outbox', 'meta'], 'readwrite');
      const outbox = transaction.objectStore('outbox');
      const meta = transaction.objectStore('meta');
      const row = (await meta.get(UNDO_KEY))?.value as UndoRow | undefined;
      const undone: ImportUndone = { removed: 0, restored: 0 };
      for (const id of row?.added ?? []) {
        if ((await outbox.get(id))?.imported !== row!.at) continue;
        await outbox.delete(id);
        undone.removed++;
      }
      for (const { id, from, to } of row?.updated ?? []) {
        const current = await outbox.get(id);
        // What has moved on since has its own history now.
        if (!current || JSON.stringify(pickProgress(current)) !== JSON.stringify(to)) continue;
        await outbox.put(withProgress(current, from));
        undone.restored++;
      }
      await meta.delete(UNDO_KEY);
      await transaction.done;
      for (const id of row?.added ?? []) await extras?.keepNote(id, '').catch(() => {});
      return undone;
    },
  };
}

/** Neither of the two is under way, so nothing is planned for what comes out. */
function withProgress(record: OutboxRecord, progress: Progress): OutboxRecord {
  const rest: Record<string, unknown> = { ...record };
  for (const key of PROGRESS) delete rest[key];
  return { ...(rest as Omit<OutboxRecord, keyof Progress>), ...progress, nextAt: NEVER };
}

function resultOf({ add, update, known, underWay, refused, problems }: ImportPlan): ImportResult {
  return {
    added: add.length,
    updated: update.length,
    known,
    underWay,
    refused,
    problems,
    sample: add.slice(0, MAX_SAMPLE).map(({ record: { report, state } }) => ({
      topic: report.topicName,
      place: placeWords(report.target),
      state: stateWordsOf(state),
    })),
    unsent: add.filter(({ record }) => record.state === 'cancelled' && record.problem !== undefined).length,
  };
}
