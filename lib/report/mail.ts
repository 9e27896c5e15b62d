/** Private reports as mails: to a desk, from the person's own mail program. Nothing here sends anything. Pure. */
import { repoUrl } from '../hub/url.ts';
import { askedFor, hex, isoMinute } from './compose-parts.ts';
import { fileUrl, fileWords, KIND_WORDS, pageUrl, rowWords, subjectWords } from './compose-places.ts';
import { cleanLine, cleanText } from './neutralise.ts';
import { answersFor } from './questions.ts';
import type { Desk, Report, Target } from './report.ts';
import { DESK_ADDRESSES, isPrivateOnly } from './route.ts';
import { inRepo, kindOf } from './target.ts';

export interface Mail {
  to: string;
  subject: string;
  /** Plain text, lines end in `\n`. */
  body: string;
}

const MAX_SUBJECT = 200;

/**
 * The mail that a private report becomes. For minors: where it is, and nothing else, whatever was typed (facts/reporting.md D3).
 */
export function composeMail(report: Report): Mail {
  const bare = isPrivateOnly(report);
  const lines = [
    bare ? bareOpening(report.topicId) : 'This is a private report under the Content Policy.',
    '',
  ];
  lines.push(...where(report.target, bare));
  if (!bare) lines.push(...content(report));
  lines.push('', `Reference ${report.reference}. Written with Hub Steward, an unofficial extension.`, '');
  return {
    to: DESK_ADDRESSES[deskFor(report)],
    subject: subjectOf(report),
    body: lines.join('\n'),
  };
}

export function subjectOf({ reference, topicName, target }: Report): string {
  return `Report ${reference}: ${cleanLine(topicName)} (${subjectWords(target)})`
    .slice(0, MAX_SUBJECT)
    .toWellFormed();
}

function deskFor({ topicId, desk }: Report): Desk {
  const topic = topicId.trim().toLowerCase();
  if (/^minors?\b/.test(topic)) return 'safety';
  return desk ?? (topic === 'childrens-data' ? 'privacy' : 'safety');
}

/** Two topics, two texts (facts/reporting.md D11). */
function bareOpening(topicId: string): string {
  const only = 'On purpose it only says where the content is; nothing is described or attached.';
  return topicId.trim().toLowerCase() === 'childrens-data'
    ? `This is a report of personal data of children under 13 (Privacy Policy, § 7). ${only}`
    : `This is a report under the Content Policy. ${only}`;
}

/** Addresses, path and revision: all that a report about minors ever says. */
function where(target: Target, bare: boolean): string[] {
  const lines: string[] = [];
  const page = pageUrl(target);
  if (inRepo(target)) {
    lines.push(`Repository: ${repoUrl(target.repo)}`);
    if (page !== null && page !== repoUrl(target.repo)) lines.push(`Page: ${page}`);
  } else {
    const what = KIND_WORDS[kindOf(target)];
    lines.push(`${what[0]!.toUpperCase()}${what.slice(1)}: ${page ?? subjectWords(target)}`);
  }
  const place = fileWords(target);
  if (place !== null) lines.push(`File: ${cleanLine(place)}`);
  const row = rowWords(target);
  if (row !== null) lines.push(`Row: ${row}`);
  if (target.section && !bare) lines.push(`Section: ${cleanLine(target.section.title)}`);
  const file = fileUrl(target);
  if (file !== null) lines.push(`File at that revision: ${file}`);
  if (inRepo(target)) lines.push(`Revision: ${target.sha ?? 'not known'}`);
  if (target.evidenceHash !== undefined && target.passage === undefined && !bare)
    lines.push(`SHA-256 of these lines: ${hex(target.evidenceHash)}`);
  lines.push(`Seen: ${isoMinute(target.seenAt)}`);
  return lines;
}

function content(report: Report): string[] {
  const { target } = report;
  const lines: string[] = [];
  for (const { quote, version } of report.citations)
    lines.push(
      '',
      `Rule (Content Policy, ${version.printedDate === null ? 'no printed date' : cleanLine(version.printedDate)}): “${cleanLine(quote)}”`,
    );
  if (target.passage !== undefined)
    lines.push(
      '',
      'The passage:',
      ...cleanText(target.passage)
        .trim()
        .split('\n')
        .map((line) => `> ${line}`),
    );
  if (target.passage !== undefined && target.evidenceHash !== undefined)
    lines.push(`SHA-256 of the passage: ${hex(target.evidenceHash)}`);
  const answers = answersFor(report, 'private');
  if (answers.length > 0) {
    lines.push('');
    for (const { question, text } of answers) lines.push(`${question.short}: ${cleanLine(text)}`);
  }
  const words = cleanText(report.text).trim();
  if (words !== '') lines.push('', words);
  const asked = askedFor(report);
  if (asked !== '') lines.push('', `Asked for: ${asked}.`);
  return lines;
}

/** A `mailto:` address. Mail programs cut long ones (about 2,000 characters on Windows): offer the text for copying too. */
export function mailtoUrl(mail: Mail): string {
  const body = encodeURIComponent(mail.body.toWellFormed().replace(/\n/g, '\r\n'));
  return `mailto:${mail.to}?subject=${encodeURIComponent(mail.subject.toWellFormed())}&body=${body}`;
}

/** Longest line of base64, and of the words in an encoded header (RFC 2045 6.8, RFC 2047 2). */
const LINE = 76;
const MAX_ENCODED_BYTES = 42;

/**
 * The mail as a file that mail programs open as a draft (RFC 5322, CRLF). It has no `From`: whoever opens it is the sender.
 * @param now milliseconds since the epoch
 */
export function emlOf(mail: Mail, now: number): string {
  const body = base64(cleanText(mail.body).replace(/\n/g, '\r\n'));
  return [
    // Outlook opens a message with this as one that is still to be sent; others ignore it.
    'X-Unsent: 1',
    `Date: ${new Date(now).toUTCString().replace('GMT', '+0000')}`,
    `To: ${address(mail.to)}`,
    `Subject: ${header(mail.subject)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...(body.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? []),
    '',
  ].join('\r\n');
}

/** Desks only: whatever else it says is no address of ours. */
function address(to: string): string {
  if (!Object.values(DESK_ADDRESSES).includes(to))
    throw new Error('This mail has no desk that it could go to.');
  return to;
}

/** One header's text: plain where it is ASCII on one line, otherwise in encoded words, each of whole characters. */
function header(text: string): string {
  const line = cleanLine(text);
  if (/^[\x20-\x7e]*$/.test(line) && line.length <= 60 && !line.includes('=?')) return line;
  const encoded: string[] = [];
  let piece = '';
  for (const character of line) {
    if (bytesOf(piece + character).length > MAX_ENCODED_BYTES) {
      encoded.push(piece);
      piece = '';
    }
    piece += character;
  }
  if (piece !== '') encoded.push(piece);
  return encoded.map((part) => `=?UTF-8?B?${base64(part)}?=`).join('\r\n ');
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

function base64(text: string): string {
  let binary = '';
  for (const byte of bytesOf(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
