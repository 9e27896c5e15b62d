/**
 * The Content Policy of 30 August 2023, whole. The text has no markup, so two things are ours: which lines are headings, and
 * which sentences have a name of their own.
 */
import type { Piece } from '../../lib/policy/document.ts';
import { tidyText } from '../../lib/policy/document.ts';
import type { RuleGroup } from '../../lib/policy/packs.ts';
import type { PackSource } from './pack.ts';

/** First and last line of the text proper; the page's menu stands before, its footer after. */
const FIRST = 'Content Policy 🤗';
const AFTER = 'Company';

const HEADINGS: Record<string, number> = {
  [FIRST]: 1,
  '📚 A few definitions': 2,
  '🕵️ How do we assess whether Content follows our Guidelines?': 2,
  '🙅‍♂️ Restricted Content': 2,
  '🤝 Moderated Content': 2,
  '🤖 ML Artifacts': 3,
  '🧑 Community Content': 3,
  '🛎️ How can you report Content?': 2,
  '🛠️ Additional tools': 2,
  '👷‍♀️ Intellectual property rights infringement': 2,
  '👋 Contact us': 2,
};

/** Rules with a name of their own besides R1–R18. */
const NAMED: [id: string, group: RuleGroup, words: string][] = [
  // Restricted, outside the numbered list.
  [
    'R.unlisted',
    'restricted',
    'For any Content not listed above that requires our attention, we will decide on a case-by-case basis whether it is to be restricted or whether it is to be moderated as described in the following section.',
  ],
  [
    'R.under-13',
    'restricted',
    'Furthermore, if we become aware that personal information belonging to individuals below the age of 13 has been collected without parental consent, we will take appropriate action to remove this data from our Platform (see § 7 of our Privacy Policy).',
  ],
  // Moderated: one sentence names both kinds.
  [
    'M.dual-use',
    'moderated',
    'This includes Content that has a higher risk of causing harm, such as Content with strong dual-use potential, or Content whose legal status depends on the specifics of how it is shared, among others.',
  ],
  [
    'M.legal-status',
    'moderated',
    'This includes Content that has a higher risk of causing harm, such as Content with strong dual-use potential, or Content whose legal status depends on the specifics of how it is shared, among others.',
  ],
  ['M.consent', 'moderated', 'To guide this iterative process, we hold consent as a core value.'],
  // A. Community features; B. the tag and its criteria; C. Hugging Face tools.
  [
    'M.documentation',
    'moderated',
    'We publicly ask the Repository owner to clearly identify risk factors in the text of the Model or Dataset cards , and to add the "Not For All Audiences" tag in the card metadata.',
  ],
  [
    'M.gating',
    'moderated',
    'We publicly ask the Repository owner to leverage the Gated Repository feature to control how the Artifact is accessed.',
  ],
  [
    'M.private',
    'moderated',
    'We publicly ask the Repository owner to make the artifact private to an Organization, in order to manage who sees and can use it.',
  ],
  [
    'M.nfaa',
    'nfaa',
    'B. "Not-for-all-Audiences" tag: out of consideration for other Users of the Hub, we request you flag applicable Content via the "Not For All Audiences" tag and in the Repository\'s card metadata, as it will allow Users of the Hub to choose whether they see it or not by default.',
  ],
  [
    'M.nfaa-team',
    'nfaa',
    'The Hugging Face Team may also tag the at-issue Repositories of Content if they meet any of the following criteria.',
  ],
  ['M.sexual', 'nfaa', 'Un-requested sexual Content'],
  [
    'M.sexual-context',
    'nfaa',
    'Determining whether the Content is "sexual" can be subjective, cultural, and context-dependent.',
  ],
  [
    'M.sexual-nudity',
    'nfaa',
    'Depictions of nudity or partial nudity that are sexually suggestive or arousing to the viewer',
  ],
  ['M.sexual-pornography', 'nfaa', 'Pornography and soft porn'],
  ['M.sexual-hentai', 'nfaa', 'Hentai and/or ecchi'],
  ['M.violent', 'nfaa', 'Un-requested violent Content'],
  [
    'M.toxic',
    'nfaa',
    'Toxic speech in models and/or datasets, such as ad hominem attacks, hate speech, trolling, threats, harassment, bullying, targeted misinformation and disinformation.',
  ],
  [
    'A.downgrade',
    'action',
    "We open a public discussion raising the issue and asking for feedback. We limit the artifact's visibility across the Hub in the trending tab and in feeds.",
  ],
  [
    'A.private',
    'action',
    'We open a public discussion raising the issue and asking for feedback. We make the Repository private so only the owner can see or access it.',
  ],
  [
    'A.disable',
    'action',
    'We open a public discussion raising the issue and asking for feedback. We disable the Repository, which will still be visible with its documentation and Community tab discussions, but the ML artifacts can only be accessed by the owner.',
  ],
  // Community Content.
  [
    'C.conduct',
    'community',
    'In addition to respecting Content restrictions outlined above, Community Content needs to follow our Code of Conduct.',
  ],
  [
    'A.warning',
    'action',
    'A private, written warning from the Hugging Face Team, providing clarity around the nature of the Content and an explanation of why the behavior was inappropriate.',
  ],
  [
    'A.limit',
    'action',
    'A warning with consequences including hiding or closing current discussions and permanent deactivation in case of continued behavior. We might also restrict your posting in the Community tab for 48h.',
  ],
  [
    'A.deactivation',
    'action',
    'A deactivation from any public interaction within the Community Tab on the Platform.',
  ],
  // Rights.
  [
    'IP.complaint',
    'rights',
    'If you have any claims that any Content on our website violates or infringes your intellectual property rights, you may send your complaint to dmca@huggingface.co with detailed and accurate information supporting your claim, in addition to the possibility of flagging the allegedly infringing Content.',
  ],
  [
    'IP.warranty',
    'process',
    'You also represent and warrant that you will not knowingly provide misleading information to support your claim.',
  ],
  // How it goes.
  [
    'P.changes',
    'process',
    'Changes will be effective 10 days following posting the updated Guidelines on the Website.',
  ],
  [
    'P.restricted',
    'process',
    'Such Content is covered in the 🙅‍♂️ Restricted Content section and will usually be addressed directly by the Hugging Face Team.',
  ],
  [
    'P.moderated',
    'process',
    'Such Content is covered in the 🤝 Moderated Content section and will usually be addressed in collaboration with both the Repository owner and any concerned party, as part of our decision-making process.',
  ],
  [
    'P.aspects',
    'process',
    'The three main aspects we will pay attention to are: the origin of the ML artifact, how the ML artifact is handled by its developers, and how the ML artifact has been used.',
  ],
  [
    'P.owner-time',
    'process',
    'When Content is reported, we typically allow approximately 72 hours for the Repository owner to respond.',
  ],
  [
    'P.no-answer',
    'process',
    'In case of non-engagement or other circumstances, the Hugging Face Team may trigger unilateral actions.',
  ],
  [
    'P.public',
    'process',
    'This action will open a public discussion in the Community Tab and ping the Hugging Face Team, who will act accordingly to the given rules.',
  ],
  [
    'P.reports',
    'process',
    'Finally, please note that reports are Community Content and are themselves subject to these Guidelines.',
  ],
  [
    'P.abuse',
    'process',
    'Abusive uses of the flagging feature, including but not limited to spamming or harassment, will not be tolerated.',
  ],
  [
    'P.contact',
    'process',
    'We are always open to feedback - contact us at legal@huggingface.co with any question or concern!',
  ],
];

/** The text proper, one piece per line. */
function piecesOf(text: string): Piece[] {
  const lines = text.split('\n').map(tidyText);
  const shown = lines.slice(lines.indexOf(FIRST), lines.lastIndexOf(AFTER)).filter((line) => line !== '');
  return shown.map((line) => {
    const level = HEADINGS[line];
    return level === undefined ? { kind: 'clause', text: line } : { kind: 'heading', level, text: line };
  });
}

/** The printed list: from after "We do not tolerate …:" to the item that ends in a full stop. */
function restrictedOf(pieces: readonly Piece[]): string[] {
  const items = pieces
    .slice(
      pieces.findIndex(
        (piece) => piece.text === 'We do not tolerate the following Content on our Platform:',
      ) + 1,
    )
    .map((piece) => piece.text);
  return items.slice(0, items.findIndex((item) => item.endsWith('.')) + 1);
}

export const CONTENT_POLICY_2023: PackSource = {
  file: 'content-policy-2023-08-30.json',
  text: 'content-policy-2023-08-30.txt',
  prefix: 'CP2023',
  printedDate: '2023-08-30',
  source:
    'huggingface.co/content-guidelines, text of the page as it was from August 2023; whole and verbatim',
  complete: true,
  piecesOf,
  rulesOf: (pieces) => [
    ...restrictedOf(pieces).map((text, i) => ({
      name: `R${i + 1}`,
      group: 'restricted' as const,
      text,
      number: i + 1,
    })),
    ...NAMED.map(([name, group, text]) => ({ name, group, text })),
  ],
};
