/** Looks on the Hub for a report of ours, by the reference in its text. Reads only. */
import type { Discussion, DiscussionItem, HubApi } from '../hub/api.ts';
import { repoUrl } from '../hub/url.ts';
import { REPORT_TITLE } from './existing.ts';
import type { OutboxRecord } from './report.ts';
import { repoOf } from './target.ts';

export type FindApi = Pick<HubApi, 'listDiscussions' | 'discussion'>;

/** Where it stands on the Hub. */
export interface Landed {
  num: number;
  url: string;
  /** Id of our comment; absent for a discussion. */
  comment?: string;
}

export type Found =
  | { found: true; at: Landed; discussion: Discussion }
  /** `sure`: all that could be it was looked at. */
  | { found: false; sure: boolean };

const MAX_PAGES = 5;
const MAX_DETAILS = 20;
const MAX_TWINS_ASKED = 5;
/** Clocks of people and of the Hub differ. Only looks that nothing depends on go by the clock. */
const CLOCK_SLACK_MS = 26 * 60 * 60_000;
/** What the Hub takes as `author` (facts/hub.md a); older names are found without it. */
const AUTHOR = /^(?!\d+$)(?![0-9a-fA-F]{24}$)[a-zA-Z0-9](?:[a-zA-Z0-9]|-(?!-)){0,40}[a-zA-Z0-9]$/;

/** Does the discussion's own text, not somebody's answer, carry our reference? */
export function carries(discussion: Discussion, reference: string): boolean {
  return firstText(discussion)?.includes(reference) === true;
}

const firstText = ({ events }: Discussion) =>
  events.find((event) => event.type === 'comment')?.data?.latest?.raw;

/**
 * The highest number that a discussion of the repository has; 0 for none. A look that comes later need go no further back:
 * numbers only grow, whatever the clocks say.
 * @throws HubError when the Hub cannot be read
 */
export async function newestNumber(api: FindApi, record: OutboxRecord): Promise<number> {
  const { discussions } = await api.listDiscussions(repoOf(record.report.target), {
    sort: 'recently-created',
  });
  return Math.max(0, ...discussions.map(({ num }) => num));
}

/**
 * Reads the recent discussions of the repository; only the sender's, where a POST of ours is looked for and its sender is known.
 * @throws HubError when the Hub cannot be read
 */
export async function findReport(api: FindApi, record: OutboxRecord): Promise<Found> {
  const repo = repoOf(record.report.target);
  const { sender, after = 0 } = record;
  const byAuthor = sender !== undefined && AUTHOR.test(sender) ? { author: sender } : {};
  const oldest = record.state === 'handed-over' ? record.report.createdAt - CLOCK_SLACK_MS : 0;
  const tooOld = ({ num, createdAt }: DiscussionItem) => num <= after || Date.parse(createdAt) < oldest;

  const candidates = new Map<number, DiscussionItem>();
  let complete = false;
  for (let p = 0; p < MAX_PAGES && !complete; p++) {
    const page = await api.listDiscussions(repo, {
      p,
      type: 'discussion',
      status: 'all',
      sort: 'recently-created',
      ...byAuthor,
    });
    for (const item of page.discussions) if (!tooOld(item)) candidates.set(item.num, item);
    complete =
      page.discussions.length === 0 ||
      page.start + page.discussions.length >= page.count ||
      // Pinned ones may stand in front whatever their age.
      page.discussions.some((item) => !item.pinned && tooOld(item));
  }

  const likeness = ({ title }: DiscussionItem) =>
    title === record.title ? 0 : REPORT_TITLE.test(title.trim()) ? 1 : 2;
  const likeliest = [...candidates.values()].sort((a, b) => likeness(a) - likeness(b) || b.num - a.num);
  let hidden = false;
  for (const { num, title } of likeliest.slice(0, MAX_DETAILS)) {
    const discussion = await api.discussion(repo, num);
    if (carries(discussion, record.report.reference))
      return { found: true, at: { num, url: `${repoUrl(repo)}/discussions/${num}` }, discussion };
    // Somebody may have hidden ours by now: what cannot be read does not prove that it is not ours.
    if (title === record.title && !firstText(discussion)) hidden = true;
  }
  return { found: false, sure: complete && !hidden && candidates.size <= MAX_DETAILS };
}

/**
 * Numbers below ours that carry our reference too. Browsers repeat a request by themselves, also a POST, when a used line is
 * cut before the answer came: one call here, two discussions there. Nothing is asked when ours is the next number after `after`.
 */
export async function twinsOf(api: FindApi, record: OutboxRecord, num: number): Promise<number[]> {
  const { after, report } = record;
  if (after === undefined) return [];
  const between = Array.from({ length: Math.max(0, num - after - 1) }, (_, i) => num - 1 - i);
  const looked = await Promise.allSettled(
    between.slice(0, MAX_TWINS_ASKED).map(async (other) => {
      const discussion = await api.discussion(repoOf(report.target), other);
      return carries(discussion, report.reference) ? [other] : [];
    }),
  );
  return looked.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
}
