/**
 * The worker: wiring only. Every event is listened for in the first turn, because the event is what starts us;
 * nothing is kept in memory that could not be lost at any moment (facts/extensions.md 4.vi).
 */
import { defineBackground } from 'wxt/utils/define-background';
import { CLIENT_ID } from '../lib/account/client.ts';
import { accountHandlers } from '../lib/account/handlers.ts';
import { createLock } from '../lib/account/lock.ts';
import { createLockedSettings } from '../lib/account/locked-settings.ts';
import { createSignIn } from '../lib/account/sign-in.ts';
import { createSync } from '../lib/account/sync.ts';
import { createVault } from '../lib/account/vault.ts';
import { createHubApi } from '../lib/hub/api.ts';
import { createOAuthApi } from '../lib/hub/oauth-api.ts';
import { repoKey } from '../lib/hub/url.ts';
import { verdictFromTags } from '../lib/nfaa/decide.ts';
import { INDEX_KEY } from '../lib/nfaa/index-format.ts';
import { createIndexSync } from '../lib/nfaa/index-sync.ts';
import { KNOWN_KEY, LABELS_KEY } from '../lib/nfaa/known.ts';
import { createLists } from '../lib/nfaa/lists.ts';
import { LOCK_KEY, type StoredLock, underLock } from '../lib/nfaa/lock-state.ts';
import { createLookup } from '../lib/nfaa/lookup.ts';
import { createMemory } from '../lib/nfaa/memory.ts';
import {
  type FilterPreferences,
  isActive,
  isPaused,
  readFilter,
  SETTINGS_KEY,
} from '../lib/nfaa/preferences.ts';
import { keepRegistered } from '../lib/nfaa/registration.ts';
import { ruleHandlers } from '../lib/nfaa/rule-handlers.ts';
import { createRules } from '../lib/nfaa/rules.ts';
import { browserStore } from '../lib/nfaa/rules-browser.ts';
import { RULESET_KEY, readRuleSet } from '../lib/nfaa/ruleset.ts';
import { createWho } from '../lib/nfaa/who.ts';
import { browser } from '../lib/platform/browser.ts';
import { createSwitches, listenForCommands } from '../lib/platform/commands.ts';
import { createDatabase } from '../lib/platform/db.ts';
import { createManaged, onManaged, readManaged } from '../lib/platform/managed.ts';
import { createMenus } from '../lib/platform/menus.ts';
import { isMetered, mayReadUnasked } from '../lib/platform/network.ts';
import { createNotifier } from '../lib/platform/notify.ts';
import { type Handlers, serve } from '../lib/platform/serve.ts';
import { browserSession } from '../lib/platform/session.ts';
import { changeSettings, loadSettings } from '../lib/platform/settings.ts';
import { publishLock } from '../lib/platform/stored-lock.ts';
import { createSyncClock, listenForSync, localSide, syncArea, tellSync } from '../lib/platform/sync.ts';
import { createToolbar } from '../lib/platform/toolbar.ts';
import { createArchive } from '../lib/policy/archive.ts';
import { createPacks, policyHandlers } from '../lib/policy/handlers.ts';
import { changesHash, newsWords } from '../lib/policy/news.ts';
import { createWatch, RETRY_MS } from '../lib/policy/watch.ts';
import { createClock } from '../lib/report/clock.ts';
import { dropSentDraft, pruneDrafts } from '../lib/report/draft.ts';
import { answersWords, firstAnswered } from '../lib/report/follow.ts';
import { followHandlers } from '../lib/report/follow-handlers.ts';
import { APART_MS, LOOK_LEASE_MS } from '../lib/report/follow-waits.ts';
import { reportHandlers } from '../lib/report/handlers.ts';
import { createOutbox } from '../lib/report/outbox.ts';
import { followExtras } from '../lib/report/portable-extras.ts';
import { portableHandlers } from '../lib/report/portable-handlers.ts';
import { createTrack } from '../lib/report/track.ts';

const OUTBOX_ALARM = 'outbox';
const POLICY_ALARM = 'policy';
const LOCK_ALARM = 'lock';
const PAUSE_ALARM = 'pause';
const LISTS_ALARM = 'lists';
const INDEX_ALARM = 'index';
const FOLLOW_ALARM = 'follow';
const SIGN_IN_ALARM = 'sign-in';

export default defineBackground(() => {
  const db = createDatabase();
  const api = createHubApi();
  const index = createIndexSync({
    db,
    api,
    publish: (short) => browser.storage.local.set({ [INDEX_KEY]: short }),
    enabled: async () => (await filterInForce()).on,
    found: (keys) => memory.correct(keys),
  });
  const watched = async () => {
    const { hints } = await filterInForce();
    return rules.watched(() => hints);
  };
  const memory = createMemory(
    db,
    (known, labels) => browser.storage.local.set({ [KNOWN_KEY]: known, [LABELS_KEY]: labels }),
    { watched, index: index.index },
  );
  const lookup = createLookup(memory, api, { index: index.index });
  const { who } = createWho({ db, api });
  const oauth = CLIENT_ID ? createOAuthApi(api, CLIENT_ID) : null;
  const refresh = oauth?.refresh;
  const vault = createVault({
    db,
    api,
    now: Date.now,
    session: browserSession,
    ...(refresh ? { refresh } : {}),
  });
  const signIn = createSignIn({
    db,
    oauth,
    clientId: CLIENT_ID,
    vault,
    // For when the options page is closed: while it is open, it asks by itself.
    schedule: (at) => browser.alarms.create(SIGN_IN_ALARM, { when: Math.max(at, Date.now() + 30_000) }),
  });
  const managed = createManaged({ db, read: readManaged, onChange: followManaged });
  const lock = createLock({
    db,
    now: Date.now,
    session: browserSession,
    managed: managed.get,
    publish: publishLock,
    schedule: (at) => browser.alarms.create(LOCK_ALARM, { when: at }),
  });
  const mayReveal = () => lock.mayReveal();
  const assertMayChange = (what: readonly string[]) => lock.assertMayChange(what);
  const rules = createRules({
    db,
    store: browserStore,
    session: browserSession,
    managed: managed.get,
    assertMayChange,
    mayReveal,
  });
  const lists = createLists({
    db,
    api,
    rules,
    token: () => vault.token(),
    // One alarm for the next that is due; a moment later than now, so that a list that is always due never keeps us awake.
    schedule: (at) => browser.alarms.create(LISTS_ALARM, { when: Math.max(at, Date.now() + 30_000) }),
    assertMayChange,
  });
  const changeUnderLock = createLockedSettings({ lock, load: loadSettings, keep: changeSettings });
  const packs = createPacks(ownFile);
  const news = () =>
    archive.unseen().then(
      (unseen) => newsWords(unseen.map(({ kind }) => kind)),
      // Without a database there is no news, but still a filter.
      () => null,
    );
  const answers = () => track.all().then(answersWords, () => null);
  const notifier = createNotifier(async () => {
    const [first] = await archive.unseen();
    await openPage('policy', first && changesHash(first.kind));
  });
  const answerNotifier = createNotifier(
    async () => openPage('reports', firstAnswered(await track.all()) ?? undefined),
    { id: 'report-answers', message: 'See who answered, and what became of it.' },
  );
  const archive = createArchive({
    db,
    packs,
    now: Date.now,
    onNews: () => {
      void toolbar.refresh();
      void news().then(notifier.tell);
    },
  });
  const toolbar = createToolbar({
    filter: filterInForce,
    now: Date.now,
    news: async () => [await news(), await answers()].filter(Boolean).join('. ') || null,
  });
  const sync = createSync({
    db,
    now: Date.now,
    session: browserSession,
    area: syncArea,
    local: () => localSide(rules.storage),
    keepSettings: changeSettings,
    changeRules: (work) => rules.storage.change(work),
    lock,
    schedule: createSyncClock(() => sync.due()),
    tell: tellSync,
    onLists: () => void lists.due().catch(() => {}),
  });
  const switches = createSwitches({
    filter: filterInForce,
    changeAsPerson: changeUnderLock,
    now: Date.now,
  });
  const watch = createWatch({ db, api, archive, now: Date.now, mayReadUnasked, isMetered });
  const outbox = createOutbox({
    db,
    api,
    token: () => vault.token(),
    doubt: () => vault.doubt(),
    now: Date.now,
    account: async () => (await vault.account()).name,
    // Also when the panel that was to do it is gone: a draft that stands on the Hub would only be sent again.
    onChange: ({ state, report, errand }) => {
      if (errand) return;
      if (state === 'sent' || state === 'confirmed') void dropSentDraft(db, report).catch(() => {});
      // Handed to the Hub's dialog: its thread is looked for.
      if (state === 'confirmed' || state === 'handed-over') void planFollow().catch(() => {});
    },
    // One alarm for whatever is due next; browsers that forget alarms get it anew at every start.
    schedule: createClock({
      alarm: (at) => browser.alarms.create(OUTBOX_ALARM, { when: at }),
      ring: () => void outbox.drain().catch(() => {}),
      now: Date.now,
    }),
  });

  const track = createTrack({
    db,
    api,
    records: () => outbox.list(),
    account: async () => (await vault.account()).name,
    tie: (id, at) => outbox.tie(id, at),
    now: Date.now,
    mayReadUnasked,
    onNews: () => {
      void toolbar.refresh();
      void answers().then(answerNotifier.tell);
    },
  });

  const handlers: Handlers = {
    ...policyHandlers({ archive, watch, packs }),
    ...reportHandlers({ db, api, vault, outbox }),
    ...portableHandlers({ db, now: Date.now, extras: followExtras(track) }),
    ...followHandlers(track, () => void planFollow().catch(() => {})),
    ...ruleHandlers({
      rules,
      lists,
      tagsOf: async (ref) =>
        (await memory.recall([repoKey(ref)])).get(repoKey(ref))?.tags ?? (await api.lookUpRepo(ref)).tags,
    }),
    ...accountHandlers({ vault, signIn, lock, sync, changeUnderLock }),
    'verdicts.ask': async ({ refs, page }) => lookup.ask(refs, page, { watched: await watched() }),
    'verdicts.written': async ({ refs }) =>
      lookup.ask(refs, 'about:blank', { watched: await watched(), written: true }),
    'verdicts.seen': async ({ ref, tags }) => {
      const nfaa = verdictFromTags(tags, 'page', Date.now()).nfaa === true;
      await memory.remember([[repoKey(ref), nfaa, (await watched()).length > 0 ? tags : undefined]]);
      return {};
    },
    'verdicts.who': ({ ref }) => who(ref),
    'panel.open': async (_, { tabId }) => {
      await browser.scripting.executeScript({
        target: { tabId: tabId!, frameIds: [0] },
        files: ['/panel.js'],
      });
      return {};
    },
    'page.open': async ({ page, hash }) => {
      await openPage(page, hash);
      return {};
    },
    'page.count': async (counts, { tabId }) => {
      await toolbar.show(tabId!, counts);
      return {};
    },
  };
  serve(handlers);

  const menus = createMenus({
    filter: filterInForce,
    switches,
    quick: (ref, what) => rules.quick(ref, what),
    openOptions: () => browser.runtime.openOptionsPage(),
    now: Date.now,
  });
  menus.listen();
  listenForCommands(switches);
  listenForSync(sync);
  notifier.listen();
  answerNotifier.listen();

  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === OUTBOX_ALARM) void outbox.drain().catch(() => {});
    if (name === POLICY_ALARM) {
      void stepPolicy();
      // At least once a day: the one alarm serves both.
      void rules.daily().catch(() => {});
    }
    if (name === LISTS_ALARM) void lists.due().catch(() => {});
    if (name === INDEX_ALARM) void stepIndex();
    if (name === FOLLOW_ALARM) void stepFollow().catch(() => {});
    if (name === SIGN_IN_ALARM) void signIn.look().catch(() => {});
    if (name === LOCK_ALARM) void lock.refresh();
    if (name === PAUSE_ALARM) void endPause().catch(() => {});
  });
  browser.storage.onChanged.addListener((changes, area) => {
    if (area !== 'local' || ![SETTINGS_KEY, LOCK_KEY, RULESET_KEY].some((key) => changes[key])) return;
    void follow();
    // Labels of what is known are read against today's rules; a filter that was switched on wants its index.
    void memory.flush().catch(() => {});
    void stepIndex();
  });
  onManaged(() => void managed.refresh());
  browser.runtime.onInstalled.addListener(({ reason }) => {
    void menus.rebuild();
    if (reason !== 'install') return;
    void openPage('welcome');
    void guardOpenTabs();
  });
  browser.runtime.onStartup.addListener(() => {
    void menus.rebuild();
    // A token that was not to be remembered ends with the browser that it was given in.
    void vault.token().catch(() => {});
  });
  void start();

  /** At every start of the worker: what the browser may have forgotten is put back, and what is due is done. */
  async function start(): Promise<void> {
    await follow();
    // Not waited for: at its start the browser takes seconds.
    void managed.refresh();
    await lock.refresh();
    await rules.start();
    await lists.schedule();
    void sync.due().catch(() => {});
    // One that comes back by itself was made by an earlier version of us.
    const policyAlarm = await browser.alarms.get(POLICY_ALARM);
    if (!policyAlarm || policyAlarm.periodInMinutes)
      browser.alarms.create(POLICY_ALARM, { delayInMinutes: 1 });
    if (!(await browser.alarms.get(INDEX_ALARM))) void stepIndex();
    await outbox.drain();
    await planFollow();
    await pruneDrafts(db, Date.now());
  }

  /** The Hub's texts, one page at a time. The alarm is set before the step as well: a worker may die in the middle of one. */
  async function stepPolicy(): Promise<void> {
    browser.alarms.create(POLICY_ALARM, { when: Date.now() + RETRY_MS });
    const { nextAt } = await watch.step();
    browser.alarms.create(POLICY_ALARM, { when: nextAt });
  }

  /** Opens one of our own pages in a tab. */
  async function openPage(page: string, hash?: string): Promise<void> {
    const url = browser.runtime.getURL(`/${page}.html${hash ? `#${encodeURI(hash)}` : ''}`);
    await browser.tabs.create({ url });
  }

  /** A file of our own package. */
  async function ownFile(name: string): Promise<unknown> {
    return (await fetch(browser.runtime.getURL(`/policy/${name}`))).json();
  }

  /** One alarm for the index's next step. It is set before the step as well: a worker may die in the middle of one. */
  async function stepIndex(): Promise<void> {
    browser.alarms.create(INDEX_ALARM, { when: Date.now() + 2 * 60_000 });
    const { nextAt } = await index.step();
    browser.alarms.create(INDEX_ALARM, { when: nextAt });
  }

  /** One alarm for the next look at what became of reports; none while nothing is followed. */
  async function planFollow(at?: number | null): Promise<void> {
    const next = at === undefined ? await track.nextDue() : at;
    if (next === null) await browser.alarms.clear(FOLLOW_ALARM);
    else browser.alarms.create(FOLLOW_ALARM, { when: Math.max(next, Date.now() + APART_MS) });
  }

  /** The alarm is set before the step as well: a worker may die in the middle of one. */
  async function stepFollow(): Promise<void> {
    browser.alarms.create(FOLLOW_ALARM, { when: Date.now() + LOOK_LEASE_MS });
    await planFollow(await track.step());
  }

  /** What is in force: the person's settings under the lock's. */
  async function filterInForce(): Promise<FilterPreferences> {
    const stored = await browser.storage.local.get([SETTINGS_KEY, LOCK_KEY]);
    const own = readFilter(stored[SETTINGS_KEY]);
    return underLock(own, stored[LOCK_KEY] as StoredLock | undefined);
  }

  /** What an administrator set has changed. */
  function followManaged(): void {
    void lock.refresh();
    void rules
      .recompile()
      .then(() => lists.due())
      .then(() => sync.changed())
      .catch(() => {});
  }

  /** The early sheet, the toolbar and the menus follow what is in force; and so they do when a pause ends. */
  async function follow(): Promise<void> {
    const filter = await filterInForce();
    const ruleset = readRuleSet((await browser.storage.local.get(RULESET_KEY))[RULESET_KEY]);
    await keepRegistered(filter, ruleset);
    if (filter.on && !isActive(filter, Date.now()))
      browser.alarms.create(PAUSE_ALARM, { when: filter.pausedUntil });
    else await browser.alarms.clear(PAUSE_ALARM);
    await Promise.all([toolbar.refresh(), menus.refresh()]);
  }

  /** A pause that is over is taken out of the settings: open tabs hear of that, and cover again. */
  async function endPause(): Promise<void> {
    const { filter } = await loadSettings();
    if (filter.pausedUntil > 0 && !isPaused(filter.pausedUntil, Date.now()))
      await changeSettings({ filter: { pausedUntil: 0 } });
    await follow();
  }

  /** Pages of the Hub that were open before we came: Firefox puts content scripts there itself, Chrome does not. */
  async function guardOpenTabs(): Promise<void> {
    for (const { id } of await browser.tabs.query({ url: 'https://huggingface.co/*' })) {
      if (id === undefined) continue;
      const target = { tabId: id };
      try {
        await browser.scripting.insertCSS({ target, files: ['/guard.css'] });
        await browser.scripting.executeScript({ target, files: ['/guard.js', '/draw.js'] });
      } catch {
        // A tab that was closed or discarded meanwhile gets its scripts when it is loaded.
      }
    }
  }
});
