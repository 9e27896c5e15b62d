import type { Timeline, Version } from '../../lib/policy/version-types.ts';
import { changeTermsOf, windowOf } from '../../lib/policy/window.ts';
import { LinkButton } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { hrefOf } from './address.ts';
import { useText } from './useText.ts';
import { versionsOf } from './view.ts';

interface UpcomingProps {
  /** The version that is read. */
  version: Version;
  timeline: Timeline;
}

/** While a new text is posted and another still counts: both are a press away, and what the window means is quoted. */
export function Upcoming({ version, timeline }: UpcomingProps) {
  const upcoming = timeline.versions.find(({ hash }) => hash === timeline.upcoming);
  const inForce = useText(timeline.versions.find(({ hash }) => hash === timeline.inForce));
  if (version.kind !== 'content-policy' || !upcoming) return null;
  const { sentence } = windowOf(upcoming, versionsOf(timeline, upcoming), Date.now());
  const says = inForce ? changeTermsOf(inForce.document) : [];
  const isNew = version.hash === upcoming.hash;
  return (
    <Notice
      kind="info"
      standing
      title={isNew ? 'This text is new' : 'A new text has been posted'}
      actions={
        <>
          <LinkButton small href={hrefOf({ version: isNew ? timeline.inForce : upcoming.hash })}>
            {isNew ? 'Read the text in force' : 'Read the new text'}
          </LinkButton>
          <LinkButton
            small
            href={hrefOf({ view: 'changes', version: upcoming.hash, base: timeline.inForce })}
          >
            See what changed
          </LinkButton>
        </>
      }
    >
      <p>{sentence}</p>
      {says.length > 0 && (
        <p className="policy-says">
          The text in force says of this: <q>{says.map(({ quote }) => quote).join(' ')}</q>
        </p>
      )}
    </Notice>
  );
}
