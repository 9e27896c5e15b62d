/** The few calls that content scripts make, in both browsers, without the polyfill. */
interface ContentApi {
  runtime: {
    id?: string;
    sendMessage(message: unknown): Promise<unknown>;
    onMessage: { addListener(listener: (message: unknown, sender: { id?: string }) => void): void };
  };
  storage: {
    local: { get(keys: string[]): Promise<Record<string, unknown>> };
    onChanged: {
      addListener(listener: (changes: Record<string, { newValue?: unknown }>, area: string) => void): void;
    };
  };
}

const scope = globalThis as unknown as { browser?: ContentApi; chrome?: ContentApi };

/** Firefox's `browser`, or Chrome's `chrome`: both give promises in Manifest V3. */
export const contentApi = (): ContentApi =>
  (scope.browser?.runtime?.id ? scope.browser : scope.chrome!) as ContentApi;

/** True once the extension was updated or removed under the page: our calls would throw from now on. */
export function orphaned(): boolean {
  try {
    return !contentApi()?.runtime?.id;
  } catch {
    return true;
  }
}
