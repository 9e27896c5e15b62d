/** A small menu of ours in the top layer, so that no card cuts it off. Closed by Escape and by a click elsewhere (`popover`). */
import { element } from './parts.ts';
import { onTrusted } from './trusted.ts';

export interface Item {
  text: string;
  /** To another menu. */
  leads?: true;
  act(): void;
}

const GAP_PX = 4;

/**
 * Opens a menu under a button, inside the button's own shadow root.
 * @returns is it still open?
 */
export function openMenu(button: HTMLElement, items: readonly Item[]): () => boolean {
  const root = button.getRootNode() as ShadowRoot;
  root.querySelector('.menu')?.remove();
  const menu = element('div', 'menu');
  menu.setAttribute('role', 'menu');
  menu.setAttribute('popover', 'auto');
  for (const { text, leads, act } of items) {
    const item = element('button', 'item', text);
    item.type = 'button';
    item.setAttribute('role', 'menuitem');
    item.tabIndex = -1;
    if (leads) item.setAttribute('aria-haspopup', 'menu');
    onTrusted(item, 'click', () => {
      close();
      act();
    });
    menu.append(item);
  }
  const close = () => {
    menu.remove();
    button.setAttribute('aria-expanded', 'false');
    button.focus();
  };
  menu.addEventListener('keydown', (event) => {
    // Neither the Hub's shortcuts nor the card's link hear what is pressed here.
    event.stopPropagation();
    const all = Array.from(menu.children) as HTMLElement[];
    const at = all.indexOf(root.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      all.at(next % all.length)?.focus();
    } else if (event.key === 'Tab' || event.key === 'Escape') {
      event.preventDefault();
      close();
    }
  });
  menu.addEventListener('toggle', (event) => {
    if ((event as ToggleEvent).newState === 'closed' && menu.isConnected) {
      menu.remove();
      button.setAttribute('aria-expanded', 'false');
    }
  });
  root.append(menu);
  menu.showPopover();
  const at = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = at.bottom + GAP_PX;
  menu.style.left = `${Math.max(GAP_PX, Math.min(at.right - width, innerWidth - width - GAP_PX))}px`;
  menu.style.top = `${below + height < innerHeight ? below : Math.max(GAP_PX, at.top - height - GAP_PX)}px`;
  button.setAttribute('aria-expanded', 'true');
  (menu.firstElementChild as HTMLElement | null)?.focus();
  return () => menu.isConnected;
}
