/** Repositories appended to the seed so that every place can mention tagged and safe ones (places.ts). */

import { BROKEN_LABELS, LABELS, labelsText } from '../labels.ts';
import { PICTURE } from '../pictures.ts';
import { SPECIAL } from '../special.ts';
import type { BaseRelation } from '../types.ts';
import { NFAA_TAG } from '../types.ts';
import type { RepoDraft } from './seed.ts';

type Draft = RepoDraft & { readme?: string; files?: Record<string, string> };

/** Last in every order, so that the first pages of listings stay what they were. */
const LAST = { trendingScore: 0, likes: 0, downloads: 2 };

const file = (id: string, name = 'sample.png') => `https://huggingface.co/${id}/resolve/main/${name}`;
const pictures = { 'sample.png': PICTURE, 'images/second.png': PICTURE };

const card = (name: string, body: string, tags: string[] = []) =>
  `---\nlicense: mit\n${tags.length > 0 ? `tags:\n${tags.map((t) => `- ${t}\n`).join('')}` : ''}---\n\n# ${name}\n\n${body}\n`;

/** The tags that the Hub derives from `base_model` in a card (facts: captured filter list `base_model:ns/name`). */
const madeFrom = (relation: BaseRelation, ...ids: string[]) => ({
  baseModels: { relation, ids },
  tags: ids.flatMap((id) => [`base_model:${id}`, `base_model:${relation}:${id}`]),
});
const trainedOn = (...datasets: string[]) => ({ datasets });

const image = { pipeline_tag: 'text-to-image', library_name: 'diffusers' } as const;

export const PLACE_REPOS: Draft[] = [
  {
    type: 'model',
    id: SPECIAL.treeBase,
    ...LAST,
    description: 'A small base model that others build on.',
    ...trainedOn(SPECIAL.safeTrainData, SPECIAL.nfaaTrainData),
  },
  { type: 'model', id: SPECIAL.treeFinetune, ...LAST, ...madeFrom('finetune', SPECIAL.treeBase) },
  {
    type: 'model',
    id: SPECIAL.nfaaByStaff,
    ...LAST,
    ...madeFrom('finetune', SPECIAL.treeBase),
    ...trainedOn(SPECIAL.nfaaTrainData, SPECIAL.safeTrainData),
    readme: card('kestrel-3b-after-dark', `A finetune.\n\n![A sample](${file(SPECIAL.nfaaByStaff)})`),
    files: pictures,
  },
  {
    type: 'model',
    id: SPECIAL.nfaaByPullRequest,
    ...LAST,
    ...madeFrom('quantized', SPECIAL.treeBase),
    readme: card('kestrel-3b-ember-gguf', 'Quantised.'),
  },
  {
    type: 'model',
    id: SPECIAL.nfaaByOwner,
    ...LAST,
    ...image,
    readme: card(
      'ember-base-xl',
      `![A sample](${file(SPECIAL.nfaaByOwner)})\n\nAnother one, by its path: ![second](/${SPECIAL.nfaaByOwner}/resolve/main/images/second.png)`,
      ['art'],
    ),
    files: pictures,
  },
  {
    type: 'model',
    id: SPECIAL.untaggedDerivative,
    ...LAST,
    ...image,
    ...madeFrom('adapter', SPECIAL.nfaaByOwner),
    description: 'Faster, from a tagged model; itself not tagged.',
  },
  { type: 'model', id: SPECIAL.untaggedFinetune, ...LAST, ...madeFrom('finetune', SPECIAL.nfaaByOwner) },
  {
    type: 'model',
    id: SPECIAL.embedModel,
    ...LAST,
    readme: card(
      'embed-notes',
      `Notes on what others made: see [${SPECIAL.nfaaByOwner}](/${SPECIAL.nfaaByOwner}), known before as [its old name](https://huggingface.co/${SPECIAL.renamedNfaaFrom}), and [${SPECIAL.treeFinetune}](/${SPECIAL.treeFinetune}).\n\n## Pictures of others\n\n![from a tagged repository](${file(SPECIAL.nfaaByOwner)}) ![from a safe one](${file(SPECIAL.embedModel)})\n\n## Embedded by its page\n\n<iframe src="https://huggingface.co/spaces/${SPECIAL.nfaaEmbedSpace}"></iframe>\n\n## Embedded by its app\n\n<iframe src="https://velvet-room-ember-studio.hf.space"></iframe>\n\n## A safe one\n\n<iframe src="https://pebble-works-kestrel-demo.hf.space"></iframe>`,
    ),
    files: pictures,
  },
  {
    type: 'dataset',
    id: SPECIAL.nfaaTrainData,
    ...LAST,
    tags: [NFAA_TAG],
    description: 'Scenes that are not for all audiences.',
  },
  {
    type: 'dataset',
    id: SPECIAL.safeTrainData,
    ...LAST,
    description: 'Dialogues about kestrels.',
  },
  {
    type: 'space',
    id: SPECIAL.nfaaEmbedSpace,
    ...LAST,
    tags: [NFAA_TAG],
    title: 'Ember Studio',
    emoji: '🔥',
    models: [SPECIAL.nfaaByOwner, SPECIAL.treeBase],
    datasets: [],
    listsModels: true,
  },
  {
    type: 'space',
    id: SPECIAL.linkingSpace,
    ...LAST,
    title: 'Kestrel Demo',
    emoji: '🪶',
    models: [SPECIAL.treeBase, SPECIAL.treeFinetune, SPECIAL.nfaaByStaff],
    datasets: [SPECIAL.safeTrainData],
    listsModels: true,
  },
  {
    type: 'space',
    id: SPECIAL.duplicatedSpace,
    ...LAST,
    title: 'Ember Studio (copy)',
    emoji: '🪄',
    models: [SPECIAL.untaggedDerivative],
    datasets: [],
    duplicatedFrom: SPECIAL.nfaaEmbedSpace,
  },
  {
    type: 'kernel',
    id: SPECIAL.nfaaKernelTwo,
    ...LAST,
    tags: [NFAA_TAG],
    description: 'Normalisation that carries the tag.',
  },
  { type: 'kernel', id: SPECIAL.safeKernelTwo, ...LAST, description: 'A fast normalisation.' },
  {
    type: 'dataset',
    id: SPECIAL.labelList,
    ...LAST,
    description: 'A shared list of labels.',
    files: { 'labels.jsonl': labelsText(LABELS) },
  },
  { type: 'dataset', id: SPECIAL.labelListBroken, ...LAST, files: { 'labels.jsonl': BROKEN_LABELS } },
  {
    type: 'dataset',
    id: SPECIAL.labelListGated,
    ...LAST,
    gated: 'manual',
    files: { 'labels.jsonl': labelsText(LABELS) },
  },
  {
    type: 'dataset',
    id: SPECIAL.labelListPrivate,
    ...LAST,
    private: true,
    files: { 'labels.jsonl': labelsText(LABELS) },
  },
  { type: 'dataset', id: SPECIAL.labelListHuge, ...LAST },
];
