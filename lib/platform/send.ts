/** One question to the worker, without words for people: the guard needs none. Everybody else goes through ask.ts. */
import type { Answers } from './answers.ts';
import { contentApi, orphaned } from './content.ts';
import type { MessageData, MessageName, Reply } from './messages.ts';

/** What a browser says when a worker died while it was being asked; asking again wakes it up. */
const DEAD_WORKER = /(channel|port) closed|does not exist|disconnected port/i;
const TRIES = 5;
/** Firefox turns messages away for a moment while it puts its event page to sleep. */
const FIRST_PAUSE_MS = 50;

/** Thrown when the extension was updated or removed under the page. */
export const ORPHANED = 'orphaned';
/** Thrown when nobody answered. */
export const SILENT = 'silent';

/**
 * Asks the worker one thing. Every message may be asked twice without harm, so a worker that dies in between is asked again.
 * @throws ORPHANED, SILENT, or Error with the sentence that the worker answered
 */
export async function send<N extends MessageName>(name: N, data: MessageData<N>): Promise<Answers[N]> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (attempt > 0) await new Promise((go) => setTimeout(go, FIRST_PAUSE_MS * 2 ** (attempt - 1)));
    if (orphaned()) throw ORPHANED;
    try {
      const reply = (await contentApi().runtime.sendMessage({ name, data })) as Reply<Answers[N]> | undefined;
      if (reply?.ok) return reply.value;
      if (reply) throw new Error(reply.error);
    } catch (error) {
      const message = `${error}`;
      if (/context invalidated/i.test(message)) throw ORPHANED;
      if (!DEAD_WORKER.test(message)) throw error;
    }
  }
  throw SILENT;
}
