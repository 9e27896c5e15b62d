/** A public report as JSON: schema `hub-steward.report/1`, stable and versioned. Nothing in it that the text beside it does not say. Pure. */
import type { Report } from './report.ts';

export const REPORT_SCHEMA = 'hub-steward.report/1';

/** The fields of `hub-steward.report/1`. Times are ISO 8601, UTC. */
export function reportToData(report: Report) {
  const { target } = report;
  return {
    schema: REPORT_SCHEMA,
    reference: report.reference,
    topic: { id: report.topicId, name: report.topicName },
    target: {
      repo: { type: target.repo.type, id: target.repo.id },
      sha: target.sha,
      ...(target.path === undefined ? {} : { path: target.path }),
      ...(target.lines === undefined ? {} : { lines: target.lines }),
      seenAt: iso(target.seenAt),
    },
    rules: report.citations.map(({ ruleId, quote, hash, version }) => ({
      id: ruleId,
      quote,
      hash,
      version: { printedDate: version.printedDate, hash: version.hash },
    })),
    ...(report.remedy ? { remedy: report.remedy } : {}),
    text: report.text,
    createdAt: iso(report.createdAt),
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
