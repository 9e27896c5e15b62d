import { useEffect, useState } from 'react';
import { askToNotify, mayNotify, stopNotifying } from '../../lib/platform/notify.ts';
import { Notice } from '../ui/Notice.tsx';
import { Switch } from '../ui/Switch.tsx';

/** The toolbar's button tells of a change in any case; a notification only where it was asked for. */
export function NotifySwitch() {
  const [on, setOn] = useState<boolean | null>(null);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    mayNotify().then(setOn, () => setOn(false));
  }, []);
  if (on === null) return null;
  const change = async (wanted: boolean) => {
    // First of all: the browser only asks while the click lasts.
    const allowed = wanted
      ? await askToNotify().catch(() => false)
      : !(await stopNotifying().catch(() => false));
    setOn(allowed);
    setRefused(wanted && !allowed);
  };
  return (
    <>
      <Switch
        label="Notify me of a change"
        note="Through the browser. The button in the toolbar is marked in any case."
        checked={on}
        onChange={(wanted) => void change(wanted)}
      />
      {refused && (
        <Notice kind="warn" title="Your browser did not allow notifications">
          The mark on the button in the toolbar tells of a change all the same.
        </Notice>
      )}
    </>
  );
}
