import { useEffect } from 'react';
import { Button, LinkButton } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Page } from '../ui/Page.tsx';
import { Busy, EmptyState } from '../ui/parts.tsx';
import { ChangesView } from './ChangesView.tsx';
import { FactsView } from './FactsView.tsx';
import { ReaderNav } from './ReaderNav.tsx';
import { usePolicy } from './store.ts';
import { TextView } from './TextView.tsx';
import { useAddress } from './useAddress.ts';
import { VersionsView } from './VersionsView.tsx';
import { versionsOf } from './view.ts';
import { DOCUMENTS } from './words.ts';
import '../ui/page.css';
import './policy.css';
import './compare.css';
import './versions.css';
import './print.css';

/** The Hub's texts, word for word, in every version that is known; what we say ourselves stands apart. */
export function PolicyPage() {
  const { timeline, busy, problem, done, address, load, refresh } = usePolicy();
  useAddress();
  useEffect(() => {
    void load();
    // A visit to the Hub's page in another tab may have brought a new text.
    const look = () => {
      if (document.visibilityState === 'visible') void load(true);
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [load]);
  const { url } = DOCUMENTS[address.kind];
  const read = timeline?.reads[address.kind];
  return (
    <Page
      page="policy"
      wide
      title="The policy"
      lead="Hugging Face's own words, as reports cite them, in every version that Hub Steward has seen. Hub Steward is unofficial; the Hub's own page counts."
    >
      {problem && (
        <Notice
          kind="error"
          title={problem.title}
          actions={
            <>
              <Button small icon="again" onClick={() => void (timeline ? refresh(address.kind) : load())}>
                Try again
              </Button>
              <LinkButton small href={url} outside>
                Read it on the Hub
              </LinkButton>
            </>
          }
        >
          {problem.sentence}
        </Notice>
      )}
      {timeline && <ReaderNav timeline={timeline} />}
      {read?.problem && !problem && (
        <Notice
          kind="warn"
          title="The Hub's page could not be read; what is shown is as it was"
          actions={
            <Button
              small
              icon="again"
              busy={busy === 'refreshing'}
              onClick={() => void refresh(address.kind)}
            >
              Try again
            </Button>
          }
        >
          {read.problem}
        </Notice>
      )}
      {done && <Notice kind="done">{done}</Notice>}
      {timeline ? <View /> : busy && <Busy>Fetching the texts…</Busy>}
    </Page>
  );
}

function View() {
  const { timeline, address, busy, refresh } = usePolicy();
  const { kind, view } = address;
  const { name, url } = DOCUMENTS[kind];
  if (view === 'versions') return <VersionsView />;
  if (versionsOf(timeline!, address).length === 0) {
    return (
      <EmptyState
        icon="book"
        title={`The ${name} has not been read yet`}
        actions={
          <>
            <Button
              look="primary"
              icon="again"
              busy={busy === 'refreshing'}
              onClick={() => void refresh(kind)}
            >
              Read the Hub's page now
            </Button>
            <LinkButton href={url} outside>
              Open it on the Hub
            </LinkButton>
          </>
        }
      >
        It does not come with Hub Steward. Read it once, and every version from then on is kept on this device
        and compared with the one before.
      </EmptyState>
    );
  }
  if (view === 'changes') return <ChangesView />;
  if (view === 'facts') return <FactsView />;
  return <TextView />;
}
