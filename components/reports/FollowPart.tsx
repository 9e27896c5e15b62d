/** Whether and when the Hub is looked at for this report, and how to change that. */
import { ask } from '../../lib/platform/ask.ts';
import type { Follow } from '../../lib/report/follow.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Time } from '../ui/Time.tsx';
import { useReports } from './store.ts';

const ENDED =
  'Nothing new was seen for a long time, so the Hub is not looked at by itself any more. You can look, or follow it again.';

export function FollowPart({ follow, name }: { follow: Follow; name: string }) {
  const busy = useReports(({ busy }) => busy[follow.id]);
  const { deed } = useReports.getState();
  const { id, following, lookedAt, nextAt, problem } = follow;
  if (following === 'none') return null;
  const on = following === 'on';
  const set = (wanted: boolean) =>
    void deed(
      id,
      'follow',
      () => ask('follow.set', { id, following: wanted }),
      wanted ? 'It is followed again.' : 'It is not followed any more.',
    );
  const waiting = follow.discussion === null;
  return (
    <div className="stack">
      <p className="ui-small ui-quiet">
        {lookedAt === null ? (
          waiting ? (
            'Looked for now and then among the reports that you made there with the Hub’s own form.'
          ) : (
            'Not looked at yet.'
          )
        ) : (
          <>
            Last looked at <Time at={lookedAt} form="both" />.
          </>
        )}{' '}
        {on && !waiting && nextAt > Date.now() && (
          <>
            The next look: <Time at={nextAt} />. Looks grow rarer with time.
          </>
        )}
        {following === 'stopped' && 'You stopped following it.'}
        {following === 'over' && ENDED}
      </p>
      {problem && (
        <Notice kind="warn" standing title="The last look did not work">
          {problem}
        </Notice>
      )}
      <div className="row">
        {!waiting && (
          <Button
            small
            icon="search"
            busy={busy === 'look'}
            onClick={() =>
              void deed(id, 'look', () => ask('follow.look', { id }), 'Looked at the Hub just now.')
            }
          >
            Look now<span className="ui-unseen"> at {name}</span>
          </Button>
        )}
        <Button small look="quiet" busy={busy === 'follow'} onClick={() => set(!on)}>
          {on ? 'Stop following' : 'Follow again'}
          <span className="ui-unseen"> {name}</span>
        </Button>
      </div>
    </div>
  );
}
