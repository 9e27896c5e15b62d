/** What is hidden on this page: the note in the corner says how many repositories, and shows them. */
import { markOf } from '../guard/marks.ts';
import { shared } from '../guard/shared.ts';
import { type Place, placeOf } from '../guard/state.ts';
import { type RepoRef, repoKey } from '../hub/ref.ts';
import { whenIdle } from './idle.ts';
import { sayHidden } from './note.ts';
import { reveal } from './reveal.ts';
import { WORDS } from './words.ts';

/** As it was judged, each with its repository's name for `reveal`: looking for it would go through all of a long page. */
const hidden = new Map<Element, string>();
/** What was shown by the note's button, by the names that `reveal` takes. */
let shownHere: string[] = [];

/** The same name as the guard gives it (lib/guard/state.ts isShown). */
export const revealKey = (ref: RepoRef, place: Place): string => `${place} ${repoKey(ref)}`;

export function noteHidden(unit: Element, ref: RepoRef): void {
  hidden.set(unit, revealKey(ref, placeOf(unit)));
}

/** Call after every judgement. */
export function tellHiddenSoon(): void {
  if (hidden.size > 0 || shownHere.length > 0) whenIdle(tellHidden);
}

/** One repository may be named many times, and its pictures shown besides. */
const repositoriesIn = (keys: Iterable<string>) =>
  new Set(Array.from(keys, (key) => key.slice(key.indexOf(' ')))).size;

function tellHidden(): true {
  const guard = shared.guard!;
  for (const one of hidden.keys()) if (!one.isConnected || markOf(one) !== 'hide') hidden.delete(one);
  const count = repositoriesIn(hidden.values());
  shownHere = shownHere.filter((key) => guard.isRevealed(key));
  if (count > 0 && !guard.mayReveal()) sayHidden(WORDS.hidden(count), null, () => {});
  else if (count > 0) {
    sayHidden(WORDS.hidden(count), WORDS.showHidden, () => {
      // Others may be hidden by now, in the same number.
      shownHere = [...new Set(hidden.values())];
      reveal(shownHere, true);
    });
  } else if (shownHere.length > 0) {
    sayHidden(WORDS.hiddenShown(repositoriesIn(shownHere)), WORDS.hideAgain, () => reveal(shownHere, false));
  } else sayHidden(null, null, () => {});
  return true;
}
