/**
 * Follows reports on the Hub by public signals (facts/reporting.md D17): politely, one repository a step, ever more rarely, and
 * not for ever. Everything stands in one row a report; a worker that dies in the middle of a step leaves a row that is due again.
 *
 *   outbox: seen on the Hub ──▶ on ──look──▶ on, later ──quiet for long, or closed and quiet──▶ over
 *                               │  ▲                                                            │
 *                               └──┴── stopped / followed again by the person ◀─────────────────┘
 *   a mail, and what never reached the Hub: none (only the person's notes)
 */

import { HubError } from '../hub/errors.ts';
import type { RepoRef } from '../hub/url.ts';
import type { Database } from '../platform/db.ts';
import type { Follow } from './follow.ts';
import {
  APART_MS,
  isDue,
  LEFT_TO_PERSON,
  LOOK_LEASE_MS,
  NEVER,
  OFFLINE_MS,
  RETRY_MS,
} from './follow-waits.ts';
import { findNative } from './native.ts';
import type { OutboxRecord } from './report.ts';
import { handedOf, threadOfRow, tiesOf } from './tie.ts';
import type { RepoStanding } from './timeline-signals.ts';
import { createClaims } from './track-claims.ts';
import { afterFailure, afterLook, type FollowApi, lookAt, sentenceOf } from './track-look.ts';
import { createOwn, TRACK_SENTENCES } from './track-own.ts';
import { createRows } from './track-rows.ts';

export interface TrackOptions {
  db: () => Promise<Database>;
  api: FollowApi;
  /** What the outbox holds. */
  records: () => Promise<OutboxRecord[]>;
  /** Name of the signed-in account, if known without asking. */
  account: () => Promise<string | null>;
  now: () => number;
  /** Ties a report that was handed to the Hub's dialog to its thread, or takes that back (outbox.ts). */
  tie: (id: string, at: { num: number; url: string } | null) => Promise<boolean>;
  /** May something be read that nobody asked for just now (lib/platform/network.ts)? */
  mayReadUnasked: () => boolean;
  random?: () => number;
  /** Something was noticed, or looked at. */
  onNews?: () => void;
}

const HOLD_KEY = 'follow-hold';
/** Threads of one repository in one step. */
const MAX_TOGETHER = 5;
const NATIVE_EVERY_MS = 24 * 60 * 60_000;
const LONGEST_HOLD_MS = 2 * 60 * 60_000;

type Lookable = Follow & { repo: RepoRef };
const isLookable = (row: Follow): row is Lookable => row.repo !== null && !row.dismissed;
const sameRepo = (a: Lookable, b: Lookable) => a.repo.type === b.repo.type && a.repo.id === b.repo.id;

export type Track = ReturnType<typeof createTrack>;

export function createTrack(options: TrackOptions) {
  const { db, api, records, account, now, tie, mayReadUnasked, random, onNews } = options;
  const rows = createRows(db, now);
  const looking = new Map<string, Promise<Follow>>();

  const standing = (ref: RepoRef): Promise<RepoStanding> => (api.repoStanding ?? api.repoSha)(ref);
  /** One request a repository and step, made when the first asks. */
  function askOnce(ref: RepoRef): () => Promise<RepoStanding> {
    let asked: Promise<RepoStanding> | undefined;
    return () => {
      asked ??= standing(ref);
      return asked;
    };
  }

  /** Until when nothing is asked unasked: the Hub said so, or could not be reached. */
  async function heldUntil(): Promise<number> {
    const until = Number((await (await db()).get('meta', HOLD_KEY))?.value ?? 0);
    const spent = api
      .limits()
      .filter(({ bucket, account: own, remaining, resetAt }) => {
        return bucket === 'api' && !own && remaining < LEFT_TO_PERSON && resetAt > now();
      })
      .map(({ resetAt }) => resetAt + 1_000);
    return Math.max(until - now() > LONGEST_HOLD_MS ? 0 : until, 0, ...spent);
  }

  async function hold(error: unknown): Promise<void> {
    if (
      !(error instanceof HubError) ||
      !['rate-limited', 'network', 'timeout', 'server'].includes(error.kind)
    )
      return;
    await (await db()).put('meta', { key: HOLD_KEY, value: Math.max(error.retryAt ?? 0, now() + RETRY_MS) });
  }

  const fresh = async () => rows.follow(await records());

  /** One look, kept. @throws what went wrong, after it was kept as well */
  function look(row: Lookable, ask = askOnce(row.repo)): Promise<Follow> {
    const running = looking.get(row.id);
    if (running) return running;
    const started = lookNow(row, ask).finally(() => looking.delete(row.id));
    looking.set(row.id, started);
    return started;
  }

  async function lookNow(given: Lookable, ask: () => Promise<RepoStanding>): Promise<Follow> {
    const began = now();
    // Before anything is asked: a look that kills its worker is not begun again at once.
    const row = await rows.change(given.id, (current) => ({
      ...current,
      lookingSince: began,
      nextAt: current.following === 'on' ? began + LOOK_LEASE_MS : current.nextAt,
    }));
    if (!row || !isLookable(row)) throw new Error(TRACK_SENTENCES.notThere);
    const { discussion } = row;
    if (discussion === null) throw new Error(TRACK_SENTENCES.nothing);
    const record = (await records()).find(({ id }) => id === row.id) ?? null;
    try {
      const snapshot = await lookAt(api, { ...row, discussion }, record, ask, now);
      const next = await rows.change(row.id, (current) =>
        current.lookingSince === began ? afterLook(current, snapshot, random) : null,
      );
      if (next && next.entries.length > row.entries.length) onNews?.();
      return next ?? (await rows.get(row.id)) ?? row;
    } catch (error) {
      await rows.change(row.id, (current) =>
        current.lookingSince === began ? afterFailure(current, error, now()) : null,
      );
      await hold(error);
      throw error;
    }
  }

  /** Reports that the person made there with the Hub's own form; asked once a day and repository. */
  async function pickUpNative(repo: RepoRef, known: readonly Lookable[]): Promise<void> {
    const name = (await account().catch(() => null)) ?? null;
    const key = `follow-native:${repo.type}:${repo.id}`;
    const last = Number((await (await db()).get('meta', key))?.value ?? 0);
    if (name === null || (last <= now() && now() - last < NATIVE_EVERY_MS)) return;
    await (await db()).put('meta', { key, value: now() });
    const nums = new Set(known.flatMap(({ discussion }) => (discussion === null ? [] : [discussion])));
    for (const found of await findNative(api, name, repo))
      if (!nums.has(found.discussion)) await rows.addNative(repo, name, found);
  }

  /** Ties what is beyond doubt. The rows follow from the records (`fresh`), so a worker that dies in between leaves nothing half. */
  async function tieFound(): Promise<void> {
    const name = (await account().catch(() => null)) ?? null;
    if (name === null) return;
    const all = await fresh();
    const waiting = (await records()).flatMap(
      (record) =>
        handedOf(
          record,
          all.find(({ id }) => id === record.id),
        ) ?? [],
    );
    let tied = false;
    for (const { report, thread } of tiesOf(
      waiting,
      all.flatMap((row) => threadOfRow(row) ?? []),
      name,
    )) {
      const { discussion, native } = all.find(({ id }) => id === thread)!;
      if (await tie(report, { num: discussion!, url: native!.url })) tied = true;
    }
    if (!tied) return;
    await fresh();
    onNews?.();
  }

  /** A report that was handed to the Hub's dialog has no thread that we know: it is looked for among the native ones. */
  async function waitForDialog(row: Lookable): Promise<void> {
    await rows.change(row.id, (current) => ({
      ...current,
      nextAt: now() + NATIVE_EVERY_MS,
      ...(now() - current.madeAt > 7 * NATIVE_EVERY_MS ? { following: 'over' as const, nextAt: NEVER } : {}),
    }));
  }

  /** When `step` is to be called next, milliseconds since the epoch; `null` while nothing is followed. */
  async function nextDue(given?: readonly Follow[]): Promise<number | null> {
    const followed = (given ?? (await fresh())).filter((row) => row.following === 'on' && isLookable(row));
    if (followed.length === 0) return null;
    const times = followed.map(({ nextAt }) => (isDue(nextAt, now()) ? now() : nextAt));
    return Math.max(Math.min(...times), await heldUntil());
  }

  async function step(): Promise<number | null> {
    const followed = (await fresh()).filter(isLookable);
    const due = followed
      .filter(({ following, nextAt }) => following === 'on' && isDue(nextAt, now()))
      .sort((a, b) => a.nextAt - b.nextAt);
    const [first] = due;
    if (!first) return nextDue();
    if (!mayReadUnasked()) return now() + OFFLINE_MS;
    const held = await heldUntil();
    if (held > now()) return held;
    const ask = askOnce(first.repo);
    let reached = true;
    for (const row of due.filter((one) => sameRepo(one, first)).slice(0, MAX_TOGETHER)) {
      if (row.discussion === null) await waitForDialog(row);
      else
        reached = await look(row, ask).then(
          () => true,
          () => false,
        );
      if (!reached) break;
    }
    const there = followed.filter((one) => sameRepo(one, first));
    if (reached) await pickUpNative(first.repo, there).catch(hold);
    await tieFound();
    const next = await nextDue();
    return next === null ? null : Math.max(next, now() + APART_MS);
  }

  return {
    /** Looks at the repository that has waited longest, if one is due. @returns when to call again; `null` for not until something is followed */
    step,
    nextDue: () => nextDue(),

    /** Every row, as the outbox wants them. */
    list: async (): Promise<Follow[]> => (await fresh()).filter(({ dismissed }) => !dismissed),

    /** Looks now, because a person asks. @throws Error with a sentence; what was seen before stays */
    async look(id: string): Promise<Follow> {
      const row = (await fresh()).find((one) => one.id === id);
      if (!row || !isLookable(row)) throw new Error(TRACK_SENTENCES.notThere);
      if (row.discussion === null) throw new Error(TRACK_SENTENCES.nothing);
      try {
        return await look(row);
      } catch (error) {
        throw new Error(error instanceof HubError ? error.sentence : sentenceOf(error));
      }
    },

    ...createOwn(rows, records, now, fresh),
    ...createClaims(rows, records, fresh, tie),

    /** The person has looked: nothing up to now is news. */
    async seen(): Promise<void> {
      await rows.seen(now());
      onNews?.();
    },

    /** As they stand, without regard to the outbox: for the toolbar. */
    all: rows.all,
  };
}
