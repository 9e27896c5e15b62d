import { useEffect, useState } from 'react';
import { ask } from '../../lib/platform/ask.ts';
import { changesHash, newsWords } from '../../lib/policy/news.ts';
import type { Timeline } from '../../lib/policy/version-types.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

/** One of the Hub's texts has changed, and nobody has looked yet. */
export function PolicyNews() {
  const [unseen, setUnseen] = useState<Timeline['unseen']>([]);
  useEffect(() => {
    // The popup has more to say than this: without an answer it says nothing of it.
    ask('policy.timeline', {}).then(
      (timeline) => setUnseen(timeline.unseen),
      () => {},
    );
  }, []);
  const words = newsWords(unseen.map(({ kind }) => kind));
  if (!words) return null;

  const open = async () => {
    const [first] = unseen;
    if (first) await ask('page.open', { page: 'policy', hash: changesHash(first.kind) });
    window.close();
  };
  const dismiss = async () => {
    for (const one of unseen) await ask('policy.seen', one);
    setUnseen([]);
  };
  return (
    <Notice
      kind="info"
      title={`${words}.`}
      actions={
        <>
          <Button small look="primary" onClick={() => void open()}>
            See what changed
          </Button>
          <Button small onClick={() => void dismiss().catch(() => {})}>
            Dismiss
          </Button>
        </>
      }
    />
  );
}
