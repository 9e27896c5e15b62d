import { type FilterPreferences, isActive } from '../../lib/nfaa/preferences.ts';
import { FilterStatus } from './FilterControls.tsx';
import { Icon } from './Icon.tsx';
import { useNow } from './use-now.ts';
import './preview.css';

/** Three cards made of shapes; the middle one is labelled. A picture: the caption says the same in words. */
export function FilterPreview({ filter }: { filter: FilterPreferences }) {
  const shown = isActive(filter, useNow(filter.pausedUntil)) ? filter.action : 'show';
  return (
    <figure className="preview">
      <div className="preview-cards" aria-hidden="true" data-action={shown} data-look={filter.look}>
        <Shape />
        {shown === 'hide' ? <div className="preview-gap">1 hidden</div> : <Shape labelled action={shown} />}
        <Shape />
      </div>
      <figcaption>
        <FilterStatus filter={filter} />
      </figcaption>
    </figure>
  );
}

function Shape({ labelled, action }: { labelled?: boolean; action?: string }) {
  return (
    <div className="preview-card" data-labelled={labelled || undefined}>
      <div className="preview-under">
        <span className="preview-dot" />
        <span className="preview-bar" />
        <span className="preview-bar preview-bar-short" />
      </div>
      {action === 'mark' && <span className="preview-mark">labelled</span>}
      {action === 'cover' && (
        <span className="preview-cover">
          <Icon name="eye" />
          Show
        </span>
      )}
    </div>
  );
}
