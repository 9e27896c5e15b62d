import { type ClauseRef, type PolicyChange, summariseChanges } from '../../lib/policy/compare.ts';
import type { VersionWithText } from '../../lib/policy/version-types.ts';
import { hrefOf } from './address.ts';
import { isUnknown, KINDS, rowId } from './rows.ts';

interface ListProps {
  changes: readonly PolicyChange[];
  pair: { before: VersionWithText; after: VersionWithText };
}

/** Every change in a line, each a way to its place below. */
export function ChangeList({ changes, pair }: ListProps) {
  const certain = changes.filter((change) => !isUnknown(change, pair));
  const unknown = changes.length - certain.length;
  return (
    <div className="stack" data-gap="small">
      <p>
        {changes.length > 0 && certain.length === 0
          ? 'Nothing that can be told from what is known.'
          : summariseChanges(certain)}
      </p>
      {certain.length > 0 && (
        <ol className="change-list">
          {certain.map((change) => {
            const index = changes.indexOf(change);
            return (
              <li key={rowId(index)}>
                <span className="change-kind" data-kind={change.kind}>
                  {KINDS[change.kind]}
                </span>
                <a
                  href={hrefOf({
                    kind: pair.after.kind,
                    view: 'changes',
                    version: pair.after.hash,
                    base: pair.before.hash,
                    anchor: rowId(index),
                  })}
                >
                  {change.summary}
                </a>
                <Words of={(change.after[0] ?? change.before[0])!} />
              </li>
            );
          })}
        </ol>
      )}
      {unknown > 0 && (
        <p className="ui-small ui-quiet">
          {unknown === 1 ? 'One passage' : `${unknown} passages`} of one text {unknown === 1 ? 'is' : 'are'}{' '}
          not among the verified lines of the other. That says nothing about whether{' '}
          {unknown === 1 ? 'it' : 'they'} changed, so {unknown === 1 ? 'it is' : 'they are'} not listed.
        </p>
      )}
    </div>
  );
}

/** Enough of a clause to know it by; a heading is in the line already. */
function Words({ of: { text, heading } }: { of: ClauseRef }) {
  if (heading) return null;
  const start = text.length > 90 ? `${text.slice(0, 90).replace(/\s+\S*$/, '')}…` : text;
  return <span className="change-words">“{start}”</span>;
}
