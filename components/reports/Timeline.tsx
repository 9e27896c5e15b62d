/** What happened, in order: what we did ourselves, and what was seen on the Hub, each with when it was observed. */
import type { Entry, EntryKind, Follow } from '../../lib/report/follow.ts';
import type { ReportRecord } from '../../lib/report/report.ts';
import { placeOf } from '../../lib/report/timeline.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { stateWords, stepWords } from '../ui/state-words.ts';
import { Time } from '../ui/Time.tsx';
import { useReports } from './store.ts';

const ICONS: Partial<Record<EntryKind, IconName>> = {
  seen: 'eye',
  'marked-report': 'flag',
  'unmarked-report': 'flag',
  'staff-reply': 'form',
  'owner-reply': 'form',
  'own-comment': 'form',
  reply: 'form',
  closed: 'check',
  reopened: 'again',
  locked: 'key',
  hidden: 'hidden',
  'comment-hidden': 'hidden',
  'not-visible': 'hidden',
  'thread-missing': 'hidden',
  visible: 'eye',
  'thread-back': 'eye',
  'nfaa-added': 'tag',
  'nfaa-removed': 'tag',
  gated: 'key',
  disabled: 'error',
};

type Row =
  | { at: number; step: ReportRecord['history'][number]; record: ReportRecord }
  | { at: number; entry: Entry };

export function Timeline({ record, follow }: { record: ReportRecord | null; follow: Follow | null }) {
  const since = useReports(({ newSince }) => newSince[record?.id ?? follow?.id ?? '']);
  const rows: Row[] = [
    ...(record?.history.map((step) => ({ at: step.at, step, record })) ?? []),
    ...(follow?.entries.map((entry) => ({ at: placeOf(entry), entry })) ?? []),
  ].sort((a, b) => a.at - b.at);
  if (rows.length === 0) return <p className="ui-quiet">Nothing was seen yet.</p>;
  return (
    <ol className="timeline">
      {rows.map((row, index) =>
        'entry' in row ? (
          <EntryRow key={row.entry.key} entry={row.entry} isNew={isNew(row.entry, since)} />
        ) : (
          // Steps are only ever added at the end, and two can share a time.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={`step-${index}`}>
            <Icon name={stateWords({ ...row.record, state: row.step.state }).icon} />
            <span>
              {stepWords(row.step.state, row.record.report.route)}
              {row.step.note && <span className="ui-quiet"> — {row.step.note}</span>}
              <br />
              <span className="ui-small ui-quiet">
                On this device, <Time at={row.step.at} form="both" />
              </span>
            </span>
          </li>
        ),
      )}
    </ol>
  );
}

const isNew = (entry: Entry, since: number | undefined) =>
  since !== undefined && entry.observedAt > since && entry.by?.role !== 'you' && entry.what !== 'seen';

function EntryRow({ entry, isNew: fresh }: { entry: Entry; isNew: boolean }) {
  return (
    <li data-answer={entry.answer || undefined}>
      <Icon name={ICONS[entry.what] ?? 'info'} />
      <span>
        {entry.sentence}
        {fresh && (
          <>
            {' '}
            <strong className="timeline-new">New</strong>
          </>
        )}
        <br />
        <span className="ui-small ui-quiet">
          {entry.at !== null && (
            <>
              The Hub says <Time at={entry.at} form="both" />.{' '}
            </>
          )}
          Observed <Time at={entry.observedAt} form={entry.at === null ? 'both' : 'relative'} />
          {entry.at === null && entry.after !== undefined && (
            <>
              ; not so yet <Time at={entry.after} />
            </>
          )}
          .
        </span>
      </span>
    </li>
  );
}
