/** A word more in the report's own thread, and taking the report back by closing that thread. Both are public, and say so before. */
import { useId, useState } from 'react';
import { ask } from '../../lib/platform/ask.ts';
import { MAX_TEXT } from '../../lib/report/max-text.ts';
import type { ErrandView, ReportRecord } from '../../lib/report/report.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { Hints } from '../ui/Hints.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Time } from '../ui/Time.tsx';
import { hubLink } from './list.ts';
import { useReports } from './store.ts';

export function SayPart({ record }: { record: ReportRecord }) {
  const field = useId();
  const [text, setText] = useState('');
  const busy = useReports(({ busy }) => busy[record.id]);
  const { deed } = useReports.getState();
  const { id } = record;
  const say = async () => {
    const done = await deed(id, 'say', () => ask('report.say', { id, text }), 'Your comment is on its way.');
    if (done) setText('');
  };
  return (
    <div className="stack">
      <div className="ui-field">
        <label htmlFor={field}>Add a comment to the thread</label>
        <textarea
          id={field}
          className="ui-input"
          rows={3}
          maxLength={MAX_TEXT}
          value={text}
          aria-describedby={`${field}-hint`}
          onChange={(event) => setText(event.target.value)}
        />
        <p className="ui-small ui-quiet" id={`${field}-hint`}>
          Public, under your name: everybody can read it. Leave out names, addresses and other private data.
        </p>
      </div>
      <Hints text={text} audience="public" className="report-hints ui-small" />
      <div className="row">
        <Button
          small
          icon="out"
          busy={busy === 'say'}
          disabled={text.trim() === ''}
          onClick={() => void say()}
        >
          Post this comment
        </Button>
      </div>
    </div>
  );
}

export function Withdraw({ record }: { record: ReportRecord }) {
  const [asking, setAsking] = useState(false);
  const [comment, setComment] = useState('');
  const field = useId();
  const busy = useReports(({ busy }) => busy[record.id]);
  const { deed } = useReports.getState();
  const { id } = record;
  if (!asking)
    return (
      <div className="row">
        <Button small look="quiet" icon="undo" onClick={() => setAsking(true)}>
          Withdraw this report…
        </Button>
      </div>
    );
  const withdraw = async () => {
    const words = comment.trim();
    const done = await deed(
      id,
      'withdraw',
      () => ask('report.withdraw', { id, ...(words ? { comment: words } : {}) }),
      'The thread is being closed.',
    );
    if (done) setAsking(false);
  };
  return (
    <Notice kind="warn" title="Close the thread of this report?">
      <p>
        Its thread is closed on the Hub under your name. What you wrote stays there and can still be read; the
        owner and others can still answer.
      </p>
      <div className="ui-field">
        <label htmlFor={field}>A word on why (public, may stay empty)</label>
        <textarea
          id={field}
          className="ui-input"
          rows={2}
          maxLength={MAX_TEXT}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
      </div>
      <Hints text={comment} audience="public" className="report-hints ui-small" />
      <div className="ui-notice-actions">
        <Button small look="danger" busy={busy === 'withdraw'} onClick={() => void withdraw()}>
          Close the thread
        </Button>
        <Button small onClick={() => setAsking(false)}>
          Keep it open
        </Button>
      </div>
    </Notice>
  );
}

const WAY: Record<ErrandView['state'], string> = {
  queued: 'waits to be sent',
  sending: 'is being sent',
  checking: 'may have arrived; it is looked for on the Hub first',
  sent: 'was taken by the Hub',
  confirmed: 'stands on the Hub',
  failed: 'did not get through',
  'handed-over': 'was handed over',
  cancelled: 'was taken back before it left',
};

/** Comments and withdrawals on their way, and what became of them. */
export function Errands({ record }: { record: ReportRecord }) {
  const busy = useReports(({ busy }) => busy[record.id]);
  const problems = useReports(({ problems }) => problems);
  const { act, refresh } = useReports.getState();
  if (record.errands.length === 0) return null;
  const press = async (id: string, action: 'again' | 'cancel') => {
    await act({ id }, action);
    await refresh();
  };
  return (
    <ul className="report-errands" aria-label="Added since">
      {record.errands.map((errand) => {
        const what = errand.kind === 'say' ? 'Your comment' : 'Closing the thread';
        const words =
          errand.kind === 'withdraw' && errand.state === 'confirmed'
            ? 'You closed the thread'
            : `${what} ${WAY[errand.state]}`;
        const url = hubLink(errand.url);
        return (
          <li key={errand.id}>
            <p>
              {words}, <Time at={errand.at} />.
            </p>
            {errand.text && <p className="ui-small ui-quiet report-said">{errand.text}</p>}
            {errand.problem && (
              <Notice kind={errand.state === 'failed' ? 'error' : 'warn'} standing>
                {errand.problem}
              </Notice>
            )}
            {problems[errand.id] && <Notice kind="error">{problems[errand.id]}</Notice>}
            <div className="row">
              {errand.state === 'queued' && (
                <Button
                  small
                  icon="undo"
                  busy={busy !== undefined}
                  onClick={() => void press(errand.id, 'cancel')}
                >
                  Take it back
                </Button>
              )}
              {errand.state === 'failed' && (
                <Button small icon="again" onClick={() => void press(errand.id, 'again')}>
                  Try again
                </Button>
              )}
              {url && (
                <LinkButton small icon="out" href={url} outside>
                  See it on the Hub
                </LinkButton>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
