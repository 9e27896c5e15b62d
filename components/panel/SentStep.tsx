/** What became of it: never more than was seen. The receipt has the link, the reference, and what comes next. */
import { ask } from '../../lib/platform/ask.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Busy } from '../ui/parts.tsx';
import { StateBadge } from '../ui/StateBadge.tsx';
import { stateWords } from '../ui/state-words.ts';
import { isMoving } from './derived.ts';
import { usePanel } from './store.ts';

export function SentStep() {
  const state = usePanel();
  const { record, problem } = state;
  if (!record) return null;
  const words = stateWords(record);
  const done = record.state === 'confirmed';
  const failed = record.state === 'failed';
  const moving = isMoving(record);
  return (
    <div className="panel-sent">
      {moving && !record.problem && <Busy>{words.meaning}</Busy>}
      {(!moving || record.problem) && (
        <Notice
          kind={done ? 'done' : failed ? 'error' : 'info'}
          title={done ? 'Receipt' : failed ? 'It was not sent' : words.label}
          actions={
            failed ? (
              <>
                <Button look="primary" onClick={() => void state.retry()}>
                  Try again
                </Button>
                <Button onClick={() => state.mend()}>Change the report</Button>
                <Button
                  look="quiet"
                  onClick={() => void ask('page.open', { page: 'options', hash: 'account' })}
                >
                  Options
                </Button>
              </>
            ) : undefined
          }
        >
          {record.problem ? <p>{record.problem}</p> : <p>{words.meaning}</p>}
          {failed && <p>Your draft is kept.</p>}
        </Notice>
      )}
      {record.report.route === 'hub-dialog' && record.state === 'handed-over' && (
        <p className="ui-quiet">
          The text is in your clipboard. Close this panel, choose Report in the Hub’s three dots, and paste it
          there.
        </p>
      )}
      {problem && <Notice kind="warn">{problem}</Notice>}
      {record.state === 'queued' && !record.problem && (
        <p className="panel-hint">It leaves by itself {leavesIn(record.nextAt, Date.now())}.</p>
      )}
      <dl className="panel-receipt">
        <dt>State</dt>
        <dd>
          <StateBadge record={record} />
        </dd>
        <dt>Reference</dt>
        <dd>
          <code>{record.report.reference}</code>
        </dd>
        {record.url && (
          <>
            <dt>On the Hub</dt>
            <dd>
              <a href={record.url} target="_blank" rel="noreferrer">
                {record.url}
              </a>
            </dd>
          </>
        )}
      </dl>
      {done && (
        <p className="ui-quiet">
          Anyone can read and answer it there. The owner or Hugging Face’s staff may reply; under the text of
          2023-08-30 the owner is “typically” given “approximately 72 hours”. My reports shows what is seen
          from here.
        </p>
      )}
      <div className="panel-actions">
        {record.state === 'queued' && (
          <>
            <Button icon="undo" onClick={() => void state.cancel()}>
              Take it back
            </Button>
            {!record.problem && <Button onClick={() => void state.retry()}>Send now</Button>}
          </>
        )}
        {record.state === 'cancelled' && (
          <Button look="primary" onClick={() => state.mend()}>
            Back to the text
          </Button>
        )}
        {record.url && (
          <LinkButton look="primary" href={record.url} outside>
            Open the thread
          </LinkButton>
        )}
        <Button onClick={() => void ask('page.open', { page: 'reports', hash: record.id })}>
          My reports
        </Button>
        <Button look={record.url ? 'plain' : 'primary'} onClick={() => state.close()}>
          Close
        </Button>
      </div>
    </div>
  );
}

/** Drawn anew with every look at the outbox. Times in milliseconds since the epoch. */
function leavesIn(at: number, now: number): string {
  const seconds = Math.ceil((at - now) / 1000);
  return seconds > 1 ? `in ${seconds} seconds` : 'now';
}
