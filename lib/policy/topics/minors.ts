/**
 * Does a text hint at sexual content with minors? Wide on purpose: a needless private route costs a click, a public report of
 * such material does harm that cannot be taken back (facts/reporting.md D3). Used to rank, and for guards on free text.
 */
import { fold, oneSlip, tokens } from './words.ts';

const listed = (list: string) => new Set(list.split(' '));

/** Whole words, folded; also with one slip, or half typed. */
const WORDS = listed(
  'minor minors child children underage underaged preteen preteens prepubescent pubescent teenage teenager teenagers teens ' +
    'adolescent adolescents juvenile juveniles lolis lolicon lolita shota shotas shotacon toddler toddlers toddlercon infant ' +
    'infants babies schoolgirl schoolgirls schoolboy schoolboys schoolchild schoolkids jailbait pedophile pedophiles ' +
    'pedophilia paedophile paedophiles paedophilia grooming kiddie kiddies csaem',
);
/** Only as they stand: too short, or too near to other words. The plainest words of other languages too. */
const EXACT = listed(
  'cp csam csem csa csai cse pthc loli teen kid kids kiddy baby newborn pedo pedos paedo childs childhood childlike teenaged ' +
    'prepubertal tween tweens groomer groomers youngling ' +
    'enfant enfants mineur mineure mineurs mineures nino nina ninos ninas menor menores infantil crianca criancas bambino ' +
    'bambina bambini minorenne minderjahrig minderjahrige kinderen dziecko dzieci cocuk',
);
/** Words that begin so: `childporn`, `lolicons`, `kinderpornografie`. */
const STEMS = [
  ...[
    'childp',
    'childs',
    'childr',
    'loli',
    'shota',
    'pedop',
    'paedop',
    'kidp',
    'preteen',
    'kinderp',
    'underage',
  ],
  ...['schoolgirl', 'schoolboy', 'ребен', 'детск', 'дети', 'детеи', 'малолет', 'несовершеннолет', 'педофил'],
];
/** Scripts without spaces between words. */
const ANYWHERE = [
  ...['ロリ', 'ショタ', '児童', '未成年', '幼女', '幼児', '小学生', '中学生'],
  ...['儿童', '兒童', '幼童', '萝莉', '正太', '아동', '미성년', '로리'],
].map(fold);
/** Two words, or an age. */
const PHRASES = new RegExp(
  [
    '\\b(?:young(?:er)?|little|small|tiny|school|under\\s?age)\\s+(?:girls?|boys?|kids?|ones?|daughters?|sons?)\\b',
    '\\bunder\\s?-?\\s?(?:1[0-8]|eighteen|sixteen|thirteen)\\b',
    '\\b(?:[1-9]|1[0-7])\\s*-?\\s*(?:yo|y/o|(?:yrs?|years?)[\\s-]*olds?)\\b',
    '\\bage[sd]?\\s*(?:of\\s+)?(?:[1-9]|1[0-7])\\b',
    '\\b(?:high|middle|elementary|primary)[\\s-]?schoolers?\\b',
  ].join('|'),
);
/** One slip from a hint, and words of their own. */
const MEANT = listed(
  'miner miners manor manors chile chill chills childe shots rabies pesos infancy booming',
);

const LEET: Record<string, string> = { '0': 'o', '3': 'e', '4': 'a', '5': 's', '7': 't' };
const unleet = (word: string, one: string) =>
  word.replace(/1/g, one).replace(/[03457]/g, (digit) => LEET[digit]!);

/** `c.p.`, `c s a m`: single letters with something between them. */
const SPELLED = /(?<![\p{L}\p{N}])(?:[\p{L}\p{N}][\s._*/-]+){1,8}[\p{L}\p{N}](?![\p{L}\p{N}])/gu;

/**
 * @param typing the last word may be half typed (a search box).
 * @returns true when any word, pair of words, age or spelled-out abbreviation hints at minors, with or without anything sexual.
 */
export function hintsAtMinors(text: string, typing = false): boolean {
  const folded = fold(text);
  const words = tokens(text.replace(/@/g, 'a').replace(/\$/g, 's'));
  if (words.some(isHint)) return true;
  if (words.some((word, i) => i > 0 && (WORDS.has(words[i - 1]! + word) || EXACT.has(words[i - 1]! + word))))
    return true;
  if (PHRASES.test(folded) || ANYWHERE.some((part) => folded.includes(part))) return true;
  for (const letters of folded.match(SPELLED) ?? [])
    if (isHint(letters.replace(/[^\p{L}\p{N}]/gu, ''))) return true;
  const last = words.at(-1) ?? '';
  return typing && last.length >= 4 && [...WORDS].some((hint) => hint.startsWith(last));
}

function isHint(word: string): boolean {
  if (isListed(word) || STEMS.some((stem) => word.startsWith(stem))) return true;
  if (MEANT.has(word)) return false;
  if (/\d/.test(word) && /\p{L}/u.test(word) && (isListed(unleet(word, 'i')) || isListed(unleet(word, 'l'))))
    return true;
  if (word.length < 5) return false;
  for (const hint of WORDS) if (hint.length >= 5 && oneSlip(word, hint)) return true;
  return false;
}

function isListed(word: string): boolean {
  return WORDS.has(word) || EXACT.has(word);
}
