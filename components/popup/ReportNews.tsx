import { useEffect, useState } from 'react';
import { ask } from '../../lib/platform/ask.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

/** Staff or an owner answered a report, and the person has not looked yet. */
export function ReportNews() {
  const [news, setNews] = useState<{ words: string; first: string | null } | null>(null);
  useEffect(() => {
    // The popup has more to say than this: without an answer it says nothing of it.
    ask('follows.news', {}).then(
      ({ words, first }) => setNews(words === null ? null : { words, first }),
      () => {},
    );
  }, []);
  if (!news) return null;

  const open = async () => {
    await ask('page.open', { page: 'reports', ...(news.first ? { hash: news.first } : {}) });
    window.close();
  };
  const dismiss = async () => {
    await ask('follows.seen', {});
    setNews(null);
  };
  return (
    <Notice
      kind="info"
      title={`${news.words}.`}
      actions={
        <>
          <Button small look="primary" onClick={() => void open()}>
            See what was said
          </Button>
          <Button small onClick={() => void dismiss().catch(() => {})}>
            Dismiss
          </Button>
        </>
      }
    />
  );
}
