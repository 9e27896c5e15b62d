/**
 * Copyright complaints to dmca@, and the answer to one (facts/reporting.md D14, E126–E129). Composes only: nothing here sends,
 * and there is no way to make many at once. What is typed here holds a name and an address: it is never kept by us, and never
 * part of a `Report`. The statute's words are those of 17 U.S.C. § 512(c)(3) and (g)(3); this is no legal advice. Pure.
 */
import { evidenceLinks, pageUrl, subjectWords } from './compose-places.ts';
import { type Mail, subjectOf } from './mail.ts';
import { cleanLine, cleanText } from './neutralise.ts';
import type { PolicyQuote } from './remedies.ts';
import type { Report } from './report.ts';
import { DESK_ADDRESSES, isPrivateOnly } from './route.ts';

/** Shown beside the boxes to tick. */
export const DMCA_WARRANTY: PolicyQuote = {
  text: 'You also represent and warrant that you will not knowingly provide misleading information to support your claim.',
  version: '2023-08-30',
};
export const DMCA_WHERE: PolicyQuote = {
  text: 'you may send your complaint to dmca@huggingface.co with detailed and accurate information supporting your claim',
  version: '2023-08-30',
};

/**
 * How long the Hub says that it waits after a counter-notice before it restores what was disabled. The text of 2025 is known in
 * parts only, so this is what its readers say it prints, and no quote (facts/reporting.md 2, F1).
 */
export const COUNTER_NOTICE_TIME = {
  words: '14 U.S. business days',
  version: '2025-04-10',
  quoted: false,
} as const;

export interface Contact {
  name: string;
  /** Street, town, country. */
  address: string;
  phone: string;
  email: string;
}

export interface DmcaNotice extends Contact {
  standing: 'holder' | 'agent' | 'neither' | null;
  /** Of agents: for whom they act. */
  holder?: string;
  /** The work, described so that it can be recognised. */
  work: string;
  /** Where the original can be seen; may be empty. */
  original: string;
  /** Files or pages besides the one that the report is about, one address a line. */
  locations: string;
  goodFaith: boolean;
  accurate: boolean;
  notMisleading: boolean;
  /** Typed full name. */
  signature: string;
}

export const EMPTY_NOTICE: DmcaNotice = {
  standing: null,
  name: '',
  address: '',
  phone: '',
  email: '',
  work: '',
  original: '',
  locations: '',
  goodFaith: false,
  accurate: false,
  notMisleading: false,
  signature: '',
};

/** The sentences that are confirmed by a tick, as they stand in the mail. */
export const DMCA_STATEMENTS = {
  goodFaith:
    'I have a good faith belief that use of the material in the manner complained of is not authorized by the copyright owner, its agent, or the law.',
  accurate:
    'The information in this notification is accurate, and under penalty of perjury, I am the owner, or authorized to act on behalf of the owner, of an exclusive right that is allegedly infringed.',
  notMisleading: 'I do not knowingly provide misleading information to support this claim.',
} as const;

export interface Missing {
  field: string;
  /** What is missing, and why it is needed. */
  sentence: string;
}

const NO_ADDRESS = 'Give a mail address at which you can be reached.';
const isMailAddress = (text: string) =>
  /^[^\s@<>",;:]{1,64}@[^\s@<>",;:]{1,255}\.[^\s@<>",;:.]{2,63}$/.test(text.trim());
const empty = (text: string | undefined) => cleanText(text ?? '').trim() === '';

/** What a notice still needs to count as one; empty when it is complete. */
export function missingInNotice(notice: DmcaNotice): Missing[] {
  const missing: [string, boolean, string][] = [
    [
      'standing',
      notice.standing !== 'holder' && notice.standing !== 'agent',
      notice.standing === 'neither'
        ? 'Only the holder of the right, or somebody who acts for them, can send this notice. Report it in public instead, or tell the holder.'
        : 'Say whether you hold the right or act for who does.',
    ],
    ['holder', notice.standing === 'agent' && empty(notice.holder), 'Say for whom you act.'],
    ['work', empty(notice.work), 'Name the work, so that it can be recognised.'],
    ...contactMissing(notice),
    [
      'goodFaith',
      !notice.goodFaith,
      'The notice needs the good faith statement. Tick it only if it is true.',
    ],
    [
      'accurate',
      !notice.accurate,
      'The notice needs the statement under penalty of perjury. Tick it only if it is true.',
    ],
    ['notMisleading', !notice.notMisleading, 'The policy asks for this promise. Tick it only if it is true.'],
    ['signature', empty(notice.signature), 'Type your full name: it counts as your signature.'],
  ];
  return told(missing);
}

function contactMissing({ name, address, phone, email }: Contact): [string, boolean, string][] {
  return [
    ['name', empty(name), 'Give your full name: the notice must say who sends it.'],
    ['address', empty(address), 'Give a postal address: the notice must say how you can be reached.'],
    ['phone', empty(phone), 'Give a telephone number: the notice must say how you can be reached.'],
    ['email', !isMailAddress(email), NO_ADDRESS],
  ];
}

function told(list: [string, boolean, string][]): Missing[] {
  return list.filter(([, isMissing]) => isMissing).map(([field, , sentence]) => ({ field, sentence }));
}

/** Stands where something is missing, so that a half-filled notice is seen to be one. */
const BLANK = '[to be filled in]';
const filled = (text: string | undefined) => cleanText(text ?? '').trim() || BLANK;
const onLine = (text: string | undefined) => cleanLine(text ?? '') || BLANK;
const tick = (yes: boolean, sentence: string) => (yes ? sentence : `${BLANK} ${sentence}`);

/**
 * The complaint as a mail to dmca@. Statements that were not ticked are not made: they stand there marked as open.
 * @throws Error for what must stay private: minors
 */
export function composeNotice(report: Report, notice: DmcaNotice): Mail {
  if (isPrivateOnly(report))
    throw new Error('This report only says where something is. It is no copyright complaint.');
  const { target } = report;
  const places = [...evidenceLinks(target), ...addressesIn(notice.locations)];
  const who =
    notice.standing === 'agent'
      ? `the agent of ${onLine(notice.holder)}, the holder of the right`
      : notice.standing === 'holder'
        ? 'the holder of the right'
        : BLANK;
  const body = [
    'To the designated agent of Hugging Face: this is a notification of claimed infringement (17 U.S.C. § 512(c)(3)).',
    `1. The work\n${filled(notice.work)}${empty(notice.original) ? '' : `\nOriginal: ${cleanLine(notice.original)}`}`,
    `2. The material, and where it is\n${subjectWords(target)}\n${[...new Set(places)].join('\n') || BLANK}\nRevision: ${target.sha ?? 'not known'}`,
    `3. Who sends this\n${onLine(notice.name)}, ${who}\n${filled(notice.address)}\nTelephone: ${onLine(notice.phone)}\nMail: ${onLine(notice.email)}`,
    `4. ${tick(notice.goodFaith, DMCA_STATEMENTS.goodFaith)}`,
    `5. ${tick(notice.accurate, DMCA_STATEMENTS.accurate)}`,
    `6. ${tick(notice.notMisleading, DMCA_STATEMENTS.notMisleading)}`,
    `Signature: ${empty(notice.signature) ? BLANK : `/s/ ${cleanLine(notice.signature)}`}`,
    ...(empty(report.text) ? [] : [`Remarks\n${cleanText(report.text).trim()}`]),
    `Reference ${report.reference}. Written with Hub Steward, an unofficial extension.`,
  ].join('\n\n');
  return {
    to: DESK_ADDRESSES.dmca,
    subject: subjectOf({ ...report, topicName: 'DMCA notice' }),
    body: `${body}\n`,
  };
}

/** Addresses in a text of lines; what is none is left as the person wrote it, on its line. */
function addressesIn(text: string): string[] {
  return cleanText(text)
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

export interface CounterNotice extends Contact {
  /** What was removed or disabled, and where it was. */
  material: string;
  mistake: boolean;
  jurisdiction: boolean;
  signature: string;
}

export const EMPTY_COUNTER_NOTICE: CounterNotice = {
  name: '',
  address: '',
  phone: '',
  email: '',
  material: '',
  mistake: false,
  jurisdiction: false,
  signature: '',
};

export const COUNTER_STATEMENTS = {
  mistake:
    'Under penalty of perjury, I have a good faith belief that the material was removed or disabled as a result of mistake or misidentification of the material to be removed or disabled.',
  jurisdiction:
    'I consent to the jurisdiction of the Federal District Court for the judicial district in which my address is located, or, if it is outside of the United States, for any judicial district in which the service provider may be found, and I will accept service of process from the person who provided the notification or an agent of such person.',
} as const;

export function missingInCounterNotice(notice: CounterNotice): Missing[] {
  return told([
    ['material', empty(notice.material), 'Say what was removed or disabled, and where it was.'],
    ...contactMissing(notice),
    ['mistake', !notice.mistake, 'The counter-notice needs this statement. Tick it only if it is true.'],
    [
      'jurisdiction',
      !notice.jurisdiction,
      'The counter-notice needs this consent. Tick it only if you mean it.',
    ],
    ['signature', empty(notice.signature), 'Type your full name: it counts as your signature.'],
  ]);
}

/** The answer of the one whose content was taken down: a template, open where nothing was filled in. */
export function composeCounterNotice(notice: CounterNotice, about?: Pick<Report, 'target'>): Mail {
  const page = about ? pageUrl(about.target) : null;
  const material = empty(notice.material) && page !== null ? page : filled(notice.material);
  const body = [
    'To the designated agent of Hugging Face: this is a counter notification (17 U.S.C. § 512(g)(3)).',
    `1. The material that was removed or disabled, and where it was\n${material}`,
    `2. ${tick(notice.mistake, COUNTER_STATEMENTS.mistake)}`,
    `3. ${tick(notice.jurisdiction, COUNTER_STATEMENTS.jurisdiction)}`,
    `4. Who sends this\n${onLine(notice.name)}\n${filled(notice.address)}\nTelephone: ${onLine(notice.phone)}\nMail: ${onLine(notice.email)}`,
    `Signature: ${empty(notice.signature) ? BLANK : `/s/ ${cleanLine(notice.signature)}`}`,
    'Written with Hub Steward, an unofficial extension.',
  ].join('\n\n');
  const what = about ? ` (${subjectWords(about.target)})` : '';
  return { to: DESK_ADDRESSES.dmca, subject: `DMCA counter notification${what}`, body: `${body}\n` };
}
