import type { Timeline, Version } from '../../lib/policy/version-types.ts';
import { basisSentence } from '../../lib/policy/window.ts';
import { Button, LinkButton, OutLink } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Time } from '../ui/Time.tsx';
import { printedDate } from '../ui/time-words.ts';
import { hrefOf } from './address.ts';
import { StandingBadges } from './StandingBadges.tsx';
import { usePolicy } from './store.ts';
import { Upcoming } from './Upcoming.tsx';
import { VersionPicker } from './VersionPicker.tsx';
import { onTheHub, versionsOf } from './view.ts';
import { CLASSES, DOCUMENTS, ORIGIN_WORDS, standingWords } from './words.ts';

/** Which text this is, where it is from, whether it counts, and whether the Hub still says so. */
export function VersionCard({ version }: { version: Version }) {
  const { busy, refresh } = usePolicy();
  const timeline = usePolicy((store) => store.timeline!);
  const standing = standingWords(version, timeline);
  const { name } = DOCUMENTS[version.kind];
  return (
    <>
      <section className="ui-card policy-card" aria-labelledby="version">
        <div className="policy-card-head">
          <h2 id="version">
            {name}, {version.printedDate ? `printed ${printedDate(version.printedDate)}` : 'no date printed'}
          </h2>
          <StandingBadges version={version} standing={standing} />
          <VersionPicker
            label="Version to read"
            unseen
            value={version.hash}
            versions={versionsOf(timeline, version)}
            onChange={(hash) => {
              location.hash = hrefOf({ kind: version.kind, version: hash });
            }}
          />
        </div>
        <OnTheHub version={version} timeline={timeline} />
        {version.kind === 'content-policy' && (
          <p className="ui-quiet">{basisSentence(versionsOf(timeline, version), Date.now())}</p>
        )}
        <div className="row policy-card-tools">
          <Button small icon="again" busy={busy === 'refreshing'} onClick={() => void refresh(version.kind)}>
            {busy === 'refreshing' ? "Reading the Hub's page…" : "Read the Hub's page now"}
          </Button>
          <LinkButton small href={DOCUMENTS[version.kind].url} icon="out" outside>
            Open it on the Hub
          </LinkButton>
          <Button small onClick={() => window.print()}>
            Print
          </Button>
        </div>
        <details>
          <summary>About this version</summary>
          <Facts version={version} />
        </details>
        <p className="policy-paper">
          Text {version.hash}. {version.source}. Printed for you by Hub Steward, which is unofficial.
        </p>
      </section>
      {!version.complete && (
        <Notice kind="warn" title="This is not the whole text" standing>
          Only lines whose exact wording could be verified are kept; the page itself says more. That a line is
          missing here says nothing about whether it applies.
        </Notice>
      )}
      <Upcoming version={version} timeline={timeline} />
    </>
  );
}

/** What the Hub's page said when it was last seen, against this version. */
function OnTheHub({ version, timeline }: { version: Version; timeline: Timeline }) {
  const seen = onTheHub(versionsOf(timeline, version));
  // Said below, together with which text is quoted.
  if (!seen) return version.kind === 'content-policy' ? null : <p>The Hub's page has not been read yet.</p>;
  const when = <Time at={seen.lastSeen!} />;
  if (seen.hash === version.hash) {
    return <p>The Hub's page said the same, word for word, when it was last read, {when}.</p>;
  }
  return (
    <p>
      The Hub's page said something else when it was last read, {when}.{' '}
      <a href={hrefOf({ kind: seen.kind, version: seen.hash })}>Read that text</a> or{' '}
      <a href={hrefOf({ kind: seen.kind, view: 'changes', version: seen.hash, base: version.hash })}>
        see what is different
      </a>
      .
    </p>
  );
}

function Facts({ version }: { version: Version }) {
  const { label, meaning } = CLASSES[version.change];
  return (
    <dl className="ui-facts">
      <dt>Hash of the text</dt>
      <dd>
        <code>{version.hash}</code>
        <span className="ui-quiet"> The date is a label; this names the exact words.</span>
      </dd>
      <dt>Against the one before</dt>
      <dd>
        {label}. <span className="ui-quiet">{meaning}</span>
      </dd>
      <dt>Source</dt>
      <dd>
        {/^https:\/\/[^\s]+$/.test(version.source) ? (
          <OutLink href={version.source}>{version.source}</OutLink>
        ) : (
          version.source
        )}
        <span className="ui-quiet"> {ORIGIN_WORDS[version.origin]}.</span>
      </dd>
      <dt>First seen</dt>
      <dd>
        {version.firstSeen === null ? 'Nobody wrote it down.' : <Time at={version.firstSeen} form="both" />}
      </dd>
      {version.lastSeen !== null && (
        <>
          <dt>Last seen</dt>
          <dd>
            <Time at={version.lastSeen} form="both" />
          </dd>
        </>
      )}
    </dl>
  );
}
