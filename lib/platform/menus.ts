/**
 * Context menus: on our button in the toolbar, and on pages of the Hub. Both browsers keep menus while the worker sleeps, and
 * forget them at different times (Chrome not even at a restart); so at install and at a start of the browser they are made
 * anew, and at every other start they are only set to the settings, and made anew if one is missing.
 */

import type { Menus } from 'webextension-polyfill';
import { CHOICES } from '../draw/words.ts';
import { type RepoRef, repoRefOf } from '../hub/ref.ts';
import { clockTime } from '../nfaa/pause.ts';
import { ACTIONS, type Action, type FilterPreferences, isActive } from '../nfaa/preferences.ts';
import type { Quick } from '../nfaa/rule-views.ts';
import { browser } from './browser.ts';
import type { Switches } from './commands.ts';
import { reportPassage } from './passage.ts';
import { sentenceOf } from './serve.ts';
import { sayIn } from './view.ts';

/** Rules that a link's menu makes at once; the words are those of a card's own menu. */
const FOR_LINKS = ['cover-repo', 'hide-author', 'show-always'] as const satisfies readonly Quick[];
type ForLink = (typeof FOR_LINKS)[number];

const PAGES = ['https://huggingface.co/*'];
/** Repositories have at least two segments; what else does is told apart when it is chosen. */
const LINKS = ['https://huggingface.co/*/*', 'https://hf.co/*/*'];
const NO_REPOSITORY = 'This link does not lead to a repository.';

const ACTION_TITLES: Record<Action, string> = { show: 'Show', mark: 'Mark', cover: 'Cover', hide: 'Hide' };
type Item = Menus.CreateCreatePropertiesType & { id: string };
type State = Menus.UpdateUpdatePropertiesType;

/** What follows the settings, by menu item. The chosen action comes last: choosing one takes the choice from the others. */
function states(filter: FilterPreferences, now: number): [id: string, state: State][] {
  const paused = filter.on && !isActive(filter, now);
  const actions = ACTIONS.map((action): [string, State] => [
    action,
    { checked: action === filter.action, enabled: filter.on },
  ]);
  return [
    ['filter', { checked: filter.on }],
    ...actions.filter(([action]) => action !== filter.action),
    ...actions.filter(([action]) => action === filter.action),
    [
      'pause',
      {
        title: paused
          ? `Resume now (paused until ${clockTime(filter.pausedUntil, now)})`
          : 'Pause for 1 hour',
        enabled: filter.on,
      },
    ],
  ];
}

/** Every item, parents before children. */
function items(filter: FilterPreferences, now: number): Item[] {
  const button: Pick<Item, 'contexts'> = { contexts: ['action'] };
  const onHub: Pick<Item, 'contexts' | 'documentUrlPatterns'> = {
    contexts: ['page', 'link', 'image'],
    documentUrlPatterns: PAGES,
  };
  const state = Object.fromEntries(states(filter, now));
  const stateful = (item: Item): Item => ({ ...item, ...state[item.id] });
  return [
    stateful({ ...button, id: 'filter', type: 'checkbox', title: 'Filter sensitive repositories' }),
    { ...button, id: 'labelled', title: 'Repositories with the label' },
    ...ACTIONS.map((id) =>
      stateful({ ...button, id, parentId: 'labelled', type: 'radio', title: ACTION_TITLES[id] }),
    ),
    stateful({ ...button, id: 'pause' }),
    { ...button, id: 'options', title: 'Options of Hub Steward' },
    { ...onHub, id: 'hub', title: 'Hub Steward' },
    { ...onHub, id: 'page', parentId: 'hub', title: 'Cover or show this page' },
    ...FOR_LINKS.map(
      (id): Item => ({
        id,
        parentId: 'hub',
        title: CHOICES[id][0],
        contexts: ['link'],
        documentUrlPatterns: PAGES,
        targetUrlPatterns: LINKS,
      }),
    ),
    // By itself: whoever has selected words wants one press, not a menu in a menu.
    {
      id: 'passage',
      title: 'Report this passage',
      contexts: ['selection'],
      documentUrlPatterns: PAGES,
    },
  ];
}

interface Needs {
  /** What is in force. */
  filter: () => Promise<FilterPreferences>;
  switches: Switches;
  /** Makes a rule of the person's own; an error's sentence says why it was not made. */
  quick: (ref: RepoRef, what: Quick) => Promise<unknown>;
  openOptions: () => Promise<unknown>;
  now: () => number;
}

export type ContextMenus = ReturnType<typeof createMenus>;

export function createMenus({ filter, switches, quick, openOptions, now }: Needs) {
  // Two that made the menus at the same time would make each item twice.
  let last: Promise<void> = Promise.resolve();
  const inOrder = (work: () => Promise<void>): Promise<void> => {
    // Firefox on Android has no context menus.
    if (browser.contextMenus) last = last.then(work).catch(() => {});
    return last;
  };

  async function make(): Promise<void> {
    await browser.contextMenus.removeAll();
    await Promise.all(items(await filter(), now()).map(create));
  }

  async function set(): Promise<void> {
    try {
      for (const [id, state] of states(await filter(), now())) await browser.contextMenus.update(id, state);
    } catch {
      await make();
    }
  }

  async function chosen(
    { menuItemId, linkUrl, checked, selectionText, frameId }: Menus.OnClickData,
    tabId?: number,
  ): Promise<void> {
    const id = String(menuItemId);
    if (id === 'filter') await switches.switchFilter(tabId, checked === true);
    if (ACTIONS.includes(id as Action)) await switches.chooseAction(tabId, id as Action);
    if (id === 'pause') await switches.togglePause(tabId);
    if (id === 'options') await openOptions();
    if (id === 'page') await switches.togglePage(tabId);
    if (id === 'passage') await reportPassage(tabId, selectionText ?? '', frameId);
    if (FOR_LINKS.includes(id as ForLink)) await sayIn(tabId, await ruled(linkUrl, id as ForLink));
    // The browser has drawn the choice already; what a lock refused is drawn back.
    await inOrder(set);
  }

  async function ruled(link: string | undefined, what: ForLink): Promise<string> {
    const ref = link === undefined ? null : repoRefOf(link);
    if (!ref) return NO_REPOSITORY;
    try {
      await quick(ref, what);
      return CHOICES[what][1];
    } catch (error) {
      return sentenceOf(error);
    }
  }

  return {
    /** At install, after an update, at a start of the browser. */
    rebuild: (): Promise<void> => inOrder(make),
    /** The settings have changed, a pause has ended, or the worker has started. */
    refresh: (): Promise<void> => inOrder(set),
    /** Must be called in the worker's first turn: a choice may be what starts it. */
    listen(): void {
      browser.contextMenus?.onClicked.addListener((info, tab) => void chosen(info, tab?.id));
    },
  };
}

/** An item that is there already is as good as one that was made. */
function create(item: Item): Promise<void> {
  return new Promise((done) => {
    browser.contextMenus.create(item, () => {
      // Read, or the browser writes it to the console as an error that nobody looked at.
      void browser.runtime.lastError;
      done();
    });
  });
}
