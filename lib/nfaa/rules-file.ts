/** Rules and subscriptions as a file: to keep, to move to another browser, to hand on. Pure. */
import { z } from 'zod';
import { ACTIONS } from './preferences.ts';
import {
  checkValue,
  isReveal,
  LIST_ACTIONS,
  MAX_NOTE,
  type Rule,
  RuleError,
  type Subscription,
  subscriptionSchema,
} from './rule.ts';
import { RULE_KINDS } from './ruleset.ts';

const FORMAT = 'hub-steward-rules';
const VERSION = 1;
/** A thousand rules are 200 kB. */
export const MAX_FILE_CHARS = 2_000_000;
const NAMED_PROBLEMS = 20;

/** A subscription as it travels: which list, and what is done about it; what was fetched is not part of it. */
export type ListChoice = Pick<Subscription, 'id' | 'name' | 'enabled' | 'action'>;

export interface RulesFile {
  rules: Rule[];
  lists: ListChoice[];
  /** What could not be taken, the first by name. */
  skipped: number;
  problems: { what: string; why: string }[];
}

/**
 * Writes the file. What belongs to this session is never in it, nor how often a rule applied.
 * @param reveals also the repositories that the person chose to see: only if they ask for it
 * @param now milliseconds since the epoch
 */
export function exportRules(
  rules: readonly Rule[],
  lists: readonly Subscription[],
  { reveals, now }: { reveals: boolean; now: number },
): string {
  const file = {
    format: FORMAT,
    version: VERSION,
    exported: new Date(now).toISOString(),
    rules: rules
      .filter((rule) => rule.session === undefined && (reveals || !isReveal(rule)))
      .map(({ kind, value, action, created, expires, note }) => ({
        kind,
        value,
        action,
        created: new Date(created).toISOString(),
        ...(expires === undefined ? {} : { expires: new Date(expires).toISOString() }),
        ...(note ? { note } : {}),
      })),
    lists: lists.map(({ id, name, enabled, action }) => ({ id, ...(name ? { name } : {}), enabled, action })),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

const ms = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const ruleInFile = z.object({
  kind: z.enum(RULE_KINDS),
  value: z.string(),
  action: z.enum(ACTIONS),
  created: ms.optional().catch(undefined),
  expires: ms.optional(),
  note: z.string().max(MAX_NOTE).optional(),
});
const listInFile = subscriptionSchema
  .pick({ id: true, name: true })
  .extend({ enabled: z.boolean().catch(true), action: z.enum(LIST_ACTIONS).catch('as-listed') });

/**
 * Reads a file; every rule stands for itself.
 * @param makeId a new UUID
 * @throws RuleError when it is no such file at all
 */
export function readRulesFile(text: string, now: number, makeId: () => string): RulesFile {
  const file = fileOf(text);
  const read: RulesFile = { rules: [], lists: [], skipped: 0, problems: [] };
  const skip = (what: string, why: string) => {
    read.skipped++;
    if (read.problems.length < NAMED_PROBLEMS) read.problems.push({ what, why });
  };
  for (const [index, item] of file.rules.entries()) {
    const what = nameOf('Rule', index, item);
    const parsed = ruleInFile.safeParse(item);
    if (!parsed.success) {
      skip(what, FIELDS[String(parsed.error.issues[0]?.path[0])] ?? 'It is not a rule.');
      continue;
    }
    const { kind, value, action, created, expires, note } = parsed.data;
    const checked = checkValue(kind, value);
    if (!checked.ok) skip(what, checked.problem);
    else if (expires !== undefined && expires <= now) skip(what, 'It has ended.');
    else
      read.rules.push({
        id: makeId(),
        kind,
        value: checked.value,
        action,
        created: created ?? now,
        ...(expires === undefined ? {} : { expires }),
        ...(note ? { note } : {}),
      });
  }
  for (const [index, item] of file.lists.entries()) {
    const parsed = listInFile.safeParse(item);
    if (parsed.success) read.lists.push(parsed.data);
    else skip(nameOf('List', index, item), 'It does not name a dataset.');
  }
  return read;
}

const FIELDS: Record<string, string> = {
  kind: 'Its kind is not known.',
  value: 'It does not say what it is about.',
  action: 'Its action is none of show, mark, cover, hide.',
  expires: 'Its end is not a time.',
  note: `Its note is longer than ${MAX_NOTE} characters.`,
};

function nameOf(kind: 'Rule' | 'List', index: number, item: unknown): string {
  const { value, id } = (item ?? {}) as { value?: unknown; id?: unknown };
  const name = typeof value === 'string' ? value : typeof id === 'string' ? id : '';
  return `${kind} ${index + 1}${name ? ` (${name.slice(0, 60)})` : ''}`;
}

function fileOf(text: string): { rules: unknown[]; lists: unknown[] } {
  if (text.length > MAX_FILE_CHARS)
    throw new RuleError('This file is too large for rules. Choose the file that Hub Steward exported.');
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new RuleError('This file is not JSON. Choose the file that Hub Steward exported.');
  }
  const { format, version, rules, lists } = (file ?? {}) as Record<string, unknown>;
  if (format !== FORMAT)
    throw new RuleError('This file holds no rules of Hub Steward. Choose the file that it exported.');
  if (version !== VERSION)
    throw new RuleError('This file was written by another version of Hub Steward. Look for an update.');
  return { rules: Array.isArray(rules) ? rules : [], lists: Array.isArray(lists) ? lists : [] };
}
