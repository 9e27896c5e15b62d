/**
 * A report, written out: Markdown for people with the same as JSON for machines, or a mail. Pure: data in, text out.
 * Whatever is quoted in it (names, paths, rules, the person's words) cannot change its structure (neutralise.ts).
 */
import { HUB_ORIGIN, parseHubUrl, repoPath, repoUrl, sameRepo } from '../hub/url.ts';
import { cleanLine, cleanText, neutralBlock, neutralInline, neutralQuote } from './neutralise.ts';
import { reportToJson } from './record.ts';
import type { Desk, Report, Target } from './report.ts';
import { DESK_ADDRESSES, isPrivateOnly } from './route.ts';

/** Browsers and the Hub's front ends take about 8,000 characters of address; some room is left. */
export const MAX_FORM_URL = 7_500;
/** facts/hub.md a: title 3 to 200 characters, description at most 65,536. */
const MAX_TITLE = 200;
const MAX_BODY = 65_000;

const POLICY_URL = `${HUB_ORIGIN}/content-policy`;
const SENT_WITH = 'Sent with Hub Steward, an unofficial extension (not by Hugging Face).';
const SHORTENED = '\n\n… (shortened here: the text is longer than the Hub takes)';

/** The policy's own vocabulary for what may be done (facts/reporting.md D8, D12). */
const REMEDIES: Record<NonNullable<Report['remedy']>, string> = {
  remove: 'remove or disable this content',
  documentation: 'add documentation (origin, handling, use, risks) to the card',
  nfaa: 'add the “Not For All Audiences” tag (not-for-all-audiences)',
  gating: 'gate the access to this repository',
  private: 'make this repository private',
};

export interface Composed {
  title: string;
  body: string;
}

export interface Mail {
  to: string;
  subject: string;
  body: string;
}

/**
 * The discussion that a public report becomes. The title is of the Hub's own kind, so that others recognise it (facts/hub.md b).
 * No white space at the ends: whether the Hub cuts it off or not, what was previewed is what stands there.
 * @throws Error for what must stay private: minors, whatever the route says
 */
export function composeReport(report: Report): Composed {
  assertPublic(report);
  const title = composeTitle(report.topicName);
  const full = `${bodyOf(report, report.text)}\n\n${machineBlock(report)}`;
  if (full.length <= MAX_BODY) return { title, body: full };
  return { title, body: withoutMachineBlock(report) };
}

function withoutMachineBlock(report: Report): string {
  let text = report.text;
  for (;;) {
    const body = bodyOf(report, text, text !== report.text);
    if (body.length <= MAX_BODY || text === '') return body.slice(0, MAX_BODY);
    text = text.slice(0, Math.floor(text.length * 0.8));
  }
}

function composeTitle(topicName: string): string {
  const name = cleanLine(topicName).replace(/@/g, '@\u2060');
  const title = name === '' ? '🚩 Report' : `🚩 Report: ${name}`;
  return title
    .slice(0, MAX_TITLE)
    .toWellFormed()
    .replace(/\ufffd$/, '');
}

function bodyOf(report: Report, text: string, shortened = false): string {
  const { target } = report;
  const parts = [
    'To the owner of this repository and to the Hugging Face team: this is a report under the Content Policy.',
    facts(target).join('\n'),
  ];
  for (const citation of report.citations) {
    const { printedDate, hash } = citation.version;
    const dated =
      printedDate === null ? 'without a printed date' : `printed date ${neutralInline(printedDate)}`;
    parts.push(
      `**Rule**, quoted from the [Content Policy](${policyUrl(citation.url)}), ${dated}, text ${/^[0-9a-f]{12}/.exec(hash)?.[0] ?? 'unknown'}:`,
      neutralQuote(citation.quote),
    );
  }
  if (report.citations.length === 0) parts.push(`**Topic:** ${neutralInline(report.topicName)}`);
  const words = neutralBlock(text);
  if (words !== '') parts.push('**In the reporter’s words:**', words + (shortened ? SHORTENED : ''));
  if (report.remedy) parts.push(`**Asked for:** ${REMEDIES[report.remedy]}.`);
  parts.push(`Reference ${report.reference}. ${SENT_WITH}`);
  return parts.join('\n\n');
}

function facts(target: Target): string[] {
  const lines = [
    `- **Repository:** [${neutralInline(target.repo.id)}](${repoUrl(target.repo)}) (${target.repo.type})`,
  ];
  const file = fileUrl(target);
  const place = placeOf(target);
  if (place !== null)
    lines.push(`- **File:** ${file ? `[${neutralInline(place)}](${file})` : neutralInline(place)}`);
  const page = pageUrl(target);
  if (page !== null && page !== repoUrl(target.repo) && file === null) lines.push(`- **Page:** ${page}`);
  lines.push(
    target.sha === null
      ? '- **Revision:** not known'
      : `- **Revision:** [${target.sha.slice(0, 12)}](${repoUrl(target.repo)}/tree/${target.sha})`,
    `- **Seen:** ${isoTime(target.seenAt)}`,
  );
  return lines;
}

/** `path`, and the lines of it. */
function placeOf({ path, lines }: Target): string | null {
  if (path === undefined) return null;
  if (!lines) return path;
  return lines.from === lines.to ? `${path}, line ${lines.from}` : `${path}, lines ${lines.from}–${lines.to}`;
}

/** The file as it was then; `null` without a revision, or for a path that would lead elsewhere. */
function fileUrl({ repo, sha, path, lines }: Target): string | null {
  if (sha === null || path === undefined) return null;
  const segments = path.toWellFormed().split('/');
  if (segments.some((segment) => /^\.{0,2}$/.test(segment))) return null;
  const encoded = segments.map((segment) => percent(segment, /[^\w.-]/gu));
  const fragment = lines ? `#L${lines.from}${lines.to === lines.from ? '' : `-L${lines.to}`}` : '';
  return `${repoUrl(repo)}/blob/${sha}/${encoded.join('/')}${fragment}`;
}

/** The page, if it is one of this repository's; rebuilt, because queries tell what somebody searched for. */
function pageUrl({ repo, url }: Target): string | null {
  const place = parseHubUrl(url);
  if (place?.kind !== 'repo' || !sameRepo(place, repo)) return null;
  if (place.discussion === undefined) return repoUrl(repo);
  return `${repoUrl(repo)}/discussions/${place.discussion}${place.comment ? `#${place.comment}` : ''}`;
}

/** The policy's page, with the citation's own place in it; nothing else is ever linked as the policy. */
function policyUrl(url: string): string {
  if (parseHubUrl(url)?.kind !== 'policy') return POLICY_URL;
  return POLICY_URL + percent(new URL(url).hash, /[^\w#:~=,%.-]/gu);
}

function percent(text: string, what: RegExp): string {
  return text.replace(what, (c) =>
    encodeURIComponent(c).replace(/^[!'()*~]$/, (m) => `%${m.charCodeAt(0).toString(16)}`),
  );
}

function machineBlock(report: Report): string {
  // The JSON holds no backtick, no `<` and no `@` (all written as \u escapes), so neither fence nor block can be closed from inside.
  return [
    '<details><summary>The same for machines (JSON)</summary>',
    '',
    '```json',
    reportToJson(report),
    '```',
    '',
    '</details>',
  ].join('\n');
}

/**
 * The mail that a private report becomes. For minors: where it is, and nothing else, whatever was typed (facts/reporting.md D3).
 */
export function composeMail(report: Report): Mail {
  const { target } = report;
  const bare = isPrivateOnly(report);
  const desk: Desk = /^minors?\b/i.test(report.topicId) ? 'safety' : (report.desk ?? 'safety');
  const lines = [
    bare
      ? 'This is a report under the Content Policy. On purpose it only says where the content is; nothing is described or attached.'
      : 'This is a private report under the Content Policy.',
    '',
    `Topic: ${cleanLine(report.topicName)}`,
    `Repository: ${repoUrl(target.repo)} (${target.repo.type})`,
  ];
  const page = pageUrl(target);
  if (page !== null && page !== repoUrl(target.repo)) lines.push(`Page: ${page}`);
  const place = placeOf(target);
  if (place !== null) lines.push(`File: ${cleanLine(place)}`);
  const file = fileUrl(target);
  if (file !== null) lines.push(`File at that revision: ${file}`);
  lines.push(`Revision: ${target.sha ?? 'not known'}`, `Seen: ${isoTime(target.seenAt)}`);
  if (!bare) {
    for (const { quote, version } of report.citations)
      lines.push(
        '',
        `Rule (Content Policy, ${version.printedDate === null ? 'no printed date' : cleanLine(version.printedDate)}): “${cleanLine(quote)}”`,
      );
    const words = cleanText(report.text).trim();
    if (words !== '') lines.push('', words);
    if (report.remedy) lines.push('', `Asked for: ${REMEDIES[report.remedy]}.`);
  }
  lines.push('', `Reference ${report.reference}. Written with Hub Steward, an unofficial extension.`, '');
  return {
    to: DESK_ADDRESSES[desk],
    subject: `Report ${report.reference}: ${cleanLine(report.topicName)} (${target.repo.id})`.slice(
      0,
      MAX_TITLE,
    ),
    body: lines.join('\n'),
  };
}

/** A `mailto:` address. Mail programs cut long ones (about 2,000 characters on Windows): offer the text for copying too. */
export function mailtoUrl(mail: Mail): string {
  const body = encodeURIComponent(mail.body.toWellFormed().replace(/\n/g, '\r\n'));
  return `mailto:${mail.to}?subject=${encodeURIComponent(mail.subject.toWellFormed())}&body=${body}`;
}

/**
 * The Hub's own new-discussion form, filled in (facts/hub.md b "URL pre-fill"). The JSON is left out where only that makes it fit.
 * @returns `tooLong`: only the title is filled in; copy the text to the clipboard for the person to paste
 * @throws Error for what must stay private
 */
export function formUrl(report: Report): { url: string; tooLong: boolean } {
  const { title, body } = composeReport(report);
  const address = (description?: string) =>
    `${HUB_ORIGIN}${repoPath(report.target.repo)}/discussions/new?title=${encodeURIComponent(title)}` +
    (description === undefined ? '' : `&description=${encodeURIComponent(description)}`);
  for (const description of [body, bodyOf(report, report.text)]) {
    const url = address(description);
    if (url.length <= MAX_FORM_URL) return { url, tooLong: false };
  }
  return { url: address(), tooLong: true };
}

/** A fresh public reference, e.g. `HS-7F3K2M9Q`: 40 random bits, without letters that look like others (Crockford base 32). */
export function newReference(): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  // 256 is a multiple of 32: no letter is likelier than another.
  return `HS-${Array.from(bytes, (byte) => alphabet[byte & 31]).join('')}`;
}

function assertPublic(report: Report): void {
  if (report.route === 'private-mail' || isPrivateOnly(report))
    throw new Error('This report is private. It is never written for a public place; send it by mail.');
}

function isoTime(ms: number): string {
  const time = new Date(ms);
  return Number.isNaN(time.getTime())
    ? 'unknown'
    : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
