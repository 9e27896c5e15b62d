/**
 * Where items of the extraction checklist are shown beyond the policy's text itself: the part of the panel or of a page, and words in
 * its source by which a test finds that it is still there. `left out`: why an item is shown nowhere.
 */
export interface Place {
  /** For people. */
  words: string;
  file: string;
  /** Stands in that file. */
  has: string;
}

const reader = (words: string, file: string, has: string): Place => ({
  words: `reader: ${words}`,
  file: `components/policy/${file}`,
  has,
});
const panel = (words: string, file: string, has: string): Place => ({
  words: `panel: ${words}`,
  file: `components/panel/${file}`,
  has,
});

const DOCUMENTS = reader('all four texts, each with its link', 'words.ts', 'code-of-conduct');
const FOLLOWED: Place = {
  words: 'all four texts are followed',
  file: 'lib/policy/version-types.ts',
  has: "'terms-of-service'",
};
const VERSION_LABEL = panel('version beside every quote', 'TopicRules.tsx', 'text of {version.printedDate');
const NEWS: Place = {
  words: 'popup: a text has changed',
  file: 'components/popup/PolicyNews.tsx',
  has: 'See what changed',
};
const WINDOW = reader('the window of ten days', 'Upcoming.tsx', 'changeTermsOf');
const FORK = panel('two tracks', 'TopicStep.tsx', 'Not allowed on the Hub');
const BY_TEAM = panel('who usually handles it', 'TopicStep.tsx', 'Usually handled by the Hugging Face team');
const WITH_OWNER = panel(
  'who usually handles it',
  'TopicStep.tsx',
  'Usually handled together with the repository',
);
const ASPECTS: Place = {
  words: 'panel: questions of the moderated track',
  file: 'lib/policy/topics/topic.ts',
  has: 'How do its developers handle it',
};
const CONSENT: Place = {
  words: 'panel: questions on consent',
  file: 'lib/policy/topics/topic.ts',
  has: 'Was consent never given, or given and withdrawn?',
};
const PRIVATE_ONLY: Place = {
  words: 'private route only',
  file: 'lib/report/route.ts',
  has: 'PRIVATE_ONLY_TOPICS',
};
const PUBLIC: Place = {
  words: 'panel: who will see it, before typing',
  file: 'lib/report/route-words.ts',
  has: 'Everybody can read it, now and later',
};
const REMEDIES = panel('what would make it right', 'Fork.tsx', 'What would make it right?');
const FILTER: Place = { words: 'the filter', file: 'lib/nfaa/decide.ts', has: 'NFAA_TAG' };
const CLOCK = panel('receipt: the usual time, with its version', 'SentStep.tsx', 'approximately 72 hours');
const FACTS = reader('times, contacts and measures', 'FactsView.tsx', 'Printed in');
const UNOFFICIAL: Place = {
  words: 'every page: unofficial',
  file: 'components/ui/Page.tsx',
  has: 'is unofficial',
};
const OURS = reader('what is ours is marked as ours', 'Note.tsx', 'Note by Hub Steward');
const MAP = reader('rule by rule, from 2023 to 2025', 'TopicsMap.tsx', 'OLD_TO_NEW');
const SOURCE: Place = {
  words: 'reader: the source of the verified lines',
  file: 'public/policy/content-policy-2025-04-10.json',
  has: 'ConductAtlas, a monitoring service',
};

export const PLACES: Readonly<Record<string, readonly Place[]>> = {
  E001: [DOCUMENTS],
  E002: [VERSION_LABEL],
  E007: [reader('the whole text of each version', 'TextView.tsx', 'PolicyText')],
  E008: [FOLLOWED],
  E009: [DOCUMENTS, FOLLOWED],
  E010: [NEWS],
  E011: [NEWS],
  E012: [
    { words: 'changes are noticed and classed', file: 'lib/policy/versions.ts', has: 'function classify' },
    NEWS,
  ],
  E013: [WINDOW, FACTS],
  E014: [WINDOW],
  E017: [
    {
      words: 'what a report can be about',
      file: 'lib/report/target-schema.ts',
      has: "'model', 'dataset', 'space'",
    },
  ],
  E020: [PUBLIC],
  E030: [FILTER],
  E032: [FORK],
  E034: [BY_TEAM],
  E035: [FORK],
  E036: [WITH_OWNER],
  E038: [ASPECTS],
  E039: [ASPECTS],
  E040: [ASPECTS],
  E041: [FORK],
  E044: [DOCUMENTS],
  E046: [CONSENT],
  E047: [PRIVATE_ONLY],
  E050: [CONSENT],
  E060: [panel('where no rule fits', 'TopicRules.tsx', 'For any Content not listed above')],
  E061: [PRIVATE_ONLY],
  E062: [DOCUMENTS],
  E063: [WITH_OWNER],
  E066: [PUBLIC],
  E067: [CONSENT],
  E068: [CONSENT],
  E070: [REMEDIES],
  E071: [REMEDIES],
  E072: [CLOCK, FACTS],
  E073: [CLOCK],
  E075: [REMEDIES],
  E078: [PUBLIC],
  E079: [REMEDIES],
  E080: [REMEDIES],
  E081: [REMEDIES],
  E082: [REMEDIES],
  E083: [REMEDIES],
  E084: [FILTER],
  E096: [FACTS],
  E104: [DOCUMENTS],
  E106: [FACTS],
  E107: [FACTS],
  E108: [FACTS],
  E109: [FACTS],
  E131: [OURS],
  E132: [UNOFFICIAL, OURS],
  E133: [UNOFFICIAL, OURS],
  E134: [{ words: 'this table', file: 'scripts/policy-checklist.ts', has: 'How it is made' }, MAP],
  E135: [MAP],
  E136: [MAP],
  E137: [MAP],
  E138: [MAP],
  E139: [MAP],
  E140: [MAP],
  E141: [MAP],
  E142: [MAP],
  E143: [MAP],
  E144: [SOURCE],
  E145: [OURS],
  E146: [OURS],
  E147: [OURS],
  E148: [OURS],
  E149: [OURS],
  E150: [OURS],
  E155: [reader('the versions that are known', 'VersionsView.tsx', 'VersionsView')],
  E156: [
    { words: 'the page is looked at once a day', file: 'lib/policy/watch.ts', has: 'READ_EVERY_MS' },
    reader('what changed, in one line and clause by clause', 'ChangeList.tsx', 'summariseChanges'),
  ],
  E157: [
    reader('history of each clause', 'history.ts', 'clauseHistory'),
    reader('the versions that are known', 'VersionsView.tsx', 'VersionsView'),
  ],
  E158: [reader('versions with their hashes, kept and exported', 'Transfer.tsx', 'Keep or bring versions')],
  E159: [SOURCE],
  E160: [UNOFFICIAL],
};

/** Notes of ours (lib/policy/clause-notes.ts) that say what an item of E11 says, in our own words. */
export const NOTES: Readonly<Record<string, string>> = {
  E145: 'interference',
  E146: 'interference',
  E147: 'excessive-data',
  E148: 'interference',
  E149: 'immediate',
  E150: 'interference',
};

export const LEFT_OUT: Readonly<Record<string, string>> = {
  E151: 'left out: one platform is our scope',
  E152: 'kept out: a clause of another platform; a test sees to it that no pack has it',
  E153: 'kept out: a clause of another platform; a test sees to it that no pack has it',
  E154: 'kept out: a clause of another platform; a test sees to it that no pack has it',
};
