// Cards and lists, as HTML. The server renders with it and the page re-renders with it, like one component on both sides.

/** @param {unknown} text */
export function esc(text) {
  return String(text ?? '').replace(
    /[&<>"']/g,
    (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c],
  );
}

export const ICONS = {
  heart:
    '<svg viewBox="0 0 24 24" width="12" height="12"><path fill="currentColor" d="M12 21s-8-5.2-8-11a4.6 4.6 0 0 1 8-3 4.6 4.6 0 0 1 8 3c0 5.800-8 11-8 11z"></path></svg>',
  down: '<svg viewBox="0 0 24 24" width="12" height="12"><path fill="currentColor" d="M11 4h2v9l3.500-3.500 1.400 1.400L12 17l-5.900-6.100 1.400-1.400L11 13zM5 19h14v2H5z"></path></svg>',
  task: '<svg viewBox="0 0 24 24" width="12" height="12"><path fill="currentColor" d="M5 5h14v3h-5.500v11h-3V8H5z"></path></svg>',
  dots: '<svg viewBox="0 0 24 24" width="16" height="16"><circle cx="12" cy="5" r="2" fill="currentColor"></circle><circle cx="12" cy="12" r="2" fill="currentColor"></circle><circle cx="12" cy="19" r="2" fill="currentColor"></circle></svg>',
  copy: '<svg viewBox="0 0 24 24" width="13" height="13"><path fill="none" stroke="currentColor" stroke-width="2" d="M8 8h11v11H8zM5 15V5h10"></path></svg>',
};

const DOT = '<span class="dot">•</span>';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** @param {number} n */
export function compact(n) {
  if (n >= 1e9) return `${(n / 1e9).toFixed(n < 1e10 ? 1 : 0)}B`;
  if (n >= 1e6) return `${(n / 1e6).toFixed(1)}M`;
  return n >= 1000 ? `${(n / 1000).toFixed(n < 10000 ? 2 : 1)}k` : String(n);
}

/** @param {string} iso */
export function day(iso) {
  const d = new Date(iso);
  const year = d.getUTCFullYear() === 2026 ? '' : `, ${d.getUTCFullYear()}`;
  return `${MONTHS[d.getUTCMonth()]} ${d.getUTCDate()}${year}`;
}

/** @param {string} slug */
export const words = (slug) =>
  slug.replace(/(^|-)([a-z])/g, (_, dash, c) => (dash ? ' ' : '') + c.toUpperCase());

/** @param {{repoType: string, id: string}} item */
export const itemPath = (item) =>
  item.repoType === 'model' ? `/${item.id}` : `/${item.repoType}s/${item.id}`;
const thumb = (item) => `/docs/sandbox/thumb/${item.repoType}/${item.id}.svg`;
const time = (iso, text) =>
  `<time datetime="${esc(iso.slice(0, 19))}" title="${esc(new Date(iso).toUTCString())}">${text}</time>`;

/**
 * Card of a model, dataset or kernel. With a `query`, the link is absolute and carries it, as under some filters.
 * @param {any} item
 * @param {{query?: string}} [options]
 */
export function repoCard(item, options = {}) {
  const href = options.query ? `https://huggingface.co${itemPath(item)}?${options.query}` : itemPath(item);
  const facts = [
    item.pipeline_tag ? `${ICONS.task} ${esc(words(item.pipeline_tag))}` : '',
    item.numParameters ? esc(compact(item.numParameters)) : '',
    `<span class="truncate">Updated ${time(item.lastModified, esc(day(item.lastModified)))}</span>`,
    `${ICONS.down} ${esc(compact(item.downloads ?? 0))}`,
    `${ICONS.heart} ${esc(compact(item.likes))}`,
  ].filter(Boolean);
  return `<article class="overview-card-wrapper group/repo "><a class="flex items-center justify-between gap-4 p-2" href="${esc(href)}"><div class="card-body w-full truncate"><header class="flex items-center mb-0.5" title="${esc(item.id)}"><img alt="" class="card-thumb flex-none" src="${esc(thumb(item))}"> <h4 class="text-md truncate font-mono">${esc(item.id)}</h4></header><div class="card-facts mr-1 flex items-center overflow-hidden whitespace-nowrap text-sm leading-tight">${facts.join(` ${DOT} `)}</div></div></a></article>`;
}

/**
 * Card of a Space: a link with gradient; only the href says which Space. Featured ones show their picture as background.
 * @param {any} item
 * @param {{featured?: boolean}} [options]
 */
export function spaceCard(item, options = {}) {
  const picture = options.featured
    ? `<div class="space-picture" style="background-image:url('${esc(thumb(item))}')"></div>`
    : `<img alt="" class="space-picture" src="${esc(thumb(item))}">`;
  const stage = item.runtime?.stage === 'SLEEPING' ? 'Sleeping' : 'Running';
  return `<article class=" relative"><a href="${esc(itemPath(item))}" class="space-card bg-linear-to-br group relative from-${esc(item.colorFrom)} to-${esc(item.colorTo)}">${picture}<header class="space-card-top"><div class="space-stage">${stage}</div><div class="space-likes">${ICONS.heart} <span class="text-white">${esc(compact(item.likes))}</span></div></header><main class="space-card-main"><div class="space-card-title"><h4 class="line-clamp-2">${esc(item.title)}</h4><div class="space-emoji">${esc(item.emoji)}</div></div><p class="line-clamp-2">${esc(item.shortDescription)}</p></main><footer class="space-card-foot"><button type="button" class="truncate font-mono"><img alt="" class="avatar-xs" src="/avatars/${esc(item.author)}.svg">${esc(item.author)}</button>${time(item.lastModified, esc(day(item.lastModified)))}</footer></a></article>`;
}

/** @param {any} item @param {{query?: string, featured?: boolean}} [options] */
export function card(item, options) {
  return item.repoType === 'space' ? spaceCard(item, options) : repoCard(item, options);
}

const pathOfHit = (hit) => itemPath({ repoType: hit.repoType, id: hit.name });

/** Rows of a full-text search: no cards. @param {any[]} docs */
export function hitRows(docs) {
  const rows = docs.map(
    (d) =>
      `<div class="hit border"><div class="hit-title flex items-center"><img alt="" class="mention-thumb flex-none" src="${esc(thumb({ repoType: d.repoType, id: d.name }))}"><a class="truncate font-mono" href="${esc(pathOfHit(d))}">${esc(d.name)}</a><span class="text-gray-400">/</span><a class="text-gray-500" href="${esc(pathOfHit(d))}/blob/main/${esc(d.fileName)}">${esc(d.fileName)}</a><span class="hit-kind text-gray-400 text-sm">${esc(d.repoType)}</span></div><p class="text-sm text-gray-500">${esc(d.excerpt)}</p></div>`,
  );
  return `<div class="mt-4 flex flex-col gap-5 hits" data-hits="">${rows.join('')}</div>`;
}

/** One group of the suggestions under the search box. */
function suggestions(title, items) {
  if (items.length === 0) return '';
  return `<div data-group="${title}"><div class="suggest-title">${title}</div><ul>${items
    .map(
      (i) =>
        `<li class="suggest-row" role="option" aria-selected="false" data-row=""><a class="flex items-center" href="${esc(i.href)}"><img alt="" class="mention-thumb flex-none" src="${esc(i.picture)}"><span class="suggest-emoji">${esc(i.emoji ?? '')}</span><span class="truncate">${esc(i.text)}</span></a></li>`,
    )
    .join('')}</ul></div>`;
}

/**
 * The dropdown of suggestions, from an answer of `/api/quicksearch`. Its markup on the Hub is not known: inferred.
 * @param {any} found
 */
export function suggestionList(found) {
  const repos = (repoType, list) =>
    list.map(({ id, emoji }) => ({
      href: itemPath({ repoType, id }),
      picture: thumb({ repoType, id }),
      emoji,
      text: id,
    }));
  const people = [
    ...found.orgs.map((o) => ({ href: `/${o.name}`, picture: o.avatarUrl, text: o.fullname })),
    ...found.users.map((u) => ({ href: `/${u.user}`, picture: u.avatarUrl, text: u.fullname })),
  ];
  const groups = [
    suggestions('Models', repos('model', found.models)),
    suggestions('Datasets', repos('dataset', found.datasets)),
    suggestions('Spaces', repos('space', found.spaces)),
    suggestions('Kernels', repos('kernel', found.kernels)),
    suggestions('Users and organizations', people),
  ].join('');
  const all = `/search/full-text?q=${encodeURIComponent(found.q)}`;
  return `<div class="quicksearch" data-quicksearch=""><div role="listbox" data-groups="">${groups}</div><a class="suggest-all" href="${esc(all)}">See all results for “${esc(found.q)}”</a></div>`;
}

/** Grid around the cards of a listing. @param {any[]} items @param {{query?: string}} [options] */
export function cardGrid(items, options) {
  const spaces = items[0]?.repoType === 'space';
  const names = spaces
    ? 'grid space-grid grid-cols-1 gap-x-4 gap-y-5'
    : 'grid card-grid grid-cols-1 gap-5 2xl:grid-cols-2';
  return `<div class="${names}" data-list="">${items.map((i) => card(i, options)).join('')}</div>`;
}

/** @param {string} search current query string @param {number} page from 0 @param {number} pages */
export function pagination(search, page, pages) {
  if (pages < 2) return '<nav class="pagination" data-pages=""></nav>';
  const to = (p) => {
    const q = new URLSearchParams(search);
    q.set('p', String(p));
    return `?${q}`;
  };
  const shown = [...new Set([0, 1, page - 1, page, page + 1, pages - 1])].filter((p) => p >= 0 && p < pages);
  shown.sort((a, b) => a - b);
  let before = -1;
  const numbers = shown.map((p) => {
    const gap = p > before + 1 ? '<li><a class="page-link page-gap" href="#">...</a></li>' : '';
    before = p;
    return `${gap}<li><a class="page-link${p === page ? ' active' : ''}" href="${esc(to(p))}">${p + 1}</a></li>`;
  });
  const side = (p, label) =>
    p < 0 || p >= pages ? '' : `<li><a class="page-link" href="${esc(to(p))}">${label}</a></li>`;
  return `<nav class="pagination" data-pages=""><ul>${side(page - 1, 'Previous')}${numbers.join('')}${side(page + 1, 'Next')}</ul></nav>`;
}
