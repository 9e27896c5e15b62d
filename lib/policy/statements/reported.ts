/** What others report of the text printed 10 April 2025 (facts/reporting.md 2, facts/hub.md h). Not the policy's words. */
import type { ReportedStatement } from '../statements.ts';

const OF = '2025-04-10';

export const REPORTED: readonly ReportedStatement[] = [
  {
    id: 'reported-appeals-legal',
    kind: 'contact',
    about: 'appeals',
    name: 'To contest a decision',
    value: 'legal@huggingface.co',
    standing: 'reported',
    words: 'A reader found legal@huggingface.co as the address for contesting a decision.',
    source: 'a reader of the page in August 2026; not checked by us',
    of: OF,
    on: '2026-08-10',
  },
  {
    id: 'reported-appeals-safety',
    kind: 'contact',
    about: 'appeals',
    name: 'To contest a decision',
    value: 'safety@huggingface.co',
    standing: 'reported',
    words: 'Another reader found safety@huggingface.co as the address for contesting a decision.',
    source: 'a reader of the page in October 2026; not checked by us',
    of: OF,
    on: '2026-10-06',
  },
  {
    id: 'reported-counter-notice',
    kind: 'clock',
    about: 'counter-notice',
    name: 'After a counter-notice',
    value: '14 U.S. business days',
    standing: 'reported',
    words: 'The text of 2025 is said to name 14 U.S. business days in its part on DMCA counter-notices.',
    source: 'readers of the page in 2026; not checked by us',
    of: OF,
  },
  {
    id: 'reported-rights',
    kind: 'contact',
    about: 'rights',
    name: 'Intellectual property',
    value: 'dmca@huggingface.co',
    standing: 'reported',
    words: 'The text of 2025 is said to keep dmca@huggingface.co for claims about intellectual property.',
    source: 'readers of the page in 2026; not checked by us',
    of: OF,
  },
  {
    id: 'reported-owner-time-dropped',
    kind: 'clock',
    about: 'owner-time',
    name: 'Time for the owner to answer',
    value: 'none named',
    standing: 'reported',
    words:
      'The text of 2025 is said to name no time for the owner to answer: about 72 hours is typical under the text of 2023 only, and no promise.',
    source: 'readers of the page in 2026; not checked by us',
    of: OF,
  },
];
