/** What every step of the tour is given, and how it says that something is not as it should be. */
import type { Page } from 'puppeteer-core';
import type { Sandbox } from '../sandbox.ts';

export interface Stage extends Sandbox {
  /** Leaves screenshots/<browser>/NN-name.png. */
  shoot(page: Page, name: string): Promise<Buffer>;
}

export interface Step {
  does: string;
  /** Does it, holds it to what it should be, and says what was seen. */
  run(stage: Stage): Promise<string>;
}

/** Thrown with a sentence for people; the tour ends there. */
export class NotAsItShould extends Error {}

export function must(holds: unknown, otherwise: string): asserts holds {
  if (!holds) throw new NotAsItShould(otherwise);
}

export const many = (n: number, one: string, more = `${one}s`) => `${n} ${n === 1 ? one : more}`;
