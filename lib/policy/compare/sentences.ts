/** One neutral line for each change. Says what is different, never whether that is good. */
import { countWords, type WordDiff } from '../diff.ts';
import type { ClauseRef } from './units.ts';

export type ChangeKind = 'added' | 'removed' | 'reworded' | 'moved' | 'renumbered' | 'split' | 'merged';

export interface PolicyChange {
  kind: ChangeKind;
  /** Of the earlier text; empty when added. */
  before: ClauseRef[];
  /** Of the later text; empty when removed. */
  after: ClauseRef[];
  /** Of reworded, split and merged ones; several clauses of one side are joined by a space. */
  words?: WordDiff[];
  /** A reworded clause that stands at another place as well. */
  alsoMoved?: true;
  /** A sentence without its full stop is never left: it can stand alone. */
  summary: string;
}

export interface CompareOptions {
  /** Only verified parts of the text are known: what is missing there is not said to be removed, or new. */
  beforeComplete?: boolean;
  afterComplete?: boolean;
}

/** A heading without the emoji before it. */
export function plainHeading(heading: string): string {
  return heading.replace(/^[^\p{L}\p{N}(]+/u, '').replace(/[^\p{L}\p{N})?!.]+$/u, '') || heading;
}

export function summaryOf(change: Omit<PolicyChange, 'summary'>, options: CompareOptions = {}): string {
  const [one, other] = [change.before[0], change.after[0]];
  const heading = (one ?? other)!.heading === true;
  switch (change.kind) {
    case 'added':
      if (options.beforeComplete === false)
        return `${subject(other!)} is not among the verified lines of the earlier text.`;
      return heading ? `A heading was added: ${quoted(other!)}.` : `${subject(other!)} was added.`;
    case 'removed':
      if (options.afterComplete === false)
        return `${subject(one!)} is not among the verified lines of the later text.`;
      return heading ? `A heading was removed: ${quoted(one!)}.` : `${subject(one!)} was removed.`;
    case 'moved':
      return `${movement(one!, other!)}${renumbered(one!, other!, ' and was renumbered')}.`;
    case 'renumbered':
      return `${subject(other!)} was renumbered: ${renumbered(one!, other!, '')}.`;
    case 'split':
      return `One clause ${place(one!)} was split into ${change.after.length}.`;
    case 'merged':
      return `${change.before.length} clauses ${place(one!)} became one.`;
    case 'reworded': {
      const moved = change.alsoMoved ? `, and ${destination(one!, other!)}` : '';
      if (heading) return `The heading ${quoted(one!)} now reads ${quoted(other!)}${moved}.`;
      return `${subject(moved ? one! : other!)} was reworded: ${counted(change.words ?? [])}${moved}.`;
    }
  }
}

function quoted(ref: ClauseRef): string {
  return `‘${plainHeading(ref.text)}’`;
}

function place(ref: ClauseRef): string {
  const heading = ref.path.at(-1);
  return heading === undefined ? 'at the start of the text' : `under ‘${plainHeading(heading)}’`;
}

function subject(ref: ClauseRef): string {
  return ref.heading ? `The heading ${quoted(ref)}` : `One clause ${place(ref)}`;
}

function movement(one: ClauseRef, other: ClauseRef): string {
  return `${one.heading ? `The section ${quoted(one)}` : subject(one)} ${destination(one, other)}`;
}

function destination(one: ClauseRef, other: ClauseRef): string {
  return place(one) === place(other) ? 'moved to another place there' : `now stands ${place(other)}`;
}

function renumbered(one: ClauseRef, other: ClauseRef, lead: string): string {
  if (one.number === other.number) return '';
  const change = `${one.number ?? 'no number'} became ${other.number ?? 'no number'}`;
  return lead === '' ? change : `${lead} (${change})`;
}

function counted(words: readonly WordDiff[]): string {
  const { added, removed } = countWords(words);
  const parts = [
    ...(added > 0 ? [`${added} ${added === 1 ? 'word' : 'words'} added`] : []),
    ...(removed > 0 ? [`${removed}${added > 0 ? '' : removed === 1 ? ' word' : ' words'} removed`] : []),
  ];
  return parts.length === 0 ? 'only marks between the words differ' : parts.join(', ');
}

const COUNTED: Record<ChangeKind, string> = {
  added: 'added',
  removed: 'removed',
  reworded: 'reworded',
  moved: 'moved',
  renumbered: 'renumbered',
  split: 'split',
  merged: 'merged',
};

/** All changes in one line: "3 clauses reworded, 1 added, 2 headings removed." */
export function summariseChanges(changes: readonly PolicyChange[]): string {
  if (changes.length === 0) return 'The words are the same.';
  const counts = new Map<string, number>();
  for (const { kind, before, after } of changes) {
    const what = (before[0] ?? after[0])!.heading ? 'heading' : 'clause';
    counts.set(`${what} ${kind}`, (counts.get(`${what} ${kind}`) ?? 0) + 1);
  }
  const parts: string[] = [];
  for (const what of ['clause', 'heading']) {
    let first = true;
    for (const kind of Object.keys(COUNTED)) {
      const count = counts.get(`${what} ${kind}`);
      if (count === undefined) continue;
      parts.push(
        `${count}${first ? ` ${what}${count === 1 ? '' : 's'}` : ''} ${COUNTED[kind as ChangeKind]}`,
      );
      first = false;
    }
  }
  return `${parts.join(', ')}.`;
}
