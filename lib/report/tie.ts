/**
 * Which report that was handed to the Hub's own dialog became which thread there: the dialog writes what it likes, so only
 * repository, author and time can tell (facts/reporting.md D18). Where more than one is possible nothing is guessed. Pure.
 */
import type { RepoRef } from '../hub/url.ts';
import type { Follow } from './follow.ts';
import type { OutboxRecord } from './report.ts';
import { dialogIsForModerators, isPrivateOnly } from './route.ts';
import { inRepo, kindOf } from './target.ts';

/** The Hub's clock may be behind this computer's: a thread may seem a little older than its hand-over. */
export const TIE_SKEW_MS = 10 * 60_000;
/** Who has not pressed the dialog's button by then has most likely left it; a later report is another one. */
export const TIE_WINDOW_MS = 24 * 60 * 60_000;

/** A report that was handed over, and has no thread yet. */
export interface Handed {
  id: string;
  repo: RepoRef;
  /** Milliseconds since the epoch. */
  handedAt: number;
  reference: string;
  /** Only the person says which thread it is. */
  byHand?: boolean | undefined;
}

/** A report that was found on the Hub by its author. */
export interface NativeThread {
  id: string;
  repo: RepoRef;
  /** The Hub's own time; `null` where it could not be read. */
  createdAt: number | null;
  author: string;
  /** Of one of our reports, where its text holds one. */
  reference?: string | undefined;
}

const sameRepo = (a: RepoRef, b: RepoRef) => a.type === b.type && a.id.toLowerCase() === b.id.toLowerCase();

/** A report that waits for its thread: what goes to the moderators (about a comment or a post) never gets one. */
export const isDialog = ({ state, report, imported }: OutboxRecord): boolean =>
  state === 'handed-over' &&
  imported === undefined &&
  report.route === 'hub-dialog' &&
  !isPrivateOnly(report) &&
  inRepo(report.target) &&
  !dialogIsForModerators(kindOf(report.target));

/** Can this thread be that report? */
export function mayBe(report: Handed, thread: NativeThread): boolean {
  if (!sameRepo(report.repo, thread.repo)) return false;
  if (thread.reference !== undefined) return thread.reference === report.reference;
  if (thread.createdAt === null) return false;
  const after = thread.createdAt - report.handedAt;
  return after >= -TIE_SKEW_MS && after <= TIE_WINDOW_MS;
}

/**
 * The pairs that are beyond doubt: one report, one thread, and neither could be another's.
 * @param account the signed-in account; `null`: nothing is tied
 * @param threads none of them is tied already
 */
export function tiesOf(
  reports: readonly Handed[],
  threads: readonly NativeThread[],
  account: string | null,
): { report: string; thread: string }[] {
  if (account === null) return [];
  const own = threads.filter(({ author }) => author.toLowerCase() === account.toLowerCase());
  // A report whose reference stands in a thread is settled, whatever else is possible.
  const settled = new Set(own.flatMap(({ reference }) => reference ?? []));
  const possible = (report: Handed) =>
    own.filter(
      (thread) => mayBe(report, thread) && (thread.reference !== undefined || !settled.has(report.reference)),
    );
  return reports.flatMap((report) => {
    const [thread, ...more] = possible(report);
    if (report.byHand || !thread || more.length > 0) return [];
    const rivals = reports.filter((other) => other !== report && possible(other).includes(thread));
    return rivals.length > 0 ? [] : [{ report: report.id, thread: thread.id }];
  });
}

/** As rows of what is followed hold them. */
export function threadOfRow({ id, repo, hubMadeAt, native, dismissed }: Follow): NativeThread | null {
  if (!native || !repo || dismissed) return null;
  const { author, reference } = native;
  return { id, repo, createdAt: hubMadeAt, author, reference };
}

/** @param row what is followed of it: knows the repository's name of today */
export function handedOf(record: OutboxRecord, row?: Pick<Follow, 'repo' | 'byHand'> | null): Handed | null {
  const { target, reference } = record.report;
  if (!isDialog(record) || !inRepo(target)) return null;
  return {
    id: record.id,
    repo: row?.repo ?? target.repo,
    handedAt: record.history.find(({ state }) => state === 'handed-over')?.at ?? record.since,
    reference,
    byHand: row?.byHand,
  };
}

/** The reports that this found one may be, for the person to say which. */
export function claimable(
  follow: Follow,
  records: readonly OutboxRecord[],
  follows: readonly Follow[],
): OutboxRecord[] {
  const thread = threadOfRow(follow);
  if (!thread) return [];
  return records.filter((record) => {
    const handed = handedOf(
      record,
      follows.find(({ id }) => id === record.id),
    );
    return handed !== null && mayBe(handed, thread);
  });
}
