import type { ReactNode } from 'react';
import { shields } from '../../lib/nfaa/preferences.ts';
import type { Settings } from '../../lib/platform/settings.ts';
import { Choice, type ChoiceOption } from './Choice.tsx';
import { ACTION_OPTIONS, effectOf, LOOK_OPTIONS, UNKNOWN_OPTIONS } from './filter-words.ts';
import { PauseControl } from './PauseControl.tsx';
import { Switch } from './Switch.tsx';
import { useSettings } from './settings-store.ts';
import { useNow } from './use-now.ts';

interface FilterControlsProps {
  filter: Settings['filter'];
  /** In the popup: without explanations; the rest is left to the options. */
  compact?: boolean;
  /** Comes after the master switch. */
  children?: ReactNode;
}

const short = <V extends string>(options: readonly ChoiceOption<V>[]) =>
  options.map(({ value, label }) => ({ value, label }));

const NOTE = 'Those labelled “not for all audiences” by their authors or by Hugging Face.';

/** Is anything covered or hidden, be it in one place only? Otherwise there is no cover to choose, and nothing to wait for. */
const shieldsAnywhere = ({ action, per }: Settings['filter']): boolean =>
  shields(action) || Object.values(per).some(shields);

/** The filter's settings but for exceptions; each is in force at once. */
export function FilterControls({ filter, compact, children }: FilterControlsProps) {
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
      {children}
      <PauseControl filter={filter} />
      <Choice
        legend="Repositories with the label"
        options={compact ? short(ACTION_OPTIONS) : ACTION_OPTIONS}
        value={filter.action}
        disabled={rest}
        onChange={(action) => void change({ filter: { action } })}
      />
      {shieldsAnywhere(filter) && (
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
        disabled={rest || !shieldsAnywhere(filter)}
        onChange={(unknown) => void change({ filter: { unknown } })}
      />
      {!compact && (
        <Switch
          label="Mark what was made from a labelled model"
          note="A repository without the label, whose card names a labelled one as its base, gets a small mark. It is a hint: nothing is covered for it, and it is never part of a report."
          checked={filter.hints}
          disabled={rest}
          onChange={(hints) => void change({ filter: { hints } })}
        />
      )}
    </div>
  );
}

/** What is in force, said aloud after every change that was kept. */
export function FilterStatus({ filter }: { filter: Settings['filter'] }) {
  const kept = useSettings((store) => store.kept);
  const now = useNow(filter.pausedUntil);
  return (
    <p className="ui-small ui-quiet" role="status">
      {kept > 0 && 'Kept. '}
      {effectOf(filter, now)}
      {kept > 0 && ' Open pages of the Hub follow at once.'}
    </p>
  );
}
