import { useEffect, useState } from 'react';
import { askForHub, mayUseHub } from '../../lib/platform/permissions.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

/** People can take the permission for the Hub away (Firefox shows a switch for it): then nothing works, and we say so. */
export function HostAccess() {
  const [allowed, setAllowed] = useState(true);
  useEffect(() => {
    void mayUseHub().then(setAllowed);
  }, []);
  if (allowed) return null;
  return (
    <Notice
      kind="warn"
      title="Hub Steward may not work on huggingface.co"
      actions={
        <Button look="primary" onClick={() => void askForHub().then(setAllowed)}>
          Allow it there
        </Button>
      }
    >
      The browser was told not to let it. Nothing is covered and nothing can be reported until you allow it
      again; then reload the pages of the Hub.
    </Notice>
  );
}
