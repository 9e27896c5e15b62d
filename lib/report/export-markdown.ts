/** Reports as a dossier to read: Markdown whose structure nothing that is quoted in it can change (neutralise.ts). Pure. */
import { policyUrl } from './compose-places.ts';
import { addressesOf, isoTime, placeWords, threadAddress } from './export-places.ts';
import { neutralBlock, neutralInline, neutralQuote } from './neutralise.ts';
import type { ExportRecord } from './portable.ts';
import { REDACTED } from './portable-formats.ts';
import { REMEDY_WORDS } from './remedies.ts';
import type { OutboxState, RouteKind } from './report.ts';

const STATES: Record<OutboxState, string> = {
  queued: 'waiting to be sent',
  sending: 'being sent',
  checking: 'looked for on the Hub: whether it arrived is not known',
  sent: 'taken by the Hub, not read back yet',
  confirmed: 'seen on the Hub',
  failed: 'not sent',
  'handed-over': 'handed over; whether it was sent cannot be seen from here',
  cancelled: 'not sent: taken back',
};

const ROUTES: Record<RouteKind, string> = {
  'public-api': 'public: a discussion in the Community tab',
  'public-form': 'public: the Hub’s own form for a new discussion',
  'public-comment': 'public: a comment in a thread that was there',
  'hub-dialog': 'the Hub’s own Report dialog',
  'private-mail': 'private: a mail to Hugging Face',
};

export const stateWordsOf = (state: OutboxState) => STATES[state];
export const routeWordsOf = (route: RouteKind) => ROUTES[route];

/** @param at when, milliseconds since the epoch */
export function toMarkdown(records: readonly ExportRecord[], includesPrivate: boolean, at: number): string {
  const hidden = records.filter(({ redacted }) => redacted.length > 0).length;
  const parts = [
    '# Reports made with Hub Steward',
    [
      `- Exported: ${when(at)}`,
      `- Reports: ${records.length}`,
      `- Private parts: ${includesPrivate ? 'included' : `${REDACTED_WORDS} where there are any`} (${count(hidden)} with something left out)`,
    ].join('\n'),
    'Made by an unofficial extension, on one person’s device. “Seen on the Hub” is what that browser read back, and no more.',
    ...records.map(reportPart),
  ];
  return `${parts.join('\n\n')}\n`;
}

const REDACTED_WORDS = 'redacted';
const count = (many: number) => (many === 1 ? '1 report' : `${many} reports`);

function reportPart(record: ExportRecord): string {
  const { report } = record;
  const parts = [
    `## ${neutralInline(report.topicName)}: ${neutralInline(placeWords(report.target))}`,
    facts(record).join('\n'),
    ...report.citations.flatMap(({ ruleId, quote, version, url }) => [
      `**Rule ${neutralInline(ruleId)}**, from the [Content Policy](${policyUrl(url)}), ${
        version.printedDate === null
          ? 'without a printed date'
          : `printed date ${neutralInline(version.printedDate)}`
      }, text ${/^[0-9a-f]{12}/.exec(version.hash)?.[0] ?? 'unknown'}:`,
      ...(quote === '' ? ['_The quotation is left out._'] : [neutralQuote(quote)]),
    ]),
    ...section('In the reporter’s words', report.text),
    ...Object.entries(report.answers ?? {}).flatMap(([id, said]) => section(`Answer “${id}”`, said)),
    ...(report.target.passage === undefined
      ? []
      : ['**The passage:**', marked(report.target.passage) ?? neutralQuote(report.target.passage)]),
    ...(record.note === undefined ? [] : section('Own note', record.note)),
    '**What happened:**',
    happened(record).join('\n'),
  ];
  return parts.join('\n\n');
}

function facts({ report, state, since, isReport, sender, problem, url, redacted }: ExportRecord): string[] {
  const { target } = report;
  const { page, pinned } = addressesOf(target);
  const thread = threadAddress(url);
  return [
    `- Reference: ${neutralInline(report.reference)}`,
    `- Page: <${page}>`,
    ...(pinned === null ? ['- Revision: not known'] : [`- As it was then: <${pinned}>`]),
    ...(target.path === undefined
      ? []
      : [
          `- File: ${neutralInline(target.path)}${target.lines ? `, lines ${target.lines.from}–${target.lines.to}` : ''}`,
        ]),
    ...(target.evidenceHash ? [`- SHA-256 of what is quoted: ${target.evidenceHash}`] : []),
    `- Seen: ${when(target.seenAt)}`,
    `- Made: ${when(report.createdAt)}`,
    `- Way: ${ROUTES[report.route]}${report.desk ? `, desk ${report.desk}` : ''}`,
    `- State: ${STATES[state]}, since ${when(since)}`,
    ...(thread === null ? [] : [`- On the Hub: <${thread}>`]),
    ...(isReport === null ? [] : [`- Marked as a report by the Hub: ${isReport ? 'yes' : 'no'}`]),
    ...(report.remedy ? [`- Asked for: ${REMEDY_WORDS[report.remedy]}`] : []),
    ...(sender === undefined ? [] : [`- Sent by: ${marked(sender) ?? neutralInline(sender)}`]),
    ...(problem === undefined ? [] : [`- Problem: ${neutralInline(problem)}`]),
    ...(redacted.length === 0
      ? []
      : [`- Left out: ${redacted.map((path) => neutralInline(path)).join(', ')}`]),
  ];
}

function section(title: string, text: string): string[] {
  if (text.trim() === '') return [];
  return [`**${neutralInline(title)}:**`, marked(text) ?? neutralQuote(text)];
}

/** In the file's own hand, so that it is not taken for something that was written. */
const marked = (text: string): string | null => (text === REDACTED ? '_[redacted]_' : null);

function happened({ history, timeline = [] }: ExportRecord): string[] {
  const steps = [
    ...history.map(({ state, at, note }) => ({
      at,
      text: STATES[state] + (note === undefined ? '' : ` (${neutralBlock(note).replace(/\s+/g, ' ')})`),
    })),
    ...timeline.map(({ at, text }) => ({ at, text: marked(text) ?? neutralInline(text) })),
  ].sort((a, b) => a.at - b.at);
  return steps.length === 0 ? ['- nothing is known'] : steps.map(({ at, text }) => `- ${when(at)}: ${text}`);
}

function when(ms: number): string {
  return (
    isoTime(ms)
      ?.replace('T', ' ')
      .replace(/:\d\d\.\d+Z$/, ' UTC') ?? 'at an unknown time'
  );
}
