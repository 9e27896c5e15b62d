/**
 * What we say of a report, and nothing that we have not seen: "as a report" only after the Hub itself said so
 * (facts/reporting.md D19). Pure.
 */
import type { OutboxRecord, OutboxState, RouteKind } from '../../lib/report/report.ts';
import type { IconName } from './Icon.tsx';

export interface StateWords {
  /** A few words, for a badge. */
  label: string;
  /** A sentence: what is known, and what comes next. */
  meaning: string;
  tone: 'info' | 'done' | 'warn' | 'error';
  icon: IconName;
}

export type StateOf = Pick<OutboxRecord, 'state' | 'isReport' | 'discussion' | 'imported'> & {
  report: Pick<OutboxRecord['report'], 'route'>;
};

export function stateWords({ state, isReport, discussion, imported, report }: StateOf): StateWords {
  switch (state) {
    case 'queued':
      return {
        label: 'Waiting to be sent',
        meaning: 'Kept on this device. It has not left yet, and can still be taken back.',
        tone: 'info',
        icon: 'clock',
      };
    case 'sending':
      return {
        label: 'Being sent',
        meaning: 'On its way to the Hub. Nothing is known of its arrival yet.',
        tone: 'info',
        icon: 'clock',
      };
    case 'checking':
      return {
        label: 'Checking whether it arrived',
        meaning:
          'The connection broke off while it was being sent. It is looked for on the Hub first, so that it is never sent twice.',
        tone: 'warn',
        icon: 'search',
      };
    case 'sent':
      return {
        label: 'Taken by the Hub — not yet seen there',
        meaning: 'The Hub answered that it took the report. It has not been read back from the Hub yet.',
        tone: 'info',
        icon: 'clock',
      };
    case 'confirmed':
      return isReport === true
        ? {
            label: 'Seen on the Hub as a report',
            meaning:
              report.route === 'public-comment'
                ? 'Your comment was read back from the Hub, in a thread that the Hub marks as a report.'
                : 'Read back from the Hub, and the Hub marks it as a report. Who has looked at it is not known.',
            tone: 'done',
            icon: 'check',
          }
        : {
            label: 'On the Hub',
            meaning:
              report.route === 'public-comment'
                ? 'Your comment was read back from the Hub, in the thread that you chose.'
                : isReport === false
                  ? 'Read back from the Hub as a public discussion. The Hub does not mark it as a report.'
                  : 'Read back from the Hub as a public discussion. Whether the Hub counts it as a report is not known.',
            tone: 'done',
            icon: 'check',
          };
    case 'failed':
      return {
        label: discussion === undefined ? 'Not sent — needs you' : 'Stopped — needs you',
        meaning:
          discussion === undefined
            ? 'It did not get through. What you wrote is kept; nothing is tried again by itself.'
            : 'It had reached the Hub, and could not be followed any further. What you wrote is kept.',
        tone: 'error',
        icon: 'error',
      };
    case 'handed-over':
      return report.route === 'private-mail'
        ? {
            label: 'Handed to your mail program — cannot be followed',
            meaning:
              'The mail was opened for you to send. Whether it was sent or answered cannot be seen from here.',
            tone: 'warn',
            icon: 'mail',
          }
        : report.route === 'hub-dialog'
          ? {
              label: 'Handed to the Hub’s Report dialog — not yet seen',
              meaning:
                'The text was handed to you for the Hub’s own Report dialog. It counts once you submit it there; whether you did cannot be seen from here.',
              tone: 'warn',
              icon: 'form',
            }
          : {
              label: "Handed to the Hub's form — not yet seen",
              meaning:
                "The Hub's own form was opened, filled in. It counts once you press Create there and it is seen on the Hub.",
              tone: 'warn',
              icon: 'form',
            };
    case 'cancelled':
      if (imported !== undefined)
        return {
          label: 'From a file — not sent from here',
          meaning:
            'When it was exported it had not been seen on the Hub. It is kept as history; nothing of it is sent.',
          tone: 'info',
          icon: 'undo',
        };
      return {
        label: 'Taken back before it was sent',
        meaning: 'It never left this device.',
        tone: 'info',
        icon: 'undo',
      };
  }
}

const STEPS: Record<OutboxState, string> = {
  queued: 'Written down on this device, to be sent',
  sending: 'Sending began',
  checking: 'The connection broke off; looked for on the Hub',
  sent: 'The Hub answered that it took it',
  confirmed: 'Seen on the Hub',
  failed: 'It did not get through',
  'handed-over': "Handed to the Hub's form",
  cancelled: 'Taken back',
};

/** One step of the timeline: what was observed then, not what is known since. */
export function stepWords(state: OutboxState, route: RouteKind): string {
  if (state !== 'handed-over') return STEPS[state];
  if (route === 'private-mail') return 'Handed to your mail program';
  return route === 'hub-dialog' ? 'Handed to the Hub’s Report dialog' : STEPS[state];
}
