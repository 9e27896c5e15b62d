/** What the guard holds while a page is open: preferences, verdicts by repository, and what was revealed in this view. */
import { type RepoRef, repoKey } from '../hub/ref.ts';
import { type Context, type Decision, decide, UNKNOWN_VERDICT, type Verdict } from '../nfaa/decide.ts';
import { KNOWN_KEY, type KnownSet, unpackVerdict } from '../nfaa/known.ts';
import { type FilterPreferences, readFilter, SETTINGS_KEY } from '../nfaa/preferences.ts';
import { contentApi } from '../platform/content.ts';

/** `null` until storage was read: until then every card waits, which only the registered style sheet makes visible. */
let preferences: FilterPreferences | null = null;
let buttonOnCards = true;
let known: KnownSet = {};
const verdicts = new Map<string, Verdict>();
/** Reveal memory of this view: gone with the page, never stored, never in a URL. */
const revealed = new Set<string>();

export const filter = (): FilterPreferences | null => preferences;
export const wantsCardButtons = (): boolean => buttonOnCards;

/** Follows every change of settings that any page makes, at once. */
export function followSettings(onChange: () => void): void {
  contentApi().storage.onChanged.addListener((changes, area) => {
    const change = changes[SETTINGS_KEY];
    if (area !== 'local' || !change) return;
    takeSettings(change.newValue);
    onChange();
  });
}

/** One storage read. If it fails, the defaults stand: they cover. */
export async function readState(): Promise<void> {
  let stored: Record<string, unknown> = {};
  try {
    stored = await contentApi().storage.local.get([SETTINGS_KEY, KNOWN_KEY]);
  } finally {
    known = (stored[KNOWN_KEY] as KnownSet | undefined) ?? {};
    takeSettings(stored[SETTINGS_KEY]);
  }
}

function takeSettings(settings: unknown): void {
  preferences = readFilter(settings);
  buttonOnCards =
    (settings as { report?: { buttonOnCards?: boolean } } | undefined)?.report?.buttonOnCards !== false;
}

export function verdictOf(key: string): Verdict {
  const held = verdicts.get(key);
  if (held) return held;
  const remembered = unpackVerdict(known[key], Date.now());
  if (remembered) verdicts.set(key, remembered);
  return remembered ?? UNKNOWN_VERDICT;
}

export function learn(key: string, verdict: Verdict): void {
  verdicts.set(key, verdict);
}

/** What to do with this repository here and now; `null` while the preferences are not read. */
export function decisionFor(ref: RepoRef, context: Context): Decision | null {
  return preferences && decide(verdictOf(repoKey(ref)), preferences, context);
}

/** A card and the repository's own page are revealed apart: seeing one's name is not asking for the other's pictures. */
export const revealKey = (ref: RepoRef, context: Context): string => `${context} ${repoKey(ref)}`;
export const isRevealed = (key: string): boolean => revealed.has(key);
export function setRevealed(key: string, shown: boolean): void {
  if (shown) revealed.add(key);
  else revealed.delete(key);
}
