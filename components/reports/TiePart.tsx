/** Which report that was handed to the Hub's own dialog became which one there: said by the person where nobody else can tell. */
import { ask } from '../../lib/platform/ask.ts';
import type { Follow } from '../../lib/report/follow.ts';
import { nameOf } from '../../lib/report/target.ts';
import { claimable } from '../../lib/report/tie.ts';
import { Button } from '../ui/Button.tsx';
import { Time } from '../ui/Time.tsx';
import { useReports } from './store.ts';
import { headingId } from './useDeepLink.ts';

/** Of a report that was found there: the ones that it may be. */
export function Claim({ follow }: { follow: Follow }) {
  const records = useReports((store) => store.records);
  const follows = useReports((store) => store.follows);
  const busy = useReports((store) => store.busy[follow.id] === 'tie');
  const possible = claimable(follow, records ?? [], follows);
  if (possible.length === 0) return null;

  async function claim(id: string): Promise<void> {
    const { deed, refresh } = useReports.getState();
    const work = () => ask('follow.tie', { id, found: follow.id });
    if (!(await deed(follow.id, 'tie', work, 'They are one entry now. You can separate them there.'))) return;
    await refresh();
    // This entry is gone: the focus goes where it went.
    document.getElementById(headingId(id))?.focus();
  }

  return possible.map(({ id, report, since }) => (
    <div key={id} className="row">
      <span className="ui-small ui-quiet">
        You handed “{report.topicName}” over to the Hub’s Report dialog here, <Time at={since} />.
      </span>
      <Button small icon="check" busy={busy} onClick={() => void claim(id)}>
        This is the report that I made
        <span className="ui-unseen">
          : {report.topicName}, {nameOf(report.target)}
        </span>
      </Button>
    </div>
  ));
}

/** Of a report that was tied to one there: what was gone by, and the way back. */
export function Tied({ follow: { id, tied } }: { follow: Follow }) {
  const busy = useReports((store) => store.busy[id] === 'tie');
  if (!tied) return null;

  async function part(): Promise<void> {
    const { deed, refresh } = useReports.getState();
    const work = () => ask('follow.tie', { id, found: null });
    if (await deed(id, 'tie', work, 'They are two entries again.')) await refresh();
  }

  return (
    <div className="row">
      <span className="ui-small ui-quiet">
        Its thread, “{tied.title}”, was found by its author and its time.
      </span>
      <Button small look="quiet" icon="undo" busy={busy} onClick={() => void part()}>
        That is another report
        <span className="ui-unseen">: {tied.title}</span>
      </Button>
    </div>
  );
}
