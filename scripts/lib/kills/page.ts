/**
 * What runs inside a page of the extension, in either browser: asking the worker as our pages do, and time travel in its database.
 * Each function must stand alone: it arrives there as text.
 */
import type { Page } from 'puppeteer-core';
import type { OutboxRecord } from '../../../lib/report/report.ts';

declare const chrome: { runtime: { sendMessage(message: object): Promise<Reply | undefined> } };

export interface Message {
  name: string;
  data: object;
}
/** `null`: nobody answered, for the worker died whenever it was asked. */
export type Reply = { ok: true; value: unknown } | { ok: false; error: string } | null;

/** Asks all of them at once; each again when the worker died under it, as lib/platform/send.ts does. */
export function ask(page: Page, messages: Message[]): Promise<Reply[]> {
  return page.evaluate(async (all) => {
    const { runtime } = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
    return Promise.all(
      all.map(async (message): Promise<Reply> => {
        for (let attempt = 0; attempt < 6; attempt++) {
          if (attempt > 0) await new Promise((go) => setTimeout(go, 30 * 2 ** attempt));
          // One that is killed may leave the question without an answer for ever.
          const late = new Promise<undefined>((go) => setTimeout(go, 3_000));
          try {
            const reply = await Promise.race([runtime.sendMessage(message), late]);
            if (reply) return reply;
          } catch {
            // Dead: asked again.
          }
        }
        return null;
      }),
    );
  }, messages);
}

/** Wakes the worker, which then does what is due; nobody waits for it. */
export async function poke(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { runtime } = (globalThis as { browser?: typeof chrome }).browser ?? chrome;
    void runtime.sendMessage({ name: 'reports.list', data: {} }).catch(() => {});
  });
}

/** Every row of the outbox and of the errands, as they lie in the database. */
export async function rowsOf(page: Page): Promise<OutboxRecord[]> {
  const json = await page.evaluate(
    () =>
      new Promise<string>((done, fail) => {
        const opening = indexedDB.open('hub-steward');
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          const transaction = db.transaction(['outbox', 'errands']);
          const [reports, errands] = [
            transaction.objectStore('outbox').getAll(),
            transaction.objectStore('errands').getAll(),
          ];
          transaction.oncomplete = () => {
            db.close();
            done(JSON.stringify([...reports.result, ...errands.result]));
          };
          transaction.onabort = () => fail(transaction.error);
        };
      }),
  );
  return JSON.parse(json) as OutboxRecord[];
}

/** What the round before left goes. The worker must be dead meanwhile. */
export async function emptyOutbox(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((done, fail) => {
        const opening = indexedDB.open('hub-steward');
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          const transaction = db.transaction(['outbox', 'errands'], 'readwrite');
          for (const name of ['outbox', 'errands']) transaction.objectStore(name).clear();
          transaction.onabort = () => fail(transaction.error);
          transaction.oncomplete = () => {
            db.close();
            done();
          };
        };
      }),
  );
}
