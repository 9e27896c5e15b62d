/**
 * Writes docs/policy-checklist.md: where each item of E1–E7 and E11 of the extraction checklist is shown. Run it after a change of a
 * pack, topic, statement or note: `node scripts/policy-checklist.ts`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { notesFor } from '../lib/policy/clause-notes.ts';
import { normaliseText, walkSections } from '../lib/policy/document.ts';
import { type PolicyPack, parsePack } from '../lib/policy/packs.ts';
import { statementsOf } from '../lib/policy/statements.ts';
import { topicsForRule } from '../lib/policy/topics.ts';
import { LEFT_OUT, NOTES, PLACES, type Place } from './lib/policy-places.ts';

export const CHECKLIST_FILE = new URL('../docs/policy-checklist.md', import.meta.url);

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

export interface Item {
  item: string;
  quote: string;
  /** `policy`: words of the Content Policy; `about`: somebody's words on it; `other`: another platform's. */
  of: 'policy' | 'about' | 'other';
}

export interface Row extends Item {
  /** Clauses and headings of packs that hold the words, by id. */
  clauses: string[];
  rules: string[];
  topics: string[];
  statements: string[];
  notes: string[];
  places: readonly Place[];
  leftOut?: string;
}

const FIRST = { from: 1, to: 109 };
const THIRD = { from: 131, to: 160 };

/** The items of E1–E7 and E11, in their order. */
export function items(): Item[] {
  const first = (read('../tests/fixtures/policy/checklist-2023-08-30.json').quotes as Item[]).map(
    (one): Item => ({ ...one, of: 'policy' }),
  );
  const third = read('../tests/fixtures/policy/checklist-2025-04-10.json').quotes as Item[];
  const within = ({ from, to }: typeof FIRST, { item }: Item) =>
    Number(item.slice(1)) >= from && Number(item.slice(1)) <= to;
  return [...first.filter((one) => within(FIRST, one)), ...third.filter((one) => within(THIRD, one))];
}

/** Everything that shows an item, found by its words; what the words cannot tell is in scripts/lib/policy-places.ts. */
export function checklist(packs: readonly PolicyPack[]): Row[] {
  return items().map((item) => {
    const row: Row = {
      ...item,
      clauses: [],
      rules: [],
      topics: [],
      statements: [],
      notes: NOTES[item.item] ? [NOTES[item.item]!] : [],
      places: PLACES[item.item] ?? [],
      ...(LEFT_OUT[item.item] ? { leftOut: LEFT_OUT[item.item]! } : {}),
    };
    if (item.of !== 'policy') return row;
    const pack = packs.find(({ document }) => holdersOf(document, item.quote).length > 0);
    return pack ? { ...row, ...shownBy(pack, item.quote, row.notes) } : row;
  });
}

function holdersOf(
  document: PolicyPack['document'],
  quote: string,
): { id: string; text: string; hash: string }[] {
  const words = normaliseText(quote);
  const found: { id: string; text: string; hash: string }[] = [];
  for (const section of walkSections(document)) {
    if (normaliseText(section.heading).includes(words))
      found.push({ id: section.id, text: section.heading, hash: '' });
    for (const clause of section.clauses) if (normaliseText(clause.text).includes(words)) found.push(clause);
  }
  return found;
}

const bare = (text: string) => normaliseText(text).replace(/[\s;,.:!]+$/, '');
const overlap = (one: string, other: string) =>
  bare(one).includes(bare(other)) || bare(other).includes(bare(one));

function shownBy(
  pack: PolicyPack,
  quote: string,
  own: readonly string[],
): Pick<Row, 'clauses' | 'rules' | 'topics' | 'statements' | 'notes'> {
  const holders = holdersOf(pack.document, quote);
  const ids = new Set(holders.map(({ id }) => id));
  const rules = pack.rules.filter(({ clauseId, text }) => ids.has(clauseId) && overlap(text, quote));
  const notes = [...rules.map(({ id }) => id), ...holders.map(({ hash }) => hash)].flatMap((key) =>
    notesFor(key).map(({ id }) => id),
  );
  return {
    clauses: holders.map(({ id }) => id),
    rules: rules.map(({ id }) => id),
    topics: unique(rules.flatMap(({ id }) => topicsForRule(id).map((topic) => topic.id))),
    statements: unique(
      statementsOf(pack)
        .filter((one) => ids.has(one.clauseId) && overlap(one.quote, quote))
        .map(({ id }) => id),
    ),
    notes: unique([...own, ...notes]),
  };
}

const unique = (list: readonly string[]): string[] => [...new Set(list)];

const PART: Record<string, string> = {
  E001: 'E1. Document, incorporation, changes (text of 2023)',
  E015: 'E2. Definitions (text of 2023)',
  E032: 'E3. Assessment (text of 2023)',
  E041: 'E4. Restricted Content (text of 2023)',
  E063: 'E5. Moderated Content (text of 2023)',
  E072: 'E6. ML Artifacts (text of 2023)',
  E103: 'E7. Community Content (text of 2023)',
  E131: 'E11. A third party’s page about the text of 2025',
};

const HEAD = `# Where the policy is shown

The items E001–E109 and E131–E160 of the project's extraction checklist (facts/reporting.md, E1–E7 and E11), and where Hub Steward
shows each. Made by \`scripts/policy-checklist.ts\`; \`tests/unit/policy/checklist.test.ts\` fails when this file is out of date, when an
item is shown nowhere, or when a place that is named here is gone.

How it is made: an item's words are looked up in the packs (\`public/policy/\`), which gives the clause that holds them and what hangs
on it. Every clause is shown in the reader, at \`policy.html#<clause>\`; every rule in the panel, under its topics; every statement in the
reader under "Times, contacts and measures"; every note of ours beside its clause. What words cannot tell is in
\`scripts/lib/policy-places.ts\`. Words that are not the policy's own (E131–E134, E144–E160) are answered in our own words or not at all.
`;

export function tableOf(rows: readonly Row[]): string {
  const lines = [HEAD.trimEnd()];
  for (const row of rows) {
    const part = PART[row.item];
    if (part) lines.push('', `## ${part}`, '', '| item | words | shown |', '|---|---|---|');
    const words = row.of === 'other' ? '(a clause of another platform)' : row.quote;
    lines.push(`| ${row.item} | ${cell(words)} | ${shown(row).join('; ')} |`);
  }
  return `${lines.join('\n')}\n`;
}

function shown({ clauses, rules, topics, statements, notes, places, leftOut }: Row): string[] {
  const code = (list: readonly string[]) => list.map((one) => `\`${one}\``).join(', ');
  return [
    ...(clauses.length > 0 ? [`clause ${code(clauses)}`] : []),
    ...(rules.length > 0 ? [`rule ${code(rules)}`] : []),
    ...(topics.length > 0 ? [`topic ${code(topics)}`] : []),
    ...(statements.length > 0 ? [`statement ${code(statements)}`] : []),
    ...(notes.length > 0 ? [`note ${code(notes)}`] : []),
    ...places.map(({ words, file }) => `${words} (${file})`),
    ...(leftOut ? [leftOut] : []),
  ];
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/([*_`<>[\]])/g, '\\$1');
}

if (process.argv[1] === import.meta.filename) {
  const { packs } = read('../public/policy/index.json') as { packs: string[] };
  const table = tableOf(checklist(packs.map((file) => parsePack(read(`../public/policy/${file}`)))));
  mkdirSync(new URL('.', CHECKLIST_FILE), { recursive: true });
  writeFileSync(CHECKLIST_FILE, table);
  console.log(`docs/policy-checklist.md: ${items().length} items`);
}
