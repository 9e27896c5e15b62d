/** On the wall: "Who tagged it?", asked of the Hub only when it is pressed, and the answer in its place. */
import { type RepoRef, repoKey, repoUrl } from '../hub/ref.ts';
import { hasCommits } from '../nfaa/who.ts';
import { ask } from '../platform/ask.ts';
import { button, element } from './parts.ts';
import { onTrusted } from './trusted.ts';
import { WORDS, whoSays } from './words.ts';

/** Of the repository of this page: a wall that is drawn again keeps what was asked and answered. */
let row: { key: string; element: HTMLElement } | null = null;

/** The row of the wall that says who put the tag there. It never holds the repository's name but in its links' addresses. */
export function whoRow(ref: RepoRef): HTMLElement {
  const key = repoKey(ref);
  if (row?.key !== key) row = { key, element: makeRow({ type: ref.type, id: ref.id }) };
  return row.element;
}

function makeRow(ref: RepoRef): HTMLElement {
  const status = element('p', '');
  status.setAttribute('role', 'status');
  // The focus goes here when the button goes.
  status.tabIndex = -1;
  status.setAttribute('data-role', 'who-says');
  const list = link('who-list', WORDS.whoCommits, `${repoUrl(ref)}/commits/main`);
  if (!hasCommits(ref)) return element('div', 'who', list);
  const asker = button('', WORDS.whoAsk, WORDS.whoAsk);
  asker.setAttribute('data-role', 'who');
  onTrusted(asker, 'click', () => void find(ref, asker, status));
  return element('div', 'who', status, asker, list);
}

async function find(ref: RepoRef, asker: HTMLElement, status: HTMLElement): Promise<void> {
  if (asker.hasAttribute('aria-disabled')) return;
  asker.setAttribute('aria-disabled', 'true');
  status.textContent = WORDS.whoAsking;
  try {
    const who = await ask('verdicts.who', { ref });
    status.textContent = whoSays(who, ref.id);
    if (who.url)
      status.after(link('who-link', who.pull === undefined ? WORDS.whoCommit : WORDS.whoPull, who.url));
    if ((asker.getRootNode() as Partial<ShadowRoot>).activeElement === asker) status.focus();
    asker.remove();
  } catch (error) {
    asker.removeAttribute('aria-disabled');
    status.textContent = (error as Error).message;
  }
}

function link(role: string, text: string, href: string): HTMLAnchorElement {
  const made = element('a', '', text);
  made.href = href;
  made.target = '_blank';
  made.rel = 'noreferrer';
  made.setAttribute('data-role', role);
  return made;
}
