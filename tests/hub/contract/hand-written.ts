/**
 * Endpoints that the Hub's OpenAPI document lacks, described from its official clients' sources
 * (huggingface_hub@ee0a4510 of 2026-08-20, huggingface.js@fe42e680 of 2026-08-21) and from live calls recorded in 2026-09/10.
 * Each entry says where it comes from (`source`: section of facts/hub.md) and how old that is (`date`).
 */

import { OAUTH } from './oauth.ts';

export type Schema = { [key: string]: unknown };

export interface Endpoint {
  method: string;
  /** OpenAPI template: `/api/models/{namespace}/{repo}`. */
  path: string;
  query: Record<string, Schema>;
  body?: Schema;
  /** Status -> schema of the JSON answer. A missing status means: not described. */
  responses: Record<string, Schema>;
  source: string;
  date: string;
}

const words = (text: string) => text.trim().split(/\s+/);

/** Values of `expand`: facts/hub.md c ([hfh] Expand*Property_T; xetEnabled from the live list of 2026-10-06). */
export const EXPAND = {
  model:
    words(`author baseModels cardData childrenModelCount config createdAt disabled downloads downloadsAllTime
    evalResults gated gguf inference inferenceProviderMapping lastModified library_name likes mask_token model-index
    pipeline_tag private resourceGroup safetensors sha siblings spaces tags transformersInfo trendingScore usedStorage
    widgetData xetEnabled`),
  dataset:
    words(`author cardData citation createdAt description disabled downloads downloadsAllTime gated lastModified
    likes mainSize paperswithcode_id private resourceGroup sha siblings tags trendingScore usedStorage`),
  space:
    words(`author cardData createdAt datasets disabled lastModified likes models private region resourceGroup runtime
    sdk sha siblings subdomain tags trendingScore usedStorage`),
  kernel:
    words(`author cardData disabled downloads downloadsAllTime gated lastModified likes private resourceGroup sha
    tags trendingScore`),
} as const satisfies Record<string, readonly string[]>;

export const LIST_SORTS = words('trendingScore likes downloads createdAt lastModified');

const string: Schema = { type: 'string' };
const date: Schema = { type: 'string', format: 'date-time' };
const gated: Schema = { enum: [false, 'auto', 'manual'] };
const tags: Schema = { type: 'array', items: string };
const flag: Schema = { enum: ['1', 'true', 'True', '0', 'false', 'False'] };

const card = {
  _id: { type: 'string', pattern: '^[0-9a-f]{24}$' },
  id: { type: 'string', pattern: '^[\\w.-]+/[\\w.-]+$' },
  author: string,
  sha: { type: 'string', pattern: '^[0-9a-f]{40}$' },
  private: { type: 'boolean' },
  disabled: { type: 'boolean' },
  gated,
  tags,
  likes: { type: 'integer', minimum: 0 },
  downloads: { type: 'integer', minimum: 0 },
  downloadsAllTime: { type: 'integer', minimum: 0 },
  trendingScore: { type: 'number' },
  createdAt: date,
  lastModified: date,
  cardData: { type: 'object' },
  siblings: {
    type: 'array',
    items: {
      type: 'object',
      properties: { rfilename: string },
      required: ['rfilename'],
      additionalProperties: false,
    },
  },
  discussionsDisabled: { type: 'boolean' },
  usedStorage: { type: 'integer' },
} satisfies Record<string, Schema>;

const own: Record<'model' | 'dataset' | 'space', Record<string, Schema>> = {
  model: {
    modelId: string,
    pipeline_tag: string,
    library_name: string,
    spaces: { type: 'array', items: string },
    config: { type: 'object' },
    // Named by the clients, never seen in an answer: shapes inferred.
    baseModels: {
      type: 'object',
      properties: {
        relation: { enum: ['finetune', 'adapter', 'quantized', 'merge'] },
        models: { type: 'array', items: { type: 'object', properties: { id: string }, required: ['id'] } },
      },
    },
    childrenModelCount: { type: 'object', additionalProperties: { type: 'integer' } },
  },
  dataset: { description: string, key: string, citation: { type: ['string', 'null'] } },
  space: {
    sdk: { enum: ['gradio', 'docker', 'static', 'streamlit'] },
    subdomain: string,
    runtime: { type: 'object', required: ['stage'] },
    models: { type: 'array', items: string },
    datasets: { type: 'array', items: string },
    host: string,
  },
};

function listQuery(type: 'model' | 'dataset' | 'space'): Record<string, Schema> {
  const many = (items: Schema): Schema => ({ type: 'array', items });
  return {
    search: string,
    author: string,
    filter: many(string),
    sort: { enum: LIST_SORTS },
    direction: { enum: ['-1', '1'] },
    // huggingface.js asks for at most 500 a page; the endpoint serves up to 1000.
    limit: { type: 'integer', minimum: 1, maximum: 1000 },
    cursor: string,
    full: flag,
    expand: many({ enum: EXPAND[type] }),
    ...(type === 'model' ? { cardData: flag, config: flag, pipeline_tag: string, gated: flag } : {}),
    ...(type === 'dataset' ? { gated: flag } : {}),
  };
}

const SOURCE = 'facts/hub.md c (hf_api.py list_*, *_info; ApiModelInfo…)';

function repoEndpoints(type: 'model' | 'dataset' | 'space'): Endpoint[] {
  const item: Schema = {
    type: 'object',
    properties: { ...card, ...own[type] },
    required: ['_id', 'id'],
    additionalProperties: false,
  };
  const expand = {
    expand: { type: 'array', items: { enum: EXPAND[type] } },
    securityStatus: flag,
    blobs: flag,
  };
  const one = { query: expand, responses: { '200': item }, source: SOURCE, date: '2026-10-06' };
  return [
    {
      method: 'get',
      path: `/api/${type}s`,
      query: listQuery(type),
      responses: { '200': { type: 'array', items: item } },
      source: SOURCE,
      date: '2026-10-06',
    },
    { method: 'get', path: `/api/${type}s/{namespace}/{repo}`, ...one },
    { method: 'get', path: `/api/${type}s/{namespace}/{repo}/revision/{rev}`, ...one },
  ];
}

const messages: Schema = {
  type: 'array',
  items: { type: 'object', properties: { message: string }, required: ['message'] },
};

/** What the OpenAPI copy does not describe. */
export const HAND_WRITTEN: Endpoint[] = [
  ...repoEndpoints('model'),
  ...repoEndpoints('dataset'),
  ...repoEndpoints('space'),
  {
    method: 'post',
    path: '/api/validate-yaml',
    query: {},
    body: {
      type: 'object',
      properties: { content: string, repoType: { enum: ['model', 'dataset', 'space'] } },
      required: ['content', 'repoType'],
      additionalProperties: false,
    },
    responses: {
      '200': { type: 'object', properties: { warnings: messages } },
      '400': { type: 'object', properties: { errors: messages, warnings: messages }, required: ['errors'] },
    },
    source: 'facts/hub.md f.2 (repocard.py _validate_yaml)',
    date: '2026-08-20',
  },
  {
    method: 'get',
    path: '/api/search/full-text',
    query: {
      q: string,
      type: { type: 'array', items: { enum: ['model', 'dataset', 'space', 'kernel'] } },
      skip: { type: 'integer', minimum: 0 },
      limit: { type: 'integer', minimum: 1 },
    },
    responses: {
      '200': {
        type: 'object',
        properties: {
          hits: {
            type: 'array',
            items: { type: 'object', properties: { name: string, tags }, required: ['name', 'tags'] },
          },
        },
        required: ['hits'],
      },
    },
    source: 'facts/hub-dom.md 6 (hits[]{name,tags,…}); all else inferred',
    date: '2025-07',
  },
  ...OAUTH,
];

/** Every error of `/api/`: facts/hub.md e. */
export const ERROR_BODY: Schema = {
  type: 'object',
  properties: { error: { type: ['string', 'object'] } },
  required: ['error'],
};
