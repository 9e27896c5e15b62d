/** What is said to people in the Hub's pages. One place, so that it can be translated. */
import type { PointKind } from '../hub/report-points.ts';
import type { Cause } from '../nfaa/decide.ts';
import type { RuleKind } from '../nfaa/ruleset.ts';
import type { Who } from '../nfaa/who.ts';

export const WORDS = {
  nfaa: 'Not for all audiences',
  failed: 'Could not be checked',
  checking: 'Checking whether this is for all audiences…',
  show: 'Show',
  coverAgain: 'Cover again',
  report: 'Report',
  reportRepo: (id: string) => `Report ${id} to the Hub's moderators or its owner`,
  reportCovered: 'Report this repository',
  coverAgainLabel: 'Cover again: this repository',
  locked: 'Locked: covers cannot be opened here',
  wallText: 'It is covered because your settings ask for it.',
  wallFailedText: 'You can show it, or reload the page to try again.',
  wallShow: 'Show this repository',
  shownByYou: 'Shown by you.',
  mediaCovered: 'Pictures here are covered.',
  mediaShow: 'Show pictures',
  embedCovered: 'Apps and widgets here are covered.',
  embedShow: 'Show apps and widgets',
  mediaAgain: 'Cover pictures again',
  embedAgain: 'Cover apps and widgets again',
  hidden: (n: number) =>
    n === 1 ? '1 repository is hidden by your settings' : `${n} repositories are hidden by your settings`,
  showHidden: 'Show on this page',
  hideAgain: 'Hide again',
  hiddenShown: (n: number) =>
    n === 1 ? '1 hidden repository is shown' : `${n} hidden repositories are shown`,
  dismiss: 'Dismiss',
  undo: 'Undo',
  undone: 'Undone.',
  more: 'More choices for this repository',
  byTrait: 'Cover by tag, licence or word…',
  asking: 'Asking the Hub…',
  coverTrait: {
    tag: (value: string) => `Cover all with the tag “${value}”`,
    licence: (value: string) => `Cover all under the licence “${value}”`,
    word: (value: string) => `Cover all with the word “${value}”`,
  },
  noTraits: 'It has no tag, licence or word that a rule could go by.',
  tagsUnknown: 'The Hub did not say its tags. The options have rules about any tag.',
  offHere: 'The filter is off on this page, until you leave it.',
  onAgain: 'Switch on again',
  reportSection: 'Report this section',
  reportPassage: 'Report this passage',
  nothingSelected: 'Nothing is selected that could be reported.',
  whoAsk: 'Who tagged it?',
  whoAsking: 'Asking the Hub…',
  whoCommits: 'Its commits on the Hub',
  whoCommit: 'This commit',
  whoPull: 'This pull request',
} as const;

const POINTS: Record<PointKind, string> = {
  file: 'Report this file',
  row: 'Report this data',
  app: 'Report the app of this Space',
  discussion: 'Report this discussion',
  'pull-request': 'Report this pull request',
  comment: 'Report this comment',
  'paper-comment': 'Report this comment',
  post: 'Report this post',
  user: 'Report this person',
  organization: 'Report this organisation',
  collection: 'Report this collection',
};

/** What an entry reports, for whoever hears it: `Report this comment by name`. */
export const pointLabel = (kind: PointKind, author?: string): string =>
  author ? `${POINTS[kind]} by ${author}` : POINTS[kind];

/** A commit's title that is longer is not quoted. */
const MAX_QUOTE = 80;

/** A cover's few words. */
export function titleOf(cause: Cause | undefined): string {
  switch (cause?.kind) {
    case 'tag':
      return WORDS.nfaa;
    case 'rule':
      if (cause.effect.forced) return 'By your organisation';
      return cause.effect.list ? 'On a list you follow' : 'By your rule';
    case 'related':
      return 'Related to a tagged model';
    case 'failed':
      return WORDS.failed;
    default:
      return WORDS.nfaa;
  }
}

/** What a rule goes by. Never its value: a covered name is not told by its cover. */
const GOES_BY: Record<RuleKind, string> = {
  repo: 'this repository',
  author: 'its author',
  tag: 'a tag',
  licence: 'its licence',
  word: 'a word',
};

/** Why, and who says so: one sentence. */
export function whyOf(cause: Cause | undefined): string {
  switch (cause?.kind) {
    case 'rule': {
      const { list, kind, reason, forced } = cause.effect;
      if (forced) return `Your organisation has a rule about ${GOES_BY[kind]}.`;
      if (!list) return `You have a rule about ${GOES_BY[kind]}.`;
      return `The list “${list}” names ${GOES_BY[kind]}${reason ? `: ${reason}` : ''}.`;
    }
    case 'related':
      return 'It was made from a model that is tagged not-for-all-audiences. It has no such tag itself.';
    case 'failed':
      return 'The Hub did not say whether this is for all audiences.';
    default:
      return 'Tagged not-for-all-audiences in its own card.';
  }
}

/** Made when it is first needed: the browser takes some 50 ms for it, and this runs in every page. */
let day: Intl.DateTimeFormat | undefined;
function dayOf(at: number): string {
  day ??= new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return day.format(at);
}
const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Who put the tag there, as its commits say: one sentence. What would tell the name of the covered repository is left out.
 * @param id `namespace/name` of the repository
 */
export function whoSays({ by, name, at, title, pull, member }: Who, id: string): string {
  if (name === undefined) return 'Its commits do not say who added it.';
  const hidden = bare(id.slice(id.indexOf('/') + 1));
  const tells = (text: string) => hidden !== '' && bare(text).includes(hidden);
  const who = tells(name) ? 'somebody' : name;
  const more = [
    ...(member ? ['a member of the organisation that owns it'] : []),
    ...(pull === undefined ? [] : ['through a merged pull request']),
  ].map((part) => `, ${part}`);
  const on = at === undefined ? '' : `${more.length > 0 ? ',' : ''} on ${dayOf(at)}`;
  const rest = `${more.join('')}${on}`;
  if (by === 'owner' && !member)
    return who === name ? `Added by its owner ${name}${rest}.` : `Added by its owner${rest}.`;
  if (by !== 'staff') return `Added by ${who}${rest}.`;
  const quote = !title || title.length > MAX_QUOTE || tells(title) ? '' : ` (commit “${title}”)`;
  return `Added by ${who} of Hugging Face${rest}${quote}.`;
}

/** The name of the button on a cover. */
export function labelOf(cause: Cause | undefined): string {
  if (cause?.kind === 'failed')
    return 'Show this repository: whether it is for all audiences could not be checked';
  const why = whyOf(cause);
  return `Show this repository: it is covered. ${why}`;
}

/** A card's menu: what each choice says, and what is said when it is done. */
export const CHOICES = {
  'show-session': [
    'Show until the browser is closed',
    'This repository is shown until the browser is closed.',
  ],
  'show-always': ['Always show this repository', 'This repository is always shown.'],
  'cover-repo': ['Cover this repository', 'This repository is covered from now on.'],
  'hide-repo': ['Hide this repository', 'This repository is hidden from now on.'],
  'cover-author': ['Cover everything by this author', 'Everything by this author is covered from now on.'],
  'hide-author': ['Hide everything by this author', 'Everything by this author is hidden from now on.'],
  'show-author': ['Always show this author', 'Everything by this author is always shown.'],
} as const;
export type Choice = keyof typeof CHOICES;
