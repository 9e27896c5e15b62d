/** The picture that the person kept for themselves: small beside its report, large on a press, saved as a file, removed. */
import { useEffect, useRef, useState } from 'react';
import { ask } from '../../lib/platform/ask.ts';
import { bytesOf, type PictureType } from '../../lib/report/picture.ts';
import { Button, LinkButton } from '../ui/Button.tsx';
import { sentence } from '../ui/sentence.ts';
import { Time } from '../ui/Time.tsx';
import { UNDO_FOR, useReports } from './store.ts';

interface Shown {
  url: string;
  type: PictureType;
  at: number;
}

export function PicturePart({ id, name }: { id: string; name: string }) {
  const place = useRef<HTMLElement>(null);
  const large = useRef<HTMLDialogElement>(null);
  const { shown, problem } = usePicture(id, place);
  const { removed, remove, undo } = useRemoval(id);
  const words = `Your picture of ${name}`;
  if (removed)
    return (
      <section className="report-picture" aria-label={words}>
        <span className="ui-small ui-quiet">Your picture was removed.</span>
        <Button small icon="undo" autoFocus onClick={undo}>
          Undo<span className="ui-unseen">: bring the picture back</span>
        </Button>
      </section>
    );
  return (
    <section ref={place} className="report-picture" aria-label={words}>
      {shown && (
        <>
          <button type="button" className="report-picture-small" onClick={() => large.current?.showModal()}>
            <img src={shown.url} alt={`${words}, small. Press to see it large.`} />
          </button>
          <div className="stack">
            <p className="ui-small ui-quiet">
              For your own record, on this device only. Kept <Time at={shown.at} />.
            </p>
            <div className="row">
              <LinkButton small href={shown.url} download={fileName(name, shown.type)}>
                Save a copy<span className="ui-unseen"> of the picture of {name}</span>
              </LinkButton>
              <Button small look="quiet" icon="cross" onClick={remove}>
                Remove<span className="ui-unseen"> the picture of {name}</span>
              </Button>
            </div>
          </div>
          <dialog ref={large} className="report-picture-large" aria-label={words}>
            <Button small icon="cross" onClick={() => large.current?.close()}>
              Close
            </Button>
            <img src={shown.url} alt={words} />
          </dialog>
        </>
      )}
      {problem && <span className="ui-small">{problem}</span>}
    </section>
  );
}

/** Fetched when it comes near the screen: a list may hold many. */
function usePicture(id: string, place: React.RefObject<HTMLElement | null>) {
  const [shown, setShown] = useState<Shown | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let url: string | undefined;
    let gone = false;
    const fetchIt = async () => {
      try {
        const picture = await ask('picture.get', { id });
        if (gone || !picture) return;
        const { type, at } = picture;
        url = URL.createObjectURL(new Blob([bytesOf(picture.data)], { type }));
        setShown({ url, type, at });
      } catch (error) {
        if (!gone) setProblem(`The picture could not be read. ${sentence(error)}`);
      }
    };
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      seen.disconnect();
      void fetchIt();
    });
    if (place.current) seen.observe(place.current);
    return () => {
      gone = true;
      seen.disconnect();
      if (url) URL.revokeObjectURL(url);
    };
  }, [id, place]);
  return { shown, problem };
}

/** Carried out when the time to undo it has passed, or when the page, or this part of it, goes away. */
function useRemoval(id: string) {
  const [removed, setRemoved] = useState(false);
  const undone = useRef(false);
  useEffect(() => {
    if (!removed) return;
    let done = false;
    const carryOut = () => {
      if (done) return;
      done = true;
      void ask('picture.forget', { id })
        .then(() => useReports.getState().refresh())
        .catch(() => setRemoved(false));
    };
    const timer = setTimeout(carryOut, UNDO_FOR);
    addEventListener('pagehide', carryOut);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', carryOut);
      if (!undone.current) carryOut();
    };
  }, [removed, id]);
  return {
    removed,
    remove() {
      undone.current = false;
      setRemoved(true);
    },
    undo() {
      undone.current = true;
      setRemoved(false);
    },
  };
}

const fileName = (name: string, type: PictureType) =>
  `picture-${name.replace(/[^\w.-]+/g, '-').slice(0, 80)}.${type === 'image/jpeg' ? 'jpg' : type.slice('image/'.length)}`;
