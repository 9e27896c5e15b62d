/** What is said of the lock. Pure: the present is given. */
import { FIRST_WAIT_MS, LONGEST_WAIT_MS } from '../../lib/account/pin.ts';

const MINUTE = 60_000;

const FIELDS: Record<string, string> = {
  'filter.on': 'whether the filter is on',
  'filter.pausedUntil': 'pausing the filter',
  'filter.action': 'what happens to labelled repositories',
  'filter.look': 'how a cover looks',
  'filter.unknown': 'what stands where a repository is not yet known',
  'filter.per': 'exceptions for places and types',
  'filter.hints': 'hints about related repositories',
  rules: 'your own rules',
  lists: 'lists that are followed',
};

/** What is held, each in words; a name of tomorrow stands as it is. */
export const fieldWords = (fields: readonly string[]): string[] => fields.map((name) => FIELDS[name] ?? name);

/** "4:05": for the eye, every second. */
export function clockWords(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** For the ear: new words only when a wait is down to the next shorter one, not every second. */
export function waitWords(ms: number): string {
  if (ms <= 0) return 'You can try again now.';
  let step = FIRST_WAIT_MS;
  while (step < ms && step < LONGEST_WAIT_MS) step = Math.min(step * 2, LONGEST_WAIT_MS);
  const minutes = Math.round(step / MINUTE);
  const length = step < MINUTE ? `${step / 1000} seconds` : minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return `Wait up to ${length} before the next try.`;
}

/** How long it stays unlocked. */
export function minutesWords(ms: number): string {
  const minutes = Math.ceil(ms / MINUTE);
  return ms < MINUTE ? 'less than a minute' : minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
