/** Topics on the moderated track, and what is on neither. Our words; see topic.ts. */
import { ASPECT_ASKS, listed, rules, type Topic } from './topic.ts';

type Given = Omit<Topic, 'kind' | 'handledBy'>;

export const MODERATED: readonly Topic[] = (
  [
    {
      id: 'dual-use',
      name: 'Strong dual use',
      summary: 'Useful, and easily turned to harm: it needs safeguards more than removal.',
      isExamples: ['A face-recognition model without access control', 'A voice cloner without any check'],
      isNot: ['Something made for harm (see the restricted topics)'],
      ruleIds: rules('M.dual-use', 'M.consent'),
      defaultRoute: 'public',
      synonyms: listed(
        'dual use, dual-use, misuse, risk, risky, safeguards, guardrails, surveillance, ' +
          'face recognition, uncensored, abliterated',
      ),
      asks: ASPECT_ASKS,
    },
    {
      id: 'legal-status',
      name: 'Lawful only if shared rightly',
      summary: 'Whether it is allowed depends on how it is shared: access, purpose, country, agreement.',
      isExamples: ['Clinical data that needs an agreement', 'Scraped data for research only'],
      isNot: ['Something plainly unlawful (see the restricted topics)'],
      ruleIds: rules('M.legal-status', 'M.consent'),
      defaultRoute: 'public',
      synonyms: listed(
        'legal, legal status, legality, scraping, scraped, scraped data, research only, ' +
          'data use agreement, export control, text and data mining, terms of service',
      ),
      asks: ASPECT_ASKS,
    },
    {
      id: 'nfaa-sexual',
      name: 'Sexual content without the tag',
      summary:
        'Sexual content that people meet without having asked for it: the Not-For-All-Audiences tag is missing.',
      isExamples: [
        'Nudity in the example pictures of an untagged model',
        'An untagged hentai or erotic role-play model',
      ],
      isNot: [
        'Anything with minors, or real people without consent: those are restricted',
        'Medical or artistic nudity that is not suggestive',
      ],
      ruleIds: rules(
        'M.sexual',
        'M.sexual-nudity',
        'M.sexual-pornography',
        'M.sexual-hentai',
        'M.sexual-context',
        'M.nfaa',
        'M.nfaa-team',
      ),
      defaultRoute: 'public',
      synonyms: listed(
        'nsfw, nfaa, not for all audiences, adult, adult content, porn, pornography, sexual, ' +
          'sex, nudity, nude, naked, hentai, ecchi, erotic, explicit, lewd, missing tag, untagged, ' +
          'rating',
      ),
      asks: ['Where is it seen: card, pictures, outputs, data?'],
    },
    {
      id: 'nfaa-violent',
      name: 'Violent content without the tag',
      summary:
        'Violent content that people meet without having asked for it: the Not-For-All-Audiences tag is missing.',
      isExamples: ['Pictures of injuries in an untagged dataset preview'],
      isNot: ['Violence that is praised (see glorified violence)'],
      ruleIds: rules('M.violent', 'M.nfaa', 'M.nfaa-team'),
      defaultRoute: 'public',
      synonyms: listed(
        'gore, gory, blood, bloody, graphic, graphic content, violent, injury, injuries, corpse, ' +
          'dead bodies, disturbing, nfaa, shocking, horror',
      ),
      asks: ['Where is it seen: card, pictures, outputs, data?'],
    },
    {
      id: 'nfaa-toxic',
      name: 'Toxic speech without the tag',
      summary:
        'A model or dataset full of insults, threats, hate or trolling, without the Not-For-All-Audiences tag.',
      isExamples: ['A chat dataset with unfiltered slurs and no warning'],
      isNot: ['A person who insults others on the Hub (see harassment)'],
      ruleIds: rules('M.toxic', 'M.nfaa', 'M.nfaa-team'),
      defaultRoute: 'public',
      synonyms: listed(
        'toxic, toxicity, toxic speech, offensive, profanity, swearing, vulgar, ad hominem, ' +
          'slurs in data, unfiltered, 4chan, nfaa',
      ),
      asks: ['Where is it seen: card, outputs, data (row or line)?'],
    },
    {
      id: 'missing-risk-information',
      name: 'Missing risk information',
      summary: 'The card does not say what the risks and limits are, and it should.',
      isExamples: ['A medical model without a word on its limits', 'A known bias that the card leaves out'],
      isNot: ['A short card of a harmless model'],
      ruleIds: rules('M.documentation'),
      defaultRoute: 'public',
      synonyms: listed(
        'documentation, model card, data card, dataset card, readme, missing information, ' +
          'undocumented, bias, biased, limitations, risk, transparency, medical advice',
      ),
      asks: ['Which risk should the card name?'],
    },
    {
      id: 'access-too-open',
      name: 'Access too open',
      summary: 'It should be gated, or kept to an organisation, rather than open to everybody.',
      isExamples: ['Sensitive research data without an access request'],
      isNot: ['A licence question (see licence not respected)'],
      ruleIds: rules('M.gating', 'M.private'),
      defaultRoute: 'public',
      synonyms: listed(
        'gating, gated, gate, access, access control, restrict access, private, too open, ' +
          'sensitive data, age gate',
      ),
      asks: ['Who should have access, and why not everybody?'],
    },
    {
      id: 'community-conduct',
      name: 'Conduct in discussions',
      summary: 'A comment, discussion, username or pull request breaks the Code of Conduct.',
      isExamples: [
        'Hostile replies to a bug report',
        'An offensive username',
        'Pull requests that vandalise a card',
      ],
      isNot: ['Harassment of a person (it has its own topic, in private)', 'A technical disagreement'],
      ruleIds: rules('C.conduct'),
      defaultRoute: 'public',
      synonyms: listed(
        'code of conduct, conduct, rude, username, comment, discussion, impolite, off topic, ' +
          'off-topic, vandalism, hostile, aggressive, behaviour, behavior, trolling',
      ),
      asks: ['Which comment or name?'],
    },
  ] satisfies Given[]
).map((topic) => ({ ...topic, kind: 'moderated', handledBy: 'owner-and-team' }) satisfies Topic);

export const OTHER: readonly Topic[] = [
  {
    id: 'something-else',
    kind: 'other',
    name: 'Something else',
    summary: 'It needs attention and fits nowhere above: the policy decides such cases one by one.',
    isExamples: ['A new kind of problem'],
    isNot: [
      'Something sexual with minors: that always goes in private',
      'A bug or a question (open an ordinary discussion)',
    ],
    ruleIds: rules('R.unlisted'),
    defaultRoute: 'public',
    synonyms: listed(
      'other, something else, else, anything else, not listed, none of these, unsure, ' + 'not sure',
    ),
    handledBy: 'team',
    asks: ['What is wrong, and what should happen?'],
  },
];
