/** What can be told of a page from its HTML as it stood in a tab. Pure. */

/** Marks that translations leave in a page, as far as they are known; words that an unknown one put there do not stand on the Hub. */
const TRANSLATED =
  /<html[^>]*\bclass="[^"]*\btranslated-(?:ltr|rtl)\b|<html[^>]*\b_msttexthash=|<font\b[^>]*\bstyle="vertical-align:\s*inherit|\bdata-moz-translations-id=/i;

/** A browser or an extension has put other words there. */
export function isTranslated(html: string): boolean {
  return TRANSLATED.test(html);
}
