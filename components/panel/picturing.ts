/**
 * The picture for the person's own record: taken or chosen, kept by the worker at once, taken away again. It never stands in the
 * draft, so nothing that composes, sends or exports can come across it.
 */
import { ask } from '../../lib/platform/ask.ts';
import {
  bytesOf,
  checkedPicture,
  dataOfUrl,
  MAX_PICTURE_BYTES,
  PICTURE_SENTENCES,
  type Picture,
} from '../../lib/report/picture.ts';
import { sentence } from '../ui/sentence.ts';
import { takesPicture } from './derived.ts';
import type { GetState, PanelActions, SetState } from './state.ts';

export interface Picturing {
  /** After the draft was read: what was kept with it. */
  load(key: string): Promise<void>;
  take: PanelActions['takePicture'];
  choose: PanelActions['choosePicture'];
  remove: PanelActions['removePicture'];
  restore: PanelActions['restorePicture'];
  /** After a change of topic: where no picture may be kept, the one there is goes at once, for good. */
  settle(): void;
  /** When nothing is on its way to the worker any more. */
  settled(): Promise<unknown>;
}

/** @param save keeps the draft: a picture belongs to one that is kept */
export function picturing(set: SetState, get: GetState, save: () => Promise<boolean>): Picturing {
  let line: Promise<unknown> = Promise.resolve();
  /** One after the other. */
  const queue = (work: () => Promise<unknown>): Promise<void> => {
    const done = line.then(work).then(
      () => {},
      (error) => set({ pictureProblem: sentence(error) }),
    );
    line = done;
    return done;
  };
  const drop = (key: string, entirely: boolean) => queue(() => ask('picture.drop', { key, entirely }));

  function settle(): void {
    const { draft } = get();
    if (!draft?.topicId || takesPicture(get())) return;
    set({ picture: null, pictureRemoved: null, pictureProblem: null });
    // The draft itself says so as soon as it is kept, and then takes none; until then, this does.
    void save();
    void drop(draft.key, true);
  }

  /** Gets a picture and shows it, if it still belongs here when it has come. */
  async function keep(get_: (key: string) => Promise<Picture>): Promise<void> {
    const { draft, handover, pictureBusy } = get();
    if (!draft || pictureBusy || !takesPicture(get())) return;
    set({ pictureBusy: true, pictureProblem: null });
    await queue(async () => {
      if (!(await save())) throw new Error(get().saveProblem ?? PICTURE_SENTENCES.noDraft);
      if (!takesPicture(get())) return;
      const picture = await get_(draft.key);
      if (get().handover !== handover || get().draft?.key !== draft.key) return;
      if (takesPicture(get())) set({ picture, pictureRemoved: null });
      else settle();
    });
    set({ pictureBusy: false });
  }

  return {
    settle,
    settled: () => line,

    load: (key) =>
      queue(async () => {
        const { handover } = get();
        const picture = await ask('picture.draft', { key });
        if (picture && get().handover === handover && takesPicture(get()) && !get().picture) set({ picture });
      }),

    take: (shoot) => keep((key) => shoot(() => ask('picture.take', { key }))),

    choose: (file) =>
      keep(async (key) => {
        if (file.size > MAX_PICTURE_BYTES) throw new Error(PICTURE_SENTENCES.tooLarge);
        const data = dataOfUrl(await asUrl(file));
        checkedPicture(bytesOf(data));
        return ask('picture.keep', { key, data });
      }),

    async remove() {
      const { draft, picture } = get();
      if (!draft || !picture) return;
      set({ picture: null, pictureRemoved: picture, pictureProblem: null });
      await drop(draft.key, false);
    },

    async restore() {
      const { pictureRemoved } = get();
      if (pictureRemoved) await keep((key) => ask('picture.keep', { key, data: pictureRemoved.data }));
    },
  };
}

/** As a `data:` address: a text comes over every border inside the browser, in Firefox too. */
function asUrl(file: Blob): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => fail(new Error('The file could not be read. Choose it again, or another one.'));
    reader.readAsDataURL(file);
  });
}
