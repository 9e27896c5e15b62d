/**
 * The worker: wiring only. Every event is listened for in the first turn, because the event is what starts us;
 * nothing is kept in memory that could not be lost at any moment (facts/extensions.md 4.vi).
 */
import { defineBackground } from 'wxt/utils/define-background';
import { createVault } from '../lib/account/vault.ts';
import { createHubApi } from '../lib/hub/api.ts';
import { repoKey } from '../lib/hub/url.ts';
import { KNOWN_KEY } from '../lib/nfaa/known.ts';
import { createLookup } from '../lib/nfaa/lookup.ts';
import { createMemory } from '../lib/nfaa/memory.ts';
import { readFilter, SETTINGS_KEY } from '../lib/nfaa/preferences.ts';
import { keepRegistered } from '../lib/nfaa/registration.ts';
import { browser } from '../lib/platform/browser.ts';
import { createDatabase } from '../lib/platform/db.ts';
import { type Handlers, sentenceOf, serve } from '../lib/platform/serve.ts';
import { browserSession } from '../lib/platform/session.ts';
import { type PolicyPack, parsePack } from '../lib/policy/packs.ts';
import { forPanel, forReader } from '../lib/policy/views.ts';
import { createWatch } from '../lib/policy/watch.ts';
import { formUrl } from '../lib/report/compose.ts';
import { reportContext } from '../lib/report/context.ts';
import { dropDraft, dropSentDraft, loadDraft, pruneDrafts, saveDraft } from '../lib/report/draft.ts';
import { createOutbox } from '../lib/report/outbox.ts';

const OUTBOX_ALARM = 'outbox';
const POLICY_ALARM = 'policy';
const DAY_MINUTES = 24 * 60;

export default defineBackground(() => {
  const db = createDatabase();
  const api = createHubApi();
  const memory = createMemory(db, (known) => browser.storage.local.set({ [KNOWN_KEY]: known }));
  const lookup = createLookup(memory, api);
  const vault = createVault({ db, api, now: Date.now, session: browserSession });
  const watch = createWatch(db, api);
  const outbox = createOutbox({
    db,
    api,
    token: () => vault.token(),
    now: Date.now,
    account: async () => (await vault.account()).name,
    // Also when the panel that was to do it is gone: a draft that stands on the Hub would only be sent again.
    onChange: ({ state, report }) => {
      if (state === 'sent' || state === 'confirmed') void dropSentDraft(db, report).catch(() => {});
    },
    // One alarm for whatever is due next; browsers that forget alarms get it anew at every start.
    schedule: (at) => browser.alarms.create(OUTBOX_ALARM, { when: Math.max(at, Date.now() + 1_000) }),
  });

  let pack: Promise<PolicyPack> | undefined;
  const thePack = () => {
    pack ??= fetch(browser.runtime.getURL('policy/content-policy-2023-08-30.json'))
      .then((response) => response.json())
      .then(parsePack);
    return pack;
  };

  const handlers: Handlers = {
    'verdicts.ask': ({ refs, page }) => lookup.ask(refs, page),
    'verdicts.seen': async ({ ref, nfaa }) => {
      await memory.remember([[repoKey(ref), nfaa]]);
      return {};
    },
    'panel.open': async (_, { tabId }) => {
      await browser.scripting.executeScript({
        target: { tabId: tabId!, frameIds: [0] },
        files: ['/panel.js'],
      });
      return {};
    },
    'policy.panel': async ({ fresh }) => {
      // A page that cannot be read leaves what was read before; the policy page of ours says why.
      if (fresh) await watch.read().catch(() => {});
      return forPanel(await thePack(), await watch.latest());
    },
    'policy.read': async ({ refresh }) => {
      try {
        const live = refresh ? await watch.read(true) : await watch.latest();
        return forReader(await thePack(), live);
      } catch (error) {
        return forReader(await thePack(), await watch.latest(), sentenceOf(error));
      }
    },
    'report.context': ({ target }) => reportContext({ api, vault }, target),
    'draft.load': ({ key }) => loadDraft(db, key),
    'draft.save': async ({ draft }) => {
      await saveDraft(db, draft, Date.now());
      return {};
    },
    'draft.drop': async ({ key }) => {
      await dropDraft(db, key);
      return {};
    },
    'report.send': async ({ report }) => {
      const isNew = !(await outbox.get(report.id));
      const record = await outbox.submit(report);
      // Written first, then opened: whatever happens to the tab, the report is in the list.
      if (isNew && record.report.route === 'public-form')
        await browser.tabs.create({ url: formUrl(report).url });
      void outbox.drain();
      return record;
    },
    'report.status': async ({ id }) => {
      void outbox.drain();
      return outbox.get(id);
    },
    'report.retry': async ({ id }) => {
      const record = await outbox.retry(id);
      void outbox.drain();
      return record;
    },
    'report.cancel': ({ id }) => outbox.cancel(id),
    'report.forget': async ({ id }) => {
      await outbox.forget(id);
      return {};
    },
    'reports.list': () => {
      void outbox.drain();
      return outbox.list();
    },
    'account.get': () => vault.account(),
    'account.set': ({ token, remember }) => vault.setToken(token, remember),
    'account.forget': () => vault.forget(),
    'page.open': async ({ page, hash }) => {
      const url = browser.runtime.getURL(`/${page}.html${hash ? `#${encodeURIComponent(hash)}` : ''}`);
      await browser.tabs.create({ url });
      return {};
    },
  };
  serve(handlers);

  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === OUTBOX_ALARM) void outbox.drain();
    if (name === POLICY_ALARM) void watch.read().catch(() => {});
  });
  browser.storage.onChanged.addListener((changes, area) => {
    if (area === 'local' && changes[SETTINGS_KEY])
      void keepRegistered(readFilter(changes[SETTINGS_KEY].newValue));
  });
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason !== 'install') return;
    void browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
    void guardOpenTabs();
  });
  browser.runtime.onStartup.addListener(() => {
    // A token that was not to be remembered ends with the browser that it was given in.
    void vault.token();
  });
  void start();

  /** At every start of the worker: what the browser may have forgotten is put back, and what is due is done. */
  async function start(): Promise<void> {
    const stored = await browser.storage.local.get(SETTINGS_KEY);
    await keepRegistered(readFilter(stored[SETTINGS_KEY]));
    if (!(await browser.alarms.get(POLICY_ALARM)))
      browser.alarms.create(POLICY_ALARM, { periodInMinutes: DAY_MINUTES, delayInMinutes: 1 });
    await outbox.drain();
    await pruneDrafts(db, Date.now());
  }

  /** Pages of the Hub that were open before we came: Firefox puts content scripts there itself, Chrome does not. */
  async function guardOpenTabs(): Promise<void> {
    for (const { id } of await browser.tabs.query({ url: 'https://huggingface.co/*' })) {
      if (id === undefined) continue;
      const target = { tabId: id };
      try {
        await browser.scripting.insertCSS({ target, files: ['/content-scripts/guard.css'] });
        await browser.scripting.executeScript({
          target,
          files: ['/content-scripts/guard.js', '/content-scripts/draw.js'],
        });
      } catch {
        // A tab that was closed or discarded meanwhile gets its scripts when it is loaded.
      }
    }
  }
});
