/** What is said of sync. Pure. */
import type { Apart, SyncChoice, SyncProblem, SyncState, SyncWay } from '../../lib/account/sync-state.ts';
import { ACTION_OPTIONS, LOOK_OPTIONS, UNKNOWN_OPTIONS } from '../ui/filter-words.ts';
import { count } from './rules/words.ts';

export const SYNCED = [
  'The filter’s settings, with exceptions by place and type',
  'The settings under Reporting',
  'Your own rules with their notes and ends, also those that always show an author, a tag, a licence or a word',
  'Which lists you follow, and what is done about their entries',
] as const;

export const NEVER_SYNCED = [
  'Repositories that you chose to see, once, for a session or always',
  'A pause',
  'Your token, your reports and drafts',
  'How often rules applied, and which repositories you met',
  'The PIN and the lock, and whatever your organisation set',
] as const;

/** `title`, and what to do about it. */
export const PROBLEM_WORDS: Record<SyncProblem, { title: string; text: string; kind: 'warn' | 'error' }> = {
  newer: {
    title: 'A newer version of Hub Steward wrote what lies in sync',
    text: 'Nothing is taken over or written here until this one is updated. Look for an update on your browser’s page of extensions.',
    kind: 'warn',
  },
  damaged: {
    title: 'What lies in sync cannot be read',
    text: 'It was left as it is. This device keeps its settings; you can write them over it.',
    kind: 'error',
  },
  removed: {
    title: 'The copy in sync is gone',
    text: 'Another device or your account’s own page removed it. This device keeps its settings, and writes nothing unless you ask for it.',
    kind: 'warn',
  },
  'too-large': {
    title: 'Your rules do not fit into sync',
    text: 'Your browser’s sync has room for 100 kB. They all stay on this device, and what other devices change still arrives. Remove rules or notes, or save your rules as a file, under Own rules, and take that in on the other device.',
    kind: 'error',
  },
  busy: {
    title: 'Your browser takes no more changes for the moment',
    text: 'Hub Steward tries again by itself within minutes.',
    kind: 'warn',
  },
  failed: {
    title: 'Your browser could not keep the copy',
    text: 'Hub Steward tries again by itself. If this stays, look whether your browser is signed in and its disk has room.',
    kind: 'error',
  },
  unavailable: {
    title: 'This browser offers no sync to extensions',
    text: 'Or it is switched off in the browser’s own settings. Your settings stay on this device.',
    kind: 'error',
  },
};

/** What arrived and is not in force here, in sentences. */
export function heldWords({ locked, full, unreadable }: SyncState['held']): string[] {
  const changes = (n: number) =>
    n === 1 ? 'One change from another device' : `${n} changes from other devices`;
  return [
    locked > 0 &&
      `${changes(locked)} ${locked === 1 ? 'is' : 'are'} about what is locked here. Hub Steward keeps ${locked === 1 ? 'it' : 'them'} until that is unlocked, under Lock or by your organisation.`,
    full > 0 &&
      `${changes(full)} found no room: you have as many rules or lists as Hub Steward keeps. Remove some, and the rest comes in.`,
    unreadable > 0 &&
      `${changes(unreadable)} cannot be read by this version of Hub Steward. ${unreadable === 1 ? 'It stays' : 'They stay'} in sync for those that can. Look for an update.`,
  ].filter((each) => each !== false);
}

const onOff = (value: unknown) => (value === true ? 'On' : 'Off');
const labelIn = (options: readonly { value: string; label: unknown }[]) => (value: unknown) =>
  String(options.find((option) => option.value === value)?.label ?? value);

const SETTINGS: Record<string, [name: string, words: (value: unknown) => string]> = {
  'f:on': ['The filter', onOff],
  'f:action': ['Labelled repositories', labelIn(ACTION_OPTIONS)],
  'f:look': ['Look of a cover', labelIn(LOOK_OPTIONS)],
  'f:unknown': ['Not yet known', labelIn(UNKNOWN_OPTIONS)],
  'f:hints': ['Hints', onOff],
  's:buttonOnCards': ['Report button on cards', onOff],
};

/** One line of the comparison. */
export interface DifferenceRow {
  name: string;
  here: string;
  there: string;
}

/** What differs between the two, line by line. */
export function differences({ settings, exceptions, rules, lists }: SyncChoice): DifferenceRow[] {
  const rows = settings.map(({ key, here, there }): DifferenceRow => {
    const [name, words] = SETTINGS[key] ?? [key, String];
    return { name, here: words(here), there: words(there) };
  });
  for (const [name, one, apart] of [
    ['Exceptions', 'exception', exceptions],
    ['Own rules', 'rule', rules],
    ['Lists', 'list', lists],
  ] as const)
    if (apart.here + apart.there + apart.differ > 0)
      rows.push({ name, here: sideWords(apart.here, apart, one), there: sideWords(apart.there, apart, one) });
  return rows;
}

function sideWords(only: number, { differ }: Apart, one: string): string {
  const said = [
    only > 0 && `${count(only, one)} of its own`,
    differ > 0 && `${count(differ, one)} with another action or end`,
  ].filter((each) => each !== false);
  return said.length > 0 ? said.join(', ') : `No ${one} of its own`;
}

export const WAYS: readonly {
  value: Exclude<SyncWay, 'undo'>;
  label: string;
  note: string;
  press: string;
  done: string;
}[] = [
  {
    value: 'both',
    label: 'Both together',
    note: 'Rules, lists and exceptions of both. Where the two differ, and for settings, those in sync count.',
    press: 'Bring both together',
    done: 'Both are brought together.',
  },
  {
    value: 'theirs',
    label: 'Those in sync',
    note: 'This device takes them over; what is only here is removed.',
    press: 'Take over those in sync',
    done: 'This device has taken over what was in sync.',
  },
  {
    value: 'mine',
    label: 'Those of this device',
    note: 'Your other devices take them over; what is only in sync is removed, there too.',
    press: 'Use those of this device',
    done: 'What was in sync is replaced by the settings of this device.',
  },
];

/** "2 kB of 100 kB". */
export const roomWords = (bytes: number): string => `${Math.ceil(bytes / 1_000)} kB of 100 kB`;
