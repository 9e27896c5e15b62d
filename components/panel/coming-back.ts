/** Who signed in, or out, in another tab meanwhile comes back to a panel that knows it: which ways there are depends on it. */
import { useEffect } from 'react';
import { ask } from '../../lib/platform/ask.ts';
import { usePanel } from './store.ts';

export function useComingBack(): void {
  const open = usePanel((state) => state.open);
  useEffect(() => {
    if (!open) return;
    const look = async () => {
      const { account: before, handover } = usePanel.getState();
      if (!before || document.visibilityState !== 'visible') return;
      try {
        const account = await ask('account.get', {});
        if (usePanel.getState().handover === handover) usePanel.setState({ account });
      } catch {
        // What is known stays; Send says so if it is not so any more.
      }
    };
    const listener = () => void look();
    addEventListener('visibilitychange', listener);
    addEventListener('focus', listener);
    return () => {
      removeEventListener('visibilitychange', listener);
      removeEventListener('focus', listener);
    };
  }, [open]);
}
