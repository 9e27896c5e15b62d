/** What the parts of the timeline share: whose doing something was, in words. Pure. */
import type { Entry, Unseen, Who } from './follow.ts';

/** An entry before it is said when it was seen. */
export type EntryDraft = Omit<Entry, 'observedAt'>;

export const isSeen = <T extends object>(part: T | Unseen | undefined): part is T => typeof part === 'object';

/** "staff member X", and whose account it is; never a role that the answer does not tell. */
export function nameOf(by: Who | null): string {
  if (!by || (by.name === null && by.role !== 'you')) return 'Somebody whose account does not exist any more';
  if (by.role === 'you') return 'You';
  if (by.role === 'staff') return `${by.name}, of Hugging Face’s staff,`;
  if (by.role === 'owner') return `${by.name}, on the owner’s side,`;
  return `${by.name}`;
}
