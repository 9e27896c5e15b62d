import { useEffect, useRef } from 'react';
import { repoUrl } from '../../lib/hub/url.ts';
import type { OutboxRecord } from '../../lib/report/report.ts';
import { Button, LinkButton, OutLink } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { StateBadge } from '../ui/StateBadge.tsx';
import { stateWords } from '../ui/state-words.ts';
import { Time } from '../ui/Time.tsx';
import { CopyButton } from './CopyButton.tsx';
import { type Offer, offers, whereOnHub } from './list.ts';
import { ReportDetails } from './ReportDetails.tsx';
import { useReports } from './store.ts';
import { headingId } from './useDeepLink.ts';

const ICONS = { again: 'again', cancel: 'undo', forget: 'cross' } as const;

/** One report: what, where, how it stands, and what can be done about it. */
export function ReportItem({ record }: { record: OutboxRecord }) {
  const { id, report } = record;
  const leaving = useReports((store) => store.leaving.has(id));
  const open = useReports((store) => store.open.has(id));
  const toggle = useReports((store) => store.toggle);
  if (leaving) return <Removed record={record} />;
  const { repo, path } = report.target;
  const hub = whereOnHub(record);
  return (
    <li className="ui-card report">
      <div className="report-head">
        <h2 id={headingId(id)} tabIndex={-1}>
          {report.topicName}
        </h2>
        <StateBadge record={record} />
      </div>
      <p>
        <span className="ui-quiet">{repo.type} </span>
        <OutLink href={repoUrl(repo)}>{repo.id}</OutLink>
        {path && (
          <>
            <span className="ui-quiet"> · </span>
            <code>{path}</code>
          </>
        )}
      </p>
      <p className="ui-small ui-quiet">
        Made <Time at={report.createdAt} /> · in this state since <Time at={record.since} /> ·{' '}
        <code>{report.reference}</code>
      </p>
      <p>{stateWords(record).meaning}</p>
      <Problems record={record} />
      <div className="row">
        {hub && (
          <LinkButton small icon="out" href={hub.href} outside>
            {hub.label}
          </LinkButton>
        )}
        {offers(record).map((offer) => (
          <OfferButton key={offer.action} record={record} offer={offer} />
        ))}
        <CopyButton text={record.body}>
          Copy text<span className="ui-unseen">: {report.topicName}</span>
        </CopyButton>
        <Button
          small
          look="quiet"
          icon="chevron"
          aria-expanded={open}
          aria-controls={`details-${id}`}
          onClick={() => toggle(id, !open)}
        >
          Details<span className="ui-unseen"> of this report on {repo.id}</span>
        </Button>
      </div>
      <div id={`details-${id}`} hidden={!open}>
        {open && <ReportDetails record={record} />}
      </div>
    </li>
  );
}

function Problems({ record }: { record: OutboxRecord }) {
  const here = useReports((store) => store.problems[record.id]);
  return (
    <>
      {record.problem && (
        <Notice kind={record.state === 'failed' ? 'error' : 'warn'} standing>
          {record.problem}
          {record.state === 'queued' && record.nextAt > Date.now() && (
            <>
              {' '}
              It is tried again <Time at={record.nextAt} />.
            </>
          )}
        </Notice>
      )}
      {here && <Notice kind="error">{here}</Notice>}
    </>
  );
}

function OfferButton({ record, offer }: { record: OutboxRecord; offer: Offer }) {
  const busy = useReports((store) => store.busy[record.id]);
  const { act, remove } = useReports.getState();
  const { action, label } = offer;
  return (
    <Button
      small
      icon={ICONS[action]}
      look={action === 'again' && record.state === 'failed' ? 'primary' : 'plain'}
      busy={busy === action}
      onClick={() => (action === 'forget' ? remove(record.id) : void act(record, action))}
    >
      {label}
      <span className="ui-unseen">: {record.report.topicName}</span>
    </Button>
  );
}

/** Stands where the report stood, with the focus on the way back. */
function Removed({ record }: { record: OutboxRecord }) {
  const undo = useReports((store) => store.undo);
  const row = useRef<HTMLLIElement>(null);
  const { id } = record;
  useEffect(() => {
    row.current?.querySelector('button')?.focus();
    return () => {
      // Back again: the focus goes with it. Gone for good: to the title, not to nowhere.
      if (!document.activeElement || document.activeElement === document.body)
        (document.getElementById(headingId(id)) ?? document.getElementById('main'))?.focus();
    };
  }, [id]);
  return (
    <li className="ui-card report-removed" ref={row}>
      <span>
        Removed from this list: {record.report.topicName}, {record.report.target.repo.id}. What stands on the
        Hub stays there.
      </span>
      <Button small icon="undo" onClick={() => undo(id)}>
        Undo
      </Button>
    </li>
  );
}
