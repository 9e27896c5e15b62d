/** One question to the worker, without words for people: the guard needs none. Everybody else goes through ask.ts. */
import type { Answers } from './answers.ts';
import { contentApi, orphaned } from './content.ts';
import type { MessageData, MessageName, Reply } from './messages.ts';

/** What a browser says when a worker died while it was being asked; asking again wakes it up. */
const DEAD_WORKER = /(channel|port) closed|does not exist|disconnected port/i;
/** Firefox turns messages away for a moment while it puts its event page to sleep; each pause is twice the one before. */
const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 800;

/** Thrown when the extension was updated or removed under the page. */
export const ORPHANED = 'orphaned';
/** Thrown when nobody answered. */
export const SILENT = 'silent';

/**
 * Asks the worker one thing. Every message may be asked twice without harm, so a worker that dies in between is asked again.
 * @throws ORPHANED, SILENT, or Error with the sentence that the worker answered
 */
export async function send<N extends MessageName>(name: N, data: MessageData<N>): Promise<Answers[N]> {
  for (let pause = FIRST_PAUSE_MS; pause <= LAST_PAUSE_MS; pause *= 2) {
    try {
      const reply = (await contentApi().runtime.sendMessage({ name, data })) as Reply<Answers[N]> | undefined;
      if (reply?.ok) return reply.value;
      if (reply) throw new Error(reply.error);
    } catch (error) {
      if (orphaned()) throw ORPHANED;
      if (!DEAD_WORKER.test(`${error}`)) throw error;
    }
    await new Promise((go) => setTimeout(go, pause));
  }
  throw SILENT;
}
