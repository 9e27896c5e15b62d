/** What a list of reports can be asked: which match, what may be done with one, where it stands. Pure. */
import { HUB_ORIGIN, repoUrl } from '../../lib/hub/url.ts';
import type { OutboxRecord, OutboxState } from '../../lib/report/report.ts';

export const GROUPS = ['all', 'moving', 'handed', 'hub', 'failed', 'cancelled'] as const;
export type Group = (typeof GROUPS)[number];

export const GROUP_LABELS: Record<Group, string> = {
  all: 'All',
  moving: 'On their way',
  handed: 'Handed over',
  hub: 'On the Hub',
  failed: 'Need you',
  cancelled: 'Taken back',
};

const GROUP_OF: Record<OutboxState, Group> = {
  queued: 'moving',
  sending: 'moving',
  checking: 'moving',
  sent: 'moving',
  confirmed: 'hub',
  failed: 'failed',
  'handed-over': 'handed',
  cancelled: 'cancelled',
};

export const groupOf = (record: OutboxRecord): Group => GROUP_OF[record.state];

/** How many there are of each, for the filter. */
export function countGroups(records: readonly OutboxRecord[]): Record<Group, number> {
  const counts: Record<Group, number> = { all: 0, moving: 0, handed: 0, hub: 0, failed: 0, cancelled: 0 };
  for (const record of records) {
    counts.all++;
    counts[groupOf(record)]++;
  }
  return counts;
}

/** Those of a group that hold every word of the search, somewhere a person would remember it from. */
export function matching(records: readonly OutboxRecord[], search: string, group: Group): OutboxRecord[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return records.filter((record) => {
    if (group !== 'all' && groupOf(record) !== group) return false;
    const { report } = record;
    const text = [
      report.topicName,
      report.target.repo.id,
      report.target.path,
      report.reference,
      record.title,
      report.text,
    ]
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** `again` sends or looks, whichever the state means by it. */
export type RecordAction = 'again' | 'cancel' | 'forget';

export interface Offer {
  action: RecordAction;
  label: string;
}

const AGAIN: Partial<Record<OutboxState, string>> = {
  failed: 'Try again',
  checking: 'Look again',
  sent: 'Look again',
  confirmed: 'Look again',
  'handed-over': 'Look on the Hub',
};

/** What may be done with a report as it stands. */
export function offers(record: OutboxRecord): Offer[] {
  const { state, report, attempts } = record;
  const made: Offer[] = [];
  const again = state === 'queued' && attempts > 0 ? 'Try now' : AGAIN[state];
  // A mail leaves no trace on the Hub that could be looked for.
  if (again && report.route !== 'private-mail') made.push({ action: 'again', label: again });
  if (state === 'queued') made.push({ action: 'cancel', label: 'Take it back' });
  if (state === 'failed' || state === 'confirmed' || state === 'handed-over' || state === 'cancelled')
    made.push({ action: 'forget', label: 'Remove from this list' });
  return made;
}

/** An address that may become a link: the Hub's, over https. Records are data, and data is not trusted with links. */
export function hubLink(url: string | undefined): string | null {
  if (!url) return null;
  try {
    const { href, origin } = new URL(url);
    return origin === HUB_ORIGIN ? href : null;
  } catch {
    return null;
  }
}

/** Where to look on the Hub: the thread, or for what was handed over the repository's threads, or nowhere. */
export function whereOnHub(record: OutboxRecord): { href: string; label: string } | null {
  const thread = hubLink(record.url);
  if (thread) return { href: thread, label: 'Open on the Hub' };
  if (record.state === 'handed-over' && record.report.route === 'public-form')
    return {
      href: `${repoUrl(record.report.target.repo)}/discussions`,
      label: 'Its Community tab on the Hub',
    };
  return null;
}

/** How each route is called where a person asks who can see it. */
export function routeWords(record: OutboxRecord): string {
  switch (record.report.route) {
    case 'public-api':
      return 'Public: a discussion in the repository’s Community tab';
    case 'public-form':
      return 'Public: the Hub’s own form for a new discussion';
    case 'private-mail':
      return `Private: a mail to Hugging Face${record.report.desk ? ` (${record.report.desk})` : ''}`;
  }
}
