/** What the worker answers when it is asked about pictures for the person's own record. */
import type { Capture } from '../platform/capture.ts';
import type { Database } from '../platform/db.ts';
import type { Handlers } from '../platform/serve.ts';
import {
  base64Of,
  bytesOf,
  dataOfUrl,
  MAX_PICTURE_CHARS,
  PICTURE_SENTENCES,
  type Picture,
} from './picture.ts';
import {
  assertMayPicture,
  dropPicture,
  keepPicture,
  ofDraft,
  ofReport,
  type PictureRow,
  pictureOfDraft,
  pictureOfReport,
  reportsWithPicture,
} from './pictures.ts';

interface Needs {
  db: () => Promise<Database>;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** lib/platform/capture.ts. */
  capture: (tabId: number, fits: (url: string) => boolean) => Promise<Capture>;
}

export type PictureName = Extract<keyof Handlers, `picture.${string}`>;

const REFUSED = {
  background: PICTURE_SENTENCES.notInFront,
  'not-allowed': PICTURE_SENTENCES.notAllowed,
  failed: PICTURE_SENTENCES.failed,
} as const;

const fits = (url: string) => dataOfUrl(url).length <= MAX_PICTURE_CHARS;

export function pictureHandlers({ db, now, capture }: Needs): Pick<Handlers, PictureName> {
  return {
    'picture.take': async ({ key }, { tabId }) => {
      // Asked first: where none may be kept, none is taken.
      await assertMayPicture(db, key);
      const taken = await capture(tabId!, fits);
      if (!taken.ok) throw new Error(REFUSED[taken.why]);
      return toPicture(await keepPicture(db, key, bytesOf(dataOfUrl(taken.url)), now()));
    },
    'picture.keep': async ({ key, data }) => toPicture(await keepPicture(db, key, bytesOf(data), now())),
    'picture.draft': async ({ key }) => answer(await pictureOfDraft(db, key)),
    'picture.drop': async ({ key, entirely }) => {
      await dropPicture(db, ofDraft(key), entirely);
      return {};
    },
    'picture.get': async ({ id }) => answer(await pictureOfReport(db, id)),
    'picture.list': () => reportsWithPicture(db),
    'picture.forget': async ({ id }) => {
      await dropPicture(db, ofReport(id));
      return {};
    },
  };
}

const answer = (row: PictureRow | null): Picture | null => row && toPicture(row);

function toPicture({ type, bytes, size, at }: PictureRow): Picture {
  return { type, data: base64Of(bytes), size, at };
}
