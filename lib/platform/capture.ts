/** What a tab shows, as a picture: the browsers allow it only where the person has called on us in that tab (`activeTab`). */
import { browser } from './browser.ts';

/** Of pictures that would be too large without loss. */
const JPEG_QUALITY = 85;

export type Capture =
  | { ok: true; url: string }
  /** `background`: another tab is in front. `not-allowed`: no press of ours in this tab yet. */
  | { ok: false; why: 'background' | 'not-allowed' | 'failed' };

/** "Either the '<all_urls>' or 'activeTab' permission is required." (Chrome), "Missing activeTab permission" (Firefox). */
const NOT_ALLOWED = /activeTab/i;

/**
 * A `data:` address of what that tab shows now, if it is the one in front.
 * @param fits is it small enough? If not, it is taken once more, smaller
 */
export async function captureTab(tabId: number, fits: (url: string) => boolean): Promise<Capture> {
  const inFront = async () => {
    const { active, windowId } = await browser.tabs.get(tabId);
    return active ? windowId : undefined;
  };
  try {
    const windowId = await inFront();
    if (windowId === undefined) return { ok: false, why: 'background' };
    let url = await browser.tabs.captureVisibleTab(windowId, { format: 'png' });
    if (!fits(url))
      url = await browser.tabs.captureVisibleTab(windowId, { format: 'jpeg', quality: JPEG_QUALITY });
    // A picture of another tab is thrown away unseen.
    return (await inFront()) === windowId ? { ok: true, url } : { ok: false, why: 'background' };
  } catch (error) {
    return { ok: false, why: NOT_ALLOWED.test(`${error}`) ? 'not-allowed' : 'failed' };
  }
}
