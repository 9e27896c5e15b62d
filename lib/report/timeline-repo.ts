/** The repository's part of the timeline: its label, gating, visibility, name and files. Pure. */
import { NFAA_TAG } from '../hub/ref.ts';
import type { EntryKind, RepoSeen, Snapshot } from './follow.ts';
import { type EntryDraft, isSeen, nameOf } from './timeline-words.ts';

/** What a look shows of the repository itself. No author is named where the Hub names none. */
export function repoEntries(before: Snapshot | null, now: Snapshot): EntryDraft[] {
  const is = now.repo;
  const was = before?.repo;
  if (is === undefined) return [];
  const drafts: EntryDraft[] = [];
  const add = (what: EntryKind, sentence: string) =>
    drafts.push({
      key: `${what}:${now.at}`,
      what,
      at: null,
      ...(before ? { after: before.at } : {}),
      sentence,
    });
  if (!isSeen(is)) {
    if (is === 'disabled' && was !== 'disabled') add('disabled', DISABLED);
    // "Not any more" needs to have been seen before.
    else if (is !== 'disabled' && isSeen(was))
      add('not-visible', 'The repository is not visible to everybody any more.');
    return drafts;
  }
  for (const { id, at, by } of is.commits ?? [])
    if (by.ownerSide)
      drafts.push({
        key: `commit:${id}`,
        what: 'owner-commit',
        at,
        by,
        sentence: `${nameOf(by)} changed the repository’s files.`,
      });
  if (typeof was === 'string') {
    if (was === 'disabled') add('enabled', 'The Hub does not say any more that access to it is disabled.');
    else add('visible', 'The repository is visible to everybody again.');
  }
  if (is.disabled === true && (!isSeen(was) ? was !== 'disabled' : was.disabled !== true))
    add('disabled', DISABLED);
  if (!isSeen(was)) return drafts;
  if (is.disabled === false && was.disabled === true)
    add('enabled', 'The Hub does not say any more that access to it is disabled.');
  repoChanges(was, is, add);
  return drafts;
}

const DISABLED = 'The Hub says that access to the repository is disabled.';

function repoChanges(was: RepoSeen, is: RepoSeen, add: (what: EntryKind, sentence: string) => void): void {
  if (is.tags && was.tags) {
    const [now, then] = [is.tags.includes(NFAA_TAG), was.tags.includes(NFAA_TAG)];
    if (now && !then) add('nfaa-added', 'The repository has the label “not for all audiences” now.');
    if (!now && then)
      add('nfaa-removed', 'The repository does not have the label “not for all audiences” any more.');
  }
  if (is.gated === true && was.gated === false) add('gated', 'Its files can only be had on request now.');
  if (is.gated === false && was.gated === true)
    add('ungated', 'Its files can be had without a request again.');
  if (is.id !== was.id) add('renamed', `The repository is called ${is.id} now.`);
  // A commit that is told above, with whose it is, is not told again.
  const told = is.commits?.some(({ id, by }) => by.ownerSide && id === is.sha);
  if (is.sha && was.sha && is.sha !== was.sha && !told)
    add('files-changed', `The repository’s files changed; the newest revision is ${is.sha.slice(0, 7)} now.`);
}
