import { useEffect, useMemo } from 'react';
import { Button, LinkButton } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Page } from '../ui/Page.tsx';
import { Busy, EmptyState } from '../ui/parts.tsx';
import { Switch } from '../ui/Switch.tsx';
import { Contents, PolicyText } from './PolicyText.tsx';
import { usePolicy, versionShown } from './store.ts';
import { useAnchor } from './useAnchor.ts';
import { VersionBanner } from './VersionBanner.tsx';
import { countClauses, searchSections, wordsOf } from './view.ts';
import '../ui/page.css';
import './policy.css';

const POLICY_URL = 'https://huggingface.co/content-policy';

/** The Content Policy, word for word, with its version; our own notes stand apart. */
export function PolicyPage() {
  const { policy, busy, problem, done, read } = usePolicy();
  useEffect(() => {
    void read();
  }, [read]);
  return (
    <Page
      page="policy"
      wide
      title="The policy"
      lead="Hugging Face's Content Policy in its own words, as reports cite it. Hub Steward is unofficial; the Hub's own page counts."
    >
      {problem && (
        <Notice
          kind="error"
          title={policy ? "The Hub's page could not be read" : 'The policy could not be read'}
          actions={
            <>
              <Button small icon="again" onClick={() => void read(policy !== null)}>
                Try again
              </Button>
              <LinkButton small href={POLICY_URL} outside>
                Read it on the Hub
              </LinkButton>
            </>
          }
        >
          {problem}
        </Notice>
      )}
      {policy?.problem && !problem && (
        <Notice kind="warn" title="The Hub's page could not be read; the text below is as it was">
          {policy.problem}
        </Notice>
      )}
      {done && <Notice kind={policy?.same === false ? 'warn' : 'done'}>{done}</Notice>}
      {policy ? <Reader /> : busy && <Busy>Fetching the text…</Busy>}
    </Page>
  );
}

function Reader() {
  const { policy, busy, chosen, search, notes, read } = usePolicy();
  const { which, version } = versionShown(policy!, chosen);
  const words = useMemo(() => wordsOf(search), [search]);
  const sections = useMemo(() => searchSections(version.sections, words), [version, words]);
  const here = useAnchor(policy!);
  const set = usePolicy.setState;
  const found = countClauses(sections);
  return (
    <>
      <VersionBanner policy={policy!} which={which} />
      <div className="policy-tools stack">
        <div className="row">
          <Button icon="again" busy={busy === 'refreshing'} onClick={() => void read(true)}>
            {busy === 'refreshing' ? "Reading the Hub's page…" : "Read the Hub's page now"}
          </Button>
          <LinkButton href={POLICY_URL} icon="out" outside>
            Open it on the Hub
          </LinkButton>
          <Button onClick={() => window.print()}>Print</Button>
        </div>
        {policy!.live && (
          <Choice
            legend="Text to read"
            look="segments"
            value={which}
            options={[
              { value: 'live', label: "The Hub's page, as last read" },
              { value: 'pack', label: 'The text that came with Hub Steward' },
            ]}
            onChange={(value) => set({ chosen: value })}
          />
        )}
        <search className="ui-field">
          <label htmlFor="search">Search in the text</label>
          <input
            id="search"
            type="search"
            className="ui-input"
            value={search}
            onChange={(event) => set({ search: event.target.value })}
          />
          <p className="ui-small ui-quiet" role="status">
            {words.length > 0 && (found === 1 ? '1 clause' : `${found} clauses`)}
          </p>
        </search>
        <Switch
          label="Notes by Hub Steward"
          note="Our topics beside the rules they rest on. Ours, not Hugging Face's."
          checked={notes}
          onChange={(on) => set({ notes: on })}
        />
      </div>
      {sections.length ? (
        <div className="policy-columns">
          <Contents sections={sections} />
          <PolicyText sections={sections} words={words} notes={notes} here={here} />
        </div>
      ) : (
        <EmptyState
          icon="search"
          title={words.length ? 'Nothing in this text says that' : 'This version holds no text'}
          actions={
            words.length > 0 && <Button onClick={() => set({ search: '' })}>Show the whole text</Button>
          }
        />
      )}
    </>
  );
}
