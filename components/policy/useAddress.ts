import { useEffect } from 'react';
import { hrefOf, parseAddress } from './address.ts';
import { usePolicy } from './store.ts';
import { findAnchor, shownVersion, versionsOf } from './view.ts';

/** Keeps the store where the address is. The link past the navigation goes to a place of the page, not of the text. */
export function useAddress(): void {
  useEffect(() => {
    const follow = () => {
      if (location.hash === '#main') return;
      // What was said belongs to the place where it was asked for.
      usePolicy.setState({
        address: parseAddress(location.hash),
        done: null,
        problem: null,
        transfer: null,
      });
    };
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
}

/**
 * The clause that the address points at, as its id in the text that is shown; `missing` when no known text has it. A rule that
 * stands in another version only leads there.
 */
export function useAnchor(): { here: string | null; missing: boolean } {
  const { timeline, address, texts, missing: unread, need } = usePolicy();
  const { anchor } = address;
  const shown = timeline && shownVersion(timeline, address);
  const text = shown && texts[shown.hash];
  const here = anchor && text ? findAnchor(text, anchor) : null;
  const lost = Boolean(anchor && text && !here);
  const versions = lost && timeline ? versionsOf(timeline, address) : [];
  const known = versions.every(({ hash }) => texts[hash] || unread[hash]);
  const elsewhere =
    lost && address.version === null
      ? versions.findLast(({ hash }) => texts[hash] && findAnchor(texts[hash], anchor!))
      : undefined;

  useEffect(() => {
    if (lost) void need(versions);
  });
  useEffect(() => {
    if (elsewhere) location.replace(hrefOf({ ...address, version: elsewhere.hash }));
  }, [elsewhere, address]);
  // A link goes to its clause once, not again with every answer of the worker.
  useEffect(() => {
    if (!here) return;
    const frame = requestAnimationFrame(() => goTo(here));
    return () => cancelAnimationFrame(frame);
  }, [here]);
  return { here, missing: lost && known && !elsewhere };
}

/** Scrolls to an element of the page and puts the keyboard there. */
export function goTo(id: string): void {
  const element = document.getElementById(id);
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'center' });
}
