import { useId } from 'react';
import type { Version } from '../../lib/policy/version-types.ts';
import { usePolicy } from './store.ts';
import { optionWords } from './words.ts';

interface PickerProps {
  label: string;
  /** What stands beside it says the same. */
  unseen?: boolean;
  versions: readonly Version[];
  value: string;
  onChange: (hash: string) => void;
}

/** One of the known versions, newest first, each with its standing in words. */
export function VersionPicker({ label, unseen, versions, value, onChange }: PickerProps) {
  const timeline = usePolicy((store) => store.timeline!);
  const id = useId();
  return (
    <div className="ui-field">
      <label htmlFor={id} className={unseen ? 'ui-unseen' : undefined}>
        {label}
      </label>
      <select id={id} className="ui-input" value={value} onChange={(event) => onChange(event.target.value)}>
        {[...versions].reverse().map((version) => (
          <option key={version.hash} value={version.hash}>
            {optionWords(version, timeline)}
          </option>
        ))}
      </select>
    </div>
  );
}
