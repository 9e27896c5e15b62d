/** What is hidden on this page: the note in the corner says how many, and shows them. */
import { markOf } from '../guard/marks.ts';
import { shared } from '../guard/shared.ts';
import { isMention, refOfCard, refOfMention } from '../hub/page.ts';
import { type RepoRef, repoKey } from '../hub/ref.ts';
import { whenIdle } from './idle.ts';
import { sayHidden } from './note.ts';
import { reveal } from './reveal.ts';
import { WORDS } from './words.ts';

/** As it was judged: looking for it would go through all of a long page. */
const hidden = new Set<Element>();
/** What was shown by the note's button, by the names that the guard's `reveal` takes. */
let shownHere: string[] = [];

/** The same name as the guard gives it (lib/guard/state.ts revealKey). */
export const cardKey = (ref: RepoRef): string => `card ${repoKey(ref)}`;

export function noteHidden(unit: Element): void {
  hidden.add(unit);
}

/** Call after every judgement. */
export function tellHiddenSoon(): void {
  if (hidden.size > 0 || shownHere.length > 0) whenIdle(tellHidden);
}

function tellHidden(): true {
  const guard = shared.guard!;
  for (const one of hidden) if (!one.isConnected || markOf(one) !== 'hide') hidden.delete(one);
  const { size } = hidden;
  shownHere = shownHere.filter((key) => guard.isRevealed(key));
  if (size > 0 && !guard.mayReveal()) sayHidden(WORDS.hidden(size), null, () => {});
  else if (size > 0) {
    sayHidden(WORDS.hidden(size), WORDS.showHidden, () => {
      shownHere = Array.from(hidden, keyOf).filter((key) => key !== '');
      reveal(shownHere, true);
    });
  } else if (shownHere.length > 0) {
    sayHidden(WORDS.hiddenShown(shownHere.length), WORDS.hideAgain, () => reveal(shownHere, false));
  } else sayHidden(null, null, () => {});
  return true;
}

function keyOf(unit: Element): string {
  const ref = (isMention(unit) ? refOfMention : refOfCard)(unit, location.href);
  return ref ? cardKey(ref) : '';
}
