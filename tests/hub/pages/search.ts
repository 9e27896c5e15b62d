/** GET /search/full-text: rows of hits, searched again while somebody types. Structure after facts/hub-dom.md 8; the island's name is inferred. */

import { fullText, HITS } from '../api/search.ts';
import { hitRows } from '../assets/cards.js';
import type { Ctx, Reply } from '../http.ts';
import { esc } from '../readme.ts';
import { island, page } from './shell.ts';

export function fullTextPage(ctx: Ctx): Reply {
  const q = ctx.url.searchParams.get('q') ?? '';
  const found = fullText(ctx.state, q, ctx.url.searchParams.getAll('type'));
  const docs = found.slice(0, HITS);
  const inner = `<div class="container pt-8 pb-12"><h1 class="section-title">Full-text search</h1><input class="input" type="search" placeholder="Search in cards" value="${esc(q)}"><p class="text-gray-500" data-count="">${found.length} results</p>${hitRows(docs)}</div>`;
  return page(ctx, {
    title: `${q} · Full-text search`,
    kind: 'FullTextSearchPage',
    main: island(ctx, 'FullTextSearch', { query: q, docs }, inner),
  });
}
