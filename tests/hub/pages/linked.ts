/** What a repository's page says of others: its base and children, the data it was trained on, what uses it. */

import { childrenOf } from '../api/views.ts';
import type { Ctx } from '../http.ts';
import { esc } from '../readme.ts';
import type { BaseRelation, Repo } from '../types.ts';
import { cards, chip, plural, present, sideTitle } from './mentions.ts';
import { island } from './shell.ts';

/** How many models a row of the tree names before it leaves the rest to the listing. */
const NAMED = 3;
const ROWS: [BaseRelation, string][] = [
  ['adapter', 'Adapters'],
  ['finetune', 'Finetunes'],
  ['merge', 'Merges'],
  ['quantized', 'Quantizations'],
];
const FROM: Record<BaseRelation, string> = {
  adapter: 'Adapter for',
  finetune: 'Finetuned from',
  merge: 'Merge of',
  quantized: 'Quantized from',
};

/** The model tree [inferred: no capture has it]: chips of the bases, then rows of children with a link to all of them. */
export function modelTree(ctx: Ctx, repo: Repo): string {
  const bases = present(
    ctx,
    (repo.baseModels?.ids ?? []).map((id) => ({ type: 'model', id })),
  );
  const children = childrenOf(repo, ctx.state);
  if (repo.baseModels?.relation === 'adapter') return baseModelDetails(ctx, repo.baseModels);
  if (bases.length + children.length === 0) return '';
  const base =
    bases.length > 0
      ? `<div class="tree-line"><div class="tree-label">Base model</div><div class="tree-chips">${bases.map((b) => chip(b)).join('')}</div></div>`
      : '';
  const rows = ROWS.map(([relation, label]) => {
    const these = children.filter((c) => c.baseModels?.relation === relation);
    if (these.length === 0) return '';
    const all = `/models?other=base_model:${relation}:${repo.id}`;
    return `<div class="tree-line"><div class="tree-label">${label}</div><div class="tree-chips">${these
      .slice(0, NAMED)
      .map((c) => chip(c))
      .join('')}<a class="text-sm" href="${esc(all)}">${plural(these.length, 'model')}</a></div></div>`;
  });
  const inner = `<div class="model-tree">${base}<div class="tree-line"><div class="tree-label"></div><div class="tree-self font-mono truncate">${esc(repo.id)}</div></div>${rows.join('')}</div>`;
  const props = {
    modelId: repo.id,
    baseModels: repo.baseModels?.ids ?? [],
    children: children.map((c) => c.id),
  };
  return `${sideTitle(`Model tree for <span class="font-mono">${esc(repo.id)}</span>`)}${island(ctx, 'ModelTree', props, inner)}`;
}

/** The older form, as captured in July 2024: the base's name in a button, no link; its id is in the props. */
function baseModelDetails(ctx: Ctx, from: NonNullable<Repo['baseModels']>): string {
  const inner = `<h2 class="side-title flex items-center">${FROM[from.relation]} <div class="relative flex min-w-0">${from.ids.map((id) => `<button class="base-button flex items-center" type="button"><span class="truncate font-mono">${esc(id)}</span></button>`).join('')}</div></h2>`;
  return island(ctx, 'BaseModelDetails', { models: from.ids, relation: from.relation }, inner);
}

/** "Datasets used to train" on a model's page, "Models trained on this dataset" on a dataset's. */
export function training(ctx: Ctx, repo: Repo): string {
  if (repo.type === 'model') {
    const data = present(
      ctx,
      (repo.datasets ?? []).map((id) => ({ type: 'dataset', id })),
    );
    if (data.length === 0) return '';
    return (
      sideTitle(`Datasets used to train <span class="font-mono">${esc(repo.id)}</span>`) + cards(ctx, data)
    );
  }
  const models = ctx.state.repos.filter(
    (r) => r.type === 'model' && !r.private && r.datasets?.includes(repo.id),
  );
  if (repo.type !== 'dataset' || models.length === 0) return '';
  return sideTitle('Models trained or fine-tuned on this dataset', models.length) + cards(ctx, models);
}

/** Models that a Space uses, under its app [inferred]. */
export function modelsOfSpace(ctx: Ctx, repo: Repo): string {
  if (!repo.listsModels) return '';
  const models = present(
    ctx,
    (repo.models ?? []).map((id) => ({ type: 'model', id })),
  );
  const list = island(
    ctx,
    'LinkedModelsList',
    { repoName: repo.id, models: models.map((m) => m.id) },
    cards(ctx, models),
  );
  return `<section class="container space-linked">${sideTitle('Linked models', models.length)}${list}</section>`;
}
