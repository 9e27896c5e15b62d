/** A bare HTTPS client for tests of the sandbox: trusts any certificate, follows nothing, keeps no cookies. */

import { Agent, request } from 'node:https';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** The body as JSON; throws when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  json(): any;
}

export interface AskOptions {
  method?: string;
  token?: string;
  cookie?: string;
  /** An object is sent as JSON, a string as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

export type Ask = (path: string, options?: AskOptions) => Promise<Answer>;

/** `ask('/api/models')` against the Hub on this port. */
export function makeClient(port: number): Ask {
  const agent = new Agent({ rejectUnauthorized: false, keepAlive: true });
  return (path, options = {}) =>
    new Promise((resolve, reject) => {
      const isText = typeof options.body === 'string';
      const body =
        options.body === undefined
          ? undefined
          : isText
            ? (options.body as string)
            : JSON.stringify(options.body);
      const req = request({
        host: '127.0.0.1',
        port,
        path,
        method: options.method ?? (body === undefined ? 'GET' : 'POST'),
        servername: 'huggingface.co',
        agent,
        headers: {
          host: 'huggingface.co',
          ...(options.token && { authorization: `Bearer ${options.token}` }),
          ...(options.cookie && { cookie: options.cookie }),
          ...(body !== undefined && !isText && { 'content-type': 'application/json' }),
          ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
          ...options.headers,
        },
      });
      req.on('error', reject);
      req.on('response', (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (c: Buffer) => chunks.push(c));
        res.on('error', reject);
        res.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: res.statusCode ?? 0,
            headers: res.headers,
            body: text,
            json: () => JSON.parse(text),
          });
        });
      });
      req.end(body);
    });
}
