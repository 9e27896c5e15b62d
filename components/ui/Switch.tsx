import { type ReactNode, useId } from 'react';

interface SwitchProps {
  label: ReactNode;
  note?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}

/** On or off, in force at once. For what waits for another press, use a checkbox. */
export function Switch({ label, note, checked, onChange, disabled }: SwitchProps) {
  const id = useId();
  return (
    <label className="ui-switch" htmlFor={id}>
      <span className="ui-switch-label" id={`${id}-label`}>
        {label}
      </span>
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        disabled={disabled}
        aria-labelledby={`${id}-label`}
        aria-describedby={note ? `${id}-note` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      {note && (
        <span className="ui-switch-note" id={`${id}-note`}>
          {note}
        </span>
      )}
    </label>
  );
}
