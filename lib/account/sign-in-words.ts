/** What people are told of a sign-in that did not work: what happened, and what to do next. */
import type { HubError } from '../hub/errors.ts';

export type EndedHow = 'denied' | 'expired' | 'refused' | 'foreign';

const KEPT = 'Drafts and reports are kept.';

export const ENDED_SENTENCES: Record<EndedHow | 'unavailable', string> = {
  denied: `The sign-in was refused on the Hub, so nothing was given to Hub Steward. ${KEPT} Begin again if that was not meant.`,
  expired: `The sign-in was not confirmed in time, so nothing came of it. ${KEPT} Begin again.`,
  refused:
    'The Hub does not give a sign-in to this version of Hub Steward. Look for an update, or use a token instead.',
  foreign:
    'What came back was not the answer to our question, so it was thrown away. Begin again; if it happens twice, use a token instead.',
  unavailable: 'This version of Hub Steward was made without the Hub’s sign-in. Use a token instead.',
};

/** The Hub could not be asked at all, or said no at once. */
export function failedSentence(error: HubError): string {
  if (error.kind === 'invalid' || error.kind === 'unauthorised' || error.kind === 'forbidden')
    return ENDED_SENTENCES.refused;
  return `The sign-in was not begun. ${error.sentence}`;
}

export const EXPIRED_SENTENCE =
  'Your sign-in has ended, as every sign-in does after some hours. Sign in again; drafts and reports are kept, and a report that could not be sent can be tried again.';
export const REVOKED_SENTENCE =
  'The Hub does not accept your token any more, so it was removed here. Make a new one and add it.';
export const REVOKED_SIGN_IN_SENTENCE =
  'The Hub does not accept your sign-in any more, so it was removed here. Sign in again; drafts and reports are kept.';
