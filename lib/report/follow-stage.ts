/** How far a report has come, said honestly (facts/reporting.md D19): nothing counts before a look at the Hub showed it. Pure. */
import type { Follow } from './follow.ts';
import type { OutboxRecord } from './report.ts';

export const STAGES = ['draft', 'handed-over', 'seen', 'seen-as-report', 'acknowledged'] as const;
export type Stage = (typeof STAGES)[number];

export const STAGE_WORDS: Record<Stage, string> = {
  draft: 'Written, on this device',
  'handed-over': 'Handed over',
  seen: 'Seen on the Hub',
  'seen-as-report': 'Seen there, marked as a report',
  acknowledged: 'Staff of Hugging Face have answered',
};

/**
 * The stages that were reached. They need not be without gaps: staff may answer what the Hub never marked as a report.
 * @param follow `null` while nothing is followed
 */
export function stagesOf(
  record: Pick<OutboxRecord, 'state' | 'isReport' | 'history'> | null,
  follow: Pick<Follow, 'entries'> | null,
): Stage[] {
  const reached = new Set<Stage>(['draft']);
  const entries = follow?.entries ?? [];
  const was = (state: OutboxRecord['state']) =>
    record?.state === state || record?.history.some((step) => step.state === state);
  if (!record || was('handed-over') || was('sent') || was('confirmed')) reached.add('handed-over');
  if (!record || was('confirmed') || entries.length > 0) reached.add('seen');
  if (record?.isReport === true || entries.some(({ what }) => what === 'marked-report'))
    reached.add('seen-as-report');
  // Words or an act of an account that the Hub marks as staff; nothing else is theirs.
  if (entries.some(({ by }) => by?.role === 'staff')) reached.add('acknowledged');
  return STAGES.filter((stage) => reached.has(stage));
}

export const stageOf = (...given: Parameters<typeof stagesOf>): Stage => stagesOf(...given).at(-1)!;
