/** What the person says of a report themselves: whether to follow it, their note, what became of a mail. Nothing of it leaves. */
import { type Follow, MAX_NOTE } from './follow.ts';
import { NEVER } from './follow-waits.ts';
import type { OutboxRecord } from './report.ts';
import { isPrivateOnly } from './route.ts';
import type { Rows } from './track-rows.ts';

export const TRACK_SENTENCES = {
  notThere: 'This report is not in the list any more. Reload the page.',
  nothing: 'There is nothing on the Hub to look at for this report.',
  noWords: 'Reports on this topic hold no words, so no note is kept with them.',
} as const;

/** @param fresh makes the rows that the outbox wants */
export function createOwn(
  rows: Rows,
  records: () => Promise<OutboxRecord[]>,
  now: () => number,
  fresh: () => Promise<unknown>,
) {
  return {
    /** Ends the looks, or begins them again. */
    async set(id: string, following: boolean): Promise<Follow> {
      await fresh();
      const row = await rows.change(id, (current) =>
        current.following === 'none'
          ? null
          : {
              ...current,
              following: following ? 'on' : 'stopped',
              nextAt: following ? now() : NEVER,
              newsAt: following ? now() : current.newsAt,
            },
      );
      if (!row) throw new Error(TRACK_SENTENCES.nothing);
      return row;
    },

    /** Keeps the person's own words, on this device; never for a topic that takes none. */
    async note(id: string, text: string): Promise<Follow> {
      const record = (await records()).find((one) => one.id === id) ?? null;
      if (record && isPrivateOnly(record.report)) throw new Error(TRACK_SENTENCES.noWords);
      const row = await rows.change(id, (current) => ({ ...current, note: text.slice(0, MAX_NOTE) }), record);
      if (!row) throw new Error(TRACK_SENTENCES.notThere);
      return row;
    },

    /** What only the person can know of a mail. */
    async mark(id: string, what: 'sent' | 'answered', on: boolean): Promise<Follow> {
      const record = (await records()).find((one) => one.id === id) ?? null;
      const row = await rows.change(
        id,
        (current) => {
          const { sentAt, answeredAt, ...rest } = current;
          const at = { sentAt, answeredAt, [`${what}At`]: on ? now() : undefined };
          return {
            ...rest,
            ...(at.sentAt === undefined ? {} : { sentAt: at.sentAt }),
            ...(at.answeredAt === undefined ? {} : { answeredAt: at.answeredAt }),
          };
        },
        record,
      );
      if (!row) throw new Error(TRACK_SENTENCES.notThere);
      return row;
    },

    /** Takes a native report off the list; what stands on the Hub stays there. */
    async dismiss(id: string): Promise<void> {
      await rows.change(id, (current) =>
        current.native
          ? {
              ...current,
              dismissed: true,
              following: 'stopped',
              nextAt: NEVER,
              note: '',
              entries: [],
              last: null,
            }
          : null,
      );
    },
  };
}
