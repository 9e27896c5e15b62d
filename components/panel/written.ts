/** The report written out, for the eyes and for the way that it takes: one function for the preview beside the text and for Send. Pure. */
import {
  composeComment,
  composeMail,
  composeReport,
  dialogText,
  type Mail,
} from '../../lib/report/compose.ts';
import type { Report } from '../../lib/report/report.ts';
import { currentRoute, reportOf } from './derived.ts';
import type { PanelState } from './state.ts';

export interface Written {
  way: 'mail' | 'thread' | 'comment' | 'dialog';
  /** Of mails. */
  to?: string;
  /** Title of a thread, subject of a mail. */
  title?: string;
  body: string;
}

/** `null` while something is missing, or when it may not be written for that way at all. */
export function writtenOut(state: PanelState): Written | null {
  const report = reportOf(state);
  return report && currentRoute(state) ? writtenReport(report) : null;
}

export function writtenReport(report: Report): Written {
  switch (report.route) {
    case 'private-mail':
      return mailText(composeMail(report));
    case 'public-comment':
      return { way: 'comment', body: composeComment(report) };
    case 'hub-dialog':
      return { way: 'dialog', body: dialogText(report) };
    default:
      return { way: 'thread', ...composeReport(report) };
  }
}

export function mailText({ to, subject, body }: Mail): Written {
  return { way: 'mail', to, title: subject, body };
}

/** All of it as one text, for the clipboard. */
export function asText({ way, to, title, body }: Written): string {
  if (way === 'mail') return `To: ${to}\nSubject: ${title}\n\n${body}`;
  return title ? `${title}\n\n${body}` : body;
}
