/**
 * Links that people wrote may carry names from before a rename, which no list holds: when there is time, the worker is asked
 * about them, and it asks the Hub only where the named author has tagged repositories.
 */
import { shared } from '../guard/shared.ts';
import { FRAME } from '../hub/page.ts';
import { type RepoRef, repoKey } from '../hub/ref.ts';
import { ask } from '../platform/ask.ts';
import { whenIdle } from './idle.ts';

/** Links of one page, at most (lib/platform/messages.ts MAX_WRITTEN). */
const MOST = 100;

/** Where people write: the Hub's own rows and lists always have today's names. */
const PROSE = 'p,li,td,blockquote';

const checked = new Set<string>();
let waiting: RepoRef[] = [];

/** The host of a Space's app: of which one, a page does not say. So nothing can be asked, reported or chosen. */
export const isFrame = ({ type }: RepoRef): boolean => (type as string) === FRAME;

/** Notes a link that counts as untagged; each repository once for a page, and while the filter is at work. */
export function checkWritten(link: Element, ref: RepoRef): void {
  const key = repoKey(ref);
  if (checked.size >= MOST || checked.has(key) || !shared.guard?.isAtWork()) return;
  if (isFrame(ref) || link.tagName !== 'A' || !link.closest(PROSE)) return;
  checked.add(key);
  waiting.push(ref);
  whenIdle(askAll);
}

function askAll(): boolean {
  const refs = waiting.map(({ type, id }) => ({ type, id }));
  waiting = [];
  ask('verdicts.written', { refs }).then(
    (verdicts) => {
      const tagged = Object.entries(verdicts).filter(([, { nfaa }]) => nfaa);
      for (const [key, verdict] of tagged) shared.guard?.learn(key, verdict);
      if (tagged.length > 0) shared.guard?.redraw();
    },
    // Nothing was promised: the link's own page will say.
    () => {},
  );
  return true;
}
