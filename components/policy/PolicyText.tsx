import { createElement, type ReactNode, useMemo } from 'react';
import type { Clause, Section } from '../../lib/policy/document.ts';
import { isReportable, type Rule } from '../../lib/policy/packs.ts';
import type { VersionWithText } from '../../lib/policy/version-types.ts';
import { ClauseAbout } from './ClauseAbout.tsx';
import { ClauseNotes } from './ClauseNotes.tsx';
import { pieces, rulesByClause } from './view.ts';
import { DOCUMENTS } from './words.ts';

interface TextProps {
  version: VersionWithText;
  /** What is searched for, to be marked. */
  words: readonly string[];
  /** Ids of the passages that hold all of it. */
  hits: ReadonlySet<string>;
  /** Show our topics and remarks beside the rules they are about. */
  notes: boolean;
  /** Id of the clause or section that the address, or the search, is at. */
  here: string | null;
}

interface Shared extends TextProps {
  rules: ReadonlyMap<string, readonly Rule[]>;
}

/** The text itself: all of it Hugging Face's words, but for the notes and gaps, which say that they are ours. */
export function PolicyText(props: TextProps) {
  const { version } = props;
  const rules = useMemo(() => rulesByClause(version.rules), [version]);
  const { name } = DOCUMENTS[version.kind];
  return (
    <article className="policy-text" aria-label={`Text of the ${name}, quoted`} lang="en">
      <p className="ui-small ui-quiet">
        Quoted from the Hugging Face {name}
        {!version.complete && ', in verified parts'}
      </p>
      {version.document.sections.map((section) => (
        <TextSection key={section.id} {...props} rules={rules} section={section} depth={0} />
      ))}
      {!version.complete && <Gap />}
    </article>
  );
}

function TextSection({ section, depth, ...props }: Shared & { section: Section; depth: number }) {
  const partial = !props.version.complete;
  return (
    <section className="policy-section" aria-labelledby={section.heading ? section.id : undefined}>
      {section.heading &&
        createElement(
          `h${Math.min(depth + 2, 6)}`,
          { id: section.id, tabIndex: -1, 'data-here': section.id === props.here || undefined },
          <Marked text={section.heading} words={props.hits.has(section.id) ? props.words : []} />,
        )}
      {partial && section.clauses.length > 0 && <Gap />}
      {section.clauses.map((clause) => (
        <ClauseText key={clause.id} {...props} clause={clause} />
      ))}
      {section.sections.map((inner) => (
        <TextSection key={inner.id} {...props} section={inner} depth={depth + 1} />
      ))}
    </section>
  );
}

/** Where words of the page are missing from what is known. Ours, so set apart from the quotation. */
function Gap() {
  return (
    <p className="policy-gap">
      <span className="ui-unseen">Note by Hub Steward: </span>The page may say more here; it is not known word
      for word
    </p>
  );
}

function ClauseText({ clause, ...props }: Shared & { clause: Clause }) {
  const { version, notes } = props;
  const rules = props.rules.get(clause.id) ?? [];
  const citable = rules.filter(isReportable);
  const listed = citable.some((rule) => rule.group === 'restricted');
  return (
    <div
      className="clause"
      id={clause.id}
      tabIndex={-1}
      data-rule={listed || undefined}
      data-here={clause.id === props.here || undefined}
    >
      {citable.length > 0 && (
        <span className="clause-rule">
          {citable.length === 1 ? 'Rule' : 'Rules'} {citable.map((rule) => rule.id).join(', ')}
        </span>
      )}
      <ClauseAbout version={version} clause={clause} rules={rules}>
        <p className="clause-words">
          <Marked text={clause.text} words={props.hits.has(clause.id) ? props.words : []} />
        </p>
      </ClauseAbout>
      {notes && <ClauseNotes clause={clause} rules={rules} />}
    </div>
  );
}

export function Marked({ text, words }: { text: string; words: readonly string[] }): ReactNode {
  // The pieces of one text, in their order: they have no other name.
  return pieces(text, words).map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    piece.hit ? <mark key={index}>{piece.text}</mark> : piece.text,
  );
}
