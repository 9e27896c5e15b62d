/** What is not a policy text, and how to say so: every refusal names what came instead. */

/** Characters; facts/hub.md h: the policy is some 16 kB of text. */
export const MAX_HTML = 5_000_000;
/** A policy says more than this; a page's bare shell says less. */
const MIN_WORDS = 20;

/** One block of text of a page, with what its markup tells. */
export interface PagePiece {
  /** 1–6 for a heading, 0 for anything else. */
  level: number;
  text: string;
  /** All of its text is inside links. */
  onlyLinks: boolean;
  /** All of its text is bold, and it is no list item or table cell. */
  bold: boolean;
}

export interface PageSigns {
  title: string;
  /** It has a password field. */
  signIn: boolean;
  /** Elements were still open when the page ended. */
  cutOff: boolean;
}

export type RefusalKind =
  | 'not-html'
  | 'too-large'
  | 'empty'
  | 'sign-in'
  | 'challenge'
  | 'error-page'
  | 'cut-off'
  | 'not-policy';

/** Thrown by `parsePolicy`; the message is for people, `kind` for code. */
export class PolicyPageError extends Error {
  override readonly name = 'PolicyPageError';
  readonly kind: RefusalKind;

  constructor(kind: RefusalKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

export function refuse(kind: RefusalKind, why: string): PolicyPageError {
  return new PolicyPageError(kind, `This is not a policy text: ${why}.`);
}

const SUBJECT = /\b(?:polic(?:y|ies)|guidelines?|terms|rules|code of conduct)\b/i;
const CHALLENGE =
  /verify (?:that )?you(?:'|’)?(?: a)?re (?:not a robot|(?:a )?human)|human verification|just a moment|checking your browser|captcha|request blocked|access denied/i;
const ERROR_PAGE =
  /^(?:error\s*)?[45]\d\d\b|^(?:page |repository )?not found\b|bad gateway|service unavailable|gateway time-?out|too many requests|internal server error|rate limit|can(?:'|’)?t find the page|something went wrong|\bmaintenance\b/i;
const SIGN_IN = /^(?:log ?in|sign ?in|sign ?up|welcome back)\b/i;

/** @throws PolicyPageError unless these pieces read as a whole policy. */
export function refuseUnlessPolicy(
  pieces: readonly PagePiece[],
  page: PageSigns & { html: string; effective: boolean; words: number },
): void {
  const short = page.words < 400;
  const headings = pieces.filter((piece) => piece.level > 0).map((piece) => piece.text);
  const heads = [page.title, ...headings.slice(0, 3), ...pieces.slice(0, 3).map((piece) => piece.text)]
    .map((text) => text.replace(/^[^\p{L}\p{N}]+/u, ''))
    .filter((text) => text !== '' && text.length <= 120);

  if (/^\s*[{[]/.test(page.html) && !page.html.includes('</')) {
    throw refuse('not-html', `it is data, not a page (“${excerpt(page.html)}”)`);
  }
  if (page.signIn || (short && heads.some((head) => SIGN_IN.test(head)))) {
    throw refuse('sign-in', `it is a sign-in page${named(heads)}`);
  }
  const said = short ? pieces.map((piece) => piece.text).join(' ') : '';
  if (
    short &&
    (/challenge-container|AwsWafIntegration|gokuProps|cf-chl/.test(page.html) ||
      CHALLENGE.test(said) ||
      heads.some((head) => CHALLENGE.test(head)))
  ) {
    throw refuse(
      'challenge',
      'the site asks whether a person is reading (a WAF challenge); open the page in a tab first',
    );
  }
  if (short && heads.some((head) => ERROR_PAGE.test(head))) {
    throw refuse('error-page', `it is an error page${named(heads)}`);
  }
  if (page.words === 0) throw refuse('empty', 'the page has no text');
  if (page.cutOff) throw refuse('cut-off', `the page breaks off half way, after ${page.words} words`);
  const clauses = pieces.length - headings.length;
  if (page.words >= MIN_WORDS && clauses < 2) {
    throw refuse('not-html', `it has no paragraphs or lists (bare text?)${named(heads)}`);
  }
  if (page.words < MIN_WORDS) {
    throw refuse('empty', `it says next to nothing (${page.words} words)${named(heads)}`);
  }
  const subject = heads.some((head) => SUBJECT.test(head));
  if (!subject && (!page.effective || page.words < 150)) {
    throw refuse('not-policy', `no policy, guidelines or effective date in it${named(heads)}`);
  }
}

function named(heads: readonly string[]): string {
  return heads.length === 0 ? '' : `; it begins “${excerpt(heads[0]!)}”`;
}

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 80 ? line : `${line.slice(0, 79)}…`;
}
