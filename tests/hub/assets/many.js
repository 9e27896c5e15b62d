// The bench page: appends cards in batches of 50 per frame, then says so on <html>.

import { repoCard } from './cards.js';
import { scrambleHtml } from './scramble.js';

const BATCH = 50;

export function appendMany(items, total) {
  const grid = document.querySelector('[data-list]');
  let done = 0;
  const step = () => {
    let html = '';
    for (let i = 0; i < BATCH && done < total; i++, done++) html += repoCard(items[done % items.length]);
    grid.insertAdjacentHTML('beforeend', window.__scrambled ? scrambleHtml(html) : html);
    if (done < total) requestAnimationFrame(step);
    else document.documentElement.dataset.done = 'true';
  };
  requestAnimationFrame(step);
}
