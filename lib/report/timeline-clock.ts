/**
 * How long the owner has had to answer (facts/reporting.md D1). A text of the policy that prints a time gives a typical one, never
 * a promise; under any other there is only the time that has passed. Pure; all times are absolute milliseconds, so that summer time
 * changes nothing.
 */
import { type PrintedStatement, statementsOf } from '../policy/statements.ts';
import type { VersionWithText } from '../policy/version-types.ts';
import type { Follow } from './follow.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

export interface OwnerClock {
  startedAt: number;
  /** The owner's first words or change of files; `null` while it runs. */
  stopped: { at: number; what: 'owner-reply' | 'owner-commit'; by: string | null } | null;
  /** Never negative, whatever the clocks of this computer and of the Hub say. */
  elapsedMs: number;
  /** What the cited text prints as typical; `null` where it prints none. */
  typical: { ms: number; statement: PrintedStatement } | null;
}

type Clocked = Pick<Follow, 'entries' | 'madeAt' | 'hubMadeAt'>;

/**
 * @param printed the owner's time as the cited text prints it (`ownerTimeOf`)
 * @param now milliseconds since the epoch
 */
export function ownerClock(follow: Clocked, printed: PrintedStatement | null, now: number): OwnerClock {
  const startedAt = follow.hubMadeAt ?? follow.madeAt;
  let stopped: OwnerClock['stopped'] = null;
  for (const { what, at, observedAt, by } of follow.entries) {
    const isReply = what === 'owner-reply' || (what === 'staff-reply' && by?.ownerSide === true);
    if (!isReply && what !== 'owner-commit') continue;
    const when = at ?? observedAt;
    // A commit's date is what its author's computer said: one from before the report answers nothing.
    if (what === 'owner-commit' && when < startedAt) continue;
    if (!stopped || when < stopped.at)
      stopped = { at: when, what: isReply ? 'owner-reply' : 'owner-commit', by: by?.name ?? null };
  }
  const ms = printed && spanOf(printed.value);
  return {
    startedAt,
    stopped,
    elapsedMs: Math.max(0, (stopped?.at ?? now) - startedAt),
    typical: printed && ms ? { ms, statement: printed } : null,
  };
}

/** What a text prints on the owner's time to answer, with its sentence; `null` when it prints none. */
export function ownerTimeOf(version: Pick<VersionWithText, 'document'>): PrintedStatement | null {
  return (
    statementsOf(version).find(
      ({ kind, about, value }) => kind === 'clock' && about === 'owner-time' && spanOf(value) !== null,
    ) ?? null
  );
}

/** `72 hours`, `3 days`, in milliseconds; `null` for what is no plain span, such as business days. */
export function spanOf(value: string): number | null {
  const [, number, unit] = /^(\d{1,4}) (h|hours?|days?)$/.exec(value) ?? [];
  return number === undefined ? null : Number(number) * (unit!.startsWith('d') ? DAY : HOUR);
}

/** "5 hours", "3 days and 4 hours": whole parts only, never more than has passed. */
export function spanWords(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  const [days, hours] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60)];
  const count = (n: number, unit: string) => `${n} ${unit}${n === 1 ? '' : 's'}`;
  if (days >= 7) return count(days, 'day');
  if (days > 0) return hours > 0 ? `${count(days, 'day')} and ${count(hours, 'hour')}` : count(days, 'day');
  if (hours > 0) return count(hours, 'hour');
  return minutes > 0 ? count(minutes, 'minute') : 'less than a minute';
}

/**
 * The clock in one or two sentences.
 * @param read was every text that the report cites looked into? Else nothing is said of what they do not name.
 */
export function clockWords({ stopped, elapsedMs, typical }: OwnerClock, read = true): string {
  const spent = spanWords(elapsedMs);
  const date = typical?.statement.version.printedDate;
  const text = date ? `the text of ${date}` : 'the cited text';
  if (stopped) {
    const what =
      stopped.what === 'owner-reply' ? 'The owner’s side answered' : 'The owner’s side changed the files';
    const within = typical
      ? elapsedMs <= typical.ms
        ? `, within the approximately ${typical.statement.value} that ${text} calls typical`
        : `, after the approximately ${typical.statement.value} that ${text} calls typical`
      : '';
    return `${what} after ${spent}${within}.`;
  }
  const open = `No answer of the owner’s side was seen yet: ${spent} since the report.`;
  if (!typical) return read ? `${open} No text that it cites names a time for an answer.` : open;
  const past = elapsedMs > typical.ms;
  return past
    ? `${open} That is more than the approximately ${typical.statement.value} that ${text} calls typical; it promises none.`
    : `${open} Approximately ${typical.statement.value} are typical under ${text}; it promises none.`;
}
