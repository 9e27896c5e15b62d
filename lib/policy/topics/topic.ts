/** The shape of a topic. Everything in a topic is ours, in plain language; the policy's own words are in the packs. */
export interface Topic {
  /** Kebab-case, kept for ever: saved reports name it. */
  id: string;
  /** The policy's two tracks, and what is on neither. */
  kind: 'restricted' | 'moderated' | 'other';
  /** Short. */
  name: string;
  /** One sentence. */
  summary: string;
  isExamples: string[];
  /** What people take for it and is not. */
  isNot: string[];
  /** Printed date of a policy version → ids of its rules, the closest first. */
  ruleIds: Record<string, string[]>;
  /**
   * `private-default`: private unless the person decides otherwise, knowingly. `private-only`: no way to make it public.
   * `rights-holder`: a rights holder or their agent writes to the desk; anybody else reports in public. (facts/reporting.md §2)
   */
  defaultRoute: 'public' | 'private-default' | 'private-only' | 'rights-holder';
  /** Who gets it when it goes in private. */
  privateDesk?: 'safety' | 'dmca' | 'security' | 'legal';
  /** Lower case; what people type for it, slips included. */
  synonyms: string[];
  /** 2023 text: restricted content "will usually be addressed directly by the Hugging Face Team", moderated "in collaboration with both the Repository owner and any concerned party". */
  handledBy: 'team' | 'owner-and-team';
  /** Short questions whose answers help; none where describing would do harm. */
  asks?: string[];
  /** Said to the reporter before anything else. */
  note?: string;
}

/** Short names of 2025 begin with their group: `G5.bots`. */
const OF_2025 = /^G\d\./;

/** Rules by their short names, the closest first: `rules('R4', 'R13')` of 2023; `G5.…` of the verified lines of 2025. */
export function rules(...names: string[]): Record<string, string[]> {
  const later = names.filter((name) => OF_2025.test(name));
  return {
    '2023-08-30': names.filter((name) => !OF_2025.test(name)).map((name) => `CP2023.${name}`),
    ...(later.length === 0 ? {} : { '2025-04-10': later.map((name) => `CP2025.${name}`) }),
  };
}

/** Consent questions (facts/reporting.md D10); no proof of identity is ever asked for. */
export const CONSENT_ASKS = [
  'Are you the person shown, or do you act for them?',
  'Was consent never given, or given and withdrawn?',
  'Is this a re-upload? If so, of what?',
];

/** The three aspects of the 2023 text (D9). */
export const ASPECT_ASKS = [
  'Where does it come from (data, base model, source)?',
  'How do its developers handle it (card, warnings, access, licence)?',
  'How has it been used, as far as you have seen?',
];

/** `'a, b, c'` as a list. */
export function listed(commaSeparated: string): string[] {
  return commaSeparated.split(', ');
}

/** What a restricted topic says for itself; the track is the same for all. */
export type Restricted = Omit<Topic, 'kind' | 'handledBy'>;

export function restricted(topic: Restricted): Topic {
  return { ...topic, kind: 'restricted', handledBy: 'team' };
}
