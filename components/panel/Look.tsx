/** Look, join, then file: what is reported there already comes before another thread (facts/reporting.md 0.5, D16). */
import type { ExistingThread, OwnReport } from '../../lib/platform/answers.ts';
import { Button, OutLink } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Busy } from '../ui/parts.tsx';
import { stateWords } from '../ui/state-words.ts';
import { communityOpen, threads } from './derived.ts';
import { usePanel } from './store.ts';

const SHOWN = 5;
/** So many open threads are a pile: one more is read by fewer, not by more. */
const PILE = 5;

export function Look() {
  const state = usePanel();
  const { context, draft, target } = state;
  if (!context) return target?.repo ? <Busy>Looking for what is reported there already…</Busy> : null;
  const joined = draft?.join;
  const all = threads(state);
  return (
    <>
      {context.problem && (
        <Notice kind="warn" standing>
          {context.problem} You can write your report all the same.
        </Notice>
      )}
      <Own reports={context.own ?? []} />
      {joined ? (
        <Notice
          kind="info"
          standing
          title={`You add to thread #${joined.discussion}`}
          actions={
            <Button small onClick={() => state.join(null)}>
              Open a thread of its own instead
            </Button>
          }
        >
          “{joined.title}”. Say what is new: what stands there already need not be said again.
        </Notice>
      ) : (
        all.length > 0 && <Existing all={all} />
      )}
    </>
  );
}

function Existing({ all }: { all: ExistingThread[] }) {
  const state = usePanel();
  const open = all.filter(({ status }) => status === 'open').length;
  const more = all.slice(SHOWN);
  return (
    <Notice
      kind={open >= PILE ? 'warn' : 'info'}
      standing
      title={all.length === 1 ? 'There is already a report' : `There are already ${all.length} reports`}
    >
      <p>
        {open >= PILE
          ? `${open} threads are open. Another one says nothing new by itself, and makes all of them harder to read; what you know is read best where it is being discussed.`
          : 'If one of them says the same, adding what you know there helps more than another thread. If you only agree, open it and react to it there.'}
      </p>
      <Threads list={all.slice(0, SHOWN)} mayJoin={communityOpen(state)} />
      {more.length > 0 && (
        <details className="panel-examples">
          <summary>{more.length === 1 ? 'One more' : `${more.length} more`}</summary>
          <Threads list={more} mayJoin={communityOpen(state)} />
        </details>
      )}
    </Notice>
  );
}

function Threads({ list, mayJoin }: { list: ExistingThread[]; mayJoin: boolean }) {
  const join = usePanel((state) => state.join);
  return (
    <ul className="panel-threads">
      {list.map((thread) => (
        <li key={thread.discussion}>
          <span>
            <OutLink href={thread.url}>
              #{thread.discussion} {thread.title}
            </OutLink>{' '}
            {thread.pinned && <strong>pinned </strong>}
            {thread.byStaff && <strong>by Hugging Face staff </strong>}
            <span className="ui-quiet">{thread.status}</span>
          </span>
          {/* What staff pinned is to be read, not to be added to. */}
          {mayJoin && thread.status === 'open' && !(thread.pinned && thread.byStaff) && (
            <Button
              small
              aria-label={`Add what is new as a comment to #${thread.discussion}`}
              onClick={() => join(thread)}
            >
              Add what is new as a comment
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The person's own reports of the same place. */
function Own({ reports }: { reports: OwnReport[] }) {
  if (reports.length === 0) return null;
  return (
    <Notice kind="info" standing title="You have reported this before">
      <ul className="panel-threads">
        {reports.map(({ id, topicName, state, since, url }) => (
          <li key={id}>
            <span>
              {url ? <OutLink href={url}>{topicName}</OutLink> : topicName}{' '}
              <span className="ui-quiet">
                {new Date(since).toISOString().slice(0, 10)} · {ownState(state)}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function ownState(state: OwnReport['state']): string {
  const route = { route: 'public-api' as const };
  return state === 'handed-over'
    ? 'handed over — not followed'
    : stateWords({ state, isReport: null, discussion: undefined, report: route }).label;
}
