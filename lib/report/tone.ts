/**
 * Hints while somebody types: what reads as an attack, and what nobody should publish (facts/reporting.md D15, E118, E119, E167).
 * All of it on this device; nothing is refused because of a hint. Linear in the length of the text. Pure.
 */
import { hintsAtMinors } from '../policy/topics/minors.ts';
import { PRIVATE_DATA } from './tone-private.ts';

/** `minors`: it sounds like sexual content with minors, which has a topic of its own and goes in private only. */
export type HintKind = 'minors' | 'attack' | 'shouting' | 'accusation' | 'private-data' | 'mention';

export interface Hint {
  kind: HintKind;
  /** Where in the text, in UTF-16 units: from `from` up to but not including `to`. */
  from: number;
  to: number;
  /** For people: what it is, and what to do instead. */
  sentence: string;
}

/** More than these are of no help to anybody. */
export const MAX_HINTS = 20;
/** Read up to this; texts are shorter (max-text.ts). */
const MAX_CHARS = 20_000;

/**
 * What a reader would stumble over, in the order in which it stands there. Where it sounds like sexual content with minors, only
 * that is said: nothing else matters then, and every word less is better.
 * @param routeClass in private only the words to a person count, and keys that nobody should mail
 */
export function hintsFor(text: string, routeClass: 'public' | 'private' = 'public'): Hint[] {
  const read = text.slice(0, MAX_CHARS);
  const minors = soundsLikeMinors(read);
  if (minors) return [minors];
  const found = [...attacks(read), ...accusations(read), ...shouting(read)];
  for (const { find, sentence, alsoInPrivate } of PRIVATE_DATA)
    if (routeClass === 'public' || alsoInPrivate)
      for (const { from, to } of find(read)) found.push({ kind: 'private-data', from, to, sentence });
  if (routeClass === 'public') found.push(...mentions(read));
  return apart(found).slice(0, MAX_HINTS);
}

/** In order; of two that overlap, the one that begins first, or else the longer one. */
function apart(hints: Hint[]): Hint[] {
  const kept: Hint[] = [];
  for (const hint of hints.sort((a, b) => a.from - b.from || b.to - a.to))
    if (hint.from >= (kept.at(-1)?.to ?? 0)) kept.push(hint);
  return kept;
}

const SEXUAL =
  /\b(?:sex(?:ual(?:i[sz]ed|ly)?|y)?|nud(?:e|es|ity)|naked|porn(?:o|ographic|ography)?|nsfw|explicit|hentai|erotica?|lewd|intimate|molest(?:ed|ing|ation)?|raped?|undress(?:ed|ing)?)\b/i;
const BY_ITSELF =
  /\b(?:csam|csem|csae?m?|pthc|loli(?:s|con|cons)?|shota(?:s|con)?|jailbait|p(?:a)?edo(?:s|ph\w{0,8})?)\b/i;

/** Wide on purpose, as the search for topics is: a needless hint costs a glance (lib/policy/topics/minors.ts). */
function soundsLikeMinors(text: string): Hint | null {
  const sign = BY_ITSELF.exec(text) ?? SEXUAL.exec(text);
  if (!sign || (!BY_ITSELF.test(text) && !hintsAtMinors(text))) return null;
  return {
    kind: 'minors',
    from: sign.index,
    to: sign.index + sign[0].length,
    sentence:
      'If this is sexual content with minors, do not describe it. Choose the topic “Sexual content with minors” instead: it goes in private only, and where it is, is enough.',
  };
}

function* matches(kind: HintKind, text: string, pattern: RegExp, sentence: string): Generator<Hint> {
  for (const match of text.matchAll(pattern))
    yield { kind, from: match.index, to: match.index + match[0].length, sentence };
}

const INSULTS =
  /\b(?:idiots?|morons?|imbeciles?|cretins?|scum(?:bags?)?|losers?|retard(?:s|ed)?|assholes?|arseholes?|bastards?|dickheads?|douchebags?|clowns?|dumbass(?:es)?|fuck(?:ers?|ing\s{1,3}people)?|motherfuckers?|shitheads?|pigs?|parasites?|vermin|subhumans?|psychos?|perverts?|freaks?|bitch(?:es)?|cunts?|twats?|wankers?|kys)\b/gi;
const ORDERS =
  /\b(?:shut\s{1,3}up|screw\s{1,3}you|fuck\s{1,3}(?:you|off)|go\s{1,3}to\s{1,3}hell|kill\s{1,3}yourself|you\s{1,3}(?:are|re|’re|'re)\s{1,3}(?:so\s{1,3}|all\s{1,3}|just\s{1,3}|such\s{1,3}){0,2}(?:an?\s{1,3})?(?:stupid|disgusting|pathetic|worthless|sick|insane|dumb))\b|\b(?:i|we)(?:\s{1,3}will|’ll|'ll)\s{1,3}(?:find|get|destroy|ruin|kill|hunt)\s{1,3}(?:you|him|her|them)\b/gi;

function attacks(text: string): Hint[] {
  const sentence =
    'This reads as an attack on a person. Say what the content is or does: reports have to follow the rules too.';
  return [...matches('attack', text, ORDERS, sentence), ...matches('attack', text, INSULTS, sentence)];
}

const WHO =
  '(?:he|she|they|you|(?:the|this|that|its)\\s{1,3}(?:owner|author|uploader|creator|maintainer|developer|guy|man|woman|person|user|account|company|team|org|organi[sz]ation)s?)';
const IS = new RegExp(
  `\\b${WHO}\\s{1,3}(?:is|are|was|were)\\s{1,3}(?:an?\\s{1,3}|clearly\\s{1,3}|obviously\\s{1,3}|all\\s{1,3}){0,3}(?:criminals?|thie(?:f|ves)|p(?:a)?edophiles?|scammers?|frauds?|fraudsters?|liars?|nazis?|terrorists?|rapists?|hackers?|predators?|crooks?|plagiarists?|racists?)\\b`,
  'gi',
);
const DID = new RegExp(
  `\\b${WHO}\\s{1,3}(?:(?:has|have|had|clearly|obviously|definitely)\\s{1,3}){0,2}(?:stole|stolen|committed|laundered|molested|raped|hacked|plagiari[sz]ed|scammed|defrauded)\\b`,
  'gi',
);
const SURE =
  /\b(?:obviously|clearly|definitely|undoubtedly|100\s?%)\s{1,3}(?:illegal|criminal|stolen|fraud|a\s{1,3}crime|a\s{1,3}scam)\b/gi;

function accusations(text: string): Hint[] {
  const sentence =
    'This states an offence as a fact. Say what you saw and where: others decide what it is in law, and a wrong accusation can harm you too.';
  return [IS, DID, SURE].flatMap((pattern) => [...matches('accusation', text, pattern, sentence)]);
}

const LOUD_WORDS = 3;
const LOUD_LETTERS = 14;

/** Several words in capitals in a row, or a row of exclamation marks. Abbreviations alone are short, and lists of them have commas. */
function shouting(text: string): Hint[] {
  const hints: Hint[] = [
    ...matches('shouting', text, /[!?]{3,}/g, 'One mark is enough. A calm report is read sooner.'),
  ];
  let run: { from: number; to: number; words: number; letters: number } | null = null;
  const end = () => {
    if (run && run.words >= LOUD_WORDS && run.letters >= LOUD_LETTERS)
      hints.push({
        kind: 'shouting',
        from: run.from,
        to: run.to,
        sentence: 'Capitals read as shouting. A calm report is read sooner.',
      });
    run = null;
  };
  for (const match of text.matchAll(/[\p{L}\p{N}_]+|[,;:/()|]/gu)) {
    const [word] = match;
    if (!/^\p{Lu}{2,}$/u.test(word)) {
      // `I` and `A` are capitals anyway: they neither make a shout nor end one.
      if (run === null || !/^\p{Lu}$/u.test(word)) end();
      continue;
    }
    const to = match.index + word.length;
    run =
      run === null
        ? { from: match.index, to, words: 1, letters: word.length }
        : { from: run.from, to, words: run.words + 1, letters: run.letters + word.length };
  }
  end();
  return hints;
}

function mentions(text: string): Generator<Hint> {
  return matches(
    'mention',
    text,
    /(?<![\w@./`+-])@[A-Za-z0-9][\w-]{1,41}(?![\w.-]*@)/g,
    'Nobody is called by this: names with @ are written so that they do not ping. The owner is told of the report anyway.',
  );
}
