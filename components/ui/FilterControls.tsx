import type { Settings } from '../../lib/platform/settings.ts';
import { Choice, type ChoiceOption } from './Choice.tsx';
import { ACTION_OPTIONS, effectOf, LOOK_OPTIONS, UNKNOWN_OPTIONS } from './filter-words.ts';
import { Switch } from './Switch.tsx';
import { useSettings } from './settings-store.ts';

interface FilterControlsProps {
  filter: Settings['filter'];
  /** In the popup: the smaller choices as segments, without their explanations. */
  compact?: boolean;
}

const short = <V extends string>(options: readonly ChoiceOption<V>[]) =>
  options.map(({ value, label }) => ({ value, label }));

const NOTE = 'Those labelled “not for all audiences” by their authors or by Hugging Face.';

/** All of the filter's settings; each is in force at once. */
export function FilterControls({ filter, compact }: FilterControlsProps) {
  const change = useSettings((store) => store.change);
  const rest = !filter.on;
  const look = compact ? 'segments' : 'rows';
  return (
    <div className="stack" data-gap={compact ? 'small' : undefined}>
      <Switch
        label="Filter sensitive repositories"
        note={compact ? 'Labelled “not for all audiences”' : NOTE}
        checked={filter.on}
        onChange={(on) => void change({ filter: { on } })}
      />
      <Choice
        legend="Repositories with the label"
        options={ACTION_OPTIONS}
        value={filter.action}
        disabled={rest}
        onChange={(action) => void change({ filter: { action } })}
      />
      {(filter.action === 'cover' || filter.action === 'hide') && (
        <Choice
          legend="A cover looks…"
          look={look}
          options={compact ? short(LOOK_OPTIONS) : LOOK_OPTIONS}
          value={filter.look}
          disabled={rest}
          onChange={(value) => void change({ filter: { look: value } })}
        />
      )}
      <Choice
        legend={compact ? 'While not yet known' : 'While a repository is not yet known'}
        look={look}
        options={compact ? short(UNKNOWN_OPTIONS) : UNKNOWN_OPTIONS}
        value={filter.unknown}
        disabled={rest || filter.action === 'show'}
        onChange={(unknown) => void change({ filter: { unknown } })}
      />
    </div>
  );
}

/** What is in force, said aloud after every change that was kept. */
export function FilterStatus({ filter }: { filter: Settings['filter'] }) {
  const kept = useSettings((store) => store.kept);
  return (
    <p className="ui-small ui-quiet" role="status">
      {kept > 0 && 'Kept. '}
      {effectOf(filter)}
      {kept > 0 && ' Open pages of the Hub follow at once.'}
    </p>
  );
}
