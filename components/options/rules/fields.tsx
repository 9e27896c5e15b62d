/** A labelled field with its note and what is wrong with it. */
import { type ReactNode, useId } from 'react';
import { Icon } from '../../ui/Icon.tsx';

interface FieldProps {
  label: ReactNode;
  note?: ReactNode;
  error?: string | null;
  /** The control itself, given what ties it to label, note and error. */
  children: (ties: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': true | undefined;
  }) => ReactNode;
}

export function Field({ label, note, error, children }: FieldProps) {
  const id = useId();
  const describedBy = [error && `${id}-error`, note && `${id}-note`].filter(Boolean).join(' ');
  return (
    <div className="ui-field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      <p className="rules-error" id={`${id}-error`} role="alert">
        {error && (
          <>
            <Icon name="error" /> {error}
          </>
        )}
      </p>
      {note && (
        <p className="ui-small ui-quiet" id={`${id}-note`}>
          {note}
        </p>
      )}
    </div>
  );
}
