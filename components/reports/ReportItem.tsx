import { type ReactNode, useEffect, useRef } from 'react';
import { repoUrl } from '../../lib/hub/url.ts';
import type { Follow } from '../../lib/report/follow.ts';
import type { ReportRecord } from '../../lib/report/report.ts';
import { inRepo, kindOf, nameOf, type Target } from '../../lib/report/target.ts';
import { inOrder } from '../../lib/report/timeline.ts';
import { Button, LinkButton, OutLink } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Notice } from '../ui/Notice.tsx';
import { StateBadge } from '../ui/StateBadge.tsx';
import { stateWords } from '../ui/state-words.ts';
import { Time } from '../ui/Time.tsx';
import { CopyButton } from './CopyButton.tsx';
import { type Item, nameOfItem, newsOf, topicOfItem } from './items.ts';
import { hubLink, type Offer, offers, whereOnHub } from './list.ts';
import { PicturePart } from './PicturePart.tsx';
import { ReportDetails } from './ReportDetails.tsx';
import { useReports } from './store.ts';
import { Tied } from './TiePart.tsx';
import { headingId } from './useDeepLink.ts';

const ICONS = { again: 'again', cancel: 'undo', forget: 'cross' } as const;

/** One report: what, where, how it stands, what became of it, and what can be done about it. */
export function ReportItem({ item }: { item: Item & { record: ReportRecord } }) {
  const { id, record, follow } = item;
  const { report } = record;
  const leaving = useReports((store) => store.leaving.has(id));
  const pictured = useReports((store) => store.pictures.has(id));
  if (leaving) return <Removed item={item} />;
  const hub = whereOnHub(record);
  return (
    <li className="ui-card report">
      <div className="report-head">
        <h2 id={headingId(id)} tabIndex={-1}>
          {report.topicName}
        </h2>
        <StateBadge record={record} />
      </div>
      <Place target={report.target} />
      <p className="ui-small ui-quiet">
        Made <Time at={report.createdAt} /> · in this state since <Time at={record.since} /> ·{' '}
        <code>{report.reference}</code>
      </p>
      <p>{stateWords(record).meaning}</p>
      <Latest item={item} />
      {pictured && <PicturePart id={id} name={nameOfItem(item)} />}
      {follow?.tied && <Tied follow={follow} />}
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
        <Fold id={id}>of this report on {nameOfItem(item)}</Fold>
      </div>
      <Folded id={id}>
        <ReportDetails record={record} follow={follow} />
      </Folded>
    </li>
  );
}

/** What is folded out on a press. */
export function Fold({ id, children }: { id: string; children: ReactNode }) {
  const open = useReports((store) => store.open.has(id));
  const toggle = useReports((store) => store.toggle);
  return (
    <Button
      small
      look="quiet"
      icon="chevron"
      aria-expanded={open}
      aria-controls={`details-${id}`}
      onClick={() => toggle(id, !open)}
    >
      Details<span className="ui-unseen"> {children}</span>
    </Button>
  );
}

export function Folded({ id, children }: { id: string; children: ReactNode }) {
  const open = useReports((store) => store.open.has(id));
  return (
    <div id={`details-${id}`} hidden={!open}>
      {open && children}
    </div>
  );
}

function Place({ target }: { target: Target }) {
  const { path } = target;
  const page = hubLink(target.url);
  return (
    <p>
      <span className="ui-quiet">
        {inRepo(target) ? target.repo.type : kindOf(target).replaceAll('-', ' ')}{' '}
      </span>
      {inRepo(target) ? (
        <OutLink href={repoUrl(target.repo)}>{target.repo.id}</OutLink>
      ) : page ? (
        <OutLink href={page}>{nameOf(target)}</OutLink>
      ) : (
        nameOf(target)
      )}
      {path && (
        <>
          <span className="ui-quiet"> · </span>
          <code>{path}</code>
        </>
      )}
    </p>
  );
}

/** The last thing that was seen there, and how much of it is new. */
export function Latest({ item }: { item: Item }) {
  const since = useReports(({ newSince }) => newSince[item.id]);
  const { follow } = item;
  const told = inOrder(follow?.entries ?? []).filter(({ what }) => what !== 'seen');
  // A new answer is what the person waits for, whatever was seen after it.
  const last =
    told.findLast(({ answer, observedAt }) => answer && since !== undefined && observedAt > since) ??
    told.at(-1);
  if (!last) return null;
  const count = since === undefined ? 0 : newsOf(item, since);
  return (
    <p className="report-latest" data-answer={last.answer || undefined}>
      <Icon name={last.answer ? 'form' : 'eye'} />
      <span>
        {last.sentence}{' '}
        <span className="ui-small ui-quiet">
          Observed <Time at={last.observedAt} />.
        </span>
        {count > 0 && (
          <>
            {' '}
            <strong className="timeline-new">
              {count} new
              <span className="ui-unseen"> since you looked</span>
            </strong>
          </>
        )}
      </span>
    </p>
  );
}

function Problems({ record }: { record: ReportRecord }) {
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
      <OwnProblem id={record.id} />
    </>
  );
}

/** What went wrong with the last press. */
export function OwnProblem({ id }: { id: Follow['id'] }) {
  const here = useReports((store) => store.problems[id]);
  return here ? <Notice kind="error">{here}</Notice> : null;
}

function OfferButton({ record, offer }: { record: ReportRecord; offer: Offer }) {
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
export function Removed({ item }: { item: Item }) {
  const undo = useReports((store) => store.undo);
  const row = useRef<HTMLLIElement>(null);
  const { id } = item;
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
        Removed from this list: {topicOfItem(item)}, {nameOfItem(item)}. What stands on the Hub stays there.
      </span>
      <Button small icon="undo" onClick={() => undo(id)}>
        Undo
      </Button>
    </li>
  );
}
