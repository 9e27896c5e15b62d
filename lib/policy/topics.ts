/**
 * Topics: our stable categories, in plain words, each pointing at the rules of the policy versions that we know.
 * What is written here is ours; what the policy says is quoted from packs and never mixed with it.
 */
import { hintsAtMinors } from './topics/minors.ts';
import { MODERATED, OTHER } from './topics/moderated.ts';
import { RESTRICTED_PEOPLE } from './topics/restricted-people.ts';
import { RESTRICTED_PLATFORM } from './topics/restricted-platform.ts';
import type { Topic } from './topics/topic.ts';
import { oneSlip, tokens } from './topics/words.ts';

export { hintsAtMinors } from './topics/minors.ts';
export { suggestTopics, type TargetSignals, type TopicSuggestion } from './topics/suggest.ts';
export type { Topic } from './topics/topic.ts';

/** All topics in policy order: restricted R1–R18, moderated, something else. */
export const TOPICS: readonly Topic[] = [
  ...RESTRICTED_PEOPLE,
  ...RESTRICTED_PLATFORM,
  ...MODERATED,
  ...OTHER,
];

const MINORS = 'minors-sexual';

const byId = new Map(TOPICS.map((topic) => [topic.id, topic]));

export function topicById(id: string): Topic | undefined {
  return byId.get(id);
}

/** Topics that name a rule, in policy order. */
export function topicsForRule(ruleId: string): Topic[] {
  return TOPICS.filter((topic) => Object.values(topic.ruleIds).some((ids) => ids.includes(ruleId)));
}

/** Say nothing about the topic; ignored unless nothing else was typed. */
const STOP = new Set(
  tokens(
    'a an and are as at be by content dataset do does for from has have i in is it its model of on or people repo ' +
      'repository somebody someone space that the their there they this to uses using was we with you',
  ),
);

interface Entry {
  word: string;
  weight: number;
}
interface Indexed {
  topic: Topic;
  entries: Entry[];
  /** Names, ids and synonyms as joined tokens: a whole query that equals one is meant. */
  phrases: Set<string>;
}

const indexes = new WeakMap<Topic, Indexed>();

function indexOf(topic: Topic): Indexed {
  const known = indexes.get(topic);
  if (known !== undefined) return known;
  const weights = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const word of tokens(text)) weights.set(word, Math.max(weight, weights.get(word) ?? 0));
  };
  const named = [topic.name, topic.id, ...topic.synonyms];
  for (const text of named) {
    // A word of a long synonym says less than a synonym that is that word.
    add(text, tokens(text).length === 1 ? 6 : 4);
    add(tokens(text).join(''), 5);
  }
  add(topic.name, 5);
  for (const ids of Object.values(topic.ruleIds)) for (const id of ids) add(id.replace(/^[^.]*\./, ''), 6);
  add(topic.summary, 1.5);
  for (const example of topic.isExamples) add(example, 1);
  const entries = [...weights]
    .filter(([word]) => !STOP.has(word))
    .map(([word, weight]) => ({ word, weight }));
  const index = { topic, entries, phrases: new Set(named.map((text) => tokens(text).join(' '))) };
  indexes.set(topic, index);
  return index;
}

/**
 * Typed search: case and diacritics do not count, half-typed words match, and so does one slip in a word of five letters or more.
 * Best first; topics that match nothing are left out, so the answer may be empty. An empty query gives all, in policy order.
 * Whatever hints at sexual content with minors puts `minors-sexual` first, whatever else it says.
 */
export function searchTopics(query: string, topics: readonly Topic[] = TOPICS): Topic[] {
  const typed = tokens(query.slice(0, 500));
  const minors = hintsAtMinors(query.slice(0, 500), true)
    ? topics.find((topic) => topic.id === MINORS)
    : undefined;
  if (typed.length === 0)
    return minors === undefined && query.trim() === '' ? [...topics] : minors ? [minors] : [];

  const telling = typed.filter((word) => !STOP.has(word));
  const words = (telling.length > 0 ? telling : typed).slice(0, 24);
  const whole = typed.join(' ');
  const found: { topic: Topic; score: number; order: number }[] = [];
  topics.forEach((topic, order) => {
    const index = indexOf(topic);
    // "shots" is one slip from "shota": for this topic `hintsAtMinors` judges slips, with more care.
    const slips = topic.id !== MINORS;
    let score = 0;
    let hits = 0;
    words.forEach((word, i) => {
      const joined = i + 1 < words.length ? bestOf(index.entries, word + words[i + 1]!, false, false) : 0;
      const best = Math.max(bestOf(index.entries, word, true, slips), joined);
      score += best;
      if (best > 0) hits++;
    });
    if (score > 0 && index.phrases.has(whole)) score += 20;
    else if (score > 0 && words.length > 1) score += holdsPhrase(index.phrases, ` ${whole} `) ? 10 : 0;
    // A topic that answers to every word is nearer than one that answers loudly to one.
    if (score > 0) found.push({ topic, score: score * (0.5 + hits / words.length / 2), order });
  });
  found.sort((a, b) => b.score - a.score || a.order - b.order);
  const ranked = found.map((one) => one.topic).filter((topic) => topic !== minors);
  return minors === undefined ? ranked : [minors, ...ranked];
}

function holdsPhrase(phrases: ReadonlySet<string>, query: string): boolean {
  for (const phrase of phrases) if (phrase.includes(' ') && query.includes(` ${phrase} `)) return true;
  return false;
}

/** `loosely`: half-typed words and slips count too. */
function bestOf(entries: readonly Entry[], word: string, loosely: boolean, slips: boolean): number {
  let best = 0;
  for (const entry of entries) {
    if (entry.weight <= best) continue;
    if (entry.word === word) best = entry.weight;
    else if (loosely && entry.word.startsWith(word)) best = Math.max(best, entry.weight * 0.7);
    else if (loosely && slips && word.length >= 5 && entry.word.length >= 4 && oneSlip(word, entry.word)) {
      best = Math.max(best, entry.weight * 0.5);
    }
  }
  return best;
}
