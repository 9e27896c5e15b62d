/** The few calls that content scripts make, in both browsers, without the polyfill. */
type Listener = (
  message: unknown,
  sender: { id?: string },
  answer: (value: unknown) => void,
) => boolean | undefined;

interface ContentApi {
  runtime: {
    id?: string;
    sendMessage(message: unknown): Promise<unknown>;
    onMessage: { addListener(listener: Listener): void };
  };
  storage: {
    local: {
      get(keys: string[]): Promise<Record<string, unknown>>;
      onChanged: {
        addListener(listener: (changes: Record<string, { newValue?: unknown }>) => void): void;
      };
    };
  };
}

const scope = globalThis as unknown as { browser?: ContentApi; chrome?: ContentApi };

/** Firefox's `browser`, or Chrome's `chrome`: both give promises in Manifest V3. */
export const contentApi = (): ContentApi =>
  (scope.browser?.runtime?.id ? scope.browser : scope.chrome!) as ContentApi;

/**
 * Listens to our own worker and pages; other extensions and pages are not heard.
 * @param act gives the answer, or `undefined` for none
 */
export function onMessage(act: (message: unknown) => unknown): void {
  contentApi().runtime.onMessage.addListener((message, sender, answer) => {
    if (sender.id !== contentApi().runtime.id) return undefined;
    const value = act(message);
    if (value !== undefined) answer(value);
    return undefined;
  });
}

/** True once the extension was updated or removed under the page: our calls would throw from now on. */
export function orphaned(): boolean {
  try {
    return !contentApi()?.runtime?.id;
  } catch {
    return true;
  }
}
