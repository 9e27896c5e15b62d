/** What the worker answers when it is asked about reports and drafts. */
import type { Vault } from '../account/vault.ts';
import type { HubApi } from '../hub/api.ts';
import { browser } from '../platform/browser.ts';
import { captureTab } from '../platform/capture.ts';
import type { Database } from '../platform/db.ts';
import type { Handlers } from '../platform/serve.ts';
import { formUrl } from './compose.ts';
import { reportContext } from './context.ts';
import { dropDraft, loadDraft, saveDraft } from './draft.ts';
import type { Outbox } from './outbox.ts';
import { type PictureName, pictureHandlers } from './picture-handlers.ts';
import type { PortableName } from './portable-handlers.ts';

interface Needs {
  db: () => Promise<Database>;
  api: HubApi;
  vault: Vault;
  outbox: Outbox;
}

type Name = Exclude<Extract<keyof Handlers, `${'report' | 'reports' | 'draft'}.${string}`>, PortableName>;

export function reportHandlers({ db, api, vault, outbox }: Needs): Pick<Handlers, Name | PictureName> {
  // What goes wrong stands in the record that it went wrong for, or is tried again at the next start.
  const drain = () => void outbox.drain().catch(() => {});
  return {
    ...pictureHandlers({ db, now: Date.now, capture: captureTab }),
    'report.context': ({ target }) => reportContext({ api, vault, records: () => outbox.list() }, target),
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
      drain();
      return record;
    },
    'report.status': async ({ id }) => {
      drain();
      return outbox.get(id);
    },
    'report.retry': async ({ id }) => {
      const record = await outbox.retry(id);
      drain();
      return record;
    },
    'report.cancel': ({ id }) => outbox.cancel(id),
    'report.withdraw': async ({ id, comment }) => {
      const record = await outbox.withdraw(id, comment);
      drain();
      return record;
    },
    'report.say': async ({ id, text }) => {
      const record = await outbox.say(id, text);
      drain();
      return record;
    },
    'report.forget': async ({ id }) => {
      await outbox.forget(id);
      return {};
    },
    'reports.list': () => {
      drain();
      return outbox.list();
    },
  };
}
