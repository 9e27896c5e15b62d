/** What the worker and our pages tell each other about rules. Types and names only. */
import type { Hit } from './hits.ts';
import type { ListEntry } from './list-format.ts';
import type { Action } from './preferences.ts';
import type { ForcedRule, Rule, Subscription } from './rule.ts';
import type { RuleKind } from './ruleset.ts';

/** What the form gives. The `id` is of the rule to change, or a new one. */
export interface RuleDraft {
  id: string;
  kind: RuleKind;
  value: string;
  action: Action;
  expires?: number | undefined;
  note?: string | undefined;
}

export const QUICK = [
  'show-session',
  'show-always',
  'cover-repo',
  'hide-repo',
  'cover-author',
  'hide-author',
  'show-author',
] as const;
export type Quick = (typeof QUICK)[number];

export type RuleView = Rule & { hit?: Hit };
export type ListView = Subscription & { hit?: Hit };

export interface RulesView {
  rules: RuleView[];
  lists: ListView[];
  forced: ForcedRule[];
  /** Sentences, such as that a list is too long. */
  problems: string[];
}

/** A list before it is subscribed to. */
export interface ListPreview {
  id: string;
  name?: string;
  description?: string;
  entries: number;
  skipped: number;
  problems: { line: number; why: string }[];
  /** Milliseconds since the epoch. */
  changed?: number;
  sample: ListEntry[];
  subscribed: boolean;
}
