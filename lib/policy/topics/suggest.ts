/**
 * Topics that may fit, from what a repository says of itself. Words alone prove nothing, so these are suggestions with their reason,
 * few, and never chosen for the person. Whatever concerns minors is never suggested: that has its own way, in private.
 */
import { NFAA_TAG } from '../../hub/ref.ts';
import { hintsAtMinors } from './minors.ts';

export interface TargetSignals {
  type: 'model' | 'dataset' | 'space';
  /** `author/name`. */
  name?: string;
  tags: readonly string[];
  /** Of the card, as it is shown. */
  excerpt?: string;
  files?: readonly string[];
  /** Of a Dockerfile or start script, where it was read. */
  code?: string;
}

export interface TopicSuggestion {
  topicId: string;
  /** A sentence for people: what was found, and what it does not prove. */
  because: string;
}

const MOST = 3;
/** Read up to this: a card can be megabytes, and a repository can have 100,000 files. */
const MAX_CHARS = 20_000;
const MAX_FILES = 2_000;

interface Signal {
  topicId: string;
  types: readonly TargetSignals['type'][];
  /** Where it is looked for; what was found there weighs in this order: code, files, name and tags, card. */
  where: readonly Place[];
  pattern: RegExp;
  /** After what was found. */
  but: string;
}

type Place = 'code' | 'files' | 'name' | 'tags' | 'excerpt';

const PLACES: Record<Place, { weight: number; words: string }> = {
  code: { weight: 4, words: 'is among its start commands' },
  files: { weight: 3, words: 'is among its file names' },
  name: { weight: 2, words: 'is in its name' },
  tags: { weight: 2, words: 'is among its tags' },
  excerpt: { weight: 1, words: 'stands in its card' },
};

const ALL = ['model', 'dataset', 'space'] as const;
const ANYWHERE = ['code', 'files', 'name', 'tags', 'excerpt'] as const;

const SIGNALS: readonly Signal[] = [
  {
    topicId: 'cryptomining',
    types: ALL,
    where: ANYWHERE,
    pattern:
      /\b(xmrig|xmr-stak|cpuminer|minerd|ethminer|nbminer|lolminer|phoenixminer|cryptonight|nicehash|moneroocean|stratum\+tcp)\b/i,
    but: 'Look whether it really mines.',
  },
  {
    topicId: 'proxies',
    types: ['space'],
    where: ANYWHERE,
    pattern:
      /\b(cloudflared|ngrok|x11vnc|novnc|tigervnc|websockify|xrdp|chrome[ -]remote[ -]desktop|v2ray|shadowsocks|frpc|torrc|oai-reverse-proxy|reverse proxy)\b/i,
    but: 'Such tools have lawful uses: look what it is for.',
  },
  {
    topicId: 'ncii',
    types: ALL,
    where: ANYWHERE,
    pattern: /\b(nudify|nudifier|undress(?:ing)?|deepnude|deepfake porn|revenge porn)\b/i,
    but: 'Look whether real people are concerned. This topic goes in private unless you decide otherwise.',
  },
  {
    topicId: 'people-without-consent',
    types: ['dataset'],
    where: ['files', 'name', 'tags', 'excerpt'],
    pattern:
      /\b(faces?|facial|face[ -]recognition|celeb(?:a|s|rit\w+)|portraits?|mugshots?|selfies?|vggface\w*|voice[ -]clon\w+)\b/i,
    but: 'Look whether the people shown agreed.',
  },
  {
    topicId: 'people-without-consent',
    types: ['model', 'space'],
    where: ['name', 'tags', 'excerpt'],
    pattern: /\b(deep ?fakes?|face[ -]?swap\w*|voice[ -]clon\w+)\b/i,
    but: 'Look whether real people are shown who did not agree.',
  },
  {
    topicId: 'privacy',
    types: ['dataset'],
    where: ['files', 'excerpt'],
    pattern:
      /\b(phone numbers?|home address(?:es)?|passports?|social security|medical records?|patient records?|leaked|data ?breach|dox+(?:ed|ing)?|combolist)\b/i,
    but: 'Look whether it is about real people; do not copy any of it.',
  },
  {
    topicId: 'inauthentic-activity',
    types: ALL,
    where: ['excerpt'],
    pattern:
      /\b(likes? for rewards?|(?:like|star|follow) (?:this|the|our|my) (?:repo\w*|model|space|dataset|page)[^.\n]{0,40}(?:reward|token|prize|airdrop|win|get))/i,
    but: 'Quote the offer where you report it.',
  },
  {
    topicId: 'fraudulent-finance',
    types: ALL,
    where: ['excerpt'],
    pattern:
      /\b(guaranteed (?:profits?|returns?|income)|double your (?:money|bitcoin|crypto)|presale|ponzi)\b/i,
    but: 'Look whether something is really sold.',
  },
  {
    topicId: 'scam-or-deception',
    types: ['space'],
    where: ANYWHERE,
    pattern: /\b(seed phrase|recovery phrase|connect your wallet|verify your account|phishing[ -]?kit)\b/i,
    but: 'Look whether it pretends to be somebody else.',
  },
  {
    topicId: 'spam',
    types: ALL,
    where: ['excerpt', 'tags'],
    pattern:
      /\b(slot gacor|judi online|casino bonus|essay writing service|customer care number|buy (?:followers|reviews|backlinks))\b/i,
    but: 'Look whether it holds anything else.',
  },
  {
    topicId: 'malware',
    types: ['model', 'dataset'],
    where: ['files'],
    pattern: /(?:^|\/)([^/\n]+\.(?:exe|scr|msi|bat|vbs))$/im,
    but: 'Programs are unusual there, and most are harmless: look for a scan result.',
  },
];

/** File names that speak of films, games or backups, and not of data. */
const MEDIA = /(?:\.(?:mkv|avi|iso|rar|part\d+|apk|nsp|xci|m4b|epub|cbz|vmdk)|\bs\d\de\d\d\b.*)$/i;
const MEDIA_SHARE = 0.6;
const MEDIA_LEAST = 5;

const SEXUAL = /\b(nsfw|hentai|porn\w*|erotic\w*|ecchi|nudity)\b/i;
/** Suggested with no sign of minors only: a public report of such material is a harm of its own. */
const WITH_CARE = new Set(['ncii', 'nfaa-sexual', 'people-without-consent', 'privacy']);

/** At most three topics that may fit, the likeliest first. */
export function suggestTopics(signals: TargetSignals): TopicSuggestion[] {
  const texts: Record<Place, string> = {
    code: (signals.code ?? '').slice(0, MAX_CHARS),
    files: (signals.files ?? []).slice(0, MAX_FILES).join('\n'),
    // `_` is a letter to a pattern.
    name: (signals.name ?? '').slice(0, 200).replaceAll('_', ' '),
    tags: signals.tags.slice(0, MAX_FILES).join('\n').slice(0, MAX_CHARS),
    excerpt: (signals.excerpt ?? '').slice(0, MAX_CHARS),
  };
  const found = new Map<string, { weight: number; because: string }>();
  const add = (topicId: string, weight: number, because: string) => {
    if ((found.get(topicId)?.weight ?? 0) < weight) found.set(topicId, { weight, because });
  };
  for (const { topicId, types, where, pattern, but } of SIGNALS) {
    if (!types.includes(signals.type)) continue;
    for (const place of where) {
      const word = pattern.exec(texts[place])?.[1];
      if (word) add(topicId, PLACES[place].weight, `‘${shown(word)}’ ${PLACES[place].words}. ${but}`);
    }
  }
  const sexual = SEXUAL.exec(texts.excerpt)?.[1];
  if (sexual && !signals.tags.includes(NFAA_TAG))
    add(
      'nfaa-sexual',
      1,
      `‘${shown(sexual)}’ stands in its card, and the tag is missing. Look whether it applies.`,
    );
  if (signals.type !== 'space' && mostlyMedia(signals.files ?? []))
    add(
      'storage-abuse',
      2,
      'Most of its file names are those of films, games or archives. Size alone breaks no rule: look whether it serves machine learning.',
    );
  const minors = Object.values(texts).some((text) => hintsAtMinors(text));
  return [...found]
    .filter(([topicId]) => !(minors && WITH_CARE.has(topicId)))
    .sort((a, b) => b[1].weight - a[1].weight)
    .slice(0, MOST)
    .map(([topicId, { because }]) => ({ topicId, because }));
}

function mostlyMedia(files: readonly string[]): boolean {
  const own = files
    .slice(0, MAX_FILES)
    .filter((file) => !/(?:^|\/)(?:README\.md|\.gitattributes)$/i.test(file));
  const media = own.filter((file) => MEDIA.test(file)).length;
  return media >= MEDIA_LEAST && media >= MEDIA_SHARE * own.length;
}

/** A short word of theirs, on one line. */
function shown(word: string): string {
  const tidy = word.replace(/\s+/g, ' ').trim();
  return tidy.length > 60 ? `${tidy.slice(0, 59)}…` : tidy;
}
