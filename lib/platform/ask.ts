/** How every other part of the extension asks the worker. Types only from messages.ts, so zod stays out of content scripts. */
import type { Answers } from './answers.ts';
import { contentApi, orphaned } from './content.ts';
import type { MessageData, MessageName, Reply } from './messages.ts';

/** The extension was updated or removed under this page; only a reload brings it back. */
export class OrphanedError extends Error {
  constructor() {
    super('Hub Steward was updated. Reload this page to go on; what you typed is kept.');
  }
}

/** What a browser says when a worker died while it was being asked; asking again wakes it up. */
const DEAD_WORKER =
  /message channel closed|message port closed|receiving end does not exist|disconnected port/i;
const TRIES = 5;
/** Firefox turns messages away for a moment while it puts its event page to sleep. */
const FIRST_PAUSE_MS = 50;

/**
 * Asks the worker one thing. Every message may be asked twice without harm, so a worker that dies in between is asked again.
 * @throws Error with a sentence for the person
 */
export async function ask<N extends MessageName>(name: N, data: MessageData<N>): Promise<Answers[N]> {
  for (let attempt = 1; ; attempt++) {
    if (orphaned()) throw new OrphanedError();
    try {
      const reply = (await contentApi().runtime.sendMessage({ name, data })) as Reply<Answers[N]> | undefined;
      if (reply?.ok) return reply.value;
      if (reply) throw new Error(reply.error);
      if (attempt >= TRIES) throw new Error('Hub Steward did not answer. Try again in a moment.');
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (/context invalidated/i.test(message)) throw new OrphanedError();
      if (!DEAD_WORKER.test(message)) throw error;
      if (attempt >= TRIES) throw new Error('Hub Steward did not answer. Try again in a moment.');
    }
    await new Promise((go) => setTimeout(go, FIRST_PAUSE_MS * 2 ** (attempt - 1)));
  }
}
