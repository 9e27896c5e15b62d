// The bench page: appends cards in batches of 50 per frame (`?batch=` for others), then says so on <html>. Each batch is a
// grid of its own and contained, and its pictures are lazy, or the browser's own layout of one huge grid would drown what is to be measured.
// How long it takes to parse a batch, before any is in the document and an extension sees it, is a measure of the machine at that moment.

import { repoCard } from './cards.js';
import { setHtml } from './dom.js';

const BATCH = Number(new URLSearchParams(location.search).get('batch')) || 50;

export function appendMany(items, total) {
  const list = document.querySelector('[data-many]');
  let done = 0;
  const parsing = [];
  const step = () => {
    let html = '';
    for (let i = 0; i < BATCH && done < total; i++, done++) html += repoCard(items[done % items.length]);
    const holder = document.createElement('div');
    const began = performance.now();
    setHtml(
      holder,
      `<div class="grid card-grid grid-cols-1 gap-5 many-batch">${html.replaceAll('<img ', '<img loading="lazy" ')}</div>`,
    );
    parsing.push(performance.now() - began);
    list.append(holder.firstElementChild);
    if (done < total) requestAnimationFrame(step);
    else {
      document.documentElement.dataset.parsing = String(parsing.sort((a, b) => a - b)[parsing.length >> 1]);
      document.documentElement.dataset.done = 'true';
    }
  };
  requestAnimationFrame(step);
}
