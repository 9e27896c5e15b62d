import { useEffect } from 'react';
import { type FilterPreferences, isActive } from '../../lib/nfaa/preferences.ts';
import { countWords, type PageView } from '../../lib/platform/view.ts';
import { Switch } from '../ui/Switch.tsx';
import { useNow } from '../ui/use-now.ts';
import { followFrontPage, useFrontPage } from './store.ts';

/** The page in front: how many are covered, and showing all of them there. */
export function ThisPage({ filter }: { filter: FilterPreferences }) {
  const { view, asked, ask } = useFrontPage();
  const now = useNow(filter.pausedUntil);
  useEffect(followFrontPage, []);
  // Where no page is touched there is nothing to say about this one.
  if (!asked || !isActive(filter, now)) return null;
  return <ThisPageView view={view} onOff={(off) => void ask(off)} />;
}

interface ThisPageViewProps {
  view: PageView | null;
  onOff: (off: boolean) => void;
}

export function ThisPageView({ view, onOff }: ThisPageViewProps) {
  if (!view)
    return (
      <p className="this-page ui-small ui-quiet">
        This tab shows no page of the Hub. If it does, reload it once.
      </p>
    );
  return (
    <section className="this-page" aria-label="This page">
      <p role="status">
        {view.off
          ? 'This page is not filtered.'
          : `On this page: ${countWords(view.counts) || 'nothing covered'}`}
      </p>
      {view.mayReveal || view.off ? (
        <Switch
          label="Show all on this page"
          note="This page only, until you leave it"
          checked={view.off}
          onChange={onOff}
        />
      ) : (
        <p className="ui-small ui-quiet">Covers are locked: nothing can be shown here.</p>
      )}
    </section>
  );
}
