import { Fragment, useEffect, useState } from 'react';
import { type CommandName, shortcuts } from '../../lib/platform/shortcuts.ts';

const WORDS: Record<CommandName, string> = {
  'toggle-filter': 'Switch the filter on or off',
  'toggle-page': 'Show everything on the page in front, or cover it again',
  _execute_action: 'Open Hub Steward',
};

/** The keys as this browser has them: it may have refused one, and people may have chosen others. */
export function ShortcutRows() {
  const [keys, setKeys] = useState<Awaited<ReturnType<typeof shortcuts>>>({});
  useEffect(() => {
    const read = () => void shortcuts().then(setKeys, () => {});
    read();
    // Whoever comes back from the browser's own page of shortcuts sees the new ones.
    addEventListener('focus', read);
    return () => removeEventListener('focus', read);
  }, []);
  return (Object.keys(WORDS) as CommandName[]).map((command) => (
    <Fragment key={command}>
      <dt>{keys[command] ? <kbd>{keys[command]}</kbd> : 'No key'}</dt>
      <dd>{WORDS[command]}</dd>
    </Fragment>
  ));
}
