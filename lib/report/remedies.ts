/**
 * What can be asked for, in the policy's own vocabulary, and who handles it (facts/reporting.md D8, D12).
 * Whatever is quoted here names the version that prints it; the other words are ours. Pure.
 */
import { topicById } from '../policy/topics.ts';
import type { Fork, Report } from './report.ts';
import { isPrivateOnlyTopic } from './route.ts';
import type { TargetKind } from './target.ts';

export type Remedy = NonNullable<Report['remedy']>;

/** Words of the policy, and the printed date of the version that has them. */
export interface PolicyQuote {
  text: string;
  version: string;
}

const of2023 = (text: string): PolicyQuote => ({ text, version: '2023-08-30' });

/** What a report asks for, as part of a sentence: `Asked for: …`. */
export const REMEDY_WORDS: Record<Remedy, string> = {
  remove: 'remove this content',
  documentation: 'add documentation (origin, handling, use, risks) to the card',
  nfaa: 'add the “Not For All Audiences” tag (not-for-all-audiences)',
  gating: 'gate the access to this repository',
  private: 'make this repository private',
  disable: 'disable this repository',
  downgrade: 'limit its visibility in the trending tab and in feeds',
  warning: 'a written warning',
  hide: 'hide this, or close the discussion',
  restrict: 'a restriction of posting in the Community tab',
  deactivate: 'a deactivation from public interaction in the Community tab',
};

export interface RemedyChoice {
  value: Remedy;
  label: string;
  /** What the policy says of it, with the version that does. */
  quote?: PolicyQuote;
}

const CHOICES: Record<Remedy, Omit<RemedyChoice, 'value'>> = {
  remove: { label: 'Remove it', quote: of2023('will be removed and may lead to further consequences') },
  documentation: {
    label: 'Document the risks in the card',
    quote: of2023('clearly identify risk factors in the text of the Model or Dataset cards'),
  },
  nfaa: {
    label: 'Add the Not-For-All-Audiences tag',
    quote: of2023('flag applicable Content via the "Not For All Audiences" tag'),
  },
  gating: {
    label: 'Gate the access',
    quote: of2023('leverage the Gated Repository feature to control how the Artifact is accessed'),
  },
  private: {
    label: 'Make it private',
    quote: of2023('make the artifact private to an Organization, in order to manage who sees and can use it'),
  },
  disable: {
    label: 'Disable it: the page stays, the files do not',
    quote: of2023('the ML artifacts can only be accessed by the owner'),
  },
  downgrade: {
    label: 'Show it less in trending and feeds',
    quote: of2023("We limit the artifact's visibility across the Hub in the trending tab and in feeds."),
  },
  warning: {
    label: 'Warn its author',
    quote: of2023('A private, written warning from the Hugging Face Team'),
  },
  hide: {
    label: 'Hide the comment or close the discussion',
    quote: of2023('hiding or closing current discussions'),
  },
  restrict: {
    label: 'Restrict its author’s posting for a time',
    quote: of2023('We might also restrict your posting in the Community tab for 48h.'),
  },
  deactivate: {
    label: 'End its author’s public interaction',
    quote: of2023('A deactivation from any public interaction within the Community Tab on the Platform.'),
  },
};

const FOR_REPOSITORIES: Record<Fork, readonly Remedy[]> = {
  restricted: ['remove', 'disable'],
  moderated: ['nfaa', 'documentation', 'gating', 'private', 'downgrade'],
};
const FOR_COMMENTS: Record<Fork, readonly Remedy[]> = {
  restricted: ['remove', 'hide', 'deactivate'],
  moderated: ['hide', 'warning', 'restrict'],
};
const WRITTEN = new Set<TargetKind>(['discussion', 'pull-request', 'comment', 'post', 'paper-comment']);

/**
 * The remedies that a report may ask for; the first is the one to propose.
 * @param kind what is reported; what people wrote has remedies of its own (D12)
 */
export function remediesFor(fork: Fork, kind?: TargetKind): RemedyChoice[] {
  const people = kind === 'user' || kind === 'organization';
  const list: readonly Remedy[] = people
    ? fork === 'restricted'
      ? ['deactivate']
      : ['warning', 'restrict']
    : kind === 'collection'
      ? ['remove']
      : kind !== undefined && WRITTEN.has(kind)
        ? FOR_COMMENTS[fork]
        : FOR_REPOSITORIES[fork];
  return list.map((value) => ({ value, ...CHOICES[value] }));
}

/** May this remedy be asked for here? Drafts and messages may carry one of another topic or target. */
export function isRemedyFor(remedy: Remedy, fork: Fork, kind?: TargetKind): boolean {
  return remediesFor(fork, kind).some(({ value }) => value === remedy);
}

export interface ForkChoice {
  value: Fork;
  /** What the person wants. */
  label: string;
  /** Who handles it, in our words. */
  handledBy: string;
  /** Who handles it, in the policy's. */
  quote: PolicyQuote;
}

export const FORKS: Record<Fork, ForkChoice> = {
  restricted: {
    value: 'restricted',
    label: 'Remove it',
    handledBy: 'Hugging Face handles it.',
    quote: of2023('will usually be addressed directly by the Hugging Face Team'),
  },
  moderated: {
    value: 'moderated',
    label: 'Make it safe',
    handledBy: 'Hugging Face, the owner and whoever is concerned look for a way together.',
    quote: of2023(
      'will usually be addressed in collaboration with both the Repository owner and any concerned party, as part of our decision-making process',
    ),
  },
};

/** Restricted topics where documentation, a tag or gating can be an answer too. */
const SAFEGUARDS_CAN_HELP = new Set([
  ...['disinformation', 'harms-others', 'hate-or-discrimination', 'violence', 'people-without-consent'],
  ...['license-violation', 'illegal', 'self-harm', 'weapons', 'high-risk-activities', 'storage-abuse'],
]);

export interface ForksOf {
  /** One or two; none where nothing is asked at all (minors). */
  options: ForkChoice[];
  /** Chosen at first; `null` where there is none. */
  default: Fork | null;
}

/** Which of the policy's two tracks make sense for a topic, and the one chosen at first. */
export function forksFor(topicId: string): ForksOf {
  const topic = topicById(topicId);
  if (!topic || topic.defaultRoute === 'private-only' || isPrivateOnlyTopic(topicId))
    return { options: [], default: null };
  const both = topic.kind !== 'restricted' || SAFEGUARDS_CAN_HELP.has(topicId);
  return {
    options: both ? [FORKS.restricted, FORKS.moderated] : [FORKS.restricted],
    default: topic.kind === 'restricted' ? 'restricted' : 'moderated',
  };
}
