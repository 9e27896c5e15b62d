/** Reports to try the list with. */
import type { OutboxState, Report, ReportRecord } from '../../../lib/report/report.ts';

let count = 0;

export function sample(
  state: OutboxState,
  report: Partial<Report> = {},
  extra: Partial<ReportRecord> = {},
): ReportRecord {
  const id = `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`;
  return {
    id,
    report: {
      id,
      reference: 'HS-7F3K2M9Q',
      topicId: 'spam',
      topicName: 'Spam or advertising',
      citations: [],
      target: {
        repo: { type: 'model', id: 'someone/a-model' },
        url: 'https://huggingface.co/someone/a-model',
        sha: null,
        seenAt: 1,
      },
      route: 'public-api',
      text: 'Nothing but links to a shop.',
      createdAt: 1,
      ...report,
    },
    title: 'Report: Spam',
    body: 'Nothing but links to a shop.',
    state,
    since: 1,
    attempts: 0,
    nextAt: 0,
    isReport: null,
    history: [],
    errands: [],
    ...extra,
  };
}
