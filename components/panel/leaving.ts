/**
 * Ways out that are not ours. The page goes: the draft is kept at once, and only if it could not be kept the browser asks.
 * The browser's back button: closes the panel as Escape does, instead of leading away from under it.
 */
import { useEffect } from 'react';
import { pageWouldLose } from './keeping.ts';
import { usePanel } from './store.ts';

/** Of the Navigation API, as far as it is used; TypeScript's own types do not have it everywhere. */
declare const navigation: { currentEntry: { key: string } | null } | undefined;

const entryKey = () => (typeof navigation === 'undefined' ? undefined : navigation?.currentEntry?.key);

export function useLeaving(): void {
  const open = usePanel((state) => state.open);

  useEffect(() => {
    if (!open) return;
    const keep = () => void usePanel.getState().save();
    const ask = (event: BeforeUnloadEvent) => {
      keep();
      if (pageWouldLose(usePanel.getState())) event.preventDefault();
    };
    addEventListener('pagehide', keep);
    addEventListener('visibilitychange', keep);
    addEventListener('beforeunload', ask);
    return () => {
      removeEventListener('pagehide', keep);
      removeEventListener('visibilitychange', keep);
      removeEventListener('beforeunload', ask);
    };
  }, [open]);

  useEffect(() => (open ? entryOfOurOwn() : undefined), [open]);
}

/** A place in the history for the open panel: the same address and the same state, so that the page's own router sees nothing new. */
function entryOfOurOwn(): () => void {
  let key: string | undefined;
  let gone = false;
  const push = () => {
    try {
      history.pushState(history.state, '');
      key = entryKey();
      gone = false;
    } catch {
      // A state that cannot be copied: then back leads away, and the draft is kept all the same.
      gone = true;
    }
  };
  const back = () => {
    if (gone || (key !== undefined && entryKey() === key)) return;
    gone = true;
    void usePanel
      .getState()
      .close()
      .then(() => {
        // Something would be lost, and it is asked: the next press comes back to the same question.
        if (usePanel.getState().open) push();
      });
  };
  push();
  addEventListener('popstate', back);
  return () => {
    removeEventListener('popstate', back);
    // Only where the browser can say that ours is the entry on top: otherwise this would lead away.
    if (!gone && key !== undefined && entryKey() === key) history.back();
  };
}
