import type { OutboxRecord } from '../../lib/report/report.ts';
import { CitedRule } from '../policy/CitedRule.tsx';
import { OutLink } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { stateWords, stepWords } from '../ui/state-words.ts';
import { Time } from '../ui/Time.tsx';
import { hubLink, routeWords } from './list.ts';

const REMEDIES = {
  remove: 'Removal',
  documentation: 'Documentation',
  nfaa: 'The label “not for all audiences”',
  gating: 'Gating',
  private: 'Making it private',
} as const;

const MARKED: Record<string, string> = {
  true: 'Yes, by the Hub',
  false: 'No: the Hub shows it as an ordinary discussion',
  null: 'The Hub did not say',
};

/** All there is on one report: its way so far, the exact text, and the rules it cites. */
export function ReportDetails({ record }: { record: OutboxRecord }) {
  const { report } = record;
  const { target } = report;
  const seen = hubLink(target.url);
  return (
    <div className="report-details stack">
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
            <dd>{MARKED[String(record.isReport)]}</dd>
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
      <section>
        <h3>What happened</h3>
        <ol className="timeline">
          {record.history.map((step, index) => (
            // Steps are only ever added at the end, and two can share a time.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={index}>
              <Icon name={stateWords({ ...record, state: step.state }).icon} />
              <span>
                {stepWords(step.state, report.route)}
                {step.note && <span className="ui-quiet"> — {step.note}</span>}
                <br />
                <span className="ui-small ui-quiet">
                  Observed <Time at={step.at} form="both" />
                </span>
              </span>
            </li>
          ))}
        </ol>
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
        <h3>{SENT_HEADING[record.state] ?? 'The exact text'}</h3>
        <p className="ui-small ui-quiet">Title: {record.title}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard as well */}
        <section className="report-text" tabIndex={0} aria-label="Text of the report">
          <pre>{record.body}</pre>
        </section>
      </section>
    </div>
  );
}

const SENT_HEADING: Partial<Record<OutboxRecord['state'], string>> = {
  sent: 'The exact text that was sent',
  confirmed: 'The exact text that was sent',
  'handed-over': 'The exact text that was handed over',
};
