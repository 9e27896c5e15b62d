/**
 * A report, written out: Markdown for people with the same as JSON for machines. Pure: data in, text out. Mails: mail.ts.
 * Whatever is quoted in it (names, paths, rules, the person's words) cannot change its structure (neutralise.ts).
 */
import { HUB_ORIGIN, repoPath } from '../hub/url.ts';
import * as parts from './compose-parts.ts';
import { cleanLine, neutralInline } from './neutralise.ts';
import { reportToJson } from './record.ts';
import type { Report } from './report.ts';
import { dialogIsForModerators, isPrivateOnly } from './route.ts';
import { inRepo, kindOf, repoOf } from './target.ts';

export { composeMail, emlOf, type Mail, mailtoUrl } from './mail.ts';

/** Browsers and the Hub's front ends take about 8,000 characters of address; some room is left. */
export const MAX_FORM_URL = 7_500;
/** facts/hub.md a: title 3 to 200 characters, description and comment at most 65,536. */
const MAX_TITLE = 200;
const MAX_BODY = 65_000;
/** Nothing that a report holds is longer (report.ts). */
const LONGEST_PIECE = 20_000;

const SHORTENED = '… (shortened here: the text is longer than the Hub takes)';

export interface Composed {
  title: string;
  body: string;
}

/**
 * What a public report becomes: a discussion; a comment where it joins one; the words to paste into the Hub's own dialog.
 * The title is of the Hub's own kind, so that others recognise it (facts/hub.md b).
 * No white space at the ends: whether the Hub cuts it off or not, what was previewed is what stands there.
 * @throws Error for what must stay private: minors, whatever the route says
 */
export function composeReport(report: Report): Composed {
  assertPublic(report);
  const title = composeTitle(report.topicName);
  if (report.route === 'public-comment') return { title, body: composeComment(report) };
  if (report.route === 'hub-dialog') return { title, body: dialogText(report) };
  // A mistake of ours further up must not put something of nobody's into somebody's repository.
  repoOf(report.target);
  const full = `${bodyOf(report, unlimited())}\n\n${machineBlock(report)}`;
  return { title, body: full.length <= MAX_BODY ? full : fitted((limit) => bodyOf(report, limit)) };
}

/**
 * The comment that joins a thread which is there already: short, what is new, and our reference.
 * @throws Error for what must stay private
 */
export function composeComment(report: Report): string {
  assertPublic(report);
  repoOf(report.target);
  return fitted((limit) =>
    [
      'To the owner of this repository and to the Hugging Face team, to add to this thread:',
      parts.facts(report.target).join('\n'),
      ...parts.ruleLine(report, limit),
      ...parts.passage(report, limit),
      ...parts.answers(report, 'public', limit),
      ...parts.words(report, limit),
      ...parts.remedy(report),
      ...(limit.shortened ? [SHORTENED] : []),
      parts.signature(report),
    ].join('\n\n'),
  );
}

/**
 * The words to paste into the Hub's own Report dialog; without the JSON, which nobody should have to scroll past there.
 * @throws Error for what must stay private
 */
export function dialogText(report: Report): string {
  assertPublic(report);
  return fitted((limit) => bodyOf(report, limit));
}

/**
 * The reason to choose in the Hub's own dialog, as titles of reports of 2025 and 2026 show them (facts/hub.md b). The list can
 * change: a hint for the person, nothing that is relied on.
 */
export function dialogReason(
  topicId: string,
): 'Illegal or restricted content' | 'Copyright infringement' | 'Spam' | 'Other' {
  if (topicId === 'intellectual-property' || topicId === 'license-violation') return 'Copyright infringement';
  if (topicId === 'spam' || topicId === 'inauthentic-activity') return 'Spam';
  return /^(?:nfaa-|dual-use$|legal-status$|missing-|access-|community-|something-|storage-)/.test(topicId)
    ? 'Other'
    : 'Illegal or restricted content';
}

function composeTitle(topicName: string): string {
  const name = cleanLine(topicName).replace(/@/g, '@\u2060');
  const title = name === '' ? '🚩 Report' : `🚩 Report: ${name}`;
  return title
    .slice(0, MAX_TITLE)
    .toWellFormed()
    .replace(/\ufffd$/, '');
}

const unlimited = (): parts.Limit => ({ cap: Number.POSITIVE_INFINITY, shortened: false });

/** The text, with the longest pieces cut until the Hub takes it; all that is ours in it stays. */
function fitted(write: (limit: parts.Limit) => string): string {
  for (let cap = LONGEST_PIECE; ; cap = Math.floor(cap * 0.8)) {
    const limit = { cap, shortened: false };
    const text = write(limit);
    if (text.length <= MAX_BODY || cap < 50) return text.slice(0, MAX_BODY);
  }
}

function bodyOf(report: Report, limit: parts.Limit): string {
  const { target } = report;
  const kind = kindOf(target);
  const readers =
    report.route === 'hub-dialog' && dialogIsForModerators(kind)
      ? 'To the moderators of Hugging Face'
      : inRepo(target)
        ? 'To the owner of this repository and to the Hugging Face team'
        : 'To the Hugging Face team';
  const topic = report.citations.length === 0 ? [`**Topic:** ${neutralInline(report.topicName)}`] : [];
  const middle = [
    ...parts.rules(report, limit),
    ...topic,
    ...parts.passage(report, limit),
    ...parts.answers(report, 'public', limit),
    ...parts.words(report, limit),
    ...parts.remedy(report),
  ];
  return [
    `${readers}: this is a report under the Content Policy.`,
    parts.facts(target).join('\n'),
    ...middle,
    ...(limit.shortened ? [SHORTENED] : []),
    parts.signature(report),
  ].join('\n\n');
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
 * The Hub's own new-discussion form, filled in (facts/hub.md b "URL pre-fill"). The JSON is left out where only that makes it fit.
 * @returns `tooLong`: only the title is filled in; copy the text to the clipboard for the person to paste
 * @throws Error for what must stay private, and for what belongs to no repository
 */
export function formUrl(report: Report): { url: string; tooLong: boolean } {
  const { title, body } = composeReport({ ...report, route: 'public-form' });
  const address = (description?: string) =>
    `${HUB_ORIGIN}${repoPath(repoOf(report.target))}/discussions/new?title=${encodeURIComponent(title)}` +
    (description === undefined ? '' : `&description=${encodeURIComponent(description)}`);
  for (const description of [body, bodyOf(report, unlimited())]) {
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
