/**
 * What a person may choose from a card, for the repository, its author, or all with the same tag: rules of their own, made in
 * one press and undone in one.
 */
import { shared } from '../guard/shared.ts';
import type { RepoRef } from '../hub/ref.ts';
import { ask } from '../platform/ask.ts';
import { type Item, openMenu } from './menu.ts';
import { say } from './note.ts';
import { CHOICES, type Choice, WORDS } from './words.ts';

/**
 * @param covered covered, hidden, or shown by the person in this view: then what it is called and tagged with stays unsaid
 * @param button what the menu belongs to
 */
export function choicesFor(ref: RepoRef, covered: boolean, button: HTMLElement): Item[] {
  const choices: Choice[] = covered
    ? ['show-session', 'show-always', 'hide-repo', 'hide-author', 'show-author']
    : ['cover-repo', 'hide-repo', 'cover-author', 'hide-author'];
  const allowed =
    shared.guard?.mayReveal() === false ? choices.filter((c) => !c.startsWith('show')) : choices;
  const items: Item[] = allowed.map((what) => ({
    text: CHOICES[what][0],
    act: () => void choose(ref, what),
  }));
  if (!covered) items.push({ text: WORDS.byTrait, leads: true, act: () => void offerTraits(ref, button) });
  return items;
}

/** A second menu in the place of the first: what others have in common with this one. */
async function offerTraits(ref: RepoRef, button: HTMLElement): Promise<void> {
  const only = (text: string): Item[] => [{ text, act() {} }];
  const isOpen = openMenu(button, only(WORDS.asking));
  const items = await ask('rules.traits', { ref: { type: ref.type, id: ref.id } }).then(
    ({ traits, whole }) => [
      ...traits.map((trait) => ({
        text: WORDS.coverTrait[trait.kind](trait.value),
        act: () => void make(ask('rules.cover', { trait })),
      })),
      ...(whole ? [] : only(WORDS.tagsUnknown)),
    ],
    (error: Error) => only(error.message),
  );
  if (isOpen()) openMenu(button, items.length > 0 ? items : only(WORDS.noTraits));
}

const choose = (ref: RepoRef, what: Choice) =>
  make(ask('rules.quick', { ref: { type: ref.type, id: ref.id }, what }), CHOICES[what][1]);

async function make(made: Promise<{ ids: string[]; said: string }>, words?: string): Promise<void> {
  try {
    const { ids, said } = await made;
    say(words ?? said, { text: WORDS.undo, act: () => void takeBack({ ids }) });
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
