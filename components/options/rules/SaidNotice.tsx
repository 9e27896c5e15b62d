import { useEffect, useRef } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useRules, type Where } from './store.ts';

/** What was just done or refused in this part of the page, with the way back. */
export function SaidNotice({ where }: { where: Where }) {
  const done = useRules((store) => (store.done?.where === where ? store.done : null));
  const refused = useRules((store) => (store.refused?.where === where ? store.refused : null));
  const undo = useRules((store) => store.undo);
  const place = useRef<HTMLDivElement>(null);
  // What was pressed may be gone with its row: the focus must not fall off the page with it.
  useEffect(() => {
    const lost = !document.activeElement || document.activeElement === document.body;
    if (done && lost) (place.current?.querySelector('button') ?? place.current)?.focus();
  }, [done]);
  return (
    <div ref={place} tabIndex={-1} className="rules-said">
      {refused && <Notice kind="error">{refused.text}</Notice>}
      {done && (
        <Notice
          kind="done"
          actions={
            done.undo && (
              <Button small icon="undo" onClick={() => void undo()}>
                Undo
              </Button>
            )
          }
        >
          {done.text}
        </Notice>
      )}
    </div>
  );
}
