/** What the guard says to people. One place, so that it can be translated. */
export const WORDS = {
  nfaa: 'Not for all audiences',
  nfaaWhy: 'Tagged not-for-all-audiences in its own card.',
  failed: 'Could not be checked',
  failedWhy: 'The Hub did not say whether this is for all audiences.',
  checking: 'Checking whether this is for all audiences…',
  show: 'Show',
  coverAgain: 'Cover again',
  report: 'Report',
  reportRepo: (id: string) => `Report ${id} to the Hub's moderators or its owner`,
  reportCovered: 'Report this repository',
  coverLabel:
    'Show this repository: it is covered because it is tagged not-for-all-audiences in its own card',
  failedLabel: 'Show this repository: whether it is for all audiences could not be checked',
  coverAgainLabel: 'Cover this repository again',
  wallText:
    'This repository is tagged not-for-all-audiences in its own card. It is covered because your settings ask for it.',
  wallFailedText:
    'The Hub did not say whether this repository is for all audiences. You can show it, or reload the page to try again.',
  wallShow: 'Show content',
  shownByYou: 'Shown by you: this repository is tagged not-for-all-audiences.',
  hidden: (n: number) =>
    n === 1 ? '1 repository is hidden by your settings' : `${n} repositories are hidden by your settings`,
  showHidden: 'Show on this page',
  hideAgain: 'Hide again',
  hiddenShown: (n: number) =>
    n === 1 ? '1 hidden repository is shown' : `${n} hidden repositories are shown`,
  dismiss: 'Dismiss',
} as const;
