/**
 * The Hub's name for this build, as an OAuth app without a secret. Given at build time (wxt.config.ts, `HUB_STEWARD_CLIENT_ID`);
 * a build without one offers tokens only. It is no secret: everybody who signs in sees it in the address.
 */
declare const __HUB_CLIENT_ID__: string | undefined;

export const CLIENT_ID: string | null =
  typeof __HUB_CLIENT_ID__ === 'string' && __HUB_CLIENT_ID__ !== '' ? __HUB_CLIENT_ID__ : null;

/** The end of our redirect address, behind the host that the browser gives each extension. */
export const REDIRECT_PATH = 'hub';
