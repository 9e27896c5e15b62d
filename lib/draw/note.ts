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

/** Says one sentence until it is dismissed. */
export function say(sentence: string): void {
  const close = button('', WORDS.dismiss, WORDS.dismiss);
  const note = element('div', 'note', element('p', '', sentence), close);
  note.setAttribute('role', 'alert');
  onTrusted(close, 'click', () => note.remove());
  stage().append(note);
}

/**
 * Says how many cards are hidden, with a way back; removes itself when there are none.
 * @param act what the button does: show them, or hide them again
 */
export function sayHidden(text: string | null, label: string, act: () => void): void {
  if (!text) {
    hiddenNote?.remove();
    hiddenNote = null;
    shownText = '';
    return;
  }
  if (text === shownText && hiddenNote) return;
  const hadFocus = hiddenNote !== null && root?.activeElement != null;
  hiddenNote?.remove();
  shownText = text;
  const toggle = button('', label, label);
  hiddenNote = element('div', 'note', element('p', '', text), toggle);
  hiddenNote.setAttribute('role', 'status');
  onTrusted(toggle, 'click', act);
  stage().append(hiddenNote);
  if (hadFocus) toggle.focus();
}
