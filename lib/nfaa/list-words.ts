/** Which dataset a pasted text names, and why a list could not be read, in sentences. Pure. */
import { HubError } from '../hub/errors.ts';
import { parseHubUrl } from '../hub/url.ts';
import { LIST_FILE, MAX_LIST_BYTES } from './list-format.ts';
import { RuleError } from './rule.ts';

/** The dataset that a link or an id names. */
export function datasetOf(text: string): string {
  const pasted = text.trim().replace(/^(?=(?:www\.)?(?:huggingface\.co|hf\.co)\/)/i, 'https://');
  const path = /^https?:/i.test(pasted) ? pasted : `/datasets/${pasted.replace(/^\/?(?:datasets\/)?/, '')}`;
  const place = parseHubUrl(path);
  if (place?.kind === 'repo' && place.type === 'dataset') return place.id;
  throw new RuleError(
    place?.kind === 'repo'
      ? 'A list is a dataset repository, and this is another kind. Paste the link of a dataset.'
      : 'This is not a dataset. Paste its link, or write owner/name.',
  );
}

/** Could a token help? */
export const isRefusal = (error: unknown): boolean =>
  error instanceof HubError &&
  (error.status === 401 || error.status === 403 || error.kind === 'gone-or-private');

export const GONE = 'This list is not in your subscriptions any more. Reload this page.';
export const MANAGED =
  'Your organisation has this list followed, so it cannot be changed here. Ask whoever looks after this browser.';
export const TOO_LARGE = `This list is larger than ${MAX_LIST_BYTES / 1_000_000} MB, more than Hub Steward reads. Ask whoever keeps it to split it.`;
export const NEWER =
  'This list is written in a newer format than this version reads. Look for an update of Hub Steward.';
export const UNREADABLE = `No line of this dataset’s ${LIST_FILE} could be read. Ask whoever keeps it to compare it with the description of the format.`;

/** Why a list could not be read, in a sentence. */
export function refusal(error: unknown, hasToken: boolean): string {
  if (!(error instanceof HubError))
    return error instanceof RuleError ? error.sentence : 'This list could not be kept. Try again.';
  if (error.kind === 'disabled')
    return 'Hugging Face has disabled this dataset. Its list cannot be read any more.';
  if (error.status === 403)
    return hasToken
      ? 'Only some accounts may read this list, and your token may not. Ask for access on its page on the Hub, or give your token the right to read it.'
      : 'Only some accounts may read this list. Ask for access on its page on the Hub, then add a token that may read it under “Account”.';
  if (error.status === 401 || error.kind === 'gone-or-private')
    return hasToken
      ? 'This dataset does not exist, or your token may not read it. Check its name, or what the token may do.'
      : 'This dataset does not exist, or is private. Check its name; for a private one, add a token that may read it under “Account”.';
  if (error.status === 404)
    return `This dataset has no file ${LIST_FILE}, so it is not a list. Check its name, or ask whoever keeps it.`;
  return error.sentence;
}
