import { type ReactNode, useId } from 'react';
import { Icon, type IconName } from './Icon.tsx';

export interface ChoiceOption<V extends string> {
  value: V;
  label: ReactNode;
  /** One line on what it does; shown in rows, not in segments. */
  note?: ReactNode;
  icon?: IconName;
}

interface ChoiceProps<V extends string> {
  legend: ReactNode;
  /** The legend is only for screen readers: something above says the same. */
  legendUnseen?: boolean;
  options: readonly ChoiceOption<V>[];
  value: V;
  onChange: (value: V) => void;
  look?: 'rows' | 'segments';
  disabled?: boolean;
}

/** One of several. Real radio buttons: arrow keys, forms and screen readers work as everywhere. */
export function Choice<V extends string>(props: ChoiceProps<V>) {
  const { legend, legendUnseen, options, value, onChange, look = 'rows', disabled } = props;
  const name = useId();
  const drawn = options.map((option) => (
    <Option
      key={option.value}
      {...option}
      name={name}
      look={look}
      checked={option.value === value}
      onPick={() => onChange(option.value)}
    />
  ));
  return (
    <fieldset className="ui-choice" disabled={disabled}>
      <legend className={legendUnseen ? 'ui-unseen' : undefined}>{legend}</legend>
      {look === 'rows' ? drawn : <div className="ui-segments">{drawn}</div>}
    </fieldset>
  );
}

interface OptionProps extends ChoiceOption<string> {
  name: string;
  look: 'rows' | 'segments';
  checked: boolean;
  onPick: () => void;
}

function Option({ value, label, note, icon, name, look, checked, onPick }: OptionProps) {
  const id = useId();
  const rows = look === 'rows';
  return (
    <label className={rows ? 'ui-choice-row' : 'ui-segment'} htmlFor={id}>
      <input
        id={id}
        type="radio"
        className={rows ? undefined : 'ui-unseen'}
        name={name}
        value={value}
        checked={checked}
        aria-labelledby={`${id}-label`}
        aria-describedby={note && rows ? `${id}-note` : undefined}
        onChange={onPick}
      />
      {!rows && icon && <Icon name={icon} />}
      <span id={`${id}-label`}>{label}</span>
      {note && rows && (
        <span className="ui-choice-note" id={`${id}-note`}>
          {note}
        </span>
      )}
    </label>
  );
}
