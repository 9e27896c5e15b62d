import { type ReactNode, useEffect } from 'react';
import type { Settings } from '../../lib/platform/settings.ts';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';
import { Busy } from './parts.tsx';
import { followSettings, useSettings } from './settings-store.ts';

/** What needs settings waits for them here, and says so when they cannot be read or kept. */
export function WithSettings({ children }: { children: (settings: Settings) => ReactNode }) {
  const settings = useSettings((store) => store.settings);
  const problem = useSettings((store) => store.problem);
  const load = useSettings((store) => store.load);
  useEffect(followSettings, []);
  return (
    <>
      {problem && (
        <Notice
          kind="error"
          actions={
            <Button small icon="again" onClick={() => void load()}>
              Read them again
            </Button>
          }
        >
          {problem}
        </Notice>
      )}
      {settings ? children(settings) : !problem && <Busy>Reading your settings…</Busy>}
    </>
  );
}
