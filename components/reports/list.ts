/** What may be done with a report, where it stands, and what its ways are called. Pure. */
import { HUB_ORIGIN, repoUrl } from '../../lib/hub/url.ts';
import type { OutboxRecord, OutboxState, RouteKind } from '../../lib/report/report.ts';
import { inRepo } from '../../lib/report/target.ts';

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
  'handed-over': 'Look on the Hub',
};

/** What may be done with a report as it stands. */
export function offers(record: OutboxRecord): Offer[] {
  const { state, report, attempts } = record;
  const made: Offer[] = [];
  const again = state === 'queued' && attempts > 0 ? 'Try now' : AGAIN[state];
  // A mail leaves no trace on the Hub that could be looked for; the Hub's own dialog writes what it likes.
  if (again && report.route !== 'private-mail' && report.route !== 'hub-dialog')
    made.push({ action: 'again', label: again });
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
  const { route, target } = record.report;
  if (record.state === 'handed-over' && (route === 'public-form' || route === 'hub-dialog') && inRepo(target))
    return { href: `${repoUrl(target.repo)}/discussions`, label: 'Its Community tab on the Hub' };
  return null;
}

export const ROUTE_NAMES: Record<RouteKind, string> = {
  'public-api': 'Community discussion',
  'public-form': 'The Hub’s new-discussion form',
  'public-comment': 'Comment in a thread',
  'hub-dialog': 'The Hub’s Report dialog',
  'private-mail': 'Mail',
};

/** How each route is called where a person asks who can see it. */
export function routeWords({ report }: OutboxRecord): string {
  switch (report.route) {
    case 'public-api':
      return 'Public: a discussion in the repository’s Community tab';
    case 'public-form':
      return 'Public: the Hub’s own form for a new discussion';
    case 'public-comment':
      return `Public: a comment in a thread that was there already${report.join ? ` (#${report.join.discussion})` : ''}`;
    case 'hub-dialog':
      return 'The Hub’s own Report dialog: who sees it, the Hub says there';
    case 'private-mail':
      return `Private: a mail to Hugging Face${report.desk ? ` (${report.desk})` : ''}`;
  }
}
