/** What people are told of a sign-in that did not work: what happened, and what to do next. */
import type { HubError, HubErrorKind } from '../hub/errors.ts';

export type EndedHow = 'denied' | 'expired' | 'refused' | 'foreign' | 'unanswered';

const KEPT = 'Drafts and reports are kept.';

export const ENDED_SENTENCES: Record<EndedHow | 'unavailable', string> = {
  denied: `The sign-in was refused on the Hub, so nothing was given to Hub Steward. ${KEPT} Begin again if that was not meant.`,
  expired: `The sign-in was not confirmed in time, so nothing came of it. ${KEPT} Begin again.`,
  unanswered: `The Hub’s answer to the sign-in did not reach us, so nothing came of it. ${KEPT} Begin again; if it happens twice, use a token instead.`,
  refused:
    'The Hub does not give a sign-in to this version of Hub Steward. Look for an update, or use a token instead.',
  foreign:
    'What came back was not the answer to our question, so it was thrown away. Begin again; if it happens twice, use a token instead.',
  unavailable: 'This version of Hub Steward was made without the Hub’s sign-in. Use a token instead.',
};

const ODD =
  'The Hub answered in a way this version does not understand. Try again in a few minutes; if it happens again, look for an update of Hub Steward, or use a token instead.';

/** Troubles that mean the same to whoever signs in; what else the Hub says of an address or a text would mislead. */
const PLAIN: readonly HubErrorKind[] = ['network', 'timeout', 'rate-limited', 'server', 'not-json'];

/** What keeps a sign-in waiting or ends it. */
export const troubleSentence = ({ kind, sentence }: HubError): string =>
  PLAIN.includes(kind) ? sentence : ODD;

/** The Hub could not be asked for a code (`begun`) or for what the code is good for (`finished`), or said no at once. */
export function failedSentence(error: HubError, what: 'begun' | 'finished'): string {
  if (error.kind === 'unauthorised' || error.kind === 'forbidden' || error.kind === 'invalid')
    return ENDED_SENTENCES.refused;
  const sentence = troubleSentence(error);
  return what === 'begun'
    ? `The sign-in was not begun. ${sentence}`
    : `The sign-in was not finished and has to begin anew; nothing of it is kept. ${sentence}`;
}

export const EXPIRED_SENTENCE =
  'Your sign-in has ended, as every sign-in does after some hours. Sign in again; drafts and reports are kept, and a report that could not be sent can be tried again.';
export const REVOKED_SENTENCE =
  'The Hub does not accept your token any more, so it was removed here. Make a new one and add it.';
export const REVOKED_SIGN_IN_SENTENCE =
  'The Hub does not accept your sign-in any more, so it was removed here. Sign in again; drafts and reports are kept.';
