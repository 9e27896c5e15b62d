/** What is already reported on a repository: look, join, then file (DESIGN.md; facts/reporting.md 0.5, D16). */
import type { Discussion, DiscussionItem, HubApi } from '../hub/api.ts';
import { type RepoRef, repoUrl } from '../hub/url.ts';
import type { ExistingThread } from '../platform/answers.ts';

/** Titles of reports of all generations (facts/hub.md b, facts/reporting.md 1.1). A hint, not a proof: authors can change titles. */
export const REPORT_TITLE = /^🚩\s*Report\s*(?::\s*(.+))?$/u;
/** Reasons that stood alone as titles; others give their threads such names, too, so the thread itself must say `isReport`. */
const REASON_TITLE =
  /^(?:ethical issue|legal issue|illegal or restricted content|copyright infringement|not working|spam)(?:\(s\))?$/i;
/** Pull requests that put the tag into the card (facts/reporting.md 1.2: "Add NFAA tag"), or take it out. */
const NFAA_TITLE = /\bNFAA\b|\bnot[-\s]for[-\s]all[-\s]audiences\b/i;

/** So many threads are read themselves; the list says neither whether they are reports nor who said what last. */
const MAX_READ = 6;

export interface Known {
  /** The account that is signed in. */
  account?: string | null;
  /** References of reports that this device sent. */
  references?: readonly string[];
}

type ExistingApi = Pick<HubApi, 'listDiscussions' | 'discussion'>;

/**
 * Notices that staff pinned, then reports of one's own, then reports that are open, requests for the NFAA tag, and what is closed;
 * the newest first. Three list calls (a search by the word, the first page as people see it, the pull requests) and a few threads.
 * @throws HubError when the Hub could not be asked at all; what fails in part is made up for by the rest
 */
export async function findExisting(
  api: ExistingApi,
  ref: RepoRef,
  known: Known = {},
): Promise<ExistingThread[]> {
  const answers = await Promise.allSettled([
    api.listDiscussions(ref, { type: 'discussion', search: 'Report', sort: 'recently-created' }),
    api.listDiscussions(ref, { type: 'discussion', sort: 'recently-created' }),
    api.listDiscussions(ref, { type: 'pull_request', status: 'open', sort: 'recently-created' }),
  ]);
  const failures = answers.filter((answer) => answer.status === 'rejected');
  if (failures.length === answers.length) throw failures[0]!.reason;

  const items = new Map<number, DiscussionItem>();
  for (const answer of answers)
    if (answer.status === 'fulfilled') for (const item of answer.value.discussions) items.set(item.num, item);
  const threads = [...items.values()]
    .flatMap((item) => toThread(item, ref, known))
    .sort((a, b) => rank(a.thread) - rank(b.thread) || b.thread.discussion - a.thread.discussion);

  const read = await Promise.all(
    threads.map(async ({ thread, weak }, i) => {
      if (i >= MAX_READ) return weak ? null : thread;
      const discussion = await read1(api, ref, thread.discussion);
      if (!discussion) return weak ? null : thread;
      if (weak && discussion.isReport !== true) return null;
      return withDetails(thread, discussion, known);
    }),
  );
  return read
    .filter((thread) => thread !== null)
    .sort((a, b) => rank(a) - rank(b) || b.discussion - a.discussion);
}

/** `null`: this one thread could not be read, which is no reason to hide the others. */
const read1 = async (api: ExistingApi, ref: RepoRef, num: number): Promise<Discussion | null> => {
  try {
    return await api.discussion(ref, num);
  } catch {
    return null;
  }
};

/** `weak`: only the thread itself can say that it is a report. */
function toThread(
  item: DiscussionItem,
  ref: RepoRef,
  { account }: Known,
): { thread: ExistingThread; weak: boolean }[] {
  const title = item.title.trim();
  const byStaff = Boolean(item.author?.isHf || item.author?.isHfAdmin || item.author?.isMod);
  const strong = REPORT_TITLE.test(title);
  const weak = !strong && REASON_TITLE.test(title);
  const mine = account != null && item.author?.name.toLowerCase() === account.toLowerCase();
  const kind = item.isPullRequest
    ? NFAA_TITLE.test(title) && 'nfaa-request'
    : item.pinned && byStaff
      ? 'notice'
      : (strong || weak) && (mine ? 'own' : 'report');
  if (!kind) return [];
  return [
    {
      weak,
      thread: {
        discussion: item.num,
        title: item.title,
        url: `${repoUrl(ref)}/discussions/${item.num}`,
        status: item.status,
        createdAt: item.createdAt,
        pinned: item.pinned,
        byStaff,
        kind,
        ...(item.numComments === undefined ? {} : { comments: item.numComments }),
        ...(item.numReactionUsers === undefined ? {} : { reactions: item.numReactionUsers }),
        ...(item.repoOwner === undefined ? {} : { ownerTookPart: item.repoOwner.isParticipating === true }),
      },
    },
  ];
}

function withDetails(thread: ExistingThread, discussion: Discussion, { references }: Known): ExistingThread {
  const first = discussion.events.find(({ type }) => type === 'comment')?.data?.latest?.raw ?? '';
  const ours = references?.some((reference) => first.includes(reference)) === true;
  const last = discussion.events.at(-1)?.createdAt;
  return {
    ...thread,
    ...(ours && thread.kind === 'report' ? { kind: 'own' as const } : {}),
    isReport: discussion.isReport ?? null,
    ...(discussion.locked === undefined ? {} : { locked: discussion.locked }),
    ...(last === undefined ? {} : { lastActivity: last }),
  };
}

function rank({ kind, status }: ExistingThread): number {
  if (kind === 'notice') return 0;
  if (kind === 'own') return 1;
  if (status !== 'open' && status !== 'draft') return 4;
  return kind === 'nfaa-request' ? 3 : 2;
}
