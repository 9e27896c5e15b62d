import type { Action, FilterPreferences } from '../../lib/nfaa/preferences.ts';
import { Button } from '../ui/Button.tsx';
import { ACTION_OPTIONS, exceptionWords } from '../ui/filter-words.ts';
import { type Cell, COLUMNS, cellOf, type Exceptions, ROWS } from './places.ts';
import { usePlaces } from './places-store.ts';
import './places.css';

/** Another action in some places, or for some types. */
export function PlacesSection({ filter }: { filter: FilterPreferences }) {
  const { before, set, reset, undo } = usePlaces();
  return (
    <section className="ui-card stack" aria-labelledby="places" data-section>
      <h2 id="places">Places</h2>
      <p>
        What you chose above holds everywhere. Here you can make exceptions: for a place, for a type, or for
        one type in one place. The narrowest exception counts, and a place counts before a type.
      </p>
      <PlacesTable filter={filter} onSet={(key, action) => void set(key, action)} />
      <PlacesFoot filter={filter} before={before} onReset={() => void reset()} onUndo={() => void undo()} />
    </section>
  );
}

interface PlacesFootProps {
  filter: FilterPreferences;
  before: Exceptions | null;
  onReset: () => void;
  onUndo: () => void;
}

export function PlacesFoot({ filter, before, onReset, onUndo }: PlacesFootProps) {
  const count = Object.keys(filter.per).length;
  return (
    <div className="row">
      <p role="status">
        {exceptionWords(filter)}
        {before && `; ${exceptionWords({ per: before })} taken away`}
      </p>
      {/* One button, so that the focus stays on it when it becomes its own way back. */}
      {(count > 0 || before) && (
        <Button small icon={before ? 'undo' : undefined} onClick={before ? onUndo : onReset}>
          {before ? 'Undo' : 'Reset all'}
        </Button>
      )}
    </div>
  );
}

interface PlacesTableProps {
  filter: FilterPreferences;
  onSet: (key: string, action: Action | null) => void;
}

export function PlacesTable({ filter, onSet }: PlacesTableProps) {
  return (
    <table className="places" aria-labelledby="places">
      <thead>
        <tr>
          <th scope="col">Place</th>
          {COLUMNS.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ROWS.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            {COLUMNS.map((column) => (
              <td key={column.name}>
                <span className="places-type" aria-hidden="true">
                  {column.name}
                </span>
                <Choose cell={cellOf(filter, row, column)} disabled={!filter.on} onSet={onSet} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const word = (action: Action) => ACTION_OPTIONS.find(({ value }) => value === action)?.label;

interface ChooseProps {
  cell: Cell;
  disabled: boolean;
  onSet: PlacesTableProps['onSet'];
}

function Choose({ cell: { key, name, own, inherited, choices }, disabled, onSet }: ChooseProps) {
  if (key === null) return <span className="places-all">{word(inherited)}</span>;
  return (
    <select
      className="places-choice"
      aria-label={name}
      data-own={own !== null || undefined}
      disabled={disabled}
      value={own ?? ''}
      onChange={({ target }) => onSet(key, choices.find((action) => action === target.value) ?? null)}
    >
      <option value="">{word(inherited)}, as above</option>
      {choices.map((action) => (
        <option key={action} value={action}>
          {word(action)}
        </option>
      ))}
    </select>
  );
}
