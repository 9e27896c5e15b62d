/** What a person asks to see, in this view only. */
import { shared } from '../guard/shared.ts';

/** Shows these places or covers them again, at once. @param keys of `revealKey` (hidden.ts) */
export function reveal(keys: readonly string[], shown: boolean): void {
  for (const key of keys) shared.guard?.setRevealed(key, shown);
  shared.guard?.redraw();
}
