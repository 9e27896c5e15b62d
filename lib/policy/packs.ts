/**
 * Packs: policy versions that ship with us as data (`public/policy/*.json`), each with its rules quoted and pinned by hash.
 * The pack of 30 August 2023 is whole; a partial one says so (`complete: false`). A pack is checked through and through when it
 * is read, so that no quote leaves here that its own document does not hold. They are made by `scripts/make-pack.ts`, and
 * `public/policy/index.json` lists them: one more is a file and a line there, and no code.
 */
import type { Clause, PolicyDocument, Section } from './document.ts';
import { hashDocument, hashText, walkClauses, walkSections } from './document.ts';

export type { LiveRule, LiveState } from './packs/live.ts';
export { liveRules } from './packs/live.ts';
export { loadPacks } from './packs/load.ts';

/**
 * `restricted`: "we do not tolerate". `moderated` and `nfaa`: handled with the owner; criteria for the tag. `community`: what
 * applies to discussions and comments. `rights`: intellectual property. `action`: what may be asked or done. `process`: how it goes.
 */
export const RULE_GROUPS = [
  'restricted',
  'moderated',
  'nfaa',
  'community',
  'rights',
  'action',
  'process',
] as const;
export type RuleGroup = (typeof RULE_GROUPS)[number];

export interface Rule {
  /** `CP2023.R1`: the version's prefix, then a name that we keep. */
  id: string;
  /** The clause that holds it, whole or as one of its sentences. */
  clauseId: string;
  /** Word for word, the original's slips included. */
  text: string;
  /** SHA-256 (hex) of the normalised text. */
  hash: string;
  group: RuleGroup;
  /** Its place in the printed list, from 1; only for the restricted ones. */
  number?: number;
}

export interface PolicyVersion {
  /** `YYYY-MM-DD` as printed: a label, not the key. */
  printedDate: string | null;
  /** The key: `PolicyDocument.hash`. */
  hash: string;
  url: string;
  /** Where the text was taken from, for people. */
  source: string;
  /** All of the text, or only verified parts of it. */
  complete: boolean;
  /** Milliseconds since the epoch; absent when nobody wrote it down. */
  firstSeen?: number;
}

export interface PolicyPack {
  version: PolicyVersion;
  document: PolicyDocument;
  rules: Rule[];
}

/** Groups that a report can be about; the others explain what happens. */
export function isReportable(rule: Rule): boolean {
  return rule.group !== 'action' && rule.group !== 'process';
}

/**
 * Checks a pack: shape, every hash, unique ids, every rule word for word in its clause.
 * @throws Error naming the place in the pack and what was expected there.
 */
export function parsePack(json: unknown): PolicyPack {
  const pack = object(json, 'pack');
  const version = versionOf(pack.version);
  const document = documentOf(pack.document);
  if (version.hash !== document.hash) fail('version.hash', "the document's own hash", version.hash);
  if (version.printedDate !== document.printedDate) {
    fail('version.printedDate', "the document's own printed date", version.printedDate);
  }
  const clauses = new Map<string, Clause>();
  for (const { clause } of walkClauses(document))
    clauses.set(unique(clauses, clause.id, 'clause id'), clause);
  const sections = new Set<string>();
  for (const section of walkSections(document)) sections.add(unique(sections, section.id, 'section id'));
  const ids = new Set<string>();
  const rules = list(pack.rules, 'rules').map((value, i) => {
    const rule = ruleOf(value, `rules[${i}]`, clauses);
    ids.add(unique(ids, rule.id, 'rule id'));
    return rule;
  });
  return { version, document, rules };
}

function versionOf(value: unknown): PolicyVersion {
  const version = object(value, 'version');
  const url = text(version.url, 'version.url');
  if (!/^https:\/\/huggingface\.co\//.test(url))
    fail('version.url', 'an address on https://huggingface.co/', url);
  return {
    printedDate: dateOrNull(version.printedDate, 'version.printedDate'),
    hash: hash(version.hash, 'version.hash'),
    url,
    source: text(version.source, 'version.source'),
    complete:
      typeof version.complete === 'boolean'
        ? version.complete
        : fail('version.complete', 'true or false', version.complete),
    ...(version.firstSeen === undefined
      ? {}
      : { firstSeen: integer(version.firstSeen, 'version.firstSeen') }),
  };
}

function documentOf(value: unknown): PolicyDocument {
  const raw = object(value, 'document');
  const document: PolicyDocument = {
    title: text(raw.title, 'document.title'),
    printedDate: dateOrNull(raw.printedDate, 'document.printedDate'),
    hash: hash(raw.hash, 'document.hash'),
    sections: list(raw.sections, 'document.sections').map((one, i) =>
      sectionOf(one, `document.sections[${i}]`, 0),
    ),
  };
  const real = hashDocument(document);
  if (real !== document.hash) fail('document.hash', `${real}, the hash of its text`, document.hash);
  return document;
}

function sectionOf(value: unknown, at: string, depth: number): Section {
  if (depth > 8) fail(at, 'at most 8 levels of sections', 'more');
  const section = object(value, at);
  return {
    id: text(section.id, `${at}.id`),
    heading:
      typeof section.heading === 'string' ? section.heading : fail(`${at}.heading`, 'text', section.heading),
    level: integer(section.level, `${at}.level`),
    clauses: list(section.clauses, `${at}.clauses`).map((one, i) => clauseOf(one, `${at}.clauses[${i}]`)),
    sections: list(section.sections, `${at}.sections`).map((one, i) =>
      sectionOf(one, `${at}.sections[${i}]`, depth + 1),
    ),
  };
}

function clauseOf(value: unknown, at: string): Clause {
  const raw = object(value, at);
  const clause = {
    id: text(raw.id, `${at}.id`),
    text: text(raw.text, `${at}.text`),
    hash: hash(raw.hash, `${at}.hash`),
  };
  if (hashText(clause.text) !== clause.hash) fail(`${at}.hash`, 'the hash of its text', clause.hash);
  return clause;
}

function ruleOf(value: unknown, at: string, clauses: ReadonlyMap<string, Clause>): Rule {
  const raw = object(value, at);
  const rule: Rule = {
    id: text(raw.id, `${at}.id`),
    clauseId: text(raw.clauseId, `${at}.clauseId`),
    text: text(raw.text, `${at}.text`),
    hash: hash(raw.hash, `${at}.hash`),
    group:
      RULE_GROUPS.find((group) => group === raw.group) ??
      fail(`${at}.group`, `one of ${RULE_GROUPS.join(', ')}`, raw.group),
    ...(raw.number === undefined ? {} : { number: integer(raw.number, `${at}.number`) }),
  };
  const clause =
    clauses.get(rule.clauseId) ?? fail(`${at}.clauseId`, 'a clause of the document', rule.clauseId);
  if (!clause.text.includes(rule.text)) fail(`${at}.text`, `words of ${rule.clauseId}`, rule.text);
  if (hashText(rule.text) !== rule.hash) fail(`${at}.hash`, 'the hash of its text', rule.hash);
  return rule;
}

function fail(at: string, expected: string, got: unknown): never {
  const shown = JSON.stringify(got) ?? String(got);
  throw new Error(
    `Policy pack, ${at}: expected ${expected}, got ${shown.length > 80 ? `${shown.slice(0, 79)}…` : shown}`,
  );
}

function object(value: unknown, at: string): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : fail(at, 'an object', value);
}

function list(value: unknown, at: string): unknown[] {
  return Array.isArray(value) ? value : fail(at, 'a list', value);
}

function text(value: unknown, at: string): string {
  return typeof value === 'string' && value !== '' ? value : fail(at, 'text', value);
}

function integer(value: unknown, at: string): number {
  return Number.isSafeInteger(value) && (value as number) >= 0
    ? (value as number)
    : fail(at, 'a whole number', value);
}

function hash(value: unknown, at: string): string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? value : fail(at, '64 hex digits', value);
}

function dateOrNull(value: unknown, at: string): string | null {
  if (value === null || (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value))) return value;
  return fail(at, 'YYYY-MM-DD or null', value);
}

function unique(seen: { has(id: string): boolean }, id: string, what: string): string {
  return seen.has(id) ? fail(what, 'each only once', id) : id;
}
