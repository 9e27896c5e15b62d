/** Asked only when closing would lose words: the draft could not be kept. */
import { useEffect, useRef } from 'react';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { currentText } from './derived.ts';
import { usePanel } from './store.ts';
import { useCopy } from './use-copy.ts';

export function CloseQuestion() {
  const state = usePanel();
  const { copied, copy } = useCopy();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector<HTMLElement>('button')?.focus(), []);
  const text = currentText(state);

  const again = async () => {
    if (await state.save()) state.closeAnyway();
  };
  return (
    <div ref={place} className="panel-body" tabIndex={-1}>
      <Notice
        kind="warn"
        title="Your draft could not be kept"
        actions={
          <>
            <Button look="primary" onClick={() => state.stay()}>
              Stay here
            </Button>
            <Button icon="again" onClick={() => void again()}>
              Try again, then close
            </Button>
            {text !== '' && (
              <Button icon="copy" onClick={() => void copy(text)}>
                Copy what I wrote
              </Button>
            )}
            <Button look="danger" onClick={() => state.closeAnyway()}>
              Close and lose it
            </Button>
          </>
        }
      >
        <p>{state.saveProblem} If you close now, what you wrote is lost.</p>
      </Notice>
      {copied && <Notice kind="info">{copied}</Notice>}
    </div>
  );
}
