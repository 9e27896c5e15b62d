/**
 * Our comments in threads, and threads of ours that are closed: what is there already, by the reference in the comment's text.
 * Reads only (facts/hub.md a: events of a discussion; whoever reads one gets them all).
 */
import type { Discussion, DiscussionEvent, HubApi } from '../hub/api.ts';
import { repoUrl } from '../hub/url.ts';
import type { Found, Landed } from './find.ts';
import { neutralBlock } from './neutralise.ts';
import type { OutboxRecord } from './report.ts';
import { repoOf } from './target.ts';

type ThreadApi = Pick<HubApi, 'discussion'>;

/** What a record does to a thread that is there: `null` for a report that opens one of its own. */
export interface ThreadWork {
  num: number;
  /** Found again by this. */
  reference: string;
  /** Empty: nothing is said. */
  text: string;
  closes: boolean;
}

export function threadWorkOf({ report, body, errand }: OutboxRecord): ThreadWork | null {
  if (errand)
    return {
      num: errand.discussion,
      reference: errand.reference,
      text: body,
      closes: errand.kind === 'withdraw',
    };
  if (report.route !== 'public-comment' || !report.join) return null;
  return { num: report.join.discussion, reference: report.reference, text: body, closes: false };
}

/** The comment that an errand leaves in the thread; nothing at all for no words. Nothing in it can ping or be markup. */
export function composeErrand(text: string, reference: string, of: string, kind: 'say' | 'withdraw'): string {
  const words = neutralBlock(text);
  if (words === '') return '';
  const what = kind === 'say' ? 'Follow-up' : 'Withdrawal';
  return `${words}\n\n${what} ${reference} of report ${of}.`;
}

export interface ThreadLook {
  discussion: Discussion;
  /** Comments that carry the reference, oldest first: more than one when a browser repeated the request. */
  mine: DiscussionEvent[];
  /** Comments without a text that could be ours: hidden ones. */
  unreadable: number;
  closed: boolean;
}

/** @throws HubError when the thread cannot be read */
export async function lookAtThread(
  api: ThreadApi,
  record: OutboxRecord,
  { num, reference }: ThreadWork,
): Promise<ThreadLook> {
  const discussion = await api.discussion(repoOf(record.report.target), num);
  const comments = discussion.events.filter(({ type }) => type === 'comment');
  const mayBeOurs = ({ author }: DiscussionEvent) =>
    record.sender === undefined || author?.name.toLowerCase() === record.sender.toLowerCase();
  return {
    discussion,
    // Of whom it is does not matter for what is there: another's answer may quote ours, but only if ours was there.
    mine: comments.filter(({ data }) => data?.latest?.raw?.includes(reference)).sort(ofSender(record)),
    unreadable: comments.filter((event) => !event.data?.latest?.raw && mayBeOurs(event)).length,
    closed: discussion.status === 'closed' || discussion.status === 'merged',
  };
}

/** Those of the sender in front; others that carry the reference quote it. */
const ofSender =
  ({ sender }: OutboxRecord) =>
  (a: DiscussionEvent, b: DiscussionEvent) =>
    Number(b.author?.name === sender) - Number(a.author?.name === sender);

/** Where it stands, if all that was to be done is done. */
export function landedIn(record: OutboxRecord, work: ThreadWork, look: ThreadLook): Landed | null {
  const url = `${repoUrl(repoOf(record.report.target))}/discussions/${work.num}`;
  const comment = look.mine[0]?.id;
  if (work.closes && !look.closed) return null;
  if (comment !== undefined) return { num: work.num, url: `${url}#${comment}`, comment };
  // Closed without a word, or closed and locked: nothing can be said there any more, and the thread is closed as it should be.
  const enough = work.closes && (work.text === '' || look.discussion.locked === true);
  return enough ? { num: work.num, url } : null;
}

/** Is it there? A comment that somebody hid meanwhile may be ours: then nobody can be sure. */
export async function findInThread(api: ThreadApi, record: OutboxRecord, work: ThreadWork): Promise<Found> {
  const look = await lookAtThread(api, record, work);
  const { discussion } = look;
  const at = landedIn(record, work, look);
  if (at) return { found: true, at, discussion };
  const hidden = look.unreadable > (record.after ?? 0);
  if (hidden && work.closes && look.closed)
    return {
      found: true,
      at: { num: work.num, url: `${repoUrl(repoOf(record.report.target))}/discussions/${work.num}` },
      discussion,
    };
  // Closing again does no harm; a comment that may be there already is not written again.
  return { found: false, sure: work.text === '' || !hidden };
}

/** How often it stands there besides: a browser repeats a request by itself when a used line is cut (find.ts). */
export function twinsIn(record: OutboxRecord, discussion: Discussion, { reference }: ThreadWork): number {
  const ours = discussion.events.filter(
    ({ type, author, data }) =>
      type === 'comment' &&
      data?.latest?.raw?.includes(reference) &&
      (record.sender === undefined || author?.name === record.sender),
  );
  return Math.max(0, ours.length - 1);
}
