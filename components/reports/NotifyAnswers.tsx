import { useEffect, useState } from 'react';
import { askToNotify, mayNotify, stopNotifying } from '../../lib/platform/notify.ts';
import { Notice } from '../ui/Notice.tsx';
import { Switch } from '../ui/Switch.tsx';

/** The browser's permission is the switch, for answers and for changes of the policy together. */
export function NotifyAnswers() {
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
        label="Notify me of answers"
        note="Through the browser, and of changes of the policy as well. The button in the toolbar is marked in any case."
        checked={on}
        onChange={(wanted) => void change(wanted)}
      />
      {refused && (
        <Notice kind="warn" title="Your browser did not allow notifications">
          The mark on the button in the toolbar tells of an answer all the same.
        </Notice>
      )}
    </>
  );
}
