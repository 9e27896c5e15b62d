/** The outbox's looks at the Hub: reads only. What is there, is there now; what was found missing, may be sent again. */
import { HubError } from '../hub/errors.ts';
import { carries, type FindApi, type Found, findReport, twinsOf } from './find.ts';
import type { Ledger } from './ledger.ts';
import type { OutboxRecord } from './report.ts';
import { SENTENCES, twice } from './sentences.ts';
import {
  backoff,
  FORM_LOOKS_MS,
  LEASE_MS,
  MAX_ATTEMPTS,
  MAX_READ_BACKS,
  MAX_UNSURE_LOOKS,
  NEVER,
} from './waits.ts';

type Seen = Omit<Extract<Found, { found: true }>, 'found'>;

export function createLooks({ change, fail, later }: Ledger, api: FindApi, now: () => number) {
  const arrived = (record: OutboxRecord, { num, url }: { num: number; url: string }) =>
    change(record, 'sent', {
      discussion: num,
      url,
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

  async function check(record: OutboxRecord): Promise<void> {
    const began = now();
    const age = began - (record.postedAt ?? record.since);
    if (age < 0) {
      await leaseAnew(record);
      return;
    }
    let found: Found;
    try {
      found = await findReport(api, record);
    } catch (error) {
      await later(record, 'checking', error);
      return;
    }
    if (found.found) {
      const { num } = found;
      const sent = await arrived(record, { num, url: found.url });
      if (sent) await confirm(sent, found);
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

  async function readBack(record: OutboxRecord): Promise<void> {
    const { discussion: num, report } = record;
    let problem: string = SENTENCES.notSeen;
    let asked = 0;
    try {
      const discussion = await api.discussion(report.target.repo, num!);
      if (carries(discussion, report.reference)) {
        await confirm(record, { num: num!, url: record.url!, discussion });
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

  async function confirm(record: OutboxRecord, { num, url, discussion }: Seen) {
    const twins = await twinsOf(api, record, num);
    return change(record, 'confirmed', {
      discussion: num,
      url,
      isReport: discussion.isReport ?? null,
      confirmedAt: now(),
      nextAt: NEVER,
      tries: 0,
      problem: twins.length > 0 ? twice(twins) : undefined,
    });
  }

  /** Did the person press Create in the Hub's form? */
  async function lookForForm(record: OutboxRecord): Promise<void> {
    const found = await findReport(api, record).catch(() => null);
    if (found?.found) {
      await confirm(record, found);
      return;
    }
    const tries = (record.tries ?? 0) + 1;
    const wait = FORM_LOOKS_MS[tries];
    await change(record, 'handed-over', { tries, nextAt: wait === undefined ? NEVER : now() + wait });
  }

  return { arrived, leased, check, readBack, lookForForm };
}
