/**
 * A report as JSON: schema `hub-steward.report/1`, stable and versioned (schema.ts, public/schema/report-1.json). Fields may be
 * added, none is taken away or changed. Nothing in it that the text beside it does not say. Pure.
 */
import { evidenceLinks, pageUrl } from './compose-places.ts';
import { answersFor } from './questions.ts';
import type { Report } from './report.ts';
import { isPrivateOnly, isPublic } from './route.ts';
import type { ReportData } from './schema.ts';
import { kindOf } from './target.ts';

export const REPORT_SCHEMA = 'hub-steward.report/1';

/**
 * The fields of `hub-steward.report/1`. Times are ISO 8601, UTC. Of a report about minors only where it is: address, path and
 * revision, whatever the record holds.
 */
export function reportToData(report: Report): ReportData {
  const bare = isPrivateOnly(report);
  return {
    schema: REPORT_SCHEMA,
    reference: report.reference,
    topic: { id: report.topicId, name: report.topicName },
    target: targetToData(report, bare),
    rules: report.citations.map(({ ruleId, quote, hash, version }) => ({
      id: ruleId,
      quote,
      hash,
      version: { printedDate: version.printedDate, hash: version.hash },
    })),
    ...(bare ? {} : said(report)),
    text: bare ? '' : report.text,
    createdAt: iso(report.createdAt),
  };
}

function targetToData({ target }: Report, bare: boolean): ReportData['target'] {
  const { repo, subject, revision, path, lines, row, section, discussion, comment } = target;
  return {
    kind: kindOf(target),
    ...(repo ? { repo: { type: repo.type, id: repo.id } } : {}),
    ...(subject === undefined || repo ? {} : { subject }),
    url: pageUrl(target),
    sha: target.sha,
    ...(revision === undefined ? {} : { revision }),
    ...(path === undefined ? {} : { path }),
    ...(lines === undefined ? {} : { lines }),
    ...(row === undefined ? {} : { row }),
    ...(section === undefined || bare ? {} : { section }),
    ...(discussion === undefined ? {} : { discussion }),
    ...(comment === undefined ? {} : { comment }),
    seenAt: iso(target.seenAt),
  };
}

/** What a person chose, quoted or answered. */
function said(report: Report): Partial<ReportData> {
  const { target, remedy, fork, join } = report;
  const answers = answersFor(report, isPublic(report.route) ? 'public' : 'private');
  return {
    evidence: {
      links: evidenceLinks(target),
      ...(target.passage === undefined ? {} : { passage: target.passage }),
      ...(target.evidenceHash === undefined ? {} : { sha256: target.evidenceHash }),
    },
    ...(fork ? { fork } : {}),
    ...(remedy ? { remedy } : {}),
    ...(answers.length === 0
      ? {}
      : {
          answers: answers.map(({ question, text }) => ({
            id: question.id,
            question: question.short,
            answer: text,
          })),
        }),
    ...(join && report.route === 'public-comment' ? { join: { discussion: join.discussion } } : {}),
  };
}

/**
 * The same as text that is inert in Markdown and HTML: every character that could mean something there is a \u escape,
 * and so is everything that cannot be seen. `JSON.parse` gives back exactly `reportToData`.
 */
export function reportToJson(report: Report): string {
  return JSON.stringify(reportToData(report), null, 2).replace(
    /[<>&@`~]|(?![\n ])[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu,
    (character) =>
      Array.from({ length: character.length }, (_, i) => escapeUnit(character.charCodeAt(i))).join(''),
  );
}

const escapeUnit = (unit: number) => `\\u${unit.toString(16).padStart(4, '0')}`;

function iso(ms: number): string | null {
  const time = new Date(ms);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
