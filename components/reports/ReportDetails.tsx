import type { Follow } from '../../lib/report/follow.ts';
import type { OutboxRecord, ReportRecord } from '../../lib/report/report.ts';
import { isPrivateOnly } from '../../lib/report/route.ts';
import { nameOf } from '../../lib/report/target.ts';
import { CitedRule } from '../policy/CitedRule.tsx';
import { OutLink } from '../ui/Button.tsx';
import { Time } from '../ui/Time.tsx';
import { FollowPart } from './FollowPart.tsx';
import { hubLink, routeWords } from './list.ts';
import { MailMarks } from './MailMarks.tsx';
import { NoteField } from './NoteField.tsx';
import { Errands, SayPart, Withdraw } from './SayPart.tsx';
import { Clock, Stages } from './Standing.tsx';
import { Timeline } from './Timeline.tsx';

const REMEDIES: Record<NonNullable<OutboxRecord['report']['remedy']>, string> = {
  remove: 'Removal',
  documentation: 'Documentation',
  nfaa: 'The label “not for all audiences”',
  gating: 'Gating',
  private: 'Making it private',
  disable: 'Disabling it',
  downgrade: 'Showing it less in trending and feeds',
  warning: 'A warning',
  hide: 'Hiding or closing it',
  restrict: 'Restricting who posts there',
  deactivate: 'Deactivating an account’s public interaction',
};

const MARKED: Record<string, string> = {
  true: 'Yes, by the Hub',
  false: 'No: the Hub shows it as an ordinary discussion',
  null: 'The Hub did not say',
};

/** What the Hub said last: the outbox asked once, the looks go on asking. */
function markedNow(record: ReportRecord, follow: Follow | null): string {
  const thread = follow?.last?.thread;
  const is = typeof thread === 'object' ? thread.isReport : record.isReport;
  return MARKED[String(is)]!;
}

/** All there is on one report: how it stands, what may be done, its way so far, the exact text, and the rules it cites. */
export function ReportDetails({ record, follow }: { record: ReportRecord; follow: Follow | null }) {
  const { report } = record;
  const { target } = report;
  const seen = hubLink(target.url);
  const isOnHub = follow !== null && follow.discussion !== null;
  const thread = follow?.last?.thread;
  const closed = typeof thread === 'object' && thread.status !== 'open';
  const ours = report.route === 'public-api' || report.route === 'public-form';
  const secret = isPrivateOnly(report);
  return (
    <div className="report-details stack">
      <section className="stack">
        <h3>How it stands</h3>
        {report.route === 'private-mail' ? (
          <MailMarks id={record.id} follow={follow} />
        ) : (
          <Stages record={record} follow={follow} />
        )}
        {follow && isOnHub && <Clock record={record} follow={follow} />}
        {follow && <FollowPart follow={follow} name={nameOf(target)} />}
      </section>
      <section>
        <h3>What happened</h3>
        <Timeline record={record} follow={follow} />
      </section>
      {!secret && (
        <section>
          <NoteField id={record.id} note={follow?.note ?? ''} />
        </section>
      )}
      {!secret && record.discussion !== undefined && report.route !== 'private-mail' && (
        <section className="stack">
          <h3>Say more, or take it back</h3>
          <Errands record={record} />
          <SayPart record={record} />
          {ours && !closed && <Withdraw record={record} />}
        </section>
      )}
      <section>
        <h3>About this report</h3>
        <dl className="ui-facts">
          <dt>Who can see it</dt>
          <dd>{routeWords(record)}</dd>
          {report.remedy && (
            <>
              <dt>Asked for</dt>
              <dd>{REMEDIES[report.remedy]}</dd>
            </>
          )}
          {record.state === 'confirmed' && (
            <>
              <dt>Marked as a report</dt>
              <dd>{markedNow(record, follow)}</dd>
            </>
          )}
          {record.confirmedAt !== undefined && (
            <>
              <dt>First seen on the Hub</dt>
              <dd>
                <Time at={record.confirmedAt} form="both" />
              </dd>
            </>
          )}
          <dt>Reported from</dt>
          <dd>
            {seen ? <OutLink href={seen}>{target.url}</OutLink> : target.url}
            {target.lines && ` (lines ${target.lines.from}–${target.lines.to})`},{' '}
            <Time at={target.seenAt} form="both" />
          </dd>
          <dt>Revision</dt>
          <dd>{target.sha ? <code>{target.sha}</code> : 'The Hub could not say.'}</dd>
        </dl>
      </section>
      <section>
        <h3>{report.citations.length === 1 ? 'The rule it cites' : 'The rules it cites'}</h3>
        {report.citations.length === 0 && <p className="ui-quiet">None.</p>}
        <div className="stack">
          {report.citations.map((citation) => (
            <CitedRule key={citation.ruleId + citation.hash} citation={citation} />
          ))}
        </div>
      </section>
      <section>
        <h3>{textHeading(record)}</h3>
        <p className="ui-small ui-quiet">Title: {record.title}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard as well */}
        <section className="report-text" tabIndex={0} aria-label="Text of the report">
          <pre>{record.body}</pre>
        </section>
      </section>
    </div>
  );
}

/** What the Hub's own dialog made of a text, only the thread there shows. */
const textHeading = ({ state, report }: OutboxRecord): string =>
  SENT_HEADING[report.route === 'hub-dialog' && state === 'confirmed' ? 'handed-over' : state] ??
  'The exact text';

const SENT_HEADING: Partial<Record<OutboxRecord['state'], string>> = {
  sent: 'The exact text that was sent',
  confirmed: 'The exact text that was sent',
  'handed-over': 'The exact text that was handed over',
};
