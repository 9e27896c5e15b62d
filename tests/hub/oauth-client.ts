/** The one OAuth app that the sandbox Hub knows. A file of its own: the build script wants the name and nothing else. */
export const SANDBOX_CLIENT_ID = 'hub-steward-sandbox';
