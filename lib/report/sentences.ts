/** What the outbox tells people: what happened, and what to do next. */
export const SENTENCES = {
  private: 'This report must stay private, so it was not posted. Send it by mail.',
  noToken:
    'No account is signed in here. Add a token in the options and try again, or use the Hub’s own form.',
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
  local: 'Something went wrong in this browser before anything was sent. It is tried again by itself.',
} as const;

export const twice = (twins: readonly number[]) =>
  `It also stands there as ${twins.map((num) => `#${num}`).join(' and ')}: the line was cut, and your browser repeated the request by itself. You can close the one that is too many.`;
