/** What the topic needs to know. Every answer is kept apart by who will read it, as the words are. */
import { useId } from 'react';
import { MAX_ANSWER } from '../../lib/report/max-text.ts';
import { answerProblem, type Question } from '../../lib/report/questions.ts';
import { currentAnswers, currentQuestions, waitsForYes } from './derived.ts';
import { usePanel } from './store.ts';

export function Questions() {
  const state = usePanel();
  const id = useId();
  const questions = currentQuestions(state);
  const given = currentAnswers(state);
  if (questions.length === 0) return null;
  const allOptional = questions.every(({ optional }) => optional);
  return (
    <section aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>
        What helps those who read it {allOptional && <span className="panel-optional">all optional</span>}
      </h3>
      <div className="panel-questions">
        {questions.map((question) => (
          <Field
            key={question.id}
            question={question}
            value={given[question.id] ?? ''}
            disabled={waitsForYes(state)}
            onChange={(words) => state.answer(question.id, words)}
            marks={!allOptional}
          />
        ))}
      </div>
    </section>
  );
}

interface FieldProps {
  question: Question;
  value: string;
  disabled: boolean;
  /** Say of each whether it is optional. */
  marks: boolean;
  onChange: (words: string) => void;
}

function Field({ question, value, disabled, marks, onChange }: FieldProps) {
  const id = useId();
  const { label, help, kind, optional } = question;
  // A field that is still empty is no mistake yet.
  const problem = value.trim() === '' ? null : answerProblem(question, value);
  const props = {
    id,
    value,
    disabled,
    required: !optional,
    'aria-describedby': help || problem ? `${id}-help` : undefined,
    'aria-invalid': problem ? true : undefined,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  const wide = kind === 'text' || kind === 'quote';
  return (
    <div className="panel-question" data-wide={wide || undefined}>
      <label htmlFor={id}>
        {label} {marks && <span className="panel-optional">{optional ? 'optional' : 'needed'}</span>}
      </label>
      {kind === 'choice' ? (
        <select className="panel-text" {...props}>
          <option value="">—</option>
          {question.options?.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : wide ? (
        <textarea className="panel-text" rows={2} maxLength={MAX_ANSWER} {...props} />
      ) : (
        <input
          className="panel-text"
          type="text"
          inputMode={kind === 'url' ? 'url' : undefined}
          spellCheck={false}
          autoComplete="off"
          maxLength={MAX_ANSWER}
          {...props}
        />
      )}
      {(help || problem) && (
        <p className="panel-hint" id={`${id}-help`}>
          {problem ? <strong>{problem}</strong> : help}
        </p>
      )}
    </div>
  );
}
