/** Reports that the person made with the Hub's own button: found by their author, told by `isReport` (facts/reporting.md 0.3). */
import type { HubApi } from '../hub/api.ts';
import { type RepoRef, repoUrl } from '../hub/url.ts';

export interface NativeReport {
  discussion: number;
  title: string;
  url: string;
  status: string;
  createdAt: string;
  locked: boolean;
  /** Of the last event, as the Hub writes times. */
  lastActivity: string;
  /** Of one of our reports, where its text holds one. */
  reference?: string;
}

const REFERENCE = /\bHS-[0-9A-Z]{8}\b/;

/** The newest of a person's threads in one repository: more is not one report. */
const MAX_READ = 10;

/**
 * The threads in this repository that this account opened and that the Hub says are reports, newest first.
 * @param name of the account, as the Hub takes it as `author`
 * @throws HubError when the list cannot be read; a thread that cannot be read is left out
 */
export async function findNative(
  api: Pick<HubApi, 'listDiscussions' | 'discussion'>,
  name: string,
  repo: RepoRef,
): Promise<NativeReport[]> {
  const { discussions } = await api.listDiscussions(repo, {
    type: 'discussion',
    status: 'all',
    author: name,
    sort: 'recently-created',
  });
  const own = discussions
    // Asked for, but also looked at: a Hub that forgot the filter must not make others' reports ours.
    .filter((item) => !item.isPullRequest && item.author?.name.toLowerCase() === name.toLowerCase())
    .slice(0, MAX_READ);
  const read = await Promise.allSettled(own.map(({ num }) => api.discussion(repo, num)));
  return read.flatMap((answer) => {
    if (answer.status === 'rejected' || answer.value.isReport !== true) return [];
    const { num, title, status, createdAt, locked, events } = answer.value;
    const text = events.find(({ type }) => type === 'comment')?.data?.latest?.raw;
    const reference = text?.match(REFERENCE)?.[0];
    return {
      discussion: num,
      title,
      url: `${repoUrl(repo)}/discussions/${num}`,
      status,
      createdAt,
      locked: locked === true,
      lastActivity: events.at(-1)?.createdAt ?? createdAt,
      ...(reference === undefined ? {} : { reference }),
    };
  });
}
