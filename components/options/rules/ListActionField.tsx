import { LIST_ACTIONS, type ListAction } from '../../../lib/nfaa/rule.ts';
import { Field } from './fields.tsx';
import { LIST_ACTION_WORDS } from './words.ts';

interface ListActionProps {
  action: ListAction;
  onChange: (action: ListAction) => void;
  disabled?: boolean;
  /** Said by screen readers after the label. */
  of?: string;
}

/** What is done about a list's entries: what the list says, or one thing for all. */
export function ListActionField({ action, onChange, disabled, of }: ListActionProps) {
  return (
    <Field label={<>Its entries{of && <span className="ui-unseen">: {of}</span>}</>}>
      {(ties) => (
        <select
          {...ties}
          className="ui-input"
          value={action}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value as ListAction)}
        >
          {LIST_ACTIONS.map((each) => (
            <option key={each} value={each}>
              {LIST_ACTION_WORDS[each]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
