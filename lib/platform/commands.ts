/** What people switch without the popup: by the keyboard, or from a menu (menus.ts). What was done is said on the page. */
import { clockTime, pauseEnd } from '../nfaa/pause.ts';
import { type Action, type FilterPreferences, isActive } from '../nfaa/preferences.ts';
import { browser } from './browser.ts';
import { sentenceOf } from './serve.ts';
import { shortcuts } from './shortcuts.ts';
import { sayIn, tabInFront, viewOf } from './view.ts';

interface Needs {
  /** What is in force. */
  filter: () => Promise<FilterPreferences>;
  /** A change that a person makes: a lock may refuse it with a sentence. */
  changeAsPerson: (change: { filter: Partial<FilterPreferences> }) => Promise<unknown>;
  now: () => number;
}

export type Switches = ReturnType<typeof createSwitches>;

export function createSwitches({ filter, changeAsPerson, now }: Needs) {
  /** @param said what is said when it is done; a refusal is said in any case */
  async function change(
    tabId: number | undefined,
    part: Partial<FilterPreferences>,
    said?: () => string | Promise<string>,
  ): Promise<void> {
    try {
      await changeAsPerson({ filter: part });
    } catch (error) {
      return sayIn(tabId, sentenceOf(error));
    }
    if (said) await sayIn(tabId, await said());
  }

  async function stillSentence(): Promise<string> {
    const { on, pausedUntil } = await filter();
    const key = (await shortcuts())['toggle-filter'];
    const state = on ? `paused until ${clockTime(pausedUntil, now())}` : 'off';
    return `The filter is ${state}.${key ? ` Press ${key} to switch it on.` : ''}`;
  }

  /** Switching on ends a pause. */
  const switchFilter = (tabId: number | undefined, on: boolean): Promise<void> =>
    on
      ? change(tabId, { on, pausedUntil: 0 }, () => 'The filter is on.')
      : change(tabId, { on }, stillSentence);

  const isAtWork = async (): Promise<boolean> => isActive(await filter(), now());

  return {
    switchFilter,
    toggleFilter: async (tabId: number | undefined): Promise<void> =>
      switchFilter(tabId, !(await isAtWork())),

    chooseAction: (tabId: number | undefined, action: Action): Promise<void> => change(tabId, { action }),

    /** For an hour; or, while it is paused, no longer. */
    async togglePause(tabId: number | undefined): Promise<void> {
      if (await isAtWork()) await change(tabId, { pausedUntil: pauseEnd('hour', now()) }, stillSentence);
      else await change(tabId, { pausedUntil: 0 });
    },

    /** This page only, for as long as it is open. The page itself says that it is off, with a way back, or that a lock forbids it. */
    async togglePage(tabId: number | undefined): Promise<void> {
      const before = await viewOf(tabId);
      // Nobody there to switch, nor to say so.
      if (!before) return;
      if (!(await isAtWork())) return sayIn(tabId, await stillSentence());
      const after = await viewOf(tabId, !before.off);
      if (before.off && after?.off === false) await sayIn(tabId, 'The filter works on this page again.');
    },
  };
}

/** Must be called in the worker's first turn: a key may be what starts it. */
export function listenForCommands({ toggleFilter, togglePage }: Switches): void {
  browser.commands?.onCommand.addListener(async (command, tab) => {
    const tabId = tab?.id ?? (await tabInFront());
    if (command === 'toggle-filter') await toggleFilter(tabId);
    if (command === 'toggle-page') await togglePage(tabId);
  });
}
