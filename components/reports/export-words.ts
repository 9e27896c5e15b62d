/** What the export part says. Pure. */
import type { ExportFile, ExportFormat, ImportResult } from '../../lib/report/portable-formats.ts';

export const FORMATS: readonly { value: ExportFormat; label: string; note: string }[] = [
  {
    value: 'markdown',
    label: 'To read (Markdown)',
    note: 'A dossier for people: what, where, when, which rule.',
  },
  {
    value: 'json',
    label: 'To keep (JSON)',
    note: 'Everything that is known. The only one that can be read back here.',
  },
  { value: 'csv', label: 'A table (CSV)', note: 'One line a report, for a spreadsheet.' },
  {
    value: 'dsa',
    label: 'DSA notice (JSON)',
    note: 'With what Article 16 of the EU’s Digital Services Act asks of a notice of illegal content.',
  },
  {
    value: 'xarf',
    label: 'XARF (JSON)',
    note: 'For abuse desks. One report a file, and only of malware, fraud, exposed data and copyright.',
  },
];

export const PRIVATE_CHOICES = [
  {
    value: 'redacted',
    label: 'Leave out what is private',
    note: 'Your words, answers and passages of private reports, your notes and your account’s name. “[redacted]” stands in their place.',
  },
  {
    value: 'included',
    label: 'Include it',
    note: 'Whoever gets the file reads everything. Reports about minors hold no words in any case.',
  },
] as const;
export type PrivateChoice = (typeof PRIVATE_CHOICES)[number]['value'];

const reports = (count: number) => (count === 1 ? '1 report' : `${count} reports`);

/** What is in a file that was made. */
export function fileWords({ count, redacted }: ExportFile): string {
  if (redacted === 0) return `${reports(count)}. Nothing is left out.`;
  return `${reports(count)}, ${redacted === count ? 'each' : `${redacted} of them`} with private parts left out.`;
}

/** What a file would bring. */
export function foundWords({ added, updated }: ImportResult, name: string): string {
  if (added + updated === 0) return `${name} brings nothing new`;
  if (added === 0) return `${name} knows more of ${reports(updated)} that you have`;
  return `${name} would bring ${reports(added)}`;
}

/** One line for each that is not zero. */
export function countLines({ added, updated, known, underWay, refused, unsent }: ImportResult): string[] {
  const lines: string[] = [];
  if (added > 0) lines.push(`New: ${added}`);
  if (unsent > 0)
    lines.push(
      `${unsent === 1 ? '1 of them had' : `${unsent} of them had`} not been seen on the Hub yet. They become history here, and nothing of them is sent.`,
    );
  if (updated > 0)
    lines.push(`Newer than here: ${updated}. What you have is brought up to date; your words stay.`);
  if (known > 0)
    lines.push(
      `Here already: ${known}${underWay > 0 ? `, ${underWay} of them still under way and never touched` : ''}`,
    );
  if (refused > 0) lines.push(`Cannot be taken: ${refused}`);
  return lines;
}

export function doneWords({ added, updated }: ImportResult): string {
  const parts = [
    ...(added > 0 ? [`${reports(added)} taken in`] : []),
    ...(updated > 0 ? [`${reports(updated)} brought up to date`] : []),
  ];
  return `${parts.join(', ') || 'Nothing was changed'}. Nothing was sent.`;
}
