// Stands in for Svelte 5's hydration: compares each island with what the server sent, rebuilds it if foreign elements are
// found, then attaches handlers. Everything is found by data attributes, so that scrambled class names change nothing here.

import { attach } from './islands.js';

const MARKERS = /^(\[|\]|\[-?\d+)$/;

/** Element structure as text: `div(h1(a,a),p)`. Attributes and text are not compared. */
export function shapeOf(node) {
  return [...node.children]
    .map((c) => (c.children.length ? `${c.localName}(${shapeOf(c)})` : c.localName))
    .join(',');
}

/** The island's HTML as the server renders it, asked for without waiting: Svelte rebuilds within one task, too. */
function serverHtml(index) {
  const request = new XMLHttpRequest();
  request.open(
    'GET',
    `/docs/sandbox/island/${index}?url=${encodeURIComponent(location.pathname + location.search)}`,
    false,
  );
  request.send();
  return request.status === 200 ? request.responseText : null;
}

function clearMarkers(island) {
  const walker = document.createTreeWalker(island, NodeFilter.SHOW_COMMENT);
  while (walker.nextNode()) if (MARKERS.test(walker.currentNode.data)) walker.currentNode.data = '';
}

export function hydrateAll(shapes) {
  window.__hydrationMismatches ??= 0;
  const islands = [...document.querySelectorAll('[data-island]')];
  for (const island of islands) {
    const index = Number(island.dataset.island);
    if (shapeOf(island) !== shapes[index]) {
      window.__hydrationMismatches++;
      const html = serverHtml(index);
      if (html !== null) island.innerHTML = html;
    }
    clearMarkers(island);
    let props = {};
    try {
      props = JSON.parse(island.dataset.props);
    } catch {
      // an island whose props someone broke still hydrates
    }
    attach[island.dataset.target]?.(island, props);
  }
  document.documentElement.dataset.hydrated = 'true';
}
