/**
 * From looks at public signals to a plain timeline (facts/reporting.md D17; facts/hub.md a "Details", c). Pure.
 *
 * It says what was seen and whose account did it, and no more: a label that came and went has no author here, a repository that
 * cannot be read is "not visible to everybody", and nothing is "decided by Hugging Face" unless an account of its staff says so.
 */
import type { Entry, EntryKind, SeenEvent, Snapshot, ThreadSeen, Who } from './follow.ts';
import { repoEntries } from './timeline-repo.ts';
import { type EntryDraft, isSeen, nameOf } from './timeline-words.ts';

/** Titles are people's words: no more of them than a line. */
const MOST_TITLE = 120;

/**
 * What a look shows that was not known before, in the order of the timeline.
 * @param known entries that are there already: none is made twice
 * @param before the last look that saw anything; `null` at the first
 */
export function newEntries(known: readonly Entry[], before: Snapshot | null, now: Snapshot): Entry[] {
  const drafts = [...threadEntries(known, before, now), ...repoEntries(before, now)];
  const keys = new Set(known.map(({ key }) => key));
  return drafts
    .filter(({ key }) => !keys.has(key) && keys.add(key))
    .map((draft) => ({ ...draft, observedAt: now.at }));
}

/** When it stands in the timeline: by the Hub's time where there is one, but never later than it was seen. */
export const placeOf = ({ at, observedAt }: Entry): number =>
  at === null ? observedAt : Math.min(at, observedAt);

/** Earliest first; what is equal stays in the order in which it was noticed. */
export function inOrder(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((a, b) => placeOf(a) - placeOf(b));
}

/** What the next look is compared with: parts that could not be asked this time stay as they were. */
export function merged(before: Snapshot | null, now: Snapshot): Snapshot {
  const thread = now.thread ?? before?.thread;
  const repo = now.repo ?? before?.repo;
  return { at: now.at, ...(thread === undefined ? {} : { thread }), ...(repo === undefined ? {} : { repo }) };
}

const quoted = (words: string) => `“${words.length > MOST_TITLE ? `${words.slice(0, MOST_TITLE)}…` : words}”`;

const REPLIES: Record<Who['role'], EntryKind> = {
  staff: 'staff-reply',
  owner: 'owner-reply',
  you: 'own-comment',
  other: 'reply',
};

const isAnswer = (by: Who | null): boolean => by?.role === 'staff' || by?.role === 'owner';

/** One event of the thread as an entry; `null` for what means nothing to the person. */
function eventEntry(event: SeenEvent): EntryDraft | null {
  const { by, at } = event;
  const make = (what: EntryKind, sentence: string, answer = isAnswer(by)): EntryDraft => ({
    key: `event:${event.id}`,
    what,
    at,
    sentence,
    ...(by ? { by } : {}),
    ...(answer ? { answer: true as const } : {}),
  });
  const who = nameOf(by);
  switch (event.type) {
    case 'comment':
      return make(by ? REPLIES[by.role] : 'reply', by?.role === 'you' ? 'You commented.' : `${who} replied.`);
    case 'status-change':
      if (event.status === 'closed') return make('closed', `${who} closed the thread.`);
      if (event.status === 'open') return make('reopened', `${who} opened the thread again.`);
      return null;
    case 'report-status-change':
      return event.report === undefined
        ? null
        : event.report
          ? make('marked-report', `${who} made it a report.`)
          : make('unmarked-report', `${who} turned the report into an ordinary discussion.`);
    case 'locking-change':
      return event.locked === undefined
        ? null
        : event.locked
          ? make('locked', `${who} locked the thread: not everybody can write there any more.`, false)
          : make('unlocked', `${who} unlocked the thread.`, false);
    case 'pinning-change':
      return event.pinned === undefined
        ? null
        : event.pinned
          ? make('pinned', `${who} pinned the thread.`, false)
          : make('unpinned', `${who} took the pin off the thread.`, false);
    case 'title-change':
      return make(
        'renamed-thread',
        event.to === undefined
          ? `${who} changed the title.`
          : `${who} changed the title to ${quoted(event.to)}.`,
        false,
      );
    default:
      return null;
  }
}

function threadEntries(known: readonly Entry[], before: Snapshot | null, now: Snapshot): EntryDraft[] {
  const { thread } = now;
  const was = before?.thread;
  // What was seen once and is not named by an event: only the time between two looks is known.
  const between = { at: null, ...(before ? { after: before.at } : {}) };
  if (thread === undefined) return [];
  if (!isSeen(thread)) {
    if (!isSeen(was)) return [];
    if (thread === 'no-discussions')
      return [
        {
          key: `no-discussions:${now.at}`,
          what: 'discussions-off',
          ...between,
          sentence: 'The Community tab of the repository is switched off, so the thread cannot be read.',
        },
      ];
    // That the whole repository cannot be read is said once, below.
    if (thread !== 'missing') return [];
    return [
      {
        key: `missing:${now.at}`,
        what: 'thread-missing',
        ...between,
        sentence: 'The thread cannot be read any more. Why, the Hub does not say.',
      },
    ];
  }

  const drafts: EntryDraft[] = [];
  const start = thread.events.findIndex(({ id }) => id === thread.ours);
  const ours = start < 0 ? undefined : thread.events[start];
  if (!known.some(({ what }) => what === 'seen'))
    drafts.push({
      key: 'seen',
      what: 'seen',
      at: ours?.at ?? null,
      sentence: 'It stands on the Hub.',
    });
  if (typeof was === 'string' && (was === 'missing' || was === 'no-discussions'))
    drafts.push({
      key: `thread-back:${now.at}`,
      what: 'thread-back',
      ...between,
      sentence: 'The thread can be read again.',
    });
  const later = thread.events.slice(start + 1);
  for (const event of later) {
    const entry = eventEntry(event);
    if (entry) drafts.push(entry);
  }
  for (const event of ours ? [ours, ...later] : later) {
    const hidden = hiddenEntry(event, event === ours, between);
    if (hidden) drafts.push(hidden);
  }
  return [...drafts, ...plainChanges(isSeen(was) ? was : null, thread, later, between, now.at)];
}

function hiddenEntry(
  event: SeenEvent,
  ours: boolean,
  between: Pick<Entry, 'at' | 'after'>,
): EntryDraft | null {
  if (!event.hidden) return null;
  const reason = event.hiddenReason
    ? ` The reason given is ${quoted(event.hiddenReason)}.`
    : ' No reason is given.';
  return {
    key: `hidden:${event.id}`,
    what: ours ? 'hidden' : 'comment-hidden',
    // The Hub tells when the comment was written, not when it was hidden.
    ...between,
    sentence: ours
      ? `The text of your report is hidden there.${reason}`
      : `${event.by?.role === 'you' ? 'A comment of yours' : `A comment by ${event.by?.name ?? 'an account that is gone'}`} is hidden.${reason}`,
  };
}

/** Changes of the thread that no event tells of, or whose event does not say to what. */
function plainChanges(
  was: ThreadSeen | null,
  is: ThreadSeen,
  later: readonly SeenEvent[],
  between: Pick<Entry, 'at' | 'after'>,
  now: number,
): EntryDraft[] {
  const drafts: EntryDraft[] = [];
  const before = new Set(was?.events.map(({ id }) => id));
  const told = (type: string, tells: (event: SeenEvent) => boolean) =>
    later.some((event) => event.type === type && !before.has(event.id) && tells(event));
  const add = (what: EntryKind, sentence: string) =>
    drafts.push({ key: `${what}:${now}`, what, ...between, sentence });

  if (
    is.isReport === true &&
    was?.isReport !== true &&
    !told('report-status-change', (e) => e.report === true)
  )
    add('marked-report', 'The Hub marks it as a report.');
  if (
    is.isReport === false &&
    was?.isReport === true &&
    !told('report-status-change', (e) => e.report === false)
  )
    add('unmarked-report', 'The Hub does not mark it as a report any more.');
  if (!was) return drafts;
  if (
    is.status === 'closed' &&
    was.status !== 'closed' &&
    !told('status-change', (e) => e.status === 'closed')
  )
    add('closed', 'The thread is closed now.');
  if (is.status === 'open' && was.status === 'closed' && !told('status-change', (e) => e.status === 'open'))
    add('reopened', 'The thread is open again.');
  if (is.locked === true && was.locked === false && !told('locking-change', (e) => e.locked === true))
    add('locked', 'The thread is locked now: not everybody can write there any more.');
  if (is.locked === false && was.locked === true && !told('locking-change', (e) => e.locked === false))
    add('unlocked', 'The thread is not locked any more.');
  if (is.pinned === true && was.pinned === false && !told('pinning-change', (e) => e.pinned === true))
    add('pinned', 'The thread is pinned now.');
  if (is.pinned === false && was.pinned === true && !told('pinning-change', (e) => e.pinned === false))
    add('unpinned', 'The thread is not pinned any more.');
  if (is.title !== was.title && !told('title-change', () => true))
    add('renamed-thread', `The title is ${quoted(is.title)} now.`);
  return drafts;
}
