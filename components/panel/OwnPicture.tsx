/** A picture for the person's own record: seen here, kept on this device, sent nowhere. */
import { useEffect, useId, useRef } from 'react';
import { bytesOf, PICTURE_TYPES, type Picture } from '../../lib/report/picture.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { usePanel } from './store.ts';

/** Pixels of the small one that is shown here. */
const WIDTH = 240;
/** Where a page is not painted, no frame ever comes. */
const FRAMES_MS = 300;

export function OwnPicture() {
  const state = usePanel();
  const { picture, pictureRemoved, pictureBusy, pictureProblem } = state;
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const section = useRef<HTMLElement>(null);
  return (
    <section ref={section} className="panel-picture" aria-labelledby={`${id}-picture`}>
      <h3 id={`${id}-picture`}>A picture for your own record</h3>
      <p className="panel-hint">
        If you want one. It stays on this device, is never sent and never exported, and goes when the report
        is forgotten.
      </p>
      {picture && <Small picture={picture} />}
      <div className="panel-picture-ways">
        <Button
          small
          busy={pictureBusy}
          onClick={(event) => {
            if (!event.nativeEvent.isTrusted) return;
            const dialog = section.current?.closest('dialog');
            void state.takePicture((work) => outOfSight(dialog, work));
          }}
        >
          {picture ? 'Take another picture of this page' : 'Take a picture of this page'}
        </Button>
        <Button
          small
          disabled={pictureBusy}
          onClick={(event) => event.nativeEvent.isTrusted && file.current?.click()}
        >
          {picture ? 'Choose another picture file' : 'Choose a picture file'}
        </Button>
        <input
          ref={file}
          hidden
          type="file"
          aria-label="Picture file"
          accept={PICTURE_TYPES.join(',')}
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            if (chosen) void state.choosePicture(chosen);
            // The same file again is a choice again.
            event.target.value = '';
          }}
        />
        {picture && (
          <Button small look="quiet" icon="cross" onClick={() => void state.removePicture()}>
            Remove the picture
          </Button>
        )}
        {!picture && pictureRemoved && (
          <Button small icon="undo" onClick={() => void state.restorePicture()}>
            Bring the picture back
          </Button>
        )}
      </div>
      <p className="panel-hint" role="status">
        {picture ? 'The picture is kept on this device.' : pictureRemoved ? 'The picture was removed.' : ''}
      </p>
      {pictureProblem && <Notice kind="warn">{pictureProblem}</Notice>}
    </section>
  );
}

/** Painted, not linked: what a page allows its own pictures does not matter here. */
function Small({ picture }: { picture: Picture }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let gone = false;
    void createImageBitmap(new Blob([bytesOf(picture.data)], { type: picture.type })).then(
      (bitmap) => {
        const place = canvas.current;
        const context = place?.getContext('2d');
        if (gone || !place || !context) return;
        const scale = Math.min(1, (WIDTH * devicePixelRatio) / bitmap.width);
        place.width = Math.max(1, Math.round(bitmap.width * scale));
        place.height = Math.max(1, Math.round(bitmap.height * scale));
        context.drawImage(bitmap, 0, 0, place.width, place.height);
        bitmap.close();
        place.dataset.painted = '';
      },
      // Damaged, or of a kind that this browser does not paint: it is kept all the same.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [picture]);
  return <canvas ref={canvas} role="img" aria-label="Your picture, small" />;
}

/** Not in its own picture: the panel is away for two frames and as long as the picture takes. */
async function outOfSight<T>(dialog: HTMLElement | null | undefined, work: () => Promise<T>): Promise<T> {
  dialog?.setAttribute('data-away', '');
  try {
    await twoFrames();
    return await work();
  } finally {
    dialog?.removeAttribute('data-away');
  }
}

const twoFrames = () =>
  new Promise<void>((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => done()));
    setTimeout(done, FRAMES_MS);
  });
