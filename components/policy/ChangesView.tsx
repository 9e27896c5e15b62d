/** What changed between two versions: told in one screen, then shown in its place. */
import { useEffect, useMemo } from 'react';
import { comparePolicies } from '../../lib/policy/compare.ts';
import type { VersionWithText } from '../../lib/policy/version-types.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { EmptyState } from '../ui/parts.tsx';
import { type Address, hrefOf } from './address.ts';
import { ChangeList } from './ChangeList.tsx';
import { Comparison } from './Comparison.tsx';
import { groupsOf, isUnknown } from './rows.ts';
import { usePolicy } from './store.ts';
import { Waiting } from './TextView.tsx';
import { TopicsMap } from './TopicsMap.tsx';
import { goTo } from './useAddress.ts';
import { useText } from './useText.ts';
import { VersionPicker } from './VersionPicker.tsx';
import { comparedPair, versionsOf } from './view.ts';
import { CLASSES, DOCUMENTS, optionWords } from './words.ts';

export function ChangesView() {
  const { timeline, address, seen } = usePolicy();
  const pair = comparedPair(timeline!, address);
  const before = useText(pair?.before);
  const after = useText(pair?.after);
  const unseen = timeline!.unseen.find(
    ({ kind, hash }) => kind === address.kind && hash === pair?.after.hash,
  );
  useEffect(() => {
    if (unseen && before && after) void seen(unseen.kind, unseen.hash);
  }, [unseen, before, after, seen]);

  const { name } = DOCUMENTS[address.kind];
  if (!pair) {
    return (
      <EmptyState icon="book" title="There is nothing to compare yet">
        Only one version of the {name} is known. As soon as the Hub's page says something else, what changed
        is shown here.
      </EmptyState>
    );
  }
  const versions = versionsOf(timeline!, address);
  const go = (to: Partial<Address>) => {
    const { hash: version } = pair.after;
    const { hash: base } = pair.before;
    location.hash = hrefOf({ kind: address.kind, view: 'changes', version, base, ...to });
  };
  return (
    <>
      <div className="compare-pair">
        <VersionPicker
          label="Was"
          versions={versions}
          value={pair.before.hash}
          onChange={(base) => go(base === pair.after.hash ? { base, version: pair.before.hash } : { base })}
        />
        <VersionPicker
          label="Now"
          versions={versions}
          value={pair.after.hash}
          onChange={(version) =>
            go(version === pair.before.hash ? { version, base: pair.after.hash } : { version })
          }
        />
        <Button icon="undo" onClick={() => go({ version: pair.before.hash, base: pair.after.hash })}>
          Swap
        </Button>
        <Button onClick={() => window.print()}>Print</Button>
      </div>
      {before && after ? (
        <Compared before={before} after={after} />
      ) : (
        [pair.before, pair.after].map(
          (version, index) => ![before, after][index] && <Waiting key={version.hash} version={version} />,
        )
      )}
    </>
  );
}

function Compared({ before, after }: { before: VersionWithText; after: VersionWithText }) {
  const layout = usePolicy((store) => store.layout);
  const timeline = usePolicy((store) => store.timeline!);
  const anchor = usePolicy((store) => store.address.anchor);
  const changes = useMemo(
    () =>
      comparePolicies(before.document, after.document, {
        beforeComplete: before.complete,
        afterComplete: after.complete,
      }),
    [before, after],
  );
  const groups = useMemo(() => groupsOf(before.document, after.document, changes), [before, after, changes]);
  useEffect(() => {
    if (anchor) goTo(anchor);
  }, [anchor]);
  const pair = { before, after };
  const neighbours = after.previous === before.hash;
  const certain = changes.filter((change) => !isUnknown(change, pair));
  return (
    <>
      <section className="ui-card policy-card" aria-labelledby="what">
        <div className="policy-card-head">
          <h2 id="what">What changed</h2>
          {neighbours && (
            <span
              className="ui-badge"
              data-tone={after.change === 'dated' || after.change === 'silent' ? 'warn' : 'info'}
            >
              {CLASSES[after.change].label}
            </span>
          )}
        </div>
        {neighbours && <p className="ui-quiet">{CLASSES[after.change].meaning}</p>}
        <p className="policy-paper">
          Was: {optionWords(before, timeline)}, text {before.hash}. Now: {optionWords(after, timeline)}, text{' '}
          {after.hash}.
        </p>
        <ChangeList changes={changes} pair={pair} />
        <p className="ui-small ui-quiet">
          Worked out by Hub Steward from the words alone. Unofficial, no legal advice, and not affiliated with
          Hugging Face: what a change means in law, and for you, it cannot say.
        </p>
      </section>
      {certain.length > 0 && (
        <section aria-labelledby="in-place" className="stack">
          <h2 id="in-place" className="compare-title">
            In the text
          </h2>
          <div className="compare-tools">
            <Choice
              legend="Show the two texts"
              look="segments"
              value={layout}
              options={[
                { value: 'side', label: 'Side by side' },
                { value: 'inline', label: 'In one text' },
              ]}
              onChange={(value) => usePolicy.setState({ layout: value })}
            />
          </div>
          <Comparison groups={groups} pair={pair} layout={layout} />
        </section>
      )}
      <TopicsMap before={before} after={after} />
    </>
  );
}
