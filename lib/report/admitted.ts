/** What the outbox takes, and what it keeps of it: the second lock on what must stay private (route.ts is the first). Pure. */
import { composeMail, composeReport } from './compose.ts';
import type { Report } from './report.ts';
import { isPrivateOnly, isPublic } from './route.ts';
import { SENTENCES } from './sentences.ts';
import { bareTarget, inRepo } from './target.ts';

/**
 * What may be sent at all, and nothing that must not be kept.
 * @throws Error with a sentence
 */
export function admitted(report: Report): Report {
  const secret = isPrivateOnly(report);
  if (secret && isPublic(report.route)) throw new Error(SENTENCES.private);
  const inThread = report.route === 'public-comment';
  if (inThread && !report.join) throw new Error(SENTENCES.noThread);
  const posts = inThread || report.route === 'public-api' || report.route === 'public-form';
  if (posts && !inRepo(report.target)) throw new Error(SENTENCES.noRepository);
  if (!secret) return report;
  // What minors' reports must not hold is not kept either: neither words, nor answers, nor a passage of what is there.
  const { answers: _answers, join: _join, ...rest } = report;
  return { ...rest, target: bareTarget(report.target), text: '' };
}

/** What it becomes, as it will stand on the Hub or in a mail. @throws Error for what must stay private */
export function composed(report: Report): { title: string; body: string } {
  if (isPublic(report.route)) return composeReport(report);
  const mail = composeMail(report);
  return { title: mail.subject, body: mail.body };
}
