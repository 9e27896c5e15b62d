/** Topics on the restricted track, rules 1 to 9: deception and what is done to people. Our words; see topic.ts. */
import { CONSENT_ASKS, listed, type Restricted, restricted, rules } from './topic.ts';

export const RESTRICTED_PEOPLE = (
  [
    {
      id: 'scam-or-deception',
      name: 'Scam, phishing or deception',
      summary:
        'It tricks people: a fake login, a scam, a false identity, or something that only pretends to be what it says.',
      isExamples: [
        'A Space that imitates a sign-in page',
        'A model card that passes itself off as a well-known lab',
      ],
      isNot: ['A model that performs worse than claimed', 'A parody that says so'],
      ruleIds: rules('R1'),
      defaultRoute: 'public',
      synonyms: listed(
        'scam, scams, phishing, phish, fraud, fraudulent, fake, fake login, impersonation, ' +
          'impersonator, impersonating, deceptive, deception, misleading, credential theft, ' +
          'password stealing, typosquatting',
      ),
      asks: ['What does it pretend to be?', 'What happens to people who believe it?'],
    },
    {
      id: 'disinformation',
      name: 'Disinformation',
      summary: 'It is made to spread falsehoods on purpose.',
      isExamples: [
        'A model trained to write fake news about an election',
        'A dataset of invented quotes presented as real',
      ],
      isNot: ['A mistake or a hallucination', 'A labelled research set of false claims'],
      ruleIds: rules('R1'),
      defaultRoute: 'public',
      synonyms: listed(
        'disinformation, misinformation, fake news, propaganda, election, hoax, conspiracy, ' +
          'manipulation',
      ),
      asks: ['Which claim is false, and how can that be checked?'],
    },
    {
      id: 'defamation',
      name: 'Defamation',
      summary: 'It states falsehoods that damage the name of a real person or organisation.',
      isExamples: ['A model card that accuses a named person of a crime without ground'],
      isNot: ['Criticism or a bad review', 'A factual benchmark result'],
      ruleIds: rules('R1'),
      defaultRoute: 'public',
      privateDesk: 'legal',
      synonyms: listed('defamation, defamatory, libel, slander, false accusation, reputation'),
      asks: ['Which statement is false, and about whom?'],
    },
    {
      id: 'inauthentic-activity',
      name: 'Bought likes and fake activity',
      summary:
        'Likes, downloads, accounts or comments are bought, traded or run by bots to look like real interest.',
      isExamples: [
        'A giveaway for everybody who likes a repository',
        'Many new accounts that like the same model at once',
      ],
      isNot: ['A model that is simply popular', 'Asking friends to have a look'],
      ruleIds: rules('R1', 'R10', 'G5.metrics', 'G5.interference'),
      defaultRoute: 'public',
      synonyms: listed(
        'likes for rewards, like farming, likes, bought likes, paid likes, reward, rewards, ' +
          'airdrop, giveaway, fake likes, fake downloads, bot farm, bots, botting, sockpuppet, ' +
          'sock puppet, inauthentic, astroturfing, coordinated, metric manipulation, ' +
          'trending manipulation, vote manipulation, brigading',
      ),
      asks: ['Where is the offer or the pattern to be seen (URL, words)?'],
    },
    {
      id: 'harms-others',
      name: 'Harms others',
      summary: 'It does real harm to people in a way that no other topic names.',
      isExamples: ['A tool made to stalk or track a person'],
      isNot: ['A bug', 'An opinion that you disagree with'],
      ruleIds: rules('R2'),
      defaultRoute: 'public',
      synonyms: listed('harm, harmful, harms, dangerous, danger, hurt, unsafe, stalking, stalkerware, abuse'),
      asks: ['Who is harmed, and how?'],
    },
    {
      id: 'hate-or-discrimination',
      name: 'Hate or discrimination',
      summary: 'It attacks people for who they are, or promotes treating them as lesser.',
      isExamples: ['A model made to write racist texts', 'A README with slurs against a religion'],
      isNot: [
        'A hate-speech data set made for detection, with a card that says so',
        'An unintended bias (see missing risk information)',
      ],
      ruleIds: rules('R3'),
      defaultRoute: 'public',
      synonyms: listed(
        'hate, hate speech, hateful, racism, racist, discrimination, discriminatory, sexism, ' +
          'sexist, homophobia, homophobic, transphobia, transphobic, antisemitism, antisemitic, ' +
          'islamophobia, nazi, xenophobia, slur, slurs, bigotry, supremacist, supremacy, ' +
          'minorities, minority, ableism, misogyny',
      ),
      asks: ['Which people does it target?', 'Which words or outputs show it?'],
    },
    {
      id: 'harassment',
      name: 'Harassment or bullying',
      summary: 'It harasses, threatens, demeans or bullies a person or a group of people.',
      isExamples: ['Comments that follow a person from thread to thread', 'A model made to mock a classmate'],
      isNot: ['A blunt but factual issue', 'One impolite word (talk to the person, or hide the comment)'],
      ruleIds: rules('R4'),
      defaultRoute: 'private-default',
      privateDesk: 'safety',
      synonyms: listed(
        'harassment, harass, harassing, harrassment, harrasment, bullying, bully, cyberbullying, ' +
          'demeaning, insult, insults, abusive, threat, threats, threatening, mobbing, trolling, ' +
          'troll, stalking, targeted abuse',
      ),
      asks: ['Are you the person it is aimed at?', 'Where did it happen (links)?'],
    },
    {
      id: 'ncii',
      name: 'Intimate images without consent',
      summary:
        'Sexual content of a real person, real or generated, without their explicit consent or to harass them.',
      isExamples: [
        'A model that makes nudes of a named person',
        'Leaked intimate pictures in a dataset',
        'A "nudify" Space',
      ],
      isNot: ['Adult content of consenting or fictional adults (see sexual content without the tag)'],
      ruleIds: rules('R5', 'R9'),
      defaultRoute: 'private-default',
      privateDesk: 'safety',
      synonyms: listed(
        'ncii, revenge porn, deepfake porn, deepfake, deepfakes, deep fake, deepnude, nudify, ' +
          'nudifier, undress, undressing, nonconsensual, non-consensual, non consensual porn, ' +
          'intimate images, intimate, leaked nudes, nudes, fake nudes, sextortion, upskirt, ' +
          'voyeur, hidden camera, celebrity porn, image based abuse, sexual harassment, ' +
          'nude pictures of me, of me, my nudes',
      ),
      asks: CONSENT_ASKS,
      note: 'Do not copy or describe the images. StopNCII.org can help the person shown.',
    },
    {
      id: 'minors-sexual',
      name: 'Sexual content with minors',
      summary: 'Anything sexual that involves or depicts a person under 18, real, drawn or generated.',
      isExamples: ['Any such picture, text, model or prompt list, fictional or not'],
      isNot: ['Children’s personal data without anything sexual (it has a topic of its own)'],
      ruleIds: rules('R6'),
      defaultRoute: 'private-only',
      privateDesk: 'safety',
      synonyms: listed(
        'csam, csem, csa, child sexual abuse, child abuse, child porn, cp, child, children, ' +
          'minor, minors, underage, teen, teens, loli, lolicon, shota, shotacon, grooming, ' +
          'jailbait, pedophilia, paedophilia',
      ),
      note: 'This goes in private only. Do not download, copy or describe the material: the address of the page is enough.',
    },
    {
      id: 'violence',
      name: 'Glorified violence or suffering',
      summary: 'It praises, promotes or enjoys violence, or the suffering or humiliation of others.',
      isExamples: ['A dataset of killings shared for amusement', 'Terrorist propaganda'],
      isNot: [
        'Violent content that only lacks the tag (see violent content without the tag)',
        'News or research on violence',
      ],
      ruleIds: rules('R7'),
      defaultRoute: 'public',
      synonyms: listed(
        'violence, violent, glorifies violence, gore, torture, terrorism, terrorist, extremism, ' +
          'extremist, execution, massacre, mass shooting, animal cruelty, cruelty, humiliation, ' +
          'snuff, genocide',
      ),
      asks: ['Where does it praise or promote it?'],
    },
    {
      id: 'fraudulent-finance',
      name: 'Fraudulent money schemes',
      summary: 'It promotes unlawful or fraudulent currencies, investments or other deals.',
      isExamples: ['A Space that sells a worthless token', 'A "trading bot" that takes deposits'],
      isNot: ['A lawful finance model or dataset'],
      ruleIds: rules('R8'),
      defaultRoute: 'public',
      synonyms: listed(
        'investment, investments, ponzi, pyramid scheme, crypto scam, crypto, token, memecoin, ' +
          'rug pull, rugpull, securities, counterfeit, money laundering, trading bot, ' +
          'financial fraud, currency, carding, nft',
      ),
      asks: ['What is offered, and what do people pay?'],
    },
    {
      id: 'people-without-consent',
      name: 'People shown without consent',
      summary: 'It shows or imitates real people, by face, voice or name, who did not explicitly agree.',
      isExamples: [
        'A voice clone of a private person',
        'A LoRA of an actor’s face',
        'A dataset of strangers’ portraits',
      ],
      isNot: ['A person who published it of themselves', 'Anything sexual (see intimate images)'],
      ruleIds: rules('R9'),
      defaultRoute: 'private-default',
      privateDesk: 'safety',
      synonyms: listed(
        'consent, without consent, deepfake, deepfakes, deep fake, likeness, face swap, ' +
          'faceswap, voice clone, voice cloning, voice, face, real person, celebrity, celebrities, ' +
          'actor, lora of person, portrait, image rights, personality rights, biometric, ' +
          'of me, my face, my voice, my photos, my likeness',
      ),
      asks: CONSENT_ASKS,
    },
  ] satisfies Restricted[]
).map(restricted);
