/** A document for components that are pressed, not only drawn. */
import { parseHTML } from 'linkedom';
import type { ReactElement } from 'react';

export interface Drawn {
  root: Element;
  /** The first element of that selector whose name or text holds the words. */
  find: (selector: string, words?: string | RegExp) => HTMLElement | undefined;
  press: (selector: string, words?: string | RegExp) => Promise<void>;
  choose: (name: string, value: string) => Promise<void>;
  text: () => string;
  remove: () => Promise<void>;
}

/** Draws a component into a document of its own, with React's own `act`: everything that it asked for is done. */
export async function draw(element: ReactElement): Promise<Drawn> {
  const { window, document } = parseHTML('<html><body><div id="root"></div></body></html>');
  Object.assign(globalThis, {
    window,
    document,
    HTMLElement: window.HTMLElement,
    HTMLIFrameElement: window.HTMLIFrameElement ?? class {},
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
    IS_REACT_ACT_ENVIRONMENT: true,
  });
  const { act } = await import('react');
  const { createRoot } = await import('react-dom/client');
  const root = document.getElementById('root')!;
  const made = createRoot(root);
  await act(async () => made.render(element));

  const said = (one: Element) => `${one.getAttribute('aria-label') ?? ''} ${one.textContent}`;
  const find: Drawn['find'] = (selector, words = '') =>
    ([...root.querySelectorAll(selector)] as HTMLElement[]).find((one) =>
      typeof words === 'string' ? said(one).includes(words) : words.test(said(one)),
    );
  const need = (selector: string, words?: string | RegExp): HTMLElement => {
    const found = find(selector, words);
    if (!found) throw new Error(`no ${selector} ${words ?? ''} in: ${root.textContent}`);
    return found;
  };
  return {
    root,
    find,
    text: () => root.textContent ?? '',
    press: (selector, words) =>
      act(async () => {
        const target = need(selector, words) as HTMLInputElement;
        // What a browser does before it tells.
        if (target.type === 'checkbox') target.checked = !target.checked;
        target.dispatchEvent(new window.Event('click', { bubbles: true, cancelable: true }));
      }),
    choose: (name, value) =>
      act(async () => {
        const select = need(`select[aria-label="${name}"]`);
        for (const option of select.querySelectorAll('option'))
          option.toggleAttribute('selected', option.getAttribute('value') === value);
        Object.defineProperty(select, 'value', { value, configurable: true });
        select.dispatchEvent(new window.Event('change', { bubbles: true }));
      }),
    remove: () => act(async () => made.unmount()),
  };
}
