/**
 * What a topic needs to know, as short questions; every one may be left out but where it says so. Nothing is asked about minors.
 * Our words; the policy's are in the packs. Pure.
 */
import { topicById } from '../policy/topics.ts';
import {
  ASPECTS,
  ask,
  CONSENT,
  CONSENT_NCII,
  FILE_HASH,
  HOLDER,
  LAW,
  LIVE,
  options,
  PART,
  type Question,
  secret,
} from './question-kit.ts';
import type { Answers, Fork } from './report.ts';
import { isPrivateOnlyTopic } from './route.ts';
import type { TargetKind } from './target.ts';

export type { Question, QuestionOption } from './question-kit.ts';

/** Who reads it (route.ts `isPublic`). */
export type RouteClass = 'public' | 'private';

/** Of topics whose questions are more than sentences to think about (`Topic.asks`). */
const OWN: Record<string, readonly Question[]> = {
  ncii: CONSENT_NCII,
  'people-without-consent': CONSENT,
  harassment: [
    secret(
      ask('aimed', 'The reporter', 'Are you the person it is aimed at?', {
        options: options({
          self: 'It is aimed at me',
          agent: 'I act for the person',
          neither: 'Neither',
        }),
      }),
    ),
    ask('places', 'Also at', 'Where else did it happen?', { kind: 'url' }),
    secret(ask('effect', 'Effect', 'What does it do to you, or to the person?')),
  ],
  privacy: [
    ask('data', 'Kind of data', 'What kind of data is it?', {
      options: options({
        contact: 'Addresses, telephone numbers, mail addresses',
        identity: 'Identity papers or numbers',
        health: 'Health',
        money: 'Money',
        private: 'Private messages, pictures or recordings',
        secrets: 'Passwords or keys',
        other: 'Something else',
      }),
      help: 'Do not repeat any of it.',
    }),
    ask('people', 'People', 'About how many people?', {
      options: options({ one: 'One', few: 'A few', many: 'Many', unknown: 'I do not know' }),
    }),
    secret(
      ask('own', 'The reporter', 'Is it about you?', {
        options: options({ self: 'It is about me', agent: 'I act for the person', neither: 'Neither' }),
      }),
    ),
  ],
  'inauthentic-activity': [
    ask('offer', 'The offer, word for word', 'What does the offer say?', {
      kind: 'quote',
      help: 'Copy the words, for example “like this Space and get …”. Leave out names.',
    }),
    ask('offer-url', 'Where the offer stands', 'Where does it stand?', { kind: 'url' }),
    ask('pattern', 'Pattern', 'Or what shows that the activity is not real?', {
      help: 'Numbers and times, not guesses about people.',
    }),
  ],
  'storage-abuse': [
    ask('stored', 'What is stored', 'What is stored there?', {
      help: 'Large datasets are welcome on the Hub, and the policy gives no threshold: say why this does not serve machine learning.',
    }),
    ask('size', 'Size', 'How much is it, as the Files tab shows it?'),
    ask('duplicate', 'Also at', 'Is the same stored elsewhere on the Hub?', { kind: 'url' }),
    ask('relevance', 'Relevance', 'Does the card name a use in machine learning?', {
      options: options({
        none: 'It names none',
        unrelated: 'It names one that does not match the files',
        unknown: 'I do not know',
      }),
    }),
  ],
  'intellectual-property': [
    HOLDER,
    ask('right', 'Right', 'Which right is it?', {
      options: options({
        copyright: 'Copyright',
        trademark: 'Trademark',
        database: 'Database right',
        patent: 'Patent',
        other: 'Another',
      }),
    }),
    ask('work', 'Work', 'Which work, and whose is it?'),
    ask('original', 'Original', 'Where is the original?', { kind: 'url' }),
  ],
  'license-violation': [
    HOLDER,
    ask('work', 'Made from', 'Which work is it made from?', { kind: 'url' }),
    ask('licence', 'Licence', 'Which licence does that work have?', {
      help: 'For example: Apache-2.0, CC BY-NC 4.0.',
    }),
    ask('condition', 'Condition', 'Which condition is not kept?', {
      options: options({
        attribution: 'The author is not named',
        notice: 'The licence text is missing',
        'share-alike': 'It must carry the same licence',
        commercial: 'No commercial use',
        use: 'A use that the licence rules out',
        other: 'Another',
      }),
    }),
  ],
  malware: [
    ask('file', 'File', 'Which file?', { help: 'Its path is enough. Never paste or attach it.' }),
    FILE_HASH,
    ask('detected', 'Detected by', 'What detected it?', { help: 'The scanner’s name and what it calls it.' }),
    LIVE,
  ],
  'attack-code': [
    ask('file', 'File or output', 'Which file or output shows it?', {
      help: 'Name it; do not paste the code.',
    }),
    FILE_HASH,
    LIVE,
  ],
  illegal: [LAW],
  'legal-status': [LAW, ...ASPECTS],
  defamation: [
    ask('statement', 'Statement', 'Which statement is false?', {
      kind: 'quote',
      help: 'As short as possible: what is repeated in public is read by more people.',
      publicOk: false,
    }),
    ask('truth', 'What is true', 'What is true, and where can that be checked?'),
    { ...LAW, help: 'Only if you know it.' },
  ],
  disinformation: [
    ask('claim', 'Claim', 'Which claim is false?'),
    ask('check', 'To check', 'Where can that be checked?', { kind: 'url' }),
  ],
};

/** Of these kinds the place is known already. */
const NO_PART = new Set<TargetKind>([
  ...(['file', 'row', 'section', 'discussion', 'pull-request', 'comment'] as const),
  ...(['user', 'organization', 'collection', 'post', 'paper-comment'] as const),
]);

/**
 * The questions of a topic, in the order in which they are asked.
 * @param fork `moderated` adds origin, handling and use
 * @param routeClass in public, what only a desk should read is not asked at all
 * @param kind what is reported; where that already says which part it is, that is not asked
 */
export function questionsFor(
  topicId: string,
  fork: Fork | undefined,
  routeClass: RouteClass,
  kind?: TargetKind,
): Question[] {
  const topic = topicById(topicId);
  if (!topic || topic.defaultRoute === 'private-only' || isPrivateOnlyTopic(topicId)) return [];
  const own = Object.hasOwn(OWN, topicId) ? OWN[topicId]! : asksOf(topic);
  const aspects = fork === 'moderated' ? ASPECTS.filter(({ id }) => !own.some((one) => one.id === id)) : [];
  const part = kind !== undefined && NO_PART.has(kind) ? [] : [PART];
  return [...part, ...own, ...aspects].filter(({ publicOk }) => publicOk || routeClass === 'private');
}

function asksOf({ kind, asks = [] }: { kind: string; asks?: string[] }): Question[] {
  // The three aspects have their own questions.
  if (kind === 'moderated' && asks.length === ASPECTS.length) return [...ASPECTS];
  return asks.map((label, i) =>
    ask(`ask-${i + 1}`, label.replace(/\s*\([^)]*\)/, '').replace(/[:?].*$/, ''), label),
  );
}

/** One answer, as it may be written out. */
export interface Answered {
  question: Question;
  /** Trimmed; never empty. */
  text: string;
}

/**
 * The answers that may stand in a report of this class, in the order of the questions: those that belong to the topic, and in
 * public only those that are fit for it. Nothing for topics about minors, whatever was typed.
 */
export function answersFor(
  { topicId, fork, answers }: { topicId: string; fork?: Fork | undefined; answers?: Answers | undefined },
  routeClass: RouteClass,
): Answered[] {
  if (!answers) return [];
  return questionsFor(topicId, fork, routeClass).flatMap((question) => {
    if (!Object.hasOwn(answers, question.id)) return [];
    const given = answers[question.id]!.trim();
    const text = question.options
      ? (question.options.find(({ value }) => value === given)?.label ?? '')
      : question.kind === 'hash'
        ? (/^[0-9a-f]{32,128}$/i.exec(given)?.[0].toLowerCase() ?? '')
        : given;
    return text === '' ? [] : [{ question, text }];
  });
}

/** What is wrong with an answer, as a sentence; `null` for a good one or none. */
export function answerProblem(question: Question, given: string): string | null {
  const text = given.trim();
  if (text === '') return question.optional ? null : 'Please answer this one.';
  if (question.kind === 'hash' && !/^[0-9a-f]{32,128}$/i.test(text))
    return 'A hash has only the digits 0–9 and a–f; a SHA-256 has 64 of them.';
  if (question.kind === 'url' && !isAddress(text))
    return 'Please give a whole address that begins with https://.';
  return null;
}

function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}
