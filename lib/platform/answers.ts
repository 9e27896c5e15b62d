/** What each message is answered with. Types only: content scripts import nothing at run time from here. */
import type { Verdict } from '../nfaa/decide.ts';
import type { Rule, Subscription } from '../nfaa/rule.ts';
import type { ListPreview, RulesView } from '../nfaa/rule-views.ts';
import type { ImportResult } from '../nfaa/rules-change.ts';
import type { Who } from '../nfaa/who.ts';
import type { Draft, OutboxRecord } from '../report/report.ts';
import type { MessageName } from './messages.ts';
import type { Settings } from './settings.ts';

/** The signed-in account, as far as a token can tell. */
export interface AccountState {
  /** `null`: no token is kept. */
  name: string | null;
  /** May it open discussions? `null` where whoami does not say. */
  canReport: boolean | null;
  /** A sentence when the token may do more than it needs to. */
  warning?: string;
  /** Kept after the browser closes? */
  remembered: boolean;
  /** When the Hub last confirmed it, milliseconds since the epoch. */
  checkedAt?: number;
}

/** A thread of the repository that looks like a report. */
export interface ExistingThread {
  discussion: number;
  title: string;
  url: string;
  status: string;
  createdAt: string;
  pinned: boolean;
  byStaff: boolean;
}

export interface ReportContext {
  account: AccountState;
  /** Current commit, or `null` when the Hub could not say. */
  sha: string | null;
  discussionsDisabled: boolean | null;
  existing: ExistingThread[];
  /** A sentence when the Hub could not be asked; the report can be written all the same. */
  problem?: string;
}

/** A rule as the panel shows it: quoted, with where it is from. */
export interface PanelRule {
  id: string;
  text: string;
  hash: string;
  /** Does the text that the Hub shows today still hold it? `null`: the live text was never read. */
  inLiveText: boolean | null;
  citation: import('../report/report.ts').Report['citations'][number];
}

export interface PolicyForPanel {
  printedDate: string | null;
  url: string;
  /** By rule id, of the version that is cited. */
  rules: Record<string, PanelRule>;
}

export interface PolicySectionView {
  id: string;
  heading: string;
  level: number;
  clauses: { id: string; text: string; ruleId?: string }[];
  sections: PolicySectionView[];
}

export interface PolicyVersionView {
  printedDate: string | null;
  hash: string;
  source: string;
  firstSeen: number | null;
  lastSeen: number | null;
  sections: PolicySectionView[];
}

export interface PolicyForReader {
  pack: PolicyVersionView;
  /** What `/content-policy` said when it was last read; `null` when it never was. */
  live: PolicyVersionView | null;
  /** The two say the same, word for word. */
  same: boolean | null;
  problem?: string;
}

/** Who holds the filter's settings, and for how long. */
export interface LockState {
  kind: 'none' | 'pin' | 'managed' | 'both';
  /** The right PIN was given: until then, milliseconds since the epoch; `null` while locked or without a PIN. */
  unlockedUntil: number | null;
  /** Covers cannot be opened now, whoever says so. */
  noReveal: boolean;
  /** Does the PIN keep covers shut while it locks? */
  pinNoReveal: boolean;
  /** No try before then, milliseconds since the epoch. */
  waitUntil: number | null;
  /** Tries before the next wait. */
  triesLeft: number;
  /** What cannot be changed now: `filter.on`, `rules`, `lists` … (`LOCKABLE` of lib/account/lock.ts). */
  lockedFields: string[];
  /** The administrator's part of it. */
  managed: {
    fields: string[];
    noReveal: boolean;
    /** How many rules are added. */
    rules: number;
    /** Ids of dataset repositories whose lists are followed. */
    lists: string[];
    /** Sentences about what the browser handed over and could not be read. */
    problems: string[];
  };
}

export interface Answers extends Record<MessageName, unknown> {
  'verdicts.ask': Record<string, Verdict>;
  'verdicts.seen': Record<string, never>;
  'verdicts.who': Who;
  'panel.open': Record<string, never>;
  'policy.panel': PolicyForPanel;
  'policy.read': PolicyForReader;
  'report.context': ReportContext;
  'draft.load': Draft | null;
  'draft.save': Record<string, never>;
  'draft.drop': Record<string, never>;
  'report.send': OutboxRecord;
  'report.status': OutboxRecord | null;
  'report.retry': OutboxRecord | null;
  'report.cancel': OutboxRecord | null;
  'report.forget': Record<string, never>;
  'reports.list': OutboxRecord[];
  'account.get': AccountState;
  'account.set': AccountState;
  'account.forget': AccountState;
  'page.open': Record<string, never>;
  'settings.change': Settings;
  'lock.get': LockState;
  'lock.set': LockState;
  'lock.unlock': LockState;
  'lock.relock': LockState;
  'lock.remove': LockState;
  'page.count': Record<string, never>;
  'rules.get': RulesView;
  'rules.put': { rule: Rule; replaced: Rule[]; note?: string };
  'rules.remove': Rule[];
  'rules.restore': Record<string, never>;
  'rules.export': string;
  'rules.import': ImportResult;
  'rules.quick': { ids: string[]; said: string };
  'rules.undo': Record<string, never>;
  'rules.hits': Record<string, never>;
  'lists.preview': ListPreview;
  'lists.subscribe': Subscription;
  'lists.change': Subscription;
  'lists.unsubscribe': Subscription;
  'lists.refresh': Subscription;
}
