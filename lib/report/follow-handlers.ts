/** What the worker answers when it is asked what became of reports. */
import type { Handlers } from '../platform/serve.ts';
import { answersWords, type Follow, firstAnswered } from './follow.ts';
import type { Track } from './track.ts';

type Name = Extract<keyof Handlers, `${'follow' | 'follows'}.${string}`>;

/** @param changed when the looks changed: the alarm may be due at another time */
export function followHandlers(track: Track, changed: () => void): Pick<Handlers, Name> {
  const then = async (work: Promise<Follow>): Promise<Follow> => {
    const row = await work;
    changed();
    return row;
  };
  return {
    'follows.list': () => track.list(),
    'follows.seen': async () => {
      await track.seen();
      return {};
    },
    'follows.news': async () => {
      const rows = await track.all();
      return { words: answersWords(rows), first: firstAnswered(rows) };
    },
    'follow.look': ({ id }) => then(track.look(id)),
    'follow.set': ({ id, following }) => then(track.set(id, following)),
    'follow.note': ({ id, note }) => track.note(id, note),
    'follow.mark': ({ id, what, on }) => track.mark(id, what, on),
    'follow.tie': ({ id, found }) => then(found === null ? track.part(id) : track.claim(id, found)),
    'follow.dismiss': async ({ id }) => {
      await track.dismiss(id);
      changed();
      return {};
    },
  };
}
