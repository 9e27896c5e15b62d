/** Two texts in one view: side by side, or as one text with what came and went. Each change says in words what it is. */
import { type PolicyChange, plainHeading, type WordDiff } from '../../lib/policy/compare.ts';
import type { VersionWithText } from '../../lib/policy/version-types.ts';
import { Icon } from '../ui/Icon.tsx';
import { hrefOf } from './address.ts';
import { folded, type Group, isUnknown, KINDS } from './rows.ts';

interface Pair {
  before: VersionWithText;
  after: VersionWithText;
}

interface ComparisonProps {
  groups: readonly Group[];
  pair: Pair;
  layout: 'side' | 'inline';
}

export function Comparison({ groups, pair, layout }: ComparisonProps) {
  return (
    <div className="compare" data-layout={layout}>
      {folded(groups, (change) => !isUnknown(change, pair)).map((one) =>
        one.kind === 'same' ? (
          <SameSections key={one.id} groups={one.groups} />
        ) : (
          <section key={one.group.id} className="compare-group">
            {one.group.heading && <h3>{plainHeading(one.group.heading)}</h3>}
            {one.group.rows.map((row) =>
              row.kind === 'same' ? (
                <details key={row.id} className="compare-same">
                  <summary>{clauses(row.texts.length)} without a change</summary>
                  <Texts texts={row.texts} />
                </details>
              ) : (
                <Change key={row.id} id={row.id} change={row.change} pair={pair} layout={layout} />
              ),
            )}
          </section>
        ),
      )}
    </div>
  );
}

const clauses = (count: number): string => (count === 1 ? '1 clause' : `${count} clauses`);

const textsOf = ({ rows }: Group): string[] => rows.flatMap((row) => (row.kind === 'same' ? row.texts : []));

function SameSections({ groups }: { groups: readonly Group[] }) {
  const count = groups.reduce((sum, group) => sum + textsOf(group).length, 0);
  const [only] = groups;
  return (
    <details className="compare-same">
      <summary>
        {groups.length === 1 ? plainHeading(only!.heading) || 'The beginning' : `${groups.length} sections`},{' '}
        {clauses(count)} without a change
      </summary>
      {groups.map((group) => (
        <div key={group.id}>
          {group.heading && <p className="compare-same-heading">{plainHeading(group.heading)}</p>}
          <Texts texts={textsOf(group)} />
        </div>
      ))}
    </details>
  );
}

function Texts({ texts }: { texts: readonly string[] }) {
  return texts.map((text, index) => (
    // Nothing else tells two equal clauses apart, and they never change places.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <p key={index}>{text}</p>
  ));
}

interface ChangeProps {
  id: string;
  change: PolicyChange;
  pair: Pair;
  layout: 'side' | 'inline';
}

function Change({ id, change, pair, layout }: ChangeProps) {
  const { kind, before, after, words, summary } = change;
  const together = layout === 'inline' && words;
  return (
    <article className="compare-change" id={id} tabIndex={-1} data-kind={kind} aria-labelledby={`${id}-what`}>
      <header>
        <span className="change-kind" data-kind={kind}>
          {KINDS[kind]}
        </span>
        <span id={`${id}-what`}>{summary}</span>
      </header>
      {together ? (
        <div className="compare-cell">
          <p>
            <Words words={words} show="both" />
          </p>
        </div>
      ) : (
        <div className="compare-cells">
          <Side
            title={before.length === 0 ? null : after.length === 0 ? 'Removed' : 'Was'}
            part="before"
            change={change}
            version={pair.before}
          />
          <Side
            title={after.length === 0 ? null : before.length === 0 ? 'Added' : 'Now'}
            part="after"
            change={change}
            version={pair.after}
          />
        </div>
      )}
    </article>
  );
}

interface SideProps {
  /** `null`: there is nothing on this side. */
  title: string | null;
  part: 'before' | 'after';
  change: PolicyChange;
  version: VersionWithText;
}

function Side({ title, part, change, version }: SideProps) {
  if (!title) return <div className="compare-cell" data-part={part} data-empty="" />;
  const refs = change[part];
  const single = refs.length === 1 && change.words;
  return (
    <div className="compare-cell" data-part={part}>
      <p className="compare-label">
        <span>{title}</span>{' '}
        <a href={hrefOf({ kind: version.kind, version: version.hash, anchor: refs[0]!.id })}>
          in the text
          <span className="ui-unseen"> of {version.printedDate ?? 'no printed date'}</span>
          <Icon name="chevron" />
        </a>
      </p>
      {single ? (
        <p>
          <Words words={change.words!} show={part} />
        </p>
      ) : (
        refs.map((ref) => (
          <p key={ref.id}>
            {change.before.length === 0 ? (
              <ins>{ref.text}</ins>
            ) : change.after.length === 0 ? (
              <del>{ref.text}</del>
            ) : (
              ref.text
            )}
          </p>
        ))
      )}
    </div>
  );
}

/** What came is underlined, what went is struck through; for who listens, both are said. */
function Words({ words, show }: { words: readonly WordDiff[]; show: 'before' | 'after' | 'both' }) {
  return words.map(({ kind, text }, index) => {
    if (kind === 'same') return text;
    if ((kind === 'added' && show === 'before') || (kind === 'removed' && show === 'after')) return null;
    const Tag = kind === 'added' ? 'ins' : 'del';
    return (
      // The pieces of one text, in their order.
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <Tag key={index}>
        <span className="ui-unseen">[{kind}: </span>
        {text}
        <span className="ui-unseen">]</span>
      </Tag>
    );
  });
}
