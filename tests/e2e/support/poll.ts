/** Waiting for a condition, never for a time. */

export interface PollOptions {
  timeout?: number;
  /** Between two looks, in ms. */
  every?: number;
  /** Named in the error when the condition never came true. */
  what?: string;
}

/** Two browsers share whatever machine there is: something that takes longer than this is broken, not slow. */
const LONG_ENOUGH_MS = 10_000;

export type Truthy<T> = Exclude<T, false | null | undefined | 0 | ''>;

/**
 * Asks until the answer is truthy, and returns it. An error counts as "not yet" (a page that navigates throws
 * from every evaluate), but the last one is shown when time runs out.
 */
export async function until<T>(ask: () => Promise<T> | T, options: PollOptions = {}): Promise<Truthy<T>> {
  const { timeout = LONG_ENOUGH_MS, every = 20, what = 'the condition' } = options;
  const end = Date.now() + timeout;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer as Truthy<T>;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() >= end) break;
    await new Promise((resolve) => setTimeout(resolve, every));
  }
  const why = last instanceof Error ? last.message : JSON.stringify(last);
  throw new Error(`Waited ${timeout} ms for ${what}; last answer: ${why}`, { cause: last });
}
