/** What is already reported on a repository: look, join, then file (DESIGN.md; facts/reporting.md 0.5, D16). */
import type { HubApi } from '../hub/api.ts';
import { type RepoRef, repoUrl } from '../hub/url.ts';
import type { ExistingThread } from '../platform/answers.ts';

/** Titles of reports of all generations (facts/hub.md b). A hint, not a proof: authors can change titles. */
export const REPORT_TITLE = /^🚩\s*Report\s*(?::\s*(.+))?$/u;

/**
 * Discussions that look like reports, and notices that staff pinned: those first, then open before closed, newest first.
 * Two list calls: a search by the word, and the first page as people see it.
 * @throws HubError when the Hub could not be asked at all; one call that fails is made up for by the other
 */
export async function findExisting(
  api: Pick<HubApi, 'listDiscussions'>,
  ref: RepoRef,
): Promise<ExistingThread[]> {
  const answers = await Promise.allSettled([
    api.listDiscussions(ref, { type: 'discussion', search: 'Report', sort: 'recently-created' }),
    api.listDiscussions(ref, { type: 'discussion', sort: 'recently-created' }),
  ]);
  const failures = answers.filter((answer) => answer.status === 'rejected');
  if (failures.length === answers.length) throw failures[0]!.reason;

  const threads = new Map<number, ExistingThread>();
  for (const answer of answers) {
    if (answer.status === 'rejected') continue;
    for (const item of answer.value.discussions) {
      if (item.isPullRequest) continue;
      const byStaff = Boolean(item.author?.isHf || item.author?.isHfAdmin || item.author?.isMod);
      if (!REPORT_TITLE.test(item.title.trim()) && !(item.pinned && byStaff)) continue;
      threads.set(item.num, {
        discussion: item.num,
        title: item.title,
        url: `${repoUrl(ref)}/discussions/${item.num}`,
        status: item.status,
        createdAt: item.createdAt,
        pinned: item.pinned,
        byStaff,
      });
    }
  }
  const rank = (t: ExistingThread) => (t.pinned && t.byStaff ? 0 : t.status === 'open' ? 1 : 2);
  return [...threads.values()].sort((a, b) => rank(a) - rank(b) || b.discussion - a.discussion);
}
