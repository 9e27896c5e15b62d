import { Icon } from './Icon.tsx';
import { type StateOf, stateWords } from './state-words.ts';

export function StateBadge({ record }: { record: StateOf }) {
  const { label, tone, icon } = stateWords(record);
  return (
    <span className="ui-badge" data-tone={tone}>
      <Icon name={icon} />
      {label}
    </span>
  );
}
