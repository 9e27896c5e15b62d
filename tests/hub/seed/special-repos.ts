/** The repositories behind `SPECIAL`: each is there for one behaviour that tests need. */

import { SPECIAL } from '../special.ts';
import { NFAA_TAG } from '../types.ts';
import type { RepoDraft } from './seed.ts';

/** Script, quotes, entity, bidi override and control characters: none may ever act or reorder the page. */
export const HOSTILE_TEXT =
  '"><script>window.__pwned=1</script><img src=x onerror="window.__pwned=1"> \u202egnp.elifsafe\u202c \u0007\u200b &amp; {{7*7}}';

type Draft = RepoDraft & { readme?: string | null; files?: Record<string, string> };

const trending = (trendingScore: number) => ({ trendingScore, likes: trendingScore * 3 });

export const SPECIAL_REPOS: Draft[] = [
  {
    type: 'model',
    id: SPECIAL.safeModel,
    ...trending(900),
    tags: ['safetensors', 'conversational'],
    description: 'A calm assistant for questions about herons.',
  },
  {
    type: 'dataset',
    id: SPECIAL.safeDataset,
    ...trending(890),
    tags: ['music'],
    description: 'Captions of birdsong.',
  },
  {
    type: 'space',
    id: SPECIAL.safeSpace,
    ...trending(880),
    title: 'Heron Chat',
    emoji: '🐦',
    description: 'Talk with a small heron',
    models: [SPECIAL.safeModel],
    colorFrom: 'green',
    colorTo: 'blue',
  },
  {
    type: 'model',
    id: SPECIAL.nfaaModel,
    ...trending(870),
    tags: [NFAA_TAG, 'art'],
    pipeline_tag: 'text-to-image',
    library_name: 'diffusers',
    description: 'Pictures that are not for all audiences.',
  },
  {
    type: 'dataset',
    id: SPECIAL.nfaaDataset,
    ...trending(860),
    tags: [NFAA_TAG],
    description: 'Sketches that are not for all audiences.',
  },
  {
    type: 'space',
    id: SPECIAL.nfaaSpace,
    ...trending(850),
    tags: [NFAA_TAG],
    title: 'Velvet Canvas',
    emoji: '🎨',
    description: 'Paint what is not for all audiences',
    models: [SPECIAL.nfaaModel, SPECIAL.safeModel],
    colorFrom: 'purple',
    colorTo: 'pink',
  },
  { type: 'kernel', id: SPECIAL.kernel, ...trending(300), description: 'A fast rotary embedding.' },
  { type: 'kernel', id: SPECIAL.nfaaKernel, tags: [NFAA_TAG], description: 'A kernel that carries the tag.' },
  {
    type: 'model',
    id: SPECIAL.nsfwTagOnly,
    ...trending(500),
    tags: ['nsfw'],
    pipeline_tag: 'text-to-image',
    library_name: 'diffusers',
    description: 'Hot recipes. Tagged nsfw by a cautious cook.',
  },
  { type: 'model', id: SPECIAL.gatedModel, ...trending(480), gated: 'manual', description: 'Ask first.' },
  { type: 'model', id: SPECIAL.discussionsOffModel, ...trending(470), discussionsDisabled: true },
  {
    type: 'model',
    id: SPECIAL.disabledModel,
    disabledReason:
      'This repository was disabled by the staff of the sandbox for violating its Content Policy.',
  },
  { type: 'model', id: SPECIAL.privateModel, private: true },
  {
    type: 'space',
    id: SPECIAL.hostileSpace,
    ...trending(460),
    title: HOSTILE_TEXT,
    emoji: '🧪',
    description: HOSTILE_TEXT,
    sdk: 'static',
  },
  {
    type: 'model',
    id: SPECIAL.hostileModel,
    ...trending(450),
    description: HOSTILE_TEXT,
    tags: ['"><b>tag</b>'],
    readme: `---\nlicense: other\ntags:\n- "<script>"\n---\n# ${HOSTILE_TEXT}\n\n${HOSTILE_TEXT}\n\n[a](javascript:alert(1)) ![b](javascript:alert(2))\n`,
    files: { 'evil.py': `# ${HOSTILE_TEXT}\nprint("</script><script>window.__pwned=1</script>")\n` },
  },
  { type: 'model', id: SPECIAL.longNameModel, ...trending(440) },
  {
    type: 'model',
    id: SPECIAL.reportedModel,
    ...trending(430),
    pipeline_tag: 'text-to-image',
    library_name: 'diffusers',
  },
  { type: 'dataset', id: SPECIAL.staffPinnedDataset, ...trending(420) },
  { type: 'model', id: SPECIAL.noCardModel, readme: null },
  // Front matter that a careful editor of tags must survive: flow list, scalar, Windows line ends, no front matter.
  {
    type: 'model',
    id: 'pebble-works/flow-tags',
    readme: '---\nlicense: mit\ntags: [art, "two words"] # keep me\n---\n# Flow tags\n',
    tags: ['art'],
  },
  {
    type: 'model',
    id: 'pebble-works/scalar-tag',
    readme: '---\nlicense: mit\ntags: art\n---\n# Scalar tag\n',
    tags: ['art'],
  },
  {
    type: 'model',
    id: 'pebble-works/windows-lines',
    readme: '---\r\nlicense: mit\r\ntags:\r\n- art\r\n---\r\n# Windows lines\r\n',
    tags: ['art'],
  },
  { type: 'model', id: 'pebble-works/no-front-matter', readme: '# No front matter\n\nOnly text.\n' },
  { type: 'dataset', id: 'tilda-brook/dotted.name_v2', description: 'A name with dots and underscores.' },
];
