/** The sandbox Hub: `startHub()` gives a running HTTPS server with state, faults and a record of what happened. */

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { generate } from 'selfsigned';
import { api, resolveRoute } from './api/router.ts';
import { scrambleCss, scrambleHtml } from './assets/scramble.js';
import { validateRequest, validateResponse } from './contract/validate.ts';
import { type FaultAction, Faults, type RequestRecord, WAF_PAGE } from './faults.ts';
import {
  type Ctx,
  errorReply,
  file,
  HttpError,
  html,
  json,
  parseCookies,
  type Reply,
  redirect,
} from './http.ts';
import { LIVE_LABELS } from './labels.ts';
import { bucketOf, Limits } from './limits.ts';
import { LiveFiles } from './live.ts';
import { oauth } from './oauth.ts';
import { formPost } from './pages/discussions.ts';
import { spaceApp } from './pages/repo.ts';
import { pages } from './pages/router.ts';
import { errorPage } from './pages/shell.ts';
import { picture } from './pictures.ts';
import { addTagged } from './seed/many.ts';
import { makeSeed } from './seed/seed.ts';
import { BROWSER_USER, SESSION_COOKIE } from './special.ts';
import { findAccount, findRepo } from './store.ts';
import { avatar, thumbnail } from './thumbs.ts';
import { type HubState, isNfaa, type Repo, type RepoType } from './types.ts';

export type { FaultAction, Gate, RequestRecord } from './faults.ts';
export { commitTo, setNfaa } from './history.ts';
export type { MakeText } from './live.ts';
export { PLACES, type Place } from './places.ts';
export { BROWSER_USER, NFAA_COLOUR, SANDBOX_TOKENS, SESSION_COOKIE, SPECIAL } from './special.ts';
export * from './types.ts';

export interface HubOptions {
  seed?: number;
  /** 0 or absent: any free port. */
  port?: number;
  /** How many repositories, about. */
  repos?: number;
  /** So many tagged repositories besides, as from `seedMany`; `reset()` puts them back. */
  tagged?: number;
  /** The most that one page of a list endpoint holds; 1000 as on the Hub if absent. */
  maxListLimit?: number;
  quiet?: boolean;
}

export interface Hub {
  readonly port: number;
  readonly state: HubState;
  readonly faults: Faults;
  /** Files that are made when they are asked for, such as the huge shared list. */
  readonly live: LiveFiles;
  readonly requests: RequestRecord[];
  /** Breaches of the contract, by requests and by answers. */
  readonly violations: string[];
  /** Adds so many tagged models, datasets and Spaces, for tests of an index; returns them. Gone after `reset()`. */
  seedMany(n: number): Repo[];
  /** State back to the seed; faults, requests, violations and rate limits cleared. */
  reset(): void;
  close(): Promise<void>;
}

/** Chromium's `--host-resolver-rules`: the Hub's names come here, every other name goes nowhere. */
export function resolverRules(port: number): string {
  const here = (name: string) => `MAP ${name}:443 127.0.0.1:${port}`;
  return [
    here('huggingface.co'),
    here('hf.co'),
    here('cdn-uploads.huggingface.co'),
    here('*.hf.space'),
    'MAP * ~NOTFOUND',
    'EXCLUDE 127.0.0.1',
    'EXCLUDE localhost',
  ].join(', ');
}

const ASSETS: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

/** Assets, pictures and the sandbox's own routes; undefined when the path is none of these. */
function ownRoute(ctx: Ctx): Reply | undefined {
  const { path } = ctx;
  const [, asset, kind = ''] = /^\/front\/build\/([\w-]+\.(css|js))$/.exec(path) ?? [];
  const source = asset && new URL(`./assets/${asset}`, import.meta.url);
  if (source && existsSync(source)) {
    const text = readFileSync(source, 'utf8');
    const body = kind === 'css' && ctx.faults.scrambleClasses ? scrambleCss(text) : text;
    return file(ASSETS[kind] as string, body, { 'cache-control': 'no-cache' });
  }
  // What somebody uploaded into a comment: the name says which repository's picture it is, as it never does on the Hub.
  const upload = /^\/production\/uploads\/[0-9a-f]{24}\/([0-9a-f]{24})\.png$/.exec(path)?.[1];
  const pictured = upload && ctx.state.repos.find((r) => r._id === upload);
  if (pictured) return file('image/png', picture(pictured.id, isNfaa(pictured)));
  const svg = { 'cache-control': 'max-age=3600' };
  const thumb = /^\/docs\/sandbox\/thumb\/(\w+)\/([^/]+\/[^/]+)\.svg$/.exec(path);
  if (thumb) {
    const repo = findRepo(ctx.state, thumb[1] as RepoType, thumb[2] as string);
    return file('image/svg+xml', thumbnail(thumb[2] as string, !!repo && isNfaa(repo)), svg);
  }
  const face = /^\/avatars\/([^/]+)\.svg$/.exec(path);
  if (face) return file('image/svg+xml', avatar(face[1] as string), svg);
  if (path === '/favicon.ico') return file('image/svg+xml', avatar('favicon'), svg);
  const app = /^\/docs\/sandbox\/space-app\/([^/]+\/[^/]+)$/.exec(path);
  if (app) return html(spaceApp(ctx, app[1] as string));
  const island = /^\/docs\/sandbox\/island\/(\d+)$/.exec(path);
  if (island) {
    const url = new URL(ctx.url.searchParams.get('url') ?? '/', ctx.url);
    const inner: Ctx = { ...ctx, url, path: decodeURIComponent(url.pathname), islands: [] };
    pages(inner);
    return html(inner.islands[Number(island[1])] ?? '', inner.islands.length > 0 ? 200 : 404);
  }
  if (ctx.method === 'POST' && /^\/docs\/sandbox\/(discussions|report)\//.test(path)) return formPost(ctx);
  return undefined;
}

/** Whoever asks: a token first, else the session cookie. Throws 401 for a token that is not good. */
function identify(ctx: Ctx): void {
  const bearer = /^Bearer (.+)$/.exec(String(ctx.request.headers.authorization ?? ''))?.[1];
  if (bearer !== undefined) {
    const token = ctx.state.tokens.find((t) => t.value === bearer && !t.revoked);
    if (!token) throw new HttpError(401, 'Invalid credentials in Authorization header');
    const user = findAccount(ctx.state, token.user);
    ctx.token = token;
    if (user) ctx.user = user;
    return;
  }
  const user = ctx.cookies.token === SESSION_COOKIE ? findAccount(ctx.state, BROWSER_USER) : undefined;
  if (user) ctx.user = user;
}

function route(ctx: Ctx): Reply {
  const isApi = ctx.path.startsWith('/api/');
  try {
    // The short host leads to the long one (facts/hub.md g); by which status is inferred.
    if (ctx.request.host === 'hf.co') return redirect(`https://huggingface.co${ctx.request.url}`, 307);
    identify(ctx);
    const space = /^([\w-]+)\.hf\.space$/.exec(ctx.request.host)?.[1];
    if (space) {
      const repo = ctx.state.repos.find(
        (r) => r.type === 'space' && r.id.toLowerCase().replace(/[^a-z0-9]+/g, '-') === space,
      );
      return html(spaceApp(ctx, repo?.id ?? ''), repo ? 200 : 404);
    }
    if (isApi) return api(ctx);
    return oauth(ctx) ?? ownRoute(ctx) ?? resolveRoute(ctx) ?? pages(ctx);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return isApi || ctx.path.includes('/resolve/')
      ? errorReply(error)
      : errorPage(ctx, error.status, error.message);
  }
}

function faultReply(action: FaultAction): Reply | undefined {
  if (action.kind === 'html') return html(action.body ?? WAF_PAGE);
  if (action.kind === 'malformed')
    return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"error": ' };
  if (action.kind !== 'status') return undefined;
  if (typeof action.body === 'string')
    return {
      status: action.code,
      headers: { 'content-type': 'text/html', ...action.headers },
      body: action.body,
    };
  return json(action.body ?? { error: `Fault ${action.code}` }, action.code, action.headers);
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts a sandbox Hub on loopback. */
export async function startHub(options: HubOptions = {}): Promise<Hub> {
  const seed = () => {
    const fresh = makeSeed(options.seed, options.repos);
    addTagged(fresh, options.tagged ?? 0);
    return fresh;
  };
  const state = seed();
  const faults = new Faults(options.maxListLimit);
  const live = new LiveFiles(LIVE_LABELS);
  const limits = new Limits();
  const requests: RequestRecord[] = [];
  const violations: string[] = [];
  const sockets = new Set<Socket>();

  /** Runs the handler, with rate limits and the headers that every answer carries. */
  function answer(record: RequestRecord): Reply {
    const url = new URL(record.url, 'https://huggingface.co');
    let path = url.pathname;
    try {
      path = decodeURIComponent(path);
    } catch {
      // a broken escape stays as it is, and names nothing
    }
    const cookies = parseCookies(record.headers.cookie as string | undefined);
    const ctx: Ctx = {
      state,
      faults,
      live,
      request: record,
      method: record.method,
      url,
      path,
      cookies,
      islands: [],
    };
    const origin = record.headers.origin;
    const headers: Record<string, string> = {
      'x-request-id': `Root=1-${randomBytes(12).toString('hex')}`,
      'access-control-allow-origin': typeof origin === 'string' ? origin : 'https://huggingface.co',
      'access-control-expose-headers':
        'X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,Content-Range',
      'access-control-max-age': '86400',
      vary: 'Origin',
    };
    if (record.method === 'OPTIONS')
      return {
        status: 204,
        headers: {
          ...headers,
          'access-control-allow-methods': 'GET, POST, HEAD',
          'access-control-allow-headers': 'authorization, content-type',
        },
        body: '',
      };
    let reply: Reply | undefined;
    if (record.bucket) {
      const bearer = String(record.headers.authorization ?? '');
      const signedIn = bearer !== '' || cookies.token === SESSION_COOKIE;
      const key = bearer || (signedIn ? 'session' : 'ip');
      const counted = limits.count({ key, signedIn }, record.bucket, faults.quotas[record.bucket]);
      Object.assign(headers, counted.headers);
      if (counted.over)
        reply = errorReply(
          new HttpError(
            429,
            `We had to rate limit you, you hit the quota of ${counted.quota} ${record.bucket} requests per 5 minutes period. See https://huggingface.co/docs/hub/rate-limits`,
          ),
        );
    }
    reply ??= route(ctx);
    const scramble = faults.scrambleClasses && reply.headers['content-type']?.startsWith('text/html');
    return {
      ...reply,
      headers: { ...headers, ...reply.headers },
      body: scramble ? scrambleHtml(String(reply.body)) : reply.body,
    };
  }

  async function handle(record: RequestRecord): Promise<Reply | null> {
    const isApi = record.url.startsWith('/api/') && record.method !== 'OPTIONS';
    if (isApi)
      violations.push(
        ...validateRequest(
          record.method === 'HEAD' ? 'GET' : record.method,
          record.url,
          record.headers,
          record.body,
        ),
      );
    const fault = faults.take(record);
    const kind = fault?.action.kind;
    if (kind === 'dropBefore') return null;
    if (fault && kind === 'holdBefore') await fault.wait();
    if (fault?.action.kind === 'slow') await sleep(fault.action.ms);
    if (fault) {
      const made = faultReply(fault.action);
      if (made) return made;
    }
    const reply = answer(record);
    if (isApi && record.method !== 'HEAD')
      violations.push(
        ...validateResponse(record.method, record.url, reply.status, reply.headers, String(reply.body)),
      );
    if (fault && kind === 'holdAfter') await fault.wait();
    return kind === 'dropAfter' ? null : reply;
  }

  const pems = await generate([{ name: 'commonName', value: 'huggingface.co' }], {
    keySize: 2048,
    extensions: [
      {
        name: 'subjectAltName',
        altNames: ['huggingface.co', '*.huggingface.co', '*.hf.space', 'hf.co', 'localhost'].map((value) => ({
          type: 2 as const,
          value,
        })),
      },
    ],
  });
  const server: Server = createServer({ key: pems.private, cert: pems.cert }, async (req, res) => {
    const url = req.url ?? '/';
    const record: RequestRecord = {
      method: req.method ?? 'GET',
      url,
      host: (req.headers.host ?? '').replace(/:\d+$/, ''),
      headers: req.headers,
      body: '',
      time: Date.now(),
      bucket: bucketOf(url.split('?')[0] as string),
    };
    try {
      record.body = await readBody(req);
      requests.push(record);
      const reply = await handle(record);
      if (!reply) {
        req.socket.destroy();
        return;
      }
      record.status = reply.status;
      res.writeHead(reply.status, reply.headers);
      res.end(record.method === 'HEAD' ? undefined : reply.body);
    } catch (error) {
      // A bug of the sandbox must be loud: tests look at violations.
      violations.push(
        `the sandbox failed on ${record.method} ${url}: ${error instanceof Error ? error.stack : error}`,
      );
      if (!res.headersSent) res.writeHead(500, { 'content-type': 'application/json' });
      res.end('{"error":"Internal sandbox error"}');
    }
  });
  // Longer than any test's pause: a kept connection that we close under a client's hands looks like a dropped answer.
  server.keepAliveTimeout = 120_000;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  if (!options.quiet) console.log(`Sandbox Hub: https://127.0.0.1:${port}`);

  return {
    port,
    state,
    faults,
    live,
    requests,
    violations,
    seedMany: (n) => addTagged(state, n),
    reset() {
      faults.reset();
      live.reset();
      limits.reset();
      requests.length = 0;
      violations.length = 0;
      Object.assign(state, seed());
    },
    async close() {
      faults.clear();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
