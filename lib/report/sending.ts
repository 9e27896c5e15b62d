/**
 * One POST of the outbox: a discussion, a comment, or a thread closed; with all that must be written down before and after it.
 * The only file that asks the Hub to write.
 */
import { type HubApi, HubError } from '../hub/api.ts';
import type { HubErrorKind } from '../hub/errors.ts';
import { repoUrl } from '../hub/url.ts';
import { type Landed, newestNumber } from './find.ts';
import { landedIn, lookAtThread, type ThreadLook, type ThreadWork, threadWorkOf } from './join.ts';
import type { Ledger, Patch } from './ledger.ts';
import type { Looks } from './looks.ts';
import type { OutboxRecord } from './report.ts';
import { isPrivateOnly } from './route.ts';
import { SENTENCES } from './sentences.ts';
import { inRepo, repoOf } from './target.ts';
import { FIRST_LOOK_MS, LEASE_MS, START_WITHIN_MS } from './waits.ts';

export type SendApi = Pick<
  HubApi,
  'createDiscussion' | 'comment' | 'setStatus' | 'listDiscussions' | 'discussion'
>;

interface Needs {
  ledger: Ledger;
  looks: Looks;
  api: SendApi;
  token: () => Promise<string | null>;
  account?: (() => Promise<string | null>) | undefined;
  doubt?: (() => Promise<void>) | undefined;
  now: () => number;
}

/** Refusals that another try would only meet again. */
const FINAL: readonly HubErrorKind[] = [
  ...(['unauthorised', 'forbidden', 'not-found', 'gone-or-private'] as const),
  ...(['disabled', 'discussions-disabled', 'locked', 'invalid', 'too-long'] as const),
];
/** It never got in: that is no attempt. */
const AGAIN: readonly HubErrorKind[] = ['rate-limited', 'network', 'timeout', 'server'];

export function createSending({ ledger, looks, api, token, account, doubt, now }: Needs) {
  const { get, change, fail, later } = ledger;

  async function send(record: OutboxRecord): Promise<void> {
    const { report } = record;
    // The third lock: `routesFor` offers no such way, `submit` takes no such report.
    const posts = report.route === 'public-api' || report.route === 'public-comment';
    if (isPrivateOnly(report) || !(posts || record.errand))
      return void (await fail(record, SENTENCES.private));
    if (!inRepo(report.target)) return void (await fail(record, SENTENCES.noRepository));
    const work = threadWorkOf(record);
    if (!work && report.route !== 'public-api') return void (await fail(record, SENTENCES.noThread));

    let bearer: string | null;
    let sender: string | null;
    try {
      bearer = await token();
      sender = (await account?.().catch(() => null)) ?? null;
    } catch (error) {
      return later(record, 'queued', error);
    }
    if (bearer === null) return void (await fail(record, SENTENCES.noToken));
    const signed: Patch = { sender: sender ?? undefined };

    if (!work) {
      // Without it a later look reads further back; that is no reason not to send.
      const after = record.after ?? (await newestNumber(api, record).catch(() => undefined));
      const { title, body } = record;
      return post(record, { ...signed, after }, () =>
        api.createDiscussion(repoOf(report.target), { title, description: body }, bearer),
      );
    }
    let look: ThreadLook;
    try {
      look = await lookAtThread(api, { ...record, ...signed }, work);
    } catch (error) {
      const final = error instanceof HubError && FINAL.includes(error.kind);
      if (!final) return later(record, 'queued', error);
      return void (await fail(record, error.kind === 'not-found' ? SENTENCES.threadGone : error.sentence));
    }
    const there = landedIn(record, work, look);
    if (there) {
      const sent = await looks.arrived(record, there);
      return sent ? looks.readBack(sent) : undefined;
    }
    if (look.discussion.locked === true && !work.closes)
      return void (await fail(record, SENTENCES.threadLocked));
    const after = record.after ?? look.unreadable;
    return post(record, { ...signed, after }, () => act(record, work, look, bearer));
  }

  /** What is left to be done in the thread: said already, or closed already, is not done again. */
  async function act(
    record: OutboxRecord,
    work: ThreadWork,
    look: ThreadLook,
    bearer: string,
  ): Promise<Landed> {
    const repo = repoOf(record.report.target);
    const { num, text, closes } = work;
    const url = `${repoUrl(repo)}/discussions/${num}`;
    if (closes && !look.closed) {
      await api.setStatus(repo, num, 'closed', bearer, look.mine.length > 0 ? '' : text);
      return { num, url };
    }
    const { id } = await api.comment(repo, num, text, bearer);
    return { num, url: `${url}#${id}`, comment: id };
  }

  async function post(record: OutboxRecord, patch: Patch, request: () => Promise<Landed>): Promise<void> {
    const postedAt = now();
    const sending = await change(record, 'sending', {
      ...patch,
      attempts: record.attempts + 1,
      postedAt,
      unanswered: true,
      nextAt: postedAt + LEASE_MS,
      problem: undefined,
    });
    if (!sending) return;
    // The computer may have slept since: then the lease could end while the POST is under way.
    if (Math.abs(now() - postedAt) > START_WITHIN_MS) {
      await change(sending, 'queued', { attempts: record.attempts, unanswered: false, nextAt: now() });
      return;
    }
    let landed: Landed;
    try {
      landed = await request();
    } catch (error) {
      await refused(sending, error);
      return;
    }
    const sent =
      (await looks.arrived(sending, landed)) ??
      // The lease ended meanwhile and another worker went on; but only we know for certain where it stands.
      (await get(record.id).then((current) =>
        current && current.discussion === undefined ? looks.arrived(current, landed) : null,
      ));
    if (sent) await looks.readBack(sent);
  }

  async function refused(sending: OutboxRecord, error: unknown): Promise<void> {
    if (!(error instanceof HubError) || error.wrote !== 'no') {
      const nextAt = now() + FIRST_LOOK_MS;
      await change(sending, 'checking', { tries: 0, nextAt, problem: SENTENCES.looking });
    } else if (AGAIN.includes(error.kind)) {
      await later(sending, 'queued', error, { attempts: sending.attempts - 1, unanswered: false });
    } else {
      const gone = error.kind === 'not-found' && threadWorkOf(sending) !== null;
      await fail(sending, gone ? SENTENCES.threadGone : error.sentence);
      // Whoever looks at the account next is to see that it has ended.
      if (error.kind === 'unauthorised') await doubt?.().catch(() => {});
    }
  }

  return { send };
}
