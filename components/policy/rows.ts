/** A comparison as it is laid out: what changed in its place, what stayed the same folded away. Pure. */
import type { ClauseRef, PolicyChange } from '../../lib/policy/compare.ts';
import { type PolicyDocument, walkSections } from '../../lib/policy/document.ts';
import type { Version } from '../../lib/policy/version-types.ts';

export type Row =
  | { kind: 'same'; id: string; texts: string[] }
  | { kind: 'change'; id: string; change: PolicyChange };

/** What stands under one heading of the later text. */
export interface Group {
  id: string;
  heading: string;
  rows: Row[];
}

interface Part {
  key: string;
  text: string;
  heading: boolean;
}

const keyOf = ({ id, heading }: Pick<ClauseRef, 'id' | 'heading'>): string => `${heading ? 'h' : 'c'}:${id}`;

function partsOf(document: PolicyDocument): Part[] {
  const parts: Part[] = [];
  for (const { id, heading, clauses } of walkSections(document)) {
    if (heading) parts.push({ key: keyOf({ id, heading: true }), text: heading, heading: true });
    for (const clause of clauses) parts.push({ key: keyOf(clause), text: clause.text, heading: false });
  }
  return parts;
}

/** Every change once, in the order of the later text; what is gone stands where it stood. */
export function groupsOf(
  before: PolicyDocument,
  after: PolicyDocument,
  changes: readonly PolicyChange[],
): Group[] {
  const earlier = partsOf(before);
  const place = new Map(earlier.map(({ key }, index) => [key, index]));
  const gone = new Map<string, PolicyChange>();
  const touched = new Set<string>();
  const later = new Map<string, PolicyChange>();
  for (const change of changes) {
    for (const ref of change.before) touched.add(keyOf(ref));
    for (const ref of change.after) later.set(keyOf(ref), change);
    const first = change.before[0];
    if (change.after.length === 0 && first) gone.set(keyOf(first), change);
  }

  const groups: Group[] = [];
  const told = new Set<PolicyChange>();
  const group = () => {
    if (groups.length === 0) groups.push({ id: 'start', heading: '', rows: [] });
    return groups.at(-1)!;
  };
  const tell = (change: PolicyChange) => {
    if (told.has(change)) return;
    told.add(change);
    group().rows.push({ kind: 'change', id: rowId(changes.indexOf(change)), change });
  };
  const same = ({ key, text }: Part) => {
    const last = group().rows.at(-1);
    if (last?.kind === 'same') last.texts.push(text);
    else group().rows.push({ kind: 'same', id: key, texts: [text] });
  };

  let at = 0;
  /** Tells of what is gone from here up to a place in the earlier text, or up to what stayed the same. */
  const passGone = (end: number) => {
    while (at < end && touched.has(earlier[at]!.key)) {
      const change = gone.get(earlier[at++]!.key);
      if (change) tell(change);
    }
  };
  for (const part of partsOf(after)) {
    const change = later.get(part.key);
    if (change) {
      const from = Math.min(...change.before.map((ref) => place.get(keyOf(ref)) ?? earlier.length));
      if (change.kind !== 'moved' && change.before.length > 0) passGone(from);
    } else {
      passGone(earlier.length);
      at++;
    }
    if (part.heading) groups.push({ id: part.key.slice(2), heading: part.text, rows: [] });
    if (change) tell(change);
    else if (!part.heading) same(part);
  }
  for (; at < earlier.length; at++) {
    const change = gone.get(earlier[at]!.key);
    if (change) tell(change);
  }
  for (const change of changes) tell(change);
  return groups.filter(({ rows }) => rows.length > 0);
}

/** Stretches of groups in which nothing is shown as changed, together; the others each by itself. */
export function folded(
  groups: readonly Group[],
  isShown: (change: PolicyChange) => boolean,
): ({ kind: 'group'; group: Group } | { kind: 'same'; id: string; groups: Group[] })[] {
  const out: ReturnType<typeof folded> = [];
  for (const { rows, ...group } of groups) {
    const shown = rows.filter((row) => row.kind === 'same' || isShown(row.change));
    if (shown.length === 0) continue;
    const last = out.at(-1);
    if (shown.some((row) => row.kind === 'change'))
      out.push({ kind: 'group', group: { ...group, rows: shown } });
    else if (last?.kind === 'same') last.groups.push({ ...group, rows: shown });
    else out.push({ kind: 'same', id: group.id, groups: [{ ...group, rows: shown }] });
  }
  return out;
}

/** Id of a change in the page; changes are told in one order only. */
export const rowId = (index: number): string => `change-${index + 1}`;

export const KINDS: Record<PolicyChange['kind'], string> = {
  added: 'Added',
  removed: 'Removed',
  reworded: 'Reworded',
  moved: 'Moved',
  renumbered: 'Renumbered',
  split: 'Split',
  merged: 'Merged',
};

/** Of a text that is known in parts, nothing can be said about what is not among them. */
export function isUnknown(
  change: Pick<PolicyChange, 'kind'>,
  pair: { before: Pick<Version, 'complete'>; after: Pick<Version, 'complete'> },
): boolean {
  return (
    (change.kind === 'removed' && !pair.after.complete) || (change.kind === 'added' && !pair.before.complete)
  );
}
