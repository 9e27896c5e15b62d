/**
 * Who will see a report and how it gets there, settled before any text is typed (facts/reporting.md 0.4, 2, D3, D14, D35).
 * Pure: data in, data out.
 */
import type { RepoType } from '../hub/url.ts';
import type { Desk, Report, RouteKind } from './report.ts';

/** The desks' addresses (facts/hub.md b "Channels"). */
export const DESK_ADDRESSES: Record<Desk, string> = {
  safety: 'safety@huggingface.co',
  dmca: 'dmca@huggingface.co',
  security: 'security@huggingface.co',
  legal: 'legal@huggingface.co',
};

export interface RouteInput {
  /** `defaultRoute` is read as text: what is not known is treated as `private-default`. */
  topic: { id: string; defaultRoute: string; desk?: string | undefined };
  /** `discussionsDisabled`: `null` while the Hub could not say. */
  target: { type?: RepoType; discussionsDisabled: boolean | null };
  /** `name`: `null` without a token. `canReport`: `null` where the Hub does not say. */
  account: { name: string | null; canReport: boolean | null };
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

/** Is what is sent this way seen by everybody? */
export function isPublic(kind: RouteKind): boolean {
  return kind !== 'private-mail';
}

/**
 * The ways that a report can take, the one chosen at first in front.
 * For minors: one mail, no text, no public way at all. Every list has an available route that is the default.
 */
export function routesFor({ topic, target, account }: RouteInput): Route[] {
  if (topic.defaultRoute === 'private-only' || isPrivateOnlyTopic(topic.id))
    return [
      {
        ...mail(/^minors?\b/i.test(topic.id.trim()) ? 'safety' : deskOf(topic.desk)),
        default: true,
        allowsText: false,
      },
    ];

  if (topic.defaultRoute === 'rights-holder')
    return choose([mail('dmca'), ...publicRoutes(target, account, false)]);
  if (topic.defaultRoute === 'public')
    return choose([...publicRoutes(target, account, false), mail(deskOf(topic.desk))]);
  return choose([mail(deskOf(topic.desk)), ...publicRoutes(target, account, true)]);
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

function mail(desk: Desk): Route {
  const address = DESK_ADDRESSES[desk];
  return {
    kind: 'private-mail',
    desk,
    address,
    default: false,
    available: true,
    whoSees:
      `Only those at Hugging Face who read ${address} will see it. It leaves from your own mail program, so they see your mail address. ` +
      'Nothing is posted on the Hub.',
    allowsText: true,
  };
}

function publicRoutes(
  target: RouteInput['target'],
  account: RouteInput['account'],
  needsConfirmation: boolean,
): Route[] {
  const closed =
    target.type === 'bucket'
      ? 'Buckets have no Community tab to post in. Send it by mail instead.'
      : target.discussionsDisabled === true
        ? 'The owner has switched off the Community tab of this repository. Send it by mail instead.'
        : undefined;
  const noAccount =
    account.name === null
      ? 'Hub Steward has no token of yours. Add one in the options, or use the Hub’s own form.'
      : account.canReport === false
        ? 'Your token may not open discussions. Replace it in the options, or use the Hub’s own form.'
        : undefined;
  const everybody =
    'Everybody can read it, now and later: it becomes a public discussion in this repository’s Community tab, under ';
  const api: Route = {
    kind: 'public-api',
    default: false,
    ...availability(closed ?? noAccount),
    whoSees:
      everybody +
      (account.name === null ? 'the name of your account. ' : `your name, ${account.name}. `) +
      'The owner is told of it. Whether the staff of Hugging Face are told too, we only know once it stands there.',
    allowsText: true,
    ...(needsConfirmation ? { needsConfirmation } : {}),
  };
  const form: Route = {
    kind: 'public-form',
    default: false,
    ...availability(closed),
    whoSees:
      everybody +
      'the account that you are signed in with on huggingface.co. The Hub’s own form opens, filled in; sign in there if you are asked to. ' +
      'Nothing is posted until you press Create.',
    allowsText: true,
    ...(needsConfirmation ? { needsConfirmation } : {}),
  };
  return api.available ? [api, form] : [form, api];
}

function availability(whyNot: string | undefined): Pick<Route, 'available' | 'whyNot'> {
  return whyNot === undefined ? { available: true } : { available: false, whyNot };
}
