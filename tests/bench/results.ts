/**
 * The figures: kept in tests/bench/latest.json, so that a run of one part leaves the others as they were, and shown as a table in
 * tests/bench/latest.md and in the README. Both tables are made of the file alone, which tests/unit/house/bench.test.ts checks.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
export const LATEST_JSON = join(ROOT, 'tests/bench/latest.json');
export const LATEST_TABLE = join(ROOT, 'tests/bench/latest.md');
export const README = join(ROOT, 'README.md');
/** The README's copy stands between these. */
const BEGIN = '<!-- bench: written by npm run bench -->';
const END = '<!-- /bench -->';
const NOTHING = '–';

/** In this order in the table. */
export const GROUPS = ['pages', 'index', 'requests', 'frames', 'policy'] as const;
export type Group = (typeof GROUPS)[number];
export type Column = 'chromium' | 'firefox';
export const COLUMNS: readonly Column[] = ['chromium', 'firefox'];
const NAMES: Record<Column, string> = { chromium: 'Chromium', firefox: 'Firefox' };

export interface Figure {
  text: string;
  /** Is it within the row's budget? Absent where there is none. */
  holds?: boolean;
  /** The day of the run, as YYYY-MM-DD. */
  at: string;
}

export interface Row {
  group: Group;
  what: string;
  /** What the issue allows, in words or signs. */
  budget?: string;
  chromium?: Figure;
  firefox?: Figure;
}

export interface Latest {
  /** Versions of the browsers of the last run. */
  browsers: Partial<Record<Column, string>>;
  rows: Row[];
}

export function readLatest(): Latest {
  if (!existsSync(LATEST_JSON)) return { browsers: {}, rows: [] };
  return JSON.parse(readFileSync(LATEST_JSON, 'utf8')) as Latest;
}

/** The table in Markdown, with a line above it that says where the figures come from. */
export function tableOf({ browsers, rows }: Latest): string {
  const days = rows.flatMap((row) => COLUMNS.flatMap((column) => row[column]?.at ?? [])).toSorted();
  const dates = [...new Set([days[0], days.at(-1)])].join(' to ');
  const versions = COLUMNS.flatMap((column) => browsers[column] ?? []).join(', ');
  const cell = (figure: Figure | undefined) =>
    !figure ? NOTHING : figure.holds === false ? `**${figure.text}**` : figure.text;
  const lines = rows.map(
    ({ what, budget, chromium, firefox }) =>
      `| ${what} | ${budget ?? NOTHING} | ${cell(chromium)} | ${cell(firefox)} |`,
  );
  return [
    `Measured ${dates} with ${versions}. Ratios compare within one run on one machine; what is over its budget stands in bold.`,
    '',
    `| what | budget | ${COLUMNS.map((column) => NAMES[column]).join(' | ')} |`,
    '|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}

/** @throws Error without the two marks, in their order */
export function withTable(readme: string, table: string): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`README.md has no place for the figures: ${BEGIN} … ${END}`);
  return `${readme.slice(0, from + BEGIN.length)}\n\n${table}\n${readme.slice(to)}`;
}

/** What one run of a group in one browser finds. */
export class Results {
  readonly #group: Group;
  readonly #column: Column;
  readonly #today: string;
  readonly #say: (line: string) => void;
  readonly #found: Row[] = [];

  constructor(group: Group, column: Column, today: Date, say: (line: string) => void) {
    this.#group = group;
    this.#column = column;
    this.#today = today.toISOString().slice(0, 10);
    this.#say = say;
  }

  /** @param holds is it within the budget? */
  put({ what, budget }: Pick<Row, 'what' | 'budget'>, text: string, holds?: boolean): void {
    const figure: Figure = { text, ...(holds === undefined ? {} : { holds }), at: this.#today };
    const row = { group: this.#group, what, ...(budget === undefined ? {} : { budget }) };
    this.#found.push({ ...row, [this.#column]: figure });
    const sign = holds === false ? '✗' : ' ';
    this.#say(`${sign} ${NAMES[this.#column]}: ${what}: ${text}${budget ? ` (budget ${budget})` : ''}`);
  }

  /**
   * Merges what was found into the figures.
   * @param whole all of the group was run: what it said before in this browser, and says no more, goes
   * @param version of the browser, as "Firefox 140.0"
   */
  mergedInto({ browsers, rows }: Latest, whole: boolean, version: string): Latest {
    const column = this.#column;
    const open = new Map(this.#found.map((row) => [row.what, row]));
    const merged: Row[] = [];
    for (const { [column]: before, ...row } of rows) {
      const now = row.group === this.#group ? open.get(row.what) : undefined;
      if (now) open.delete(row.what);
      const keeps = before && !(whole && row.group === this.#group);
      // The newest run knows its budget best.
      const { budget: _, ...bare } = row;
      if (now) merged.push({ ...bare, ...now });
      else if (keeps) merged.push({ ...row, [column]: before });
      else if (COLUMNS.some((other) => (row as Row)[other])) merged.push(row);
    }
    merged.push(...open.values());
    return {
      browsers: { ...browsers, [column]: version },
      rows: GROUPS.flatMap((group) => merged.filter((row) => row.group === group)),
    };
  }

  /** Writes the figures, and both tables. */
  write(whole: boolean, version: string): void {
    // Read now, not before: another part may have been run meanwhile.
    const latest = this.mergedInto(readLatest(), whole, version);
    writeFileSync(LATEST_JSON, `${JSON.stringify(latest, null, 2)}\n`);
    const table = tableOf(latest);
    writeFileSync(LATEST_TABLE, table);
    writeFileSync(README, withTable(readFileSync(README, 'utf8'), table));
  }
}
