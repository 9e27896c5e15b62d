/** The sentences of the ways: who will see it, and why one is closed, with what to do instead. Pure. */
import type { RouteInput } from './route.ts';

const EVERYBODY = 'Everybody can read it, now and later: ';
const THREAD = 'it becomes a public discussion in this repository’s Community tab, under ';
const OWNER = 'The owner is told of it. ';
const STAFF = 'Whether the staff of Hugging Face are told too, we only know once it stands there.';

const underName = (name: string | null) =>
  name === null ? 'the name of your account. ' : `your name, ${name}. `;

export const whoSees = {
  api: (name: string | null) => EVERYBODY + THREAD + underName(name) + OWNER + STAFF,
  form:
    EVERYBODY +
    THREAD +
    'the account that you are signed in with on huggingface.co. The Hub’s own form opens, filled in; sign in there if you are asked to. ' +
    'Nothing is posted until you press Create.',
  comment: (name: string | null, { discussion }: { discussion: number }) =>
    `${EVERYBODY}it becomes a comment in the thread #${discussion}, under ${underName(name)}` +
    'Those who take part in that thread are told of it.',
  dialog:
    'You use the Hub’s own Report dialog: three dots, then Report. We hand you the text, you paste it and press the button there. ' +
    'The Hub makes a public thread of it, under the account that you are signed in with, and tells the staff of Hugging Face. Everybody can read it.',
  dialogForModerators:
    'You use the Hub’s own Report dialog: the three dots beside it, then Report. We hand you the text, you paste it and press the button there. ' +
    'The Hub says that its moderation team reads it and that no thread is opened. We cannot see that, so write as if it were public.',
  mail: (address: string) =>
    `Only those at Hugging Face who read ${address} will see it. It leaves from your own mail program, so they see your mail address. ` +
    'Nothing is posted on the Hub.',
} as const;

const NO_TOKEN = 'No account is signed in here. Sign in or add a token in the options, or ';
const WEAK_TOKEN = 'Your token may not write in discussions. Replace it in the options, or ';

/** Why nothing can be posted for the person; `undefined` if it can. */
export function accountCloses(
  { name, canReport }: RouteInput['account'],
  join?: { discussion: number },
): string | undefined {
  const instead = join
    ? `open the thread #${join.discussion} and paste the text there yourself.`
    : 'use the Hub’s own form.';
  if (name === null) return NO_TOKEN + instead;
  return canReport === false ? WEAK_TOKEN + instead : undefined;
}

const STATES = {
  private:
    'This repository is private: others could neither read a report in its Community tab nor write one. Send it by mail instead.',
  disabled:
    'This repository is disabled already, so the Hub may refuse what is posted there. If something must still be said, send it by mail.',
  renamed:
    'This repository has another name now. Open its page, which leads to the new name, and report it there, or send it by mail.',
  gone: 'The Hub says that this repository is not there (deleted, renamed or made private). Send what you know by mail instead.',
} as const;

/** Why the Community tab takes nothing; `undefined` if it does, or if nobody knows (facts/reporting.md D35). */
export function communityCloses({
  type,
  state,
  discussionsDisabled,
}: RouteInput['target']): string | undefined {
  const closed = stateCloses(state);
  if (closed) return closed;
  if (type === 'bucket') return 'Buckets have no Community tab to post in. Send it by mail instead.';
  return discussionsDisabled === true
    ? 'The owner has switched off the Community tab of this repository. Send it by mail instead.'
    : undefined;
}

/** Gated repositories keep a Community tab that everybody sees (facts/reporting.md E027): they close nothing. */
function stateCloses(state: RouteInput['target']['state']): string | undefined {
  return state === null || state === undefined || state === 'open' || state === 'gated'
    ? undefined
    : (STATES[state] ?? undefined);
}

/**
 * Why the Hub's own Report dialog is no way; `undefined` if it is. Where nobody has looked at the page, only what the Hub
 * documents counts as there: repositories, comments and posts (facts/reporting.md 1.1, F3; facts/hub.md b).
 */
export function dialogCloses(target: RouteInput['target']): string | undefined {
  const { kind, type, state, nativeReport, discussionsDisabled } = target;
  const closed = stateCloses(state);
  if (closed) return closed;
  if (nativeReport === true) return undefined;
  if (nativeReport === false)
    return 'This page does not show the Hub’s own Report entry. Send it by mail instead.';
  if (kind === 'user' || kind === 'organization' || kind === 'collection')
    return 'We do not know of a Report entry of the Hub for this. If you see one in the three dots, use it; otherwise send it by mail.';
  if (type === 'bucket')
    return 'We do not know of a Report entry of the Hub for buckets. Send it by mail instead.';
  return discussionsDisabled === true
    ? 'The Hub’s own dialog opens a thread, and the Community tab is switched off here. Send it by mail instead.'
    : undefined;
}
