/** Times in words. Pure: the present is given, not looked up. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "3 minutes ago", "in 2 hours"; past four weeks the date says more than a count. */
export function relativeTime(at: number, now: number, locale?: string): string {
  const gap = at - now;
  const size = Math.abs(gap);
  if (size < 45_000) return gap > 5_000 ? 'in a moment' : 'just now';
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (size < HOUR) return format.format(Math.round(gap / MINUTE), 'minute');
  if (size < DAY) return format.format(Math.round(gap / HOUR), 'hour');
  if (size < 28 * DAY) return format.format(Math.round(gap / DAY), 'day');
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(at);
}

/** To the second, with the time zone: what a person can quote to somebody else. */
export function absoluteTime(at: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(at);
}

/** `2023-08-30` as "30 August 2023", whatever the time zone; anything else as it stands. */
export function printedDate(date: string | null, locale = 'en-GB'): string {
  if (date === null) return 'no date printed';
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return date;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));
}
