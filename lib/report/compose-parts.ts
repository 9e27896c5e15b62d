/** The paragraphs that a report is made of, in Markdown. Whatever is quoted cannot change its structure (neutralise.ts). Pure. */
import { repoUrl } from '../hub/url.ts';
import {
  fileUrl,
  fileWords,
  KIND_WORDS,
  pageUrl,
  policyUrl,
  revisionUrl,
  rowWords,
  sectionUrl,
  subjectWords,
} from './compose-places.ts';
import { neutralAddress, neutralBlock, neutralInline, neutralQuote } from './neutralise.ts';
import { answersFor, type RouteClass } from './questions.ts';
import { REMEDY_WORDS } from './remedies.ts';
import type { Report, Target } from './report.ts';
import { inRepo, kindOf, type TargetKind } from './target.ts';

export const SENT_WITH = 'Sent with Hub Steward, an unofficial extension (not by Hugging Face).';

/** Longest that any one piece of somebody's words may be; `shortened` is told when one was longer. */
export interface Limit {
  cap: number;
  shortened: boolean;
}

export function within(limit: Limit, text: string): string {
  if (text.length <= limit.cap) return text;
  limit.shortened = true;
  return `${text.slice(0, limit.cap).toWellFormed()} …`;
}

/** What and where, as a list. */
export function facts(target: Target): string[] {
  const kind = kindOf(target);
  const page = pageUrl(target);
  const lines: string[] = [];
  if (inRepo(target)) {
    const { repo } = target;
    lines.push(`- **Repository:** [${neutralInline(repo.id)}](${repoUrl(repo)}) (${repo.type})`);
    if (NOT_IN_FILES.has(kind)) lines.push(`- **Reported:** the ${KIND_WORDS[kind]}`);
  } else {
    const name = neutralInline(subjectWords(target));
    lines.push(`- **Reported:** the ${KIND_WORDS[kind]} ${page === null ? name : `[${name}](${page})`}`);
  }
  // The main branch says nothing that the commit does not say better.
  const named = target.sha !== null && (target.revision === 'main' || target.revision === target.sha);
  if (target.revision !== undefined && !named)
    lines.push(`- **Branch or tag:** ${neutralInline(target.revision)}`);
  const file = fileUrl(target);
  const place = fileWords(target);
  if (place !== null)
    lines.push(`- **File:** ${file ? `[${neutralInline(place)}](${file})` : neutralInline(place)}`);
  const row = rowWords(target);
  if (row !== null) lines.push(`- **Row:** ${neutralInline(row)}`);
  const section = sectionUrl(target);
  if (section !== null)
    lines.push(`- **Section:** [${neutralInline(target.section!.title) || 'of the card'}](${section})`);
  if (inRepo(target) && page !== null && page !== repoUrl(target.repo) && file === null)
    lines.push(`- **Page:** ${page}`);
  if (inRepo(target)) {
    const revision = revisionUrl(target);
    lines.push(
      revision === null
        ? '- **Revision:** not known'
        : `- **Revision:** [${target.sha!.slice(0, 12)}](${revision})`,
    );
  }
  if (target.evidenceHash !== undefined && target.passage === undefined)
    lines.push(`- **SHA-256 of these lines:** ${hex(target.evidenceHash)}`);
  return [...lines, `- **Seen:** ${isoMinute(target.seenAt)}`];
}

/** The rules, each quoted with the version that prints it. */
export function rules(report: Report, limit: Limit): string[] {
  return report.citations.flatMap((citation) => {
    const { printedDate, hash } = citation.version;
    const dated =
      printedDate === null ? 'without a printed date' : `printed date ${neutralInline(printedDate)}`;
    return [
      `**Rule**, quoted from the [Content Policy](${policyUrl(citation.url)}), ${dated}, text ${/^[0-9a-f]{12}/.exec(hash)?.[0] ?? 'unknown'}:`,
      neutralQuote(within(limit, citation.quote)),
    ];
  });
}

/** The first rule on one line, for where there is no room for more. */
export function ruleLine({ citations }: Report, limit: Limit): string[] {
  const [first] = citations;
  if (!first) return [];
  const { printedDate } = first.version;
  const dated =
    printedDate === null ? 'without a printed date' : `printed date ${neutralInline(printedDate)}`;
  return [
    `**Rule:** “${neutralInline(within(limit, first.quote))}” ([Content Policy](${policyUrl(first.url)}), ${dated})`,
  ];
}

/** The words that were reported. */
export function passage({ target }: Report, limit: Limit): string[] {
  const words = target.passage === undefined ? '' : neutralQuote(within(limit, target.passage));
  if (words === '' || words === '>') return [];
  const hash = target.evidenceHash === undefined ? '' : ` (SHA-256 ${hex(target.evidenceHash)})`;
  return [hash === '' ? '**The passage:**' : `**The passage**${hash}:`, words];
}

/** The answers as a short list: in public only those that are fit for it. */
export function answers(report: Report, routeClass: RouteClass, limit: Limit): string[] {
  const lines = answersFor(report, routeClass).flatMap(({ question, text }) => {
    const short = within(limit, text);
    const address = question.kind === 'url' ? neutralAddress(short) : null;
    const inline = address ?? neutralInline(short);
    if (inline === '') return [];
    return [`- ${question.short}: ${question.kind === 'quote' ? `“${inline}”` : inline}`];
  });
  return lines.length === 0 ? [] : ['**Details:**', lines.join('\n')];
}

export function words(report: Report, limit: Limit): string[] {
  const own = neutralBlock(within(limit, report.text));
  return own === '' ? [] : ['**In the reporter’s words:**', own];
}

/** What should be done; empty where nothing is asked for. Of what belongs to a repository, safeguards are settled with its owner. */
export function askedFor({ remedy, fork, target }: Pick<Report, 'remedy' | 'fork' | 'target'>): string {
  const what = remedy === undefined ? '' : REMEDY_WORDS[remedy];
  const kind = kindOf(target);
  const people = kind === 'user' || kind === 'organization';
  if (fork === undefined) return what;
  if (fork === 'restricted')
    return what || (people ? 'a decision of the Hugging Face team' : REMEDY_WORDS.remove);
  if (!inRepo(target) || (NOT_IN_FILES.has(kind) && kind !== 'app'))
    return what || 'a decision of the Hugging Face team';
  return what === ''
    ? 'safeguards that make it fit for the Hub, settled together with the owner'
    : `${what}; to be settled together with the owner`;
}

/** Of these no file, row or section says what is reported. */
const NOT_IN_FILES = new Set<TargetKind>(['app', 'discussion', 'pull-request', 'comment']);

export function remedy(report: Report): string[] {
  const asked = askedFor(report);
  return asked === '' ? [] : [`**Asked for:** ${asked}.`];
}

export function signature({ reference }: Report): string {
  return `Reference ${reference}. ${SENT_WITH}`;
}

export function hex(hash: string): string {
  return /^[0-9a-f]{64}$/.test(hash) ? hash : 'unknown';
}

/** To the minute, UTC. @param ms milliseconds since the epoch */
export function isoMinute(ms: number): string {
  const time = new Date(ms);
  return Number.isNaN(time.getTime())
    ? 'unknown'
    : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
