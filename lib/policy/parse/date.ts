/** The date that a policy prints about itself. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?';
/** "August 30, 2023" · "30 August 2023" · "30th of August, 2023" · "2023-08-30" · "30.08.2023" · "08/30/2023" */
const DATE =
  `(?:${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?\\s*,?\\s+(\\d{4})\\b` +
  `|(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?${MONTH}\\s*,?\\s+(\\d{4})\\b` +
  `|(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?!\\d)` +
  `|(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})\\b` +
  `|(\\d{1,2})/(\\d{1,2})/(\\d{4})\\b)`;
const BETWEEN = '\\s{0,3}(?:date)?\\s{0,3}[:–—-]?\\s{0,3}(?:(?:on|as of|from|since|is)\\s{1,3})?';
/** Best first: when it takes effect is what the Hub prints; when it was last touched is the next best. */
const LABELS = [
  `\\beffective${BETWEEN}`,
  `\\b(?:last\\s+)?(?:updated|modified|revised|revision|amended)${BETWEEN}`,
  `\\b(?:in force|version|dated?)${BETWEEN}`,
].map((label) => new RegExp(label + DATE, 'gi'));

/**
 * @param onlyEffective leave out "updated", "version" and the like, which any page may print.
 * @returns `YYYY-MM-DD`, or `null` when no labelled, complete and real date is printed. `04/10/2025` could be April or October
 *   and counts as none; `08/30/2023` can be read one way only.
 */
export function printedDateOf(text: string, onlyEffective = false): string | null {
  // At the top or, in some, at the very end; no policy is so long that there is a middle.
  const ends = text.length <= 60_000 ? text : `${text.slice(0, 40_000)} … ${text.slice(-20_000)}`;
  for (const label of onlyEffective ? LABELS.slice(0, 1) : LABELS) {
    for (const match of ends.matchAll(label)) {
      const date = read(match);
      if (date !== null) return date;
    }
  }
  return null;
}

function read(match: RegExpMatchArray): string | null {
  const [, m1, d1, y1, d2, m2, y2, y3, m3, d3, d4, m4, y4, a5, b5, y5] = match;
  if (m1 !== undefined) return date(y1, monthOf(m1), Number(d1));
  if (m2 !== undefined) return date(y2, monthOf(m2), Number(d2));
  if (y3 !== undefined) return date(y3, Number(m3), Number(d3));
  if (y4 !== undefined) return date(y4, Number(m4), Number(d4));
  const [a, b] = [Number(a5), Number(b5)];
  if (a > 12) return date(y5, b, a);
  return b > 12 || a === b ? date(y5, a, b) : null;
}

function monthOf(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function date(year: string | undefined, month: number, day: number): string | null {
  const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const time = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(iso) ? iso : null;
}
