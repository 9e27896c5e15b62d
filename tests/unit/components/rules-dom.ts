/** A document without a browser, for pages whose behaviour hangs on their parts. Import it before anything of React. */
import { parseHTML } from 'linkedom';
import { vi } from 'vitest';

const { window, document } = parseHTML('<!doctype html><html><body><div id="root"></div></body></html>');
Object.assign(document, {
  // React asks whether the browser knows the event before it listens to it.
  oninput: null,
  visibilityState: 'visible',
});
let focused: Element = document.body;
Object.defineProperty(document, 'activeElement', {
  get: () => (document.contains(focused) ? focused : document.body),
});
window.HTMLElement.prototype.focus = function (this: HTMLElement) {
  focused = this;
};
Object.assign(globalThis, {
  window,
  document,
  HTMLElement: window.HTMLElement,
  HTMLIFrameElement: class {},
  Node: window.Node,
  IS_REACT_ACT_ENVIRONMENT: true,
});

const { act } = await import('react');
const { createRoot } = await import('react-dom/client');

let root: import('react-dom/client').Root | undefined;
/** Is everything answered that was asked? Set by the test that has somebody to ask. */
let isQuiet = () => true;
export const quietWhen = (condition: () => boolean) => {
  isQuiet = condition;
};

/** Does something, and waits until the page has drawn all that came of it. */
async function settled(work: () => void): Promise<void> {
  await act(async () => work());
  // React draws when the work is done, and what it draws may ask.
  await act(async () => {
    await vi.waitUntil(isQuiet, { interval: 1 });
  });
}

export async function close(): Promise<void> {
  await act(async () => root?.unmount());
  root = undefined;
}

export async function show(node: import('react').ReactNode): Promise<void> {
  document.body.innerHTML = '<div id="root"></div>';
  focused = document.body;
  root = createRoot(document.getElementById('root')!);
  await settled(() => root!.render(node));
}

export const all = (selector: string): Element[] => [...document.querySelectorAll(selector)];
/** What it says, by element, as a person reads it. */
export const text = (selector = 'body'): string =>
  all(selector)
    .map((each) => each.textContent)
    .join(' | ');

/** The first whose words begin so. */
export function find(selector: string, words: string): Element {
  const found = all(selector).find((each) => each.textContent!.trim().startsWith(words));
  if (!found) throw new Error(`There is no ${selector} “${words}” in: ${document.body.innerHTML}`);
  return found;
}
/** The control with this label. */
export const field = (label: string, within = ''): HTMLInputElement & HTMLSelectElement =>
  document.getElementById(find(`${within} label`, label).getAttribute('for')!) as never;

export const dispatch = (node: Element, type: string) =>
  settled(() => node.dispatchEvent(new window.Event(type, { bubbles: true, cancelable: true })));

export async function press(words: string, selector = 'button'): Promise<void> {
  const button = find(selector, words);
  (button as HTMLElement).focus();
  await dispatch(button, 'click');
  const form = button.closest('form');
  if (form && button.getAttribute('type') === 'submit') await dispatch(form, 'submit');
}

/** Past React's own setter, which would take the change for one of its own. */
const setValue = (node: Element, value: string) => {
  let from = Object.getPrototypeOf(node);
  while (from && !Object.getOwnPropertyDescriptor(from, 'value')?.set) from = Object.getPrototypeOf(from);
  Object.getOwnPropertyDescriptor(from, 'value')!.set!.call(node, value);
};

export async function type(label: string, value: string, within?: string): Promise<void> {
  setValue(field(label, within), value);
  await dispatch(field(label, within), 'input');
}

export async function choose(label: string, value: string, within?: string): Promise<void> {
  const select = field(label, within);
  for (const option of select.querySelectorAll('option'))
    (option as HTMLOptionElement).selected = option.getAttribute('value') === value;
  Object.defineProperty(select, 'value', { value, configurable: true, writable: true });
  await dispatch(select, 'change');
}

export const focusedWords = (): string => document.activeElement?.textContent ?? '';
export const focusedElement = (): Element | null => document.activeElement;
