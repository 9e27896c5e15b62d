/** The note in the corner: how many cards are hidden, and sentences when something went wrong. Outside every framework's reach. */
import { button, element, makeHost } from './parts.ts';
import { onTrusted } from './trusted.ts';
import { WORDS } from './words.ts';

let root: ShadowRoot | null = null;
let hiddenNote: HTMLElement | null = null;
let shownText = '';

function stage(): ShadowRoot {
  if (!root) {
    const made = makeHost('note');
    root = made.root;
    document.documentElement.append(made.host);
  }
  return root;
}

/**
 * Says one sentence until it is dismissed; a newer one takes its place.
 * @param action a way back, before "Dismiss"
 */
export function say(sentence: string, action?: { text: string; act: () => void }): void {
  const note = element('div', 'note said', element('p', '', sentence));
  note.setAttribute('role', action ? 'status' : 'alert');
  const offer = (text: string, act: () => void) => {
    const made = button('', text, text);
    onTrusted(made, 'click', () => {
      note.remove();
      act();
    });
    note.append(made);
  };
  if (action) offer(action.text, action.act);
  offer(WORDS.dismiss, () => {});
  stage().querySelector('.said')?.remove();
  stage().append(note);
}

/**
 * Says how many cards are hidden, with a way back; removes itself when there are none.
 * @param label of the button; `null`: a lock allows no way back
 * @param act what the button does: show them, or hide them again
 */
export function sayHidden(text: string | null, label: string | null, act: () => void): void {
  if (!text) {
    hiddenNote?.remove();
    hiddenNote = null;
    shownText = '';
    return;
  }
  const said = `${text} ${label}`;
  if (said === shownText) return;
  const hadFocus = hiddenNote !== null && root?.activeElement != null;
  hiddenNote?.remove();
  shownText = said;
  hiddenNote = element('div', 'note', element('p', '', text));
  hiddenNote.setAttribute('role', 'status');
  const toggle = label ? button('', label, label) : null;
  if (toggle) {
    onTrusted(toggle, 'click', act);
    hiddenNote.append(toggle);
  }
  stage().append(hiddenNote);
  if (hadFocus) toggle?.focus();
}
