/** What the filter does on the page in front, as the guard there tells it. */
import { create } from 'zustand';
import { onCounts, type PageView, tabInFront, viewOf } from '../../lib/platform/view.ts';

interface PageStore {
  /** `null`: nobody answered, so there is nothing to switch. */
  view: PageView | null;
  /** Has anybody been asked yet? */
  asked: boolean;
  /** @param off switch the page off or on first */
  ask: (off?: boolean) => Promise<void>;
}

export const useFrontPage = create<PageStore>()((set) => ({
  view: null,
  asked: false,
  ask: async (off) => {
    const view = await tabInFront()
      .then((tabId) => viewOf(tabId, off))
      .catch(() => null);
    set({ view, asked: true });
  },
}));

/** Asks once, and again whenever a page has counted anew. Returns how to stop. */
export function followFrontPage(): () => void {
  const { ask } = useFrontPage.getState();
  void ask();
  return onCounts(() => void ask());
}
