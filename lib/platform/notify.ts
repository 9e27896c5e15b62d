/** A notification of the browser's about news, for those who want it. The optional permission is the switch: there is no other. */
import { browser } from './browser.ts';

const NEEDS = { permissions: ['notifications' as const] };
export interface NotificationKind {
  /** One at a time of each: newer news takes the place of older. */
  id: string;
  /** Below the words. */
  message: string;
}

const POLICY: NotificationKind = { id: 'policy-news', message: 'See what changed, clause by clause.' };

export const mayNotify = (): Promise<boolean> => browser.permissions.contains(NEEDS);

/** Must be called in a click. @returns whether it is allowed now */
export const askToNotify = (): Promise<boolean> => browser.permissions.request(NEEDS);

export const stopNotifying = (): Promise<boolean> => browser.permissions.remove(NEEDS);

export interface Notifier {
  /** Call in the worker's first turn. */
  listen(): void;
  /** Says it, or takes back what was said. Never throws. @param words `null`: there is no news any more */
  tell(words: string | null): Promise<void>;
}

/** @param open shows what the notification is about */
export function createNotifier(
  open: () => Promise<unknown>,
  { id: ID, message }: NotificationKind = POLICY,
): Notifier {
  let listening = false;

  // Without the permission there is no such API.
  function listenIfAllowed(): void {
    if (listening || !browser.notifications) return;
    listening = true;
    browser.notifications.onClicked.addListener((id) => {
      if (id !== ID) return;
      void browser.notifications.clear(ID);
      void open().catch(() => {});
    });
  }

  return {
    listen() {
      listenIfAllowed();
      browser.permissions.onAdded.addListener(listenIfAllowed);
    },
    async tell(words) {
      try {
        if (!(await mayNotify())) return;
        listenIfAllowed();
        if (!words) await browser.notifications.clear(ID);
        else
          await browser.notifications.create(ID, {
            type: 'basic',
            iconUrl: browser.runtime.getURL('/icon/128.png'),
            title: words,
            message,
          });
      } catch {
        // The button in the toolbar says it too.
      }
    },
  };
}
