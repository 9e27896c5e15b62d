/** Every known version of a document, newest first: when it was seen, what it is to the one before it, and ways to it. */

import { useState } from 'react';
import type { Timeline, Version } from '../../lib/policy/version-types.ts';
import { markdownOf } from '../../lib/policy/versions.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { NotifySwitch } from '../ui/NotifySwitch.tsx';
import { EmptyState } from '../ui/parts.tsx';
import { Time } from '../ui/Time.tsx';
import { hrefOf } from './address.ts';
import { StandingBadges } from './StandingBadges.tsx';
import { saveFile } from './save-file.ts';
import { usePolicy } from './store.ts';
import { Transfer } from './Transfer.tsx';
import { versionsOf } from './view.ts';
import { CLASSES, DOCUMENTS, nameOf, ORIGIN_WORDS, standingWords } from './words.ts';

export function VersionsView() {
  const { timeline, address, busy, refresh } = usePolicy();
  const { kind } = address;
  const versions = versionsOf(timeline!, address);
  const read = timeline!.reads[kind];
  return (
    <>
      <div className="row versions-tools">
        <Button icon="again" busy={busy === 'refreshing'} onClick={() => void refresh(kind)}>
          {busy === 'refreshing' ? "Reading the Hub's page…" : "Read the Hub's page now"}
        </Button>
        <LinkButton href={DOCUMENTS[kind].url} icon="out" outside>
          Open it on the Hub
        </LinkButton>
        <span className="ui-small ui-quiet">
          {read ? (
            <>
              Last asked for <Time at={read.at} />. By itself, Hub Steward asks at most once a day.
            </>
          ) : (
            'The page has not been asked for yet.'
          )}
        </span>
      </div>
      {versions.length === 0 ? (
        <EmptyState icon="book" title="No version is known yet">
          The {DOCUMENTS[kind].name} does not come with Hub Steward. Read it once, and every version from then
          on is kept here.
        </EmptyState>
      ) : (
        <ol className="versions" aria-label={`Versions of the ${DOCUMENTS[kind].name}, newest first`}>
          {[...versions].reverse().map((version) => (
            <Entry key={version.hash} version={version} timeline={timeline!} />
          ))}
        </ol>
      )}
      <NotifySwitch about="policy" />
      <Transfer />
    </>
  );
}

function Entry({ version, timeline }: { version: Version; timeline: Timeline }) {
  const need = usePolicy((store) => store.need);
  const [problem, setProblem] = useState<string | null>(null);
  const versions = versionsOf(timeline, version);
  const standing = standingWords(version, timeline);
  const name = nameOf(version, versions);
  const isNews = version.change === 'silent' || version.change === 'dated';
  const markdown = async () => {
    await need([version]);
    const { texts, missing } = usePolicy.getState();
    const text = texts[version.hash];
    const file = `${version.kind}-${version.printedDate ?? 'undated'}-${version.hash.slice(0, 8)}.md`;
    if (text) saveFile(file, 'text/markdown', markdownOf(text));
    setProblem(
      text ? null : (missing[version.hash] ?? 'This version could not be read. Try again in a moment.'),
    );
  };
  return (
    <li className="version" data-news={isNews || undefined}>
      <div className="policy-card-head">
        <h2>{name}</h2>
        <StandingBadges version={version} standing={standing} />
      </div>
      <p>
        <strong>{CLASSES[version.change].label}.</strong>{' '}
        <span className="ui-quiet">{CLASSES[version.change].meaning}</span>
      </p>
      <p className="ui-small ui-quiet">
        {version.firstSeen === null ? (
          'When it was first seen was not written down.'
        ) : (
          <>
            First seen <Time at={version.firstSeen} />.
          </>
        )}{' '}
        {version.lastSeen !== null && (
          <>
            Last seen <Time at={version.lastSeen} />.{' '}
          </>
        )}
        {ORIGIN_WORDS[version.origin]}. Text <code title={version.hash}>{version.hash.slice(0, 12)}</code>
      </p>
      <div className="row">
        <LinkButton small href={hrefOf({ kind: version.kind, version: version.hash })}>
          Read it<span className="ui-unseen">: {name}</span>
        </LinkButton>
        {versions.length > 1 && (
          <LinkButton
            small
            href={hrefOf({
              kind: version.kind,
              view: 'changes',
              version: version.hash,
              base: version.previous,
            })}
          >
            Compare it<span className="ui-unseen">: {name}</span>
          </LinkButton>
        )}
        <Button small look="quiet" onClick={() => void markdown()}>
          Save as Markdown<span className="ui-unseen">: {name}</span>
        </Button>
      </div>
      {problem && <Notice kind="error">{problem}</Notice>}
    </li>
  );
}
