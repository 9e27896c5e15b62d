/** As much of the browser as the toolbar, the menus and the commands speak to; menus behave as both browsers' do. */
import { vi } from 'vitest';

export interface FakeItem {
  id: string;
  parentId?: string;
  title?: string;
  type?: string;
  checked?: boolean;
  enabled?: boolean;
  contexts?: string[];
  targetUrlPatterns?: string[];
  documentUrlPatterns?: string[];
}
type Clicked = (info: Record<string, unknown>, tab?: { id: number }) => void;
type Commanded = (command: string, tab?: { id: number }) => void;

export function fakeBrowser() {
  const items = new Map<string, FakeItem>();
  /** Sentences in `runtime.lastError` that nobody read. */
  const unread: string[] = [];
  const clicked: Clicked[] = [];
  const commanded: Commanded[] = [];
  const titles = new Map<number | undefined, string>([[undefined, 'Hub Steward']]);
  const badges = new Map<number | undefined, string>();
  let error: string | undefined;

  const browser = {
    runtime: {
      id: 'ours',
      get lastError() {
        const message = error;
        error = undefined;
        return message && { message };
      },
    },
    action: {
      setBadgeText: vi.fn(async ({ tabId, text }: { tabId: number; text: string }) => {
        badges.set(tabId, text);
      }),
      setTitle: vi.fn(async ({ tabId, title }: { tabId?: number; title: string }) => {
        titles.set(tabId, title);
      }),
      getTitle: async ({ tabId }: { tabId?: number }) => titles.get(tabId) ?? titles.get(undefined)!,
      setBadgeBackgroundColor: vi.fn(async () => {}),
      setBadgeTextColor: vi.fn(async () => {}),
    },
    tabs: {
      query: vi.fn(async (_: object): Promise<{ id: number }[]> => []),
      sendMessage: vi.fn(async (_tabId: number, _message: unknown, _options?: object): Promise<unknown> => {
        throw new Error('Could not establish connection. Receiving end does not exist.');
      }),
    },
    commands: {
      getAll: async () => [
        { name: 'toggle-filter', shortcut: 'Alt+Shift+G' },
        { name: 'toggle-page', shortcut: '' },
      ],
      onCommand: { addListener: (listener: Commanded) => commanded.push(listener) },
    } as
      | { getAll: () => Promise<object[]>; onCommand: { addListener: (one: Commanded) => void } }
      | undefined,
    contextMenus: {
      create: vi.fn((item: FakeItem, done: () => void) => {
        queueMicrotask(() => {
          if (items.has(item.id)) error = `Cannot create item with duplicate id ${item.id}`;
          else if (item.parentId !== undefined && !items.has(item.parentId)) error = 'Cannot find the parent';
          else items.set(item.id, { ...item });
          done();
          if (error) unread.push(error);
          error = undefined;
        });
      }),
      update: vi.fn(async (id: string, change: Partial<FakeItem>) => {
        const item = items.get(id);
        if (!item) throw new Error(`Cannot find menu item with id ${id}`);
        Object.assign(item, change);
        if (item.type !== 'radio' || !change.checked) return;
        for (const other of items.values())
          if (other !== item && other.type === 'radio' && other.parentId === item.parentId)
            other.checked = false;
      }),
      removeAll: vi.fn(async () => items.clear()),
      onClicked: { addListener: (listener: Clicked) => clicked.push(listener) },
    } as Record<string, unknown> | undefined,
  };
  return {
    browser,
    items,
    unread,
    titles,
    badges,
    click: (info: Record<string, unknown>, tabId = 7) => {
      for (const listener of clicked) listener(info, { id: tabId });
    },
    command: (name: string, tabId?: number) => {
      for (const listener of commanded) listener(name, tabId === undefined ? undefined : { id: tabId });
    },
  };
}
