import { repoUrl } from '../../lib/hub/url.ts';
import { Button, LinkButton, OutLink } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Time } from '../ui/Time.tsx';
import { FollowPart } from './FollowPart.tsx';
import type { Item } from './items.ts';
import { hubLink } from './list.ts';
import { NoteField } from './NoteField.tsx';
import { Fold, Folded, Latest, OwnProblem, Removed } from './ReportItem.tsx';
import { Clock } from './Standing.tsx';
import { useReports } from './store.ts';
import { Claim } from './TiePart.tsx';
import { Timeline } from './Timeline.tsx';
import { headingId } from './useDeepLink.ts';

/** A report that the person made with the Hub's own form: found there by its author, and followed like the others. */
export function NativeItem({ item }: { item: Item & { record: null } }) {
  const { id, follow } = item;
  const leaving = useReports((store) => store.leaving.has(id));
  if (leaving) return <Removed item={item} />;
  const { native, repo } = follow;
  const url = hubLink(native.url);
  return (
    <li className="ui-card report">
      <div className="report-head">
        <h2 id={headingId(id)} tabIndex={-1}>
          {native.title}
        </h2>
        <span className="ui-badge" data-tone="info">
          <Icon name="form" />
          Made with the Hub’s own form
        </span>
      </div>
      {repo && (
        <p>
          <span className="ui-quiet">{repo.type} </span>
          <OutLink href={repoUrl(repo)}>{repo.id}</OutLink>
        </p>
      )}
      <p className="ui-small ui-quiet">
        Made <Time at={follow.madeAt} />, as {native.author} · found there by its author
      </p>
      <Latest item={item} />
      <Claim follow={follow} />
      <OwnProblem id={id} />
      <div className="row">
        {url && (
          <LinkButton small icon="out" href={url} outside>
            Open on the Hub
          </LinkButton>
        )}
        <Button small icon="cross" onClick={() => useReports.getState().remove(id)}>
          Remove from this list<span className="ui-unseen">: {native.title}</span>
        </Button>
        <Fold id={id}>of your report on {repo?.id}</Fold>
      </div>
      <Folded id={id}>
        <div className="report-details stack">
          <section className="stack">
            <h3>How it stands</h3>
            <Clock record={null} follow={follow} />
            <FollowPart follow={follow} name={repo?.id ?? ''} />
          </section>
          <section>
            <h3>What happened</h3>
            <Timeline record={null} follow={follow} />
          </section>
          <section>
            <NoteField id={id} note={follow.note} />
          </section>
        </div>
      </Folded>
    </li>
  );
}
