import { notesFor } from '../../lib/policy/clause-notes.ts';
import type { Clause } from '../../lib/policy/document.ts';
import type { Rule } from '../../lib/policy/packs.ts';
import { topicsForRule } from '../../lib/policy/topics.ts';
import { Note } from './Note.tsx';

/** What we say of a clause: the topics that rest on its rules, and remarks of ours on its words. */
export function ClauseNotes({ clause, rules }: { clause: Clause; rules: readonly Rule[] }) {
  const topics = [...new Set(rules.flatMap((rule) => topicsForRule(rule.id)))];
  // One clause may hold several rules, and one remark be about all of them.
  const remarks = [
    ...new Map(
      [...rules.map((rule) => rule.id), clause.hash].flatMap(notesFor).map((note) => [note.id, note]),
    ).values(),
  ];
  if (topics.length === 0 && remarks.length === 0) return null;
  return (
    <Note>
      {topics.map((topic) => (
        <p key={topic.id}>
          <strong>{topic.name}.</strong> {topic.summary}
        </p>
      ))}
      {remarks.map((remark) => (
        <div key={remark.id}>
          <p>
            <strong>{remark.title}.</strong>
          </p>
          {remark.text.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
      ))}
    </Note>
  );
}
