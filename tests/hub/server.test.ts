import { connect } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Ask, makeClient } from './client.ts';
import { makeSeed } from './seed/seed.ts';
import {
  type Hub,
  isNfaa,
  NFAA_COLOUR,
  repoPath,
  resolverRules,
  SANDBOX_TOKENS,
  SPECIAL,
  startHub,
} from './server.ts';

let hub: Hub;
let ask: Ask;
beforeAll(async () => {
  hub = await startHub({ quiet: true });
  ask = makeClient(hub.port);
});
afterAll(() => hub.close());
beforeEach(() => hub.reset());

const token = SANDBOX_TOKENS.writer;
const threads = `/api/models/${SPECIAL.safeModel}/discussions`;
const post = { token, body: { title: 'A title', description: 'text' } };
const count = () => hub.state.discussions[`model:${SPECIAL.safeModel}`]?.length ?? 0;

describe('the server', () => {
  test('speaks real TLS for the Hub’s names', async () => {
    const socket = connect({
      host: '127.0.0.1',
      port: hub.port,
      servername: 'huggingface.co',
      rejectUnauthorized: false,
    });
    await new Promise((resolve) => socket.once('secureConnect', resolve));
    expect(socket.getPeerCertificate().subjectaltname).toMatch(
      /DNS:huggingface\.co.*DNS:\*\.hf\.space.*DNS:localhost/,
    );
    socket.destroy();
    expect(resolverRules(1)).toContain('MAP huggingface.co:443 127.0.0.1:1');
  });

  test('the same seed gives the same Hub, another seed another one', () => {
    expect(JSON.stringify(makeSeed(7))).toBe(JSON.stringify(makeSeed(7)));
    expect(JSON.stringify(makeSeed(7))).not.toBe(JSON.stringify(makeSeed(8)));
    expect(JSON.stringify(hub.state)).toBe(JSON.stringify(makeSeed()));
  });

  test('the seed is as large and as mixed as promised', () => {
    const of = (type: string) => hub.state.repos.filter((r) => r.type === type);
    expect(hub.state.repos.length).toBeGreaterThanOrEqual(320);
    for (const [type, least] of [
      ['model', 165],
      ['dataset', 78],
      ['space', 68],
      ['kernel', 4],
    ] as const) {
      expect(of(type).length).toBeGreaterThanOrEqual(least);
      expect(of(type).filter(isNfaa).length).toBeGreaterThan(0);
    }
    const grammar = /^[\w-][\w.-]*\/(?!.*--)[\w-][\w.-]{0,95}$/;
    expect(hub.state.repos.filter((r) => !grammar.test(r.id))).toEqual([]);
  });

  test('reset puts back state, record, faults and limits', async () => {
    const { state } = hub;
    await ask(threads, post);
    hub.faults.hydrationDelayMs = 9;
    hub.state.policyHtml = 'changed';
    hub.reset();
    expect(hub.state).toBe(state);
    expect(JSON.stringify(state)).toBe(JSON.stringify(makeSeed()));
    expect([hub.requests, hub.violations, hub.faults.hydrationDelayMs]).toEqual([[], [], 80]);
  });

  test('records requests with bucket and status', async () => {
    await ask('/models');
    await ask(`/${SPECIAL.safeModel}/resolve/main/README.md`);
    await ask('/api/models?limit=1');
    expect(hub.requests.map((r) => [r.bucket, r.status])).toEqual([
      ['pages', 200],
      ['resolvers', 307],
      ['api', 200],
    ]);
  });
});

describe('rate limits', () => {
  test('headers count down, then 429', async () => {
    hub.faults.quotas = { api: 2 };
    const [first, , third] = [
      await ask('/api/models?limit=1'),
      await ask('/api/models?limit=1'),
      await ask('/api/models?limit=1'),
    ];
    expect(first.headers.ratelimit).toMatch(/^"api";r=1;t=\d+$/);
    expect(first.headers['ratelimit-policy']).toBe('"fixed window";"api";q=2;w=300');
    expect(third.status).toBe(429);
    expect(third.headers.ratelimit).toMatch(/^"api";r=0;t=/);
    expect(third.json().error).toContain('you hit the quota of 2 api requests');
    expect((await ask('/models')).status).toBe(200);
    expect((await ask('/api/models?limit=1', { token })).status).toBe(200);
    expect(hub.violations).toEqual([]);
  });
});

describe('faults', () => {
  test('a gate before the write: nothing is written until release', async () => {
    const gate = hub.faults.holdBefore(/^POST .*\/discussions$/);
    const before = count();
    const answer = ask(threads, post);
    expect((await gate.arrived).url).toBe(threads);
    expect(count()).toBe(before);
    gate.release();
    expect((await answer).status).toBe(200);
    expect(count()).toBe(before + 1);
  });

  test('a gate after the write: written, answer withheld', async () => {
    const gate = hub.faults.holdAfter(/^POST .*\/discussions$/);
    const before = count();
    const answer = ask(threads, post);
    await gate.arrived;
    expect(count()).toBe(before + 1);
    gate.release();
    expect((await answer).status).toBe(200);
  });

  test('drops before and after the write', async () => {
    const before = count();
    hub.faults.dropBefore(/^POST/);
    await expect(ask(threads, post)).rejects.toThrow();
    expect(count()).toBe(before);
    hub.faults.dropAfter(/^POST/);
    await expect(ask(threads, post)).rejects.toThrow();
    expect(count()).toBe(before + 1);
    expect((await ask(threads, post)).status).toBe(200);
  });

  test('statuses, pages instead of JSON, broken JSON, slowness; rules end after `times`', async () => {
    hub.faults.status(/\/api\/models/, 503, { times: 1, headers: { 'retry-after': '7' } });
    const down = await ask('/api/models?limit=1');
    expect([down.status, down.headers['retry-after']]).toEqual([503, '7']);
    hub.faults.add({ match: /\/api\/models/, times: 1, action: { kind: 'html' } });
    expect((await ask('/api/models?limit=1')).headers['content-type']).toContain('text/html');
    hub.faults.add({ match: (r) => r.url.includes('models'), times: 1, action: { kind: 'malformed' } });
    const broken = await ask('/api/models?limit=1');
    expect(() => broken.json()).toThrow();
    hub.faults.add({ match: /models/, times: 1, action: { kind: 'slow', ms: 1 } });
    expect((await ask('/api/models?limit=1')).json()).toHaveLength(1);
    expect(hub.violations).toEqual([]);
  });

  test('close lets go of whoever waits at a gate', async () => {
    const other = await startHub({ quiet: true });
    const gate = other.faults.holdBefore(/./);
    const lost = makeClient(other.port)('/').catch(() => 'lost');
    await gate.arrived;
    await other.close();
    expect(await lost).toBeDefined();
  });
});

describe('thumbnails', () => {
  test('only sensitive repositories have the colour', async () => {
    for (const repo of hub.state.repos) {
      const { body } = await ask(`/docs/sandbox/thumb/${repo.type}/${repo.id}.svg`);
      expect(body.includes(NFAA_COLOUR), repoPath(repo)).toBe(isNfaa(repo));
    }
  });
});
