/**
 * A picture for the person's own record: what may be one, and how it travels between our own rooms. It is never part of a report,
 * of an export or of anything that goes to the Hub (tests/unit/house/walls.test.ts). Pure, without zod.
 */

/** Of one picture. */
export const MAX_PICTURE_BYTES = 5_000_000;
/** The same, written in base64. */
export const MAX_PICTURE_CHARS = Math.ceil(MAX_PICTURE_BYTES / 3) * 4;
/** Of all that are kept. */
export const MAX_PICTURES = 50;
export const MAX_ALL_PICTURES_BYTES = 150_000_000;

export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

/** As the panel and our pages get it. */
export interface Picture {
  type: PictureType;
  /** Base64: messages carry no bytes in Chrome. */
  data: string;
  /** In bytes. */
  size: number;
  /** When it was kept, milliseconds since the epoch. */
  at: number;
}

export const PICTURE_SENTENCES = {
  notOne: 'This is not a PNG, JPEG or WebP picture. Choose another file.',
  tooLarge: `The picture is larger than ${MAX_PICTURE_BYTES / 1_000_000} MB. Choose a smaller one, or make this one smaller first.`,
  tooMany: `There is room for ${MAX_PICTURES} pictures and ${MAX_ALL_PICTURES_BYTES / 1_000_000} MB in all. Remove one in My reports, then try again.`,
  full: 'This device has no room left for the picture. Free some space, then try again; the report is kept as it is.',
  noDraft:
    'The draft that the picture belongs to is not there any more. Write something first, then try again.',
  never: 'For this topic no picture is kept.',
  notAllowed:
    'The browser does not allow a picture of this page yet. Press Hub Steward’s button in the browser’s toolbar once, come back here and try again; or choose a picture file.',
  notInFront: 'Only the page in front of you can be taken. Bring its tab to the front, then try again.',
  failed: 'The browser could not take a picture of this page. Choose a picture file instead.',
} as const;

/** What it is by its first bytes, whatever its name says; `null` for anything else. */
export function pictureType(bytes: Uint8Array): PictureType | null {
  const starts = (signature: readonly number[], at = 0) =>
    signature.every((byte, i) => bytes[at + i] === byte);
  if (starts([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (starts([0xff, 0xd8, 0xff])) return 'image/jpeg';
  // RIFF, four bytes of length, WEBP.
  return starts([0x52, 0x49, 0x46, 0x46]) && starts([0x57, 0x45, 0x42, 0x50], 8) ? 'image/webp' : null;
}

/** @throws Error with a sentence where it is no picture that may be kept */
export function checkedPicture(bytes: Uint8Array): PictureType {
  if (bytes.length > MAX_PICTURE_BYTES) throw new Error(PICTURE_SENTENCES.tooLarge);
  const type = pictureType(bytes);
  if (!type) throw new Error(PICTURE_SENTENCES.notOne);
  return type;
}

/** @throws Error with a sentence where it is no base64 */
export function bytesOf(data: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  } catch {
    throw new Error(PICTURE_SENTENCES.notOne);
  }
}

/** In pieces: a call takes only so many arguments. */
export function base64Of(bytes: Uint8Array): string {
  const PIECE = 0x8000;
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE)
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text);
}

/** What a `data:` address holds, in base64. */
export const dataOfUrl = (url: string): string => url.slice(url.indexOf(',') + 1);
