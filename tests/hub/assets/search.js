// The site header's suggestions and the full-text page: both ask again at every key and patch what stands there, as Svelte's
// unkeyed {#each} does. The same row then stands for another repository.

import { hitRows, suggestionList } from './cards.js';
import { build, morphList } from './list.js';

const TYPES = ['model', 'dataset', 'space', 'kernel', 'org', 'user'];
const LIMIT = 3;

/** Groups come and go as blocks; the rows of one that stays are patched. Nothing is moved. */
function patchGroups(old, fresh) {
  const named = (parent, name) => [...parent.children].find((g) => g.dataset.group === name);
  for (const group of [...old.children]) if (!named(fresh, group.dataset.group)) group.remove();
  let next = old.firstElementChild;
  for (const group of [...fresh.children]) {
    if (next && next === named(old, group.dataset.group)) {
      morphList(next.querySelector('ul'), group.querySelector('ul'));
      next = next.nextElementSibling;
    } else old.insertBefore(group, next);
  }
}

export function attachSuggestions(island) {
  const input = island.querySelector('input');
  if (!input) return;
  const shown = () => island.querySelector('[data-quicksearch]');
  const rows = () => [...island.querySelectorAll('[data-row]')];
  let turn = 0;
  let selected = -1;

  const select = (index) => {
    selected = index;
    for (const [i, row] of rows().entries()) row.setAttribute('aria-selected', String(i === index));
    rows()[index]?.scrollIntoView({ block: 'nearest' });
  };

  const render = (found) => {
    const fresh = build(suggestionList(found));
    const old = shown();
    if (old) {
      patchGroups(old.querySelector('[data-groups]'), fresh.querySelector('[data-groups]'));
      old.lastElementChild.replaceWith(fresh.lastElementChild);
    } else input.parentElement.append(fresh);
    select(-1);
  };

  input.addEventListener('input', async () => {
    const mine = ++turn;
    if (input.value.length < 2) return shown()?.remove();
    const query = new URLSearchParams({ q: input.value, limit: String(LIMIT) });
    for (const type of TYPES) query.append('type', type);
    const answer = await fetch(`/api/quicksearch?${query}`);
    if (!answer.ok || mine !== turn) return;
    const found = await answer.json();
    if (mine === turn) render(found);
  });
  input.addEventListener('keydown', (event) => {
    const all = rows();
    if (event.key === 'Escape') shown()?.remove();
    else if (event.key === 'Enter' && all[selected]) all[selected].querySelector('a').click();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      select(selected < 0 && step < 0 ? all.length - 1 : (selected + step + all.length) % (all.length || 1));
    }
  });
}

export function attachFullText(island) {
  const input = island.querySelector('input');
  let turn = 0;
  input?.addEventListener('input', async () => {
    const mine = ++turn;
    const answer = await fetch(`/api/search/full-text?q=${encodeURIComponent(input.value)}`);
    if (!answer.ok || mine !== turn) return;
    const found = await answer.json();
    if (mine !== turn) return;
    history.replaceState({}, '', `?q=${encodeURIComponent(input.value)}`);
    morphList(island.querySelector('[data-hits]'), build(hitRows(found.hits)));
    island.querySelector('[data-count]').textContent = `${found.estimatedTotalHits} results`;
  });
}
