/**
 * Files whose text is made when they are asked for: too large to keep in the state, or different at every question.
 * They stand before the files of the state.
 */

import type { Repo } from './types.ts';
import { repoKey } from './types.ts';

export type MakeText = (repo: Repo) => string;

export class LiveFiles {
  #make = new Map<string, MakeText>();
  #defaults: [key: string, make: MakeText][];

  constructor(defaults: [key: string, make: MakeText][]) {
    this.#defaults = defaults;
    this.reset();
  }

  /** `set('dataset:ns/name', 'labels.jsonl', () => '…')`; the ETag follows the text. */
  set(repo: string, path: string, make: MakeText): void {
    this.#make.set(`${repo}/${path}`, make);
  }

  delete(repo: string, path: string): void {
    this.#make.delete(`${repo}/${path}`);
  }

  text(repo: Repo, path: string): string | undefined {
    return this.#make.get(`${repoKey(repo)}/${path}`)?.(repo);
  }

  reset(): void {
    this.#make = new Map(this.#defaults);
  }
}
