/** What the guard holds while a page is open: preferences, verdicts by repository, and what was revealed in this view. */
import { FRAME, inSearch, isCard, type Surface } from '../hub/page.ts';
import { type RepoRef, repoKey } from '../hub/ref.ts';
import { type Decision, decide, UNKNOWN_VERDICT, type Verdict } from '../nfaa/decide.ts';
import { INDEX_KEY, indexVerdict, type StoredIndex } from '../nfaa/index-format.ts';
import { KNOWN_KEY, type KnownSet, LABELS_KEY, unpackVerdict } from '../nfaa/known.ts';
import { forbidsReveal, LOCK_KEY, type StoredLock, underLock } from '../nfaa/lock-state.ts';
import {
  type Context,
  DEFAULT_FILTER,
  type FilterPreferences,
  isActive,
  readFilter,
  SETTINGS_KEY,
  shields,
} from '../nfaa/preferences.ts';
import { RULESET_KEY, type RuleSet } from '../nfaa/ruleset.ts';
import { contentApi } from '../platform/content.ts';
import { shared } from './shared.ts';

/** A change of any of these judges everything anew. */
const FOLLOWED = [SETTINGS_KEY, RULESET_KEY, LOCK_KEY];
const READ = [...FOLLOWED, KNOWN_KEY, LABELS_KEY, INDEX_KEY];

/** `null` until storage was read: until then every card waits, which only the registered style sheet makes visible. */
let preferences: FilterPreferences | null = null;
let stored: Record<string, unknown> = {};
/** There are rules or hints: nothing is judged without rules.ts. */
let needsRules = false;
let buttonOnCards = true;
/** Switched off for this page only, by the person. */
let off = false;
const verdicts = new Map<string, Verdict>();
/** In question, or without an answer: not to be asked about again by itself. */
export const asked = new Set<string>();
/** Reveal memory of this view: gone with the page, never stored, never in a URL. */
const revealed = new Set<string>();

/**
 * What was decided where nothing but the tag counts, since anything changed last; nothing that time alone could change.
 * By the reference, which is the same one for the same address (ref.ts): a long list names each many times.
 */
const decisions = new Map<RepoRef, KeptDecision>();
/** With the context that it holds for, where it is of something known to be tagged: nobody need be asked. */
type KeptDecision = Decision & { context?: Context };

function keep(ref: RepoRef, decision: KeptDecision): KeptDecision {
  decisions.set(ref, decision);
  return decision;
}

/** Of what is known to be untagged, with nothing else to weigh; of what nobody can say anything about; of all where the person switched the filter off here. */
export const NOTHING_TO_DO: Decision = {
  action: 'show',
  look: 'plain',
  causes: [],
  canReveal: true,
};

export const wantsCardButtons = (): boolean => buttonOnCards;
export const isOff = (): boolean => off;
const lockOf = () => stored[LOCK_KEY] as StoredLock | undefined;
export const mayReveal = (): boolean => !forbidsReveal(lockOf(), Date.now());
export function setOff(now: boolean): void {
  off = now && mayReveal();
  decisions.clear();
}
/** Is the filter at work on this page? */
export const isAtWork = (): boolean => !!preferences && !off && isActive(preferences, Date.now());
/** May a tagged repository be out of sight on this page? */
export const isCovering = (): boolean =>
  isAtWork() && [preferences!.action, ...Object.values(preferences!.per)].some(shields);

/** Follows every change of settings that any page makes, at once. */
export function followSettings(onChange: () => void): void {
  contentApi().storage.local.onChanged.addListener((changes) => {
    for (const key of READ) if (changes[key]) stored[key] = changes[key].newValue;
    // A page may be open for days: what it meets from now on is judged by what is known now.
    if (changes[INDEX_KEY]) for (const memory of [verdicts, decisions, asked]) memory.clear();
    if (!FOLLOWED.some((key) => changes[key])) return;
    // What a repository's tags mean to other rules is asked anew.
    if (changes[RULESET_KEY]) for (const verdict of verdicts.values()) delete verdict.labels;
    takeStored();
    onChange();
  });
}

/** One storage read. If it fails, the defaults stand: they cover. */
export async function readState(): Promise<void> {
  try {
    stored = await contentApi().storage.local.get(READ);
  } catch {}
  preferences = DEFAULT_FILTER;
  takeStored();
}

/** Makes of what was read what is in force; again when rules.ts has arrived. */
export function takeStored(): void {
  if (!preferences) return;
  decisions.clear();
  const settings = stored[SETTINGS_KEY] as { report?: { buttonOnCards?: boolean } } | undefined;
  preferences = underLock(readFilter(settings), lockOf());
  buttonOnCards = settings?.report?.buttonOnCards !== false;
  needsRules = preferences.hints || !!(stored[RULESET_KEY] as RuleSet | undefined)?.effects?.length;
  shared.rules?.take(stored, preferences);
  // A lock takes back what was opened before it.
  if (!mayReveal()) {
    off = false;
    revealed.clear();
  }
}

export function verdictOf(key: string): Verdict {
  const held = verdicts.get(key);
  if (held) return held;
  // Buckets have no tags (lookup.ts).
  if (key[0] === 'b') return { ...UNKNOWN_VERDICT, nfaa: false, labels: [] };
  const now = Date.now();
  const known = (stored[KNOWN_KEY] as KnownSet | undefined)?.[key];
  const remembered = unpackVerdict(known, now, shared.rules?.labelsOf(key));
  const index = stored[INDEX_KEY] as StoredIndex | undefined;
  const listed = indexVerdict(index, key, now);
  // Whichever was learnt later.
  const verdict: Verdict | null =
    listed === null || (remembered && remembered.at >= index!.at)
      ? remembered
      : { ...remembered, nfaa: listed, source: 'index', at: index!.at, unsure: listed };
  if (verdict) verdicts.set(key, verdict);
  return verdict ?? UNKNOWN_VERDICT;
}

/** Not known to be untagged. */
export const isSuspect = (key: string): boolean => verdictOf(key).nfaa !== false;
/** May it be covered? Where it may not, nobody need wait. */
export const mayCover = (ref: RepoRef): boolean => needsRules || isSuspect(repoKey(ref));

export function learn(key: string, verdict: Verdict): void {
  decisions.clear();
  verdicts.set(key, verdict);
}

/** Must somebody be asked about it? */
export function isUnknown(key: string): boolean | undefined {
  const verdict = verdictOf(key);
  // The index knows a Space's frame, or nobody does.
  if (!verdict.unsure && key.startsWith(FRAME)) return false;
  return verdict.nfaa === null || verdict.unsure || (needsRules && shared.rules?.lacksLabels(verdict));
}

/**
 * What to do with this repository here and now; `null` while the preferences are not read.
 * @param unit what mentions it; its text is asked for rules about words
 */
export function decisionFor(ref: RepoRef, context: Context, unit?: Element | null): KeptDecision | null {
  if (!preferences || (needsRules && !shared.rules)) return null;
  const before = decisions.get(ref);
  if (before && (before === NOTHING_TO_DO || before.context === context)) return before;
  const key = repoKey(ref);
  const verdict = verdictOf(key);
  if (!needsRules && verdict.nfaa === false) return keep(ref, NOTHING_TO_DO);
  // Nobody could say what a frame shows; and a link to what is not there shows nothing.
  if (off || (verdict.nfaa === null && (key.startsWith(FRAME) || (verdict.missing && unit && !isCard(unit)))))
    return NOTHING_TO_DO;
  if (needsRules) return shared.rules!.decide(ref, verdict, preferences, context, mayReveal(), unit);
  const decision = decide(verdict, preferences, context, ref.type, mayReveal(), Date.now());
  // While the filter is paused nothing is covered, so nothing of it is kept; and a lifted lock comes down by itself.
  return verdict.nfaa && !verdict.unsure && decision.action !== 'show' && !lockOf()?.liftedUntil
    ? keep(ref, { ...decision, context })
    : decision;
}

/** What is more than a name, by its element. */
const PLACES: Record<string, 'embed' | 'media' | undefined> = {
  IFRAME: 'embed',
  IMG: 'media',
  VIDEO: 'media',
};
/** What is revealed apart: names, whatever they stand on; a repository's own page; pictures and apps. */
export type Place = 'card' | 'page' | 'embed' | 'media';
export const placeOf = (unit: Element): Place => PLACES[unit.tagName] ?? 'card';

/** The context of a mention, on this kind of page; a card has the page’s own. */
export const contextOf = (unit: Element, surface: Surface): Context =>
  PLACES[unit.tagName] ?? (inSearch(unit) ? 'search' : surface === 'list' ? 'link' : surface);

export const isRevealed = (key: string): boolean => revealed.has(key);
/**
 * Every kind of place is revealed apart: seeing one's name is not asking for the other's pictures.
 * The key is not made where nothing is revealed, as on nearly every page; lib/draw/hidden.ts makes the same one.
 */
export const isShown = (ref: RepoRef, place: Place): boolean =>
  revealed.size > 0 && revealed.has(`${place} ${repoKey(ref)}`);
export function setRevealed(key: string, shown: boolean): void {
  if (!shown) revealed.delete(key);
  else if (mayReveal()) revealed.add(key);
}
