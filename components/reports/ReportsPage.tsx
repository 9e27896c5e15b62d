import { useEffect } from 'react';
import { Button, LinkButton } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { NotifySwitch } from '../ui/NotifySwitch.tsx';
import { Page, pageHref } from '../ui/Page.tsx';
import { Busy, EmptyState } from '../ui/parts.tsx';
import { ExportPart } from './ExportPart.tsx';
import { Filters } from './Filters.tsx';
import { EVERYTHING, isNative, itemsOf, matching, SORTS } from './items.ts';
import { NativeItem } from './NativeItem.tsx';
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
  const natives = useReports((store) => store.follows.some(isNative));
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
      ) : records.length === 0 && !natives ? (
        <Nothing />
      ) : (
        <List />
      )}
      {records !== null && <Portable />}
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
  const store = useReports();
  const all = itemsOf(store.records ?? [], store.follows);
  const shown = matching(all, store, Date.now());
  return (
    <>
      <Filters items={all} />
      <p className="ui-small ui-quiet" role="status">
        {shown.length === all.length ? `${all.length} in all` : `${shown.length} of ${all.length}`},{' '}
        {SORTS[store.sort].toLowerCase()}
      </p>
      {shown.length ? (
        <ul className="reports-list" aria-label={`Reports, ${SORTS[store.sort].toLowerCase()}`}>
          {shown.map((item) =>
            item.record ? <ReportItem key={item.id} item={item} /> : <NativeItem key={item.id} item={item} />,
          )}
        </ul>
      ) : (
        <EmptyState
          icon="search"
          title="None of your reports is like that"
          actions={
            <Button onClick={() => useReports.setState({ ...EVERYTHING, sort: store.sort })}>
              Show all {all.length}
            </Button>
          }
        />
      )}
      <NotifySwitch about="reports" />
    </>
  );
}

/** Out to a file and back; "only those" are the ones that the list shows. */
function Portable() {
  const store = useReports();
  const records = store.records ?? [];
  const shown = matching(itemsOf(records, store.follows), store, Date.now());
  return (
    <ExportPart
      records={records}
      selected={shown.filter(({ record }) => record !== null).map(({ id }) => id)}
      onImported={() => void store.refresh()}
    />
  );
}
