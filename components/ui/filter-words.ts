/** The filter's choices in words, the same in the popup, the options and the welcome. Pure. */
import { clockTime, type Pause } from '../../lib/nfaa/pause.ts';
import {
  type Action,
  type FilterPreferences,
  isPaused,
  type Look,
  type Unknown,
} from '../../lib/nfaa/preferences.ts';
import type { ChoiceOption } from './Choice.tsx';

export const ACTION_OPTIONS: readonly ChoiceOption<Action>[] = [
  { value: 'show', label: 'Show', icon: 'eye', note: 'As the Hub shows it. Nothing is changed.' },
  { value: 'mark', label: 'Mark', icon: 'tag', note: 'Shown, with a label that says so.' },
  {
    value: 'cover',
    label: 'Cover',
    icon: 'cover',
    note: 'Out of sight until you press Show.',
  },
  {
    value: 'hide',
    label: 'Hide',
    icon: 'hidden',
    note: 'Left out of lists; a count brings it back.',
  },
];

export const LOOK_OPTIONS: readonly ChoiceOption<Look>[] = [
  { value: 'blur', label: 'Blurred', note: 'Beyond recognition, in the colours of what is under it.' },
  { value: 'plain', label: 'Plain', note: 'An even surface; nothing shines through.' },
];

export const UNKNOWN_OPTIONS: readonly ChoiceOption<Unknown>[] = [
  {
    value: 'placeholder',
    label: 'Placeholder',
    note: 'A neutral stand-in until the Hub has answered: nothing sensitive flashes by.',
  },
  {
    value: 'show',
    label: 'Show',
    note: 'Shown at once; what turns out to be labelled is covered a moment later.',
  },
];

const EFFECTS: Record<Action, string> = {
  show: 'Labelled repositories are shown as the Hub shows them.',
  mark: 'Labelled repositories are shown with a label.',
  cover: 'Labelled repositories are covered until you press Show.',
  hide: 'Labelled repositories are left out of lists and covered on their own pages.',
};

/** After "Pause". */
export const PAUSE_WORDS: Record<Pause, string> = {
  quarter: '15 min',
  hour: '1 hour',
  tomorrow: 'Until tomorrow',
};

/** "1 exception", "3 exceptions": how many places and types have an action of their own. */
export function exceptionWords({ per }: Pick<FilterPreferences, 'per'>): string {
  const count = Object.keys(per).length;
  return count === 1 ? '1 exception' : `${count || 'No'} exceptions`;
}

/** What the filter does right now, in a sentence. @param now milliseconds since the epoch */
export function effectOf(filter: FilterPreferences, now: number): string {
  if (!filter.on) return 'The filter is off: no page is touched.';
  if (isPaused(filter.pausedUntil, now))
    return `The filter is paused until ${clockTime(filter.pausedUntil, now)}: no page is touched.`;
  const exceptions = Object.keys(filter.per).length > 0 ? ` With ${exceptionWords(filter)}.` : '';
  return EFFECTS[filter.action] + exceptions;
}
