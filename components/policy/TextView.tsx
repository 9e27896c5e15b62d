import { useMemo } from 'react';
import type { Version } from '../../lib/policy/version-types.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Busy, EmptyState } from '../ui/parts.tsx';
import { Switch } from '../ui/Switch.tsx';
import { Contents } from './Contents.tsx';
import { PolicyText } from './PolicyText.tsx';
import { Search } from './Search.tsx';
import { usePolicy } from './store.ts';
import { useAnchor } from './useAddress.ts';
import { useText } from './useText.ts';
import { VersionCard } from './VersionCard.tsx';
import { hitsOf, rulesByClause, shownVersion, wordsOf } from './view.ts';

/** One version, whole: what it is, ways through it, its words. */
export function TextView() {
  const { timeline, address, search, hit, notes } = usePolicy();
  const shown = shownVersion(timeline!, address)!;
  const text = useText(shown);
  const { here, missing } = useAnchor();
  const words = useMemo(() => wordsOf(search), [search]);
  const hits = useMemo(
    () => (text ? hitsOf(text.document, words, rulesByClause(text.rules)) : []),
    [text, words],
  );
  const hitSet = useMemo(() => new Set(hits), [hits]);
  const empty = text && text.document.sections.length === 0;
  return (
    <>
      {missing && (
        <Notice kind="warn" title="The passage that this link names is in no version that is known">
          {`“${address.anchor}” may belong to a version that was seen by somebody else. The text is shown from its beginning.`}
        </Notice>
      )}
      <VersionCard version={shown} />
      {empty && <EmptyState icon="book" title="This version holds no text" />}
      {text && !empty && (
        <div className="policy-columns">
          <div className="policy-side">
            <Search hits={hits} />
            <Switch
              label="Notes by Hub Steward"
              checked={notes}
              onChange={(on) => usePolicy.setState({ notes: on })}
            />
            <Contents sections={text.document.sections} at={{ kind: shown.kind, version: address.version }} />
          </div>
          <PolicyText
            version={text}
            words={words}
            hits={hitSet}
            notes={notes}
            here={hits.length > 0 ? (hits[hit] ?? null) : here}
          />
        </div>
      )}
      {!text && <Waiting version={shown} />}
    </>
  );
}

/** In place of a text that is not there, or not yet. */
export function Waiting({ version }: { version: Version }) {
  const problem = usePolicy((store) => store.missing[version.hash]);
  const again = usePolicy((store) => store.again);
  if (!problem) return <Busy>Fetching the text…</Busy>;
  return (
    <Notice
      kind="error"
      title="This version could not be read"
      actions={
        <Button small icon="again" onClick={() => void again(version.kind, version.hash)}>
          Try again
        </Button>
      }
    >
      {problem}
    </Notice>
  );
}
