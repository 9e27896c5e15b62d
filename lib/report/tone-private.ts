/** What looks like private data: shapes, checked by their own sums where they have one. Every pattern is bounded. Pure. */

interface Span {
  from: number;
  to: number;
}

export interface PrivateData {
  find(text: string): Iterable<Span>;
  sentence: string;
  /** Keys open doors whoever reads them. */
  alsoInPrivate?: boolean;
}

const anywhere = () => true;

function finder(pattern: RegExp, good: (found: string) => boolean = anywhere) {
  return function* (text: string): Generator<Span> {
    for (const match of text.matchAll(pattern))
      if (good(match[0])) yield { from: match.index, to: match.index + match[0].length };
  };
}

const digitsOf = (text: string) => text.replace(/\D/g, '');

/** The last digit of a card's number checks the others. */
function luhn(found: string): boolean {
  const digits = digitsOf(found);
  if (/^(\d)\1*$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

/** ISO 13616: the account's number, turned round and read in base 36, leaves 1 when divided by 97. */
function iban(found: string): boolean {
  const plain = found.replace(/ /g, '');
  let rest = 0;
  for (const character of plain.slice(4) + plain.slice(0, 4))
    for (const digit of Number.parseInt(character, 36).toString()) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/** Telephone numbers begin with `+`, `0` or a bracket; dates, sizes and versions do not. */
function phone(found: string): boolean {
  const { length } = digitsOf(found);
  return length >= (found.startsWith('+') ? 8 : 9) && length <= 15 && !/^0\.\d+$/.test(found);
}

/** Addresses that are nobody's: this computer, local networks, examples. */
function ipv4(found: string): boolean {
  const parts = found.split('.').map(Number);
  const [a, b] = parts as [number, number];
  if (parts.some((part) => part > 255)) return false;
  const local =
    a === 0 || a === 10 || a === 127 || (a === 192 && b === 168) || (a === 172 && b >= 16 && b < 32);
  return !local && found !== '255.255.255.255';
}

const ipv6 = (found: string) => found.length >= 8 && /\d/.test(found);

export const PRIVATE_DATA: readonly PrivateData[] = [
  {
    find: finder(
      /(?<![\w-])(?:hf_[A-Za-z0-9]{16,200}|api_org_[A-Za-z0-9]{16,200}|gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255}|sk-[\w-]{16,200}|AKIA[0-9A-Z]{16}|xox[abeprs]-[\w-]{10,200}|AIza[\w-]{30,60}|eyJ[\w-]{16,2000})/g,
    ),
    sentence:
      'This looks like a key. Take it out: whoever reads it can use it. Say which file it stands in instead.',
    alsoInPrivate: true,
  },
  {
    find: finder(/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/g),
    sentence: 'This looks like a private key. Take it out, and name the file that it stands in instead.',
    alsoInPrivate: true,
  },
  {
    find: finder(/\b(?:password|passwd|passwort|pwd)\s{0,3}[:=]\s{0,3}\S{4,100}/gi),
    sentence: 'This looks like a password. Take it out, and name the file that it stands in instead.',
    alsoInPrivate: true,
  },
  {
    find: finder(/(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/g),
    sentence:
      'This looks like a mail address. In public everybody can read it: leave it out if it is not needed.',
  },
  {
    find: finder(/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, iban),
    sentence:
      'This looks like the number of a bank account. Leave it out: the place where it stands is enough.',
  },
  {
    find: finder(/(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])/g, luhn),
    sentence: 'This looks like the number of a card. Leave it out: the place where it stands is enough.',
  },
  {
    find: finder(/(?<![\w.])(?<!\d )(?:\+\d|\(0?\d|0\d)[\d \u00a0()./-]{5,22}\d(?!\w|\.\d)/g, phone),
    sentence: 'This looks like a telephone number. In public everybody can read it: leave it out.',
  },
  {
    find: finder(/(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]|-\d)/g, ipv4),
    sentence: 'This looks like an internet address of somebody’s computer. Leave it out if it is a person’s.',
  },
  {
    find: finder(
      /(?<![\w:])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4})(?![\w:])/gi,
      ipv6,
    ),
    sentence: 'This looks like an internet address of somebody’s computer. Leave it out if it is a person’s.',
  },
  {
    find: finder(
      /\b\d{1,5}[a-z]?,?\s{1,2}(?:[A-Z][\w'’.-]{0,30}\s{1,2}){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Square|Crescent|Terrace|Close)\b/g,
    ),
    sentence: 'This looks like a postal address. In public everybody can read it: leave it out.',
  },
  {
    find: finder(
      /(?<!\p{L})\p{Lu}[\p{L}-]{1,30}(?:straße|strasse|str\.|gasse|platz|allee|weg)\s{1,2}\d{1,4}(?![\p{L}\p{N}]{2})|(?<!\p{N})\d{1,4},?\s{1,2}(?:rue|boulevard|chemin|impasse|quai)\s{1,2}\p{L}[\p{L}'’-]{1,30}/gu,
    ),
    sentence: 'This looks like a postal address. In public everybody can read it: leave it out.',
  },
];
