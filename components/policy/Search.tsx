import { type KeyboardEvent, useEffect, useId } from 'react';
import { Button } from '../ui/Button.tsx';
import { usePolicy } from './store.ts';

/** Finds passages, counts them, and walks from one to the next: Enter and Shift+Enter, or the buttons. */
export function Search({ hits }: { hits: readonly string[] }) {
  const { search, hit } = usePolicy();
  const set = usePolicy.setState;
  const id = useId();
  const searching = search.trim() !== '';
  const at = hits[hit];
  useEffect(() => {
    // The keyboard stays in the box.
    if (at) document.getElementById(at)?.scrollIntoView({ block: 'center' });
  }, [at]);
  const walk = (by: 1 | -1) => {
    if (hits.length > 0) set({ hit: (hit + by + hits.length) % hits.length });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') walk(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && search) set({ search: '', hit: 0 });
    else return;
    event.preventDefault();
  };
  const count = !searching
    ? ''
    : hits.length === 0
      ? 'No passage has all of it.'
      : `${hit + 1} of ${hits.length}`;
  return (
    <search className="ui-field policy-search">
      <label htmlFor={id}>Search in the text</label>
      <input
        id={id}
        type="search"
        className="ui-input"
        value={search}
        aria-describedby={`${id}-keys`}
        onChange={(event) => set({ search: event.target.value, hit: 0 })}
        onKeyDown={onKeyDown}
      />
      <p className="ui-small ui-quiet" id={`${id}-keys`} hidden={searching}>
        Words, or a rule's name.
      </p>
      <div className="policy-search-row" hidden={!searching}>
        <p className="ui-small ui-quiet" role="status">
          {count}
        </p>
        <Button small disabled={hits.length < 2} title="Shift and Enter" onClick={() => walk(-1)}>
          Previous
        </Button>
        <Button small disabled={hits.length < 2} title="Enter" onClick={() => walk(1)}>
          Next
        </Button>
      </div>
    </search>
  );
}
