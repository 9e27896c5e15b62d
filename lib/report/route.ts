/**
 * Who will see a report and how it gets there, settled before any text is typed (facts/reporting.md 0.4, 1.1, 2, D3, D11, D14, D35).
 * Pure: data in, data out.
 */
import type { RepoType } from '../hub/url.ts';
import type { Desk, Report, RouteKind } from './report.ts';
import { accountCloses, communityCloses, dialogCloses, whoSees } from './route-words.ts';
import type { TargetKind } from './target.ts';

/** The desks' addresses (facts/hub.md b "Channels"; facts/reporting.md 1.1: privacy@ is the Privacy Policy's). */
export const DESK_ADDRESSES: Record<Desk, string> = {
  safety: 'safety@huggingface.co',
  dmca: 'dmca@huggingface.co',
  security: 'security@huggingface.co',
  legal: 'legal@huggingface.co',
  privacy: 'privacy@huggingface.co',
};

/** What is known of a repository just now. `renamed`: the Hub sends to another name. `gone`: it answers that there is none. */
export type RepoState = 'open' | 'gated' | 'private' | 'disabled' | 'renamed' | 'gone';

export interface RouteInput {
  /**
   * `defaultRoute` is read as text: what is not known is treated as `private-default`.
   * `urgent`: an attack that is running now, so the mail to the desk comes first and anything public needs a yes.
   */
  topic: { id: string; defaultRoute: string; desk?: string | undefined; urgent?: boolean | undefined };
  target: {
    /** Absent: the repository itself. */
    kind?: TargetKind | undefined;
    type?: RepoType | undefined;
    /** `null` while the Hub could not say. */
    discussionsDisabled: boolean | null;
    state?: RepoState | null | undefined;
    /** Was the Hub's own Report entry seen? `null`: nobody looked; a press makes its menu (facts/hub-dom.md 3), so no page tells. */
    nativeReport?: boolean | null | undefined;
  };
  /** `name`: `null` without a token. `canReport`: `null` where the Hub does not say. */
  account: { name: string | null; canReport: boolean | null };
  /** The thread that the person chose to join instead of opening another. */
  join?: { discussion: number; title: string } | undefined;
}

export interface Route {
  kind: RouteKind;
  /** Of mails. */
  desk?: Desk;
  address?: string;
  /** Exactly one route of a list is chosen at first. */
  default: boolean;
  available: boolean;
  /** Why it cannot be taken, and what to do. */
  whyNot?: string;
  /** Who will see it, exactly: shown before any text is typed. */
  whoSees: string;
  allowsText: boolean;
  /** Public, although this topic is private unless the person decides otherwise, knowingly. */
  needsConfirmation?: boolean;
}

/** Topics that lib/policy marks `private-only`, kept here a second time: this lock must not depend on what a message says. */
const PRIVATE_ONLY_TOPICS = new Set(['minors-sexual', 'childrens-data']);
/** Sexual content involving minors, and the under-13 sentence: private whatever topic they are cited under. */
const PRIVATE_ONLY_RULES = new Set(['CP2023.R6', 'CP2023.R.under-13']);

/** Topics about minors stay private whatever else says otherwise. */
export function isPrivateOnlyTopic(topicId: string): boolean {
  const id = topicId.trim().toLowerCase();
  return PRIVATE_ONLY_TOPICS.has(id) || /^minors?\b/.test(id);
}

/** Must this report never reach a public place? The second lock behind `routesFor`, asked again before anything is sent. */
export function isPrivateOnly(report: Pick<Report, 'topicId' | 'citations'>): boolean {
  return isPrivateOnlyTopic(report.topicId) || report.citations.some((c) => PRIVATE_ONLY_RULES.has(c.ruleId));
}

/**
 * Is what is written for this way to be treated as public? Of the Hub's own dialog nobody outside can say for certain who reads
 * it (about a repository: everybody; about a comment: the moderators), so it counts as public.
 */
export function isPublic(kind: RouteKind): boolean {
  return kind !== 'private-mail';
}

/** Belongs to a repository: only then there is a Community tab. */
export function hasCommunity(kind: TargetKind | undefined): boolean {
  return kind === undefined || !NOBODYS.has(kind);
}
const NOBODYS = new Set<TargetKind>(['user', 'organization', 'collection', 'post', 'paper-comment']);

/** What the Hub's own Report dialog sends to the moderators instead of opening a thread (facts/reporting.md 1.1, facts/hub.md b). */
export function dialogIsForModerators(kind: TargetKind | undefined): boolean {
  return kind === 'comment' || kind === 'post' || kind === 'paper-comment';
}

/**
 * The ways that a report can take, the one chosen at first in front.
 * For minors: one mail, no text, no public way at all. Every list has an available route that is the default, and a mail that
 * works whatever the repository's state is.
 */
export function routesFor(input: RouteInput): Route[] {
  const { topic, target } = input;
  if (topic.defaultRoute === 'private-only' || isPrivateOnlyTopic(topic.id))
    return [{ ...mail(deskOfMinors(topic)), default: true, allowsText: false }];

  const desk = topic.defaultRoute === 'rights-holder' ? 'dmca' : deskOf(topic.desk);
  const open = topic.defaultRoute === 'public' || topic.defaultRoute === 'rights-holder';
  const knowingly = !open || topic.urgent === true;
  const dialog = hubDialog(input, knowingly && !dialogIsForModerators(target.kind));
  const community = hasCommunity(target.kind) ? communityRoutes(input, knowingly) : [];
  if (topic.defaultRoute === 'rights-holder' || knowingly) return choose([mail(desk), ...community, dialog]);
  // What somebody wrote goes to the moderators first: a thread about a comment puts a person in the pillory.
  if (dialogIsForModerators(target.kind)) return choose([dialog, mail(desk), ...community.map(asked)]);
  return choose([...community, ...(community.length > 0 ? [dialog, mail(desk)] : [mail(desk), dialog])]);
}

function choose(routes: Route[]): Route[] {
  const chosen = routes.find((route) => route.available);
  return [...routes]
    .sort((a, b) => Number(b === chosen) - Number(a === chosen))
    .map((route) => ({ ...route, default: route === chosen }));
}

function deskOf(desk: string | undefined): Desk {
  return desk !== undefined && Object.hasOwn(DESK_ADDRESSES, desk) ? (desk as Desk) : 'safety';
}

/** Data of children under 13 goes to those who keep the promise of the Privacy Policy, § 7 (facts/reporting.md D11). */
function deskOfMinors({ id, desk }: RouteInput['topic']): Desk {
  const topic = id.trim().toLowerCase();
  if (/^minors?\b/.test(topic)) return 'safety';
  return topic === 'childrens-data' ? 'privacy' : deskOf(desk);
}

function asked(route: Route): Route {
  return { ...route, needsConfirmation: true };
}

function mail(desk: Desk): Route {
  const address = DESK_ADDRESSES[desk];
  return {
    kind: 'private-mail',
    desk,
    address,
    default: false,
    available: true,
    whoSees: whoSees.mail(address),
    allowsText: true,
  };
}

function communityRoutes(
  { target, account, join }: Pick<RouteInput, 'target' | 'account' | 'join'>,
  knowingly: boolean,
): Route[] {
  const closed = communityCloses(target);
  const noAccount = accountCloses(account);
  const way = (kind: RouteKind, whyNot: string | undefined, sees: string): Route => ({
    kind,
    default: false,
    available: whyNot === undefined,
    ...(whyNot === undefined ? {} : { whyNot }),
    whoSees: sees,
    allowsText: true,
    ...(knowingly ? { needsConfirmation: true } : {}),
  });
  const api = way('public-api', closed ?? noAccount, whoSees.api(account.name));
  const form = way('public-form', closed, whoSees.form);
  const ways = api.available ? [api, form] : [form, api];
  return join
    ? [
        way('public-comment', closed ?? accountCloses(account, join), whoSees.comment(account.name, join)),
        ...ways,
      ]
    : ways;
}

function hubDialog({ target }: Pick<RouteInput, 'target'>, knowingly: boolean): Route {
  const whyNot = dialogCloses(target);
  return {
    kind: 'hub-dialog',
    default: false,
    available: whyNot === undefined,
    ...(whyNot === undefined ? {} : { whyNot }),
    whoSees: dialogIsForModerators(target.kind) ? whoSees.dialogForModerators : whoSees.dialog,
    allowsText: true,
    ...(knowingly ? { needsConfirmation: true } : {}),
  };
}
