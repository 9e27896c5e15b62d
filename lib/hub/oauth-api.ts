/**
 * The Hub's OAuth endpoints, for an app without a secret (facts/hub.md d.1; RFC 6749, 7636, 8628). All of them take forms, as in
 * the Hub's own examples, and refuse with a code. A measurement of 2026-08-04 found `verification_uri` on hf.co, a life of
 * 300 s, and no `interval`.
 */
import { z } from 'zod';
import type { HubApi } from './api.ts';
import { HubError, type HubErrorKind } from './errors.ts';

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
/** RFC 8628 3.2: where the Hub names none. */
const DEFAULT_INTERVAL_S = 5;

/** Becomes a header: printable ASCII only. */
const secret = z.string().regex(/^[\x21-\x7e]{8,8000}$/);
/** Seconds; some servers write numbers as text. */
const seconds = z.coerce
  .number()
  .positive()
  .max(366 * 86_400);

const refusalSchema = z
  .object({ error: z.string().max(200) })
  .transform(({ error }) => ({ refused: error }) as const);

const grantSchema = z
  .object({
    access_token: secret,
    expires_in: seconds.optional().catch(undefined),
    scope: z.string().max(2_000).optional().catch(undefined),
    refresh_token: secret.optional().catch(undefined),
    id_token: z.string().max(20_000).optional().catch(undefined),
  })
  .transform((given) => ({
    grant: {
      token: given.access_token,
      ...(given.expires_in === undefined ? {} : { expiresIn: given.expires_in }),
      ...(given.scope === undefined ? {} : { scope: given.scope }),
      ...(given.refresh_token === undefined ? {} : { refreshToken: given.refresh_token }),
      ...(given.id_token === undefined ? {} : { idToken: given.id_token }),
    } as Grant,
  }));

const deviceSchema = z
  .object({
    device_code: secret,
    // Shown to people, and copied by them.
    user_code: z.string().regex(/^[\x21-\x7e]{3,40}$/),
    // Opened in a tab: the Hub's own page and no other.
    verification_uri: z.url().refine(isHubs),
    expires_in: seconds,
    interval: seconds.catch(DEFAULT_INTERVAL_S),
  })
  .transform((given) => ({
    device: {
      deviceCode: given.device_code,
      userCode: given.user_code,
      verificationUri: given.verification_uri,
      expiresIn: given.expires_in,
      interval: given.interval,
    },
  }));

/** What was granted. */
export interface Grant {
  token: string;
  /** Seconds. */
  expiresIn?: number;
  /** Absent: all that was asked for (RFC 6749 5.1). */
  scope?: string;
  refreshToken?: string;
  idToken?: string;
}

/** What a device sign-in begins with; times in seconds. */
export interface DeviceCode {
  deviceCode: string;
  userCode: string;
  verificationUri: string;
  expiresIn: number;
  interval: number;
}

/** `refused`: the code of RFC 6749 5.2 or RFC 8628 3.5, such as `authorization_pending`. */
export type Refused = { refused: string };
export type TokenAnswer = { grant: Grant } | Refused;

export type OAuthApi = ReturnType<typeof createOAuthApi>;

/** Every function throws HubError where there was no answer, or none that can be read. */
export function createOAuthApi(api: Pick<HubApi, 'form'>, clientId: string) {
  const tokenAnswer = grantSchema.or(refusalSchema);

  const form: typeof api.form = (path, fields, schema) =>
    api.form(path, fields, schema).catch((error: unknown) => {
      throw error instanceof HubError && !OF_ANY_REQUEST.includes(error.kind) ? unexpected(error) : error;
    });

  const token = (fields: Record<string, string>): Promise<TokenAnswer> =>
    form('/oauth/token', { ...fields, client_id: clientId }, tokenAnswer);

  return {
    /** A code for the person to type on the Hub. */
    async device(scope: string): Promise<DeviceCode> {
      const fields = { client_id: clientId, scope };
      const answer = await form('/oauth/device', fields, deviceSchema.or(refusalSchema));
      if ('device' in answer) return answer.device;
      throw new HubError({ kind: 'invalid', wrote: 'no', said: answer.refused });
    },

    /** Has the person agreed on the Hub? */
    poll: (deviceCode: string) => token({ grant_type: DEVICE_GRANT, device_code: deviceCode }),

    /** The code of a redirect for a token; works once. */
    exchange: (given: { code: string; redirectUri: string; verifier: string }) =>
      token({
        grant_type: 'authorization_code',
        code: given.code,
        redirect_uri: given.redirectUri,
        code_verifier: given.verifier,
      }),

    /** Whether apps without a secret get refresh tokens is not known (facts/hub.md d.1): used where one was given. */
    refresh: (refreshToken: string) => token({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  };
}

/** What these kinds say is as true of a sign-in; all others speak of a repository, a thread or a text. */
const OF_ANY_REQUEST: readonly HubErrorKind[] = [
  ...(['network', 'timeout', 'rate-limited', 'server', 'not-json'] as const),
  ...(['unexpected', 'unauthorised', 'forbidden'] as const),
];

const unexpected = ({ wrote, status }: HubError): HubError =>
  new HubError({ kind: 'unexpected', wrote, ...(status === undefined ? {} : { status }) });

function isHubs(address: string): boolean {
  const { protocol, hostname, port, username } = new URL(address);
  return (
    protocol === 'https:' && port === '' && username === '' && /^(?:huggingface\.co|hf\.co)$/.test(hostname)
  );
}
