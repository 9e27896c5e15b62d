/** A worker for the panel's tests: real drafts in a database of their own, a policy with every rule, and what was sent. */
import type { PanelRule, ReportContext } from '../../../lib/platform/answers.ts';
import { TOPICS } from '../../../lib/policy/topics.ts';
import { dropDraft, loadDraft, saveDraft } from '../../../lib/report/draft.ts';
import { base64Of } from '../../../lib/report/picture.ts';
import { pictureHandlers } from '../../../lib/report/picture-handlers.ts';
import { type Draft, type Report, reportSchema } from '../../../lib/report/report.ts';
import type { freshDatabase } from '../report/fakes.ts';

/** Part of all that is written in these tests, and of what the page itself says. */
export const WORDS = 'Zebra';

const rules = Object.fromEntries(
  [...new Set(TOPICS.flatMap(({ ruleIds }) => Object.values(ruleIds).flat())), 'CP2023.R6'].map((id) => {
    const version = { printedDate: '2023-08-30', hash: 'b10e' };
    const citation = {
      ruleId: id,
      quote: id,
      hash: 'a'.repeat(64),
      prefix: '',
      suffix: '',
      version,
      url: '',
    };
    const rule: PanelRule = { id, text: id, hash: 'x', version: 'b10e', inLiveText: null, citation };
    return [id, rule];
  }),
);

export const context = (account: boolean, state: ReportContext['state'], closed: boolean): ReportContext => ({
  account: { name: account ? 'ada' : null, canReport: account, remembered: false },
  sha: 'c'.repeat(40),
  discussionsDisabled: closed,
  existing: [
    {
      discussion: 3,
      title: `🚩 Report: ${WORDS}`,
      url: 'https://huggingface.co/a/b/discussions/3',
      status: 'open',
      createdAt: '',
      pinned: true,
      byStaff: true,
    },
  ],
  suggestions: [],
  evidence: { sha: 'c'.repeat(40), evidenceHash: 'e'.repeat(64), moved: false },
  ...(state ? { state } : {}),
});

/** The smallest thing that begins like a PNG. */
export const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);

interface Now {
  db: ReturnType<typeof freshDatabase>;
  told: ReportContext;
  sent: Report[];
  /** How often a page was taken a picture of. */
  shots?: { count: number };
}

export function fakeWorker(now: () => Now) {
  return async (name: string, data: never): Promise<unknown> => {
    const { db, told, sent, shots } = now();
    const pictures = pictureHandlers({
      db,
      now: Date.now,
      capture: async () => {
        if (shots) shots.count++;
        return { ok: true, url: `data:image/png;base64,${base64Of(PNG)}` };
      },
    });
    const given = data as { draft: Draft; key: string; report: Report };
    switch (name) {
      case 'draft.save':
        return saveDraft(db, given.draft, Date.now());
      case 'draft.load':
        return loadDraft(db, given.key);
      case 'draft.drop':
        return dropDraft(db, given.key);
      case 'picture.take':
      case 'picture.keep':
      case 'picture.draft':
      case 'picture.drop':
        return pictures[name](data, { kind: 'content', tabId: 1 });
      case 'report.send':
        sent.push(reportSchema.parse(given.report));
        return { ...given, id: given.report.id, state: 'failed', history: [] };
      case 'report.context':
        return told;
      case 'account.get':
        return told.account;
      case 'policy.panel':
        return {
          printedDate: null,
          url: '',
          basis: '',
          versions: [
            {
              hash: 'b10e',
              printedDate: '2023-08-30',
              complete: true,
              firstSeen: null,
              standing: 'in-force',
              seen: true,
              effect: '',
            },
          ],
          rules,
          worded: [],
        };
      default:
        return null;
    }
  };
}
