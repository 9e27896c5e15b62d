/**
 * Reads `labels.jsonl`: a shared list, one entry a line (lib/nfaa/labels-jsonl.md). Pure, and never throws: the file is written
 * by others, so every line stands for itself, and what cannot be read is counted.
 */
import { isReserved, repoKey, validName } from '../hub/ref.ts';
import { ACTIONS, type Action } from './preferences.ts';
import { readRepo, tidy } from './rule.ts';

export const LIST_FILE = 'labels.jsonl';
export const MAX_LIST_BYTES = 5_000_000;
export const MAX_LIST_LINES = 20_000;
const FORMAT = 1;
const MAX_LINE = 4_000;
const MAX_NAME = 100;
const MAX_LABEL = 60;
const MAX_REASON = 200;
/** Broken lines that are named; the others are counted. */
const NAMED_PROBLEMS = 5;

export interface ListEntry {
  kind: 'repo' | 'author';
  /** `repoKey`, or the owner in lower case. */
  value: string;
  label: string;
  action: Action;
  reason?: string;
  by?: string;
  /** Milliseconds since the epoch. */
  at?: number;
  until?: number;
}

export interface ParsedList {
  name?: string;
  description?: string;
  entries: ListEntry[];
  /** Lines that could not be read, and those after the last that are taken. */
  skipped: number;
  /** The first of them, by number. */
  problems: { line: number; why: string }[];
  /** Written for a later version of this format: nothing was read. */
  newer?: boolean;
}

/** Reads the whole text of a list. */
export function parseList(text: string): ParsedList {
  const list: ParsedList = { entries: [], skipped: 0, problems: [] };
  const skip = (line: number, why: string) => {
    list.skipped++;
    if (list.problems.length < NAMED_PROBLEMS) list.problems.push({ line, why });
  };
  let seen = 0;
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    if (!line) continue;
    const number = index + 1;
    if (++seen > MAX_LIST_LINES) {
      skip(number, `Only the first ${MAX_LIST_LINES.toLocaleString('en-GB')} lines are read.`);
      continue;
    }
    const read = readLine(line);
    if (typeof read === 'string') skip(number, read);
    else if (!('labels' in read)) {
      const entry = entryOf(read);
      if (typeof entry === 'string') skip(number, entry);
      else list.entries.push(entry);
    } else if (seen > 1) skip(number, 'Only the first line can describe the list.');
    else if (typeof read.labels === 'number' && read.labels > FORMAT) return { ...list, newer: true };
    else Object.assign(list, headerOf(read));
  }
  return list;
}

function readLine(line: string): Record<string, unknown> | string {
  if (line.length > MAX_LINE) return `It is longer than ${MAX_LINE.toLocaleString('en-GB')} characters.`;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : 'It is not a JSON object.';
  } catch {
    return 'It is not JSON.';
  }
}

function headerOf(header: Record<string, unknown>): Pick<ParsedList, 'name' | 'description'> {
  const name = words(header.name, MAX_NAME);
  const description = words(header.description, MAX_REASON);
  return { ...(name ? { name } : {}), ...(description ? { description } : {}) };
}

function entryOf(line: Record<string, unknown>): ListEntry | string {
  const about = subject(line);
  if (typeof about === 'string') return about;
  const label = words(line.label, MAX_LABEL);
  if (!label) return 'It has no label.';
  const action = line.action === undefined ? 'cover' : ACTIONS.find((a) => a === line.action);
  if (!action) return 'Its action is none of mark, cover, hide.';
  const until = timeOf(line.expires);
  if (line.expires !== undefined && until === undefined) return 'Its expiry is not a date.';
  const reason = words(line.reason, MAX_REASON);
  const by = words(line.by, MAX_NAME);
  const at = timeOf(line.at);
  return {
    ...about,
    label,
    action,
    ...(reason ? { reason } : {}),
    ...(by ? { by } : {}),
    ...(at === undefined ? {} : { at }),
    ...(until === undefined ? {} : { until }),
  };
}

function subject({ repo, author }: Record<string, unknown>): Pick<ListEntry, 'kind' | 'value'> | string {
  if (repo !== undefined && author !== undefined) return 'It names both a repository and an author.';
  if (typeof repo === 'string') {
    const ref = readRepo(repo.trim());
    return ref ? { kind: 'repo', value: repoKey(ref) } : 'Its repository is not one of the Hub.';
  }
  if (typeof author === 'string') {
    const name = author.trim().toLowerCase();
    return validName(name) && !isReserved(name)
      ? { kind: 'author', value: name }
      : 'Its author is not a name on the Hub.';
  }
  return 'It names neither a repository nor an author.';
}

/** Others' words are shown in our covers: one line, without controls, of a bounded length. */
const words = (value: unknown, most: number): string =>
  typeof value === 'string' ? tidy(value).slice(0, most) : '';

/** An ISO date or time, in milliseconds since the epoch. A date alone is its first moment, UTC. */
function timeOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d(?:$|T)/.test(value)) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) || at < 0 ? undefined : at;
}
