import { useEffect, useState } from 'react';
import type { PolicyForReader } from '../../lib/platform/answers.ts';
import { fragment } from '../ui/fragment.ts';
import { usePolicy, versionShown, type Which } from './store.ts';
import { findAnchor } from './view.ts';

const pointed = (): string => fragment(location.hash);

/** `policy.html#<clause or rule>`: shows the text that holds it, goes there, and says which clause is meant. */
export function useAnchor(policy: PolicyForReader): string | null {
  const [wanted, setWanted] = useState(pointed);
  const chosen = usePolicy((store) => store.chosen);
  useEffect(() => {
    const changed = () => setWanted(pointed());
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);

  const shown = versionShown(policy, chosen);
  const here = wanted ? findAnchor(shown.version.sections, wanted) : null;
  const other: Which = shown.which === 'live' ? 'pack' : 'live';
  const elsewhere = wanted !== '' && !here && findAnchor(policy[other]?.sections ?? [], wanted) !== null;

  // A link goes to its clause once, also when the other text has to be shown for it.
  useEffect(() => {
    if (elsewhere && usePolicy.getState().chosen === null) usePolicy.setState({ chosen: other });
  }, [elsewhere, other]);
  useEffect(() => {
    if (!here) return;
    usePolicy.setState({ search: '' });
    const frame = requestAnimationFrame(() => {
      const element = document.getElementById(here);
      element?.focus({ preventScroll: true });
      element?.scrollIntoView({ block: 'center' });
    });
    return () => cancelAnimationFrame(frame);
  }, [here]);
  return here;
}
