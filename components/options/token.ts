/** What can be said of a typed token before the Hub is asked. Pure; lenient, for the Hub has the last word. */

/** Makes a token on the Hub; which permission to tick is told beside the link. */
export const NEW_TOKEN_URL = 'https://huggingface.co/settings/tokens/new?tokenType=fineGrained';
export const TOKENS_URL = 'https://huggingface.co/settings/tokens';
/** Where a person takes the sign-in of an application back. */
export const CONNECTED_URL = 'https://huggingface.co/settings/connected-applications';

/** Pasted tokens bring quotes, spaces and `HF_TOKEN=` along. */
export function cleanToken(typed: string): string {
  return typed
    .trim()
    .replace(/^(?:export\s+)?[A-Z_]+\s*=\s*/, '')
    .replace(/^(["'`])(.*)\1$/, '$2')
    .trim();
}

/** Why this cannot be a token, in a sentence; `null` when it may be one. */
export function tokenProblem(typed: string): string | null {
  const token = cleanToken(typed);
  if (!token) return 'Paste a token first.';
  if (/\s/.test(token)) return 'There is a space or a line break inside. A token is one unbroken word.';
  if (!token.startsWith('hf_')) return 'Tokens of the Hub begin with hf_. Was something else pasted?';
  if (token.length > 400) return 'This is too long for a token. Was more than the token pasted?';
  return null;
}
