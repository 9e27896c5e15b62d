/** What is followed, to try the list and its parts with. */
import type { Entry, Follow } from '../../../lib/report/follow.ts';

export const entry = (part: Partial<Entry> = {}): Entry => ({
  key: 'k',
  what: 'staff-reply',
  at: 5,
  observedAt: 6,
  sentence: 's replied.',
  by: { name: 's', role: 'staff', ownerSide: false },
  answer: true,
  ...part,
});
export const followOf = (id: string, part: Partial<Follow> = {}): Follow => ({
  id,
  following: 'on',
  repo: { type: 'model', id: 'someone/a-model' },
  discussion: 3,
  madeAt: 1,
  hubMadeAt: 1,
  nextAt: 2,
  lookedAt: null,
  failures: 0,
  last: null,
  entries: [],
  newsAt: 1,
  seenAt: 1,
  note: '',
  ...part,
});
