import type { PolicyForReader } from '../../lib/platform/answers.ts';
import { OutLink } from '../ui/Button.tsx';
import { Time } from '../ui/Time.tsx';
import { printedDate } from '../ui/time-words.ts';
import { comparison, type Which } from './store.ts';

/** Which text this is, where it is from, and whether the Hub still says so. */
export function VersionBanner({ policy, which }: { policy: PolicyForReader; which: Which }) {
  const version = which === 'live' && policy.live ? policy.live : policy.pack;
  const read = policy.live?.lastSeen ?? null;
  return (
    <section className="ui-card policy-banner" aria-labelledby="version">
      <h2 id="version">This version</h2>
      <dl className="ui-facts">
        <dt>Date printed in it</dt>
        <dd>{printedDate(version.printedDate)}</dd>
        <dt>Hash of the text</dt>
        <dd>
          <code title={version.hash}>{version.hash.slice(0, 12)}</code>
          <span className="ui-quiet"> The date is a label; this names the exact words.</span>
        </dd>
        <dt>Source</dt>
        <dd>
          <Source source={version.source} />
        </dd>
        {version.firstSeen !== null && (
          <>
            <dt>First seen</dt>
            <dd>
              <Time at={version.firstSeen} form="both" />
            </dd>
          </>
        )}
        <dt>On the Hub</dt>
        <dd>
          {comparison(policy)}
          {read !== null && (
            <span className="ui-quiet">
              {' '}
              Read <Time at={read} />.
            </span>
          )}
        </dd>
      </dl>
    </section>
  );
}

function Source({ source }: { source: string }) {
  return /^https:\/\/[^\s]+$/.test(source) ? <OutLink href={source}>{source}</OutLink> : source;
}
