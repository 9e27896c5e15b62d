/** Shared lists, `labels.jsonl` in dataset repositories: what the seed's ones hold. One JSON object a line. */

import type { MakeText } from './live.ts';
import { SPECIAL } from './special.ts';

export interface LabelLine {
  /** `models/ns/name`, `datasets/…`, `spaces/…`, `kernels/…`; or `author`. */
  repo?: string;
  author?: string;
  label: string;
  action: 'cover' | 'hide' | 'mark' | 'show';
  reason: string;
  by: string;
  /** YYYY-MM-DD */
  at: string;
}

const line = (
  target: { repo: string } | { author: string },
  action: LabelLine['action'],
  reason: string,
): LabelLine => ({
  ...target,
  label: 'not-for-all-audiences',
  action,
  reason,
  by: SPECIAL.user,
  at: '2026-11-01',
});

/** The good list: every action, every type of repository, one author. None of its targets carries the tag, but the last. */
export const LABELS: readonly LabelLine[] = [
  line({ repo: `models/${SPECIAL.nsfwTagOnly}` }, 'cover', 'Pictures in the card'),
  line({ repo: `models/${SPECIAL.untaggedDerivative}` }, 'hide', 'Made from a tagged model'),
  line({ repo: `models/${SPECIAL.reportedModel}` }, 'mark', 'Under discussion'),
  line({ repo: `datasets/${SPECIAL.staffPinnedDataset}` }, 'cover', 'Not for our classroom'),
  line({ repo: `spaces/${SPECIAL.duplicatedSpace}` }, 'cover', 'A copy of a tagged Space'),
  line({ repo: `kernels/${SPECIAL.kernel}` }, 'mark', 'Try it with care'),
  line({ author: 'mallory-labs' }, 'hide', 'Misleading names'),
  line({ repo: `models/${SPECIAL.nfaaModel}` }, 'show', 'Used in our course'),
];

export const labelsText = (lines: readonly object[]): string =>
  `${lines.map((l) => JSON.stringify(l)).join('\n')}\n`;

/** How many lines of `BROKEN_LABELS` are good; the one whose reason has 70,000 characters is not counted. */
export const BROKEN_LABELS_GOOD = 3;

/** Good lines among all that can be wrong with one. */
export const BROKEN_LABELS = [
  JSON.stringify(LABELS[0]),
  '{"repo": "models/pebble-works/flow-tags", "label"',
  '',
  '# not JSON',
  '[]',
  'null',
  '{"repo":"models/pebble-works/flow-tags","label":"x","action":"delete","reason":"","by":"a","at":"2026-11-01"}',
  '{"repo":"../../settings/tokens","label":"x","action":"hide","reason":"","by":"a","at":"2026-11-01"}',
  '{"label":"x","action":"hide","reason":"names nothing","by":"a","at":"2026-11-01"}',
  '{"repo":42,"label":"x","action":"hide","reason":"","by":"a","at":"2026-11-01"}',
  '{"__proto__":{"polluted":true},"constructor":1,"action":"hide"}',
  `${JSON.stringify(LABELS[6])}\r`,
  `{"repo":"models/pebble-works/scalar-tag","label":"x","action":"hide","reason":"${'x'.repeat(70_000)}","by":"a","at":"2026-11-01"}`,
  JSON.stringify(LABELS[3]),
].join('\n');

/** About 2.6 MB of good lines about repositories that are not there. */
export const hugeLabels: MakeText = () =>
  labelsText(
    Array.from({ length: 20_000 }, (_, i) =>
      line({ repo: `models/shelf-${i % 400}/volume-${i}` }, 'cover', `Shelf ${i % 400}`),
    ),
  );

/** What `LiveFiles` begins with. */
export const LIVE_LABELS: [key: string, make: MakeText][] = [
  [`dataset:${SPECIAL.labelListHuge}/labels.jsonl`, hugeLabels],
];
