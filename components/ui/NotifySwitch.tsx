import { useEffect, useState } from 'react';
import { askToNotify, mayNotify, stopNotifying } from '../../lib/platform/notify.ts';
import { Notice } from './Notice.tsx';
import { Switch } from './Switch.tsx';

const WORDS = {
  policy: {
    label: 'Notify me of a change',
    note: 'Through the browser, and of answers to reports as well. The button in the toolbar is marked in any case.',
    refused: 'The mark on the button in the toolbar tells of a change all the same.',
  },
  reports: {
    label: 'Notify me of answers',
    note: 'Through the browser, and of changes of the policy as well. The button in the toolbar is marked in any case.',
    refused: 'The mark on the button in the toolbar tells of an answer all the same.',
  },
} as const;

/**
 * The toolbar's button tells of news in any case; a notification only where it was asked for. The browser's permission is the
 * switch, for answers and for changes of the policy together.
 */
export function NotifySwitch({ about }: { about: keyof typeof WORDS }) {
  const words = WORDS[about];
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
      <Switch label={words.label} note={words.note} checked={on} onChange={(wanted) => void change(wanted)} />
      {refused && (
        <Notice kind="warn" title="Your browser did not allow notifications">
          {words.refused}
        </Notice>
      )}
    </>
  );
}
