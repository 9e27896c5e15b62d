import { createElement, type ReactNode } from 'react';
import type { PolicySectionView } from '../../lib/platform/answers.ts';
import { topicsForRule } from '../../lib/policy/topics.ts';
import { pieces } from './view.ts';

interface TextProps {
  sections: PolicySectionView[];
  /** What is searched for, to be marked. */
  words: readonly string[];
  /** Show our topics beside the rules they rest on. */
  notes: boolean;
  /** Id of the clause or section that the address points at. */
  here: string | null;
}

/** The text itself: all of it Hugging Face's words, but for the notes, which say that they are ours. */
export function PolicyText(props: TextProps) {
  return (
    <article className="policy-text" aria-label="Text of the policy, quoted">
      <p className="ui-small ui-quiet">Quoted from the Hugging Face Content Policy</p>
      {props.sections.map((section) => (
        <Section key={section.id} {...props} section={section} depth={0} />
      ))}
    </article>
  );
}

function Section({ section, depth, ...props }: TextProps & { section: PolicySectionView; depth: number }) {
  const heading = createElement(
    `h${Math.min(depth + 2, 6)}`,
    { id: section.id, tabIndex: -1 },
    <Marked text={section.heading} words={props.words} />,
  );
  return (
    <section className="policy-section" aria-labelledby={section.id}>
      {heading}
      {section.clauses.map(({ id, text, ruleId }) => (
        <div
          className="clause"
          key={id}
          id={id}
          tabIndex={-1}
          data-rule={ruleId ? true : undefined}
          data-here={id === props.here || undefined}
        >
          {ruleId && <span className="clause-rule">Rule {ruleId}</span>}
          <p>
            <Marked text={text} words={props.words} />{' '}
            <a className="clause-link" href={`#${encodeURIComponent(id)}`} title={`Link to ${id}`}>
              <span aria-hidden="true">#</span>
              <span className="ui-unseen">Link to this clause, {ruleId ?? id}</span>
            </a>
          </p>
          {ruleId && props.notes && <Notes ruleId={ruleId} />}
        </div>
      ))}
      {section.sections.map((inner) => (
        <Section key={inner.id} {...props} section={inner} depth={depth + 1} />
      ))}
    </section>
  );
}

function Notes({ ruleId }: { ruleId: string }) {
  const topics = topicsForRule(ruleId);
  if (topics.length === 0) return null;
  return (
    <div className="clause-note" role="note">
      <p className="clause-note-by">Note by Hub Steward</p>
      {topics.map((topic) => (
        <p key={topic.id}>
          <strong>{topic.name}.</strong> {topic.summary}
        </p>
      ))}
    </div>
  );
}

function Marked({ text, words }: { text: string; words: readonly string[] }): ReactNode {
  // The pieces of one text, in their order: they have no other name.
  return pieces(text, words).map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    piece.hit ? <mark key={index}>{piece.text}</mark> : piece.text,
  );
}

/** Way through the text; on small screens it folds away. */
export function Contents({ sections }: { sections: PolicySectionView[] }) {
  return (
    <nav className="policy-contents" aria-label="Contents">
      <details open={matchMedia('(min-width: 861px)').matches}>
        <summary>Contents</summary>
        <Entries sections={sections} />
      </details>
    </nav>
  );
}

function Entries({ sections }: { sections: PolicySectionView[] }) {
  return (
    <ul>
      {sections.map((section) => (
        <li key={section.id}>
          <a href={`#${encodeURIComponent(section.id)}`}>{section.heading}</a>
          {section.sections.length > 0 && <Entries sections={section.sections} />}
        </li>
      ))}
    </ul>
  );
}
