/**
 * Clocks, tiers and contacts that a text prints, each with the exact sentence. What is only known from others' reports of a text is
 * kept apart, marked, and never given as a quote.
 */
import { normaliseText, type PolicyDocument, walkClauses } from './document.ts';
import { sentencesOf } from './sentences.ts';
import { REPORTED } from './statements/reported.ts';

export { REPORTED } from './statements/reported.ts';

export type StatementKind = 'clock' | 'tier' | 'contact';

/** What a statement is about: two statements on the same matter can agree or not. */
export type Matter =
  | 'owner-time'
  | 'changes-take-effect'
  | 'posting-limit'
  | 'counter-notice'
  | 'other-time'
  | 'intervention-a'
  | 'intervention-b'
  | 'intervention-c'
  | 'measure-1'
  | 'measure-2'
  | 'measure-3'
  | 'questions'
  | 'rights'
  | 'appeals'
  | 'other-contact';

interface Common {
  /** `owner-time`, or with a number when a text has several on one matter. Unique within one text. */
  id: string;
  kind: StatementKind;
  about: Matter;
  /** Ours, short: "Time for the owner to answer". */
  name: string;
  /** For comparing and for showing at a glance: `72 hours`, `A`, `legal@huggingface.co`. */
  value: string;
}

/** Printed in a text: `quote` stands in it word for word. */
export interface PrintedStatement extends Common {
  standing: 'printed';
  quote: string;
  clauseId: string;
  version: { hash: string; printedDate: string | null };
}

/** Told by somebody who read the page; not checked by us, and not the policy's words. */
export interface ReportedStatement extends Common {
  standing: 'reported';
  /** Ours. */
  words: string;
  /** Who says so, for people. */
  source: string;
  /** The printed date of the text that it is said of. */
  of: string;
  /** When it was said, `YYYY-MM-DD`, where known. */
  on?: string;
}

export type Statement = PrintedStatement | ReportedStatement;

const NAMES: Record<Matter, string> = {
  'owner-time': 'Time for the owner to answer',
  'changes-take-effect': 'When changes take effect',
  'posting-limit': 'Limit on posting',
  'counter-notice': 'After a counter-notice',
  'other-time': 'A time',
  'intervention-a': 'A: asked of the owner',
  'intervention-b': 'B: the Not-For-All-Audiences tag',
  'intervention-c': 'C: done by the Hugging Face Team',
  'measure-1': 'First measure: a warning',
  'measure-2': 'Second measure: a warning with consequences',
  'measure-3': 'Third measure: no more public interaction',
  questions: 'Questions and concerns',
  rights: 'Intellectual property',
  appeals: 'To contest a decision',
  'other-contact': 'Another address',
};

export function matterName(about: Matter): string {
  return NAMES[about];
}

/** Everything of the kind that a text prints, in reading order. Nothing is claimed of what it does not print. */
export function statementsOf(source: PolicyDocument | { document: PolicyDocument }): PrintedStatement[] {
  const document = 'document' in source ? source.document : source;
  const version = { hash: document.hash, printedDate: document.printedDate };
  const found: PrintedStatement[] = [];
  const used = new Map<string, number>();
  const add = (kind: StatementKind, about: Matter, value: string, quote: string, clauseId: string) => {
    const count = (used.get(about) ?? 0) + 1;
    used.set(about, count);
    const id = count === 1 ? about : `${about}-${count}`;
    found.push({ id, kind, about, name: NAMES[about], value, standing: 'printed', quote, clauseId, version });
  };
  for (const { clause } of walkClauses(document)) {
    for (const sentence of sentencesOf(clause.text)) {
      if (sentence.length > LONGEST_SENTENCE) continue;
      for (const [, number, unit] of sentence.matchAll(TIME))
        add('clock', timeMatter(sentence), `${number} ${unit!.toLowerCase()}`, sentence, clause.id);
      for (const [address] of sentence.matchAll(ADDRESS))
        add('contact', contactMatter(sentence, address), address.toLowerCase(), sentence, clause.id);
    }
    for (const [about, value, pattern] of TIERS) {
      if (pattern.test(normaliseText(clause.text))) add('tier', about, value, clause.text, clause.id);
    }
  }
  return found;
}

/** What is longer is no sentence that anybody could be shown as a quote. */
const LONGEST_SENTENCE = 3_000;

const TIME = /\b(\d{1,4})\s?-?\s?((?:U\.S\.\s)?(?:business |working )?(?:days?|hours?|h)\b)/gi;
const ADDRESS = /(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)*huggingface\.co\b/gi;

function timeMatter(sentence: string): Matter {
  if (/counter-?\s?(?:notice|notification)/i.test(sentence)) return 'counter-notice';
  if (/\b(?:effective|following (?:such )?posting)\b/i.test(sentence)) return 'changes-take-effect';
  if (/\bowner\b/i.test(sentence)) return 'owner-time';
  return /restrict\w* your posting/i.test(sentence) ? 'posting-limit' : 'other-time';
}

function contactMatter(sentence: string, address: string): Matter {
  if (
    /\b(?:contest|appeal|disagree with|challenge|complaints? (?:about|against) (?:a|our) decision)/i.test(
      sentence,
    )
  )
    return 'appeals';
  if (/^dmca@/i.test(address) || /intellectual property|copyright|infring/i.test(sentence)) return 'rights';
  return /\b(?:questions?|concerns?|feedback)\b/i.test(sentence) ? 'questions' : 'other-contact';
}

const TIERS: readonly [Matter, string, RegExp][] = [
  ['intervention-a', 'A', /^A\. Community features:/],
  ['intervention-b', 'B', /^B\. "Not-for-all-Audiences" tag:/],
  ['intervention-c', 'C', /^C\. Hugging Face tools:/],
  ['measure-1', '1', /^A private, written warning from the Hugging Face Team/],
  ['measure-2', '2', /^A warning with consequences including hiding or closing/],
  ['measure-3', '3', /^A deactivation from any public interaction/],
];

export interface Disagreement {
  about: Matter;
  /** Printed date of the text that they speak of; `null` for a text without one. */
  of: string | null;
  statements: Statement[];
  /** For people; says that they differ, not who is right. */
  sentence: string;
}

/**
 * Where sources differ on one matter of one text (by its printed date, which more than one text may carry). Silence is no
 * disagreement, a text may print two values of its own, and another year's text is another text.
 */
export function disagreements(statements: readonly Statement[]): Disagreement[] {
  const groups = new Map<string, Statement[]>();
  for (const statement of statements) {
    if (statement.about.startsWith('other-')) continue;
    const key = `${statement.about} ${dateOf(statement) ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), statement]);
  }
  const found: Disagreement[] = [];
  for (const list of groups.values()) {
    const values = [...new Set(list.map((one) => one.value))];
    if (values.length < 2 || new Set(list.map(sourceKey)).size < 2) continue;
    const printed = [...new Set(list.filter((one) => one.standing === 'printed').map((one) => one.value))];
    const { about, name } = list[0]!;
    const advice =
      printed.length === 1
        ? `The text that was read prints ${printed[0]}.`
        : 'Check the page itself before you rely on either.';
    found.push({
      about,
      of: dateOf(list[0]!),
      statements: list,
      sentence: `${name}: the sources differ (${values.join(' or ')}). ${advice}`,
    });
  }
  return found;
}

function dateOf(statement: Statement): string | null {
  return statement.standing === 'printed' ? statement.version.printedDate : statement.of;
}

function sourceKey(statement: Statement): string {
  return statement.standing === 'printed' ? statement.version.hash : statement.id;
}

/** What versions print and what is reported, together, with where they differ. */
export function allStatements(documents: readonly PolicyDocument[]): {
  statements: Statement[];
  disagreements: Disagreement[];
} {
  const statements = [...documents.flatMap((document) => statementsOf(document)), ...REPORTED];
  return { statements, disagreements: disagreements(statements) };
}
