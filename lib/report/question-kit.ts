/** The questions that several topics share (facts/reporting.md D9, D10, D13). Our words; see questions.ts. Pure. */

export interface QuestionOption {
  value: string;
  label: string;
}

export interface Question {
  /** Kept for ever: saved drafts and reports name it. */
  id: string;
  label: string;
  /** In front of the answer, where it is written out. */
  short: string;
  help?: string;
  /** `quote`: words of others, to be shown as theirs. `hash`: hexadecimal digits. */
  kind: 'text' | 'choice' | 'url' | 'hash' | 'quote';
  /** Of choices. */
  options?: QuestionOption[];
  optional: boolean;
  /** May the answer stand in a public report? Otherwise it is asked in private only, and left out of anything public. */
  publicOk: boolean;
}

type Rest = Partial<Omit<Question, 'id' | 'short' | 'label'>>;

export function ask(id: string, short: string, label: string, rest: Rest = {}): Question {
  return {
    id,
    short,
    label,
    kind: rest.options ? 'choice' : 'text',
    optional: true,
    publicOk: true,
    ...rest,
  };
}

export const secret = (question: Question): Question => ({ ...question, publicOk: false });

/** `{a: 'A'}` as options. */
export const options = (named: Record<string, string>): QuestionOption[] =>
  Object.entries(named).map(([value, label]) => ({ value, label }));

const YES_NO = options({ yes: 'Yes', no: 'No', unknown: 'I do not know' });

/** Which part of a repository it is about (D13): READMEs are community content inside a repository. */
export const PART = ask('part', 'Where', 'Which part is it about?', {
  options: options({
    card: 'The card (README)',
    files: 'Files: weights, data or code',
    output: 'What the app or model puts out',
    discussions: 'Discussions or pull requests',
    name: 'Its name',
    whole: 'All of it',
  }),
});

/** The three aspects that the text of 2023 pays attention to (D9). */
export const ASPECTS: readonly Question[] = [
  ask('origin', 'Origin', 'Where does it come from?', {
    help: 'The data, the base model, the source; a link if there is one.',
  }),
  ask('handling', 'Handling', 'How do its developers handle it?', {
    help: 'Card, warnings, access conditions, licence.',
  }),
  ask('use', 'Use', 'How has it been used, as far as you have seen?', {
    help: 'What you saw yourself, and where.',
  }),
];

const CONSENT_STATE = ask('consent', 'Consent', 'Was consent given?', {
  options: options({
    never: 'Never asked for or given',
    withdrawn: 'Given once, and withdrawn',
    exceeded: 'Given for something else',
    unknown: 'I do not know',
  }),
});

const STANDING = secret(
  ask('standing', 'The reporter', 'Are you the person, or do you act for them?', {
    options: options({
      self: 'I am the person',
      agent: 'I act for them',
      neither: 'Neither',
    }),
    help: 'Asked in private only. No proof is needed here: if the desk needs any, it asks you itself.',
  }),
);

const REPRESENTED = ask('represented', 'Who is represented', 'Who is represented?', {
  options: options({
    private: 'A private person',
    known: 'A person known to the public',
    several: 'Several people',
    many: 'Very many people',
    unknown: 'I do not know',
  }),
  help: 'No names: this says only what kind of person.',
});

const SOURCE_URL = ask('source', 'Re-upload of', 'Is it a re-upload? Of what?', {
  kind: 'url',
  help: 'Address of the original, here or elsewhere.',
});
const SOURCE_HASH = ask('source-hash', 'SHA-256 of the original', 'Or the SHA-256 of the original file', {
  kind: 'hash',
  help: 'The Hub shows it beside each large file.',
});
const EFFECT = secret(
  ask('effect', 'Effect', 'What does it do to you, or to the person?', {
    help: 'Only if you want to say so. Only the desk reads it.',
  }),
);
const WHO = secret(
  ask('name', 'The person', 'Who is it?', {
    help: 'Only if the content cannot be found without it. Only the desk reads it.',
  }),
);

/** The consent block (D10). No proof of identity is ever asked for. */
export const CONSENT: readonly Question[] = [
  REPRESENTED,
  STANDING,
  WHO,
  CONSENT_STATE,
  SOURCE_URL,
  SOURCE_HASH,
  EFFECT,
];

/** The same for intimate images: a link to the original would show them to more people. */
export const CONSENT_NCII: readonly Question[] = CONSENT.map((question) =>
  question.id === 'source' || question.id === 'represented' ? secret(question) : question,
);

export const LAW = ask('law', 'Law', 'Which law, and in which country?', {
  help: 'Its name, or the article, if you know it.',
});

export const LIVE = ask('live', 'Running now', 'Is it running against anybody now?', {
  options: YES_NO,
  help: 'If yes, choose the mail to the security desk.',
});

export const FILE_HASH = ask('file-hash', 'SHA-256 of the file', 'SHA-256 of the file', {
  kind: 'hash',
  help: 'Instead of the file itself: never paste or attach what is harmful. The Hub shows it beside each large file.',
});

/** Whose right it is (D14): asked in private only. */
export const HOLDER = secret(
  ask('holder', 'The reporter', 'Do you hold the rights, or act for who does?', {
    options: options({ holder: 'I hold the rights', agent: 'I act for the holder', neither: 'Neither' }),
    help: 'A complaint to dmca@ is for rights holders and those who act for them.',
    optional: false,
  }),
);
