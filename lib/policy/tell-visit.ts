/**
 * On the pages of the Hub's own texts (facts/hub.md h): the worker is handed what the person reads there. It asks the Hub itself
 * before it calls anything a change (lib/policy/watch.ts), so nothing here needs to be sure of the page.
 */
import { OURS } from '../guard/marks.ts';
import { send } from '../platform/send.ts';
import { MAX_VISITED_CHARS } from '../policy/version-types.ts';

/** Hands over the page as it stands, without what we have put into it. Says nothing where it fails: another visit will come. */
export function tellVisit(): void {
  const page = document.documentElement.cloneNode(true) as Element;
  for (const one of page.querySelectorAll(`[${OURS}],script,style,svg`)) one.remove();
  const html = `<!doctype html>${page.outerHTML}`;
  if (html.length <= MAX_VISITED_CHARS)
    void send('policy.visited', { url: location.href.slice(0, 2_000), html }).catch(() => {});
}
