// Thirty more cards whenever the end of the list comes into view, in the order of the items, again from the first when they
// are used up. `data-cards` on the list says how many there are.

import { card } from './cards.js';
import { setHtml } from './dom.js';

const BATCH = 30;

export function endless(items) {
  const list = document.querySelector('[data-endless]');
  const end = document.querySelector('[data-sentinel]');
  let done = 0;
  const more = () => {
    const some = Array.from({ length: BATCH }, (_, i) => items[(done + i) % items.length]);
    const holder = document.createElement('div');
    const names = items[0].repoType === 'space' ? 'grid space-grid' : 'grid card-grid';
    setHtml(holder, `<div class="${names} many-batch">${some.map((i) => card(i)).join('')}</div>`);
    list.append(holder.firstElementChild);
    done += BATCH;
    list.dataset.cards = String(done);
    // The end may still be in view: an observer tells of changes only, so it is set anew.
    watch.unobserve(end);
    watch.observe(end);
  };
  const watch = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && more());
  watch.observe(end);
}
