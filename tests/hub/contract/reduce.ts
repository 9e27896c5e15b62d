/**
 * Cuts the Hub's OpenAPI document down to the endpoints this project uses: `node reduce.ts <hub-openapi.json> [date]`.
 * Writes hub-api.json beside this file. Changes to the copy are few and each is named in `x-reductions`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Obj = { [key: string]: Json };

const D = '/api/{repoType}/{namespace}/{repo}/discussions';
const USED: [path: string, methods: string[]][] = [
  [D, ['get', 'post']],
  [`${D}/{num}`, ['get']],
  [`${D}/{num}/comment`, ['post']],
  [`${D}/{num}/status`, ['post']],
  [`${D}/{num}/title`, ['post']],
  [`${D}/{num}/pin`, ['post']],
  ['/api/whoami-v2', ['get']],
  ['/api/quicksearch', ['get']],
  ['/api/trending', ['get']],
  ['/api/kernels', ['get']],
  ['/api/kernels/{namespace}/{repo}', ['get']],
  ['/api/kernels/{namespace}/{repo}/revision/{rev}', ['get']],
  ['/api/users/{username}/overview', ['get']],
  ['/api/models/{namespace}/{repo}/commits/{rev}', ['get']],
  ['/api/datasets/{namespace}/{repo}/commits/{rev}', ['get']],
  ['/api/spaces/{namespace}/{repo}/commits/{rev}', ['get']],
  ['/api/models/{namespace}/{repo}/commit/{rev}', ['post']],
  ['/api/datasets/{namespace}/{repo}/commit/{rev}', ['post']],
  ['/api/spaces/{namespace}/{repo}/commit/{rev}', ['post']],
];

/** The copy has words in place of these emoji (its publisher's generator dislikes them): facts/hub.md, first section. */
const REACTIONS: Record<string, string> = {
  fire: '🔥',
  rocket: '🚀',
  eyes: '👀',
  heart: '❤️',
  hugs: '🤗',
  cool: '😎',
  plus: '➕',
  brain: '🧠',
  thumbsup: '👍',
  handshake: '🤝',
  sad: '😔',
  mindblown: '🤯',
};

const isObj = (x: Json | undefined): x is Obj => typeof x === 'object' && x !== null && !Array.isArray(x);

/** An open branch for `allOf`: closing is done once, around the whole, or no value could match two closed halves. */
function opened(schema: Json): Json {
  if (!isObj(schema)) return schema;
  const { additionalProperties: closed, ...rest } = schema;
  const out: Obj = closed === false ? rest : { ...schema };
  for (const key of ['anyOf', 'allOf', 'oneOf'] as const) {
    const branches = out[key];
    if (Array.isArray(branches)) out[key] = branches.map(opened);
  }
  return out;
}

function reduce(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(reduce);
  if (!isObj(schema)) return schema;
  const out: Obj = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$schema' || (key === 'id' && typeof value === 'string')) continue;
    if (key === 'pattern' && schema.format === 'date-time') continue;
    if (key === 'enum' && Array.isArray(value) && value.includes('mindblown')) {
      out[key] = value.map((word) => REACTIONS[String(word)] ?? word);
    } else out[key] = reduce(value);
  }
  // "one of these 300 strings, or any string" says no more than "any string".
  if (Array.isArray(out.anyOf)) {
    const free = out.anyOf.find((b) => isObj(b) && b.type === 'string' && Object.keys(b).length === 1);
    if (free && out.anyOf.every((b) => isObj(b) && (b === free || Array.isArray(b.enum))))
      return { type: 'string' };
  }
  if (Array.isArray(out.allOf)) {
    out.allOf = out.allOf.map(opened);
    out.unevaluatedProperties = false;
  }
  return out;
}

/** Moves sub-schemas that occur more than once into `#/components/schemas`, deepest repetition last. */
function share(paths: Obj, schemas: Obj): void {
  const seen = new Map<string, number>();
  const count = (x: Json): void => {
    if (Array.isArray(x)) x.forEach(count);
    else if (isObj(x)) {
      const text = JSON.stringify(x);
      if (text.length > 300 && (x.type === 'object' || x.anyOf || x.allOf))
        seen.set(text, (seen.get(text) ?? 0) + 1);
      Object.values(x).forEach(count);
    }
  };
  count(paths);
  const names = new Map<string, string>();
  const shared = [...seen].filter(([, n]) => n > 1).sort((a, b) => b[0].length - a[0].length);
  shared.forEach(([text], i) => {
    names.set(text, `Shared${i + 1}`);
  });
  const replace = (x: Json, self?: string): Json => {
    if (Array.isArray(x)) return x.map((y) => replace(y));
    if (!isObj(x)) return x;
    const name = names.get(JSON.stringify(x));
    if (name && name !== self) return { $ref: `#/components/schemas/${name}` };
    return Object.fromEntries(Object.entries(x).map(([k, v]) => [k, replace(v)]));
  };
  for (const [text, name] of names) schemas[name] = replace(JSON.parse(text) as Json, name);
  for (const key of Object.keys(paths)) paths[key] = replace(paths[key] as Json);
}

function main(): void {
  const [from, date = '2026-08-17'] = process.argv.slice(2);
  if (!from) throw new Error('usage: node reduce.ts <path of hub-openapi.json> [date of the copy]');
  const whole = JSON.parse(readFileSync(from, 'utf8')) as {
    paths: Record<string, Obj>;
    components: { schemas: Obj };
  };
  const paths: Obj = {};
  for (const [path, methods] of USED) {
    const found = whole.paths[path];
    if (!found) throw new Error(`the copy lacks ${path}`);
    const kept: Obj = {};
    for (const method of methods) {
      const op = found[method];
      if (!isObj(op)) throw new Error(`the copy lacks ${method} ${path}`);
      const { parameters, requestBody, responses } = op;
      kept[method] = {
        ...(parameters ? { parameters: reduce(parameters) } : {}),
        ...(requestBody ? { requestBody: reduce(requestBody) } : {}),
        ...(responses ? { responses: reduce(responses) } : {}),
      };
    }
    paths[path] = kept;
  }
  const schemas: Obj = { RepoId: reduce(whole.components.schemas.RepoId as Json) };
  share(paths, schemas);
  const out = {
    openapi: '3.1.0',
    info: { title: 'Hub API, reduced to the endpoints in use', version: date },
    'x-source': 'https://huggingface.co/.well-known/openapi.json, by way of tryAGI/HuggingFace@6491d53d',
    'x-date': date,
    'x-reductions': [
      'only the paths in use; descriptions of operations dropped',
      'reaction words put back to the emoji that are on the wire',
      'additionalProperties:false inside allOf moved out as unevaluatedProperties:false',
      'date-time patterns dropped in favour of format; "enum or any string" became string',
      'repeated schemas moved to components/schemas/Shared*',
    ],
    paths,
    components: { schemas },
  };
  writeFileSync(new URL('./hub-api.json', import.meta.url), `${JSON.stringify(out, null, 1)}\n`);
}

main();
