/** A mail leaves no sign on the Hub: what became of it, only the person knows. */
import { ask } from '../../lib/platform/ask.ts';
import type { Follow } from '../../lib/report/follow.ts';
import { Time } from '../ui/Time.tsx';
import { useReports } from './store.ts';

const MARKS = { sent: 'I sent the mail', answered: 'I got an answer' } as const;

export function MailMarks({ id, follow }: { id: string; follow: Follow | null }) {
  const { deed } = useReports.getState();
  const at = { sent: follow?.sentAt, answered: follow?.answeredAt };
  const mark = (what: keyof typeof MARKS, on: boolean) =>
    void deed(id, 'mark', () => ask('follow.mark', { id, what, on }), on ? 'Noted.' : 'The note is gone.');
  return (
    <fieldset className="report-marks">
      <legend>Noted by you</legend>
      <p className="ui-small ui-quiet">
        A mail cannot be followed from here. You can note what became of it.
      </p>
      {(['sent', 'answered'] as const).map((what) => (
        <label key={what} className="ui-check">
          <input
            type="checkbox"
            checked={at[what] !== undefined}
            onChange={(event) => mark(what, event.target.checked)}
          />
          <span>
            {MARKS[what]}
            {at[what] !== undefined && (
              <span className="ui-small ui-quiet">
                {' '}
                noted <Time at={at[what]} form="both" />
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
