/** Checks requests and answers of `/api/` against the contract: the reduced OpenAPI copy plus hand-written endpoints. */

import { readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule, { type FormatsPlugin } from 'ajv-formats';
import { type Endpoint, ERROR_BODY, HAND_WRITTEN, type Schema } from './hand-written.ts';

interface Operation {
  parameters?: { name: string; in: string; schema: Schema; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses?: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

interface Document {
  'x-source': string;
  'x-date': string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** A schema compiled at its first use: compiling all of them would cost every start a second. */
type Check = () => ValidateFunction;

function once(make: Check): Check {
  let made: ValidateFunction | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

interface Compiled extends Endpoint {
  pattern: RegExp;
  checkQuery: Check;
  checkBody?: Check;
  checkResponse: Record<string, Check>;
}

// The package is CommonJS: its callable sits on `default` in Node and is the default itself after bundling.
const addFormats = ((addFormatsModule as unknown as { default?: FormatsPlugin }).default ??
  addFormatsModule) as FormatsPlugin;

let compiled: Compiled[] | undefined;

function fromDocument(doc: Document): Endpoint[] {
  return Object.entries(doc.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, op]) => {
      const query = (op.parameters ?? []).filter((p) => p.in === 'query');
      return {
        method,
        path,
        query: Object.fromEntries(query.map((p) => [p.name, p.schema])),
        ...(op.requestBody?.content['application/json'] && {
          body: op.requestBody.content['application/json'].schema,
        }),
        responses: Object.fromEntries(
          Object.entries(op.responses ?? {}).flatMap(([status, r]) => {
            const schema = r.content?.['application/json']?.schema;
            return schema ? [[status, schema]] : [];
          }),
        ),
        source: doc['x-source'],
        date: doc['x-date'],
      };
    }),
  );
}

function compile(): Compiled[] {
  const doc = JSON.parse(readFileSync(new URL('./hub-api.json', import.meta.url), 'utf8')) as Document;
  const options = { strict: false, allErrors: true } as const;
  const strictAjv = new Ajv2020(options);
  const looseAjv = new Ajv2020({ ...options, coerceTypes: 'array' });
  addFormats(strictAjv);
  addFormats(looseAjv);
  const root = (schema: Schema): Schema => ({ ...schema, components: doc.components });
  return [...fromDocument(doc), ...HAND_WRITTEN].map((e) => ({
    ...e,
    pattern: new RegExp(
      `^${e.path
        .replace('{repoType}', '(?:models|datasets|spaces|kernels)')
        .replace('{num}', '\\d+')
        .replace(/\{rev\}/, '[^/]+(?:/pr/\\d+)?')
        .replace(/\{\w+\}/g, '[^/]+')}$`,
    ),
    checkQuery: once(() =>
      looseAjv.compile(root({ type: 'object', properties: e.query, additionalProperties: false })),
    ),
    ...(e.body && { checkBody: once(() => strictAjv.compile(root(e.body as Schema))) }),
    checkResponse: Object.fromEntries(
      Object.entries(e.responses).map(([s, schema]) => [s, once(() => strictAjv.compile(root(schema)))]),
    ),
  }));
}

/** The endpoint that a method and path name, or undefined. */
export function findEndpoint(method: string, path: string): Compiled | undefined {
  compiled ??= compile();
  return compiled.find((e) => e.method === method.toLowerCase() && e.pattern.test(path));
}

const errorBody = once(() => new Ajv2020({ strict: false }).compile(ERROR_BODY));

function complaints(make: Check, value: unknown, where: string): string[] {
  const check = make();
  if (check(value)) return [];
  return (check.errors ?? [])
    .slice(0, 4)
    .map(
      (e) => `${where}: ${e.instancePath || '(root)'} ${e.message ?? e.keyword} ${JSON.stringify(e.params)}`,
    );
}

/** `expand[]=a&expand[]=b` -> `{expand: ['a', 'b']}`. */
export function queryObject(params: URLSearchParams): Record<string, string | string[]> {
  const out: Record<string, string | string[]> = {};
  for (const raw of new Set(params.keys())) {
    const name = raw.replace(/\[\]$/, '');
    const values = params.getAll(raw);
    const before = out[name];
    const all = before === undefined ? values : [before, values].flat();
    out[name] = all.length === 1 && !raw.endsWith('[]') ? (all[0] as string) : all;
  }
  return out;
}

/** Complaints about a request to `/api/`: unknown endpoint, unknown or wrong query parameters, wrong body. */
export function validateRequest(
  method: string,
  url: string,
  headers: Record<string, string | string[] | undefined>,
  body: string,
): string[] {
  const { pathname, searchParams } = new URL(url, 'https://huggingface.co');
  if (pathname.startsWith('/api/resolve-cache/')) return [];
  const where = `request ${method} ${pathname}`;
  const endpoint = findEndpoint(method, pathname);
  if (!endpoint) return [`${where}: no such endpoint in the contract`];
  const found = complaints(endpoint.checkQuery, queryObject(searchParams), `${where} query`);
  const type = String(headers['content-type'] ?? '');
  if (endpoint.checkBody) {
    if (!type.startsWith('application/json'))
      found.push(`${where}: content-type ${type || '(none)'}, not application/json`);
    try {
      found.push(...complaints(endpoint.checkBody, JSON.parse(body), `${where} body`));
    } catch {
      found.push(`${where}: the body is not JSON`);
    }
  }
  return found;
}

/** Complaints about an answer of `/api/`. */
export function validateResponse(
  method: string,
  url: string,
  status: number,
  headers: Record<string, string>,
  body: string,
): string[] {
  const { pathname } = new URL(url, 'https://huggingface.co');
  if (pathname.startsWith('/api/resolve-cache/') || (status >= 300 && status < 400)) return [];
  const where = `answer ${status} to ${method} ${pathname}`;
  const endpoint = findEndpoint(method, pathname);
  const found: string[] = [];
  for (const name of ['x-request-id', 'ratelimit', 'ratelimit-policy'])
    if (!headers[name]) found.push(`${where}: header ${name} is missing`);
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return [...found, `${where}: the body is not JSON`];
  }
  if (endpoint?.checkResponse[status])
    return [...found, ...complaints(endpoint.checkResponse[status], json, where)];
  if (status < 400) return found;
  return [...found, ...complaints(errorBody, json, where)];
}
