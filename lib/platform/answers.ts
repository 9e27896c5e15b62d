/** What each message is answered with. Types only: content scripts import nothing at run time from here. */

import type { SyncState } from '../account/sync-state.ts';
import type { Verdict } from '../nfaa/decide.ts';
import type { Rule, Subscription } from '../nfaa/rule.ts';
import type { ListPreview, RulesView } from '../nfaa/rule-views.ts';
import type { ImportResult } from '../nfaa/rules-change.ts';
import type { Trait } from '../nfaa/traits.ts';
import type { Who } from '../nfaa/who.ts';
import type { TopicSuggestion } from '../policy/topics/suggest.ts';
import type { Timeline, Version, VersionWithText } from '../policy/version-types.ts';
import type { Evidence } from '../report/evidence.ts';
import type { Follow } from '../report/follow.ts';
import type { Picture } from '../report/picture.ts';
import type { ExportFile, ImportUndone, ImportResult as ReportsImport } from '../report/portable-formats.ts';
import type { Draft, OutboxRecord, OutboxState, ReportRecord } from '../report/report.ts';
import type { RepoState } from '../report/route.ts';
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
  /** By the Hub's sign-in, or by a token that was pasted. */
  how?: 'oauth' | 'token';
  /** What it may do, in the Hub's names; components/options/permission-words.ts has ours. */
  may?: string[];
  /** When it ends, milliseconds since the epoch. */
  expiresAt?: number;
  /** It is renewed by itself until then. */
  renews?: boolean;
  /** Why nobody is signed in any more; `warning` says it in a sentence. */
  ended?: 'revoked' | 'expired';
}

/** A sign-in that is under way, or how the last one ended. Times in milliseconds since the epoch. */
export type SignInView =
  | { kind: 'none' }
  /** The code is for the person to type on the Hub's page. `nextAt`: ask again then. */
  | {
      kind: 'device';
      userCode: string;
      verificationUri: string;
      expiresAt: number;
      nextAt: number;
      problem?: string;
    }
  /** The Hub said yes; whose account it is could not be asked yet. */
  | { kind: 'checking'; nextAt: number; problem?: string }
  | { kind: 'ended'; how: 'denied' | 'expired' | 'refused' | 'foreign' | 'unanswered'; sentence: string };

/** A thread of the repository that looks like a report. */
export interface ExistingThread {
  discussion: number;
  title: string;
  url: string;
  status: string;
  createdAt: string;
  pinned: boolean;
  byStaff: boolean;
  /** Ours, a notice that staff pinned, another's report, or a pull request that asks for the NFAA tag. */
  kind?: 'own' | 'notice' | 'report' | 'nfaa-request';
  /** The rest only where the thread itself was read: the list does not say it (facts/hub.md a). `null`: the Hub did not say. */
  isReport?: boolean | null;
  locked?: boolean;
  /** The last thing that anybody did there, as the Hub writes times. */
  lastActivity?: string;
  /** From the list: how many comments it has, and how many reacted. */
  comments?: number;
  reactions?: number;
  /** Did its owner take part? */
  ownerTookPart?: boolean;
}

/** One of the person's own reports of the same place. */
export interface OwnReport {
  id: string;
  topicId: string;
  topicName: string;
  state: OutboxState;
  since: number;
  url?: string;
}

export interface ReportContext {
  account: AccountState;
  /** Current commit, or `null` when the Hub could not say. */
  sha: string | null;
  discussionsDisabled: boolean | null;
  existing: ExistingThread[];
  /** Topics that may fit, from what the repository says of itself; never chosen for the person. */
  suggestions: TopicSuggestion[];
  /** What this person reported there before. */
  own?: OwnReport[];
  /** So much was sent lately that another public report would wait: a sentence. */
  pace?: string;
  /** The Hub has another name for it today. */
  movedTo?: string;
  /** What is known of the repository just now; absent: nothing that stands in the way. */
  state?: RepoState;
  /** What is pinned: the commit that was seen, and the hash of the words that are reported. */
  evidence?: Evidence;
  /** A sentence when the Hub could not be asked; the report can be written all the same. */
  problem?: string;
}

/** What became of reports since the person last looked. */
export interface FollowNews {
  /** "2 answers to your reports since you looked"; `null`: none. */
  words: string | null;
  /** The report that was answered last. */
  first: string | null;
}

/** A rule as the panel shows it: quoted, with where it is from. */
export interface PanelRule {
  id: string;
  text: string;
  hash: string;
  /** Hash of the version that it is quoted from. */
  version: string;
  /** Does the text that the Hub shows today still hold it? `null`: the live text was never read. */
  inLiveText: boolean | null;
  citation: import('../report/report.ts').Report['citations'][number];
}

/** `past`: another text took its place. */
export type Standing = 'in-force' | 'upcoming' | 'past';

export interface PanelVersion {
  hash: string;
  printedDate: string | null;
  complete: boolean;
  /** Milliseconds since the epoch; `null` when nobody wrote it down. */
  firstSeen: number | null;
  standing: Standing;
  /** The Hub was seen to show it. */
  seen: boolean;
  /** When it takes effect, as far as that can be said: a sentence (lib/policy/window.ts). */
  effect: string;
}

export interface PolicyForPanel {
  /** Of the text in force. */
  printedDate: string | null;
  url: string;
  /** Which text is cited unless another is chosen, and why: a sentence. */
  basis: string;
  /** Those that rules may be cited from, and those that count now or soon; oldest first. */
  versions: PanelVersion[];
  /** By rule id, of every version that ships with us. */
  rules: Record<string, PanelRule>;
  /** The same rules as those texts word them that count now or soon and do not ship with us. */
  worded: PanelRule[];
}

/** What came of a file of versions. */
export interface PolicyImport {
  /** New to us; written unless it was a dry run. */
  added: Version[];
  /** How many we had already. */
  known: number;
  /** Sentences about what is wrong with the file, or with single entries of it. */
  problems: string[];
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
  'verdicts.written': Record<string, Verdict>;
  'verdicts.seen': Record<string, never>;
  'verdicts.who': Who;
  'panel.open': Record<string, never>;
  'policy.panel': PolicyForPanel;
  'policy.timeline': Timeline;
  'policy.text': VersionWithText;
  'policy.read': Timeline;
  'policy.seen': Timeline;
  'policy.export': string;
  'policy.import': PolicyImport;
  'policy.visited': Record<string, never>;
  'report.context': ReportContext;
  'draft.load': Draft | null;
  'draft.save': Record<string, never>;
  'draft.drop': Record<string, never>;
  'picture.take': Picture;
  'picture.keep': Picture;
  'picture.draft': Picture | null;
  'picture.drop': Record<string, never>;
  'picture.get': Picture | null;
  'picture.list': string[];
  'picture.forget': Record<string, never>;
  'report.send': OutboxRecord;
  'report.status': ReportRecord | null;
  'report.retry': OutboxRecord | null;
  'report.cancel': OutboxRecord | null;
  'report.forget': Record<string, never>;
  'report.withdraw': ReportRecord;
  'report.say': ReportRecord;
  'reports.list': ReportRecord[];
  'follows.list': Follow[];
  'follows.seen': Record<string, never>;
  'follows.news': FollowNews;
  'follow.look': Follow;
  'follow.set': Follow;
  'follow.note': Follow;
  'follow.mark': Follow;
  'follow.tie': Follow;
  'follow.dismiss': Record<string, never>;
  'reports.export': ExportFile;
  'reports.import': ReportsImport;
  'reports.import-undo': ImportUndone;
  'account.get': AccountState;
  'account.set': AccountState;
  'account.forget': AccountState;
  'signin.look': SignInView;
  'signin.device': SignInView;
  'signin.web': { url: string };
  'signin.finish': SignInView;
  'signin.cancel': SignInView;
  'page.open': Record<string, never>;
  'settings.change': Settings;
  'lock.get': LockState;
  'lock.set': LockState;
  'lock.unlock': LockState;
  'lock.relock': LockState;
  'lock.remove': LockState;
  'sync.get': SyncState;
  'sync.set': SyncState;
  'sync.resolve': SyncState;
  'sync.clear': SyncState;
  'page.count': Record<string, never>;
  'rules.get': RulesView;
  'rules.put': { rule: Rule; replaced: Rule[]; note?: string };
  'rules.remove': Rule[];
  'rules.restore': Record<string, never>;
  'rules.export': string;
  'rules.import': ImportResult;
  'rules.quick': { ids: string[]; said: string };
  'rules.traits': { traits: Trait[]; whole: boolean };
  'rules.cover': { ids: string[]; said: string };
  'rules.undo': Record<string, never>;
  'rules.hits': Record<string, never>;
  'lists.preview': ListPreview;
  'lists.subscribe': Subscription;
  'lists.change': Subscription;
  'lists.unsubscribe': Subscription;
  'lists.refresh': Subscription;
}
