/** The addresses of the Hub's own texts (facts/hub.md g, h). */
import { HUB_ORIGIN } from './url.ts';

/** The first is asked for; the others lead there, or once did. No other address of `privacy` is known. */
export const LEGAL_PATHS = {
  'content-policy': ['/content-policy', '/content-guidelines'],
  'code-of-conduct': ['/code-of-conduct'],
  'terms-of-service': ['/terms-of-service'],
  'privacy-policy': ['/privacy'],
} as const satisfies Record<string, readonly string[]>;
export type LegalKind = keyof typeof LEGAL_PATHS;

export const legalUrl = (kind: LegalKind): string => HUB_ORIGIN + LEGAL_PATHS[kind][0];

/**
 * Which text stands at this address; `null` for any other, a sign-in page among them.
 * @param origin another Hub, for tests
 */
export function legalKindOf(url: string, origin: string = HUB_ORIGIN): LegalKind | null {
  if (!URL.canParse(url)) return null;
  const { origin: at, pathname } = new URL(url);
  if (at !== origin) return null;
  const path = pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname;
  const kinds = Object.keys(LEGAL_PATHS) as LegalKind[];
  return kinds.find((kind) => (LEGAL_PATHS[kind] as readonly string[]).includes(path)) ?? null;
}

export type LegalPage =
  | { kind: 'page'; html: string; url: string; etag?: string; lastModified?: string }
  /** Still what the marks that were sent along stand for. */
  | { kind: 'unchanged' };
