/** How far a report has come, and how long the owner has had. */
import { useEffect, useState } from 'react';
import { ask } from '../../lib/platform/ask.ts';
import type { PrintedStatement } from '../../lib/policy/statements.ts';
import type { Follow } from '../../lib/report/follow.ts';
import { STAGE_WORDS, STAGES, stagesOf } from '../../lib/report/follow-stage.ts';
import type { ReportRecord } from '../../lib/report/report.ts';
import { clockWords, ownerClock, ownerTimeOf } from '../../lib/report/timeline-clock.ts';
import { Icon } from '../ui/Icon.tsx';
import { Quote } from '../ui/parts.tsx';
import { Time } from '../ui/Time.tsx';

export function Stages({ record, follow }: { record: ReportRecord | null; follow: Follow | null }) {
  const reached = stagesOf(record, follow);
  return (
    <ol className="report-stages" aria-label="How far it has come">
      {STAGES.map((stage) => (
        <li key={stage} data-reached={reached.includes(stage) || undefined}>
          <Icon name={reached.includes(stage) ? 'check' : 'clock'} />
          {STAGE_WORDS[stage]}
          <span className="ui-unseen">{reached.includes(stage) ? ': yes' : ': not seen'}</span>
        </li>
      ))}
    </ol>
  );
}

/** What the cited texts print on the owner's time; kept while the page is open, for a text never changes. */
const printed = new Map<string, PrintedStatement | null>();

/** `undefined`: not read yet, or not to be had. */
function useOwnerTime(hash: string | undefined): PrintedStatement | null | undefined {
  const [time, setTime] = useState(() => (hash === undefined ? null : printed.get(hash)));
  useEffect(() => {
    if (hash === undefined || printed.has(hash)) return;
    let gone = false;
    ask('policy.text', { kind: 'content-policy', hash }).then(
      (version) => {
        printed.set(hash, ownerTimeOf(version));
        if (!gone) setTime(printed.get(hash));
      },
      // A text that is not kept here any more: then there is only the time that has passed.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [hash]);
  return time;
}

export function Clock({ record, follow }: { record: ReportRecord | null; follow: Follow }) {
  const hash = record?.report.citations[0]?.version.hash;
  const time = useOwnerTime(hash);
  const clock = ownerClock(follow, time ?? null, Date.now());
  const { typical } = clock;
  return (
    <div className="stack">
      <p>{clockWords(clock, time !== undefined)}</p>
      <p className="ui-small ui-quiet">
        Counted from <Time at={clock.startedAt} form="both" />
        {follow.hubMadeAt === null ? ', by this device’s clock' : ', the Hub’s own time'}
        {clock.stopped && (
          <>
            , to <Time at={clock.stopped.at} form="both" />
          </>
        )}
        . The owner’s side is the owner and, as far as the Hub tells, members of their organisation.
      </p>
      {typical && (
        <Quote
          from="Hugging Face Content Policy"
          source={`Text of ${typical.statement.version.printedDate ?? 'an unknown date'}, which this report cites.`}
        >
          {typical.statement.quote}
        </Quote>
      )}
    </div>
  );
}
