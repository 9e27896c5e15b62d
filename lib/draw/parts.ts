/** Small makers of DOM for the guard: closed shadow roots, buttons, icons. No framework, because this is loaded on every page. */

import { OURS } from '../guard/marks.ts';
import sheetText from './shadow.css?inline';

let sheet: CSSStyleSheet | null = null;

export interface Host {
  host: HTMLElement;
  root: ShadowRoot;
}

/**
 * An element of ours with a closed shadow root: the page cannot style it, read it or press it
 * (it can still see keys: nothing secret is ever typed here; facts/extensions.md 4.iii).
 * @param kind names the element for our style sheet
 */
export function makeHost(kind: 'card' | 'link' | 'header' | 'wall' | 'note' | 'point' | 'selection'): Host {
  const host = document.createElement('div');
  host.setAttribute(OURS, kind);
  const root = host.attachShadow({ mode: 'closed' });
  try {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(sheetText);
    }
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Firefox before 153 refuses constructed sheets from a content script.
    const style = document.createElement('style');
    style.textContent = sheetText;
    root.append(style);
  }
  return { host, root };
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

export function button(className: string, label: string, ...children: (Node | string)[]): HTMLButtonElement {
  const made = element('button', className, ...children);
  made.type = 'button';
  made.setAttribute('aria-label', label);
  return made;
}

const ICONS = {
  flag: 'M3 14V2m0 .8c3-1.6 5 1.4 9.5 0v6.4c-4.5 1.4-6.5-1.6-9.5 0',
  dots: 'M3 8h.01M8 8h.01M13 8h.01',
  eyeOff:
    'M2 2l12 12M6.5 6.600a2 2 0 002.9 2.800M4 4.300C2.6 5.2 1.7 6.5 1.2 8c1 2.8 3.7 4.8 6.8 4.8 1.3 0 2.5-.3 3.6-.9M7 3.300c.3 0 .7-.1 1-.1 3.1 0 5.8 2 6.8 4.8-.3.9-.8 1.7-1.4 2.4',
} as const;

export function icon(name: keyof typeof ICONS): SVGSVGElement {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(ns, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}
