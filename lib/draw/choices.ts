/** What a person may choose for one repository, or for its author, from its card: rules of their own, made in one press and undone in one. */
import { shared } from '../guard/shared.ts';
import type { RepoRef } from '../hub/ref.ts';
import { ask } from '../platform/ask.ts';
import type { Item } from './menu.ts';
import { say } from './note.ts';
import { CHOICES, type Choice, WORDS } from './words.ts';

/** @param covered covered, hidden, or shown by the person in this view */
export function choicesFor(ref: RepoRef, covered: boolean): Item[] {
  const choices: Choice[] = covered
    ? ['show-session', 'show-always', 'hide-repo', 'hide-author', 'show-author']
    : ['cover-repo', 'hide-repo', 'cover-author', 'hide-author'];
  const allowed =
    shared.guard?.mayReveal() === false ? choices.filter((c) => !c.startsWith('show')) : choices;
  return allowed.map((what) => ({ text: CHOICES[what][0], act: () => void choose(ref, what) }));
}

async function choose(ref: RepoRef, what: Choice): Promise<void> {
  try {
    const undo = await ask('rules.quick', { ref: { type: ref.type, id: ref.id }, what });
    say(CHOICES[what][1], { text: WORDS.undo, act: () => void takeBack(undo) });
  } catch (error) {
    say((error as Error).message);
  }
}

async function takeBack(undo: Parameters<typeof ask<'rules.undo'>>[1]): Promise<void> {
  try {
    await ask('rules.undo', undo);
    say(WORDS.undone);
  } catch (error) {
    say((error as Error).message);
  }
}
