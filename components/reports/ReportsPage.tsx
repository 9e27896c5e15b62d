import { useEffect } from 'react';
import { Button, LinkButton } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Page, pageHref } from '../ui/Page.tsx';
import { Busy, EmptyState } from '../ui/parts.tsx';
import { countGroups, GROUP_LABELS, GROUPS, type Group, matching } from './list.ts';
import { ReportItem } from './ReportItem.tsx';
import { followReports, useReports } from './store.ts';
import { useDeepLink } from './useDeepLink.ts';
import '../ui/page.css';
import './reports.css';

/** Everything this person reported through us, and what became of it as far as the Hub shows it. */
export function ReportsPage() {
  const records = useReports((store) => store.records);
  const problem = useReports((store) => store.problem);
  const said = useReports((store) => store.said);
  const refresh = useReports((store) => store.refresh);
  useEffect(followReports, []);
  const missing = useDeepLink(records);
  return (
    <Page
      page="reports"
      title="My reports"
      lead="Kept on this device. Each shows what was seen on the Hub, and when; never more than that."
    >
      <p className="ui-unseen" role="status">
        {said}
      </p>
      {problem && (
        <Notice
          kind="error"
          title={records ? 'This list may be out of date' : 'Your reports could not be read'}
          actions={
            <Button small icon="again" onClick={() => void refresh()}>
              Read them again
            </Button>
          }
        >
          {problem}
        </Notice>
      )}
      {missing && (
        <Notice kind="warn" title="That report is not in this list">
          It may have been removed, or it was made in another browser profile.
        </Notice>
      )}
      {records === null ? (
        !problem && <Busy>Reading your reports…</Busy>
      ) : records.length === 0 ? (
        <Nothing />
      ) : (
        <List />
      )}
    </Page>
  );
}

function Nothing() {
  return (
    <EmptyState
      icon="flag"
      title="No reports yet"
      actions={
        <>
          <LinkButton look="primary" href="https://huggingface.co/models" outside>
            Go to the Hub
          </LinkButton>
          <LinkButton href={pageHref('policy')}>Read the policy first</LinkButton>
        </>
      }
    >
      Open a model, dataset or Space on the Hub and press <strong>Report</strong> beside its name, or on its
      card in a list. You choose the rule, see who will read the report, and nothing leaves before you press
      Send.
    </EmptyState>
  );
}

function List() {
  const { records, search, group } = useReports();
  const all = records ?? [];
  const counts = countGroups(all);
  const shown = matching(all, search, group);
  const set = useReports.setState;
  const groups = GROUPS.filter((each) => each === 'all' || each === group || counts[each] > 0);
  return (
    <>
      <search className="reports-tools">
        <div className="ui-field">
          <label htmlFor="search">Search</label>
          <input
            id="search"
            type="search"
            className="ui-input"
            value={search}
            placeholder="Topic, repository, reference, your words"
            onChange={(event) => set({ search: event.target.value })}
          />
        </div>
        <Choice<Group>
          legend="Show"
          look="segments"
          value={group}
          options={groups.map((value) => ({ value, label: `${GROUP_LABELS[value]} (${counts[value]})` }))}
          onChange={(value) => set({ group: value })}
        />
      </search>
      <p className="ui-small ui-quiet" role="status">
        {shown.length === all.length
          ? `${all.length} in all, newest first`
          : `${shown.length} of ${all.length}`}
      </p>
      {shown.length ? (
        <ul className="reports-list" aria-label="Reports, newest first">
          {shown.map((record) => (
            <ReportItem key={record.id} record={record} />
          ))}
        </ul>
      ) : (
        <EmptyState
          icon="search"
          title="None of your reports is like that"
          actions={<Button onClick={() => set({ search: '', group: 'all' })}>Show all {all.length}</Button>}
        />
      )}
    </>
  );
}
