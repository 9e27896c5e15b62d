/** Rules in words, and which of many are shown. Pure. */
import { ACTIONS, type Action } from '../../../lib/nfaa/preferences.ts';
import { type ListAction, type Rule, valueWords } from '../../../lib/nfaa/rule.ts';
import type { RuleView } from '../../../lib/nfaa/rule-views.ts';
import type { ImportResult } from '../../../lib/nfaa/rules-change.ts';
import { RULE_KINDS, type RuleKind } from '../../../lib/nfaa/ruleset.ts';
import type { IconName } from '../../ui/Icon.tsx';

interface KindWords {
  /** In the form and the filter. */
  name: string;
  /** In a row, before the value. */
  short: string;
  example: string;
  note: string;
}

export const KIND_WORDS: Record<RuleKind, KindWords> = {
  repo: {
    name: 'Repository',
    short: 'Repository',
    example: 'https://huggingface.co/owner/name',
    note: 'Paste its link. A model, dataset, Space or kernel.',
  },
  author: {
    name: 'Author or organisation',
    short: 'Author',
    example: 'owner',
    note: 'All of their repositories: the name before the slash.',
  },
  licence: {
    name: 'Licence',
    short: 'Licence',
    example: 'cc-by-nc-4.0',
    note: 'Repositories under it, as it is written on the Hub.',
  },
  tag: {
    name: 'Tag',
    short: 'Tag',
    example: 'text-to-image',
    note: 'Repositories that carry it, as it is written on the Hub.',
  },
  word: {
    name: 'Word or phrase',
    short: 'Word',
    example: 'face swap',
    note: 'Whole words in a name or on a card; upper and lower case make no difference.',
  },
};
/** From narrow to wide, as people mostly want them. */
export const KINDS: readonly RuleKind[] = [...RULE_KINDS].reverse();

export const ACTION_WORDS: Record<Action, { name: string; icon: IconName }> = {
  show: { name: 'Always show', icon: 'eye' },
  mark: { name: 'Mark', icon: 'tag' },
  cover: { name: 'Cover', icon: 'cover' },
  hide: { name: 'Hide', icon: 'hidden' },
};
export const ACTION_ORDER: readonly Action[] = [...ACTIONS].reverse();

export const LIST_ACTION_WORDS: Record<ListAction, string> = {
  'as-listed': 'As the list says',
  mark: 'Mark all of them',
  cover: 'Cover all of them',
  hide: 'Hide all of them',
};

/** One rule in a few words: "Hide author Ada". */
export const ruleWords = (rule: Pick<Rule, 'kind' | 'value' | 'action'>): string =>
  `${ACTION_WORDS[rule.action].name} ${KIND_WORDS[rule.kind].short.toLowerCase()} ${valueWords(rule)}`;

export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

/** From which number on a list gets a search. */
export const SEARCH_FROM = 10;
/** Drawn at once; the others on request. */
export const SHOWN_AT_ONCE = 100;

export type KindFilter = RuleKind | 'all';

/** Newest first; those of a kind that hold every word of the search. */
export function matching(rules: readonly RuleView[], search: string, kind: KindFilter): RuleView[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rules
    .filter((rule) => {
      if (kind !== 'all' && rule.kind !== kind) return false;
      const said = `${ruleWords(rule)} ${rule.note ?? ''}`.toLowerCase();
      return wanted.every((word) => said.includes(word));
    })
    .sort((a, b) => b.created - a.created);
}

/** When a rule ends: never, after a while, on a day, or when it does already. */
export const ENDS = ['never', 'day', 'week', 'month', 'date', 'keep'] as const;
export type End = (typeof ENDS)[number];
export const END_WORDS: Record<Exclude<End, 'keep'>, string> = {
  never: 'Never',
  day: 'After a day',
  week: 'After a week',
  month: 'After a month',
  date: 'On a date…',
};
const DAY_MS = 24 * 60 * 60_000;
const LENGTHS: Partial<Record<End, number>> = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS };

/**
 * The end in milliseconds since the epoch; `undefined` for never, `null` when no date is given or it is over.
 * @param date as a date field has it; the rule holds until that day is over, here
 */
export function endOf(
  end: End,
  date: string,
  kept: number | undefined,
  now: number,
): number | undefined | null {
  if (end === 'never') return undefined;
  if (end === 'keep') return kept;
  const length = LENGTHS[end];
  if (length !== undefined) return now + length;
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? [];
  if (!year) return null;
  const at = new Date(Number(year), Number(month) - 1, Number(day) + 1).getTime();
  return at > now ? at : null;
}

/** What an import does, or did, in sentences. */
export function importWords(result: ImportResult, mode: 'dry' | 'done'): string[] {
  const dry = mode === 'dry';
  const said = [
    result.added > 0 && `${count(result.added, 'new rule')}${dry ? '' : ' added'}.`,
    result.replaced > 0 &&
      `${count(result.replaced, 'rule')} ${dry ? 'take the place of yours' : 'replaced'} about the same thing.`,
    result.same > 0 && `${count(result.same, 'rule')} you have already.`,
    result.removed > 0 && `${count(result.removed, 'rule')} of yours ${dry ? 'will be' : 'were'} removed.`,
    result.listsAdded > 0 && `${count(result.listsAdded, 'list')} ${dry ? 'to follow' : 'followed'}.`,
    result.listsRemoved > 0 && `${count(result.listsRemoved, 'list')} no longer followed.`,
    result.skipped > 0 && `${count(result.skipped, 'entry', 'entries')} cannot be taken.`,
  ].filter((each) => each !== false);
  return said.length > 0 ? said : ['There is nothing in it.'];
}

/** Would anything change? */
export const changesAnything = ({
  added,
  replaced,
  removed,
  listsAdded,
  listsRemoved,
}: ImportResult): boolean => added + replaced + removed + listsAdded + listsRemoved > 0;

export const LOCKED = 'These cannot be changed now; see “Lock”.';
