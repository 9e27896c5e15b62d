/** What is said of changes that nobody has looked at yet. Pure. */
import { DOCUMENT_NAMES, type DocumentKind } from './version-types.ts';

/** Where the reader shows what changed in a text: the part of its address behind `#`. */
export const changesHash = (kind: DocumentKind): string => `d=${kind}&view=changes`;

/** "The Hub's Content Policy and Privacy Policy changed"; `null` when nothing did. */
export function newsWords(kinds: readonly DocumentKind[]): string | null {
  const names = kinds.map((kind) => DOCUMENT_NAMES[kind]);
  const last = names.pop();
  if (last === undefined) return null;
  return `The Hub's ${names.length > 0 ? `${names.join(', ')} and ${last}` : last} changed`;
}
