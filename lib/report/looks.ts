/** The outbox's looks at the Hub: reads only. What is there, is there now; what was found missing, may be sent again. */
import { HubError } from '../hub/errors.ts';
import type { Discussion } from '../hub/schemas.ts';
import { carries, type FindApi, type Found, findReport, type Landed, twinsOf } from './find.ts';
import { findInThread, landedIn, lookAtThread, threadWorkOf, twinsIn } from './join.ts';
import type { Ledger } from './ledger.ts';
import type { OutboxRecord } from './report.ts';
import { SENTENCES, twice, twiceSaid } from './sentences.ts';
import { inRepo, repoOf } from './target.ts';
import {
  backoff,
  FORM_LOOKS_MS,
  LEASE_MS,
  MAX_ATTEMPTS,
  MAX_READ_BACKS,
  MAX_UNSURE_LOOKS,
  NEVER,
} from './waits.ts';

export type Looks = ReturnType<typeof createLooks>;

export function createLooks({ change, fail, later }: Ledger, api: FindApi, now: () => number) {
  const arrived = (record: OutboxRecord, { num, url, comment }: Landed) =>
    change(record, 'sent', {
      discussion: num,
      url,
      ...(comment === undefined ? {} : { comment }),
      unanswered: false,
      tries: 0,
      nextAt: now(),
      problem: undefined,
    });

  /** A record that says `sending`, and no POST of ours is under way. */
  async function leased(record: OutboxRecord): Promise<void> {
    const age = now() - (record.postedAt ?? record.since);
    if (age < 0) await leaseAnew(record);
    else if (age < LEASE_MS) await change(record, 'sending', { nextAt: now() + LEASE_MS - age });
    else await change(record, 'checking', { tries: 0, nextAt: now(), problem: SENTENCES.looking });
  }

  /** The clock was set back: how long ago the POST was is not known any more, so the whole lease begins again. */
  const leaseAnew = (record: OutboxRecord) =>
    change(record, record.state, { postedAt: now(), nextAt: now() + LEASE_MS });

  /** @throws HubError when the Hub cannot be read */
  const find = (record: OutboxRecord): Promise<Found> => {
    const work = threadWorkOf(record);
    return work ? findInThread(api, record, work) : findReport(api, record);
  };

  async function check(record: OutboxRecord): Promise<void> {
    if (!inRepo(record.report.target)) {
      await fail(record, SENTENCES.noRepository);
      return;
    }
    const began = now();
    const age = began - (record.postedAt ?? record.since);
    if (age < 0) {
      await leaseAnew(record);
      return;
    }
    let found: Found;
    try {
      found = await find(record);
    } catch (error) {
      await later(record, 'checking', error);
      return;
    }
    if (found.found) {
      const sent = await arrived(record, found.at);
      if (sent) await confirm(sent, found.at, found.discussion);
    } else if (!found.sure) {
      const tries = (record.tries ?? 0) + 1;
      if (tries < MAX_UNSURE_LOOKS)
        await change(record, 'checking', { tries, nextAt: now() + backoff(tries) });
      else await fail(record, SENTENCES.unknownFate, { unanswered: true });
    } else if (age < LEASE_MS) {
      await change(record, 'checking', { nextAt: now() + LEASE_MS - age });
    } else if (record.attempts >= MAX_ATTEMPTS) {
      await fail(record, SENTENCES.gaveUp);
    } else {
      await change(record, 'queued', { unanswered: false, tries: 0, nextAt: now(), problem: undefined });
    }
  }

  /** Where a record stands, if it can be seen there. @throws HubError */
  async function seen(record: OutboxRecord): Promise<{ at: Landed; discussion: Discussion } | null> {
    const work = threadWorkOf(record);
    if (work) {
      const look = await lookAtThread(api, record, work);
      const at = landedIn(record, work, look);
      return at && { at, discussion: look.discussion };
    }
    const num = record.discussion!;
    const discussion = await api.discussion(repoOf(record.report.target), num);
    return carries(discussion, record.report.reference)
      ? { at: { num, url: record.url! }, discussion }
      : null;
  }

  async function readBack(record: OutboxRecord): Promise<void> {
    let problem: string = SENTENCES.notSeen;
    let asked = 0;
    try {
      const found = await seen(record);
      if (found) {
        await confirm(record, found.at, found.discussion);
        return;
      }
    } catch (error) {
      if (error instanceof HubError) {
        asked = error.retryAt ?? 0;
        if (error.kind !== 'not-found') problem = error.sentence;
      }
    }
    const tries = (record.tries ?? 0) + 1;
    const nextAt = tries >= MAX_READ_BACKS ? NEVER : Math.max(asked, now() + backoff(tries));
    await change(record, 'sent', { tries, nextAt, problem });
  }

  async function confirm(record: OutboxRecord, at: Landed, discussion: Discussion) {
    const work = threadWorkOf(record);
    let problem: string | undefined;
    if (!work) {
      const twins = await twinsOf(api, record, at.num);
      if (twins.length > 0) problem = twice(twins);
    } else if (twinsIn(record, discussion, work) > 0) problem = twiceSaid;
    else if (!work.closes && discussion.status === 'closed') problem = SENTENCES.threadClosed;
    return change(record, 'confirmed', {
      discussion: at.num,
      url: at.url,
      ...(at.comment === undefined ? {} : { comment: at.comment }),
      isReport: discussion.isReport ?? null,
      confirmedAt: now(),
      nextAt: NEVER,
      tries: 0,
      problem,
    });
  }

  /** Did the person press Create in the Hub's form? */
  async function lookForForm(record: OutboxRecord): Promise<void> {
    if (!inRepo(record.report.target)) {
      await change(record, 'handed-over', { nextAt: NEVER });
      return;
    }
    const found = await findReport(api, record).catch(() => null);
    if (found?.found) {
      await confirm(record, found.at, found.discussion);
      return;
    }
    const tries = (record.tries ?? 0) + 1;
    const wait = FORM_LOOKS_MS[tries];
    await change(record, 'handed-over', { tries, nextAt: wait === undefined ? NEVER : now() + wait });
  }

  return { arrived, leased, check, readBack, lookForForm };
}
