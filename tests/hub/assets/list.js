// Listings: search, filters, sort and pages are fetched and rendered here, without a page load.

import { cardGrid, pagination } from './cards.js';
import { setHtml } from './dom.js';

const PER_PAGE = { model: 30, dataset: 30, space: 24, kernel: 30 };

export function build(html) {
  const holder = document.createElement('div');
  setHtml(holder, html);
  return holder.firstElementChild;
}

/**
 * Makes `old` look like `fresh` while keeping its elements, as a keyed {#each} may do: the same <article> then stands for
 * another repository. Foreign attributes and trailing foreign nodes stay, since the component does not know them.
 */
export function morph(old, fresh) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  for (const { name, value } of fresh.attributes)
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const [before, after] = [[...old.childNodes], [...fresh.childNodes]];
  let previous = null;
  for (const [i, node] of after.entries()) {
    const here = before[i];
    if (here && here.nodeName === node.nodeName) {
      morph(here, node);
      previous = here;
    } else if (here) {
      here.replaceWith(node);
      previous = node;
    } else {
      if (previous) previous.after(node);
      else old.prepend(node);
      previous = node;
    }
  }
}

/** As `morph`, for lists whose length changes: what is left over of the old one goes. */
export function morphList(old, fresh) {
  const extra = [...old.children].slice(fresh.children.length);
  for (const one of extra) one.remove();
  morph(old, fresh);
}

/** Filters under which the Hub's links become absolute and carry a query. */
export const linkQuery = (params) => (params.get('library') ? `library=${params.get('library')}` : undefined);

export function attachList(island, props) {
  const kind = props.kind;
  const key = `${kind}s`;
  let params = new URLSearchParams(location.search);
  let turn = 0;

  async function show(next, how, push = true) {
    params = next;
    const mine = ++turn;
    const asked = new URLSearchParams(params);
    asked.set('withCount', 'true');
    const answer = await fetch(`/${key}-json?${asked}`);
    if (!answer.ok || mine !== turn) return;
    const found = await answer.json();
    if (mine !== turn) return;
    const query = params.toString();
    if (push) history.pushState({}, '', query ? `?${query}` : location.pathname);
    const grid = island.querySelector('[data-list]');
    const fresh = build(cardGrid(found[key], { query: linkQuery(params) }));
    if (how === 'reuse') {
      const articles = [...grid.children].filter((c) => c.localName === 'article');
      const wanted = [...fresh.children];
      for (const [i, card] of wanted.entries()) {
        if (articles[i]) morph(articles[i], card);
        else grid.append(card);
      }
      for (const extra of articles.slice(wanted.length)) extra.remove();
    } else grid.replaceWith(fresh);
    island
      .querySelector('[data-pages]')
      .replaceWith(
        build(pagination(`?${query}`, found.pageIndex, Math.ceil(found.numTotalItems / PER_PAGE[kind]))),
      );
    island.querySelector('[data-count]').textContent = String(found.numTotalItems);
    const featured = island.querySelector('[data-featured]');
    if (featured) featured.hidden = query !== '';
    for (const a of island.querySelectorAll('[data-filter]')) {
      const [name, value] = a.dataset.filter.split('=');
      a.toggleAttribute('data-active', params.get(name) === value);
    }
    if (how !== 'reuse') window.scrollTo(0, 0);
  }

  const without = (...names) => {
    const copy = new URLSearchParams(params);
    for (const n of names) copy.delete(n);
    return copy;
  };

  island.querySelector('input[type=search]')?.addEventListener('input', (event) => {
    const next = without('p', 'search');
    if (event.target.value) next.set('search', event.target.value);
    show(next, 'reuse');
  });
  island.querySelector('select')?.addEventListener('change', (event) => {
    const next = without('p', 'sort');
    next.set('sort', event.target.value);
    show(next, 'replace');
  });
  island.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey) return;
    const link = event.target.closest('a');
    if (!link) return;
    if (link.dataset.filter) {
      event.preventDefault();
      const [name, value] = link.dataset.filter.split('=');
      const next = without('p', name);
      if (params.get(name) !== value) next.set(name, value);
      show(next, 'replace');
    } else if (link.closest('[data-pages]')) {
      event.preventDefault();
      if (link.getAttribute('href') !== '#') show(new URLSearchParams(link.search), 'replace');
    }
  });
  window.addEventListener('popstate', () => show(new URLSearchParams(location.search), 'replace', false));
}
