/**
 * What only Firefox itself may do. These functions run in the browser window's own scope (BiDi's chrome contexts,
 * which `--remote-allow-system-access` opens). Each must stand alone: it arrives there as text.
 */

interface Accessible {
  role: number;
  name: string | null;
  computedARIARole?: string;
  childCount: number;
  getChildAt(index: number): Accessible;
}
interface Extension {
  backgroundState: string;
  terminateBackground(options: object): Promise<void>;
}
interface Prefs {
  setIntPref(name: string, value: number): void;
  clearUserPref(name: string): void;
}
interface Selected {
  getBoundingClientRect(): DOMRect;
}
interface ClearData {
  CLEAR_DOM_STORAGES: number;
  CLEAR_COOKIES: number;
  deleteDataFromHost(host: string, byUser: boolean, flags: number, done: object): void;
}
declare const Services: {
  io: { offline: boolean };
  prefs: Prefs;
  clearData: ClearData;
  cache2: { clear(): void };
};
declare const WebExtensionPolicy: { getByID(id: string): { extension: Extension } | null };
declare const windowUtils: {
  startCompositionRecording(): Promise<void>;
  stopCompositionRecording(toDisk: boolean): Promise<{ frames: { dataUri: string }[] }>;
};
declare const gBrowser: { selectedBrowser: Selected };
declare const Cc: Record<string, { getService(kind: unknown): AccessibilityService }>;
declare const Ci: Record<string, unknown>;
interface AccessibilityService {
  getAccessibleFor(node: Selected): Accessible | null;
  getStringRole(role: number): string;
}

export function backgroundState(id: string): string {
  return WebExtensionPolicy.getByID(id)?.extension.backgroundState ?? 'no such extension';
}

/** Answers the state right afterwards: whoever waits for an answer may call it back to life at once. */
export async function terminateBackground(id: string): Promise<string> {
  const extension = WebExtensionPolicy.getByID(id)?.extension;
  // Both options: an attached inspector or a pending fetch would otherwise win it another half-minute.
  await extension?.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
  return extension?.backgroundState ?? 'no such extension';
}

export function setOffline(offline: boolean): void {
  Services.io.offline = offline;
  // Offline, Firefox answers from its cache, however stale.
  if (offline) Services.cache2.clear();
}

/** Null takes a preference back to its default. */
export function setPrefs(prefs: Record<string, number | null>): void {
  for (const [name, value] of Object.entries(prefs)) {
    if (value === null) Services.prefs.clearUserPref(name);
    else Services.prefs.setIntPref(name, value);
  }
}

export async function clearSite(host: string): Promise<void> {
  const { clearData } = Services;
  const flags = clearData.CLEAR_DOM_STORAGES | clearData.CLEAR_COOKIES;
  await new Promise<void>((resolve) => {
    clearData.deleteDataFromHost(host, true, flags, { onDataDeleted: () => resolve() });
  });
}

/** The selected tab's accessibility tree; the service starts on the first call and needs a moment. */
export function accessibleNodes(): { role: string; name: string; depth: number; native: string }[] | null {
  const service = Cc['@mozilla.org/accessibilityService;1']!.getService(Ci.nsIAccessibilityService);
  const outer = service.getAccessibleFor(gBrowser.selectedBrowser);
  const root = outer?.childCount ? outer.getChildAt(0) : null;
  if (!root) return null;
  const flat: { role: string; name: string; depth: number; native: string }[] = [];
  const visit = (node: Accessible, depth: number) => {
    const native = service.getStringRole(node.role);
    flat.push({ role: node.computedARIARole ?? '', native, name: node.name ?? '', depth });
    for (let i = 0; i < node.childCount; i++) visit(node.getChildAt(i), depth + 1);
  };
  visit(root, 0);
  return flat;
}

/** From now on the compositor keeps every frame that it puts on the screen, and only those. */
export async function startRecording(): Promise<void> {
  await windowUtils.startCompositionRecording();
}

export interface Recording {
  /** Where the page is in the window, in pixels of the frames. */
  page: { x: number; y: number; width: number; height: number };
  /** data: URLs of PNG pictures of the whole window. */
  frames: string[];
}

export async function stopRecording(): Promise<Recording> {
  const { x, y, width, height } = gBrowser.selectedBrowser.getBoundingClientRect();
  const { frames } = await windowUtils.stopCompositionRecording(false);
  return {
    page: { x, y, width, height },
    frames: frames.map(({ dataUri }) => dataUri),
  };
}
