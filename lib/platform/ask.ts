/** How every other part of the extension asks the worker. Types only from messages.ts, so zod stays out of content scripts. */
import type { Answers } from './answers.ts';
import type { MessageData, MessageName } from './messages.ts';
import { ORPHANED, SILENT, send } from './send.ts';

/** The extension was updated or removed under this page; only a reload brings it back. */
export class OrphanedError extends Error {
  constructor() {
    super('Hub Steward was updated. Reload this page to go on; what you typed is kept.');
  }
}

/**
 * Asks the worker one thing.
 * @throws Error with a sentence for the person
 */
export async function ask<N extends MessageName>(name: N, data: MessageData<N>): Promise<Answers[N]> {
  try {
    return await send(name, data);
  } catch (error) {
    if (error === ORPHANED) throw new OrphanedError();
    if (error === SILENT) throw new Error('Hub Steward did not answer. Try again in a moment.');
    throw error;
  }
}
