/** What handlers receive and return, and the errors of the Hub. */

import type { Faults, RequestRecord } from './faults.ts';
import type { LiveFiles } from './live.ts';
import type { Account, HubState, Token } from './types.ts';

export interface Reply {
  status: number;
  headers: Record<string, string>;
  /** Bytes for pictures, text for everything else. */
  body: string | Buffer;
}

export interface Ctx {
  state: HubState;
  faults: Faults;
  /** Files that are made when they are asked for. */
  live: LiveFiles;
  request: RequestRecord;
  method: string;
  url: URL;
  /** Path with percent-escapes resolved. */
  path: string;
  cookies: Record<string, string>;
  /** From `Authorization: Bearer`. */
  token?: Token;
  /** Owner of the token, else of the session cookie. */
  user?: Account;
  /** HTML inside each island of the page being rendered, in order. */
  islands: string[];
}

/** Thrown by handlers to answer with an error. */
export class HttpError extends Error {
  status: number;
  code: string | undefined;
  headers: Record<string, string>;
  constructor(status: number, message: string, code?: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** A header value: one line, Latin-1 at most. */
const headerText = (text: string) => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 500);

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

export function html(body: string, status = 200, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body };
}

export function file(type: string, body: string | Buffer, headers: Record<string, string> = {}): Reply {
  return { status: 200, headers: { 'content-type': type, ...headers }, body };
}

export function redirect(to: string, status = 302, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { location: to, 'content-type': 'text/plain', ...headers },
    body: `Redirecting to ${headerText(to)}`,
  };
}

/** An error as the API sends it: `{error}` plus X-Error-* (facts/hub.md e). */
export function errorReply(error: HttpError): Reply {
  return json({ error: error.message }, error.status, {
    'x-error-message': headerText(error.message),
    ...(error.code && { 'x-error-code': error.code }),
    ...error.headers,
  });
}

export function parseCookies(header: string | undefined): Record<string, string> {
  return Object.fromEntries(
    (header ?? '')
      .split(';')
      .map((pair) => pair.trim().split('='))
      .filter(([name]) => name)
      .map(([name, ...rest]) => [name as string, decodeURIComponent(rest.join('='))]),
  );
}

/** The JSON body of a request, or 400. */
export function jsonBody(ctx: Ctx): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(ctx.request.body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // falls through to the error below
  }
  throw new HttpError(400, 'Invalid JSON body');
}
