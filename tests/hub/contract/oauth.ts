/**
 * The Hub's OAuth endpoints, which its OpenAPI document describes in part (`/oauth/device`, `/oauth/userinfo`, copied from there)
 * and its documentation in words and examples (`/oauth/token`).
 */
import type { Endpoint, Schema } from './hand-written.ts';

const string: Schema = { type: 'string' };
const number: Schema = { type: 'number' };

const refusal: Schema = {
  type: 'object',
  properties: { error: string, error_description: string },
  required: ['error'],
};

const granted: Schema = {
  type: 'object',
  properties: {
    access_token: { type: 'string', pattern: '^hf_oauth_' },
    token_type: { enum: ['bearer', 'Bearer'] },
    expires_in: number,
    scope: string,
    id_token: string,
    refresh_token: string,
  },
  required: ['access_token', 'token_type', 'expires_in'],
};

export const OAUTH: Endpoint[] = [
  {
    method: 'post',
    path: '/oauth/device',
    query: {},
    responses: {
      '200': {
        type: 'object',
        properties: {
          device_code: string,
          user_code: string,
          verification_uri: string,
          expires_in: number,
          // Not in the document, nor in the answer of 2026-08-04; RFC 8628 3.2 allows it.
          interval: number,
        },
        required: ['device_code', 'user_code', 'verification_uri', 'expires_in'],
        additionalProperties: false,
      },
      '400': refusal,
      '401': refusal,
    },
    source: 'facts/hub.md d.1 (OpenAPI copy, RFC 8628 3.2)',
    date: '2026-08-17',
  },
  {
    method: 'post',
    path: '/oauth/token',
    query: {},
    responses: { '200': granted, '400': refusal, '401': refusal },
    source: 'facts/hub.md d.1 (hub-docs oauth.md; refusals: RFC 6749 5.2, RFC 8628 3.5)',
    date: '2026-08-18',
  },
  {
    method: 'get',
    path: '/oauth/userinfo',
    query: {},
    responses: {
      '200': {
        type: 'object',
        properties: {
          sub: string,
          name: string,
          preferred_username: string,
          profile: { type: 'string', format: 'uri' },
          picture: { type: 'string', format: 'uri' },
          isPro: { type: 'boolean' },
          orgs: { type: 'array' },
        },
        required: ['sub', 'isPro', 'orgs'],
        additionalProperties: false,
      },
    },
    source: 'facts/hub.md d.1 (OpenAPI copy)',
    date: '2026-08-17',
  },
];
