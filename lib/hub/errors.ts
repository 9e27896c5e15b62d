/** What can go wrong with the Hub, as sentences that people can act upon. No network, no DOM. */

export type HubErrorKind =
  | 'network'
  | 'timeout'
  | 'unauthorised'
  | 'forbidden'
  | 'not-found'
  | 'gone-or-private'
  | 'rate-limited'
  | 'server'
  | 'not-json'
  | 'unexpected'
  | 'moved'
  | 'disabled'
  | 'discussions-disabled'
  | 'locked'
  | 'conflict'
  | 'too-long'
  | 'invalid';

/** Could the Hub have written something? `no` only when it said no, or was never asked. */
export type Wrote = 'no' | 'maybe';

export interface HubErrorDetails {
  kind: HubErrorKind;
  wrote: Wrote;
  status?: number;
  /** Not before this time, milliseconds since the epoch. */
  retryAt?: number;
  /** Nothing was to be written: then no text of the person's is to blame. `anonymous`: asked without a token. */
  read?: 'anonymous' | 'signed-in';
  /** The Hub's `X-Request-Id`, for whoever asks its staff. */
  requestId?: string;
  /** The Hub's own words; shown only inside our sentence for kind `invalid`. */
  said?: string;
}

const SENTENCES: Record<HubErrorKind, string> = {
  network: 'The Hub could not be reached. Check your connection and try again.',
  timeout: 'The Hub did not answer in time. Try again in a minute.',
  unauthorised:
    'The Hub did not accept the sign-in. Check or replace the token in the options, then try again.',
  forbidden:
    'The Hub does not let this account do that. Confirm your e-mail address on the Hub, check what the token may do, or use the Hub’s own form.',
  'not-found': 'The Hub does not find this. Reload the page to see whether it was moved or deleted.',
  'gone-or-private':
    'This repository is private, was renamed or does not exist any more. Reload the page to see which.',
  'rate-limited': 'The Hub asks us to slow down. Wait a few minutes and try again.',
  server: 'The Hub has trouble at the moment. Try again in a few minutes.',
  'not-json':
    'Something else than the Hub’s API answered, perhaps a sign-in page of your network or a check by the Hub. Open huggingface.co in a tab, then try again.',
  unexpected:
    'The Hub answered in a way this version does not understand. Look for an update of Hub Steward.',
  moved:
    'The Hub leads elsewhere from this address, perhaps to its sign-in page. Open the page on the Hub to see where it is now.',
  disabled:
    'This repository has already been disabled by Hugging Face; nothing needs to be sent. Write to them by mail if you have more to say.',
  'discussions-disabled':
    'The Community tab of this repository is switched off, so nothing can be posted there. Send it by mail instead.',
  locked:
    'This thread is locked, so nothing can be added to it. Open a report of your own, or send it by mail.',
  conflict:
    'Something there changed at the same moment, or it is there already. Reload the page and look before you try again.',
  'too-long': 'This is longer than the Hub takes. Shorten the text and try again, or send it by mail.',
  invalid:
    'The Hub refused the request as malformed. Change the text and try again, or use the Hub’s own form.',
};

/** Refusals of reads that would sound as if the person had written something wrong. */
const OF_READS: Partial<Record<HubErrorKind, string>> = {
  invalid: SENTENCES.unexpected,
  conflict: SENTENCES.unexpected,
  'too-long': SENTENCES.unexpected,
  locked: SENTENCES.unexpected,
};
const NOT_SHOWN =
  'The Hub does not show this to everybody. Open it on the Hub, signed in there, to see what it is.';

function sentenceOf({ kind, said, read }: HubErrorDetails): string {
  if (read === 'anonymous' && kind === 'forbidden') return NOT_SHOWN;
  const ofRead = read && OF_READS[kind];
  if (ofRead) return ofRead;
  const words = kind === 'invalid' ? tidy(said) : '';
  return words ? `${SENTENCES.invalid} It said: “${words}”` : SENTENCES[kind];
}

/** An answer, or none, that is not what was asked for. `sentence` is for the person: what happened and what to do next. */
export class HubError extends Error {
  readonly kind: HubErrorKind;
  readonly wrote: Wrote;
  readonly status: number | undefined;
  readonly retryAt: number | undefined;
  readonly requestId: string | undefined;
  readonly sentence: string;

  constructor(details: HubErrorDetails) {
    const sentence = sentenceOf(details);
    super(sentence);
    this.name = 'HubError';
    this.kind = details.kind;
    this.wrote = details.wrote;
    this.status = details.status;
    this.retryAt = details.retryAt;
    this.requestId = details.requestId;
    this.sentence = sentence;
  }
}

/** The Hub's words are not ours: one short line of them, without controls. */
function tidy(said: string | undefined): string {
  return (said ?? '')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

/**
 * Names what an answer with an error status means (facts/hub.md a "Limits/blocks", b end, d.3, e "Errors").
 * The exact body for switched-off discussions is not known there: any refusal that says so is taken for it.
 * @param said `X-Error-Message` or the body's `error`
 * @param code `X-Error-Code`
 */
export function kindOf(
  status: number,
  said: string,
  code: string | null,
  withToken: boolean,
  onRepo: boolean,
): HubErrorKind {
  if (status === 429) return 'rate-limited';
  if (status === 408) return 'timeout';
  if (status >= 500) return 'server';
  if (/access to this resource is disabled/i.test(said)) return 'disabled';
  if (/discussions?\b.*\bdisabled|disabled\b.*\bdiscussions?/i.test(said)) return 'discussions-disabled';
  if (/\b(?:discussion|thread|conversation)\b.*\blocked\b/i.test(said)) return 'locked';
  if (code === 'RepoNotFound') return 'gone-or-private';
  // Without a token, 401 on a repository's address means "does not exist, or is private".
  if (status === 401) return withToken || !onRepo ? 'unauthorised' : 'gone-or-private';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 409) return 'conflict';
  if (status === 410) return onRepo ? 'gone-or-private' : 'not-found';
  if (status === 413) return 'too-long';
  return 'invalid';
}
