/**
 * The worker's door: only messages on the list, only from whom the list names, only with data that fits the schema.
 * `command -> handler` is a literal map, so what a page can ask for is read in one place.
 */
import type { Answers } from './answers.ts';
import { browser, type Runtime } from './browser.ts';
import { MESSAGES, type MessageData, type MessageName, type Reply } from './messages.ts';

export interface Asker {
  kind: 'content' | 'page';
  tabId?: number;
}

export type Handlers = {
  [N in MessageName]: (data: MessageData<N>, asker: Asker) => Promise<Answers[N]>;
};

const HUB = 'https://huggingface.co';

/**
 * Who sends this? `null` for whoever is not us: another extension, a frame inside a page, a page of another site.
 * Firefox sets no `sender.origin` (facts/extensions.md 1.2), so the address is read.
 */
export function askerOf(sender: Runtime.MessageSender, ownId: string, ownUrl: string): Asker | null {
  if (sender.id !== ownId || !sender.url) return null;
  if (sender.url.startsWith(ownUrl)) return { kind: 'page', tabId: sender.tab?.id };
  let origin: string;
  try {
    origin = new URL(sender.url).origin;
  } catch {
    return null;
  }
  if (origin !== HUB || sender.frameId !== 0 || sender.tab?.id === undefined) return null;
  return { kind: 'content', tabId: sender.tab.id };
}

/** Answers one message. Never throws: what goes wrong travels as a sentence. */
export async function answer(
  message: unknown,
  asker: Asker | null,
  handlers: Handlers,
): Promise<Reply<unknown>> {
  const name = (message as { name?: unknown } | null)?.name;
  if (!asker || typeof name !== 'string' || !Object.hasOwn(MESSAGES, name)) {
    return { ok: false, error: 'Hub Steward does not know this request.' };
  }
  const entry = MESSAGES[name as MessageName];
  if (!(entry.from as readonly string[]).includes(asker.kind)) {
    return { ok: false, error: 'Hub Steward does not take this request from here.' };
  }
  const data = entry.data.safeParse((message as { data?: unknown }).data);
  if (!data.success) {
    const where = data.error.issues[0];
    return {
      ok: false,
      error: `Hub Steward could not read this request (${where?.path.join('.')}: ${where?.message}).`,
    };
  }
  try {
    const handler = handlers[name as MessageName] as (data: unknown, asker: Asker) => Promise<unknown>;
    return { ok: true, value: await handler(data.data, asker) };
  } catch (error) {
    return { ok: false, error: sentenceOf(error) };
  }
}

/** Errors that were written for people carry their sentence; anything else gets one. */
export function sentenceOf(error: unknown): string {
  const sentence = (error as { sentence?: unknown } | null)?.sentence;
  if (typeof sentence === 'string') return sentence;
  return error instanceof Error && error.message
    ? error.message
    : 'Something went wrong. Try again in a moment.';
}

/** Starts listening. Must run in the first turn of the worker, or a message that woke it is lost. */
export function serve(handlers: Handlers): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) =>
    answer(message, askerOf(sender, browser.runtime.id, browser.runtime.getURL('')), handlers),
  );
}
