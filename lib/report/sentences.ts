/** What the outbox tells people: what happened, and what to do next. */
export const SENTENCES = {
  private: 'This report must stay private, so it was not posted. Send it by mail.',
  noToken:
    'No account is signed in here, or the sign-in has ended. Sign in again in the options, then press Try again; or use the Hub’s own form.',
  looking:
    'The Hub gave no clear answer, so it may have arrived or not. We look on the Hub first and send again only if it is not there.',
  unknownFate:
    'We could not find out whether it arrived. Look in the repository’s Community tab before you send it again.',
  gaveUp:
    'It did not arrive, although it was sent several times. Use the Hub’s own form or a mail, or try again later.',
  notSeen:
    'The Hub took it, but it cannot be read there (any more). Open the discussion to see what became of it.',
  underWay: 'It is being sent just now. Wait a minute and try again.',
  slowDown: 'The Hub asks us to slow down. It is sent by itself as soon as the Hub allows it.',
  full: 'This device has no room left for it. Free some space, then try again; what you wrote is kept as it is.',
  noRepository:
    'This belongs to no repository, so there is no Community tab to post in. Use the Hub’s own Report dialog, or send it by mail.',
  noThread: 'No thread was chosen to add this to. Choose one, or open a report of your own.',
  threadGone:
    'The thread is not there any more, so nothing was added to it. Open a report of your own, or send it by mail.',
  threadLocked:
    'The thread is locked, so nothing can be added to it. Open a report of your own, or send it by mail.',
  threadClosed:
    'The thread is closed: what you added stands there, but few may look. If it is not settled, open a report of your own.',
  notThere:
    'It is not known where this report stands on the Hub, so nothing can be added there. Look for it on the Hub first.',
  notOurs:
    'You added to a thread of somebody else, which only they or the owner can close. You can hide your comment on the Hub.',
  noWords: 'There is nothing to say yet. Write a sentence first.',
  tooManyWait:
    'Several reports of yours already wait for their turn, so this one was not taken; what you wrote is kept. Send it when one of them has left.',
  local: 'Something went wrong in this browser before anything was sent. It is tried again by itself.',
} as const;

export const twice = (twins: readonly number[]) =>
  `It also stands there as ${twins.map((num) => `#${num}`).join(' and ')}: the line was cut, and your browser repeated the request by itself. You can close the one that is too many.`;

export const twiceSaid =
  'Your comment stands there more than once: the line was cut, and your browser repeated the request by itself. You can hide the one that is too many.';
