/** How long a pause lasts, and how its end is said. Pure: the present is given. */
import { LONGEST_PAUSE_MS } from './preferences.ts';

export const PAUSES = ['quarter', 'hour', 'tomorrow'] as const;
export type Pause = (typeof PAUSES)[number];

const MINUTE = 60_000;
/** When "until tomorrow" ends: before a working day, not in the middle of a long night. */
const MORNING_HOUR = 6;
/** Clocks of two processes may differ a little, and a pause that seems longer than the longest does not count. */
const MARGIN = MINUTE;

/**
 * When a pause that starts now ends, milliseconds since the epoch.
 * @param now milliseconds since the epoch; tomorrow is that of the local time zone
 */
export function pauseEnd(pause: Pause, now: number): number {
  if (pause === 'quarter') return now + 15 * MINUTE;
  if (pause === 'hour') return now + 60 * MINUTE;
  const morning = new Date(now);
  morning.setDate(morning.getDate() + 1);
  morning.setHours(MORNING_HOUR, 0, 0, 0);
  return Math.min(morning.getTime(), now + LONGEST_PAUSE_MS - MARGIN);
}

/** "14:05", or "Tue 06:00" for another day: what follows "until". */
export function clockTime(at: number, now: number, locale?: string): string {
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(locale, {
    ...(today ? {} : { weekday: 'short' as const }),
    hour: 'numeric',
    minute: '2-digit',
  }).format(at);
}
