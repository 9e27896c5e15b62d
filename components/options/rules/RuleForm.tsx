import { type FormEvent, useRef, useState } from 'react';
import type { Action } from '../../../lib/nfaa/preferences.ts';
import { checkValue, MAX_NOTE, type Rule, valueWords } from '../../../lib/nfaa/rule.ts';
import type { RuleKind } from '../../../lib/nfaa/ruleset.ts';
import { Button } from '../../ui/Button.tsx';
import { absoluteTime } from '../../ui/time-words.ts';
import { Field } from './fields.tsx';
import { useRules } from './store.ts';
import { ACTION_ORDER, ACTION_WORDS, END_WORDS, type End, endOf, KIND_WORDS, KINDS } from './words.ts';

interface RuleFormProps {
  /** The rule that is changed; without one, a new one is made. */
  rule?: Rule;
  /** It was kept, or given up. */
  onClose?: () => void;
}

/** Makes or changes one rule. What was typed stays until the rule is kept. */
export function RuleForm({ rule, onClose }: RuleFormProps) {
  const put = useRules((store) => store.put);
  const busy = useRules((store) => store.busy);
  const [id, setId] = useState(() => rule?.id ?? crypto.randomUUID());
  const [kind, setKind] = useState<RuleKind>(rule?.kind ?? 'repo');
  const [value, setValue] = useState(rule ? valueWords(rule) : '');
  const [action, setAction] = useState<Action>(rule?.action ?? 'hide');
  const [end, setEnd] = useState<End>(rule?.expires === undefined ? 'never' : 'keep');
  const [date, setDate] = useState('');
  const [note, setNote] = useState(rule?.note ?? '');
  const [wrong, setWrong] = useState<{ value?: string; date?: string }>({});
  const valueField = useRef<HTMLInputElement>(null);
  const dateField = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy === id) return;
    const checked = checkValue(kind, value);
    const expires = endOf(end, date, rule?.expires, Date.now());
    const found = {
      ...(checked.ok ? {} : { value: checked.problem }),
      ...(expires === null ? { date: 'Choose a day that is not over.' } : {}),
    };
    setWrong(found);
    if (!checked.ok) valueField.current?.focus();
    else if (expires === null) dateField.current?.focus();
    else if (await put({ id, kind, value, action, expires, note: note.trim() || undefined })) {
      if (onClose) onClose();
      else {
        setId(crypto.randomUUID());
        setValue('');
        setNote('');
        valueField.current?.focus();
      }
    }
  }

  const words = KIND_WORDS[kind];
  return (
    <form className="rule-form" onSubmit={(event) => void submit(event)} noValidate>
      <Field label="What">
        {(ties) => (
          <select
            {...ties}
            className="ui-input"
            value={kind}
            onChange={(event) => {
              setKind(event.target.value as RuleKind);
              setWrong({});
            }}
          >
            {KINDS.map((each) => (
              <option key={each} value={each}>
                {KIND_WORDS[each].name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="rule-form-value">
        <Field label={words.name} note={words.note} error={wrong.value ?? null}>
          {(ties) => (
            <input
              {...ties}
              ref={valueField}
              className="ui-input"
              type="text"
              value={value}
              placeholder={words.example}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              onChange={(event) => {
                setValue(event.target.value);
                setWrong({});
              }}
            />
          )}
        </Field>
      </div>
      <Field label="Then">
        {(ties) => (
          <select
            {...ties}
            className="ui-input"
            value={action}
            onChange={(event) => setAction(event.target.value as Action)}
          >
            {ACTION_ORDER.map((each) => (
              <option key={each} value={each}>
                {ACTION_WORDS[each].name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Ends">
        {(ties) => (
          <select
            {...ties}
            className="ui-input"
            value={end}
            onChange={(event) => setEnd(event.target.value as End)}
          >
            {rule?.expires !== undefined && <option value="keep">{absoluteTime(rule.expires)}</option>}
            {Object.entries(END_WORDS).map(([each, name]) => (
              <option key={each} value={each}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {end === 'date' && (
        <Field label="Last day" error={wrong.date ?? null}>
          {(ties) => (
            <input
              {...ties}
              ref={dateField}
              className="ui-input"
              type="date"
              value={date}
              onChange={(event) => {
                setDate(event.target.value);
                setWrong({});
              }}
            />
          )}
        </Field>
      )}
      <div className="rule-form-wide">
        <Field label="Note to yourself (optional)">
          {(ties) => (
            <input
              {...ties}
              className="ui-input"
              type="text"
              value={note}
              maxLength={MAX_NOTE}
              autoComplete="off"
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div className="row rule-form-wide">
        <Button type="submit" look="primary" busy={busy === id}>
          {rule ? 'Keep the change' : 'Add the rule'}
        </Button>
        {onClose && <Button onClick={onClose}>Cancel</Button>}
      </div>
    </form>
  );
}
