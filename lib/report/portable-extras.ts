/** What is kept beside the outbox and belongs into an export: the person's notes, and what was seen on the Hub since (track.ts). */
import type { PortableExtras } from './portable-handlers.ts';
import { inOrder, placeOf } from './timeline.ts';
import type { Track } from './track.ts';

export function followExtras(track: Pick<Track, 'all' | 'note'>): PortableExtras {
  return {
    all: async () =>
      new Map(
        (await track.all()).map(({ id, note, entries }) => [
          id,
          {
            note,
            timeline: inOrder(entries).map((entry) => ({ at: placeOf(entry), text: entry.sentence })),
          },
        ]),
      ),
    keepNote: async (id, note) => {
      await track.note(id, note);
    },
  };
}
