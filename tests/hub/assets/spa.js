// Navigation without loads: a card's link shows the repository's page in place of the list, and back shows the list again.
// What the server sends for the repository is put in as it is, header island and all, and hydrated.

import { attach } from './islands.js';

/** The repository's page is asked for as somebody who said "View content", so that there is something to cover. */
const UNWALLED = 'not-for-all-audiences=true';

export function start() {
  const view = document.querySelector('[data-view]');
  const list = view.innerHTML;
  let turn = 0;
  history.replaceState({ view: 'list' }, '');

  const showList = () => {
    turn++;
    view.dataset.view = 'list';
    view.innerHTML = list;
  };

  async function showRepo(href) {
    const mine = ++turn;
    const answer = await fetch(`${href}?${UNWALLED}`);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (mine !== turn) return;
    const header = page.querySelector('[data-target$="Header"]:not([data-target="MainHeader"])');
    const main = page.querySelector('main');
    const parts = main.contains(header) ? [...main.children] : [header, ...main.children];
    view.dataset.view = 'repo';
    view.replaceChildren(...parts.map((p) => document.importNode(p, true)));
    document.title = page.title;
    for (const island of view.querySelectorAll('[data-island]')) {
      const walker = document.createTreeWalker(island, NodeFilter.SHOW_COMMENT);
      while (walker.nextNode()) walker.currentNode.data = '';
      attach[island.dataset.target]?.(island, JSON.parse(island.dataset.props));
    }
    window.scrollTo(0, 0);
  }

  view.addEventListener('click', (event) => {
    const link = event.target.closest('article a[href]');
    if (!link || event.defaultPrevented || view.dataset.view !== 'list') return;
    event.preventDefault();
    const href = new URL(link.href).pathname;
    history.pushState({ view: 'repo', href }, '', href);
    showRepo(href);
  });
  window.addEventListener('popstate', (event) => {
    if (event.state?.view === 'repo') showRepo(event.state.href);
    else showList();
  });
}
