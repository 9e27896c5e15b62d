/** Remarks of ours on single clauses. Never the policy's words, and always shown as ours (facts/reporting.md D33). */

export interface Note {
  id: string;
  title: string;
  /** Paragraphs. */
  text: string[];
}

interface Anchored extends Note {
  /** Rules that it is about. */
  rules?: string[];
  /** SHA-256 (hex) of the clauses that it is about, for those that hold no rule. */
  clauses?: string[];
}

const NOTES: readonly Anchored[] = [
  {
    id: 'excessive-data',
    rules: ['CP2025.G5.excessive-data'],
    title: 'How much is too much is not said',
    text: [
      'The policy gives no threshold for “excessive” and no test for “irrelevant”. Large datasets are what the Hub is for: size alone breaks no rule that is known here.',
      'What helps in a report: how much there is and of what; the same files kept several times, or in several repositories; nothing that has to do with machine learning; a card that is empty or about something else.',
      'Before you report a large dataset, look at its card, its downloads and its discussions, and ask its owner if you can. Legitimate large datasets are easily mistaken for misuse.',
    ],
  },
  {
    id: 'interference',
    rules: ['CP2025.G5.interference'],
    title: 'What this group is about',
    text: [
      'Misuse of the Hub’s machines, of its counts and of ways round its limits, by what somebody posts or by how they use the Hub. Whether a case falls under it is for Hugging Face to decide.',
    ],
  },
  {
    id: 'metrics',
    rules: ['CP2025.G5.metrics'],
    title: 'What helps',
    text: [
      'Quote the offer (“like this and get …”) and give the address where it stands. Many likes alone show nothing.',
    ],
  },
  {
    id: 'bots',
    rules: ['CP2025.G5.bots'],
    title: 'This concerns tools like this one, too',
    text: ['Hub Steward sends no report by itself and has no way of reporting many repositories at once.'],
  },
  {
    id: 'bypass',
    rules: ['CP2025.G5.bypass', 'CP2023.R17'],
    title: 'The purpose counts',
    text: [
      'These tools have lawful uses. What the clause speaks of is getting round restrictions: say which restriction, and where that can be seen.',
    ],
  },
  {
    id: 'bulk',
    rules: ['CP2023.R10'],
    title: 'Many reports can be bulk activity, too',
    text: ['Reports are content of the Hub. One report with good evidence does more than many.'],
  },
  {
    id: 'owner-time',
    rules: ['CP2023.P.owner-time'],
    title: '“Typically” and “approximately”',
    text: [
      'This is what was usual under the text of 2023, and no promise. No such time is among the verified lines of the text of 2025.',
    ],
  },
  {
    id: 'immediate',
    rules: ['CP2025.restricted'],
    title: 'No time is named',
    text: [
      '“Immediate” has no number of hours here, and the line does not speak of asking the owner first. What may follow for content or an account is not among the verified lines; readers of the page report removal and limits on accounts.',
    ],
  },
  {
    id: 'ten-days',
    rules: ['CP2023.P.changes'],
    title: 'An upper bound',
    text: [
      'The day of posting is not known to us, only the day on which a text was first seen. Ten days from then is the latest day on which it can take effect.',
    ],
  },
  {
    id: 'two-levels',
    clauses: ['87e889ac73e921062f16d47911cd4ef4136611ce20493aa845a10d8d1c98d537'],
    title: 'Two levels, and three parts',
    text: ['The sentence says “two levels of intervention”; A, B and C follow. It is quoted as it stands.'],
  },
  {
    id: 'concerts',
    clauses: ['05584695a80cb27c906f4e56245003d168ba1dc77d90fd2daf8ad83196561ca6'],
    title: 'As it stands',
    text: ['“Concerts” is the original’s word; “concerns” may have been meant.'],
  },
  {
    id: 'flagging-feature',
    rules: ['CP2023.M.dual-use', 'CP2023.M.legal-status'],
    title: 'What triggers it',
    text: [
      'The “community flagging feature” is the Hub’s own Report button. Whether a discussion that was opened in another way counts as one is known only once it stands there as a report.',
    ],
  },
  {
    id: 'sexual-context',
    rules: ['CP2023.M.sexual-context', 'CP2023.M.sexual-nudity'],
    title: 'A judgement, and people differ',
    text: [
      'Say what is seen and where, not how it feels. Medical or artistic nudity that is not suggestive is no case for the tag.',
    ],
  },
  {
    id: 'minors',
    rules: ['CP2023.R6'],
    title: 'In private only',
    text: [
      'Never report this in public, and do not download, copy or describe the material: the address of the page is enough.',
    ],
  },
  {
    id: 'under-13',
    rules: ['CP2023.R.under-13'],
    title: 'In private only',
    text: [
      'Personal data of children is reported in private. The clause points to § 7 of the Privacy Policy.',
    ],
  },
  {
    id: 'self-harm',
    rules: ['CP2023.R18'],
    title: 'Help for people',
    text: [
      'If you or somebody else is in danger now, call your local emergency number; findahelpline.com lists help by country.',
    ],
  },
  {
    id: 'rights',
    rules: ['CP2023.R12', 'CP2023.IP.complaint'],
    title: 'Two ways',
    text: [
      'Who holds the rights, or acts for who does, may write to the address for such complaints. Anybody may report the content as well.',
    ],
  },
];

/**
 * Our notes on a rule (by its id) or on a clause (by the hash of its words, so that they follow it into any text that still has it).
 */
export function notesFor(key: string): Note[] {
  return NOTES.filter(({ rules = [], clauses = [] }) => rules.includes(key) || clauses.includes(key)).map(
    ({ id, title, text }) => ({ id, title, text }),
  );
}

/** Every rule id and clause hash that has a note. */
export function notedKeys(): string[] {
  return NOTES.flatMap(({ rules = [], clauses = [] }) => [...rules, ...clauses]);
}
