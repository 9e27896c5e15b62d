/** Sets HTML the way the served page has its classes. */
import { scrambleHtml } from './scramble.js';

export function setHtml(element, html) {
  element.innerHTML = window.__scrambled ? scrambleHtml(html) : html;
}
