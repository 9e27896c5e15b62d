/** A `fetch` that answers from a list and remembers what was asked. */
import { createHubApi } from '../../../lib/hub/api.ts';

export interface Asked {
  url: URL;
  init: RequestInit;
  headers: Headers;
}

export type Answer = Response | Error | (() => Response | Promise<Response>);

export const T0 = Date.UTC(2026, 9, 6, 12);
export const ref = { type: 'model', id: 'owner/name' } as const;

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}

export function html(status = 200, body = '<!DOCTYPE html><title>Human Verification</title>'): Response {
  return new Response(body, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
}

export function refused(status: number, said: string, headers: Record<string, string> = {}): Response {
  return json({ error: said }, status, headers);
}

export function makeApi(...answers: Answer[]) {
  const asked: Asked[] = [];
  const slept: number[] = [];
  const clock = { now: T0 };
  const api = createHubApi({
    now: () => clock.now,
    sleep: async (ms) => void slept.push(ms),
    fetch: async (input, init = {}) => {
      asked.push({ url: new URL(String(input)), init, headers: new Headers(init.headers) });
      const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
      if (answer instanceof Error) throw answer;
      return typeof answer === 'function' ? answer() : answer.clone();
    },
  });
  return { api, asked, slept, clock };
}
