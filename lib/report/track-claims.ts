/** What the person says of the reports that were found on the Hub: this one is mine of that day, or it is not. Both can be taken back. */
import type { Follow } from './follow.ts';
import type { OutboxRecord } from './report.ts';
import { claimable } from './tie.ts';
import { TRACK_SENTENCES } from './track-own.ts';
import type { Rows } from './track-rows.ts';

/**
 * @param fresh makes the rows that the outbox wants
 * @param tie changes the outbox's record; the rows follow from it
 */
export function createClaims(
  rows: Rows,
  records: () => Promise<OutboxRecord[]>,
  fresh: () => Promise<Follow[]>,
  tie: (id: string, at: { num: number; url: string } | null) => Promise<boolean>,
) {
  const rowOf = async (id: string): Promise<Follow> => {
    const row = (await fresh()).find((one) => one.id === id);
    if (!row) throw new Error(TRACK_SENTENCES.notThere);
    return row;
  };

  return {
    /** The native report `found` is this one. @throws Error with a sentence */
    async claim(id: string, found: string): Promise<Follow> {
      const native = await rowOf(found);
      const possible = claimable(native, await records(), await rows.all());
      const { discussion } = native;
      const url = native.native?.url;
      if (!possible.some((record) => record.id === id) || discussion === null || url === undefined)
        throw new Error(TRACK_SENTENCES.notThere);
      if (!(await tie(id, { num: discussion, url }))) throw new Error(TRACK_SENTENCES.notThere);
      return rowOf(id);
    },

    /** It is not this one: the report waits again, and the native one is an entry of its own. @throws Error with a sentence */
    async part(id: string): Promise<Follow> {
      const row = await rowOf(id);
      if (!row.tied) throw new Error(TRACK_SENTENCES.notThere);
      if (!(await tie(id, null))) throw new Error(TRACK_SENTENCES.notThere);
      return rowOf(id);
    },
  };
}
